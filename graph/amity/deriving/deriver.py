"""The changes that a document makes, as a whole."""

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.deriving.derivation import Derivation
from amity.deriving.stored import Change, Kept, Quads, Stored, by_subject
from amity.reference import Reference
from amity.vocabulary import Class, Property


class Deriver:
    """Works out a change against a store as it stands; it writes nothing."""

    def __init__(self, store: Quads, reference: Reference, kept: Kept | None = None) -> None:
        """`kept` is what earlier changes have read, all of which were made."""
        self._store = store
        self._reference = reference
        self._stored = Stored(store, reference, Kept() if kept is None else kept)

    def document(self, before: Collection[ox.Quad], after: Collection[ox.Quad]) -> Change:
        """What changes when a document says `after`, all that it says or a part, where it said `before`."""
        old, new = ({claim.id: claim for claim in rdf.claims(quads)} for quads in (before, after))
        fresh = [claim for id_, claim in new.items() if claim != old.get(id_)]
        gone = [claim for id_, claim in old.items() if claim != new.get(id_)]
        return (
            Change(frozenset(before) - frozenset(after), frozenset(after) - frozenset(before))
            + Derivation(self._stored, fresh, gone).change()
            + self._renamed(rdf.names(before), rdf.names(after), {quad.graph_name for quad in before})
            + self._redated(before, after)
        )

    def less(self, gone: Collection[ox.Quad]) -> Change:
        """What changes when claims, whose quads these are, are no longer made; names stay."""
        claims = self._stored.claims(claim.id for claim in rdf.claims(gone))
        return Change(frozenset(gone), frozenset()) + Derivation(self._stored, (), claims).change()

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

    def _redated(self, before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> Change:
        """What the index no longer has of the days of documents, and what it has anew: a day while one has it."""
        removed, added = set(rdf.day_quads(before)), set(rdf.day_quads(after))
        known = self._stored.indexed({rdf.text_of(quad.subject) for quad in removed - added})
        needed = {quad.subject for quad in known if not rdf.is_day(quad) and quad not in removed}
        removed = {quad for quad in removed if not (rdf.is_day(quad) and quad.subject in needed)}
        return Change(frozenset(removed - added), frozenset(added - removed))

    def _renamed(self, before: rdf.Names, after: rdf.Names, own: Collection[object]) -> Change:
        """What becomes of the descriptions of those whom the document, whose graph is its own, names otherwise now."""
        removed: set[ox.Quad] = set()
        added: set[ox.Quad] = set()
        changed = [iri for iri in {**before, **after} if before.get(iri) != after.get(iri)]
        described = by_subject(self._stored.described(changed))
        for iri in changed:
            labels = rdf.labels(described[iri])
            lost = labels & (before.get(iri, set()) - after.get(iri, set()))
            written = self._written(iri, labels, lost, own)
            fresh = set(rdf.described(iri, written | after.get(iri, set()), self._reference))
            removed |= {quad for quad in described[iri] if _is_description(quad)} - fresh
            added |= fresh - set(described[iri])
        return Change(frozenset(removed), frozenset(added))

    def _written(
        self, iri: str, labels: set[ox.Literal], lost: set[ox.Literal], own: Collection[object]
    ) -> set[ox.Literal]:
        """How other documents write a thing; its labels, if these have those that the document has lost.

        Thousands of documents may name a place: what was lost is mostly in the first of them.
        """
        found: set[ox.Literal] = set()
        for quad in self._store.match([iri], vocabulary.ALT_LABEL) if lost else ():
            if lost <= found:
                break
            if quad.graph_name not in own:
                found |= rdf.names([quad]).get(iri, set())
        return labels if lost <= found else found


def _is_description(quad: ox.Quad) -> bool:
    """Whether a quad says what a thing is and is called, and is no tie to another."""
    return quad.predicate.value != Property.PARTNER_OF
