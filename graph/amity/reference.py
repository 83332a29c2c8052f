"""What ships with Amity and is known before any document is read: actors, places, domains, offices, statuses.

`load` reads the Turtle files of ontology/ once in a process. It gives the triples that go to the store, the IRI of an
identifier or of a place as a text writes it, and names for people to read or to type.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from amity import resources, vocabulary
from amity.vocabulary import Class, Property

_NAMES = (vocabulary.LABEL, vocabulary.PREF_LABEL, vocabulary.ALT_LABEL, Property.ACRONYM.value)
_LABELS = (vocabulary.LABEL, vocabulary.PREF_LABEL)
# Where two kinds of actors share an identifier, a state is meant first, and so on.
_KINDS = ("state", "organization", "body", "region", "company")


@dataclass(frozen=True, slots=True)
class Entry:
    """An individual: its label in each language, and all the names it answers to."""

    iri: str
    type: str
    labels: Mapping[str, str]
    names: frozenset[str]

    @property
    def id(self) -> str:
        """Its identifier: the last segment of its IRI."""
        return vocabulary.local_id(self.iri)

    def label(self, language: str) -> str:
        """The label in `language`, else in another."""
        return self.labels.get(language) or next((self.labels[k] for k in sorted(self.labels)), self.id)


@dataclass(frozen=True, slots=True)
class Place:
    """A place a text names: its IRI, the code of its state where that is known, whether the reference describes it."""

    iri: str
    state: str | None
    known: bool


def fold(text: str) -> str:
    """`text` without case, accents, hyphens or curly apostrophes: what two spellings of a name have in common."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).casefold()
    kept = "".join(" " if c in "-\u2010\u2011_" else c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def slug(text: str) -> str:
    """`text` as an identifier: ASCII letters, digits and hyphens; as it is where that leaves nothing."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).encode("ascii", "ignore").decode()).strip("-") or text


@dataclass(frozen=True)
class Reference:
    """The individuals of ontology/, by IRI and by name. `digest` changes when a file does."""

    triples: tuple[ox.Triple, ...]
    digest: str
    entries: Mapping[str, Entry]
    _terms: Mapping[str, Mapping[str, str]] = field(repr=False)
    _located: Mapping[str, str] = field(repr=False)
    _broader: Mapping[str, str] = field(repr=False)
    _by_name: Mapping[str, tuple[str, ...]] = field(repr=False)
    _paths: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What `place_path` has found: claims are compared many times."""

    def actor(self, id_: str) -> str:
        """The IRI of a party by its identifier: a known state or organization, else an organization that is not."""
        for kind in _KINDS:
            iri = vocabulary.individual(kind, id_)
            if iri in self.entries:
                return iri
        return vocabulary.individual("organization", id_)

    def label(self, iri: str, language: str) -> str:
        """How to write an individual or a term in `language`: its label, or its identifier where it is not known."""
        if iri in self._terms:
            return self._terms[iri].get(language) or iri.removeprefix(vocabulary.AMITY)
        entry = self.entries.get(iri)
        return entry.label(language) if entry else vocabulary.local_id(iri)

    def place(self, text: str, near: Iterable[str] = ()) -> Place:
        """The place that `text` names; of several of that name, the one in a state of `near` (codes) by preference."""
        found = self.named(text, Class.PLACE)
        if found:
            codes = {entry.iri: self._located.get(entry.iri) for entry in found}
            here = [entry for entry in found if codes[entry.iri] in set(near)]
            chosen = (here or found)[0]
            return Place(chosen.iri, codes[chosen.iri], known=True)
        states = self.named(text, Class.STATE)
        state = states[0].id if len(states) == 1 else None
        return Place(vocabulary.place_iri(slug(text)), state, known=False)

    def place_path(self, text: str) -> tuple[str, ...]:
        """What `text` names, from the place outwards: `("sochi", "RUS")`, `("RUS",)` for the state itself."""
        if text not in self._paths:
            found = self.place(text)
            here = (vocabulary.local_id(found.iri),) if found.known or not found.state else ()
            self._paths[text] = (*here, found.state) if found.state else here
        return self._paths[text]

    def top_domain(self, domain: str) -> str:
        """The domain at the top of the scheme that `domain` stands under, itself if it is one."""
        while (above := self._broader.get(vocabulary.domain_iri(domain))) is not None:
            domain = above
        return domain

    def named(self, name: str, *types: str) -> list[Entry]:
        """The individuals of these classes that answer to `name`, in any language, whatever its case and accents."""
        iris = self._by_name.get(fold(name), ())
        return [self.entries[iri] for iri in iris if self.entries[iri].type in types]

    def of(self, *types: str) -> Iterator[Entry]:
        """All individuals of these classes, in the order of their IRIs."""
        return (entry for _, entry in sorted(self.entries.items()) if entry.type in types)


@cache
def load(folder: Path | None = None) -> Reference:
    """The reference from `folder`, the ontology that ships where not given.

    Raises ValueError (naming file and line) for malformed Turtle.
    """
    folder = folder or resources.ontology()
    files = [folder / "amity.ttl", *sorted((folder / "actors").glob("*.ttl"))]
    files += [path for name in ("domains", "offices") if (path := folder / f"{name}.ttl").exists()]
    digest = hashlib.sha256()
    triples: list[ox.Triple] = []
    for path in files:
        content = path.read_bytes()
        digest.update(content)
        try:
            parsed = list(ox.parse(input=content, format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise ValueError(f"{path}: {error.msg} (line {error.lineno})") from None
        triples += [ox.Triple(q.subject, q.predicate, q.object) for q in parsed if _belongs(q)]
    entries, terms = _entries(triples), _terms(triples)
    by_name: dict[str, set[str]] = defaultdict(set)
    for entry in entries.values():
        for name in (*entry.names, entry.id):
            by_name[fold(name)].add(entry.iri)
    for name, capitals in _capitals(triples, terms).items():
        # A demonym may be that of several states ("la capitale congolaise"): then it names none.
        if len(capitals) == 1:
            by_name[name] |= capitals
    return Reference(
        triples=tuple(triples),
        digest=digest.hexdigest(),
        entries=entries,
        _terms=terms,
        _located=_relation(triples, Property.LOCATED_IN),
        _broader=_relation(triples, vocabulary.BROADER),
        _by_name={name: tuple(sorted(iris)) for name, iris in by_name.items()},
    )


def _belongs(triple: ox.Quad) -> bool:
    """Individuals entire, and the labels of the terms: axioms are for reasoners, not for a store of facts."""
    if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.BlankNode):
        return False
    subject = triple.subject.value
    return subject.startswith(vocabulary.ID) or (
        subject.startswith(vocabulary.AMITY) and triple.predicate.value == vocabulary.LABEL
    )


def _terms(triples: Iterable[ox.Triple]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples:
        iri = getattr(triple.subject, "value", "")
        if iri.startswith(vocabulary.AMITY) and isinstance(triple.object, ox.Literal):
            found[iri][triple.object.language or "en"] = triple.object.value
    return dict(found)


def _relation(triples: Iterable[ox.Triple], predicate: str) -> dict[str, str]:
    """For each IRI the identifier that `predicate` leads to."""
    found: dict[str, str] = {}
    for triple in triples:
        if triple.predicate.value == predicate and isinstance(triple.object, ox.NamedNode):
            subject = getattr(triple.subject, "value", "")
            found[subject] = vocabulary.local_id(triple.object.value)
    return found


def _capitals(triples: Iterable[ox.Triple], terms: Mapping[str, Mapping[str, str]]) -> dict[str, set[str]]:
    """What the press calls a capital by its state ("la capitale togolaise", "the Togolese capital"), folded, and which
    places are called so."""
    capitals: dict[str, set[str]] = defaultdict(set)
    demonyms: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        state, value = getattr(triple.subject, "value", ""), triple.object
        if triple.predicate.value == Property.CAPITAL and isinstance(value, ox.NamedNode):
            capitals[state].add(value.value)
        elif triple.predicate.value == Property.DEMONYM and isinstance(value, ox.Literal):
            word = terms[Property.CAPITAL].get(value.language or "en", "")
            demonyms[state].add(fold(f"{word} {value.value}" if value.language == "fr" else f"{value.value} {word}"))
    found: dict[str, set[str]] = defaultdict(set)
    for state, names in demonyms.items():
        for name in names:
            found[name] |= capitals[state]
    return found


def _entries(triples: Iterable[ox.Triple]) -> dict[str, Entry]:
    types: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        predicate, value = triple.predicate.value, triple.object
        if predicate == vocabulary.TYPE and isinstance(value, ox.NamedNode):
            if value.value.startswith(vocabulary.AMITY):
                types[subject] = value.value
        elif predicate in _NAMES and isinstance(value, ox.Literal):
            names[subject].add(value.value)
            if predicate in _LABELS and value.language:
                labels[subject][value.language] = value.value
    return {
        iri: Entry(iri, type_, labels[iri], frozenset(names[iri]))
        for iri, type_ in types.items()
        if iri.startswith(vocabulary.ID)
    }
