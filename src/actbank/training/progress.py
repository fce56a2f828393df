"""What a person sees while a model trains: a bar of steps and a line an epoch."""

from __future__ import annotations

import math
import sys
from typing import Any

from tqdm.auto import tqdm
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments


class EpochLines(TrainerCallback):  # type: ignore[misc]
    """A progress bar, and after each epoch a line with its loss and dev scores; on stderr."""

    def __init__(self, watched: str) -> None:
        """Take the name of the metric that selects the best epoch."""
        self.watched = watched
        self.bar: tqdm[Any] | None = None
        self.loss: float | None = None
        self.best = -math.inf

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Open the bar."""
        if state.is_world_process_zero:
            self.bar = tqdm(total=state.max_steps, initial=state.global_step, unit="step", desc="training")
            self.best = state.best_metric if state.best_metric is not None else -math.inf

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Move the bar."""
        if self.bar is not None:
            self.bar.update(state.global_step - self.bar.n)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Remember the loss for the line of the epoch."""
        self.loss = (logs or {}).get("loss", self.loss)

    def on_evaluate(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        metrics: dict[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        """Write the line of the epoch."""
        if self.bar is None or not metrics:
            return
        value = metrics.get(self.watched, -math.inf)
        star = " *" if value > self.best else ""
        self.best = max(self.best, value)
        shown = "  ".join(
            f"{name.removeprefix('eval_')} {score:.1f}"
            for name, score in metrics.items()
            if name.startswith("eval_dev")
        )
        loss = "" if self.loss is None else f"loss {self.loss:.3f}  "
        self.bar.write(f"epoch {state.epoch or 0:.0f}  {loss}{shown}{star}", file=sys.stderr)

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Close the bar."""
        if self.bar is not None:
            self.bar.close()
