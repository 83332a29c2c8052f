"""One change: which claims and events are touched, and what becomes of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations

import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.deriving.stored import Change, Stored, by_subject
from amity.model import Claim
from amity.reference import Reference
from amity.resolution import Closeness, Resolved, closeness, clusters, merged, resolve, slug_base
from amity.vocabulary import Property


class Derivation:
    """One change, and the quads that go and come by it.

    Events are joined pair by pair, the closest first, where all their claims are linked. All claims of an event are, so
    how it comes about depends on them alone; and whether two events stay apart, on theirs. So an event can be another
    than before only if a claim of it comes or goes, or is linked to one of an event that is another. These are
    clustered with the events around them, until those come out as before; the links among those do not matter.
    """

    def __init__(
        self, stored: Stored, fresh: Sequence[Claim], gone: Sequence[Claim] = (), *, whole: bool = False
    ) -> None:
        self._stored = stored
        self._kept = stored.kept
        self._fresh = {claim.id: claim for claim in fresh}
        self._gone = {claim.id: claim for claim in gone}
        self._changed = self._fresh.keys() | self._gone.keys()
        self._old: set[str] = set()
        """The IRIs of the events that are no more, or are others."""
        if whole:
            self.events = _resolved(fresh, stored.reference)
        else:
            self.events = self._numbered([self._event(ids) for ids in (*self._clustered(), *self._keyed())])
            self._keep()

    def _clustered(self) -> list[tuple[str, ...]]:
        """The claims of each event that is new or has others than before, of those without a key of their own."""
        gone = [id_ for id_, claim in self._gone.items() if not claim.event.key]
        events = self._read_members(sorted(set(self._read_homes(gone).values())))
        self._old |= events.keys()
        touched = {claim.id for claim in self._fresh.values() if not claim.event.key}
        touched |= {id_ for ids in events.values() for id_ in ids if id_ not in self._changed}
        asked: set[str] = set()
        around: set[str] = set()
        pairs: set[Closeness] = set()
        while True:
            for found in self._stored.links(self._outlines(touched - asked)):
                near = {id_: how for id_, how in found.items() if id_ not in self._changed}
                pairs.update(near.values())
                around |= near.keys()
            asked |= touched
            members = self._read_members(sorted(set(self._read_homes(around).values()))).values()
            there = {id_ for ids in members for id_ in ids if id_ not in self._changed}
            known = {claim.id: claim for claim in self._outlines(there)}
            around |= known.keys()
            for ids in members:
                kept = [known[id_] for id_ in ids if id_ in known]
                pairs.update(closeness(*two, self._stored.reference) for two in combinations(kept, 2))
            groups = clusters(touched | around, pairs)
            others = [ids for ids in groups if not self._is_as_before(ids)]
            touched = asked.union(*others)
            if touched == asked:
                self._old |= set(self._read_homes(id_ for ids in others for id_ in ids).values())
                return others

    def _is_as_before(self, ids: tuple[str, ...]) -> bool:
        """Whether these claims, none of which has changed, are an event already."""
        if not self._changed.isdisjoint(ids):
            return False
        event = self._kept.event.get(ids[0])
        return event is not None and self._kept.members.get(event) == ids

    def _claims(self, ids: Iterable[str]) -> list[Claim]:
        """Claims as they are after the change."""
        stored = self._stored.claims(sorted(id_ for id_ in ids if id_ not in self._fresh))
        return [*stored, *(self._fresh[id_] for id_ in ids if id_ in self._fresh)]

    def _outlines(self, ids: set[str]) -> list[Claim]:
        """Claims as they are after the change, with what links them to others at least."""
        stored = self._stored.outlines(sorted(id_ for id_ in ids if id_ not in self._fresh))
        return [*stored, *(self._fresh[id_] for id_ in sorted(ids) if id_ in self._fresh)]

    def _keyed(self) -> list[tuple[str, ...]]:
        """The claims of each key that a claim which comes or goes has."""
        said = [claim for claim in (*self._fresh.values(), *self._gone.values()) if claim.event.key]
        groups: dict[str | None, set[str]] = {claim.event.key: set() for claim in said}
        homes = set(self._read_homes(claim.id for claim in said).values())
        named = {vocabulary.event_iri(_keyed_slug(claim.event.type, claim.event.key)) for claim in said}
        for event, ids in self._read_members(sorted(homes | named)).items():
            claims = self._stored.claims(ids)
            if any(claim.event.key in groups for claim in claims):
                self._old.add(event)
                for claim in claims:
                    if claim.id not in self._changed:
                        groups[claim.event.key].add(claim.id)
        for claim in self._fresh.values():
            if claim.event.key:
                groups[claim.event.key].add(claim.id)
        return sorted(tuple(sorted(ids)) for ids in groups.values() if ids)

    def _event(self, ids: Sequence[str]) -> Resolved:
        claims = sorted(self._claims(ids), key=lambda claim: claim.id)
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
            kept.claims.pop(id_, None)
            kept.outlines.pop(id_, None)
            kept.event.pop(id_, None)
        for id_, claim in self._fresh.items():
            places = tuple(replace(evidence, quote="", row=None) for evidence in claim.event.evidence)
            kept.claims[id_] = replace(claim, event=replace(claim.event, evidence=places))
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
        ties = sorted({rdf.tie_iri(tie) for tie in old - new})
        # Thousands of events may make a tie: the first that stays is enough.
        cut = {iri for iri in ties if all(event in self._old for event in self._stored.makers(iri))}
        removed += [tie for tie in old - new if rdf.tie_iri(tie) in cut]
        added += new
        # Between whom a tie is stays said as long as the tie is.
        removed += [quad for quad in rdf.tie_quads(before) if rdf.is_by(quad) or rdf.text_of(quad.subject) in cut]
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
