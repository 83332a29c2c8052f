"""The words of ontology/lexicon and the names of ontology/actors, loaded from Turtle: data here, rules elsewhere."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from amity import resources, vocabulary
from amity.extraction import names
from amity.extraction.amounts import AmountFinder
from amity.extraction.calendar import calendar_of
from amity.extraction.gazetteer import Gazetteer, Kind
from amity.extraction.text import fold, normalize
from amity.model import Tenure
from amity.periods import compatible

_AMITY = vocabulary.AMITY
_LEXICON = "https://w3id.org/amity/lexicon#"
_RDF_TYPE = vocabulary.TYPE
_LABEL = vocabulary.LABEL
_SKOS = vocabulary.SKOS

Words = tuple[str, ...]
"""A word or a phrase: its lemmas, folded."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may report an event of class `evokes`; see ontology/lexicon/schema.ttl."""

    name: str
    evokes: str
    part_of_speech: str
    lemmas: frozenset[Words]
    needs: frozenset[Words] = frozenset()
    excludes: frozenset[Words] = frozenset()
    subject: str = "party"
    object: str = "party"
    reflexive: bool = False
    told: bool = False
    named: bool = False
    weak: bool = False
    direct: bool = False
    ceremony: bool = False
    attributive: bool = False
    predicate: bool = False
    status: str = "done"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that extraction knows of one language."""

    language: str
    triggers: tuple[Trigger, ...]
    lists: Mapping[str, frozenset[Words]]
    offices: Mapping[Words, str]
    things: Mapping[Words, str]
    actors: Gazetteer
    domains: Gazetteer
    amounts: AmountFinder
    labels: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    tenures: Mapping[str, tuple[Tenure, ...]] = field(default_factory=dict)
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()

    def famous(self, name: str, published: str | None) -> str | None:
        """The one well-known person called by one word who was in office when a text was published; nothing where none
        or several were."""
        found = [
            person
            for person in self.surnames.get(fold(name), ())
            if not published
            or any(t.attested and compatible(t.attested, published) for t in self.tenures.get(person, ()))
        ]
        return found[0] if len(found) == 1 else None

    def tenure(self, person: str, published: str | None) -> Tenure | None:
        """The office that a well-known person held when a text was published; the last one where that is not known."""
        held = self.tenures.get(person, ())
        if published:
            for tenure in held:
                if tenure.attested and compatible(tenure.attested, published):
                    return tenure
        return held[-1] if held else None

    def words(self, name: str) -> frozenset[Words]:
        """The list `name` ("planned", "both", …) of this language; empty where the lexicon has none."""
        return self.lists.get(name, frozenset())


def phrase(text: str) -> Words:
    """`text` as folded words, the way tokens are compared: hyphens and apostrophes part words."""
    return tuple(fold(normalize(text)).replace("-", " ").replace("'", " ").split())


@cache
def load(language: str, folder: Path | None = None) -> Lexicon:
    """The lexicon of `language` ("fr" or "en") from `folder`, the ontology that ships where not given.

    Raises FileNotFoundError where the language has no file, ValueError (naming file and line) for malformed Turtle.
    """
    folder = folder or resources.ontology()
    words = _Graph(sorted((folder / "lexicon").glob(f"{language}*.ttl")))
    if not words.subjects:
        raise FileNotFoundError(f"no word of language {language!r} in {folder / 'lexicon'}")
    prefix = f"{language}-"
    lists = {
        _local(s).removeprefix(prefix): frozenset(phrase(t) for t in words.texts(s, _LEXICON + "lemma"))
        for s in words.instances(_LEXICON + "WordList")
    }
    things = {
        phrase(t): _local(words.one(s, _LEXICON + "domain"))
        for s in words.instances(_LEXICON + "Thing")
        for t in words.texts(s, _LEXICON + "lemma")
    }
    offices: dict[Words, str] = {}
    for subject in words.instances(_LEXICON + "Office"):
        office = _local(words.one(subject, _LEXICON + "office"))
        offices.update({phrase(t): office for t in words.texts(subject, _LEXICON + "lemma")})
    reference = _Graph([*sorted((folder / "actors").glob("*.ttl")), folder / "domains.ttl"])
    tenures = _tenures(reference)
    return Lexicon(
        language=language,
        triggers=tuple(_triggers(words, lists, prefix)),
        lists=lists,
        offices=offices,
        things=things,
        actors=_actors(reference, language, lists),
        domains=_domains(reference, language),
        amounts=_amounts(_Graph([folder / "lexicon" / "currencies.ttl"])),
        labels=_labels(reference, language),
        types={_local(s): _local(t) for s, t in reference.types.items() if "/id/" in s},
        tenures=tenures,
        surnames=_surnames(reference, tenures),
        given_names=_given_names(reference, tenures),
    )


@cache
def top_domains(folder: Path | None = None) -> Mapping[str, str]:
    """For each domain the top domain of the scheme it stands under: itself for one of the 27."""
    graph = _Graph([(folder or resources.ontology()) / "domains.ttl"])
    above = {
        _local(domain): _local(graph.one(domain, _SKOS + "broader")) for domain in graph.instances(_AMITY + "Domain")
    }

    def top(domain: str) -> str:
        return top(above[domain]) if above.get(domain) else domain

    return {domain: top(domain) for domain in above}


def _triggers(words: "_Graph", lists: Mapping[str, frozenset[Words]], prefix: str) -> Iterator[Trigger]:
    for subject in words.instances(_LEXICON + "Trigger"):

        def listed(relation: str, subject: str = subject) -> frozenset[Words]:
            names = [_local(name).removeprefix(prefix) for name in words.values(subject, _LEXICON + relation)]
            for name in names:
                if name not in lists:
                    raise ValueError(f"{_local(subject)}: {prefix}{name} is not a lex:WordList of the lexicon")
            return frozenset().union(*(lists[name] for name in names))

        yield Trigger(
            name=_local(subject),
            evokes=_local(words.one(subject, _LEXICON + "evokes")),
            part_of_speech=words.one(subject, _LEXICON + "partOfSpeech"),
            lemmas=frozenset(phrase(t) for t in words.texts(subject, _LEXICON + "lemma")),
            needs=listed("with"),
            excludes=listed("without"),
            subject=_local(words.one(subject, _LEXICON + "subject")) or "party",
            object=_local(words.one(subject, _LEXICON + "object")) or "party",
            status=_local(words.one(subject, _LEXICON + "status")) or "done",
            reflexive=words.one(subject, _LEXICON + "reflexive") == "true",
            direct=words.one(subject, _LEXICON + "direct") == "true",
            ceremony=words.one(subject, _LEXICON + "ceremony") == "true",
            attributive=words.one(subject, _LEXICON + "attributive") == "true",
            predicate=words.one(subject, _LEXICON + "predicate") == "true",
            weak=words.one(subject, _LEXICON + "weak") == "true",
            told=words.one(subject, _LEXICON + "told") == "true",
            named=words.one(subject, _LEXICON + "named") == "true",
        )


def _actors(graph: "_Graph", language: str, lists: Mapping[str, frozenset[Words]]) -> Gazetteer:
    gazetteer = Gazetteer()

    def add(subject: str, actor: str, names: Sequence[str], kind: Kind) -> None:
        for relation in names:
            for text in graph.texts(subject, relation, language):
                gazetteer.add(text, actor, kind)

    names = (_LABEL, _SKOS + "altLabel", _SKOS + "hiddenLabel")
    for state in graph.instances(_AMITY + "State"):
        code = _local(state)
        add(state, code, names, Kind.NAME)
        add(state, code, [_AMITY + "demonym"], Kind.DEMONYM)
        add(state, code, [vocabulary.Property.COMBINING_FORM], Kind.COMBINING)
        add(state, code, [_AMITY + "metonym"], Kind.METONYM)
        for capital in graph.values(state, _AMITY + "capital"):
            add(capital, code, names, Kind.CAPITAL)
    for place in graph.instances(_AMITY + "Place"):
        if country := graph.one(place, _AMITY + "locatedIn"):
            add(place, _local(country), names, Kind.PLACE)
    for organization in graph.instances(_AMITY + "InternationalOrganization"):
        add(organization, _local(organization), names, Kind.ORGANIZATION)
        add(organization, _local(organization), [_AMITY + "metonym"], Kind.METONYM)
        for text in graph.texts(organization, _AMITY + "acronym"):
            gazetteer.add(text, _local(organization), Kind.ORGANIZATION)
    for body in graph.instances(_AMITY + "GovernmentBody"):
        if state := graph.one(body, _AMITY + "actsFor"):
            add(body, _local(state), (*names, _AMITY + "acronym"), Kind.BODY)
    for group in graph.instances(_AMITY + "ActorGroup"):
        add(group, _local(group), names, Kind.GROUP)
    for person in graph.instances(_AMITY + "Person"):
        for text in graph.texts(person, _LABEL) + graph.texts(person, _SKOS + "altLabel"):
            gazetteer.add(text, _local(person), Kind.PERSON)
    for words in lists.get("not-an-actor", ()):
        gazetteer.add(" ".join(words), "", Kind.NONE)
    return gazetteer


def _domains(graph: "_Graph", language: str) -> Gazetteer:
    gazetteer = Gazetteer()
    for domain in graph.instances(_AMITY + "Domain"):
        for relation in ("prefLabel", "altLabel", "hiddenLabel"):
            for text in graph.texts(domain, _SKOS + relation, language):
                gazetteer.add(text.lower() if relation == "prefLabel" else text, _local(domain), Kind.NAME)
    return gazetteer


def _tenures(graph: "_Graph") -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = defaultdict(list)
    for iri in graph.instances(_AMITY + "Tenure"):
        person, office, of = (_local(graph.one(iri, _AMITY + name)) for name in ("holder", "office", "officeOf"))
        found[person].append(Tenure(person, office, of, graph.one(iri, _AMITY + "attested") or None))
    return {person: tuple(tenures) for person, tenures in found.items()}


_LEADERS = {"head-of-state", "head-of-government", "foreign-minister"}
_SHORTEST_SURNAME = 5


def _surnames(graph: "_Graph", tenures: Mapping[str, tuple[Tenure, ...]]) -> dict[str, tuple[str, ...]]:
    """The heads of state and government and foreign ministers by what the press calls them in one word: a hidden label,
    or the last word of the name, unless it is short or the father's name."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in graph.instances(_AMITY + "Person"):
        if any(tenure.office in _LEADERS for tenure in tenures.get(_local(person), ())):
            called = graph.texts(person, _SKOS + "hiddenLabel")
            for *before, last in (label.split() for label in graph.texts(person, _LABEL)):
                if len(last) >= _SHORTEST_SURNAME and not (before and names.is_patronymic(before[-1])):
                    called.append(last)
            for word in called:
                found[fold(word)].add(_local(person))
    return {surname: tuple(sorted(persons)) for surname, persons in found.items()}


def _given_names(graph: "_Graph", tenures: Mapping[str, tuple[Tenure, ...]]) -> frozenset[str]:
    """The usual given names, and the first words of the names of persons, but for those of states where the family
    name comes first."""
    family_first = names.table().words["family-first"]
    return names.table().words["given"] | frozenset(
        fold(label.split()[0])
        for person in graph.instances(_AMITY + "Person")
        if not any(tenure.of.casefold() in family_first for tenure in tenures.get(_local(person), ()))
        for label in graph.texts(person, _LABEL)
        if " " in label
    )


def _amounts(graph: "_Graph") -> AmountFinder:
    words: dict[str, str] = {}
    signs: dict[str, str] = {}
    for currency in graph.instances(_LEXICON + "Currency"):
        words.update(dict.fromkeys(graph.texts(currency, _LEXICON + "lemma"), _local(currency)))
        signs.update(dict.fromkeys(graph.texts(currency, _LEXICON + "sign"), _local(currency)))
    numbers = {word: value for language in ("fr", "en") for word, value in calendar_of(language).numbers.items()}
    return AmountFinder(words, signs, numbers)


def _labels(graph: "_Graph", language: str) -> dict[str, str]:
    found = {}
    for subject in graph.types:
        texts = graph.texts(subject, _LABEL, language) or graph.texts(subject, _LABEL)
        if texts and "/id/" in subject:
            found[_local(subject)] = texts[0]
    return found


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class _Graph:
    """The triples of some Turtle files by subject and predicate; oxigraph parses them fifty times as fast as rdflib."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.subjects: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        for file in files:
            if not file.exists():
                continue
            try:
                for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                    if isinstance(triple.subject, ox.NamedNode) and isinstance(
                        triple.object, ox.NamedNode | ox.Literal
                    ):
                        self.subjects[triple.subject.value][triple.predicate.value].append(triple.object)
            except SyntaxError as error:
                raise ValueError(f"{file}: {error.msg} (line {error.lineno})") from None
        self._instances: dict[str, list[str]] = defaultdict(list)
        self.types: dict[str, str] = {}
        for subject, values in self.subjects.items():
            for kind in values.get(_RDF_TYPE, ()):
                self._instances[kind.value].append(subject)
                self.types.setdefault(subject, kind.value)

    def instances(self, kind: str) -> list[str]:
        return sorted(self._instances.get(kind, ()))

    def values(self, subject: str, predicate: str) -> list[str]:
        return sorted(value.value for value in self.subjects[subject].get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str:
        found = self.values(subject, predicate)
        return found[0] if found else ""

    def texts(self, subject: str, predicate: str, language: str | None = None) -> list[str]:
        return sorted(
            value.value
            for value in self.subjects[subject].get(predicate, ())
            if isinstance(value, ox.Literal) and (language is None or value.language in (language, None))
        )
