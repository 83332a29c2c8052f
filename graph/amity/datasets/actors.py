"""Names and codes of tables -> the actors of ontology/: in any spelling and language, and those of the time.

A state is found by its name or a code, and a date. Where the state of that name was not there yet, or no longer, the
one that stands before or after it on its territory is meant, if it was there and is the only one: the Russia of 1975
is the Soviet Union. Where there were two (the Yemen of 1975), nothing is guessed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from amity import vocabulary
from amity.datasets.tables import lines, table
from amity.periods import bounds, compatible
from amity.reference import Reference, fold
from amity.vocabulary import Class, Property

CODES = {
    "alpha3": Property.ALPHA3,
    "alpha2": Property.ALPHA2,
    "numeric": Property.NUMERIC,
    "fips": Property.FIPS,
    "cow": Property.COW,
    "gw": Property.GW,
    "wikidata": vocabulary.SAME_AS,
}
"""The schemes of codes that actors may be named in, and the property that holds the code."""

SCHEMES = (*CODES, "name", "icews", "cameo")
"""All the ways in which a column may name an actor."""

_KINDS = {"state", "organization"}
_INVERTED = re.compile(r"^([^,]+), (.+)$")
_PARENTHESIS = re.compile(r"^(.*?) ?\(((?:[^()]|\([^()]*\))*)\)$")
_SECTORS_OF_STATE = {"Government", "Military", "Navy", "Army", "Air Force", "Marines", "Police", "Foreign Ministry"}
_ORGANIZATION = "International Government Organization"


@dataclass(frozen=True, slots=True)
class Found:
    """An actor, and the person who acts for it where the table names one."""

    actor: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """No actor: either the name is of none by its nature (`outside`), or nobody knows whose it is."""

    reason: str
    outside: bool = False


Answer = Found | Missing


class Actors:
    """The actors of a reference by their names and codes."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._existed: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, set[str]] = defaultdict(set)
        self._after: dict[str, set[str]] = defaultdict(set)
        self._codes: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._acts_for: dict[str, str] = {}
        schemes = {predicate: scheme for scheme, predicate in CODES.items()}
        for triple in reference.triples:
            subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
            kind, *rest = vocabulary.segments(subject) or ("",)
            predicate = triple.predicate.value
            if predicate == Property.ACTS_FOR:
                self._acts_for[subject] = vocabulary.local_id(value)
            if kind not in _KINDS:
                continue
            actor = rest[0]
            if predicate == Property.EXISTED:
                self._existed[actor].append(value)
            elif predicate == Property.CONTINUED_BY:
                self._after[actor].add(vocabulary.local_id(value))
                self._before[vocabulary.local_id(value)].add(actor)
            elif predicate in schemes:
                self._codes[schemes[predicate], value.rpartition("/")[2]].add(actor)
        self.find = lru_cache(maxsize=1 << 15)(self._find)

    def _find(self, scheme: str, name: str, date: str | None = None, sectors: str = "", country: str = "") -> Answer:
        """The actor that `name` is in a scheme of `SCHEMES`, at a time; `sectors` and `country` are those of ICEWS."""
        if scheme == "name":
            return self._named(name, date)
        if scheme == "icews":
            return self._icews(name, date, sectors, country)
        if scheme == "cameo":
            return self._cameo(name, date)
        code = name.rpartition("/")[2].removesuffix(".0").upper()
        code = {"numeric": code.zfill(3), "cow": code.lstrip("0"), "gw": code.lstrip("0")}.get(scheme, code)
        found = self._codes.get((scheme, code))
        if found:
            return self._at(found, name, date)
        if scheme in ("alpha2", "alpha3", "numeric") and _is_territory(code):
            return Missing("a territory, not a state", outside=True)
        return Missing(f"no state of {scheme} code {name!r}")

    # Time

    def _at(self, actors: Iterable[str], name: str, date: str | None) -> Answer:
        actors = sorted(actors)
        there = [actor for actor in actors if self._was_there(actor, date)]
        if not there:
            there = sorted({a for actor in actors for a in self._before[actor] if self._was_there(a, date)})
        if len(there) > 1:
            return Missing(f"{name!r} is {' or '.join(there)} at that time")
        if not there:
            there = sorted({a for actor in actors for a in self._after[actor] if self._was_there(a, date)})
        return Found(there[0]) if len(there) == 1 else Missing(f"{name!r} was not there at that time")

    def _was_there(self, actor: str, date: str | None) -> bool:
        periods = self._existed.get(actor)
        if not periods:
            return True
        if date is None:
            # At no time in particular: the one that is still there.
            return any(bounds(period).latest is None for period in periods)
        return any(compatible(period, date) for period in periods)

    # Names

    def _named(self, name: str, date: str | None) -> Answer:
        for spelling in spellings(name):
            listed = _listed().get(spelling)
            if listed is not None:
                outside = listed.get("outside")
                return Missing(outside, outside=True) if outside else self._at(listed["actor"].split(), name, date)
            if actors := self._names.get(spelling):
                return self._at(actors, name, date)
        for spelling in spellings(name):
            if (actor := _translations().get(spelling)) and len(actor) == 1:
                found = self._codes.get(("alpha2", next(iter(actor))))
                return self._at(found, name, date) if found else Missing("a territory, not a state", outside=True)
        return Missing(f"no actor is named {name!r}")

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        """By spelling, the states and organizations of that name, and the states of the bodies of that name."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._reference.of(Class.STATE, Class.INTERNATIONAL_ORGANIZATION, Class.GOVERNMENT_BODY):
            actor = self._acts_for.get(entry.iri, entry.id)
            for name in (*entry.names, *([] if entry.iri in self._acts_for else [entry.id])):
                found[_plain(name)].add(actor)
        return found

    # The names of ICEWS: "Foreign Affairs (Bangladesh)", "John Kerry", "Japan"

    def _icews(self, name: str, date: str | None, sectors: str, country: str) -> Answer:
        answer = self._named(name, date)
        if isinstance(answer, Found) or answer.outside:
            return answer
        if inner := _PARENTHESIS.match(name):
            whose = self._named(inner[2], date)
            if isinstance(whose, Missing):
                return whose
            return whose if acts_for_state(inner[1]) else Missing("not an organ of the state", outside=True)
        if person := self._person(name, date):
            return person
        if sectors:
            kinds = set(sectors.split(","))
            if _ORGANIZATION in kinds:
                return Missing(f"no organization is known of {name!r}")
            if not kinds & _SECTORS_OF_STATE:
                return Missing("not an organ of the state", outside=True)
            return self._named(country, date) if country else Missing(f"no country is given for {name!r}")
        if held := _officials().get(_plain(name)):
            return _official(name, held, date)
        return Missing(f"no actor is named {name!r}")

    def _person(self, name: str, date: str | None) -> Found | None:
        """Who held an office at that time: by the name, else by all words of the one in those of the other."""
        words = set(_plain(name).split())
        exact = self._persons.get(" ".join(_plain(name).split()), {})
        found = (
            [exact]
            if exact
            else [known for key, known in self._persons.items() if (held := set(key.split())) <= words or words <= held]
        )
        held_for = {
            (person, actor)
            for known in found
            if len(words) > 1
            for person, tenures in known.items()
            for actor, attested in tenures
            if date is None or compatible(attested, date)
        }
        if len(held_for) == 1:
            actor, person = next((actor, person) for person, actor in held_for)
            return Found(actor, person)
        return None

    @cached_property
    def _persons(self) -> Mapping[str, Mapping[str, set[tuple[str, str]]]]:
        """By name the persons, each with the tenures: for whom and when."""
        said: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in self._reference.triples:
            subject = getattr(triple.subject, "value", "")
            if vocabulary.segments(subject)[:1] == ("tenure",):
                said[subject][triple.predicate.value] = getattr(triple.object, "value", "")
        tenures: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for tenure in said.values():
            if Property.ATTESTED in tenure:
                of = vocabulary.local_id(tenure[Property.OFFICE_OF])
                tenures[vocabulary.local_id(tenure[Property.HOLDER])].add((of, tenure[Property.ATTESTED]))
        found: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(dict)
        for entry in self._reference.of(Class.PERSON):
            for name in entry.names:
                found[_plain(name)][entry.id] = tenures[entry.id]
        return found

    def leader(self, name: str, of: str, attested: str) -> str | None:
        """The known person whose name holds all words of `name` and who held an office for `of` at that time."""
        words = set(_plain(name).split())
        persons = {
            person
            for key, known in self._persons.items()
            for person, tenures in known.items()
            if words <= set(key.split()) and any(a == of and compatible(t, attested) for a, t in tenures)
        }
        return persons.pop() if len(persons) == 1 else None

    # The codes of CAMEO: that of a country or a region, then the actor's own, three letters for each thing it is

    def _cameo(self, code: str, date: str | None) -> Answer:
        country, _, whole = code.partition(" ")
        roles = [role for start in range(0, len(whole), 3) if (role := whole[start : start + 3]) != country]
        other = table("cameo-countries").get(country, {})
        if outside := other.get("outside"):
            return Missing(outside, outside=True)
        outsiders = [said for role in roles if (said := table("cameo-roles").get(role, {}).get("outside"))]
        # Somebody of whom it is said that he is of the government acts for it, whatever else he is.
        if outsiders and "GOV" not in roles:
            return Missing(outsiders[0], outside=True)
        return self._find("alpha3", other.get("actor", country), date)


@lru_cache(maxsize=1 << 15)
def spellings(name: str) -> tuple[str, ...]:
    """`name` in the forms that may be known, folded: as it is, "Korea, Republic of" turned, without its parenthesis."""
    forms = [name]
    if turned := _INVERTED.match(name):
        forms.append(f"{turned[2]} {turned[1]}")
    if inner := _PARENTHESIS.match(name):
        forms += [f"{inner[2]} {inner[1]}", inner[1]]
    return tuple(dict.fromkeys(_plain(form) for form in forms))


def acts_for_state(role: str) -> bool:
    """Whether somebody of that description acts for the state: the first pattern that fits decides."""
    return next((line["acts"] == "yes" for line in _roles() if re.search(line["role"], role)), False)


@lru_cache(maxsize=1)
def _roles() -> list[dict[str, str]]:
    return list(lines("icews-roles"))


def _plain(name: str) -> str:
    """Folded, and without articles, dots and other marks: "the", "St." and "&" are written in many ways."""
    words = re.sub(r"[^\w\s]", " ", fold(name).replace("&", " and ").replace("'", ""))
    kept = [{"st": "saint"}.get(word, word) for word in words.split()]
    return " ".join(word for word in kept if word not in ("the", "and")) or unicodedata.normalize("NFKC", name)


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Mapping[str, str]]:
    return {_plain(name): cells for name, cells in table("names").items()}


@lru_cache(maxsize=1)
def _officials() -> Mapping[str, list[str]]:
    """By name, for whom an official acts and when: `TGO:2005-05-04/..`."""
    return {_plain(name): cells["acts_for"].split() for name, cells in table("officials").items()}


def _official(name: str, held: Iterable[str], date: str | None) -> Answer:
    acts_for = {
        actor for actor, _, period in (one.partition(":") for one in held) if not date or compatible(period, date)
    }
    return Found(acts_for.pop()) if len(acts_for) == 1 else Missing(f"{name!r} held no known office then")


def _is_territory(code: str) -> bool:
    """Whether an ISO 3166-1 code is of a country or territory of the CLDR."""
    from babel import Locale
    from babel.core import get_global

    territories = Locale.parse("en").territories
    aliases = get_global("territory_aliases").get(code, [code])
    return any(len(alias) == 2 and alias in territories for alias in aliases)


@lru_cache(maxsize=1)
def _translations() -> Mapping[str, set[str]]:
    """By spelling, the alpha-2 codes of the territories of that name in any language of the CLDR."""
    from babel import Locale, localedata

    found: dict[str, set[str]] = defaultdict(set)
    for identifier in localedata.locale_identifiers():
        # What a language says in one country it says in most.
        if "_" not in identifier:
            for code, name in Locale.parse(identifier).territories.items():
                if len(code) == 2:
                    found[_plain(name)].add(code)
    return found
