"""What a rule is: a pattern of a whole expression, and what the words that it finds mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from actbank.normalize.timex.period import Period
from actbank.normalize.timex.setting import Setting

Found = re.Match[str]
# A period, or a vague value such as "PAST_REF"; None where the words are known and the setting does not tell.
Reading = Period | str | None
Rule = Callable[[Found, Setting], Reading]
# By the kind of word that must stand in an expression: patterns of the whole of it, and what they mean.
Rules = Mapping[str, tuple[tuple[re.Pattern[str], Rule], ...]]


def compiled(rules: Mapping[str, Mapping[str, Rule]]) -> Rules:
    """Return rules with their patterns compiled."""
    return {kind: tuple((re.compile(pattern), rule) for pattern, rule in row.items()) for kind, row in rules.items()}
