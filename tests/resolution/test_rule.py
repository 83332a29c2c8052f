"""What the rule says may differ, and what forbids, case by case; places are those of the ontology."""

from decimal import Decimal
from typing import Any

import pytest

from amity.model import Amount, Claim, Event, Party
from amity.reference import load
from amity.resolution import linked, resolve

_EMBASSY = {"RUS": "sendingState", "TGO": "receivingState"}
_VISIT = {"TGO": "guest", "RUS": "host"}
_GIFT = {"CHN": "donor", "TGO": "recipient"}
_TREATY = ("BHR", "ISR")


def claim(document: str, type_: str, parties: Any, date: str | None = None, **said: Any) -> Claim:
    roles = parties if isinstance(parties, dict) else dict.fromkeys(parties, "party")
    published = said.pop("published", None)
    if "amount" in said:
        said["amount"] = Amount(Decimal(said["amount"]), "USD")
    event = Event(type_, tuple(Party(*item) for item in roles.items()), (), date=date, **said)
    return Claim(f"{document}/1", event, document, published)


def may_be_one(type_: str, parties: Any, one: dict[str, Any], other: dict[str, Any]) -> bool:
    a = claim("a", type_, one.pop("parties", parties), one.pop("date", None), **one)
    b = claim("b", type_, other.pop("parties", parties), other.pop("date", None), **other)
    found = linked(a, b, load())
    assert found == linked(b, a, load())
    return found


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2024-11-05", "2024-11-07"), True),
        (("2024-11-05", "2024-11-08"), False),
        (("2023-12-31", "2024-01-01"), True),
        (("2024-11-05/2024-11-09", "2024-11-11"), True),
        (("2024-11", "2024-12-02"), True),
        (("2024", "2025-02"), False),
    ],
)
def test_what_goes_on_for_days_may_be_dated_by_another_day(days: tuple[str, str], expected: bool) -> None:
    one, other = ({"date": day} for day in days)
    assert may_be_one("Visit", _VISIT, dict(one), dict(other)) is expected
    assert may_be_one("Conference", ("RUS", "TGO"), dict(one), dict(other)) is expected
    assert not may_be_one("AgreementSigning", ("RUS", "TGO"), dict(one), dict(other))


@pytest.mark.parametrize(
    ("parties", "dates", "expected"),
    [
        (("BEN RUS TGO", "CHN NGA RUS TGO"), ("2024-11", "2024-11-09"), True),
        (("BEN GHA RUS TGO", "CHN NGA RUS TGO"), ("2024-11-09", "2024-11-09"), False),
        (("RUS TGO", "CHN NGA RUS TGO"), ("2024-11", "2024-11-09"), True),
        (("RUS TGO", "CHN NGA RUS TGO"), ("2024", "2024-11-09"), False),
        (("RUS TGO", "RUS TGO"), ("2024", "2024-11-09"), True),
        (("BEN RUS", "RUS TGO"), ("2024-11-09", "2024-11-09"), False),
    ],
)
def test_lists_of_a_conference_share_most_of_the_shorter(
    parties: tuple[str, str], dates: tuple[str, str], expected: bool
) -> None:
    one, other = ({"parties": tuple(who.split()), "date": date} for who, date in zip(parties, dates, strict=True))
    assert may_be_one("Conference", (), one, other) is expected


def test_talks_go_on_in_one_place_only() -> None:
    first = {"date": "2025-05-10", "place": "Genève"}
    assert may_be_one("Meeting", ("CHN", "USA"), dict(first), {"date": "2025-05-11", "place": "Geneva"})
    assert not may_be_one("Meeting", ("CHN", "USA"), dict(first), {"date": "2025-05-11", "place": "Paris"})
    assert not may_be_one("Meeting", ("CHN", "USA"), dict(first), {"date": "2025-05-11"})
    assert not may_be_one("Meeting", ("CHN", "USA"), dict(first), {"date": "2025-05-12", "place": "Geneva"})


def test_one_sum_is_signed_and_approved_on_different_days() -> None:
    signed = {"date": "2024-10-11", "amount": 500}
    assert may_be_one("Aid", _GIFT, dict(signed), {"date": "2024-10-16", "amount": 500})
    assert not may_be_one("Aid", _GIFT, dict(signed), {"date": "2024-10-16"})
    assert not may_be_one("Aid", _GIFT, dict(signed), {"date": "2024-10-16", "amount": 200})
    assert not may_be_one("Aid", _GIFT, dict(signed), {"date": "2024-12-16", "amount": 500})


def test_sums_of_one_day_are_two_gifts_but_one_port() -> None:
    sums = ({"date": "2024-11-14", "amount": 1300}, {"date": "2024-11-14", "amount": 3500})
    assert not may_be_one("Aid", _GIFT, *map(dict, sums))
    assert may_be_one("Project", ("CHN", "PER"), *map(dict, sums))


def test_a_promise_of_what_happens_once_may_slip_by_a_year() -> None:
    promise = {"date": "2023", "status": "planned", "published": "2023-09-20"}
    opened = {"date": "2024-12-12", "published": "2024-12-13"}
    assert may_be_one("MissionOpening", _EMBASSY, dict(promise), dict(opened))
    assert not may_be_one("Visit", _VISIT, dict(promise), dict(opened))
    assert not may_be_one("MissionOpening", _EMBASSY, dict(promise), {"date": "2025-06-01"})
    assert not may_be_one("MissionOpening", _EMBASSY, {"date": "2018-05-21"}, dict(opened))
    assert may_be_one("BreakingRelations", ("COL", "ISR"), {"date": "2024-05-01"}, {"date": "2024-05-02"})
    (event,) = resolve(
        [claim("a", "MissionOpening", _EMBASSY, **promise), claim("b", "MissionOpening", _EMBASSY, **opened)]
    )
    assert (event.event.status, event.event.date) == ("done", "2024-12-12")


def test_a_postponed_promise_has_its_new_date() -> None:
    promises = [
        claim("a", "MissionOpening", _EMBASSY, "2025", status="planned", published="2024-12"),
        claim("b", "MissionOpening", _EMBASSY, "2026", status="planned", published="2025-11-20"),
    ]
    (event,) = resolve(promises)
    assert (event.event.status, event.event.date) == ("planned", "2026")


def test_what_goes_on_since_then_is_dated_by_its_beginning() -> None:
    since = {"date": "2017/..", "status": "ongoing", "published": "2024-02"}
    assert may_be_one("SecurityCooperation", ("SOM", "TUR"), dict(since), {"date": "2017", "published": "2019"})
    assert not may_be_one("SecurityCooperation", ("SOM", "TUR"), dict(since), {"date": "2024-02", "published": "2024"})


@pytest.mark.parametrize(
    ("places", "month", "day"),
    [
        (("Sotchi", "Sochi"), True, True),
        (("Sotchi", "Russie"), True, True),
        (("Sotchi", "Moscou"), False, False),
        (("Kremlin", "Moscou"), False, True),
        (("Krasnaya Polyana", "Russie"), True, True),
        (("Krasnaya Polyana", "Novo-Ogariovo"), False, True),
        (("Togo", "Russie"), False, False),
    ],
)
def test_a_place_that_is_not_known_contradicts_little(places: tuple[str, str], month: bool, day: bool) -> None:
    for date, expected in (("2024-11", month), ("2024-11-09", day)):
        one, other = ({"date": date, "place": place} for place in places)
        assert may_be_one("Meeting", ("RUS", "TGO"), one, other) is expected


def test_travellers_are_compared_one_by_one_and_talkers_by_delegations() -> None:
    dussey, gnassingbe = {"participants": ("robert-dussey",)}, {"participants": ("faure-gnassingbe",)}
    assert not may_be_one("Visit", _VISIT, {"date": "2024-11", **dussey}, {"date": "2024-11", **gnassingbe})
    assert may_be_one("Visit", _VISIT, {"date": "2024-11-09", **dussey}, {"date": "2024-11-09", **gnassingbe})
    assert may_be_one("Meeting", ("RUS", "TGO"), {"date": "2024-11", **dussey}, {"date": "2024-11", **gnassingbe})


@pytest.mark.parametrize(
    ("type_", "expected"), [("Meeting", False), ("AgreementSigning", False), ("SecurityCooperation", True)]
)
def test_two_are_not_three_save_where_many_take_part(type_: str, expected: bool) -> None:
    pair, three = {"parties": _TREATY}, {"parties": ("ARE", *_TREATY)}
    assert may_be_one(type_, (), {"date": "2020-09", **pair}, {"date": "2020-09-15", **three}) is expected
    more = {"parties": ("ARE", *_TREATY, "USA")}
    assert may_be_one(type_, (), {"date": "2020-09", **three}, {"date": "2020-09-15", **more})
    assert not may_be_one(type_, (), {"date": "2020-09", **three}, {"parties": more["parties"], "published": "2020-09"})
