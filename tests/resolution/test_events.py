"""One event however many sources report it, and never one event for two."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity.model import Amount, Claim, Document, Event, Evidence, Party, Reading
from amity.resolution import Resolved, candidates, claims_of, keys_of, linked, ordered_actors, resolve, slug_base

_OPENING = (Party("RUS", "sendingState"), Party("TGO", "receivingState"))


def claim(
    source: str, type_: str = "Meeting", parties: Any = "RUS TGO", published: str | None = None, **said: Any
) -> Claim:
    if isinstance(parties, str):
        parties = tuple(Party(actor) for actor in parties.split())
    document, _, number = source.partition("/")
    event = Event(type_, parties, (Evidence(0, 3, "abc"),), **said)
    return Claim(f"{document}/{number or 1}", event, document, published)


def slugs(*claims: Claim, **options: Any) -> list[str]:
    return [event.slug for event in resolve(claims, **options)]


def test_two_sources_of_one_meeting_are_one_event() -> None:
    (event,) = resolve(
        [
            claim(
                "a", date="2024-11", published="2024-12", participants=("lavrov",), domains=("trade",), place="Sotchi"
            ),
            claim(
                "b", date="2024-11-09", published="2024-11-10", participants=("dussey", "lavrov"), domains=("energy",)
            ),
        ]
    )
    assert event.slug == "Meeting-RUS-TGO-2024-11-09"
    assert [c.id for c in event.claims] == ["a/1", "b/1"]
    merged = event.event
    assert (merged.date, merged.place, merged.status) == ("2024-11-09", "Sotchi", "done")
    assert merged.participants == ("dussey", "lavrov")
    assert merged.domains == ("energy", "trade")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"date": "2024-11-05"}, {"date": "2024-11-12"}),
        ({"date": "2024-11"}, {"date": "2024-12"}),
        ({"date": "2024-11", "place": "Lomé"}, {"date": "2024-11", "place": "Moscou"}),
        ({"date": "2024-11", "parties": "RUS TGO"}, {"date": "2024-11", "parties": "RUS BEN"}),
        ({"date": "2024-11", "type_": "Visit"}, {"date": "2024-11", "type_": "Meeting"}),
        ({"date": "2024", "participants": ("a", "b")}, {"date": "2024", "participants": ("c", "d")}),
        ({"published": "2024-11-01"}, {"published": "2024-12-15"}),
        ({"date": "2024-11-01", "published": "2025-03-01"}, {"published": "2025-03-02"}),
        ({}, {}),
        ({"published": "2024-11-01", "status": "done"}, {"published": "2024-11-20", "status": "planned"}),
        (
            {"type_": "Aid", "date": "2024", "amount": Amount(Decimal(100), "USD")},
            {"type_": "Aid", "date": "2024", "amount": Amount(Decimal(120), "USD")},
        ),
        (
            {"type_": "AgreementSigning", "date": "2024", "domains": ("energy",)},
            {"type_": "AgreementSigning", "date": "2024", "domains": ("health",)},
        ),
        (
            {"type_": "MissionOpening", "date": "2025", "parties": _OPENING},
            {
                "type_": "MissionOpening",
                "date": "2025",
                "parties": (Party("TGO", "sendingState"), Party("RUS", "receivingState")),
            },
        ),
    ],
)
def test_what_differs_stays_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(resolve([claim("a", **one), claim("b", **other)])) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"date": "2024"}, {"date": "2024-11-12"}),
        ({"published": "2024-11-01"}, {"published": "2024-11-20"}),
        ({"published": "2024-12"}, {"published": "2024-12-20", "date": "2024-12-18"}),
        ({"date": "2024-11-12", "status": "planned", "published": "2024-10"}, {"date": "2024-11-12"}),
        (
            {
                "type_": "MissionOpening",
                "parties": _OPENING,
                "status": "planned",
                "date": "2025",
                "published": "2024-12",
            },
            {"type_": "MissionOpening", "parties": _OPENING, "published": "2025-09-02"},
        ),
        ({"published": "2024-11-20"}, {"date": "2024-11-12", "published": "2025-06-01"}),
        (
            {"type_": "MissionOpening", "parties": _OPENING, "status": "planned", "published": "2020-07"},
            {"type_": "MissionOpening", "parties": _OPENING, "date": "2021-04", "published": "2021-10-20"},
        ),
        (
            {"type_": "Aid", "date": "2024", "amount": Amount(Decimal(100), "USD")},
            {"type_": "Aid", "date": "2024", "amount": Amount(Decimal("98.5"), "USD")},
        ),
        (
            {"type_": "AgreementSigning", "date": "2024-05-02", "domains": ("energy",)},
            {"type_": "AgreementSigning", "date": "2024-05-02", "domains": ("health",)},
        ),
        (
            {"type_": "Conference", "date": "2024-11", "parties": "RUS TGO BEN"},
            {"type_": "Conference", "date": "2024-11-09", "parties": "RUS TGO NGA CHN"},
        ),
        (
            {"type_": "Conference", "date": "2024-11", "parties": "RUS TGO", "place": "Sotchi"},
            {"type_": "Conference", "date": "2024-11-09", "parties": "RUS NGA", "place": "Sotchi"},
        ),
        (
            {"type_": "CommissionSession", "date": "2024-11", "parties": "BEN NER TGO"},
            {"type_": "CommissionSession", "date": "2024-11", "parties": "BEN TGO"},
        ),
    ],
)
def test_what_agrees_is_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(resolve([claim("a", **one), claim("b", **other)])) == 1


def test_a_promise_its_fulfilment_and_its_denial_are_one_event() -> None:
    promise = claim("a", "MissionOpening", _OPENING, "2024-12", date="2025", status="planned")
    denial = claim("b", "MissionOpening", _OPENING, "2025-02", date="2025", status="denied")
    done = claim("c", "MissionOpening", _OPENING, "2025-06-13", date="2025-06-12", status="done")
    assert [e.event.status for e in resolve([promise])] == ["planned"]
    assert [e.event.status for e in resolve([promise, denial])] == ["denied"]
    (event,) = resolve([promise, denial, done])
    assert (event.event.status, event.event.date, len(event.claims)) == ("done", "2025-06-12", 3)
    # A later denial contradicts what was done, and does not undo it; to be called off does.
    late = claim("d", "MissionOpening", _OPENING, "2025-07", date="2025", status="denied")
    closed = claim("d", "MissionOpening", _OPENING, "2025-07", date="2025", status="cancelled")
    assert [e.event.status for e in resolve([promise, done, late])] == ["done"]
    assert [e.event.status for e in resolve([promise, done, closed])] == ["cancelled"]


def test_a_vague_report_does_not_make_one_of_two_days() -> None:
    days = [
        claim("a", date="2024-11-05", published="2024-11-06"),
        claim("b", date="2024-11-12", published="2024-11-13"),
    ]
    vague = claim("c", date="2024-11", published="2024-11-14")
    first, second = resolve([*days, vague])
    assert [c.id for c in first.claims] == ["a/1"]
    assert [c.id for c in second.claims] == ["b/1", "c/1"]


def test_one_document_never_speaks_of_one_event_twice() -> None:
    events = resolve([claim("a/1", date="2024-11"), claim("a/2", date="2024-11"), claim("b", date="2024-11")])
    assert [[c.id for c in e.claims] for e in events] == [["a/1", "b/1"], ["a/2"]]
    assert [e.slug for e in events] == ["Meeting-RUS-TGO-2024-11", "Meeting-RUS-TGO-2024-11_2"]
    assert slug_base(events[1].slug) == events[0].slug


def test_places_are_compared_by_what_they_name() -> None:
    class Atlas:
        def place_path(self, text: str) -> tuple[str, ...]:
            return {"Sotchi": ("sochi", "RUS"), "Sochi": ("sochi", "RUS"), "Russie": ("RUS",)}.get(text, (text,))

        def top_domain(self, domain: str) -> str:
            return {"solar": "energy"}.get(domain, domain)

    a, b = claim("a", date="2024-11", place="Sotchi"), claim("b", date="2024-11", place="Sochi")
    c = claim("c", date="2024-11", place="Russie")
    assert len(resolve([a, b, c])) == 3
    (event,) = resolve([a, b, c], Atlas())
    assert event.event.place == "Sochi"
    one, other = (claim(d, "Project", date="2024", domains=(x,)) for d, x in (("a", "solar"), ("b", "energy")))
    assert linked(one, other, Atlas()) and not linked(one, other)


def test_names_say_who_and_when() -> None:
    assert slugs(claim("a", "MissionOpening", _OPENING, date="2025")) == ["MissionOpening-RUS-TGO-2025"]
    gift = (Party("TGO", "recipient"), Party("CHN", "donor"))
    assert slugs(claim("a", "Aid", gift, date="2025-01")) == ["Aid-CHN-TGO-2025-01"]
    assert slugs(claim("a", published="2024-12")) == ["Meeting-RUS-TGO-reported-2024-12"]
    assert slugs(claim("a")) == ["Meeting-RUS-TGO"]
    assert slugs(claim("a", date="2023-10/2023-12")) == ["Meeting-RUS-TGO-2023-10--2023-12"]
    assert slugs(claim("a", date="2024?")) == ["Meeting-RUS-TGO-2024"]
    many = claim("a", "Conference", "BEN CHN NGA RUS TGO ZAF", date="2024")
    assert slugs(many) == ["Conference-BEN-CHN-NGA-and-3-more-2024"]
    assert ordered_actors(gift) == ["CHN", "TGO"]


def test_parts_are_remembered_by_their_claims() -> None:
    (event,) = resolve([claim("a/2", date="2024-11", part_of=2), claim("b", date="2024-11", part_of=0)])
    assert event.parts_of == ("a/3", "b/1")


def test_claims_of_a_reading_are_in_their_stored_form() -> None:
    event = Event(
        "Meeting", (Party("TGO"), Party("RUS")), (Evidence(0, 1, "L"),), domains=("b", "a", "b"), confidence=1 / 3
    )
    (found,) = claims_of(Reading(Document("x", "Le Togo", "fr", "2024"), events=(event,)))
    assert (found.id, found.document, found.published) == ("x/1", "x", "2024")
    assert found.event.parties == (Party("RUS"), Party("TGO"))
    assert (found.event.domains, found.event.confidence) == (("a", "b"), 0.3333)


# Laws

_DAYS = ["2024-11-05", "2024-11-06", "2024-11-12", "2025-01-01"]
_DATES = st.sampled_from(
    [None, "2024", "2024-11", "2024-12", *_DAYS, "2024-11-05/2024-11-08", "2024-11/..", "XXXX-11-05"]
)
_CLAIMS = st.lists(
    st.builds(
        claim,
        st.builds("{}/{}".format, st.sampled_from("abcdef"), st.integers(1, 2)),
        st.sampled_from(["Meeting", "Visit", "Conference", "MissionOpening"]),
        st.sampled_from(["RUS TGO", "RUS TGO BEN", "BEN TGO", "CHN RUS TGO"]),
        st.sampled_from([None, "2024", "2024-11", "2024-11-20", "2024-12-25"]),
        date=_DATES,
        place=st.sampled_from([None, "Lomé", "Sotchi"]),
        status=st.sampled_from(["done", "planned", "denied"]),
        participants=st.sampled_from(
            [(), ("robert-dussey",), ("sergei-lavrov", "robert-dussey"), ("faure-gnassingbe",)]
        ),
    ),
    max_size=9,
    unique_by=lambda c: c.id,
)


def grouped(events: Iterable[Resolved], known: Iterable[Claim]) -> set[frozenset[str]]:
    """How the events group the claims that are `known`."""
    ids = {c.id for c in known}
    return {group for event in events if (group := frozenset(c.id for c in event.claims) & ids)}


@settings(max_examples=200, deadline=None)
@given(_CLAIMS, st.randoms())
def test_the_order_of_claims_does_not_matter(claims: list[Claim], random: Any) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert resolve(shuffled) == resolve(claims)
    assert resolve(c for event in resolve(claims) for c in event.claims) == resolve(claims)


@settings(max_examples=200, deadline=None)
@given(_CLAIMS)
def test_every_claim_is_in_one_event_and_names_are_unique(claims: list[Claim]) -> None:
    events = resolve(claims)
    assert sorted(c.id for event in events for c in event.claims) == sorted(c.id for c in claims)
    assert len({event.slug for event in events}) == len(events)
    for event in events:
        for one in event.claims:
            assert all(linked(one, other) for other in event.claims if other is not one)


@settings(max_examples=200, deadline=None)
@given(_CLAIMS)
def test_events_that_are_left_apart_cannot_be_joined(claims: list[Claim]) -> None:
    for one, other in combinations(resolve(claims), 2):
        assert not all(linked(a, b) for a in one.claims for b in other.claims)


@settings(max_examples=200, deadline=None)
@given(_CLAIMS, _CLAIMS)
def test_a_document_parts_others_for_a_reason_only(claims: list[Claim], more: list[Claim]) -> None:
    claims = [c for c in claims if c.document != "f"]
    added = [c for c in more if c.document == "f"]
    before, after = resolve(claims), resolve([*claims, *added])
    home = {c.id: event for event in after for c in event.claims}
    for event in before:
        for a, b in combinations(event.claims, 2):
            apart = home[a.id] is not home[b.id]
            assert not (apart and all(linked(x, y) for x in home[a.id].claims for y in home[b.id].claims))
    if not any(linked(c, new) for c in claims for new in added):
        assert grouped(after, claims) == grouped(before, claims)


@settings(max_examples=200, deadline=None)
@given(_CLAIMS)
def test_a_copy_of_a_document_changes_nothing_for_the_others(claims: list[Claim]) -> None:
    copied = [replace(c, id=f"z{c.id[1:]}", document="z") for c in claims if c.document == "a"]
    assert grouped(resolve([*claims, *copied]), claims) == grouped(resolve(claims), claims)


@settings(max_examples=300, deadline=None)
@given(_CLAIMS)
def test_linked_claims_are_found_under_their_keys(claims: list[Claim]) -> None:
    for one in claims:
        for other in claims:
            assert linked(one, other) == linked(other, one)
            if linked(one, other):
                assert candidates(one) & keys_of(other)
