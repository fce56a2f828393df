"""Articles as rows of plain values, for the three tables of a built data set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actbank.encoding.tags import encode_bio
from actbank.schema import Argument, Article, Event, Span
from actbank.segmentation import split_sentences, split_words

Row = dict[str, Any]
WHO_WHAT_WHOM = ("actor", "target", "time", "place")


def article_row(article: Article) -> Row:
    """Return an article with its nested events and entities."""
    names = ("id", "text", "date", "lang", "source", "title", "story")
    return {
        **{name: getattr(article, name) for name in names},
        "metadata": json.dumps(dict(article.metadata), ensure_ascii=False, sort_keys=True),
        "entities": [{"id": e.id, "name": e.name, "country": e.country, "sector": e.sector} for e in article.entities],
        "events": [_event_row(event, article.text) for event in article.events or ()],
    }


def _event_row(event: Event, text: str) -> Row:
    return {
        "id": event.id,
        "type": event.type,
        "subtype": event.subtype,
        "trigger": _span_row(event.trigger, text),
        "polarity": event.polarity,
        "modality": event.modality,
        "occurred": event.occurred,
        "instance": event.instance,
        "anaphoric": event.anaphoric,
        "arguments": [
            {
                "role": argument.role,
                "span": _span_row(argument.span, text),
                "event": argument.event,
                "entity": argument.entity,
                "value": argument.value,
            }
            for argument in event.arguments
        ],
    }


def _span_row(span: Span | None, text: str) -> Row | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def event_rows(article: Article, common: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield the flat rows people ask for: who, what, whom, when, where, and whether it happened.

    Args:
        article: An annotated article.
        common: Native roles that stand for actor, target, time and place; a role not named stands for itself.
    """
    sentences = split_sentences(article.text)
    for event in article.events or ():
        sentence = _sentence_of(event, sentences)
        row: Row = {
            "article_id": article.id,
            "date": article.date,
            "event_id": event.id,
            "event_type": event.type,
            "subtype": event.subtype,
            "action": event.trigger.of(article.text) if event.trigger else None,
            "action_start": event.trigger.start if event.trigger else None,
            "action_end": event.trigger.end if event.trigger else None,
        }
        for name in WHO_WHAT_WHOM:
            row.update(_role_cells(event, article, name, common.get(name) or (name,)))
        row["time_value"] = "; ".join(a.value for a in event.fillers("time") if a.value) or None
        row["content"] = _content(event, article)
        row["sentence"] = sentence.of(article.text) if sentence else None
        row["sentence_start"] = sentence.start if sentence else None
        yield {**row, "polarity": event.polarity, "modality": event.modality, "occurred": event.occurred}


def _sentence_of(event: Event, sentences: Sequence[Span]) -> Span | None:
    if event.trigger is None:
        return None
    touching = [sentence for sentence in sentences if sentence.overlaps(event.trigger)]
    return touching[0] if touching else None


def _role_cells(event: Event, article: Article, name: str, roles: Sequence[str]) -> Row:
    found = [argument for argument in event.arguments if argument.role in roles]
    words = [_filler_words(argument, article) for argument in found]
    spans = [argument.span for argument in found if argument.span]
    return {
        name: "; ".join(words) or None,
        f"{name}_offsets": [{"start": span.start, "end": span.end} for span in spans],
    }


def _filler_words(argument: Argument, article: Article) -> str:
    if argument.span is not None:
        return argument.span.of(article.text)
    if argument.event is not None:
        trigger = article.event(argument.event).trigger
        return trigger.of(article.text) if trigger else argument.event
    named = {entity.id: entity.name for entity in article.entities}
    return named.get(argument.entity or "", argument.entity or "")


def _content(event: Event, article: Article) -> str | None:
    """Return what the act is about: ids of events and quoted phrases."""
    words = [a.event or _filler_words(a, article) for a in event.fillers("content")]
    return "; ".join(words) or None


def token_rows(article: Article) -> Iterator[Row]:
    """Yield a row a sentence: words, their offsets, and two BIO sequences.

    ``trigger_tags`` are over event types. ``tags`` is the one flat sequence that a stock token classifier can learn:
    triggers by type and arguments by role; where two overlap, triggers win, then what begins earlier, then the
    longer.
    """
    words = split_words(article.text)
    triggers = [(event.trigger, event.type) for event in article.events or () if event.trigger]
    arguments = [(a.span, a.role) for event in article.events or () for a in event.arguments if a.span]
    trigger_tags = _bio(words, triggers)
    tags = _bio(words, triggers, arguments)
    for number, sentence in enumerate(split_sentences(article.text)):
        inside = [at for at, word in enumerate(words) if sentence.contains(word)]
        if inside:
            yield {
                "id": f"{article.id}:{number}",
                "article_id": article.id,
                "tokens": [words[at].of(article.text) for at in inside],
                "starts": [words[at].start for at in inside],
                "trigger_tags": _repaired([trigger_tags[at] for at in inside]),
                "tags": _repaired([tags[at] for at in inside]),
            }


def _bio(words: Sequence[Span], *layers: Sequence[tuple[Span, str]]) -> list[str]:
    """Return one tag a word; earlier layers win."""
    tags = ["O"] * len(words)
    for layer in layers:
        names = sorted({name for _, name in layer})
        placed = [(*_range(words, span), names.index(name)) for span, name in layer]
        free = [row for row in placed if row[0] < row[1] and set(tags[row[0] : row[1]]) == {"O"}]
        for at, tag in enumerate(encode_bio(free, len(words))[0].tolist()):
            if tag:
                tags[at] = f"{'B' if tag % 2 else 'I'}-{names[(tag - 1) // 2]}"
    return tags


def _range(words: Sequence[Span], span: Span) -> tuple[int, int]:
    touched = [at for at, word in enumerate(words) if word.overlaps(span)]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _repaired(tags: list[str]) -> list[str]:
    """Begin anew where a sentence border cut a span."""
    return [f"B-{tag[2:]}" if tag.startswith("I-") and at == 0 else tag for at, tag in enumerate(tags)]
