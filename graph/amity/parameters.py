"""The parameters of questions: what a person types -> the RDF term it means."""

from collections.abc import Callable

import pyoxigraph as ox

from amity import vocabulary
from amity.periods import bounds
from amity.reference import Entry, fold
from amity.sparql import Term
from amity.store import Dataset
from amity.vocabulary import Class

_ACTORS = (Class.STATE, Class.INTERNATIONAL_ORGANIZATION)
_NEAR_ENOUGH = 70


class ParameterError(ValueError):
    """A value is not what its parameter asks for; the message says what it could be."""


def parse_value(type_: str, text: str, dataset: Dataset, take: str = "earliest") -> Term:
    """The term that `text` means as a value of `type_`, a key of TYPES. Raises ParameterError."""
    text = text.strip()
    if type_ == "date":
        return _date(text, take)
    return TYPES[type_](text, dataset)


def find_actor(text: str, dataset: Dataset) -> str:
    """The IRI of the state or organization (or of whom a document names) called `text`: an identifier, a name in any
    language, or an IRI. Raises ParameterError, with the names that come near.
    """
    if text.startswith(vocabulary.ID):
        return text
    entries = list(dataset.reference.of(*_ACTORS))
    coded = [entry for entry in entries if entry.id.casefold() == text.casefold()]
    if coded:
        return min(coded, key=lambda entry: (entry.id != text, entry.iri)).iri
    named = dataset.reference.named(text, *_ACTORS)
    if len(named) == 1:
        return named[0].iri
    if named:
        raise ParameterError(f"{text!r} may be {_listed(named)}; give the code of one")
    described = _described(text, dataset)
    if described is not None:
        return described
    near = _near(text, entries)
    hint = f"did you mean {_listed(near)}?" if near else "expected a code such as TGO or ECOWAS, or a name such as Togo"
    raise ParameterError(f"no state or organization is called {text!r}; {hint}")


def _described(text: str, dataset: Dataset) -> str | None:
    """An actor that only documents describe: an organization the reference lacks, a person, a group."""
    found = dataset.select(
        "SELECT DISTINCT ?actor ?label { ?actor a ?type ; rdfs:label ?label "
        "VALUES ?type { amity:InternationalOrganization amity:Person amity:ActorGroup } }"
    )
    for actor, label in found.rows:
        if actor and label and fold(text) in (fold(label.value), fold(vocabulary.local_id(actor.value))):
            return actor.value
    return None


def _near(text: str, entries: list[Entry]) -> list[Entry]:
    # Imported here: only a mistake needs it.
    from rapidfuzz import fuzz, process

    names = [(fold(name), entry) for entry in entries for name in (entry.id, *sorted(entry.names))]
    found = process.extract(
        fold(text), [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=12
    )
    near = {names[position][1].iri: names[position][1] for _, _, position in found}
    return list(near.values())[:3]


def _listed(entries: list[Entry]) -> str:
    return " or ".join(f"{entry.id} ({entry.label('en')})" for entry in entries)


def _actor(text: str, dataset: Dataset) -> Term:
    return _iri(find_actor(text, dataset))


def _domain(text: str, dataset: Dataset) -> Term:
    entries = list(dataset.reference.of(Class.DOMAIN))
    named = [e for e in entries if e.id == text.casefold()] or dataset.reference.named(text, Class.DOMAIN)
    if not named:
        near = _near(text, entries)
        hint = f"did you mean {_listed(near)}?" if near else "expected one such as energy or health"
        raise ParameterError(f"no domain is called {text!r}; {hint}")
    return _iri(named[0].iri)


def _class(text: str, dataset: Dataset) -> Term:
    for class_ in vocabulary.EVENT_CLASSES:
        labels = {dataset.reference.label(class_, language) for language in ("en", "fr")}
        if fold(text) in {fold(name) for name in (class_.local, *labels)}:
            return ox.NamedNode(class_)
    known = ", ".join(class_.local for class_ in vocabulary.EVENT_CLASSES)
    raise ParameterError(f"{text!r} is not a kind of event; expected one of {known}")


def _status(text: str, dataset: Dataset) -> Term:
    named = dataset.reference.named(text, Class.STATUS)
    if not named:
        raise ParameterError(f"{text!r} is not a status; expected one of {', '.join(vocabulary.STATUSES)}")
    return _iri(named[0].iri)


def _event(text: str, dataset: Dataset) -> Term:
    if not text:
        raise ParameterError("expected the name of an event, such as Meeting-RUS-TGO-2024-11")
    # As answers give it, which is as its IRI has it; or as it was before it was percent-encoded.
    iris = [text] if text.startswith(vocabulary.ID) else [f"{vocabulary.ID}event/{text}", vocabulary.event_iri(text)]
    for iri in iris:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if dataset.query("ASK { $event a amity:Event }", {"event": node}) is True:
            return node
    raise ParameterError(f"no event is called {text!r}; `amity ask timeline --actor …` gives the names of events")


def _integer(text: str, _: Dataset) -> Term:
    if not text.removeprefix("-").isdecimal():
        raise ParameterError(f"{text!r} is not a whole number")
    return ox.Literal(int(text))


def _year(text: str, _: Dataset) -> Term:
    if not (text.isdecimal() and len(text) == 4):
        raise ParameterError(f"{text!r} is not a year of four digits, such as 2024")
    return ox.Literal(int(text))


def _date(text: str, take: str) -> Term:
    try:
        period = bounds(text)
        day = period.earliest if take == "earliest" else period.latest
    except ValueError:
        day = None
    if day is None:
        raise ParameterError(f"{text!r} is not a date; expected 2024, 2024-11 or 2024-11-12")
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(vocabulary.XSD + "date"))


def _iri(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise ParameterError(f"{iri!r} is not an IRI") from None


TYPES: dict[str, Callable[[str, Dataset], Term]] = {
    "actor": _actor,
    "class": _class,
    "date": lambda text, _: _date(text, "earliest"),
    "domain": _domain,
    "event": _event,
    "integer": _integer,
    "status": _status,
    "year": _year,
}
"""The types of parameters."""

__all__ = ["TYPES", "ParameterError", "find_actor", "parse_value"]
