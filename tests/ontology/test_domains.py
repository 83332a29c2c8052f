"""domains.ttl: the domains of the design, named in four languages, without ambiguity, and mapped to real codes."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from amity import resources, vocabulary

DOMAIN = vocabulary.ID + "domain/"
SCHEME = URIRef(vocabulary.DOMAINS)
CODES = "http://reference.iatistandard.org/codelists/"
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
_TOP = """
politics economy trade investment finance energy mining agriculture health education culture science-technology digital
transport-infrastructure environment water security defence justice migration humanitarian tourism sport space media
labour gender-youth
"""
TOP = set(_TOP.split())

# What a text says, and the domain at the top that is meant.
MEANT = {
    "fr": {
        "énergie": "energy",
        "énergétiques": "energy",
        "énergies renouvelables": "energy",
        "hydrocarbures": "energy",
        "mines": "mining",
        "minière": "mining",
        "santé": "health",
        "sanitaire": "health",
        "médicale": "health",
        "militaire": "defence",
        "sécuritaire": "security",
        "police": "security",
        "lutte contre le terrorisme": "security",
        "sécurité alimentaire": "agriculture",
        "sécurité sanitaire": "health",
        "sécurité énergétique": "energy",
        "sécurité sociale": "labour",
        "sécurité routière": "transport-infrastructure",
        "pêche": "agriculture",
        "élevage": "agriculture",
        "formation professionnelle": "education",
        "bourses d'études": "education",
        "formation militaire": "defence",
        "formation diplomatique": "politics",
        "numérique": "digital",
        "TIC": "digital",
        "douanes": "trade",
        "commerciales": "trade",
        "jeunesse": "gender-youth",
        "femmes": "gender-youth",
        "diplomatiques": "politics",
        "gouvernance": "politics",
        "politique": "politics",
        "économiques": "economy",
        "infrastructures": "transport-infrastructure",
        "ferroviaire": "transport-infrastructure",
        "aide alimentaire": "humanitarian",
        "humanitaire": "humanitarian",
        "asile": "migration",
        "climat": "environment",
        "climat des affaires": "investment",
        "transition verte": "environment",
        "eau potable": "water",
        "judiciaire": "justice",
        "spatiale": "space",
        "culturelles": "culture",
        "touristique": "tourism",
        "sportive": "sport",
        "gaz à effet de serre": "environment",
        "gaz": "energy",
    },
    "en": {
        "energy": "energy",
        "oil": "energy",
        "power plant": "energy",
        "military": "defence",
        "defense": "defence",
        "defence": "defence",
        "food security": "agriculture",
        "fisheries": "agriculture",
        "vocational training": "education",
        "scholarships": "education",
        "customs": "trade",
        "commercial": "trade",
        "police": "security",
        "counter-terrorism": "security",
        "peacekeeping": "security",
        "ICT": "digital",
        "artificial intelligence": "digital",
        "intelligence": "security",
        "youth": "gender-youth",
        "women": "gender-youth",
        "infrastructure": "transport-infrastructure",
        "air transport": "transport-infrastructure",
        "climate change": "environment",
        "green transition": "environment",
        "asylum": "migration",
        "food aid": "humanitarian",
        "humanitarian": "humanitarian",
        "governance": "politics",
        "political": "politics",
        "economic": "economy",
        "cultural": "culture",
        "health care": "health",
        "vaccines": "health",
        "legal": "justice",
        "satellites": "space",
        "tourism": "tourism",
        "trade unions": "labour",
    },
}
# Forms that mean too much else to name a domain by themselves.
TOO_VAGUE = {
    "fr": (
        "genre",
        "droit",
        "recherche",
        "presse",
        "radio",
        "stade",
        "croissance",
        "or",
        "train",
        "technique",
        "logement",
    ),
    "en": ("press", "growth", "research", "book", "house", "train", "technical", "housing", "border", "gold"),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(resources.ontology() / "domains.ttl")


def domains(graph: Graph) -> set[Node]:
    return set(graph.subjects(RDF.type, URIRef(vocabulary.Class.DOMAIN)))


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("-", " ")).lower()
    return "".join(c for c in plain if not unicodedata.combining(c))


def top(graph: Graph, domain: Node) -> str:
    while (above := graph.value(domain, SKOS.broader)) is not None:
        domain = above
    return str(domain).removeprefix(DOMAIN)


def forms(graph: Graph, language: str) -> dict[str, set[Node]]:
    found: dict[str, set[Node]] = defaultdict(set)
    for predicate in LABELS:
        for domain, text in graph.subject_objects(predicate):
            if text.language == language and domain != SCHEME:
                found[fold(text)].add(domain)
    return found


def test_the_top_domains_are_those_of_the_design(graph: Graph) -> None:
    found = {str(s).removeprefix(DOMAIN) for s in graph.subjects(SKOS.topConceptOf, SCHEME)}
    assert found == TOP
    assert set(graph.objects(SCHEME, SKOS.hasTopConcept)) == set(graph.subjects(SKOS.topConceptOf, SCHEME))


def test_every_domain_is_a_concept_of_the_scheme_at_the_top_or_one_step_below(graph: Graph) -> None:
    for domain in domains(graph):
        assert (domain, RDF.type, SKOS.Concept) in graph
        assert (domain, SKOS.inScheme, SCHEME) in graph
        above = list(graph.objects(domain, SKOS.broader))
        assert len(above) == (0 if (domain, SKOS.topConceptOf, SCHEME) in graph else 1), domain
        assert all((b, SKOS.topConceptOf, SCHEME) in graph for b in above), domain


def test_every_domain_has_one_preferred_label_in_four_languages(graph: Graph) -> None:
    for domain in domains(graph):
        assert sorted(t.language for t in graph.objects(domain, SKOS.prefLabel)) == ["en", "es", "fr", "pt"], domain


def test_every_top_domain_has_a_definition_in_both_languages(graph: Graph) -> None:
    for name in TOP:
        found = sorted(t.language for t in graph.objects(URIRef(DOMAIN + name), SKOS.definition))
        assert found == ["en", "fr"], name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_domain_has_forms_to_be_recognized_by(graph: Graph, language: str) -> None:
    for domain in domains(graph):
        assert any(t.language == language for t in graph.objects(domain, SKOS.hiddenLabel)), domain


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_one_form_belongs_to_one_domain(graph: Graph, language: str) -> None:
    assert {form: sorted(owners) for form, owners in forms(graph, language).items() if len(owners) > 1} == {}


def test_no_label_of_a_domain_is_given_twice(graph: Graph) -> None:
    for domain in domains(graph):
        texts = [(fold(t), t.language) for p in LABELS for t in graph.objects(domain, p)]
        assert len(texts) == len(set(texts)), domain


@pytest.mark.parametrize(
    ("language", "form", "meant"),
    [(lang, form, meant) for lang, table in MEANT.items() for form, meant in table.items()],
)
def test_a_form_leads_to_the_domain_meant(graph: Graph, language: str, form: str, meant: str) -> None:
    assert {top(graph, domain) for domain in forms(graph, language).get(fold(form), ())} == {meant}


@pytest.mark.parametrize(
    ("language", "form"), [(language, form) for language, words in TOO_VAGUE.items() for form in words]
)
def test_a_vague_form_leads_nowhere(graph: Graph, language: str, form: str) -> None:
    assert fold(form) not in forms(graph, language)


def test_every_top_domain_but_politics_is_mapped_closely(graph: Graph) -> None:
    close = (SKOS.exactMatch, SKOS.closeMatch)
    weak = {name for name in TOP if not any((URIRef(DOMAIN + name), p, None) in graph for p in close)}
    # The codes count civilian aid: they hold nothing as wide as politics, no armed forces and no space.
    assert weak == {"politics", "defence", "space"}


def test_every_domain_is_mapped_or_below_one_that_is(graph: Graph) -> None:
    unmapped = {str(d) for d in domains(graph) if not any((d, p, None) in graph for p in MAPPINGS)}
    assert {top(graph, URIRef(d)) for d in unmapped} <= {"defence"}


def test_no_two_domains_match_one_code_exactly(graph: Graph) -> None:
    codes = list(graph.objects(None, SKOS.exactMatch))
    assert len(codes) == len(set(codes))


def test_every_code_is_a_sector_or_category_in_use(graph: Graph, shared: Path) -> None:
    with (shared / "data" / "domains" / "dac_sectors_en_fr.csv").open(encoding="utf-8") as file:
        rows = {(row["level"], row["code"]): row["status"] for row in csv.DictReader(file)}
    folders = {"Sector": "sector", "SectorCategory": "category"}
    targets = {str(o) for p in MAPPINGS for o in graph.objects(None, p)}
    assert targets
    for target in targets:
        folder, code = target.removeprefix(CODES).split("/")
        assert rows.get((folders[folder], code), "missing") in ("active", ""), target


def test_related_domains_are_of_the_scheme(graph: Graph) -> None:
    for one, other in graph.subject_objects(SKOS.related):
        assert {one, other} <= domains(graph)
        assert (one, SKOS.broader, other) not in graph and (other, SKOS.broader, one) not in graph
