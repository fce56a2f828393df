"""What a scorer cannot hold of the events it is given, counted."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Loss:
    """How many items another scorer never sees, or sees changed; no number of that scorer shows them.

    Left out: ``unplaced`` have no place that the scorer could look at (no trigger, only an entity, nothing but white
    space), ``repeated`` are copies of an item that it already holds, ``overlapping`` overlap an item that it already
    holds. Changed: ``cut`` are discontinuous and keep their first piece, ``widened`` begin or end inside a word and
    become whole words.
    """

    unplaced: int = 0
    repeated: int = 0
    overlapping: int = 0
    cut: int = 0
    widened: int = 0

    def __add__(self, other: Loss) -> Loss:
        """Return the pooled counts."""
        return Loss(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    @property
    def left_out(self) -> int:
        """How many items the scorer never sees."""
        return self.unplaced + self.repeated + self.overlapping

    def to_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return {part.name: getattr(self, part.name) for part in fields(self)}
