"""EDTF dates as spans of days, and the laws that hold between them."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from amity.periods import Period, bounds, compatible, finer, precision


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "said"),
    [
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2024-11", "2024-11-01", "2024-11-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-11-12", "2024-11-12", "2024-11-12", "day"),
        ("2024-11-12T10:00:00Z", "2024-11-12", "2024-11-12", "day"),
        ("2024-21", "2024-03-01", "2024-05-31", "season"),
        ("2024-22", "2024-06-01", "2024-08-31", "season"),
        ("2024-23", "2024-09-01", "2024-11-30", "season"),
        ("2024-24", "2024-12-01", "2025-02-28", "season"),
        ("2024-XX", "2024-01-01", "2024-12-31", "unspecified"),
        ("2024-XX-12", "2024-01-12", "2024-12-12", "unspecified"),
        ("2024-1X-03", "2024-10-03", "2024-12-03", "unspecified"),
        ("2024-02-3X", None, None, None),
        ("199X", "1990-01-01", "1999-12-31", "unspecified"),
        ("19XX", "1900-01-01", "1999-12-31", "unspecified"),
        ("20XX-02-29", "2000-02-29", "2096-02-29", "unspecified"),
        ("XXXX-01-25", None, None, "unspecified"),
        ("XXXX-02-29", None, None, "unspecified"),
        ("XXXX-21", None, None, "unspecified"),
        ("XXXX", None, None, "unspecified"),
        ("1997~", "1997-01-01", "1997-12-31", "year"),
        ("1997?", "1997-01-01", "1997-12-31", "year"),
        ("2024-11~", "2024-11-01", "2024-11-30", "month"),
        ("2004-06~-11", "2004-06-11", "2004-06-11", "day"),
        ("1982/..", "1982-01-01", None, "interval"),
        ("1982/", "1982-01-01", None, "interval"),
        ("../1982", None, "1982-12-31", "interval"),
        ("2022-22/..", "2022-06-01", None, "interval"),
        ("199X/..", "1990-01-01", None, "interval"),
        ("2024-11-12/2024-11-14", "2024-11-12", "2024-11-14", "interval"),
        ("2015/2018-02", "2015-01-01", "2018-02-28", "interval"),
        ("XXXX-04-02/XXXX-04-07", None, None, "interval"),
        ("[2020,2021]", "2020-01-01", "2021-12-31", "interval"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ],
)
def test_bounds_and_precision(edtf: str, earliest: str | None, latest: str | None, said: str | None) -> None:
    if said is None:
        with pytest.raises(ValueError, match="no such day"):
            bounds(edtf)
        return
    expected = Period(*(date.fromisoformat(day) if day else None for day in (earliest, latest)))
    assert bounds(edtf) == expected
    assert precision(edtf) == said


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "..", "/", "../..", "/..", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "XXXX-02-30", "0000"),
        *("2024-25", "2024-21-03", "10000", "Y12345", "-0045", "9999-24", "2024-11-14/2024-11-12", "2020/2021/2022"),
        *("12/11/2024", "november 2024", "２０２４", "2024-11-12\n", "2024" * 30, "2024-1", "\0"),
    ],
)
def test_what_is_no_date_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"no EDTF|no such day|before it starts"):
        bounds(text)
    with pytest.raises(ValueError, match=r"no EDTF|no such day|before it starts"):
        precision(text)


days = st.dates()
months = st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7))
years = st.integers(1, 9999).map(lambda year: f"{year:04d}")
seasons = st.tuples(st.integers(1, 9998), st.integers(21, 24)).map(lambda s: f"{s[0]:04d}-{s[1]}")
points = st.one_of(days.map(str), months, years, seasons)
spans = st.tuples(days, days).map(lambda pair: f"{min(pair)}/{max(pair)}")
dates = st.one_of(
    points, points.map(lambda p: f"{p}~"), spans, points.map(lambda p: f"{p}/.."), points.map(lambda p: f"../{p}")
)


@given(dates)
def test_a_date_ends_no_earlier_than_it_starts(edtf: str) -> None:
    period = bounds(edtf)
    assert period.earliest is None or period.latest is None or period.earliest <= period.latest
    assert (period.days is None) == (period.earliest is None or period.latest is None)


@given(days)
def test_a_day_is_within_its_month_its_year_and_one_season(day: date) -> None:
    literal = day.isoformat()
    for wider in (literal[:7], literal[:4], f"{literal[:3]}X", f"{literal}/.."):
        period = bounds(wider)
        assert period.earliest is not None
        assert period.earliest <= day
        assert period.latest is None or day <= period.latest
        assert compatible(literal, wider)
        assert finer(wider, literal) == literal
    years = [y for y in (day.year - 1, day.year) if 1 <= y < 9999]
    of = [f"{y:04d}-{s}" for y in years for s in range(21, 25) if compatible(literal, f"{y:04d}-{s}")]
    assert len(of) == 1 or day.year in (1, 9999)


@given(st.integers(1, 9998))
def test_the_seasons_follow_each_other_without_a_gap(year: int) -> None:
    for season in range(21, 24):
        latest, next_one = bounds(f"{year:04d}-{season}").latest, bounds(f"{year:04d}-{season + 1}").earliest
        assert latest is not None
        assert next_one == latest + timedelta(1)


@given(dates, dates)
def test_compatible_is_symmetric_and_finer_is_one_of_the_two(a: str, b: str) -> None:
    assert compatible(a, a)
    assert compatible(a, b) == compatible(b, a)
    chosen = finer(a, b)
    assert chosen in (a, b)
    assert finer(chosen, a) == chosen or bounds(chosen).days == bounds(a).days
    width, widths = bounds(chosen).days, [bounds(each).days for each in (a, b)]
    known = [each for each in widths if each is not None]
    assert width == (min(known) if known else None)


@given(spans, points)
def test_dates_with_a_day_in_common_are_compatible(span: str, point: str) -> None:
    period, other = bounds(span), bounds(point)
    assert period.earliest and period.latest and other.earliest and other.latest
    common = max(period.earliest, other.earliest) <= min(period.latest, other.latest)
    assert compatible(span, point) == common


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2024-11", "2024-11-12", True),
        ("2024-11", "2024-12-01", False),
        ("2025", "2022-22/..", True),
        ("2021", "2022-22/..", False),
        ("../2027", "2028-01-01", False),
        ("XXXX-05-10", "2024", True),
        ("1997~", "1997-06", True),
    ],
)
def test_compatible(a: str, b: str, same: bool) -> None:
    assert compatible(a, b) is same


def test_the_first_is_kept_where_neither_is_finer() -> None:
    assert finer("2024-11", "2023-11") == "2024-11"
    assert finer("1982/..", "XXXX-05") == "1982/.."
    assert finer("1982/..", "1982") == "1982"


@given(st.text(max_size=20))
def test_no_string_breaks_it(text: str) -> None:
    try:
        bounds(text)
    except ValueError as error:
        assert str(error)


@given(st.text(alphabet="0123456789X-/.~?%", max_size=24))
def test_no_string_that_looks_like_a_date_breaks_it(text: str) -> None:
    try:
        period = bounds(text)
    except ValueError:
        return
    assert precision(text) in {"day", "month", "season", "year", "interval", "unspecified"}
    assert period.earliest is None or period.latest is None or period.earliest <= period.latest


@given(st.one_of(days.map(str), months, years, seasons.filter(lambda season: not season.endswith("24"))))
def test_the_reference_implementation_agrees(edtf: str) -> None:
    parsed = parse_edtf(edtf)
    assert bounds(edtf) == Period(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))
