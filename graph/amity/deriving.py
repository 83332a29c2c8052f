"""What a change of one document changes in the graph of events: which quads go and which come.

Only what may be touched is read: the claims that the rule of resolution links, directly or through others, to those of
the document, before and after; the events that share a name with theirs; and the events that are parts of theirs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.model import Claim
from amity.reference import Reference
from amity.resolution import Key, Resolved, candidates, linked, resolve, slug_base, years_of
from amity.vocabulary import Class, Property


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to remove and quads to add; the two are disjoint."""

    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]


class Deriver:
    """Works out a change against a store as it stands; it writes nothing."""

    def __init__(self, store: ox.Store, reference: Reference) -> None:
        self._store = store
        self._reference = reference
        self._claims: dict[str, Claim] = {}
        self._by_key: dict[Key, dict[int | None, list[str]]] = {}

    def document(self, document: str, fresh: Sequence[ox.Quad]) -> Change:
        """What changes in the graph of events when `document` says `fresh` in place of what it said."""
        graph = rdf.document_graph(document)
        before = list(self._store.quads_for_pattern(None, None, None, graph))
        change = _Derivation(self, document, rdf.claims(fresh), rdf.claims(before)).change()
        named = self._renamed(graph, rdf.names(before), rdf.names(fresh))
        return Change(change.removed | named.removed, change.added | named.added)

    def everything(self) -> Change:
        """What changes when all events are derived anew."""
        kind = ox.NamedNode(Class.CLAIM)
        iris = [q.subject for q in self._store.quads_for_pattern(None, ox.NamedNode(vocabulary.TYPE), kind, None)]
        claims = [self.claim(cast(ox.NamedNode, iri).value) for iri in iris]
        change = _Derivation(self, "", claims, whole=True).change()
        alternative = ox.NamedNode(vocabulary.ALT_LABEL)
        written = rdf.names(self._store.quads_for_pattern(None, alternative, None, None))
        removed: set[ox.Quad] = set()
        added: set[ox.Quad] = set()
        for iri, labels in written.items():
            known = iri in self._reference.entries
            added.update([] if known else rdf.described(iri, labels, self._reference))
            removed.update(quad for quad in self.described(iri) if _is_description(quad))
        added |= change.added
        return Change(frozenset((removed - added) | change.removed), frozenset(q for q in added if not self.holds(q)))

    def _renamed(self, graph: ox.NamedNode, before: rdf.Names, after: rdf.Names) -> Change:
        """What becomes of the descriptions of those whom the document named, or names, otherwise."""
        removed: set[ox.Quad] = set()
        added: set[ox.Quad] = set()
        for iri in {**before, **after}:
            old, new = before.get(iri, set()), after.get(iri, set())
            if old == new:
                continue
            described = self.described(iri)
            labels = rdf.labels(described)
            if labels.isdisjoint(old - new):
                written = labels | new
            else:
                alternative = ox.NamedNode(vocabulary.ALT_LABEL)
                found = self._store.quads_for_pattern(ox.NamedNode(iri), alternative, None, None)
                written = rdf.names(q for q in found if q.graph_name != graph).get(iri, set()) | new
            fresh = set(rdf.described(iri, written, self._reference))
            removed |= {quad for quad in described if _is_description(quad)} - fresh
            added |= fresh - set(described)
        return Change(frozenset(removed), frozenset(added))

    # Looking up

    def claim(self, iri: str) -> Claim:
        """A stored claim, without its evidence."""
        if iri not in self._claims:
            node = ox.NamedNode(iri)
            quads = list(self._store.quads_for_pattern(node, None, None, None))
            for quad in [q for q in quads if q.predicate.value == Property.SOURCE]:
                source = cast(ox.NamedNode, quad.object)
                quads += self._store.quads_for_pattern(source, ox.NamedNode(Property.PUBLISHED), None, None)
            (self._claims[iri],) = rdf.claims(quads)
        return self._claims[iri]

    def under(self, key: Key) -> list[Claim]:
        """The stored claims that have this key."""
        whenever = key._replace(year=None)
        if whenever not in self._by_key:
            by_year: dict[int | None, list[str]] = defaultdict(list)
            for claim, date, published in self._dates(key.type, key.parties):
                for year in years_of(key.type, date, published):
                    by_year[year].append(claim)
            self._by_key[whenever] = by_year
        return [self.claim(iri) for iri in self._by_key[whenever].get(key.year, ())]

    def _dates(self, type_: str, parties: Iterable[str]) -> Iterator[tuple[str, str | None, str | None]]:
        """The claims of a class that have all these parties, each with its date and that of its document."""
        patterns = " ".join(f"?claim amity:statedParty {ox.NamedNode(self._reference.actor(p))} ." for p in parties)
        found = self._store.query(
            f"""SELECT ?claim ?date ?published {{
                {patterns}
                ?claim amity:statedClass {ox.NamedNode(vocabulary.event_class(type_))} ; amity:source ?source .
                OPTIONAL {{ ?claim amity:statedDate ?date }}
                OPTIONAL {{ ?source amity:published ?published }}
            }}""",
            prefixes=vocabulary.PREFIXES,
            use_default_graph_as_union=True,
        )
        for claim, date, published in cast(ox.QuerySolutions, found):
            yield claim.value, date.value if date else None, published.value if published else None

    def objects(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that `predicate` leads to from `subject`, in any graph."""
        found = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return [q.object.value for q in found if isinstance(q.object, ox.NamedNode)]

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The IRIs from which `predicate` leads to `value`, in any graph."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value), None)
        return [q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)]

    def described(self, iri: str) -> list[ox.Quad]:
        """What the graph of events says of `iri`."""
        return list(self._store.quads_for_pattern(ox.NamedNode(iri), None, None, rdf.EVENTS))

    def holds(self, quad: ox.Quad) -> bool:
        """Whether the store has this quad."""
        return quad in self._store


class _Derivation:
    """One change: which claims and events are touched, and what becomes of them."""

    def __init__(
        self,
        deriver: Deriver,
        document: str,
        fresh: Sequence[Claim],
        gone: Sequence[Claim] = (),
        *,
        whole: bool = False,
    ) -> None:
        self._stored = deriver
        self._document = document
        self._gone = gone
        self._claims = {claim.id: claim for claim in fresh}
        self._whole = whole
        self._old: set[str] = set()
        """The IRIs of the events that were derived from touched claims."""
        if whole:
            kind = ox.NamedNode(vocabulary.TYPE)
            self._old = set(deriver.subjects(kind.value, Class.EVENT))
            self.events: list[Resolved] = resolve(fresh, deriver._reference)
        else:
            self.events = self._touched()

    def _touched(self) -> list[Resolved]:
        frontier = [*self._claims.values(), *self._gone]
        while True:
            self._spread(frontier)
            events = resolve(self._claims.values(), self._stored._reference)
            frontier = self._namesakes(slug_base(event.slug) for event in events)
            if not frontier:
                return events

    def _spread(self, frontier: list[Claim]) -> None:
        """Adds all claims that are linked to those of `frontier`, directly or through others, or share their event."""
        while frontier:
            claim = frontier.pop()
            for event in self._stored.subjects(Property.CLAIM, vocabulary.claim_iri(claim.id)):
                if event not in self._old:
                    self._old.add(event)
                    self._add(self._stored.objects(event, Property.CLAIM), frontier)
            near = {other.id: other for key in candidates(claim) for other in self._stored.under(key)}
            found = [o for o in near.values() if linked(claim, o, self._stored._reference)]
            self._add([vocabulary.claim_iri(other.id) for other in found], frontier)

    def _add(self, iris: Iterable[str], frontier: list[Claim]) -> None:
        for iri in iris:
            id_ = vocabulary.claim_id(iri)
            # What the document said before is no longer said.
            if id_ not in self._claims and id_.rpartition("/")[0] != self._document:
                self._claims[id_] = self._stored.claim(iri)
                frontier.append(self._claims[id_])

    def _namesakes(self, bases: Iterable[str]) -> list[Claim]:
        """Claims of untouched events with a name of a touched one, before or after: they are numbered together."""
        before = (slug_base(vocabulary.local_id(iri)) for iri in self._old)
        found: list[Claim] = []
        for base in sorted({*bases, *before}):
            number = 1
            while claims := self._stored.objects(iri := _numbered(base, number), Property.CLAIM):
                if iri not in self._old:
                    self._old.add(iri)
                    self._add(claims, found)
                number += 1
        return found

    def change(self) -> Change:
        """The quads that go and those that come."""
        removed = [quad for iri in self._old for quad in self._owned(iri)]
        added: list[ox.Quad] = []
        for event in self.events:
            added += rdf.event_quads(event, self._stored._reference)
        self._parts(removed, added)
        self._partners(removed, added)
        new, old = set(added), set(removed)
        gone = (old | set(self._missions())) - new
        return Change(frozenset(gone), frozenset(quad for quad in new if not self._stored.holds(quad)))

    def _owned(self, event: str) -> list[ox.Quad]:
        return self._stored.described(event) + self._stored.described(rdf.agreement_of(event))

    def _missions(self) -> list[ox.Quad]:
        """What is said of the missions that no event refers to any longer."""
        found: list[ox.Quad] = []
        for mission in sorted({m for iri in self._old for m in self._stored.objects(iri, Property.MISSION)}):
            if self._old.issuperset(self._stored.subjects(Property.MISSION, mission)):
                found += self._stored.described(mission)
        return found

    @cached_property
    def _home(self) -> dict[str, str]:
        return {vocabulary.claim_iri(c.id): vocabulary.event_iri(e.slug) for e in self.events for c in e.claims}

    def _event_of(self, claim: str) -> str | None:
        if claim in self._home:
            return self._home[claim]
        return next((e for e in self._stored.subjects(Property.CLAIM, claim) if e not in self._old), None)

    def _parts(self, removed: list[ox.Quad], added: list[ox.Quad]) -> None:
        """`partOf` of the touched events, and of those that are part of a touched one."""
        pairs = {
            (vocabulary.event_iri(event.slug), self._event_of(vocabulary.claim_iri(whole)))
            for event in self.events
            for whole in event.parts_of
        }
        outer = {
            event
            for claim in [*self._home, *(vocabulary.claim_iri(c.id) for c in self._gone)]
            for part in self._stored.subjects(Property.STATED_PART_OF, claim)
            if part not in self._home and (event := self._event_of(part)) is not None
        }
        for part in outer:
            removed += [q for q in self._stored.described(part) if q.predicate.value == Property.PART_OF]
            for claim in self._stored.objects(part, Property.CLAIM):
                pairs |= {(part, self._event_of(w)) for w in self._stored.objects(claim, Property.STATED_PART_OF)}
        for part, whole in pairs:
            # Of two events that sources call part of each other, the first by name is the part.
            if whole is not None and part != whole and ((whole, part) not in pairs or part < whole):
                added.append(rdf.part_quad(part, whole))

    def _partners(self, removed: list[ox.Quad], added: list[ox.Quad]) -> None:
        """`partnerOf` as the touched events had it and have it; a tie stays while another event makes it."""
        before = {tie for iri in self._old for tie in rdf.partner_quads(self._stored.described(iri))}
        by_event: dict[str, list[ox.Quad]] = {}
        for quad in added:
            by_event.setdefault(str(quad.subject), []).append(quad)
        after = {tie for quads in by_event.values() for tie in rdf.partner_quads(quads)}
        removed += [tie for tie in before - after if not self._tied_otherwise(tie)]
        added += after

    def _tied_otherwise(self, tie: ox.Quad) -> bool:
        if self._whole:
            return False
        one, other = (cast(ox.NamedNode, node).value for node in (tie.subject, tie.object))
        common = set(self._stored.subjects(Property.PARTY, one)) & set(self._stored.subjects(Property.PARTY, other))
        return any(tie in set(rdf.partner_quads(self._stored.described(iri))) for iri in sorted(common - self._old))


def _numbered(base: str, number: int) -> str:
    return vocabulary.event_iri(base if number == 1 else f"{base}_{number}")


def _is_description(quad: ox.Quad) -> bool:
    """Whether a quad says what a thing is and is called, and is no tie to another."""
    return quad.predicate.value != Property.PARTNER_OF
