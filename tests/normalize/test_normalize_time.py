"""Times of single expressions: tables by hand, with a calendar of 2019 on the table. 14 May 2019 is a Tuesday."""

import pytest

from actbank.normalize.time import TimeValue, normalize_time

DATE = "2019-05-14"
PLAIN = """
    Tuesday                          2019-05-14
    on Tuesday                       2019-05-14
    on Monday                        2019-05-13
    Sunday                           2019-05-12
    on Wednesday                     2019-05-08
    early on Saturday                2019-05-11
    late on Thursday                 2019-05-09
    late Thursday                    2019-05-09
    Mon.                             2019-05-13
    last Tuesday                     2019-05-07
    last Monday                      2019-05-13
    next Tuesday                     2019-05-21
    next Monday                      2019-05-20
    this Friday                      2019-05-17
    this Tuesday                     2019-05-14
    on Friday last week              2019-05-10
    on Wednesday of last week        2019-05-08
    on Monday next week              2019-05-20
    as early as Friday               2019-05-10
    on Monday evening                2019-05-13
    in the early hours of Saturday   2019-05-11
    At midnight on Sunday            2019-05-12
    shortly after midnight on Monday 2019-05-13
    6.10am on Wednesday              2019-05-08
    at 3 p.m. on Monday              2019-05-13
    Saturday at nine                 2019-05-11
    at first light on Thursday       2019-05-09
    On the afternoon of 8 April      2019-04-08
    in the night to 2 May            2019-05-02
    In the night of 1 to 2 April     2019-04-01
    at noon                          2019-05-14
    before dawn                      2019-05-14
    around 11:30pm local time        2019-05-14
    about 6.10am or 6.15am           2019-05-14
    15:00 GMT                        2019-05-14
    today                            2019-05-14
    earlier today                    2019-05-14
    this morning                     2019-05-14
    tonight                          2019-05-14
    overnight                        2019-05-14
    yesterday                        2019-05-13
    yesterday afternoon              2019-05-13
    last night                       2019-05-13
    tomorrow                         2019-05-15
    tomorrow morning                 2019-05-15
    the day before yesterday         2019-05-12
    the day after tomorrow           2019-05-16
    3 May                            2019-05-03
    May 3                            2019-05-03
    on the 3rd of May                2019-05-03
    on May 3rd, 2018                 2018-05-03
    On Friday, 3 May                 2019-05-03
    Sunday, Nov. 13, 2016            2016-11-13
    On 25 June last year             2018-06-25
    on 18 July of this year          2019-07-18
    8 February next year             2020-02-08
    on 29 February                   2016-02-29
    on the 28th                      2019-05-28
    at noon on 31 December 1999      1999-12-31
    Nov 9, 2016 at 1:57am            2016-11-09
    2019-05-01                       2019-05-01
    2019-05-01T10:00:00Z             2019-05-01
    14/05/2018                       2018-05-14
    05/14/2018                       2018-05-14
    1.5.2019                         2019-05-01
    12.05.19                         2019-05-12
    03/04/2019                       2019
    12-May-2019                      2019-05-12
    last week                        2019-W19
    this week                        2019-W20
    later this week                  2019-W20
    next week                        2019-W21
    in the coming week               2019-W21
    the week before last             2019-W18
    at the end of next week          2019-W21
    at the weekend                   2019-W19
    this weekend                     2019-W20
    last weekend                     2019-W19
    2019-W21                         2019-W21
    in March                         2019-03
    in May                           2019-05
    MAY                              2019-05
    in may                           2019-05
    early in April                   2019-04
    in late February                 2019-02
    In mid-January                   2019-01
    at the end of last month         2019-04
    earlier this month               2019-05
    the first week of April          2019-04
    last May                         2018-05
    last March                       2019-03
    next March                       2020-03
    this September                   2019-09
    in October last year             2018-10
    in March of this year            2019-03
    in Sept. 2018                    2018-09
    May, 2018                        2018-05
    as early as November 2016        2016-11
    2018-11                          2018-11
    last month                       2019-04
    next month                       2019-06
    in 2010                          2010
    in the year 2000                 2000
    early in 1997                    1997
    at the end of 2018               2018
    as late as 2015                  2015
    in '99                           1999
    the 1994 accord                  1994
    last year                        2018
    late last year                   2018
    this year                        2019
    some time next year              2020
    the year before last             2017
    last spring                      2018-SP
    in the winter                    2018-WI
    last winter                      2018-WI
    last autumn                      2018-FA
    next fall                        2019-FA
    this summer                      2019-SU
    in the summer of 2014            2014-SU
    in late summer 2011              2011-SU
    the winter of 2015-16            2015-WI
    in the autumn of the past year   2018-FA
    in the first quarter             2019-Q1
    the third quarter of 2018        2018-Q3
    in the second quarter of this year 2019-Q2
    fourth-quarter                   2018-Q4
    Q4 2018                          2018-Q4
    2018-Q4                          2018-Q4
    last quarter                     2019-Q1
    the second half of 2018          2018-H2
    the first half of next year      2020-H1
    the first half of April          2019-04
    in the 1990s                     199X
    in the nineties                  199X
    the '60s                         196X
    the early 2000s                  200X
    in the late 1980s                198X
    last decade                      200X
    the end of the decade            201X
    the 19th century                 18XX
    in the twentieth century         19XX
    last century                     19XX
    a day ago                        2019-05-13
    two days ago                     2019-05-12
    Eleven days ago                  2019-05-03
    a week ago                       2019-05-07
    three weeks ago                  2019-W17
    a fortnight ago                  2019-W18
    six months ago                   2018-11
    about a year ago                 2018
    more than ten years ago          2009
    Thirty-three years ago           1986
    a decade ago                     200X
    30 minutes ago                   2019-05-14
    in two days                      2019-05-16
    in three weeks                   2019-W23
    in two years' time               2021
    two weeks from now               2019-W22
    at Christmas                     2018-12-25
    Christmas Eve 2017               2017-12-24
    on New Year's Day                2019-01-01
    at Easter                        2019-04-21
    Good Friday 2020                 2020-04-10
    between 2010 and 2014            2010
    from 2010 to 2014                2010
    2010-14                          2010
    from May to July 2018            2018-05
    between 3 and 5 May              2019-05-03
    3-5 May 2018                     2018-05-03
    from Monday to Friday            2019-05-13
    Sunday's Grand Prix              2019-05-12
    before the elections of 2016     2016
    recently                         PAST_REF
    long ago                         PAST_REF
    several years ago                PAST_REF
    months ago                       PAST_REF
    in recent weeks                  PAST_REF
    over the past year               PAST_REF
    in the last few days             PAST_REF
    in the past                      PAST_REF
    now                              PRESENT_REF
    so far                           PRESENT_REF
    to this day                      PRESENT_REF
    with immediate effect            PRESENT_REF
    soon                             FUTURE_REF
    in the coming weeks              FUTURE_REF
    over the next two years          FUTURE_REF
    in future                        FUTURE_REF
    as soon as possible              FUTURE_REF
    in a few days                    FUTURE_REF
"""


def rows(table):
    return [tuple(part.strip() for part in line.strip().rsplit(" ", 1)) for line in table.strip().splitlines()]


def value(words, date=DATE, **more):
    found = normalize_time(words, date, **more)
    return found and found.value


@pytest.mark.parametrize(("words", "expected"), rows(PLAIN))
def test_expressions_by_hand(words, expected):
    assert value(words) == expected


@pytest.mark.parametrize(("words", "expected"), rows(PLAIN))
def test_without_a_date_only_what_does_not_hang_on_it_has_the_same_value(words, expected):
    assert value(words, None) in {expected, None}


ABSOLUTE = """
    3 May 2019                       2019-05-03
    in May 2019                      2019-05
    since 2014                       2014
    the third quarter of 2018        2018-Q3
    in the summer of 2014            2014-SU
    in the 1990s                     199X
    in the nineties                  199X
    Good Friday 2020                 2020-04-10
    recently                         PAST_REF
    between 2010 and 2014            2010
    On Friday, 3 May 2019            2019-05-03
"""


@pytest.mark.parametrize(("words", "expected"), rows(ABSOLUTE))
def test_full_dates_need_no_date_of_an_article(words, expected):
    assert value(words, None) == expected


@pytest.mark.parametrize(
    "words",
    ["on Monday", "in March", "3 May", "yesterday", "last week", "the twenties", "two days ago", "'99", "05/14/19"],
)
def test_nothing_is_guessed_without_a_date(words):
    assert value(words, None) is None
    assert value(words, "last Monday") is None  # no day in ISO 8601 is no date


@pytest.mark.parametrize(
    "words",
    [
        *("may", "march", "sun", "the president", "", "  ", "?!", "two days", "for two years", "30 February 2019"),
        *("a day later", "the same day", "that month", "then", "two days after the explosion", "the next day"),
        *("9/11", "12", "99999999999 days ago", "9999 years ago", "the 99th", "32 May", "0000", "x" * 500),
    ],
)
def test_words_that_name_no_time_or_only_beside_another_have_none(words):
    assert value(words) is None


# words, value when the event lies ahead, value when it lies in the past
TENSE = """
    on Monday                        2019-05-20  2019-05-13
    on Tuesday                       2019-05-14  2019-05-14
    on Sunday night                  2019-05-19  2019-05-12
    for Wednesday                    2019-05-15  2019-05-08
    in October                       2019-10     2018-10
    in May                           2019-05     2019-05
    in March                         2020-03     2019-03
    on 1 January                     2020-01-01  2019-01-01
    on 20 May                        2019-05-20  2018-05-20
    on 29 February                   2020-02-29  2016-02-29
    on 10 May                        2019-05-10  2019-05-10
    on the 28th                      2019-05-28  2019-04-28
    on the 3rd                       2019-06-03  2019-05-03
    in the spring                    2019-SP     2019-SP
    in the autumn                    2019-FA     2018-FA
    in the first quarter             2020-Q1     2019-Q1
    by Christmas                     2019-12-25  2018-12-25
    at Easter                        2020-04-12  2019-04-21
    at the weekend                   2019-W20    2019-W19
    by the end of the year           2019        2019
    before the election              FUTURE_REF  PAST_REF
    later                            FUTURE_REF  PAST_REF
    next week                        2019-W21    2019-W21
    last year                        2018        2018
"""


@pytest.mark.parametrize(("words", "ahead", "behind"), [(*rows(first)[0], behind) for first, behind in rows(TENSE)])
def test_the_tense_of_the_event_chooses(words, ahead, behind):
    assert (value(words, future=True), value(words, future=False)) == (ahead, behind)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by Friday", "2019-05-17"),  # by and until look forward
        ("until Monday", "2019-05-20"),
        ("on Friday", "2019-05-10"),
        ("in July", "2019-07"),  # within a quarter: the next one, else the last
        ("in October", "2018-10"),
        ("on 1 June", "2019-06-01"),
        ("on 1 December", "2018-12-01"),
    ],
)
def test_where_nothing_tells_the_tense(words, expected):
    assert value(words) == expected


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("on Monday", "on"),
        ("in May 2019", "on"),
        ("Monday", "on"),
        ("as early as Friday", "on"),
        ("by Friday", "before"),
        ("until 1978", "before"),
        ("before Christmas", "before"),
        ("no later than 1 June", "before"),
        ("not until Monday", "before"),
        ("by noon on Monday", "before"),
        ("shortly before midnight on 10 July 1985", "on"),  # before an hour of a day is on the day
        ("since 2014", "after"),
        ("after the end of March", "after"),
        ("from 1 May", "after"),
        ("as of Tuesday", "after"),
        ("starting next week", "after"),
        ("during the weekend", "during"),
        ("in the course of 2018", "during"),
        ("throughout last year", "during"),
        ("between 2010 and 2014", "during"),
    ],
)
def test_the_relation_of_the_event_to_its_time(words, relation):
    assert normalize_time(words, DATE).relation == relation


# words, the value told before, what they mean then
TOLD = """
    a day later                      2018-11-13  2018-11-14
    one day earlier                  2018-11-13  2018-11-12
    two days after the explosion     2018-11-13  2018-11-15
    Two days before the deadline     2018-11-13  2018-11-11
    four days later, before dawn     2018-11-13  2018-11-17
    after five days                  2018-11-13  2018-11-18
    hours later                      2018-11-13  2018-11-13
    days later                       2018-11-13  2018-11
    a week later                     2018-11-13  2018-11-20
    Two weeks after that             2018-11-13  2018-11-27
    a month later                    2018-11-13  2018-12
    six months later                 2018-11     2019-05
    a year later                     2018-11-13  2019
    ten years earlier                2018        2008
    a day later                      2018-11     2018-11
    the next day                     2018-12-31  2019-01-01
    the following day                2018-11-13  2018-11-14
    the day before                   2018-11-13  2018-11-12
    the next morning                 2018-11-13  2018-11-14
    the same evening                 2018-11-13  2018-11-13
    that night                       2018-11-13  2018-11-13
    In the same minute               2018-11-13  2018-11-13
    that week                        2018-11-13  2018-W46
    later that month                 2018-11-13  2018-11
    the following month              2018-11     2018-12
    the month before                 2018-11     2018-10
    the year before                  2018-11     2017
    in July of that year             2016-03     2016-07
    on 30 December of the same year  2006        2006-12-30
    in December of the following year 2006       2007-12
    that October                     2016-03     2016-10
    that summer                      2016-03     2016-SU
    that Monday                      2018-11-14  2018-11-12
    the following May                2016-08     2017-05
    the previous Friday              2018-11-14  2018-11-09
    in the following decade          197X        198X
    since then                       2018-11     2018-11
    at the time                      1991        1991
    by the end of the year           2016-03     2016
    the same period last year        2019-02     2018-02
    yesterday                        2016-03-01  2019-05-13
    a day later                      PAST_REF    None
"""


@pytest.mark.parametrize(("words", "told", "expected"), [(*rows(first)[0], last) for first, last in rows(TOLD)])
def test_times_beside_the_time_told_last(words, told, expected):
    assert str(value(words, future=False, reference=told)) == expected


def test_parts_of_the_day_are_those_of_the_day_told_last():
    assert value("in the evening", reference="2018-11-13") == "2018-11-13"
    assert value("in the evening", reference="2018-11") == DATE
    assert value("in the evening", reference="2018-11-13", future=True) == DATE


# --- around the new year


@pytest.mark.parametrize(
    ("words", "date", "expected"),
    [
        ("last week", "2019-01-02", "2018-W52"),
        ("next week", "2020-12-28", "2021-W01"),  # 2020 has 53 weeks
        ("this week", "2021-01-01", "2020-W53"),
        ("last month", "2019-01-31", "2018-12"),
        ("last quarter", "2019-02-01", "2018-Q4"),
        ("this winter", "2019-01-15", "2018-WI"),
        ("this winter", "2018-12-15", "2018-WI"),
        ("last winter", "2019-03-01", "2018-WI"),
        ("on Tuesday", "2019-01-01", "2019-01-01"),
        ("on Monday", "2019-01-01", "2018-12-31"),
        ("in December", "2019-01-15", "2018-12"),
        ("the nineties", "1985-05-05", "189X"),
        ("the weekend", "2019-05-18", "2019-W20"),  # on a Saturday it is the weekend
    ],
)
def test_edges_of_the_calendar(words, date, expected):
    assert value(words, date) == expected


# --- dateparser


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("3. Mai 2018", "de", "2018-05-03"),
        ("im Mai 2018", "de", "2018-05"),
        ("gestern", "de", "2019-05-13"),
        ("mayo de 2018", "es", "2018-05"),
        ("hier", "fr", "2019-05-13"),
        ("2018", "fr", "2018"),
        ("Mai 2018", "xx", None),  # dateparser knows no such language
        ("hello", "de", None),
    ],
)
def test_other_languages_are_read_by_dateparser_no_finer_than_said(words, lang, expected):
    assert value(words, lang=lang) == expected


def test_without_a_date_other_languages_have_only_full_dates():
    assert [value(words, None, lang="de") for words in ("3. Mai 2018", "im Mai 2018", "3. Mai", "gestern", "Mai")] == [
        *("2018-05-03", "2018-05"),
        *(None, None, None),
    ]


def test_the_value_is_a_plain_frozen_value():
    found = normalize_time("until the end of May", DATE)
    assert found == TimeValue("2019-05", "before")
    assert {found: 1}[TimeValue("2019-05", "before")] == 1
