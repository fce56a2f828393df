"""Hydra for the verbs that have configs; the only place, with those verbs, that knows Hydra."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from actbank.places import configs_dir
from actbank.problems import ActBankError, unknown_name

_SWEEP = ("-m", "--multirun")


def register(name: str, schema: type) -> None:
    """Register a dataclass as the schema of ``<name>.yaml``, so that a misspelt key is refused."""
    ConfigStore.instance().store(name=f"{name}_schema", node=schema)


def run_hydra(task: Callable[[DictConfig], Any], config: str, arguments: list[str], about: str) -> int:
    """Run a task with the config that ``<config>.yaml`` and the arguments compose.

    Args:
        task: Takes the composed config.
        config: Name of the top config.
        arguments: Overrides and Hydra's own options.
        about: Shown on ``--help`` above the config.

    Raises:
        ActBankError: the config cannot be composed; Hydra's reason in its own words.
    """
    if "--help" in arguments or "-h" in arguments:
        print(about)
        print("\nConfig groups and values (defaults):\n")
        arguments = ["--cfg", "job"]
    _refuse_unknown(config, arguments)
    sweep = [argument for argument in arguments if argument in _SWEEP]  # Hydra reads it before or after all values only
    return _run(task, config, [*sweep, *(argument for argument in arguments if argument not in _SWEEP)])


def _refuse_unknown(config: str, arguments: list[str]) -> None:
    """Compose once beforehand, so that what is wrong is said in one sentence with the nearest right name."""
    sweeps = any(argument in _SWEEP for argument in arguments)
    overrides = [a for a in arguments if "=" in a and not (sweeps and "," in a)]
    with hydra.initialize_config_dir(str(configs_dir()), version_base="1.3"):
        for override in overrides:
            try:
                hydra.compose(config, [*_groups(overrides), override])
            except (HydraException, OmegaConfBaseException) as error:
                raise _readable(override, error, config) from error


def _groups(overrides: list[str]) -> list[str]:
    """Return the overrides that choose a config of a group: later keys may exist only with them."""
    return [o for o in overrides if (configs_dir() / o.partition("=")[0]).is_dir()]


def _readable(override: str, error: Exception, config: str) -> ActBankError:
    key, _, value = override.partition("=")
    folder = configs_dir() / key
    if folder.is_dir():
        return unknown_name(key, value, [file.stem for file in folder.glob("*.yaml")])
    groups = [path.name for path in configs_dir().iterdir() if path.is_dir()]
    known = [*_keys(hydra.compose(config)), *groups]
    if key.lstrip("+~") not in known:
        return unknown_name("config key", key, known)
    return ActBankError(f"{override}: {error.__cause__ or error}".splitlines()[0])


def _keys(values: DictConfig, before: str = "") -> list[str]:
    keys: list[str] = []
    for key in map(str, values):
        full = f"{before}{key}"
        inner = OmegaConf.select(values, key, throw_on_missing=False)
        keys += _keys(inner, f"{full}.") if isinstance(inner, DictConfig) and inner else [full]
    return keys


def _run(task: Callable[[DictConfig], Any], config: str, arguments: list[str]) -> int:
    errors: list[ActBankError] = []

    def guarded(values: DictConfig) -> Any:
        try:
            return task(values)
        except ActBankError as error:
            errors.append(error)
            return None

    main = hydra.main(version_base="1.3", config_path=str(configs_dir()), config_name=config)(guarded)
    words, sys.argv = sys.argv, [f"actbank {config}", *arguments]
    try:
        main()
    except (HydraException, OmegaConfBaseException) as error:
        raise ActBankError(str(error)) from error
    finally:
        sys.argv = words
    if errors:
        raise errors[0]
    return 0


def known_choice(group: str, arguments: list[str], fallback: str, key: str) -> list[str]:
    """Return the arguments with ``group=NAME`` become ``group=fallback group.key=NAME`` where NAME has no YAML."""
    rewritten = []
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name == group and "," not in value and not (configs_dir() / group / f"{value}.yaml").is_file():
            rewritten += [f"{group}={fallback}", f"{group}.{key}={value}", f"{group}.name={Path(value).name}"]
        else:
            rewritten.append(argument)
    return rewritten


def to_object(values: DictConfig) -> Any:
    """Return the composed config as the dataclass that was registered for it."""
    return OmegaConf.to_object(values)


def to_yaml(values: DictConfig) -> str:
    """Return the composed config as YAML with everything resolved."""
    return OmegaConf.to_yaml(values, resolve=True)
