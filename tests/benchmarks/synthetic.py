"""Readings of the shape that extraction gives, of any number: seeded, skewed as the news is, made of nothing real.

Few actors are in most events (by a power of their rank); most dates are days, some months, few nothing; a third of the
events is reported by several documents. A document has about a hundred quads.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from amity.model import Actor, Amount, Document, Event, Evidence, Party, Reading
from amity.reference import Reference
from amity.vocabulary import Class

_TYPES = {
    "Meeting": 34,
    "Visit": 14,
    "StatementOfIntent": 13,
    "AgreementSigning": 12,
    "Aid": 8,
    "Project": 6,
    "SecurityCooperation": 4,
    "CommissionSession": 3,
    "Conference": 3,
    "MissionOpening": 1.5,
    "Accreditation": 1,
    "EstablishingRelations": 0.5,
}
_ROLES = {
    "Visit": ("guest", "host"),
    "Aid": ("donor", "recipient"),
    "MissionOpening": ("sendingState", "receivingState"),
    "Accreditation": ("sendingState", "receivingState"),
}
_STATUSES = {"done": 70, "planned": 18, "ongoing": 9, "denied": 2, "cancelled": 1}
_FIRST, _DAYS = date(2012, 1, 1), 5_000
_PER_DOCUMENT = 3
_SENTENCE = "The minister said on the matter number {} that both sides had agreed to go on with what they had begun."


def readings(events: int, reference: Reference, seed: int = 1, skew: float = 0.9) -> Iterator[Reading]:
    """Readings that report about so many events, three a document; the same for the same arguments."""
    dice = random.Random(seed)  # noqa: S311
    actors = [entry.id for entry in reference.of(Class.STATE, Class.INTERNATIONAL_ORGANIZATION)]
    dice.shuffle(actors)
    weights = list(accumulate((rank + 1) ** -skew for rank in range(len(actors))))
    domains = [entry.id for entry in reference.of(Class.DOMAIN)]
    # What was reported lately, and may be reported again.
    recent: list[tuple[Event, date]] = []
    made = number = 0
    while made < events:
        number += 1
        published = _FIRST + timedelta(days=made * _DAYS // events)
        said: list[Event] = []
        for place in range(_PER_DOCUMENT):
            if recent and dice.random() < 0.33:
                event, happened = dice.choice(recent)
                said.append(_retold(event, happened, place, dice))
                continue
            made += 1
            happened = published - timedelta(days=dice.randrange(5))
            parties = _parties(dice, actors, weights)
            said.append(_event(dice, parties, happened, place, domains))
            recent = [*recent[-60:], (said[-1], happened)]
        persons = sorted({person for event in said for person in event.participants})
        yield Reading(
            Document(
                f"document-{number:07}",
                "",
                "en",
                published.isoformat(),
                f"Document {number}",
                f"https://site-{number % 40}.example/{number}",
            ),
            tuple(Actor(person, "Person", person.replace("-", " ").title()) for person in persons),
            events=tuple(said),
            extractor="amity/synthetic",
        )


def _parties(dice: random.Random, actors: list[str], weights: list[float]) -> list[str]:
    many = 2 if dice.random() < 0.92 else dice.randrange(3, 9)
    chosen: dict[str, None] = {}
    while len(chosen) < many:
        chosen[dice.choices(actors, cum_weights=weights)[0]] = None
    return list(chosen)


def _event(dice: random.Random, parties: list[str], happened: date, place: int, domains: list[str]) -> Event:
    type_ = "Conference" if len(parties) > 3 else dice.choices(list(_TYPES), list(_TYPES.values()))[0]
    roles = _ROLES.get(type_, ("party", "party")) if len(parties) == 2 else ("party",) * len(parties)
    amount = Amount(Decimal(dice.randrange(1, 900)), "USD") if type_ == "Aid" and dice.random() < 0.6 else None
    minister = f"minister-of-{parties[0]}-{happened.year // 4}".lower()
    return Event(
        type_,
        tuple(Party(actor, role) for actor, role in zip(parties, roles, strict=True)),
        _evidence(dice, place),
        status=dice.choices(list(_STATUSES), list(_STATUSES.values()))[0],
        date=_date(dice, happened),
        place=f"City of {parties[-1]}" if dice.random() < 0.4 else None,
        participants=(minister,) if dice.random() < 0.4 else (),
        domains=tuple(sorted(dice.sample(domains, dice.choice((0, 1, 1, 2))))),
        amount=amount,
        confidence=0.9,
        rule="rule",
        triggers=("word",),
    )


def _retold(event: Event, happened: date, place: int, dice: random.Random) -> Event:
    return Event(
        event.type,
        event.parties,
        _evidence(dice, place),
        status="denied" if dice.random() < 0.02 else event.status,
        date=_date(dice, happened),
        place=event.place,
        participants=event.participants,
        domains=event.domains,
        amount=event.amount,
        confidence=0.8,
        rule="rule",
        triggers=("word",),
    )


def _date(dice: random.Random, happened: date) -> str | None:
    drawn = dice.random()
    day = happened.isoformat()
    return day if drawn < 0.6 else day[:7] if drawn < 0.85 else day[:4] if drawn < 0.9 else None


def _evidence(dice: random.Random, place: int) -> tuple[Evidence, ...]:
    quote = _SENTENCE.format(dice.randrange(1_000_000))
    return (Evidence(place * 200, place * 200 + len(quote), quote),)
