"""The reference of the ontology, made of its Turtle: classes, properties, individuals, domains, and two diagrams."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib import OWL, RDF, RDFS, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS, XSD
from rdflib.term import Node
from writing import code, table

AMITY = Namespace("https://w3id.org/amity/ontology#")
PREFIXES = {"xsd:": XSD, "rdfs:": RDFS, "rdf:": RDF}
KINDS = {
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.SymmetricProperty: "symmetric",
    OWL.AsymmetricProperty: "asymmetric",
    OWL.IrreflexiveProperty: "irreflexive",
}
CARDINALITIES = {
    OWL.cardinality: "exactly",
    OWL.qualifiedCardinality: "exactly",
    OWL.minCardinality: "at least",
    OWL.minQualifiedCardinality: "at least",
    OWL.maxCardinality: "at most",
    OWL.maxQualifiedCardinality: "at most",
}
EVENT_MODEL = (
    "Event",
    "Visit",
    "Aid",
    "Actor",
    "Person",
    "Domain",
    "Place",
    "Status",
    "Agreement",
    "Step",
    "DiplomaticMission",
)
CLAIM_MODEL = ("Claim", "Event", "Actor", "Document", "Evidence", "Dataset", "Status")


def reference(ontology: Path) -> str:
    """The hierarchy, then a table of classes, tables of properties by what they are said of, and the individuals."""
    graph = Graph().parse(ontology / "amity.ttl")
    own = _own(graph, OWL.Class)
    lines = ["### Hierarchy", "", *_tree(graph, [c for c in own if not _supers(graph, c)], 0), "", "### Classes", ""]
    lines.append(
        table(
            ["class", "in French", "definition", "axioms"],
            [[code(_name(c)), _text(graph, c, RDFS.label, "fr"), _meaning(graph, c), _axioms(graph, c)] for c in own],
        )
    )
    for owner, properties in _by_owner(graph).items():
        lines += ["", f"### Properties of {owner}", "", table(*_property_table(graph, properties))]
    for class_, title in ((AMITY.Status, "Statuses"), (AMITY.Step, "Steps of an agreement")):
        rows = [
            [code(_name(i)), _text(graph, i, RDFS.label, "fr"), _text(graph, i, SKOS.definition)]
            for i in _iris(graph.subjects(RDF.type, class_))
        ]
        lines += ["", f"### {title}", "", table([_name(class_).lower(), "in French", "definition"], rows)]
    return "\n".join(lines)


def domains(ontology: Path) -> str:
    """The scheme of domains: each at the top with those below it."""
    graph = Graph().parse(ontology / "domains.ttl")
    below = defaultdict(list)
    for concept, broader in graph.subject_objects(SKOS.broader):
        below[broader].append(concept)
    rows = [
        [
            code(_name(top)),
            _text(graph, top, SKOS.prefLabel),
            _text(graph, top, SKOS.prefLabel, "fr"),
            ", ".join(code(_name(concept)) for concept in _iris(_narrower(top, below))),
        ]
        for top in _iris(graph.subjects(SKOS.topConceptOf))
    ]
    return table(["domain", "in English", "in French", "narrower"], rows)


def diagrams(ontology: Path) -> str:
    """The event and its neighborhood, and the claim with its provenance, as class diagrams of Mermaid."""
    graph = Graph().parse(ontology / "amity.ttl")
    return "\n\n".join(
        [
            "An event, and what it is tied to, with two of its fourteen kinds:",
            _diagram(graph, EVENT_MODEL, []),
            "What one source says of it, and the sentence that says so:",
            _diagram(graph, CLAIM_MODEL, ["claim", "partOf", "party", "partnerOf", "status"]),
        ]
    )


def _narrower(concept: Node, below: dict[Node, list[Node]]) -> Iterator[Node]:
    for narrower in below[concept]:
        yield narrower
        yield from _narrower(narrower, below)


def _diagram(graph: Graph, names: Sequence[str], left_out: Iterable[str]) -> str:
    """The object properties between some classes as arrows, data properties inside.

    Of two inverses one is shown; of sub-properties those that are not said of the same class as the property above.
    """
    shown = set(names)
    left_out = {*left_out, "partyTo", "participantIn", "hasPart"}
    lines: list[str] = []
    for name in names:
        attributes = [
            f"    {_name(p)}"
            for p in _own(graph, OWL.DatatypeProperty)
            if name in _classes(graph, graph.value(p, RDFS.domain))
        ]
        lines += [f"  class {name} {{", *attributes, "  }"] if attributes else [f"  class {name}"]
    for p in _own(graph, OWL.ObjectProperty):
        above = graph.value(p, RDFS.subPropertyOf)
        again = above is not None and graph.value(above, RDFS.domain) == graph.value(p, RDFS.domain)
        if again or _name(p) in left_out:
            continue
        for source in _classes(graph, graph.value(p, RDFS.domain)):
            for target in _classes(graph, graph.value(p, RDFS.range)):
                if {source, target} <= shown:
                    lines.append(f"  {source} --> {target} : {_name(p)}")
    lines += [
        f"  {_name(parent)} <|-- {_name(child)}"
        for child, parent in sorted(graph.subject_objects(RDFS.subClassOf))
        if isinstance(parent, URIRef) and {_name(child), _name(parent)} <= shown
    ]
    return "\n".join(["```mermaid", "classDiagram", "  direction LR", *lines, "```"])


def _iris(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted({node for node in nodes if isinstance(node, URIRef)})


def _own(graph: Graph, kind: URIRef) -> list[URIRef]:
    return [term for term in _iris(graph.subjects(RDF.type, kind)) if term.startswith(AMITY)]


def _supers(graph: Graph, term: Node) -> list[URIRef]:
    return [c for c in _iris(graph.objects(term, RDFS.subClassOf)) if c.startswith(AMITY)]


def _tree(graph: Graph, classes: list[URIRef], depth: int) -> Iterator[str]:
    for class_ in classes:
        yield f"{'  ' * depth}- {code(_name(class_))}"
        yield from _tree(graph, _iris(graph.subjects(RDFS.subClassOf, class_)), depth + 1)


def _by_owner(graph: Graph) -> dict[str, list[URIRef]]:
    """The properties by the class they are said of; those of several classes under all of their names."""
    found = defaultdict(list)
    for p in {*_own(graph, OWL.ObjectProperty), *_own(graph, OWL.DatatypeProperty)}:
        found[", ".join(map(code, _classes(graph, graph.value(p, RDFS.domain))))].append(p)
    return {owner: sorted(found[owner]) for owner in sorted(found)}


def _property_table(graph: Graph, properties: list[URIRef]) -> tuple[list[str], list[list[str]]]:
    rows = []
    for p in properties:
        notes = [f"sub-property of {code(_name(s))}" for s in _iris(graph.objects(p, RDFS.subPropertyOf))]
        inverses = _iris([*graph.objects(p, OWL.inverseOf), *graph.subjects(OWL.inverseOf, p)])
        notes += [f"inverse of {code(_name(i))}" for i in inverses]
        notes += [f"disjoint with {code(_name(o))}" for o in _iris(graph.objects(p, OWL.propertyDisjointWith))]
        notes += sorted(KINDS[k] for k in _iris(graph.objects(p, RDF.type)) if k in KINDS)
        ranged = " or ".join(code(name) for name in _classes(graph, graph.value(p, RDFS.range)))
        rows.append([code(_name(p)), _text(graph, p, RDFS.label, "fr"), _meaning(graph, p), ranged, ", ".join(notes)])
    return ["property", "in French", "definition", "range", "axioms"], rows


def _axioms(graph: Graph, class_: URIRef) -> str:
    notes = [f"sub-class of {code(_name(s))}" for s in _supers(graph, class_)]
    foreign = [s for s in _iris(graph.objects(class_, RDFS.subClassOf)) if not s.startswith(AMITY)]
    notes += [f"sub-class of {code(s.n3(graph.namespace_manager))}" for s in foreign]
    said = [_restriction(graph, node) for node in graph.objects(class_, RDFS.subClassOf) if isinstance(node, BNode)]
    for key in graph.objects(class_, OWL.hasKey):
        said.append(f"told apart by {', '.join(code(_name(p)) for p in Collection(graph, key))}")
    return "; ".join([*notes, *sorted(said)])


def _restriction(graph: Graph, node: Node) -> str:
    on = code(_name(graph.value(node, OWL.onProperty)))
    for predicate, words in CARDINALITIES.items():
        if (number := graph.value(node, predicate)) is not None:
            return f"{words} {number} {on}"
    if (only := graph.value(node, OWL.allValuesFrom)) is not None:
        if (excluded := graph.value(only, OWL.complementOf)) is not None:
            return f"{on} never a {code(_name(excluded))}"
        return f"{on} only {' or '.join(code(name) for name in _classes(graph, only))}"
    return f"at least 1 {on}"


def _classes(graph: Graph, node: Node | None) -> list[str]:
    """The names of a class, of the members of a union, or of the datatype that a restricted one is made of."""
    if node is None:
        return []
    if isinstance(node, URIRef):
        prefix = next((name for name, namespace in PREFIXES.items() if node in namespace), "")
        return [prefix + _name(node)]
    if (union := graph.value(node, OWL.unionOf)) is not None:
        return sorted(_name(member) for member in Collection(graph, union))
    datatype = _name(graph.value(node, OWL.onDatatype))
    facets = graph.value(node, OWL.withRestrictions, any=False)
    limits = [
        f"{_name(p)} {o}" for facet in Collection(graph, facets or RDF.nil) for p, o in graph.predicate_objects(facet)
    ]
    return [f"xsd:{datatype} ({', '.join(sorted(limits))})"]


def _meaning(graph: Graph, term: Node) -> str:
    return " ".join(filter(None, (_text(graph, term, SKOS.definition), _text(graph, term, SKOS.scopeNote))))


def _text(graph: Graph, term: Node, predicate: URIRef, language: str = "en") -> str:
    return next((str(o) for o in graph.objects(term, predicate) if getattr(o, "language", None) == language), "")


def _name(term: Node | None) -> str:
    return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
