"""The IRIs of Amity: the terms of ontology/amity.ttl, the individuals, the named graphs, and the prefixes they are
written with. Everything is text, and nothing here knows any other module.

An identifier becomes one segment of a path, percent-encoded: whatever it holds, two of them never give one IRI, and
`segments` gives them back.
"""

from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, unquote

AMITY = "https://w3id.org/amity/ontology#"
ONTOLOGY = "https://w3id.org/amity/ontology"
ID = "https://w3id.org/amity/id/"
GRAPH = "https://w3id.org/amity/graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
WIKIDATA = "http://www.wikidata.org/entity/"

TYPE = RDF + "type"
LABEL = RDFS + "label"
SAME_AS = OWL + "sameAs"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
BROADER = SKOS + "broader"
TITLE = DCTERMS + "title"
LATITUDE = GEO + "lat"
LONGITUDE = GEO + "long"

EVENTS = GRAPH + "events"
"""The graph of what is derived from claims: events, `partnerOf`."""
REFERENCE = GRAPH + "reference"
"""The graph of what ships with Amity: actors, domains, places, offices, statuses."""
INDEX = GRAPH + "index"
"""The graph of what finds things again, written by `rdf`: of claims their keys (class, parties, month) and outlines; of
documents what was read and the last day each may be of; of two actors the events that tie them; of an event a summary
(parties, sources, first and last day, …); and the change under way. It says nothing new, and is not exported."""
DOMAINS = ID + "domains"
"""The concept scheme of the domains."""


class Class(StrEnum):
    """The classes of the ontology, by IRI; `Class.MEETING.local` is the name that `model.Event.type` holds."""

    ACTOR = AMITY + "Actor"
    STATE = AMITY + "State"
    INTERNATIONAL_ORGANIZATION = AMITY + "InternationalOrganization"
    GOVERNMENT_BODY = AMITY + "GovernmentBody"
    SUBNATIONAL_ENTITY = AMITY + "SubnationalEntity"
    COMPANY = AMITY + "Company"
    ACTOR_GROUP = AMITY + "ActorGroup"
    PERSON = AMITY + "Person"
    EVENT = AMITY + "Event"
    MEETING = AMITY + "Meeting"
    VISIT = AMITY + "Visit"
    CONFERENCE = AMITY + "Conference"
    AGREEMENT_SIGNING = AMITY + "AgreementSigning"
    MISSION_OPENING = AMITY + "MissionOpening"
    MISSION_CLOSURE = AMITY + "MissionClosure"
    ACCREDITATION = AMITY + "Accreditation"
    ESTABLISHING_RELATIONS = AMITY + "EstablishingRelations"
    BREAKING_RELATIONS = AMITY + "BreakingRelations"
    AID = AMITY + "Aid"
    COMMISSION_SESSION = AMITY + "CommissionSession"
    SECURITY_COOPERATION = AMITY + "SecurityCooperation"
    PROJECT = AMITY + "Project"
    STATEMENT_OF_INTENT = AMITY + "StatementOfIntent"
    AGREEMENT = AMITY + "Agreement"
    DIPLOMATIC_MISSION = AMITY + "DiplomaticMission"
    OFFICE = AMITY + "Office"
    TENURE = AMITY + "Tenure"
    PLACE = AMITY + "Place"
    DOCUMENT = AMITY + "Document"
    CLAIM = AMITY + "Claim"
    EVIDENCE = AMITY + "Evidence"
    STATUS = AMITY + "Status"
    STEP = AMITY + "Step"
    DOMAIN = AMITY + "Domain"
    DATASET = AMITY + "Dataset"

    @property
    def local(self) -> str:
        """The name without the namespace."""
        return self.value.removeprefix(AMITY)


class Property(StrEnum):
    """The properties of the ontology, by IRI."""

    PARTY = AMITY + "party"
    PARTY_TO = AMITY + "partyTo"
    GUEST = AMITY + "guest"
    HOST = AMITY + "host"
    DONOR = AMITY + "donor"
    RECIPIENT = AMITY + "recipient"
    SENDING_STATE = AMITY + "sendingState"
    RECEIVING_STATE = AMITY + "receivingState"
    PARTICIPANT = AMITY + "participant"
    PARTICIPANT_IN = AMITY + "participantIn"
    DOMAIN = AMITY + "domain"
    DATE = AMITY + "date"
    EARLIEST = AMITY + "earliest"
    LATEST = AMITY + "latest"
    PLACE = AMITY + "place"
    STATUS = AMITY + "status"
    PART_OF = AMITY + "partOf"
    HAS_PART = AMITY + "hasPart"
    AMOUNT = AMITY + "amount"
    CURRENCY = AMITY + "currency"
    AGREEMENT = AMITY + "agreement"
    STEP = AMITY + "step"
    IN_FORCE = AMITY + "inForce"
    MISSION = AMITY + "mission"
    MISSION_OF = AMITY + "missionOf"
    MISSION_IN = AMITY + "missionIn"
    SEAT = AMITY + "seat"
    CLAIM = AMITY + "claim"
    ABOUT = AMITY + "about"
    SOURCE = AMITY + "source"
    EVIDENCE = AMITY + "evidence"
    CONFIDENCE = AMITY + "confidence"
    EXTRACTOR = AMITY + "extractor"
    RULE = AMITY + "rule"
    TRIGGER = AMITY + "trigger"
    STATED_CLASS = AMITY + "statedClass"
    STATED_PARTY = AMITY + "statedParty"
    STATED_GUEST = AMITY + "statedGuest"
    STATED_HOST = AMITY + "statedHost"
    STATED_DONOR = AMITY + "statedDonor"
    STATED_RECIPIENT = AMITY + "statedRecipient"
    STATED_SENDING_STATE = AMITY + "statedSendingState"
    STATED_RECEIVING_STATE = AMITY + "statedReceivingState"
    STATED_PARTICIPANT = AMITY + "statedParticipant"
    STATED_GROUP = AMITY + "statedGroup"
    STATED_DOMAIN = AMITY + "statedDomain"
    STATED_DATE = AMITY + "statedDate"
    STATED_STATUS = AMITY + "statedStatus"
    STATED_PLACE = AMITY + "statedPlace"
    STATED_AMOUNT = AMITY + "statedAmount"
    STATED_CURRENCY = AMITY + "statedCurrency"
    STATED_PART_OF = AMITY + "statedPartOf"
    STATED_AGREEMENT = AMITY + "statedAgreement"
    STATED_IN_FORCE = AMITY + "statedInForce"
    STATED_STEP = AMITY + "statedStep"
    KEY = AMITY + "key"
    REPORTS = AMITY + "reports"
    QUOTE = AMITY + "quote"
    START = AMITY + "start"
    END = AMITY + "end"
    ROW = AMITY + "row"
    DATASET = AMITY + "dataset"
    VERSION = AMITY + "version"
    DIGEST = AMITY + "digest"
    LANGUAGE = AMITY + "language"
    PUBLISHED = AMITY + "published"
    URL = AMITY + "url"
    HOLDS = AMITY + "holds"
    HOLDER = AMITY + "holder"
    OFFICE = AMITY + "office"
    OFFICE_OF = AMITY + "officeOf"
    ATTESTED = AMITY + "attested"
    ALPHA3 = AMITY + "alpha3"
    ALPHA2 = AMITY + "alpha2"
    NUMERIC = AMITY + "numeric"
    FIPS = AMITY + "fips"
    COW = AMITY + "cow"
    GW = AMITY + "gw"
    EXISTED = AMITY + "existed"
    CONTINUED_BY = AMITY + "continuedBy"
    COMBINING_FORM = AMITY + "combiningForm"
    DEMONYM = AMITY + "demonym"
    METONYM = AMITY + "metonym"
    CAPITAL = AMITY + "capital"
    ACTS_FOR = AMITY + "actsFor"
    ACRONYM = AMITY + "acronym"
    HEADQUARTERS = AMITY + "headquarters"
    LOCATED_IN = AMITY + "locatedIn"
    PARTNER_OF = AMITY + "partnerOf"


EVENT_CLASSES = (
    Class.MEETING,
    Class.VISIT,
    Class.CONFERENCE,
    Class.AGREEMENT_SIGNING,
    Class.MISSION_OPENING,
    Class.MISSION_CLOSURE,
    Class.ACCREDITATION,
    Class.ESTABLISHING_RELATIONS,
    Class.BREAKING_RELATIONS,
    Class.AID,
    Class.COMMISSION_SESSION,
    Class.SECURITY_COOPERATION,
    Class.PROJECT,
    Class.STATEMENT_OF_INTENT,
)
"""The kinds of event: every event is of exactly one."""

STATUSES = ("done", "planned", "ongoing", "denied", "suspended", "cancelled")

STEPS = (
    "signature",
    "definitive-signature",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "formal-confirmation",
    "consent-to-be-bound",
    "provisional-application",
    "notification",
    "amendment",
    "negotiation",
    "withdrawal",
)
"""What is done to an agreement."""

ROLES = {
    "party": (Property.PARTY, Property.STATED_PARTY),
    "guest": (Property.GUEST, Property.STATED_GUEST),
    "host": (Property.HOST, Property.STATED_HOST),
    "donor": (Property.DONOR, Property.STATED_DONOR),
    "recipient": (Property.RECIPIENT, Property.STATED_RECIPIENT),
    "sendingState": (Property.SENDING_STATE, Property.STATED_SENDING_STATE),
    "receivingState": (Property.RECEIVING_STATE, Property.STATED_RECEIVING_STATE),
}
"""The roles of `model.Party`: the property of an event, and that of a claim."""

ACTOR_KINDS = {
    "State": "state",
    "InternationalOrganization": "organization",
    "GovernmentBody": "body",
    "SubnationalEntity": "region",
    "Company": "company",
    "ActorGroup": "group",
    "Person": "person",
}
"""The classes of actors, and the segment of the IRI below which each stands."""

_INDIVIDUALS = (
    *ACTOR_KINDS.values(),
    *(
        "place",
        "domain",
        "status",
        "step",
        "dataset",
        "office",
        "tenure",
        "document",
        "claim",
        "evidence",
        "event",
        "mission",
        "agreement",
    ),
)

PREFIXES = {
    "amity": AMITY,
    "dcterms": DCTERMS,
    "edtf": EDTF.removesuffix("EDTF"),
    "geo": GEO,
    "graph": GRAPH,
    "index": INDEX + "#",
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "wd": WIKIDATA,
    "xsd": XSD,
} | {kind: f"{ID}{kind}/" for kind in _INDIVIDUALS}
"""Prefix to namespace, for queries and for serialization."""


def individual(*parts: str | int) -> str:
    """`id/<part>/<part>…`, each part one percent-encoded segment. Raises ValueError for an empty or broken part."""
    return ID + "/".join(segment(str(part)) for part in parts)


@lru_cache(maxsize=1 << 16)
def segment(text: str) -> str:
    """`text` as one segment of a path; `unquote` gives it back."""
    if not text:
        raise ValueError("an identifier is empty: an IRI cannot be made of it")
    if text in (".", ".."):
        return text.replace(".", "%2E")
    # UnicodeEncodeError, for half of a surrogate pair, is a ValueError that says so.
    return quote(text, safe="")


def segments(iri: str) -> tuple[str, ...]:
    """The parts that `individual` made `iri` of; empty for any other IRI."""
    path = iri.removeprefix(ID)
    return () if path == iri else tuple(unquote(part) for part in path.split("/"))


def local_id(iri: str) -> str:
    """The identifier in the IRI of an individual of Amity, as the model has it: `TGO` of `id/state/TGO`."""
    parts = segments(iri)
    if len(parts) < 2:
        raise ValueError(f"{iri}: not an individual of Amity; expected {ID}<kind>/<identifier>")
    return parts[-1]


def actor_iri(type_: str, id_: str) -> str:
    """The IRI of an actor of a class (`State`, `Person`, …)."""
    try:
        return individual(ACTOR_KINDS[type_], id_)
    except KeyError:
        raise ValueError(f"actor {id_!r}: class {type_!r} is not one of {', '.join(ACTOR_KINDS)}") from None


def document_iri(document: str) -> str:
    return individual("document", document)


def document_graph(document: str) -> str:
    """The named graph that holds all that a document says."""
    return f"{GRAPH}document/{segment(document)}"


def document_of_graph(graph: str) -> str:
    """The identifier of a document, from the name of its graph."""
    return unquote(graph.removeprefix(f"{GRAPH}document/"))


def claim_iri(claim: str) -> str:
    """The IRI of a claim, from its identifier `<document>/<position from 1>`."""
    document, _, position = claim.rpartition("/")
    if not position.isdecimal():
        raise ValueError(f"claim {claim!r}: expected <document>/<position from 1>")
    return individual("claim", document, position)


def claim_id(iri: str) -> str:
    """The identifier of a claim, from its IRI."""
    parts = segments(iri)
    if len(parts) != 3 or parts[0] != "claim":
        raise ValueError(f"{iri}: not a claim; expected {ID}claim/<document>/<position>")
    return f"{parts[1]}/{parts[2]}"


def evidence_iri(document: str, start: int, end: int) -> str:
    return individual("evidence", document, f"{start}-{end}")


def event_iri(slug: str) -> str:
    return individual("event", slug)


def person_iri(person: str) -> str:
    return individual("person", person)


def group_iri(group: str) -> str:
    return individual("group", group)


def place_iri(place: str) -> str:
    return individual("place", place)


def domain_iri(domain: str) -> str:
    return individual("domain", domain)


def status_iri(status: str) -> str:
    if status not in STATUSES:
        raise ValueError(f"status {status!r} is not one of {', '.join(STATUSES)}")
    return individual("status", status)


def office_iri(office: str) -> str:
    return individual("office", office)


def step_iri(step: str) -> str:
    if step not in STEPS:
        raise ValueError(f"step {step!r} is not one of {', '.join(STEPS)}")
    return individual("step", step)


def dataset_iri(dataset: str) -> str:
    return individual("dataset", dataset)


def tenure_iri(person: str, office: str, of: str, term: str | None = None) -> str:
    """That a person held an office for an actor: one readable name, as the tenures of ontology/ have it."""
    return individual("tenure", "-".join([person, office, of, *([term] if term else [])]))


def mission_iri(slug: str) -> str:
    return individual("mission", slug)


def agreement_iri(slug: str) -> str:
    return individual("agreement", slug)


def event_class(name: str) -> Class:
    """The kind of event of that name (`Meeting`, …). Raises ValueError for any other."""
    for found in EVENT_CLASSES:
        if found.local == name:
            return found
    raise ValueError(f"{name!r} is not a kind of event; expected one of {', '.join(c.local for c in EVENT_CLASSES)}")
