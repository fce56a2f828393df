"""Questions: a window and the one trigger in it that is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from actbank.encoding.decode import FoundTrigger
from actbank.encoding.examples import Example, TriggerExample
from actbank.encoding.layout import word_tokens
from actbank.models.one_pass.batching import WindowCollator, Words

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# What a token is: plain text, the trigger where it stands, the trigger said again, the name of its type.
TEXT, MARKED, REPEATED, NAMED = range(4)
# A longer trigger is said again up to this many tokens; where it stands, all of it is marked.
_LONGEST_REPEAT = 16

Trigger = TypeVar("Trigger", bound=TriggerExample | FoundTrigger)


@dataclass(frozen=True, slots=True)
class Question(Generic[Trigger]):
    """A window, the trigger that is asked about, and the tokens that follow the window, each with what it is."""

    words: Words
    trigger: Trigger
    tail: tuple[int, ...]
    parts: tuple[int, ...]

    @property
    def cost(self) -> int:
        """Tokens without special ones around the window."""
        return sum(len(word) for word in self.words) + len(self.tail)


class QuestionWriter:
    """Writes questions: behind the window the trigger again and the name of its type, each with an end of text.

    Args:
        tokenizer: Of the encoder.
        types: Names of the event types; read as words, in lower case.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, types: Sequence[str]) -> None:
        self.end = tuple(WindowCollator(tokenizer).after)
        self.names = [_name_tokens(name, tokenizer) for name in types]

    @property
    def longest(self) -> int:
        """The most tokens that a question adds to its window."""
        return _LONGEST_REPEAT + max(map(len, self.names), default=0) + 2 * len(self.end)

    def write(self, words: Words, trigger: Trigger) -> Question[Trigger]:
        """Return the question about a trigger of a window."""
        again = [token for word in words[trigger.start : trigger.end] for token in word][:_LONGEST_REPEAT]
        name = self.names[trigger.type]
        gap = (TEXT,) * len(self.end)
        parts = (REPEATED,) * len(again) + gap + (NAMED,) * len(name) + gap
        return Question(words, trigger, (*again, *self.end, *name, *self.end), parts)


def gold_questions(examples: Iterable[Example], writer: QuestionWriter) -> Iterator[Question[TriggerExample]]:
    """Yield a question for each gold trigger of windows."""
    for example in examples:
        yield from (writer.write(example.words, trigger) for trigger in example.triggers)


def _name_tokens(name: str, tokenizer: PreTrainedTokenizerBase) -> tuple[int, ...]:
    words = word_tokens(name.lower().replace("_", " ").split(), tokenizer)
    return tuple(token for word in words for token in word)
