"""One change: which claims and events are touched, and what becomes of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.deriving.stored import Change, Stored, by_subject
from amity.model import Claim
from amity.reference import Reference
from amity.resolution import Closeness, Resolved, clusters, merged, resolve, slug_base
from amity.vocabulary import Property


class Derivation:
    """One change: which claims and events are touched, and what becomes of them.

    Of all claims that are linked, directly or through others, to those that come or go, it is worked out anew which
    belong together; but only events whose claims are others than before, or whose number is, are written.
    """

    def __init__(
        self, stored: Stored, fresh: Sequence[Claim], gone: Sequence[Claim] = (), *, whole: bool = False
    ) -> None:
        self._stored = stored
        self._kept = stored.kept
        self._fresh = {claim.id: claim for claim in fresh}
        self._gone = {claim.id: claim for claim in gone}
        self._old: set[str] = set()
        """The IRIs of the events that are no more, or are others."""
        if whole:
            self.events = _resolved(fresh, stored.reference)
        else:
            self._links = self._linked()
            self.events = self._touched()
            self._keep()

    def _linked(self) -> dict[str, dict[str, Closeness]]:
        """All claims that are linked to those that come or go, directly or through others, with their links."""
        links = dict(zip(self._fresh, self._stored.links(list(self._fresh.values())), strict=True))
        back: dict[str, dict[str, Closeness]] = defaultdict(dict)
        for id_, found in links.items():
            for other in self._gone.keys() | self._fresh.keys():
                found.pop(other, None)
            for other, how in found.items():
                back[other][id_] = how
        frontier = {other for found in links.values() for other in found}
        for found in self._read_links(self._gone):
            frontier |= found.keys() - self._gone.keys()
        while frontier := frontier - links.keys():
            wanted = sorted(frontier)
            frontier = set()
            for id_, found in zip(wanted, self._read_links(wanted), strict=True):
                links[id_] = {o: how for o, how in found.items() if o not in self._gone} | back.get(id_, {})
                frontier |= found.keys() - self._gone.keys()
        return links

    def _read_links(self, ids: Iterable[str]) -> list[dict[str, Closeness]]:
        """The links of stored claims, as they are before the change."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._kept.links]
        claims = self._stored.claims(missing)
        self._kept.links.update(zip((c.id for c in claims), self._stored.links(claims), strict=True))
        return [self._kept.links.get(id_, {}) for id_ in wanted]

    def _touched(self) -> list[Resolved]:
        """The events that are new or others than before; those they replace are `_old`."""
        keyed = self._keyed()
        plain = [id_ for id_ in self._links if id_ not in self._fresh or not self._fresh[id_].event.key]
        pairs = {how for found in self._links.values() for how in found.values()}
        groups = [*clusters(plain, pairs), *keyed]
        homes = self._read_homes([*self._gone, *(id_ for ids in groups for id_ in ids)])
        before = self._read_members(sorted({event for event in homes.values() if event}))
        changed = self._fresh.keys() | self._gone.keys()
        same = {ids: event for event, ids in before.items() if changed.isdisjoint(ids)}
        self._old = before.keys() - {same[ids] for ids in groups if ids in same}
        return self._numbered([self._event(ids) for ids in groups if ids not in same])

    def _keyed(self) -> list[tuple[str, ...]]:
        """The claims of each key that a claim which comes or goes has."""
        said = [claim for claim in (*self._fresh.values(), *self._gone.values()) if claim.event.key]
        events = sorted({vocabulary.event_iri(_keyed_slug(claim.event.type, claim.event.key)) for claim in said})
        stored = {id_ for ids in self._read_members(events).values() for id_ in ids} - self._gone.keys()
        groups: dict[str | None, set[str]] = {claim.event.key: set() for claim in said}
        for claim in (*self._stored.claims(sorted(stored - self._fresh.keys())), *self._fresh.values()):
            if claim.event.key in groups:
                groups[claim.event.key].add(claim.id)
        return sorted(tuple(sorted(ids)) for ids in groups.values() if ids)

    def _event(self, ids: Sequence[str]) -> Resolved:
        known = self._fresh | {c.id: c for c in self._stored.claims(id_ for id_ in ids if id_ not in self._fresh)}
        claims = [known[id_] for id_ in ids]
        if claims[0].event.key:
            return _of_one_key(claims[0].event.key, sorted(claims, key=_edition))
        return merged(claims, self._stored.reference)

    def _numbered(self, events: Sequence[Resolved]) -> list[Resolved]:
        """The events under the names they have among all of one name; those that stay and are renumbered as well."""
        by_base: dict[str, list[tuple[str, Resolved | str]]] = defaultdict(list)
        for iri in self._old:
            by_base[slug_base(vocabulary.local_id(iri))] = []
        for event in events:
            by_base[event.slug].append((event.claims[0].id, event))
        for base, iri, first in self._namesakes(by_base):
            by_base[base].append((first, iri))
        found: list[Resolved] = []
        for base, named in by_base.items():
            for number, (_, one) in enumerate(sorted(named, key=lambda item: item[0]), 1):
                slug = _numbered(base, number)
                if isinstance(one, Resolved):
                    found.append(replace(one, slug=slug))
                elif one != vocabulary.event_iri(slug):
                    self._old.add(one)
                    found.append(replace(self._event(self._kept.members[one]), slug=slug))
        return sorted(found, key=lambda event: event.slug)

    def _namesakes(self, bases: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """The events of these names that stay as they are: name, IRI, first claim."""
        left = set(bases)
        number = 1
        while left:
            named = {vocabulary.event_iri(_numbered(base, number)): base for base in sorted(left)}
            members = self._read_members(named)
            for iri, ids in members.items():
                if iri not in self._old:
                    yield named[iri], iri, ids[0]
            left = {named[iri] for iri in members}
            number += 1

    # What is kept

    def _read_homes(self, ids: Iterable[str]) -> dict[str, str]:
        """The event of each stored claim that has one."""
        wanted, kept = list(ids), self._kept.event
        missing = [vocabulary.claim_iri(id_) for id_ in wanted if id_ not in kept]
        kept.update((vocabulary.claim_id(c), e) for e, c in self._stored.relation(None, Property.CLAIM, missing))
        return {id_: kept[id_] for id_ in wanted if id_ in kept}

    def _read_members(self, events: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The claims of each event that is there."""
        wanted, kept = list(events), self._kept.members
        found: dict[str, list[str]] = defaultdict(list)
        for event, claim in self._stored.relation([e for e in wanted if e not in kept], Property.CLAIM):
            found[event].append(vocabulary.claim_id(claim))
        kept.update((event, tuple(sorted(ids))) for event, ids in found.items())
        return {event: kept[event] for event in wanted if event in kept}

    def _keep(self) -> None:
        """Makes what is kept what it is after the change."""
        kept = self._kept
        for id_ in self._gone:
            for other in kept.links.pop(id_, {}):
                kept.links.get(other, {}).pop(id_, None)
            kept.claims.pop(id_, None)
            kept.event.pop(id_, None)
        for id_, claim in self._fresh.items():
            places = tuple(replace(evidence, quote="", row=None) for evidence in claim.event.evidence)
            kept.claims[id_] = replace(claim, event=replace(claim.event, evidence=places))
            kept.links[id_] = self._links[id_]
            for other, how in self._links[id_].items():
                if other in kept.links:
                    kept.links[other][id_] = how
        for iri in self._old:
            for id_ in kept.members.pop(iri, ()):
                kept.event.pop(id_, None)
        for event in self.events:
            ids = tuple(claim.id for claim in event.claims)
            kept.members[vocabulary.event_iri(event.slug)] = ids
            kept.event.update(dict.fromkeys(ids, vocabulary.event_iri(event.slug)))

    # What is written

    def change(self) -> Change:
        """The quads that go and those that come."""
        gone = sorted(self._old)
        removed = [*self._stored.described(gone), *self._stored.indexed(gone)]
        added: list[ox.Quad] = []
        for event in self.events:
            added += rdf.event_quads(event, self._stored.reference)
            added += rdf.summary_quads(event, self._stored.reference)
        self._parts(removed, added)
        self._partners(removed, added)
        removed += self._orphans()
        removed += rdf.index_quads(self._gone.values())
        added += rdf.index_quads(self._fresh.values())
        new, old = frozenset(added), frozenset(removed)
        return Change(old - new, new - old)

    def _orphans(self) -> list[ox.Quad]:
        """What is said of the missions and agreements that no event refers to any longer."""
        found: list[ox.Quad] = []
        for predicate in (Property.MISSION, Property.AGREEMENT):
            nodes = sorted({node for _, node in self._stored.relation(sorted(self._old), predicate)})
            needed = {node for event, node in self._stored.relation(None, predicate, nodes) if event not in self._old}
            found += self._stored.described([node for node in nodes if node not in needed])
        return found

    @cached_property
    def _home(self) -> dict[str, str]:
        return {vocabulary.claim_iri(c.id): vocabulary.event_iri(e.slug) for e in self.events for c in e.claims}

    def _events_of(self, claims: Iterable[str]) -> dict[str, str]:
        """The event of each claim, where it has one: IRIs."""
        wanted = sorted(set(claims))
        elsewhere = [claim for claim in wanted if claim not in self._home]
        found = {c: e for e, c in self._stored.relation(None, Property.CLAIM, elsewhere) if e not in self._old}
        return found | {claim: self._home[claim] for claim in wanted if claim in self._home}

    def _parts(self, removed: list[ox.Quad], added: list[ox.Quad]) -> None:
        """`partOf` of the touched events, and of those that are part of a touched one."""
        said = [
            (vocabulary.event_iri(event.slug), vocabulary.claim_iri(whole))
            for event in self.events
            for whole in event.parts_of
        ]
        touched = [*self._home, *map(vocabulary.claim_iri, self._gone)]
        parts = [part for part, _ in self._stored.relation(None, Property.STATED_PART_OF, touched)]
        outer = sorted(set(self._events_of(part for part in parts if part not in self._home).values()))
        removed += self._stored.described(outer, Property.PART_OF)
        part_of = {claim: event for event, claim in self._stored.relation(outer, Property.CLAIM)}
        said += [(part_of[c], whole) for c, whole in self._stored.relation(sorted(part_of), Property.STATED_PART_OF)]
        events = self._events_of(whole for _, whole in said)
        pairs = {(part, events[whole]) for part, whole in said if whole in events}
        for part, whole in pairs:
            # Of two events that sources call part of each other, the first by name is the part.
            if part != whole and ((whole, part) not in pairs or part < whole):
                added.append(rdf.part_quad(part, whole))

    def _partners(self, removed: list[ox.Quad], added: list[ox.Quad]) -> None:
        """`partnerOf` as the touched events had it and have it; a tie stays while another event makes it."""
        before, after = (
            {event: set(rdf.partner_quads(quads)) for event, quads in by_subject(said).items()}
            for said in (removed, added)
        )
        old, new = (set[ox.Quad]().union(*found.values()) for found in (before, after))
        ties = {rdf.tie_iri(tie): tie for tie in old - new}
        indexed = list(self._stored.indexed(sorted(ties)))
        tied = {rdf.text_of(q.subject) for q in indexed if rdf.is_by(q) and rdf.text_of(q.object) not in self._old}
        removed += [tie for tie in old - new if rdf.tie_iri(tie) not in tied]
        added += new
        # Between whom a tie is stays said as long as the tie is.
        removed += [quad for quad in rdf.tie_quads(before) if rdf.is_by(quad)]
        removed += [quad for quad in indexed if not rdf.is_by(quad) and rdf.text_of(quad.subject) not in tied]
        added += rdf.tie_quads(after)


def _resolved(claims: Iterable[Claim], reference: Reference) -> list[Resolved]:
    """The events of `claims`: those with a key by their keys, the others by the rule of resolution."""
    keyed: dict[str, list[Claim]] = defaultdict(list)
    plain: list[Claim] = []
    for claim in claims:
        (keyed[claim.event.key] if claim.event.key else plain).append(claim)
    named = [_of_one_key(key, sorted(group, key=_edition)) for key, group in sorted(keyed.items())]
    return [*resolve(plain, reference), *named]


def _edition(claim: Claim) -> tuple[str, str]:
    return claim.published or "", claim.id


def _of_one_key(key: str, claims: Sequence[Claim]) -> Resolved:
    """The event that several files of a dataset report: as the latest of them says it."""
    event = replace(claims[-1].event, evidence=(), rule="", triggers=(), key=None, reports=None)
    return Resolved(_keyed_slug(event.type, key), event, tuple(sorted(claims, key=lambda claim: claim.id)))


def _keyed_slug(type_: str, key: str | None) -> str:
    # An underscore before digits would be a number that tells namesakes apart.
    return f"{type_}-{key}".replace("_", "-")


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}_{number}"
