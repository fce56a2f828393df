"""Compared systems as rows of text for printing; the first row holds the headings, F1 and its kin are percentages."""

from __future__ import annotations

from actbank.metrics.contest.systems import Contest

_NOTHING = "-"


def system_rows(contest: Contest) -> list[list[str]]:
    """Return one row a system: how many seeds, their mean F1 and its interval."""
    table = [["system", "seeds", f"{contest.measure} F1", "95 % interval"]]
    for system in contest.systems:
        f1 = _NOTHING if system.f1 is None else _percent(system.f1)
        table.append([system.name, str(len(system.f1s)), f1, _interval(system.interval)])
    return table


def duel_rows(contest: Contest) -> list[list[str]]:
    """Return one row a pair: difference in points with its interval, p before and after Holm, the verdict in words."""
    table = [["pair", "difference", "95 % interval", "p", "Holm p", "verdict"]]
    for duel in contest.duels:
        difference = _percent(duel.difference, "+")
        bounds = _interval(duel.interval, "+")
        chances = [_chance(duel.p), _chance(duel.holm_p)]
        table.append([f"{duel.first} - {duel.second}", difference, bounds, *chances, duel.verdict])
    return table


def _percent(ratio: float, sign: str = "") -> str:
    return f"{100 * ratio:{sign}.2f}"


def _interval(bounds: tuple[float, float] | None, sign: str = "") -> str:
    return _NOTHING if bounds is None else f"{_percent(bounds[0], sign)} .. {_percent(bounds[1], sign)}"


def _chance(p: float) -> str:
    return "<0.0001" if p < 0.00005 else f"{p:.4f}"
