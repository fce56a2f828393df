"""Gold events become examples, a perfect model learns them, its output becomes events: all that can be expressed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.encoding.decode import merge_drafts, window_drafts
from actbank.encoding.examples import EncodingLoss, encode_article
from actbank.encoding.labels import Labels
from actbank.encoding.layout import Layout, WindowSettings, lay_out
from actbank.schema import UNSPECIFIED, Argument, Article, Event, Span
from actbank.segmentation import split_words
from perfect_model import window_output
from strategies import articles, spans

LABELS = Labels(
    types=("A", "B"),
    channels=("actor", "content", "content@", "time"),
    allowed=((True, True, True, False), (True, False, True, True)),
    polarities=("positive", "negative"),
    modalities=("actual", "planned"),
)
WORDS = st.sampled_from(["ab", "abc", "a", "He", "e\u0301", "👩", ".", ". ", "\n", "left", "مالي", "x-y"])
NARROW = st.builds(WindowSettings, st.integers(10, 40), st.integers(0, 8))  # words of 4 tokens at most
WIDE = st.just(WindowSettings(1000, 8))


@st.composite
def annotated(draw) -> Article:
    """Articles whose spans mostly begin and end with words, whose triggers often touch and whose roles often clash."""
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=40)))
    words = split_words(text)
    places = st.one_of(*([stretches(words)] * 4 if words else []), spans(text))
    names = [f"g{number}" for number in range(draw(st.integers(0, 8)))]
    return Article("a", text, events=tuple(draw(events(name, names, places)) for name in names))


def stretches(words: list[Span]) -> st.SearchStrategy[Span]:
    first = st.integers(0, len(words) - 1)
    return st.builds(
        lambda at, more: Span(words[at].start, words[min(at + more, len(words) - 1)].end),
        first,
        st.sampled_from([0, 0, 1, 1, 2, 5, 9]),
    )


@st.composite
def events(draw, name: str, names: list[str], places) -> Event:
    others = [other for other in names if other != name]
    span = st.builds(Argument, st.sampled_from(["actor", "time", "content", "other"]), places)
    link = st.builds(Argument, st.sampled_from(["content", "time"]), event=st.sampled_from(others or [""]))
    implicit = st.builds(Argument, st.just("actor"), entity=st.just("someone"))
    return Event(
        name,
        draw(st.sampled_from(["A", "A", "B", "B", "C"])),
        draw(st.one_of(places, places, places, places, st.none())),
        tuple(draw(st.lists(st.one_of(span, span, link, implicit) if others else span | implicit, max_size=4))),
        draw(st.sampled_from(["positive", "negative", UNSPECIFIED])),
        draw(st.sampled_from(["actual", "planned", "generic"])),
    )


# --- what can be expressed, written from the definitions


def on_edges(span: Span | None, layout: Layout) -> tuple[int, int] | None:
    """Return the words of a span that begins and ends with words."""
    starts = {word.start: at for at, word in enumerate(layout.words)}
    ends = {word.end: at + 1 for at, word in enumerate(layout.words)}
    return (starts[span.start], ends[span.end]) if span and span.start in starts and span.end in ends else None


def first_come(rows):
    """Return the rows ``(start, end, ...)`` that find room: the earlier first, then the longer, then as they sort."""
    kept = []
    for row in sorted(rows, key=lambda row: (row[0], -row[1], *row[2:])):
        if all(row[1] <= other[0] or other[1] <= row[0] for other in kept):
            kept.append(row)
    return kept


def placed(article: Article, layout: Layout):
    """Return ``(words, type, window) -> event`` of the triggers that find a place in the window that owns them."""
    rows = [(on_edges(e.trigger, layout), e) for e in article.events if e.type in LABELS.types]
    rows = [(place, e) for place, e in rows if place]
    table = {}
    for window in layout.windows:
        seen = [(p, e) for p, e in rows if window.start <= p[0] and p[1] <= window.end]
        room = first_come([(*p, LABELS.types.index(e.type)) for p, e in seen])
        for place, event in seen:
            key = (*place, LABELS.types.index(event.type))
            if key in room and window.owns(place[0]):
                table.setdefault((place, event.type), (event, window))
    return table


def expressible(article: Article, layout: Layout):
    """Return type, trigger, attributes and fillers of every event that can be expressed; a link is its trigger."""
    table = placed(article, layout)
    links = {e.id: place for place, e in ((on_edges(e.trigger, layout), e) for e in article.events) if place}
    expected = []
    for (_, kind), (event, window) in table.items():
        channels = {}
        for a in event.arguments:
            place = links.get(a.event) if a.event else on_edges(a.span, layout)
            channel = f"{a.role}@" if a.event else a.role
            known = (
                channel in LABELS.channels and LABELS.allowed[LABELS.types.index(kind)][LABELS.channels.index(channel)]
            )
            typed = a.event is None or article.event(a.event).type in LABELS.types
            if place and known and typed and window.start <= place[0] and place[1] <= window.end:
                channels.setdefault(channel, []).append(place)
        fillers = {
            (channel, layout.words[place[0]].start, layout.words[place[1] - 1].end)
            for channel, places in channels.items()
            for place in first_come(places)
            if channel[-1] != "@" or any(place == other for other, _ in table)
        }
        polarity = event.polarity if event.polarity in LABELS.polarities else LABELS.polarities[0]
        modality = event.modality if event.modality in LABELS.modalities else LABELS.modalities[0]
        expected.append((event.trigger, kind, polarity, modality, sorted(fillers)))
    return sorted(expected)


def described(events):
    triggers = {event.id: event.trigger for event in events}
    return sorted(
        (e.trigger, e.type, e.polarity, e.modality, sorted(described_filler(a, triggers) for a in e.arguments))
        for e in events
    )


def described_filler(argument: Argument, triggers):
    span = triggers[argument.event] if argument.event else argument.span
    return (argument.role + ("@" if argument.event else ""), span.start, span.end)


def without_ambiguous_links(article: Article) -> Article:
    """Return the article without links to events that share words of their triggers: the words cannot tell which."""

    def shared(event: Event) -> bool:
        others = [other for other in article.events if other is not event and other.trigger]
        return event.trigger is not None and any(event.trigger.overlaps(other.trigger) for other in others)

    unclear = {event.id for event in article.events if shared(event)}
    return article.with_events(
        replace(event, arguments=tuple(a for a in event.arguments if a.event not in unclear))
        for event in article.events
    )


def through(article: Article, layout: Layout, labels: Labels = LABELS):
    """Return the events that come back, and what was said to be lost."""
    loss = EncodingLoss()
    examples = encode_article(article, layout, labels, loss)
    assert len(examples) == len(layout.windows)
    drafts = []
    for example, window in zip(examples, layout.windows, strict=True):
        drafts += window_drafts(window_output(example, window, labels), layout, labels)
    return merge_drafts(drafts), loss


EVENT_LOSSES = (
    "events without trigger",
    "events of unknown type",
    "triggers inside a word",
    "triggers cut by the window",
    "overlapping triggers",
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(annotated(), WIDE | NARROW)
def test_what_can_be_expressed_comes_back_and_nothing_else(tokenizer, drawn, window_settings):
    article = without_ambiguous_links(drawn)
    layout = lay_out(article.text, tokenizer, window_settings)
    found, _ = through(article, layout)
    assert described(found) == expressible(article, layout)
    assert [event.id for event in found] == [f"e{number}" for number in range(1, len(found) + 1)]
    assert all(round(event.score, 6) == 1 for event in found)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(annotated(), WIDE | NARROW)
def test_every_event_comes_back_or_is_counted_as_lost(tokenizer, article, window_settings):
    found, loss = through(article, lay_out(article.text, tokenizer, window_settings))
    assert loss.events == len(article.events)
    assert len(found) == loss.events - sum(loss.reasons[reason] for reason in EVENT_LOSSES)
    assert not loss.reasons["triggers cut by the window"] or window_settings.max_tokens < 1000


@settings(max_examples=150, deadline=None, derandomize=True)
@given(articles(free=True), st.builds(WindowSettings, st.integers(20, 40), st.integers(0, 8)))
def test_no_article_is_too_awkward(tokenizer, drawn, window_settings):
    article = drawn.with_events(drawn.events or ())
    types = tuple(sorted({event.type for event in article.events}))
    roles = tuple(sorted({a.role for event in article.events for a in event.arguments}))
    channels = (*roles, *(f"{role}@" for role in roles))
    labels = Labels(types, channels, ((True,) * len(channels),) * len(types), (), ())
    layout = lay_out(article.text, tokenizer, window_settings)
    found, loss = through(article, layout, labels)
    assert len(found) == len(article.events) - sum(loss.reasons[reason] for reason in EVENT_LOSSES)
    assert {(e.type, e.trigger) for e in found} <= {(e.type, e.trigger) for e in article.events}
    assert article.with_events(found).events == found
