"""Readings and events <-> triples. With vocabulary.py, the only module that spells the vocabulary.

A document has a named graph of its own, with its claims, their evidence, and how it writes those whom the reference
does not know. What is derived from documents is in `graph/events`. Nothing is a blank node.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

import pyoxigraph as ox

from amity import vocabulary
from amity.model import Agreement, Amount, Claim, Document, Event, Evidence, Party, Reading
from amity.periods import Period, bounds
from amity.reference import Reference
from amity.resolution import Key, Resolved, claims_of, keys_of, ordered_actors
from amity.vocabulary import Class, Property

LANGUAGES = ("en", "fr")

_XSD = vocabulary.XSD
_NO_TIE_CLASSES = {Class.BREAKING_RELATIONS, Class.MISSION_CLOSURE}
_NO_TIE_STATUSES = {vocabulary.status_iri("denied"), vocabulary.status_iri("cancelled")}
_DOCUMENTS = vocabulary.document_iri("x").removesuffix("x")
_ACTORS_APART = {vocabulary.individual("group", "x").removesuffix("x"), vocabulary.person_iri("x").removesuffix("x")}

# What every claim has: one without is of a document that a server has in part.
_WHOLE = {Property.SOURCE.value, Property.STATED_CLASS.value, Property.STATED_STATUS.value, Property.CONFIDENCE.value}

EVENTS = ox.NamedNode(vocabulary.EVENTS)
REFERENCE = ox.NamedNode(vocabulary.REFERENCE)
INDEX = ox.NamedNode(vocabulary.INDEX)
WRITING = f"{vocabulary.INDEX}#writing"
_READ = f"{vocabulary.INDEX}#read/"
_INDEXED = ox.NamedNode(f"{vocabulary.INDEX}#of")
_BETWEEN = ox.NamedNode(f"{vocabulary.INDEX}#between")
_BY = ox.NamedNode(f"{vocabulary.INDEX}#by")
_DAY = ox.NamedNode(f"{vocabulary.INDEX}#day")
_SUMMARY = {
    name: f"{vocabulary.INDEX}#{name}"
    for name in (
        *("parties", "source", "sources", "publishers", "first", "last", "oldest", "newest", "passage"),
        *("due", "announced", "announcement", "report"),
    )
}
_SITE = re.compile(r"^[a-z]+://(?:www[.])?([^/]+)")
_DERIVATION = 5
"""Another number with each change of what is derived: a dataset of an older one is derived anew."""


class _Graph:
    """Collects the quads of one graph."""

    def __init__(self, name: ox.NamedNode) -> None:
        self.name = name
        self.quads: dict[ox.Quad, None] = {}

    def iri(self, subject: str, predicate: str, value: str) -> None:
        self._add(subject, predicate, ox.NamedNode(value))

    def text(self, subject: str, predicate: str, value: str | None, language: str | None = None) -> None:
        if value:
            self._add(subject, predicate, ox.Literal(value, language=language))

    def typed(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        self._add(subject, predicate, ox.Literal(value, datatype=ox.NamedNode(datatype)))

    def date(self, subject: str, predicate: str, edtf: str | None, *, days: bool = False) -> None:
        """The EDTF literal, and with `days` the first and last day it allows."""
        if edtf is None:
            return
        self.typed(subject, predicate, edtf, vocabulary.EDTF)
        if days:
            period = bounds(edtf)
            if period.earliest is not None:
                self.typed(subject, Property.EARLIEST, period.earliest.isoformat(), _XSD + "date")
            if period.latest is not None:
                self.typed(subject, Property.LATEST, period.latest.isoformat(), _XSD + "date")

    def integer(self, subject: str, predicate: str, value: int | None) -> None:
        if value is not None:
            self.typed(subject, predicate, str(value), _XSD + "integer")

    def decimal(self, subject: str, predicate: str, value: Decimal) -> None:
        # In the canonical form, which is the one a store gives back.
        self.typed(subject, predicate, format(value.normalize(), "f"), _XSD + "decimal")

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self.quads[ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, self.name)] = None


# A document


def document_graph(document: str) -> ox.NamedNode:
    """The name of the graph of a document, by its identifier."""
    return ox.NamedNode(vocabulary.document_graph(document))


def text_of(term: object) -> str:
    """The IRI or the text of a term: nothing that is stored is a blank node or a triple."""
    return str(getattr(term, "value", term))


def document_quads(reading: Reading, reference: Reference, claims: Sequence[Claim] | None = None) -> list[ox.Quad]:
    """The graph of a document; `claims` are those of the reading where they have numbers of their own.

    Raises ValueError for a reading that the vocabulary cannot say.
    """
    document = reading.document
    graph = _Graph(document_graph(document.id))
    _document(graph, document)
    for claim in claims_of(reading) if claims is None else claims:
        _claim(graph, claim, reading.extractor, reference)
    _named(graph, reading, reference)
    for tenure in reading.tenures:
        node = vocabulary.tenure_iri(tenure.person, tenure.office, tenure.of, tenure.term)
        person = vocabulary.person_iri(tenure.person)
        graph.iri(node, vocabulary.TYPE, Class.TENURE)
        graph.iri(node, Property.HOLDER, person)
        graph.iri(person, Property.HOLDS, node)
        graph.iri(node, Property.OFFICE, vocabulary.office_iri(tenure.office))
        graph.iri(node, Property.OFFICE_OF, reference.actor(tenure.of))
        graph.date(node, Property.ATTESTED, tenure.attested)
        graph.integer(node, Property.ROW, tenure.row)
    return list(graph.quads)


def digest_quad(document: str, digest: str) -> ox.Quad:
    """The quad that says which file, read in which way, a document of a dataset is: the last one to be written."""
    iri = ox.NamedNode(vocabulary.document_iri(document))
    return ox.Quad(iri, ox.NamedNode(Property.DIGEST), ox.Literal(digest), document_graph(document))


def _document(graph: _Graph, document: Document) -> None:
    iri = vocabulary.document_iri(document.id)
    graph.iri(iri, vocabulary.TYPE, Class.DOCUMENT)
    graph.text(iri, vocabulary.TITLE, document.title, document.language)
    graph.text(iri, Property.LANGUAGE, document.language)
    graph.date(iri, Property.PUBLISHED, document.published, days=True)
    if document.url:
        graph.typed(iri, Property.URL, document.url, _XSD + "anyURI")
    graph.text(iri, Property.VERSION, document.version)
    graph.text(iri, Property.DIGEST, document.digest)
    if document.dataset:
        node = vocabulary.dataset_iri(document.dataset.id)
        graph.iri(iri, Property.DATASET, node)
        graph.iri(node, vocabulary.TYPE, Class.DATASET)
        graph.text(node, vocabulary.LABEL, document.dataset.title, "en")
        graph.text(node, vocabulary.DCTERMS + "bibliographicCitation", document.dataset.citation)
        # What applies to the dataset applies to the file: both say so, and no claim is further from its license.
        for subject in (iri, node):
            if document.dataset.license:
                graph.iri(subject, vocabulary.DCTERMS + "license", document.dataset.license)
        if document.dataset.homepage:
            graph.typed(node, Property.URL, document.dataset.homepage, _XSD + "anyURI")


def _claim(graph: _Graph, claim: Claim, extractor: str, reference: Reference) -> None:
    event, iri = claim.event, vocabulary.claim_iri(claim.id)
    graph.iri(iri, vocabulary.TYPE, Class.CLAIM)
    graph.iri(iri, Property.SOURCE, vocabulary.document_iri(claim.document))
    graph.iri(iri, Property.STATED_CLASS, vocabulary.event_class(event.type))
    graph.iri(iri, Property.STATED_STATUS, vocabulary.status_iri(event.status))
    for party in event.parties:
        for predicate in {Property.STATED_PARTY, _role(party)[1]}:
            graph.iri(iri, predicate, reference.actor(party.actor))
    for person in event.participants:
        graph.iri(iri, Property.STATED_PARTICIPANT, vocabulary.person_iri(person))
    for group in event.groups:
        graph.iri(iri, Property.STATED_GROUP, vocabulary.group_iri(group))
    for domain in event.domains:
        graph.iri(iri, Property.STATED_DOMAIN, vocabulary.domain_iri(domain))
    graph.date(iri, Property.STATED_DATE, event.date)
    graph.text(iri, Property.STATED_PLACE, event.place)
    if event.amount:
        graph.decimal(iri, Property.STATED_AMOUNT, event.amount.value)
        graph.text(iri, Property.STATED_CURRENCY, event.amount.currency)
    if event.part_of is not None:
        graph.iri(iri, Property.STATED_PART_OF, vocabulary.claim_iri(f"{claim.document}/{event.part_of + 1}"))
    graph.decimal(iri, Property.CONFIDENCE, Decimal(repr(event.confidence)))
    graph.text(iri, Property.EXTRACTOR, extractor)
    graph.text(iri, Property.RULE, event.rule)
    for trigger in event.triggers:
        graph.text(iri, Property.TRIGGER, trigger)
    for evidence in event.evidence:
        node = vocabulary.evidence_iri(claim.document, evidence.start, evidence.end)
        graph.iri(iri, Property.EVIDENCE, node)
        graph.iri(node, vocabulary.TYPE, Class.EVIDENCE)
        graph.text(node, Property.QUOTE, evidence.quote)
        graph.integer(node, Property.START, evidence.start)
        graph.integer(node, Property.END, evidence.end)
        graph.integer(node, Property.ROW, evidence.row)
    graph.text(iri, Property.KEY, event.key)
    graph.integer(iri, Property.REPORTS, event.reports)
    if event.step:
        graph.iri(iri, Property.STATED_STEP, vocabulary.step_iri(event.step))
    if event.agreement:
        node = vocabulary.agreement_iri(event.agreement.id)
        graph.iri(iri, Property.STATED_AGREEMENT, node)
        graph.text(node, vocabulary.TITLE, event.agreement.title)
        graph.date(iri, Property.STATED_IN_FORCE, event.agreement.in_force)


def _named(graph: _Graph, reading: Reading, reference: Reference) -> None:
    """How the document writes whom and what it names and the reference does not know.

    What such a thing is called all in all is derived from all documents: see `described`.
    """
    named: dict[str, str] = {}
    for event in reading.events:
        named |= {reference.actor(party.actor): party.actor for party in event.parties}
        named |= {vocabulary.person_iri(person): person for person in event.participants}
        named |= {vocabulary.group_iri(group): group for group in event.groups}
    for tenure in reading.tenures:
        named |= {vocabulary.person_iri(tenure.person): tenure.person, reference.actor(tenure.of): tenure.of}
    written: dict[str, str] = {}
    for actor in reading.actors:
        apart = actor.type in ("Person", "ActorGroup")
        written[vocabulary.actor_iri(actor.type, actor.id) if apart else reference.actor(actor.id)] = actor.label
    for event in reading.events:
        if event.place and not (place := reference.place(event.place, event.actors)).known:
            written[place.iri] = event.place
    for iri in {**named, **written}:
        if iri in written and iri not in reference.entries:
            graph.text(iri, vocabulary.ALT_LABEL, written[iri], reading.document.language)
        elif iri not in reference.entries:
            # Never written out: it has its identifier for a name, in no language.
            graph.text(iri, vocabulary.ALT_LABEL, named[iri])


def _role(party: Party) -> tuple[Property, Property]:
    try:
        return vocabulary.ROLES[party.role]
    except KeyError:
        known = ", ".join(vocabulary.ROLES)
        raise ValueError(f"party {party.actor}: role {party.role!r} is not one of {known}") from None


# Stored claims


def claims(quads: Iterable[ox.Quad]) -> list[Claim]:
    """The claims among `quads`, sorted; their documents' dates and evidence are taken from there too, where present."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    found = [
        _stored_claim(iri, values, nodes)
        for iri, values in list(nodes.items())
        if Class.CLAIM in values.get(vocabulary.TYPE, ()) and values.keys() >= _WHOLE
    ]
    return sorted(found, key=lambda claim: claim.id)


def _stored_claim(iri: str, values: Mapping[str, list[str]], nodes: Mapping[str, Mapping[str, list[str]]]) -> Claim:
    def one(predicate: str) -> str | None:
        return next(iter(values.get(predicate, ())), None)

    def ids(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(vocabulary.local_id(value) for value in values.get(predicate, ())))

    roles = dict.fromkeys(ids(Property.STATED_PARTY), "party")
    for role, (_, stated) in vocabulary.ROLES.items():
        if role != "party":
            roles |= dict.fromkeys(ids(stated), role)
    amount, part_of = one(Property.STATED_AMOUNT), one(Property.STATED_PART_OF)
    step, reports, about = one(Property.STATED_STEP), one(Property.REPORTS), one(Property.STATED_AGREEMENT)
    document = one(Property.SOURCE) or ""
    source = nodes.get(document, {})
    event = Event(
        type=(one(Property.STATED_CLASS) or "").removeprefix(vocabulary.AMITY),
        parties=tuple(Party(actor, role) for actor, role in sorted(roles.items())),
        evidence=tuple(
            sorted(
                (_stored_evidence(node, nodes.get(node, {})) for node in values.get(Property.EVIDENCE, ())),
                key=lambda e: (e.start, e.end),
            )
        ),
        status=vocabulary.local_id(one(Property.STATED_STATUS) or ""),
        date=one(Property.STATED_DATE),
        place=one(Property.STATED_PLACE),
        participants=ids(Property.STATED_PARTICIPANT),
        groups=ids(Property.STATED_GROUP),
        domains=ids(Property.STATED_DOMAIN),
        amount=Amount(Decimal(amount), one(Property.STATED_CURRENCY) or "") if amount is not None else None,
        part_of=int(vocabulary.local_id(part_of)) - 1 if part_of is not None else None,
        confidence=float(one(Property.CONFIDENCE) or 1),
        rule=one(Property.RULE) or "",
        triggers=tuple(sorted(values.get(Property.TRIGGER, ()))),
        key=one(Property.KEY),
        agreement=_stored_agreement(about, one(Property.STATED_IN_FORCE), nodes) if about else None,
        step=vocabulary.local_id(step) if step else None,
        reports=int(reports) if reports else None,
    )
    return Claim(
        vocabulary.claim_id(iri),
        event,
        vocabulary.local_id(document),
        next(iter(source.get(Property.PUBLISHED, ())), None),
        next(iter(source.get(Property.URL, ())), None),
    )


def _stored_evidence(iri: str, values: Mapping[str, list[str]]) -> Evidence:
    """A passage; where only its IRI is known it has no quote."""
    start, _, end = vocabulary.local_id(iri).partition("-")
    row = values.get(Property.ROW)
    return Evidence(int(start), int(end), values.get(Property.QUOTE, [""])[0], int(row[0]) if row else None)


def _stored_agreement(iri: str, in_force: str | None, nodes: Mapping[str, Mapping[str, list[str]]]) -> Agreement:
    titles = nodes[iri].get(vocabulary.TITLE, []) if iri in nodes else []
    return Agreement(vocabulary.local_id(iri), next(iter(titles), ""), in_force)


# Events


def event_quads(resolved: Resolved, reference: Reference) -> list[ox.Quad]:
    """The triples of an event, its agreement and its mission, in the graph of events; `partOf` is not among them."""
    graph, event = _Graph(EVENTS), resolved.event
    iri, class_ = vocabulary.event_iri(resolved.slug), vocabulary.event_class(event.type)
    graph.iri(iri, vocabulary.TYPE, class_)
    graph.iri(iri, vocabulary.TYPE, Class.EVENT)
    _label(graph, iri, class_, resolved, reference)
    for party in event.parties:
        for predicate in {Property.PARTY, _role(party)[0]}:
            graph.iri(iri, predicate, reference.actor(party.actor))
    for group in event.groups:
        graph.iri(iri, Property.PARTY, vocabulary.group_iri(group))
    for person in event.participants:
        graph.iri(iri, Property.PARTICIPANT, vocabulary.person_iri(person))
    for domain in event.domains:
        graph.iri(iri, Property.DOMAIN, vocabulary.domain_iri(domain))
    graph.date(iri, Property.DATE, event.date, days=True)
    graph.iri(iri, Property.STATUS, vocabulary.status_iri(event.status))
    place = reference.place(event.place, event.actors) if event.place else None
    if place:
        graph.iri(iri, Property.PLACE, place.iri)
    if event.amount:
        graph.decimal(iri, Property.AMOUNT, event.amount.value)
        graph.text(iri, Property.CURRENCY, event.amount.currency)
    for claim in resolved.claims:
        graph.iri(iri, Property.CLAIM, vocabulary.claim_iri(claim.id))
    if event.step:
        graph.iri(iri, Property.STEP, vocabulary.step_iri(event.step))
    if event.agreement:
        node = vocabulary.agreement_iri(event.agreement.id)
        graph.iri(iri, Property.AGREEMENT, node)
        graph.iri(node, vocabulary.TYPE, Class.AGREEMENT)
        for language in LANGUAGES:
            graph.text(node, vocabulary.LABEL, event.agreement.title, language)
        graph.date(node, Property.IN_FORCE, event.agreement.in_force, days=True)
    elif class_ is Class.AGREEMENT_SIGNING:
        node = agreement_of(iri)
        graph.iri(iri, Property.AGREEMENT, node)
        graph.iri(node, vocabulary.TYPE, Class.AGREEMENT)
        _label(graph, node, Class.AGREEMENT, resolved, reference)
    if class_ in (Class.MISSION_OPENING, Class.MISSION_CLOSURE):
        _mission(graph, iri, event, place.iri if place else None, reference)
    return list(graph.quads)


def agreement_of(event: str) -> str:
    """The IRI of the agreement that an event signs, by the IRI of the event."""
    return vocabulary.agreement_iri(vocabulary.local_id(event))


def _label(graph: _Graph, iri: str, class_: Class, resolved: Resolved, reference: Reference) -> None:
    for language in LANGUAGES:
        names = [reference.label(reference.actor(a), language) for a in ordered_actors(resolved.event.parties)]
        if len(names) > 4:
            names = [*names[:3], "…"]
        kind = reference.label(class_, language)
        when = f" ({resolved.event.date})" if resolved.event.date else ""
        colon = " :" if language == "fr" else ":"
        graph.text(iri, vocabulary.LABEL, f"{kind[:1].upper()}{kind[1:]}{colon} {' – '.join(names)}{when}", language)


def _mission(graph: _Graph, iri: str, event: Event, seat: str | None, reference: Reference) -> None:
    """The mission that is opened or closed: all about it follows from its IRI, so that several events may share it."""
    by_role = {party.role: party.actor for party in event.parties}
    sending, receiving = by_role.get("sendingState"), by_role.get("receivingState")
    if sending is None or receiving is None:
        return
    city = [vocabulary.local_id(seat)] if seat else []
    node = vocabulary.mission_iri("-".join([sending, receiving, *city]))
    graph.iri(iri, Property.MISSION, node)
    graph.iri(node, vocabulary.TYPE, Class.DIPLOMATIC_MISSION)
    graph.iri(node, Property.MISSION_OF, reference.actor(sending))
    graph.iri(node, Property.MISSION_IN, reference.actor(receiving))
    if seat:
        graph.iri(node, Property.SEAT, seat)
    for language in LANGUAGES:
        kind = reference.label(Class.DIPLOMATIC_MISSION, language)
        names = [reference.label(reference.actor(a), language) for a in (sending, receiving)]
        colon = " :" if language == "fr" else ":"
        where = f" ({reference.label(seat, language)})" if seat else ""
        graph.text(node, vocabulary.LABEL, f"{kind[:1].upper()}{kind[1:]}{colon} {' – '.join(names)}{where}", language)


def part_quad(part: str, whole: str) -> ox.Quad:
    """That the event `part` (an IRI) is part of `whole`."""
    return ox.Quad(ox.NamedNode(part), ox.NamedNode(Property.PART_OF), ox.NamedNode(whole), EVENTS)


def partner_quads(event: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """`partnerOf`, both ways, as the triples of one event entail it.

    A tie is neither denied nor called off, and not a break or a closure; to sit at a conference of many is none.
    """
    types: set[str] = set()
    parties: set[str] = set()
    for quad in event:
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
        if quad.predicate.value == vocabulary.TYPE:
            types.add(value)
        elif quad.predicate.value == Property.PARTY:
            if not value.startswith(tuple(_ACTORS_APART)):
                parties.add(value)
        elif quad.predicate.value == Property.STATUS and value in _NO_TIE_STATUSES:
            return
    if types & _NO_TIE_CLASSES or (Class.CONFERENCE in types and len(parties) > 2):
        return
    predicate = ox.NamedNode(Property.PARTNER_OF)
    for one, other in permutations(sorted(parties), 2):
        yield ox.Quad(ox.NamedNode(one), predicate, ox.NamedNode(other), EVENTS)


# The index


def key_iri(key: Key) -> str:
    """The IRI under which the index has the claims that are kept under a key."""
    return "/".join([f"{vocabulary.INDEX}#{key.type}", *map(vocabulary.segment, key.parties), key.period])


def index_quads(claims: Iterable[Claim]) -> list[ox.Quad]:
    """What the index has of claims; of those with a key of their own nothing, for that alone links them."""
    return [
        ox.Quad(ox.NamedNode(iri), _INDEXED, ox.Literal(text), INDEX)
        for claim in claims
        if not claim.event.key
        for iri, text in [
            (outline_iri(claim.id), _outline(claim)),
            *((key_iri(key), claim.id) for key in keys_of(claim)),
        ]
    ]


def outline_iri(claim: str) -> str:
    """The IRI under which the index has the outline of a claim, by its identifier."""
    return f"{vocabulary.INDEX}#outline/{vocabulary.claim_iri(claim).removeprefix(vocabulary.ID)}"


def _outline(claim: Claim) -> str:
    """What links a claim to others, in one literal: to read the claim itself is to read some forty quads."""
    event = claim.event
    amount = [format(event.amount.value.normalize(), "f"), event.amount.currency] if event.amount else None
    parties = sorted([party.actor, party.role] for party in event.parties)
    linking = (event.type, parties, event.status, event.date, event.place, event.participants, event.domains, amount)
    return json.dumps([*linking, claim.id, claim.document, claim.published], ensure_ascii=False, separators=(",", ":"))


def outlined(quad: ox.Quad) -> Claim:
    """The claim of which a quad of the index has the outline: it has no evidence, and nothing else that links none."""
    type_, parties, status, date, place, participants, domains, amount, *of = json.loads(text_of(quad.object))
    event = Event(
        type_,
        tuple(Party(actor, role) for actor, role in parties),
        (),
        status=status,
        date=date,
        place=place,
        participants=tuple(participants),
        domains=tuple(domains),
        amount=Amount(Decimal(amount[0]), amount[1]) if amount else None,
    )
    return Claim(of[0], event, of[1], of[2], None)


def read_quad(document: str, digest: str) -> ox.Quad:
    """What the index has of a document that was read: which text it was, read in which way."""
    return ox.Quad(ox.NamedNode(_READ + vocabulary.segment(document)), _INDEXED, ox.Literal(digest), INDEX)


def day_quads(documents: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What the index has of the last possible day of each document whose quads are given: the day, and whose it is."""
    found: list[ox.Quad] = []
    for quad in documents:
        if quad.predicate.value == Property.LATEST and text_of(quad.subject).startswith(_DOCUMENTS):
            node = ox.NamedNode(f"{_DAY.value}/{text_of(quad.object)}")
            found.append(ox.Quad(node, _DAY, quad.object, INDEX))
            found.append(ox.Quad(node, _INDEXED, quad.subject, INDEX))
    return found


def is_day(quad: ox.Quad) -> bool:
    """Whether a quad of the index says that there is a document of a day."""
    return quad.predicate == _DAY


def writing_quad(graph: ox.NamedNode | None) -> ox.Quad:
    """What the index has while a change that takes several steps is made: the graph that is replaced, if any."""
    return ox.Quad(ox.NamedNode(WRITING), _INDEXED, ox.Literal(graph.value if graph else ""), INDEX)


def is_of_reading(quad: ox.Quad) -> bool:
    """Whether a quad of the index is derived from no claim: one of `read_quad` or `writing_quad`."""
    return text_of(quad.subject).startswith((_READ, WRITING))


def tie_iri(tie: ox.Quad) -> str:
    """The IRI under which the index has the events that make a tie, whichever way the tie is written."""
    ends = sorted(str(getattr(term, "value", "")).removeprefix(vocabulary.ID) for term in (tie.subject, tie.object))
    return "/".join([f"{vocabulary.INDEX}#tie", *ends])


def tie_quads(ties: Mapping[str, Iterable[ox.Quad]]) -> list[ox.Quad]:
    """What the index has of the ties that each event, by its IRI, makes: between whom, and by which event."""
    found: list[ox.Quad] = []
    for event, made in ties.items():
        for tie in made:
            node = ox.NamedNode(tie_iri(tie))
            found.append(ox.Quad(node, _BETWEEN, tie.subject, INDEX))
            found.append(ox.Quad(node, _BY, ox.NamedNode(event), INDEX))
    return found


def summary_quads(resolved: Resolved, reference: Reference) -> list[ox.Quad]:
    """What the index has of an event, so that a question need not read all its claims.

    The codes of its parties; its sources, how many they are and how many publishers of them are known; the first and
    the last day on which it may have been or, where it has no date, was reported; the oldest and the newest of its
    dated sources, and the first passage of the newest. Of a planned event the last possible day, by which it is due,
    and the date of the oldest source; where some claims announce the event and others report it, both.
    """
    graph, event, iri = _Graph(INDEX), resolved.event, vocabulary.event_iri(resolved.slug)
    parties = [reference.actor(party.actor) for party in event.parties] + list(map(vocabulary.group_iri, event.groups))
    graph.text(iri, _SUMMARY["parties"], "; ".join(sorted(party.rpartition("/")[2] for party in parties)))
    documents = {claim.document for claim in resolved.claims}
    for document in documents:
        graph.iri(iri, _SUMMARY["source"], vocabulary.document_iri(document))
    graph.integer(iri, _SUMMARY["sources"], len(documents))
    sites = {site[1] for claim in resolved.claims if (site := _SITE.match(claim.url or ""))}
    graph.integer(iri, _SUMMARY["publishers"], len(sites))
    stated = {claim.id: claim.event.status for claim in resolved.claims}
    announced = [id_ for id_, status in stated.items() if status == "planned"]
    carried_out = [id_ for id_, status in stated.items() if status in ("done", "ongoing")]
    if announced and carried_out:
        for name, ids in (("announcement", announced), ("report", carried_out)):
            for id_ in ids:
                graph.iri(iri, _SUMMARY[name], vocabulary.claim_iri(id_))
    reported = [(bounds(claim.published), claim) for claim in resolved.claims if claim.published]
    period = bounds(event.date) if event.date else Period(None, None)
    first = period.earliest or min((days.earliest for days, _ in reported if days.earliest), default=None)
    last = period.latest or max((days.latest for days, _ in reported if days.latest), default=None)
    # A will that is declared has the date of the declaration: it is never due.
    may_be_due = event.status == "planned" and vocabulary.event_class(event.type) is not Class.STATEMENT_OF_INTENT
    for name, day in (("first", first), ("last", last), ("due", period.latest if may_be_due else None)):
        if day is not None:
            graph.typed(iri, _SUMMARY[name], day.isoformat(), _XSD + "date")
    dated = sorted(
        ((days.latest, claim.published, claim.id, claim) for days, claim in reported if days.latest),
        key=lambda item: item[:3],
    )
    if dated:
        if may_be_due:
            graph.date(iri, _SUMMARY["announced"], dated[0][-1].published)
        graph.iri(iri, _SUMMARY["oldest"], vocabulary.document_iri(dated[0][-1].document))
        graph.iri(iri, _SUMMARY["newest"], vocabulary.document_iri(dated[-1][-1].document))
    newest = dated[-1][-1] if dated else resolved.claims[-1]
    if newest.event.evidence:
        passage = newest.event.evidence[0]
        graph.iri(iri, _SUMMARY["passage"], vocabulary.evidence_iri(newest.document, passage.start, passage.end))
    return list(graph.quads)


def is_by(quad: ox.Quad) -> bool:
    """Whether a quad of the index says by which event a tie is made."""
    return quad.predicate == _BY


# What only documents know

Names = dict[str, set[ox.Literal]]
"""By the IRI of a person, group, organization or place: how it is written."""


def names(document: Iterable[ox.Quad]) -> Names:
    """How the documents whose quads these are write what the reference does not know."""
    found: Names = defaultdict(set)
    for quad in document:
        if quad.predicate.value != vocabulary.ALT_LABEL or quad.graph_name == REFERENCE:
            continue
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found[quad.subject.value].add(quad.object)
    return found


def labels(described: Iterable[ox.Quad]) -> set[ox.Literal]:
    """The labels that `described` gives."""
    return {
        quad.object
        for quad in described
        if quad.predicate.value == vocabulary.LABEL and isinstance(quad.object, ox.Literal)
    }


def described(iri: str, written: Iterable[ox.Literal], reference: Reference) -> list[ox.Quad]:
    """What is said in the graph of events of a thing that only documents know: its class, and a label in each language.

    Of several spellings the longest is taken, for it says most; the label of no language only where there is no other.
    """
    best: dict[str | None, str] = {}
    for literal in written:
        rank = (-len(literal.value), literal.value)
        known = best.get(literal.language)
        if known is None or rank < (-len(known), known):
            best[literal.language] = literal.value
    kind = vocabulary.segments(iri)[0]
    class_ = next((c for c, k in vocabulary.ACTOR_KINDS.items() if k == kind), "Place")
    graph = _Graph(EVENTS)
    for language, label in sorted(best.items(), key=lambda item: item[0] or ""):
        if language is not None or len(best) == 1:
            graph.iri(iri, vocabulary.TYPE, Class(vocabulary.AMITY + class_))
            graph.text(iri, vocabulary.LABEL, label, language)
            if class_ == "Place" and (state := reference.place(label).state):
                graph.iri(iri, Property.LOCATED_IN, vocabulary.actor_iri("State", state))
    return list(graph.quads)


# What is known beforehand


def reference_quads(reference: Reference) -> Iterator[ox.Quad]:
    """The graph of the reference, which says itself of which files it is made."""
    for triple in reference.triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, REFERENCE)
    yield reference_mark(reference)


def reference_mark(reference: Reference) -> ox.Quad:
    """The quad that tells this reference from that of other files."""
    return ox.Quad(
        REFERENCE,
        ox.NamedNode(vocabulary.OWL + "versionInfo"),
        ox.Literal(f"{reference.digest}/{_DERIVATION}"),
        REFERENCE,
    )
