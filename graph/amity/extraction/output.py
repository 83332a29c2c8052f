"""A Reading as the JSON object that `amity extract --format jsonl` prints: the contract other tools rely on."""

from typing import Any

from amity import vocabulary
from amity.extraction.lexicon import top_domains
from amity.model import Actor, Event, Reading


def as_json(reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """One JSON object for a document: offsets are code points into its text, end exclusive.

    Domains are the 27 at the top of the scheme; the graph keeps the narrower ones.

    With `explain` each event also says by which rule of the lexicon and which words it was found.
    """
    document = reading.document
    return {
        "document": {"id": document.id, "language": document.language, "published": document.published},
        "actors": [_actor(actor) for actor in reading.actors],
        "events": [_event(event, explain) for event in reading.events],
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "iri": vocabulary.actor_iri(actor.type, actor.id),
        "type": actor.type,
        "label": actor.label,
        "mentions": [list(span) for span in actor.mentions],
    }


def _event(event: Event, explain: bool) -> dict[str, Any]:
    amount, tops = event.amount, top_domains()
    found: dict[str, Any] = {
        "type": event.type,
        "parties": list(event.actors),
        "participants": list(event.participants),
        "domains": sorted({tops.get(domain, domain) for domain in event.domains}),
        "date": event.date,
        "place": event.place,
        "status": event.status,
        "amount": None if amount is None else {"value": _number(amount.value), "currency": amount.currency},
        "evidence": [[evidence.start, evidence.end] for evidence in event.evidence],
        "confidence": event.confidence,
    }
    roles = {party.actor: party.role for party in event.parties if party.role != "party"}
    if roles:
        found["roles"] = roles
    if event.part_of is not None:
        found["partOf"] = event.part_of
    if explain:
        found["rule"] = event.rule
        found["triggers"] = list(event.triggers)
    return found


def _number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)
