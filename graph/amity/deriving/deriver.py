"""The changes that a document makes, as a whole."""

from collections.abc import Sequence

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.deriving.derivation import Derivation
from amity.deriving.stored import Change, Kept, Quads, Stored, by_subject
from amity.model import Claim
from amity.reference import Reference
from amity.vocabulary import Class, Property


class Deriver:
    """Works out a change against a store as it stands; it writes nothing."""

    def __init__(self, store: Quads, reference: Reference, kept: Kept | None = None) -> None:
        """`kept` is what earlier changes have read, all of which were made."""
        self._store = store
        self._reference = reference
        self._stored = Stored(store, reference, Kept() if kept is None else kept)

    def document(self, document: str, fresh: Sequence[ox.Quad]) -> Change:
        """What changes in the graph of events when `document` says `fresh` in place of what it said."""
        graph = rdf.document_graph(document)
        before = list(self._store.match(graph=graph.value))
        return (
            self._changed(rdf.claims(fresh), rdf.claims(before))
            + self._renamed(graph, rdf.names(before), rdf.names(fresh))
            + self._redated(before, fresh)
        )

    def more(self, fresh: Sequence[ox.Quad]) -> Change:
        """What changes when a document says `fresh` beside what it said."""
        return (
            self._changed(rdf.claims(fresh), ()) + self._renamed(None, {}, rdf.names(fresh)) + self._redated((), fresh)
        )

    def less(self, gone: Sequence[ox.Quad]) -> Change:
        """What changes when claims, whose quads these are, are no longer made; names stay."""
        return self._changed((), self._stored.claims(claim.id for claim in rdf.claims(gone)))

    def _changed(self, fresh: Sequence[Claim], gone: Sequence[Claim]) -> Change:
        return Derivation(self._stored, fresh, gone).change()

    def everything(self) -> Change:
        """What changes when all events are derived anew."""
        iris = {rdf.text_of(quad.subject) for quad in self._store.match(None, vocabulary.TYPE, [Class.CLAIM])}
        claims = self._stored.claims(sorted(map(vocabulary.claim_id, iris)))
        new = set(Derivation(self._stored, claims, whole=True).change().added)
        for iri, labels in rdf.names(self._store.match(None, vocabulary.ALT_LABEL)).items():
            if iri not in self._reference.entries:
                new.update(rdf.described(iri, labels, self._reference))
        new.update(rdf.day_quads(self._store.match(None, Property.LATEST)))
        old = {*self._store.match(graph=vocabulary.EVENTS), *self._store.match(graph=vocabulary.INDEX)}
        old = {quad for quad in old if not rdf.is_of_reading(quad)}
        return Change(frozenset(old - new), frozenset(new - old))

    def _redated(self, before: Sequence[ox.Quad], after: Sequence[ox.Quad]) -> Change:
        """What the index no longer has of the days of documents, and what it has anew: a day while one has it."""
        removed, added = set(rdf.day_quads(before)), set(rdf.day_quads(after))
        known = self._stored.indexed({rdf.text_of(quad.subject) for quad in removed - added})
        needed = {quad.subject for quad in known if not rdf.is_day(quad) and quad not in removed}
        removed = {quad for quad in removed if not (rdf.is_day(quad) and quad.subject in needed)}
        return Change(frozenset(removed - added), frozenset(added - removed))

    def _renamed(self, graph: ox.NamedNode | None, before: rdf.Names, after: rdf.Names) -> Change:
        """What becomes of the descriptions of those whom the document named, or names, otherwise."""
        removed: set[ox.Quad] = set()
        added: set[ox.Quad] = set()
        changed = [iri for iri in {**before, **after} if before.get(iri) != after.get(iri)]
        described = by_subject(self._stored.described(changed))
        lost = [
            iri
            for iri in changed
            if not rdf.labels(described[iri]).isdisjoint(before.get(iri, set()) - after.get(iri, set()))
        ]
        others = rdf.names(q for q in self._store.match(lost, vocabulary.ALT_LABEL) if q.graph_name != graph)
        for iri in changed:
            written = others.get(iri, set()) if iri in lost else rdf.labels(described[iri])
            fresh = set(rdf.described(iri, written | after.get(iri, set()), self._reference))
            removed |= {quad for quad in described[iri] if _is_description(quad)} - fresh
            added |= fresh - set(described[iri])
        return Change(frozenset(removed), frozenset(added))


def _is_description(quad: ox.Quad) -> bool:
    """Whether a quad says what a thing is and is called, and is no tie to another."""
    return quad.predicate.value != Property.PARTNER_OF
