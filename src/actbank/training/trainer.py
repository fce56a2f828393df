"""`transformers.Trainer` with token-budget batches, two learning rates, and a dev score that is a function."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import torch
from torch.utils.data import DataLoader
from transformers import (
    EarlyStoppingCallback,
    PreTrainedModel,
    PrinterCallback,
    ProgressCallback,
    Trainer,
    TrainerControl,
    TrainingArguments,
    set_seed,
)
from transformers.trainer import TRAINER_STATE_NAME
from transformers.trainer_utils import get_last_checkpoint

from actbank.specs import TrainingSpec
from actbank.training.batches import TokenBatches
from actbank.training.memory import bound_memory
from actbank.training.precision import use_bf16
from actbank.training.progress import EpochLines

WATCHED = "AC+"


class Costed(Protocol):
    """An item that knows its number of tokens."""

    @property
    def cost(self) -> int:
        """Tokens."""


DevScore = Callable[[PreTrainedModel], Mapping[str, float]]


class TokenBudgetTrainer(Trainer):  # type: ignore[misc]
    """A Trainer for items with a ``cost``.

    Args:
        dev_score: Called with the model after each epoch; its values are logged as ``eval_dev_<name>``.
        spec: Rates and budget.
        encoder_rate: Learning rate of the parameters of the model's encoder (its base model).
        arguments: Passed on to `Trainer`.
    """

    def __init__(self, dev_score: DevScore, spec: TrainingSpec, encoder_rate: float, **arguments: Any) -> None:
        self.dev_score = dev_score
        self.spec = spec
        self.encoder_rate = encoder_rate
        super().__init__(**arguments)

    def get_train_dataloader(self) -> DataLoader[Any]:
        """Return batches filled by token budget."""
        items: Sequence[Costed] = self.train_dataset
        sampler = TokenBatches([item.cost for item in items], self.spec.batch_tokens, self.args.seed)
        loader: DataLoader[Any] = DataLoader(items, batch_sampler=sampler, collate_fn=self.data_collator)  # type: ignore[arg-type]
        prepared: DataLoader[Any] = self.accelerator.prepare(loader)
        return prepared

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """Return AdamW with one rate for the encoder and one for the heads; no decay for biases and norms."""
        self.optimizer: torch.optim.Optimizer | None
        if self.optimizer is None:
            self.optimizer = torch.optim.AdamW(
                self._groups(), lr=self.encoder_rate, betas=(0.9, 0.98), eps=1e-6, fused=True
            )
        return self.optimizer

    def _groups(self) -> list[dict[str, Any]]:
        groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
        encoder = f"{self.model.base_model_prefix}."
        for name, parameter in self.model.named_parameters():
            if parameter.requires_grad:
                groups.setdefault((name.startswith(encoder), parameter.ndim > 1), []).append(parameter)
        rates = {True: self.encoder_rate, False: self.spec.head_rate}
        decays = {True: self.spec.weight_decay, False: 0.0}
        return [
            {"params": parameters, "lr": rates[pretrained], "weight_decay": decays[matrix]}
            for (pretrained, matrix), parameters in sorted(groups.items())
        ]

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """Score the model on dev and log it."""
        was_training = self.model.training
        self.model.eval()
        scores = {f"eval_dev_{name}": value for name, value in self.dev_score(self.model).items()}
        self.model.train(was_training)
        self.log(dict(scores))
        self.control: TrainerControl = self.callback_handler.on_evaluate(self.args, self.state, self.control, scores)
        return scores


def training_arguments(folder: Path, spec: TrainingSpec, seed: int, watched: str = WATCHED) -> TrainingArguments:
    """Return the Trainer's arguments for a spec; checkpoints go to ``folder``, ``watched`` is the score of the best."""
    moments = "epoch" if spec.save_every_epoch else "no"
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=spec.epochs,
        max_steps=spec.max_steps,
        lr_scheduler_type="linear",
        warmup_steps=spec.warmup,
        max_grad_norm=spec.clip,
        bf16=use_bf16(spec.precision),
        use_cpu=not torch.cuda.is_available(),
        eval_strategy=moments,
        save_strategy=moments,
        save_total_limit=1,
        load_best_model_at_end=spec.save_every_epoch,
        metric_for_best_model=f"eval_dev_{watched}",
        greater_is_better=True,
        logging_strategy="epoch",
        report_to=list(spec.report_to) or "none",
        seed=seed,
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=torch.cuda.is_available(),
        accelerator_config={"even_batches": False},
        ddp_find_unused_parameters=False,
        restore_callback_states_from_checkpoint=True,  # else patience begins anew after a crash
    )


def fit(
    model: PreTrainedModel,
    items: Sequence[Costed],
    collate: Callable[[Sequence[Any]], dict[str, torch.Tensor]],
    dev_score: DevScore,
    spec: TrainingSpec,
    *,
    encoder_rate: float,
    seed: int,
    folder: Path,
    watched: str = WATCHED,
) -> list[dict[str, float]]:
    """Train a model in place; at the end it holds the weights of the epoch with the best dev score.

    A run that was killed goes on from the last epoch that ``folder`` holds, with the same result as if it had not been.

    Args:
        model: Anything whose ``forward`` takes what ``collate`` returns and gives a loss.
        items: Training items; their ``cost`` fills the batches.
        collate: Items to tensors.
        dev_score: Model to named scores in percent; ``watched`` among them selects the epoch.
        spec: Epochs, rates, budget, patience.
        encoder_rate: Learning rate of the encoder.
        seed: Order of batches and dropout.
        folder: Checkpoints.
        watched: Name of the score that selects the epoch.

    Returns:
        The log: one mapping an entry, as the Trainer keeps it.
    """
    bound_memory()
    if spec.threads:
        torch.set_num_threads(spec.threads)
    set_seed(seed)
    callbacks: list[Any] = [EpochLines(f"eval_dev_{watched}")]
    if spec.patience and spec.save_every_epoch:
        callbacks.append(EarlyStoppingCallback(early_stopping_patience=spec.patience))
    trainer = TokenBudgetTrainer(
        dev_score,
        spec,
        encoder_rate,
        model=model,
        args=training_arguments(folder, spec, seed, watched),
        train_dataset=items,
        eval_dataset=items[:1],  # the Trainer asks for one; `evaluate` scores on articles instead
        data_collator=collate,
        callbacks=callbacks,
    )
    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(ProgressCallback)
    trainer.train(resume_from_checkpoint=last_whole_checkpoint(folder))
    history: list[dict[str, float]] = trainer.state.log_history
    return history


def last_whole_checkpoint(folder: Path) -> str | None:
    """Return the last checkpoint that was written to its end; what a crash left of later ones is removed."""
    while folder.is_dir() and (last := get_last_checkpoint(str(folder))):
        if _is_whole(Path(last)):
            return str(last)
        shutil.rmtree(last)
    return None


def _is_whole(checkpoint: Path) -> bool:
    """Return whether the state of the Trainer, which it writes last, can be read."""
    try:
        return bool(json.loads((checkpoint / TRAINER_STATE_NAME).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return False
