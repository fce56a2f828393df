"""Hypothesis strategies: random articles that are valid and awkward.

`articles` and `corpora` keep ids, types, roles and the like to names that every format can hold; ``free`` widens all
strings for which the types themselves have no rule to whatever UTF-8 can hold, and fillers in pieces to a single piece.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from actbank.ontology import RESERVED_ROLES
from actbank.schema import MODALITIES, POLARITIES, UNSPECIFIED, Argument, Article, Entity, Event, Span

Draw = Callable[[st.SearchStrategy[Any]], Any]

_FRAGMENTS = (
    "joined",
    "Norland",
    "The council said",
    " ",
    "  ",
    ". ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\\",
    "\\n",
    '"',
    "\u2028",
    "\x85",
    "\x00",
    "\ufeff",
    "👩\u200d👩\u200d👧",
    "🇳🇴",
    "e\u0301",
    "A\u030a\u0327",
    "أعلن المجلس",
    "הודיע",
    "\u202eabc\u202c",
    "中国",
    "\n--- events\n",
    "\n--- text",
    "\n\\--- entities\n",
    "\n#",
    "\nT1\tX 0 1\tx\n",
    '{"id": "e1"}',
)
_NAME = "abcdeXYZ019-_"
_EVENT_IDS = ("e1", "e2", "E1", "E2", "E7", "E007", "E07x", "x-y", "T1", "7", "Ereignis")
_ROLES = ("actor", "target", "object", "object2", "object3", "time", "2", "a:b", "a.b2", "who:", ":who")
_TYPES = ("JOIN", "STATE", "LEAVE_OFFICE", "Life:Die", "Type2", "A:B:C", "x-1")
_ARTICLE_IDS = ("a", "a.txt", "b.ann", "Wire/2019/no 7", "x.evt", ".hidden", "c.meta.json", "é", "d.a1", "e.jsonl.gz")
_LANGUAGES = st.sampled_from([None, "en", "ar"])
_POLARITY = st.sampled_from((*POLARITIES, UNSPECIFIED))
_MODALITY = st.sampled_from((*MODALITIES, UNSPECIFIED))
_VALUES = ("2019", "2019-05", "2019-W21", "199X", "PAST_REF")


@cache
def texts() -> st.SearchStrategy[str]:
    """Texts of words, emoji, combining marks, right-to-left script, odd line ends, and lines that look like markers."""
    piece = st.one_of(st.sampled_from(_FRAGMENTS), st.sampled_from(_FRAGMENTS), free_strings(max_size=6))
    return st.lists(piece, max_size=14).map("".join)


@cache
def free_strings(max_size: int = 8) -> st.SearchStrategy[str]:
    """Any string that UTF-8 can hold."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


@cache
def names(extra: str = "", min_size: int = 1) -> st.SearchStrategy[str]:
    """Short names of letters, digits, ``-``, ``_`` and the ``extra`` characters."""
    return st.text(_NAME + extra, min_size=min_size, max_size=8)


@cache
def article_ids() -> st.SearchStrategy[str]:
    """Ids that are safe as paths of files below a folder."""
    part = st.text(_NAME + ". é", min_size=1, max_size=8).filter(lambda part: part.strip(". ") != "")
    made = st.lists(part, min_size=1, max_size=3).map("/".join)
    return st.one_of(st.sampled_from(_ARTICLE_IDS), made)


def spans(text: str) -> st.SearchStrategy[Span]:
    """Spans anywhere in a text that is not empty."""
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return ends.map(sorted).map(lambda pair: Span(pair[0], max(pair[1], pair[0] + 1)))


def pieces(text: str, max_size: int = 3) -> st.SearchStrategy[tuple[Span, ...]]:
    """One or more spans in text order, touching or apart."""
    points = st.lists(st.integers(0, len(text)), min_size=2, max_size=2 * max_size, unique=True).map(sorted)
    touching = points.map(lambda at: tuple(Span(*pair) for pair in pairwise(at))[:max_size])
    apart = points.map(lambda at: tuple(Span(*pair) for pair in zip(at[::2], at[1::2], strict=False)))
    return st.one_of(touching, apart)


@st.composite
def articles(draw: Draw, free: bool = False) -> Article:
    """Valid articles with 0-4 events, or not annotated.

    Args:
        draw: Given by Hypothesis.
        free: Whether dates, subtypes, entity names, values, titles, metadata and the like may be any string.
    """
    text = draw(texts())
    known = draw(_entity_lists(free))
    return Article(
        id=draw(article_ids()),
        text=text,
        date=draw(_maybe(_dates(free))),
        lang=draw(_LANGUAGES),
        source=draw(_maybe(_lines(free))),
        title=draw(_maybe(_lines(free))),
        story=draw(_maybe(names())),
        events=draw(st.none() | _events(text, tuple(entity.id for entity in known), free)),
        entities=tuple(known),
        metadata=draw(_metadata(free)),
    )


def corpora(free: bool = False, max_size: int = 3) -> st.SearchStrategy[list[Article]]:
    """Lists of articles whose ids can stand in one folder, in the order of their ids."""
    return st.lists(articles(free), min_size=1, max_size=max_size).map(_set_apart)


def _set_apart(drawn: list[Article]) -> list[Article]:
    return [replace(article, id=f"d{n}/{article.id}") for n, article in enumerate(drawn)]


@cache
def entities(free: bool = False) -> st.SearchStrategy[Entity]:
    """Entities with or without country and sector."""
    country = st.none() | st.sampled_from(["NOR", "MLI"])
    sector = st.none() | st.sampled_from(["GOV", "IGO"])
    return st.builds(Entity, names(), _lines(free), country, sector)


@cache
def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


@cache
def _entity_lists(free: bool) -> st.SearchStrategy[list[Entity]]:
    return st.lists(entities(free), max_size=3, unique_by=lambda entity: entity.id)


@cache
def _ids() -> st.SearchStrategy[list[str]]:
    return st.lists(st.one_of(st.sampled_from(_EVENT_IDS), names(":.")), max_size=4, unique=True)


@cache
def _types() -> st.SearchStrategy[str]:
    return st.sampled_from(_TYPES) | names(":")


@cache
def _roles() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_ROLES), names(":.")).filter(lambda name: name not in RESERVED_ROLES)


@cache
def _dates(free: bool) -> st.SearchStrategy[str]:
    return st.just("2019-05-14") | _extra(free)


@cache
def _values(free: bool) -> st.SearchStrategy[str]:
    return st.sampled_from(_VALUES) | _extra(free)


@cache
def _words(extra: str, free: bool) -> st.SearchStrategy[str]:
    return names(extra) | _extra(free)


@cache
def _extra(free: bool) -> st.SearchStrategy[str]:
    return free_strings() if free else st.nothing()


@cache
def _lines(free: bool) -> st.SearchStrategy[str]:
    words = st.sampled_from(["Council", "29th", "of", "Århus", "مجلس", "e\u0301t\u00e9", "-", "joins:", "no.7"])
    return st.lists(words, min_size=1, max_size=4).map(" ".join) | _extra(free)


@cache
def _metadata(free: bool) -> st.SearchStrategy[dict[str, str]]:
    keys = st.sampled_from(["region", "topic", "style", "word-count"]) | _extra(free)
    return st.dictionaries(keys, _lines(free), max_size=3)


@cache
def _scores() -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, 1) | st.sampled_from([0.1, 1e-17, 123456.75])


@st.composite
def _events(draw: Draw, text: str, known: tuple[str, ...], free: bool) -> tuple[Event, ...]:
    ids = draw(_ids())
    return tuple(draw(_event(name, [other for other in ids if other != name], text, known, free)) for name in ids)


@st.composite
def _event(draw: Draw, name: str, others: list[str], text: str, known: tuple[str, ...], free: bool) -> Event:
    trigger = draw(st.none() | spans(text)) if text else None
    argument = _argument(others, text, known, free)
    return Event(
        id=name,
        type=draw(_types()),
        trigger=trigger,
        arguments=tuple(draw(st.lists(argument, max_size=4))),
        polarity=draw(_POLARITY),
        modality=draw(_MODALITY),
        subtype=draw(_maybe(_words(":.", free))),
        extent=draw(_extents(text, trigger)) if trigger else (),
        cues=draw(st.just(()) | pieces(text)) if text else (),
        instance=draw(_maybe(_words("", free))),
        anaphoric=draw(st.booleans()),
        score=draw(_scores()),
        polarity_score=draw(_scores()),
        modality_score=draw(_scores()),
    )


def _extents(text: str, trigger: Span) -> st.SearchStrategy[tuple[Span, ...]]:
    rest = Span(trigger.end, len(text)) if trigger.end < len(text) else None
    headed = st.just((trigger, rest)) if rest else st.just((trigger,))
    return st.one_of(st.just(()), st.just((trigger,)), headed, pieces(text))


@st.composite
def _argument(draw: Draw, others: list[str], text: str, known: tuple[str, ...], free: bool) -> Argument:
    role = draw(_roles())
    kinds = ["implicit", *(["event"] if others else []), *(["span", "span", "pieces"] if len(text) > 1 else [])]
    kind = draw(st.sampled_from(kinds))
    entity = st.sampled_from(known) if known else names()
    parts = draw(pieces(text).filter(lambda drawn: free or len(drawn) > 1)) if kind == "pieces" else ()
    return Argument(
        role,
        span=parts[0] if parts else draw(spans(text)) if kind == "span" else None,
        event=draw(st.sampled_from(others)) if kind == "event" else None,
        entity=draw(entity if kind == "implicit" else st.none() | entity),
        value=draw(_maybe(_values(free))),
        pieces=parts,
        score=draw(_scores()),
    )


def everything(article: Article) -> tuple[Any, ...]:
    """Return the article with all that its equality leaves out: ids and scores."""
    events = article.events or ()
    scores = [(event.id, event.score, event.polarity_score, event.modality_score) for event in events]
    return article, scores, [argument.score for event in events for argument in event.arguments]
