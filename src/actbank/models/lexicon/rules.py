"""A decision list: of all rules that apply, the surest decides.

Yarowsky, "Decision lists for lexical ambiguity resolution" (1994), with smoothed precision in place of the log-likelihood ratio.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Verdict = tuple[str, float]
"""A label and the probability of being right."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What each feature says when it is seen, and what is said when no feature is known."""

    verdicts: Mapping[str, Verdict]
    default: Verdict

    def decide(self, features: Iterable[str]) -> Verdict:
        """Return the surest verdict of the features; of equally sure ones the first."""
        known = [self.verdicts[feature] for feature in features if feature in self.verdicts]
        return max(known, key=lambda verdict: verdict[1], default=self.default)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for `from_dict`."""
        return {"default": list(self.default), "verdicts": {name: list(v) for name, v in self.verdicts.items()}}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rules:
        """Return the rules that `to_dict` wrote."""
        label, chance = data["default"]
        return cls({name: (str(v[0]), float(v[1])) for name, v in data["verdicts"].items()}, (label, chance))


def learn_rules(rows: Iterable[tuple[Iterable[str], str]], default: str, least: int = 1, doubt: float = 0.3) -> Rules:
    """Return the rules of observed features and labels.

    Args:
        rows: The features of a case and its label.
        default: Said when no feature is known.
        least: A feature seen less often makes no rule.
        doubt: Added to the number of cases when a rule's precision is computed, so that rare rules are less sure.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = right = 0
    for features, label in rows:
        total, right = total + 1, right + (label == default)
        for feature in dict.fromkeys(features):
            counts[feature][label] += 1
    verdicts = {}
    for feature, labels in sorted(counts.items()):
        seen = labels.total()
        if seen >= least:
            label, times = min(labels.items(), key=lambda item: (-item[1], item[0]))
            verdicts[feature] = (label, round(times / (seen + doubt), 4))
    return Rules(verdicts, (default, round(right / total, 4) if total else 1.0))
