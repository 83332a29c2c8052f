"""What is looked up in a store to derive events from claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.model import Claim
from amity.reference import Reference
from amity.resolution import Closeness, Key, candidates, closeness, linked
from amity.vocabulary import Property

# What belongs to a claim and is said of another node of its graph.
_DESCRIBED: dict[str, tuple[str, ...]] = {
    Property.SOURCE: (Property.PUBLISHED, Property.URL),
    Property.STATED_AGREEMENT: (vocabulary.TITLE,),
}


class Quads(Protocol):
    """Where quads are looked up."""

    def match(
        self,
        subjects: Iterable[str] | None = None,
        predicate: str | None = None,
        objects: Iterable[str] | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads that have one of the subjects, one of the objects (IRIs all), the predicate and the graph."""


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to remove and quads to add; the two are disjoint."""

    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]

    def __add__(self, other: "Change") -> "Change":
        return Change(self.removed | other.removed, self.added | other.added)


@dataclass(slots=True)
class Kept:
    """What was read and need not be read again, where nobody else writes: by the identifiers of claims and events."""

    claims: dict[str, Claim] = field(default_factory=dict)
    outlines: dict[str, Claim] = field(default_factory=dict)
    """Claims with what links them to others, and no more."""
    event: dict[str, str] = field(default_factory=dict)
    """Of a claim, the event."""
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of an event, the claims, sorted."""

    def clear(self) -> None:
        """Forgets all, so that it is read anew."""
        for kept in (self.claims, self.outlines, self.event, self.members):
            kept.clear()

    def __len__(self) -> int:
        """How many claims are kept."""
        return len(self.claims) + len(self.outlines)


class Stored:
    """The claims, events and links of a store as it stands."""

    def __init__(self, store: Quads, reference: Reference, kept: Kept) -> None:
        self._store = store
        self.kept = kept
        self.reference = reference

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Stored claims; their evidence has no quotes."""
        wanted = list(dict.fromkeys(ids))
        kept = self.kept.claims
        by_graph: dict[object, list[ox.Quad]] = defaultdict(list)
        nodes: dict[str, set[str]] = defaultdict(set)
        for quad in self._store.match([vocabulary.claim_iri(id_) for id_ in wanted if id_ not in kept]):
            by_graph[quad.graph_name].append(quad)
            for predicate in _DESCRIBED.get(quad.predicate.value, ()):
                nodes[predicate].add(rdf.text_of(quad.object))
        for predicate, subjects in nodes.items():
            for quad in self._store.match(sorted(subjects), predicate):
                if quad.graph_name in by_graph:
                    by_graph[quad.graph_name].append(quad)
        for quads in by_graph.values():
            kept.update((claim.id, claim) for claim in rdf.claims(quads))
        # A server that was interrupted may have an event and not yet its claim.
        return [kept[id_] for id_ in wanted if id_ in kept]

    def outlines(self, ids: Iterable[str]) -> list[Claim]:
        """Stored claims without a key of their own, with what links them to others, and no more."""
        wanted = list(dict.fromkeys(ids))
        whole, kept = self.kept.claims, self.kept.outlines
        by_iri = {rdf.outline_iri(id_): id_ for id_ in wanted if id_ not in whole and id_ not in kept}
        for quad in self._store.match(by_iri, graph=vocabulary.INDEX):
            kept[by_iri[rdf.text_of(quad.subject)]] = rdf.outlined(quad)
        found = (whole.get(id_) or kept.get(id_) for id_ in wanted)
        return [claim for claim in found if claim]

    def links(self, claims: Sequence[Claim]) -> list[dict[str, Closeness]]:
        """For each claim, the stored claims that are linked to it, and how closely."""
        # A claim with a key of its own is linked by that alone: its event has the name of the key.
        keys = [() if claim.event.key else candidates(claim) for claim in claims]
        by_iri = {rdf.key_iri(key): key for found in keys for key in found}
        under: dict[Key, list[str]] = defaultdict(list)
        for quad in self._store.match(by_iri, graph=vocabulary.INDEX):
            under[by_iri[rdf.text_of(quad.subject)]].append(rdf.text_of(quad.object))
        near = [{id_ for key in found for id_ in under.get(key, ())} for found in keys]
        known = {claim.id: claim for claim in self.outlines(sorted(set().union(*near)))}
        return [
            {
                id_: closeness(claim, known[id_], self.reference)
                for id_ in sorted(ids & known.keys())
                if linked(claim, known[id_], self.reference)
            }
            for claim, ids in zip(claims, near, strict=True)
        ]

    def relation(
        self, subjects: Iterable[str] | None, predicate: str, objects: Iterable[str] | None = None
    ) -> list[tuple[str, str]]:
        """The pairs of IRIs that `predicate` relates, in any graph."""
        return [
            (rdf.text_of(q.subject), rdf.text_of(q.object)) for q in self._store.match(subjects, predicate, objects)
        ]

    def described(self, iris: Iterable[str], predicate: str | None = None) -> list[ox.Quad]:
        """What the graph of events says of `iris`."""
        return list(self._store.match(iris, predicate, None, vocabulary.EVENTS))

    def makers(self, tie: str) -> Iterator[str]:
        """The events that make a tie, given by its IRI in the index; they are read one by one."""
        said = self._store.match([tie], graph=vocabulary.INDEX)
        return (rdf.text_of(quad.object) for quad in said if rdf.is_by(quad))

    def indexed(self, iris: Iterable[str]) -> list[ox.Quad]:
        """What the index has under these IRIs."""
        return list(self._store.match(iris, graph=vocabulary.INDEX))


def by_subject(quads: Iterable[ox.Quad]) -> defaultdict[str, list[ox.Quad]]:
    """The quads of each subject."""
    found: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[rdf.text_of(quad.subject)].append(quad)
    return found
