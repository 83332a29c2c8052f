"""What is known of a text while it is read: its sentences, and the mentions of actors in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from amity.extraction.dates import DateMention
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.names import name_key, spelling_key
from amity.extraction.phrases import Forms


@dataclass(slots=True)
class Mention:
    """An expression that stands for an actor; offsets are in the document, `token` is the head in the parse.

    `kind` says how: by a name, a demonym, an office, a person… `actors` holds one id, or two for "both countries", and
    `people` are those that "the two ministers" stands for.
    The marks tell why it may not be a party: a mere `place`, the `posting` in an official's title, the nationality of
    people who act for no state (`private`) or of a `company`, part of the name of an event or a source of information
    (`reported`).
    """

    start: int
    end: int
    actors: tuple[str, ...]
    kind: Kind | str
    token: Token
    person: str | None = None
    people: tuple[str, ...] = ()
    place: bool = False
    posting: bool = False
    private: bool = False
    company: bool = False
    event_name: bool = False
    reported: bool = False
    origin: bool = False
    guessed: bool = False

    @property
    def acts(self) -> bool:
        """Whether it may be a party wherever it stands."""
        return not (self.place or self.posting or self.private or self.event_name or self.reported or self.origin)


class Name(NamedTuple):
    """Words that are, or may be, a person's name; not `alone` where one word has others with capitals beside it, or is
    rather the name of a thing: then it is the name of nobody new."""

    tokens: Tokens
    alone: bool


@dataclass(slots=True)
class Sentence:
    """A sentence with its parse; offsets are in the document. `bodies` are words for an organization."""

    start: int
    end: int
    text: str
    found: list[Found] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    doc: Doc | None = None
    forms: Forms = field(default_factory=Forms)
    names: list[Name] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    bodies: set[int] = field(default_factory=set)

    @property
    def headline(self) -> bool:
        """Whether it ends with no mark, as headlines do."""
        return self.text.rstrip()[-1:].isalnum()

    def token_at(self, start: int, end: int) -> Token | None:
        """The head of the tokens between two offsets of the document, or nothing where none stands there."""
        if self.doc is None:
            return None
        span = self.doc.char_span(start - self.start, end - self.start, alignment_mode="expand")
        return span.root if span is not None and len(span) else None


@dataclass(slots=True)
class Person:
    """A person as one document knows them; `known` where the reference has them."""

    id: str
    label: str
    state: str | None = None
    office: str | None = None
    known_office: str | None = None
    feminine: bool | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    turn: int = 0
    known: bool = False

    def holds(self, office: str) -> bool:
        """Whether the person is said, or known, to hold an office."""
        return office in (self.office, self.known_office)


@dataclass(slots=True)
class Context:
    """What the document has said so far.

    `states` are those it names, the one it is about first; `bodies` the organizations so far, the latest last.
    `people` are in the order in which the text last spoke of them, who matters most at the end. `pair` are the two
    parties in focus, the last of the `pairs` so far, `groups` the last so many named together, `leading` the state of
    the official who was the last subject, `place` the state whose territory the text is on, `city` the last city it
    named as a place with its state, `written_in` that of its dateline, `dateline` the state it was written in, `guest`
    and `host` the states of the last visit or audience, `roles` who last had a role in an event of a class.
    """

    published: str | None = None
    states: tuple[str, ...] = ()
    bodies: list[str] = field(default_factory=list)
    pair: tuple[str, ...] = ()
    pairs: list[tuple[str, ...]] = field(default_factory=list)
    groups: dict[int, tuple[str, ...]] = field(default_factory=dict)
    subject: tuple[str, ...] = ()
    leading: str | None = None
    place: str | None = None
    city: tuple[str, str] | None = None
    written_in: tuple[str, str] | None = None
    dateline: str | None = None
    guest: str | None = None
    host: str | None = None
    roles: dict[tuple[str, str], str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    full_names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)
    _by_part: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _turns: Iterator[int] = field(default_factory=count)

    @property
    def home(self) -> str | None:
        """The state the text is about: where an office is named alone, it is that state's."""
        return self.states[0] if self.states else None

    def noticed(self, person: Person) -> None:
        """Has `person`, known or new, be the one the text speaks of."""
        if self.people.pop(person.id, None) is None:
            self._index(person)
        self.people[person.id] = person
        person.turn = next(self._turns)

    def foreseen(self, names: Iterable[str]) -> None:
        """Has the full names that the text holds be known by each of their parts."""
        for name in dict.fromkeys(names):
            for key in dict.fromkeys(name_key(name)):
                self.full_names[key].append(name)

    def renamed(self, person: Person, name: str) -> None:
        """Has `person`, known by one word so far, be known by a full name."""
        person.label = name
        self._index(person)

    def _index(self, person: Person) -> None:
        for key in {*name_key(person.label), spelling_key(person.label.split()[-1])}:
            self._by_part[key].append(person)

    def namesakes(self, keys: Iterable[str]) -> list[Person]:
        """The persons one part of whose name has one of the spelling keys, the latest first."""
        found = {person.id: person for key in keys for person in self._by_part.get(key, ())}
        return sorted(found.values(), key=lambda person: -person.turn)

    def persons(self, state: str | None = None, office: str | None = None) -> Iterator[Person]:
        """The persons of the text so far whose state is known, the latest first: those of a state, in an office."""
        for person in reversed(self.people.values()):
            if person.state and state in (None, person.state) and (office is None or person.holds(office)):
                yield person

    def spoke_of(self, body: str) -> None:
        """Has an organization be the one the text spoke of last."""
        if body in self.bodies:
            self.bodies.remove(body)
        self.bodies.append(body)
