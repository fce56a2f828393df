"""Times at gold granularity: a table by hand, and days against the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actbank.metrics.scores import score
from actbank.metrics.times import at_grain
from actbank.schema import Argument, Article, Event, Span


@pytest.mark.parametrize(
    ("value", "gold", "right"),
    [
        ("2019-05-14", "2019-05-14", True),
        ("2019-05-14", "2019-05", True),
        ("2019-05-14", "2019", True),
        ("2019-05", "2019", True),
        ("2019-Q2", "2019", True),
        ("2019", "2019-05", False),
        ("2019-05", "2019-05-14", False),
        ("2019-06-14", "2019-05", False),
        ("2019-W20", "2019-05", False),
        ("2019-05-14", "2019-W20", True),  # a Tuesday of week 20
        ("2019-05-20", "2019-W20", False),
        ("2018-12-31", "2019-W01", True),
        ("2019-05-14", "2019-Q2", True),
        ("2019-07", "2019-Q2", False),
        ("2019-08", "2019-H2", True),
        ("2019-07-14", "2019-SU", True),
        ("2019-12", "2019-WI", True),
        ("1994-03", "199X", True),
        ("1994", "19XX", True),
        ("199X", "19XX", True),
        ("2004", "199X", False),
        ("199X", "1994", False),
        ("PAST_REF", "PAST_REF", True),
        ("2019", "PAST_REF", False),
        ("PAST_REF", "2019", False),
        ("2019-05-14T10:00", "2019-05-14", True),
        ("2019-02-30", "2019-W09", False),
    ],
)
def test_a_form_at_the_grain_of_another(value, gold, right):
    assert at_grain(value, gold) is right


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(0, 400))
def test_days_against_the_calendar(day, later):
    other = day + timedelta(days=later)
    week = "{:04d}-W{:02d}".format(*other.isocalendar()[:2])
    assert at_grain(day.isoformat(), week) == (day.isocalendar()[:2] == other.isocalendar()[:2])
    assert at_grain(day.isoformat(), other.isoformat()[:7]) == ((day.year, day.month) == (other.year, other.month))
    quarter = f"{other.year}-Q{(other.month + 2) // 3}"
    assert at_grain(day.isoformat(), quarter) == (
        (day.year, (day.month + 2) // 3) == (other.year, (other.month + 2) // 3)
    )


def test_the_measure_counts_forms_of_aligned_events():
    text = "They met on Monday and left in May."

    def event(name, kind, start, *values):
        times = tuple(Argument("time", Span(9, 18), value=value) for value in values)
        return Event(name, kind, Span(start, start + 3), times)

    gold = [event("g1", "CONSULT", 5, "2019-05"), event("g2", "WITHDRAW", 23, "2019", "2020")]
    predicted = [event("p1", "CONSULT", 5, "2019-05-14", "2018"), event("p2", "JOIN", 23, "2019")]
    counts = score([Article("a", text, events=tuple(gold))], {"a": predicted}).counts("time")
    # CONSULT: one right, one made up; WITHDRAW: two missed; JOIN: one made up
    assert (counts.tp, counts.fp, counts.fn) == (1, 2, 2)
