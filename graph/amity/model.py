"""What Amity reads and what it finds: plain values that know nothing of RDF, of files or of language.

A `Document` is read; extraction turns it into a `Reading`, which holds the `Actor`s it names, the `Tenure`s it
attests and the `Event`s it reports, each with its `Evidence`. Offsets are code points into the document's text, end
exclusive. Dates are EDTF strings (Extended Date/Time Format, Library of Congress, 2019).
"""

from dataclasses import dataclass, field
from decimal import Decimal

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read: its language is a two-letter code, `published` an EDTF date where it is known.

    Of a file of a published dataset, `dataset` and `version` say which, and `digest` tells this file, read in this way,
    from any other; its rows are the text.
    """

    id: str
    text: str
    language: str
    published: str | None = None
    title: str | None = None
    url: str | None = None
    dataset: "PublishedDataset | None" = None
    version: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """A table that others publish: `license` and `homepage` are addresses, `citation` is how they ask to be cited."""

    id: str
    title: str
    license: str | None = None
    homepage: str | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it: `quote` is exactly `text[start:end]` of the document.

    Of a table it is a row, and `row` its number, the first line of the file being 1.
    """

    start: int
    end: int
    quote: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody a document names. `type` is a class of the ontology (`State`, `Person`, …).

    `id` is an alpha-3 code for a state, the usual English acronym or a slug for an organisation, a slug otherwise.
    """

    id: str
    type: str
    label: str
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held an office (a key such as `foreign-minister`) for an actor when a document was written.

    A table of office holders states the interval itself: `attested` then is that, `term` the year in which it begins,
    which tells the tenures of one person apart, and `row` its row.
    """

    person: str
    office: str
    of: str
    attested: str | None = None
    term: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A state or an organisation in an event, with its role: `party` where no direction matters.

    The other roles are the properties of the ontology: `guest`, `host`, `donor`, `recipient`, `sendingState`,
    `receivingState`.
    """

    actor: str
    role: str = "party"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: `currency` is an ISO 4217 code."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement that has a name of its own, so that several events (its steps) are about one: `in_force` is EDTF."""

    id: str
    title: str
    in_force: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, or one declared will, as one document reports it.

    `type` is a class of the ontology (`Meeting`, …); `participants` and `groups` are ids of persons and of actor
    groups; `place` is written as in the text; `part_of` is the position, in the same reading, of the event it is
    part of. `rule` and `triggers` say why it was found.

    Datasets say more. `key` is a name the dataset itself gives to the happening: claims are of one event if they share
    it, and only then. `step` is what is done to the `agreement` (`signature`, `ratification`, …); `reports` is how many
    reports the dataset counts for the event.
    """

    type: str
    parties: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    status: str = "done"
    date: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    amount: Amount | None = None
    part_of: int | None = None
    confidence: float = 1.0
    rule: str = ""
    triggers: tuple[str, ...] = ()
    key: str | None = None
    agreement: Agreement | None = None
    step: str | None = None
    reports: int | None = None

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of the parties, sorted, each once."""
        return tuple(sorted({party.actor for party in self.parties}))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one document, and by which extractor (name and version)."""

    document: Document
    actors: tuple[Actor, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    events: tuple[Event, ...] = ()
    extractor: str = field(default="")


@dataclass(frozen=True, slots=True)
class Claim:
    """An event as one source reports it: `id` is `<document id>/<position from 1>`, `url` the address of the source."""

    id: str
    event: Event
    document: str
    published: str | None = None
    url: str | None = None
