"""What several sentences of one text tell of one happening."""

from dataclasses import dataclass, field

from amity.extraction.drafts import Draft
from amity.periods import finer

_EXTRAORDINARY = ("cancelled", "suspended", "denied")


@dataclass(slots=True)
class Group:
    """Drafts that tell one happening."""

    drafts: list[Draft] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The class, which all drafts share."""
        return self.drafts[0].type

    @property
    def actors(self) -> frozenset[str]:
        """The ids of the parties."""
        return self.drafts[0].actors

    @property
    def date(self) -> str | None:
        """The finest date that a draft gives."""
        found: str | None = None
        for draft in self.drafts:
            if draft.date:
                found = draft.date if found is None else finer(found, draft.date)
        return found

    @property
    def status(self) -> str:
        """The status: what is out of the ordinary counts, then what is said first, with a date by preference."""
        dated = [d.status for d in self.drafts if d.date] or [d.status for d in self.drafts]
        everything = dated if self.type != "StatementOfIntent" else [d.status for d in self.drafts]
        return min(everything, key=lambda status: _EXTRAORDINARY.index(status) if status in _EXTRAORDINARY else 9)

    @property
    def place(self) -> str | None:
        """The place that a draft gives."""
        return next((draft.place for draft in self.drafts if draft.place), None)
