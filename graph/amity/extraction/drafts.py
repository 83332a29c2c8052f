"""An event as one sentence reports it."""

from dataclasses import dataclass, field

from amity.extraction.analysis import Sentence
from amity.extraction.triggers import Frame
from amity.model import Amount, Party


@dataclass(slots=True)
class Draft:
    """An event as one sentence reports it, before the sentences of a text are brought together.

    `news` tells that it may be of the time of the text, `background` that it was before, `beside` that the sentence has
    a date, whatever it is of, `remote` that it was by telephone and had no place.
    """

    type: str
    parties: list[Party]
    sentence: Sentence
    frame: Frame
    status: str = "done"
    date: str | None = None
    place: str | None = None
    participants: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    amount: Amount | None = None
    guessed: int = 0
    news: bool = False
    background: bool = False
    beside: bool = False
    remote: bool = False
    definite: bool = False
    number: int = 0
    continues: "Draft | None" = None

    @property
    def actors(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.actor for party in self.parties)
