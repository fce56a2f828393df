"""How the pages and tables say things."""

from __future__ import annotations

from actbank.schema import UNSPECIFIED, Event


def happened(event: Event) -> str:
    """Return whether an event happened, in a word or two: ``yes``, ``no``, ``planned``, ``not said``."""
    if event.occurred:
        return "yes"
    if event.polarity == "negative":
        return "no" if event.modality in ("actual", UNSPECIFIED) else f"not {event.modality}"
    return "not said" if event.modality == UNSPECIFIED else event.modality


def percent(ratio: float | None) -> str:
    """Return a ratio as a percentage with one decimal, a dash where there is none."""
    return "–" if ratio is None else f"{100 * ratio:.1f}"
