"""What a dataset is: a mapping from its columns to events. `describing.load` reads one from a YAML file.

`amity/datasets/mappings/README.md` says what may stand in such a file. RML, the RDF mapping language of morph-kgc and
others, says how columns become triples, row by row. Here a row becomes a claim, which has yet to be reconciled with the
actors of its time, joined with the rows that report the same happening, and counted; no triple pattern says that.
"""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from functools import cache

from amity import resources, vocabulary
from amity.datasets.rows import Layout
from amity.model import PublishedDataset


class MappingError(ValueError):
    """A mapping cannot be used: the message names the file, the entry and what was expected."""


@dataclass(frozen=True, slots=True)
class PartySource:
    """Where a party stands: in `columns` (joined by a space, or the first that is filled), or always `actor`.

    `role` is a role of the ontology, or `source` or `target` where the table of kinds says which that is. With `split`
    the column lists several. `sectors` and `country` are columns that say more of the actors of ICEWS.
    """

    columns: tuple[str, ...] = ()
    scheme: str = "name"
    role: str = "party"
    split: str | None = None
    actor: str | None = None
    otherwise: tuple[str, ...] = ()
    sectors: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table, and the column whose value is looked up in it."""

    table: str
    by: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A row is in scope if the column holds one of `values` (any, where there are none), else out for `reason`."""

    column: str
    reason: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DateSource:
    column: str
    form: str = "iso"


@dataclass(frozen=True, slots=True)
class AgreementSource:
    """`id` and `title` are templates with {columns}; in force from a year or date to another.

    Where not all rows say the title and the time of the agreement itself, those do for which `named` holds.
    """

    id: str
    title: str
    named: Condition | None = None
    since: DateSource | None = None
    until: DateSource | None = None


@dataclass(frozen=True, slots=True)
class TenureSource:
    """A row that says who held an office: `person` and `born` name the person, `ongoing` a column and the value by
    which the tenure is not over."""

    person: str
    born: str
    office: str
    of: PartySource
    since: DateSource
    until: DateSource
    ongoing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the rows of one form of a dataset become events (or tenures)."""

    name: str
    about: PublishedDataset
    layout: Layout
    version: str | None = None
    language: str = "en"
    id: tuple[str, ...] = ()
    derive: str | None = None
    scope: tuple[Condition, ...] = ()
    kind: Dict[str, str] | Lookup | None = None
    domains: tuple[str, ...] | Lookup | Dict[str, str] = ()
    parties: tuple[PartySource, ...] = ()
    date: DateSource | None = None
    place: str | None = None
    reports: str | None = None
    merge: tuple[str, ...] = ("class", "parties", "date", "status")
    key: str | None = None
    agreement: AgreementSource | None = None
    spans: str | None = None
    tenure: TenureSource | None = None
    content: str = ""


MERGEABLE = ("class", "parties", "date", "status", "step")
"""What rows may be joined by, beside the values of columns."""


def check_kind(kind: Dict[str, str]) -> None:
    """Raises ValueError for a class, status, step or role that the vocabulary does not have."""
    vocabulary.event_class(kind.get("class", ""))
    vocabulary.status_iri(kind.get("status", ""))
    if step := kind.get("step"):
        vocabulary.step_iri(step)
    for side in ("source", "target"):
        if (role := kind.get(side, "party")) not in vocabulary.ROLES:
            raise ValueError(f"role {role!r} is not one of {', '.join(vocabulary.ROLES)}")


@cache
def known_domains() -> frozenset[str]:
    """The names of the domains of the scheme."""
    import pyoxigraph as ox

    triples = ox.parse(path=resources.ontology() / "domains.ttl", format=ox.RdfFormat.TURTLE)
    prefix = vocabulary.domain_iri("x").removesuffix("x")
    subjects = {getattr(triple.subject, "value", "") for triple in triples}
    return frozenset(iri.removeprefix(prefix) for iri in subjects if iri.startswith(prefix))
