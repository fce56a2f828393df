"""Times read through an article: short chronicles by hand, told like news."""

import re
from dataclasses import replace

import pytest

from actbank.normalize.time import normalize_times
from actbank.schema import Argument, Article, Event, Span

MARK = re.compile(r"\[(?P<words>[^]|]*)(?:\|(?P<modality>\w+))?\]")


def article(marked, date="2019-05-14", role="time", **more):
    """Build an article: each [stretch] of the text is the time of an actual event, or of a [planned|planned] one."""
    text, events = "", []
    end = 0
    for number, found in enumerate(MARK.finditer(marked)):
        text += marked[end : found.start()]
        span = Span(len(text), len(text) + len(found["words"]))
        text += found["words"]
        events.append(
            Event(f"e{number}", "STATE", None, (Argument(role, span),), modality=found["modality"] or "actual")
        )
        end = found.end()
    return Article("a", text + marked[end:], date=date, lang="en", events=tuple(events), **more)


def values(found, role="time"):
    return [argument.value for event in found.events for argument in event.fillers(role)]


def read(marked, date="2019-05-14"):
    return values(normalize_times(article(marked, date)))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "They met [on Monday]. [A day later] they fell out. [The same evening] the talks ended.",
            ["2019-05-13", "2019-05-14", "2019-05-14"],
            id="a chain of days",
        ),
        pytest.param(
            "The pact was signed [in March 2011]. [Two months later] it fell. [In July of that year] it was torn up.",
            ["2011-03", "2011-05", "2011-07"],
            id="a chain of months",
        ),
        pytest.param(
            "He was chosen [in May 2011]. [In June] he left; [on 4 July] he came back.",
            ["2011-05", "2011-06", "2011-07-04"],
            id="a story goes on without the year",
        ),
        pytest.param(
            "It was founded on 3 November 2012, people say. [In December] it was banned.",
            ["2012-12"],
            id="a date in the text that no event claims",
        ),
        pytest.param(
            "He was chosen [in May 2011].\n\n[In June] he left.",
            ["2011-05", "2018-06"],
            id="a new paragraph begins anew",
        ),
        pytest.param(
            "He was chosen [in May 2011]. [In November] he left.",
            ["2011-05", "2018-11"],
            id="half a year on is another story",
        ),
        pytest.param(
            "He was chosen [in December 2011]. [In January] he left; [by the end of the year] all was over.",
            ["2011-12", "2012-01", "2012"],
            id="a story goes on into the next year",
        ),
        pytest.param(
            "2011: [In February] talks begin. [In October] they end.\n2013: [On 9 June] they begin again.",
            ["2011-02", "2011-10", "2013-06-09"],
            id="years as headings",
        ),
        pytest.param(
            "[On Wednesday, 3 April], troops came. [On Thursday] they left. [Early on Friday] all was quiet.",
            ["2019-04-03", "2019-04-04", "2019-04-05"],
            id="a diary",
        ),
        pytest.param(
            "[On 3 April] troops came. [On Thursday] they left.",
            ["2019-04-03", "2019-05-09"],
            id="weekdays after a bare date are those before publication",
        ),
        pytest.param(
            "The bridge fell [on 8 April]. It had been built [in 1975]. [The next day] the search began.",
            ["2019-04-08", "1975", "2019-04-09"],
            id="a year in between does not become the day",
        ),
        pytest.param(
            "They met [on Sunday]. The troops leave [on Friday|planned]. [The same day] a bomb went off.",
            ["2019-05-12", "2019-05-17", "2019-05-12"],
            id="what lies ahead is not what the past goes on from",
        ),
        pytest.param(
            "They will meet [on Sunday|planned] and sign [two days later|planned].",
            ["2019-05-19", "2019-05-21"],
            id="plans go on from plans",
        ),
        pytest.param(
            "They met [in March|actual], meet [in March|planned] and may meet [in June|possible].",
            ["2019-03", "2020-03", "2019-06"],
            id="modality tells past from future",
        ),
        pytest.param(
            "It was claimed that he left [in July|unasserted].\n\nThey leave [in July|generic].",
            ["2018-07", "2019-07"],
            id="claims are about the past, habits about nothing",
        ),
        pytest.param(
            "[Recently] they met. [Since then] nothing happened. [Two days later], nothing.",
            ["PAST_REF", None, None],
            id="vague words tell no time to go on from",
        ),
        pytest.param(
            "[In the evening] they met. They had met [on 3 March]. [In the evening] they ate.",
            ["2019-05-14", "2019-03-03", "2019-03-03"],
            id="parts of the day",
        ),
    ],
)
def test_articles_by_hand(marked, expected):
    assert read(marked) == expected


def test_an_article_without_a_date_keeps_what_hangs_on_it_open():
    marked = "They met [on Monday], [in May 2011] and [a month later]; [in June] they left. [Recently] again."
    assert read(marked, None) == [None, "2011-05", "2011-06", "2011-06", "PAST_REF"]


def test_a_time_of_two_events_is_read_once():
    one = article("[On 3 May] they met and signed. [A day later] they parted and left.")
    first, second = one.events
    twice = one.with_events((first, replace(first, id="f"), second, replace(second, id="s")))
    assert values(normalize_times(twice)) == ["2019-05-03", "2019-05-03", "2019-05-04", "2019-05-04"]


def test_events_of_one_time_are_read_each_in_its_tense():
    one = article("[On Monday] he said he would leave.")
    (said,) = one.events
    both = one.with_events((said, replace(said, id="leave", modality="planned")))
    assert values(normalize_times(both)) == ["2019-05-13", "2019-05-20"]


def test_values_that_are_there_are_kept_and_count_as_told():
    one = article("They met [at the summit]. [A day later] they parted.")
    first, second = one.events
    known = replace(first, arguments=(replace(first.arguments[0], value="2018-06-12"),))
    found = normalize_times(one.with_events((known, second)))
    assert values(found) == ["2018-06-12", "2018-06-13"]


def test_only_the_roles_that_are_times_are_read():
    one = article("They met [on Monday].", role="when")
    assert normalize_times(one) is one
    assert values(normalize_times(one, roles=("time", "when")), "when") == ["2019-05-13"]


def test_everything_else_of_the_article_stays():
    text = "Orland met Bresk on Monday."
    event = Event(
        "e1",
        "CONSULT",
        Span(7, 10),
        (
            Argument("actor", Span(0, 6), entity="o"),
            Argument("time", Span(17, 26), score=0.5),
            Argument("target", None, event="e2"),
            Argument("time", None, event="e2"),
        ),
        "positive",
        "actual",
        score=0.7,
    )
    other = Event("e2", "STATE", Span(0, 6))
    before = Article("a", text, date="2019-05-14", events=(event, other), metadata={"style": "brief"})
    (after, same) = normalize_times(before).events
    assert same == other
    assert after.score == 0.7
    assert after.fillers("time")[0] == Argument("time", Span(17, 26), value="2019-05-13")
    assert after.fillers("time")[0].score == 0.5
    assert [one for one in after.arguments if one.role != "time"] == [
        one for one in event.arguments if one.role != "time"
    ]
    assert after.fillers("time")[1] == event.fillers("time")[1]  # an event as a time has no words


@pytest.mark.parametrize("events", [None, ()])
def test_articles_without_events_come_back(events):
    before = Article("a", "On Monday.", date="2019-05-14", events=events)
    assert normalize_times(before) is before


@pytest.mark.parametrize(("lang", "expected"), [("de", "2018-05-03"), ("de-AT", "2018-05-03"), ("xx", None)])
def test_the_language_of_the_article_is_read(lang, expected):
    one = replace(article("Sie trafen sich am [3. Mai 2018]."), lang=lang)
    assert values(normalize_times(one)) == [expected]


def test_reading_twice_changes_nothing_more():
    once = normalize_times(article("They met [on Monday]. [Two days earlier] they had not. [Then|generic] they ate."))
    assert normalize_times(once) is once
