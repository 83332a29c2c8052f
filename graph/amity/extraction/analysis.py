"""What is known of a text while it is read: its sentences, and the mentions of actors in them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from amity.extraction.dates import DateMention
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.phrases import Forms


@dataclass(slots=True)
class Mention:
    """An expression that stands for an actor; offsets are in the document, `token` is the head in the parse.

    `kind` says how: by a name, a demonym, an office, a person… `actors` holds one id, or two for "both countries".
    The marks tell why it may not be a party: a mere `place`, the `posting` in an official's title, a company's
    nationality (`private`), part of the name of an event or a source of information (`reported`).
    """

    start: int
    end: int
    actors: tuple[str, ...]
    kind: Kind | str
    token: Token
    person: str | None = None
    place: bool = False
    posting: bool = False
    private: bool = False
    event_name: bool = False
    reported: bool = False
    origin: bool = False
    guessed: bool = False

    @property
    def acts(self) -> bool:
        """Whether it may be a party wherever it stands."""
        return not (self.place or self.posting or self.private or self.event_name or self.reported or self.origin)


@dataclass(slots=True)
class Sentence:
    """A sentence with its parse; offsets are in the document."""

    start: int
    end: int
    text: str
    found: list[Found] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    doc: Doc | None = None
    forms: Forms = ()
    mentions: list[Mention] = field(default_factory=list)

    def token_at(self, start: int, end: int) -> Token | None:
        """The head of the tokens between two offsets of the document, or nothing where none stands there."""
        if self.doc is None:
            return None
        span = self.doc.char_span(start - self.start, end - self.start, alignment_mode="expand")
        return span.root if span is not None and len(span) else None


@dataclass(slots=True)
class Person:
    """A person as one document knows them."""

    id: str
    label: str
    state: str | None = None
    office: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Context:
    """What the document has said so far."""

    published: str | None = None
    home: str | None = None
    recent: list[str] = field(default_factory=list)
    pair: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    speaker: Person | None = None
    other: Person | None = None
    people: list[Person] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def mentioned(self, actors: tuple[str, ...]) -> None:
        """Has `actors` be the most recent ones."""
        for actor in actors:
            if actor in self.recent:
                self.recent.remove(actor)
            self.recent.append(actor)

    def latest(self) -> Iterator[str]:
        """The actors of the text so far, the most recent first."""
        return reversed(self.recent)
