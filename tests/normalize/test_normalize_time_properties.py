"""Times against the calendar itself: days rendered and read, brute-force search, grains, and any text at all."""

import re
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actbank.metrics.times import at_grain
from actbank.normalize.time import normalize_time
from actbank.normalize.timex.dates import easter
from actbank.normalize.timex.period import GRAINS, Period, parse_period, period_of

DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))
NEWS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
common = settings(max_examples=150, deadline=None, derandomize=True)


def value(words, day, **more):
    found = normalize_time(words, day and day.isoformat(), **more)
    return found and found.value


def ordinal(number):
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@common
@given(DAYS, st.none() | NEWS)
def test_a_full_date_comes_back_however_it_is_written(day, published):
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    for words in (
        f"{day.day} {month} {day.year:04d}",
        f"on {month} {day.day}, {day.year:04d}",
        f"{month[:3]}. {ordinal(day.day)}, {day.year:04d}",
        f"the {ordinal(day.day)} of {month} {day.year:04d}",
        f"On {weekday}, {day.day} {month} {day.year:04d}",
        f"late on {weekday}, {month} {day.day}, {day.year:04d}",
        f"at 6 p.m. on {day.day} {month} {day.year:04d}",
        f"{day.day}.{day.month}.{day.year:04d}",
        day.isoformat(),
        f"{day.isoformat()}T09:30",
    ):
        assert value(words, published) == day.isoformat(), words


@common
@given(NEWS, st.integers(0, 6))
def test_a_weekday_is_found_by_walking_day_by_day(published, number):
    def first(step, start):
        days = (published + timedelta(days=step * way) for way in count(start))
        return next(day for day in days if day.weekday() == number).isoformat()

    name = WEEKDAYS[number]
    assert value(f"on {name}", published) == first(-1, 0)
    assert value(f"on {name}", published, future=False) == first(-1, 0)
    assert value(f"on {name}", published, future=True) == first(1, 0)
    assert value(f"until {name}", published) == first(1, 0)
    assert value(f"last {name}", published) == first(-1, 1)
    assert value(f"next {name}", published) == first(1, 1)


@common
@given(NEWS, st.integers(0, 11))
def test_a_month_is_found_by_walking_month_by_month(published, number):
    def first(step, start):
        months = ((published.year * 12 + published.month - 1 + step * way) for way in count(start))
        found = next(month for month in months if month % 12 == number)
        return f"{found // 12:04d}-{number + 1:02d}"

    name = MONTHS[number]
    assert value(f"in {name}", published, future=False) == first(-1, 0)
    assert value(f"in {name}", published, future=True) == first(1, 0)
    assert value(f"last {name}", published) == first(-1, 1)
    assert value(f"next {name}", published) == first(1, 1)
    assert value(f"by the end of {name} {published.year}", published) == f"{published.year}-{number + 1:02d}"


@common
@given(NEWS, NEWS)
@example(date(2020, 2, 29), date(2019, 5, 14))
def test_a_day_of_a_month_is_found_by_walking_day_by_day(day, published):
    words = f"on {day.day} {MONTHS[day.month - 1]}"

    def first(step, start):
        days = (published + timedelta(days=step * way) for way in count(start))
        return next(one for one in days if (one.month, one.day) == (day.month, day.day))

    assert value(words, published, future=False) == first(-1, 0).isoformat()
    coming, gone = first(1, 0), first(-1, 1)
    # "planned for 1 October", said on the 5th, is not next year's
    just = (coming - published).days > 300 and (published - gone).days <= 14
    assert value(words, published, future=True) == (gone if just else coming).isoformat()


@common
@given(NEWS, st.integers(2, 60))
def test_distances_from_publication(published, number):
    assert value(f"{number} days ago", published) == (published - timedelta(days=number)).isoformat()
    assert value(f"in {number} days", published) == (published + timedelta(days=number)).isoformat()
    week = (published - timedelta(weeks=number)).isocalendar()
    assert value(f"{number} weeks ago", published) == f"{week[0]:04d}-W{week[1]:02d}"
    assert value(f"{number} years ago", published) == f"{published.year - number:04d}"
    months = published.year * 12 + published.month - 1 - number
    assert value(f"{number} months ago", published) == f"{months // 12:04d}-{months % 12 + 1:02d}"


@common
@given(NEWS, NEWS, st.integers(2, 60))
def test_distances_from_the_day_told_last(published, told, number):
    more = {"reference": told.isoformat(), "future": False}
    assert value(f"{number} days later", published, **more) == (told + timedelta(days=number)).isoformat()
    assert value(f"{number} days after the fall", published, **more) == (told + timedelta(days=number)).isoformat()
    assert value(f"{number} days earlier", published, **more) == (told - timedelta(days=number)).isoformat()
    assert value(f"{number} weeks later", published, **more) == (told + timedelta(weeks=number)).isoformat()
    assert value("that year", published, **more) == f"{told.year:04d}"


# Words and the finest grain that they give, with whatever may stand around them.
GRAINED = st.one_of(
    st.tuples(st.sampled_from([f"{day}{more}" for day in WEEKDAYS for more in ("", " night")]), st.just("day")),
    st.tuples(st.sampled_from(["yesterday", "3 May", "June 30", "the 5th", "two days ago"]), st.just("day")),
    st.tuples(st.sampled_from(["last week", "the weekend", "three weeks ago"]), st.just("week")),
    st.tuples(st.sampled_from([*MONTHS, "last month", "May 2014", "two months ago"]), st.just("month")),
    st.tuples(st.sampled_from(["the third quarter", "Q2 2015", "last quarter"]), st.just("quarter")),
    st.tuples(st.sampled_from(["last spring", "the winter of 2013", "this autumn"]), st.just("season")),
    st.tuples(st.sampled_from(["2013", "last year", "'98", "six years ago", "the year before last"]), st.just("year")),
    st.tuples(st.sampled_from(["the 1990s", "the eighties", "this decade"]), st.just("decade")),
    st.tuples(st.sampled_from(["the 19th century", "last century"]), st.just("century")),
)
AROUND = st.sampled_from(["{}", "by {}", "since {}", "until {}", "late in {}", "by the end of {}", "around {}", "{}?"])


@common
@given(GRAINED, AROUND, NEWS, st.none() | st.booleans(), st.none() | NEWS)
def test_a_value_is_never_finer_than_its_words(grained, around, published, future, told):
    words, grain = grained
    reference = told.isoformat() if told else None
    found = parse_period(value(around.format(words), published, future=future, reference=reference))
    assert GRAINS.index(found.grain) >= GRAINS.index(grain)


@common
@given(NEWS, st.sampled_from(["%Y", "%Y-%m"]))
def test_a_day_lies_in_the_coarser_value_of_its_own_words(day, form):
    coarse = value({"%Y": "in {}", "%Y-%m": "early in {1} {0}"}[form].format(day.year, MONTHS[day.month - 1]), None)
    assert coarse == day.strftime(form)
    assert at_grain(day.isoformat(), coarse)


PIECES = st.sampled_from(
    [
        *("the", "early", "of", "on", "at", "10:30", "am", "and", "to", "May", "3", "2019", "last", "next", "year"),
        *(
            "days",
            "after",
            "before",
            "two",
            "later",
            "that",
            "morning",
            "'",
            "-",
            ",",
            "'s",
            "ago",
            "Monday",
            "century",
        ),
        *("Q3", "half", "²", "٣", "99999999999999", "Easter"),
    ]
)
TEXTS = st.text(max_size=40) | st.lists(PIECES, max_size=10).map(" ".join)
DATES = st.none() | st.sampled_from(["2019-05-14", "0001-01-01", "9999-12-31", "9999-12-31T23:59", "soon"])
FORM = r"([0-9]{4}(-([0-9]{2}(-[0-9]{2})?|W[0-9]{2}|Q[1-4]|H[12]|SP|SU|FA|WI))?|[0-9]{3}X|[0-9]{2}XX|[A-Z]+_REF)"


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS, DATES, st.none() | st.booleans(), st.none() | NEWS)
def test_any_text_has_a_normal_form_or_none(words, published, future, told):
    reference = told.isoformat() if told else None
    found = normalize_time(words, published, future=future, reference=reference)
    if found is not None:
        assert re.fullmatch(FORM, found.value), found
        assert found.relation in {"on", "before", "after", "during"}


# --- periods


@common
@given(DAYS, st.sampled_from(GRAINS), st.integers(-12, 12))
def test_periods_hold_their_days_follow_each_other_and_read_back(day, grain, steps):
    one = period_of(grain, day)
    assert one.start <= day < one.end
    assert one.shift(1).start == one.end
    assert one.shift(steps).shift(-steps) == one
    assert period_of(grain, one.end - timedelta(days=1)) == one
    assert parse_period(one.value) == one
    assert one.at("day") == one
    assert Period("day", day).at(grain) == one


@pytest.mark.parametrize("words", ["PAST_REF", "2019-13", "2019-W60", "2019-02-30", "0000", "", "19", "2019-Q5", "May"])
def test_what_is_no_period_reads_as_none(words):
    assert parse_period(words) is None


@pytest.mark.parametrize(
    ("form", "start", "grain"),
    [
        ("2019-AU", "2019-09-01", "season"),  # another habit for FA
        ("2019-WI", "2019-12-01", "season"),
        ("2020-W53", "2020-12-28", "week"),
        ("19XX", "1900-01-01", "century"),
        ("2019-05-14T10:00", "2019-05-14", "day"),
    ],
)
def test_forms_by_hand(form, start, grain):
    found = parse_period(form)
    assert (found.start.isoformat(), found.grain) == (start, grain)


@pytest.mark.parametrize(
    "day",
    # printed tables of Easter: the earliest and latest dates, and some years between
    [
        *("1818-03-22", "1913-03-23", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23"),
        *("2011-04-24", "2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"),
    ],
)
def test_easter(day):
    assert easter(int(day[:4])).isoformat() == day
