"""The states, organizations, bodies and places of ontology/actors: complete, unambiguous, and true to other tables."""

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from amity import resources

AMITY = Namespace("https://w3id.org/amity/ontology#")
ID = "https://w3id.org/amity/id/"
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
WIKIDATA = "http://www.wikidata.org/entity/"
FILES = ("bodies", "organizations", "places", "states")

_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT
ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = frozenset(_MEMBERS.split())
OTHERS = frozenset({"COK", "ESH", "NIU", "PSE", "TWN", "VAT", "XKX"})

# Words that two states, or two organizations, share in truth: only the context can tell.
SHARED = {
    "congolais": {"COD", "COG"},
    "congolaise": {"COD", "COG"},
    "congolaises": {"COD", "COG"},
    "congolese": {"COD", "COG"},
    "dominican": {"DMA", "DOM"},
    "dominicans": {"DMA", "DOM"},
    "bid": {"IADB", "IsDB"},
}

# In Western Sahara, whose status is disputed.
NOWHERE = {"dakhla", "laayoune"}

# What the gazetteer has otherwise, and why it is not in ours.
NOT_OURS = {
    ("ATG", "demonym_en_m"): "two demonyms in one cell: ours are Antiguan and Barbudan",
    ("ATG", "demonym_fr_m"): "two demonyms in one cell, one of them feminine",
    ("ATG", "demonym_fr_f"): "two demonyms in one cell",
    ("BFA", "official_fr"): "the official name is Burkina Faso",
    ("BGD", "official_fr"): "stands with its article",
    ("BIH", "demonym_en_m"): "two demonyms in one cell",
    ("CIV", "official_fr"): "a space too many",
    ("COD", "name_fr"): "an abbreviation for tables",
    ("CPV", "name_fr"): "names the islands, not the state",
    ("DJI", "demonym_en_m"): "names the state: the demonym is Djiboutian",
    ("DZA", "official_fr"): "words in the wrong order",
    ("ESH", "capital"): "El Aaiún is claimed; the Sahrawi government names Tifariti",
    ("ESH", "name_en"): "names the territory, not the Sahrawi Republic",
    ("ESH", "name_fr"): "names the territory, not the Sahrawi Republic",
    ("ESH", "official_en"): "names the territory, where it differs",
    ("KNA", "demonym_en_m"): "two demonyms in one cell",
    ("KNA", "demonym_fr_m"): "two demonyms in one cell",
    ("KNA", "demonym_fr_f"): "two demonyms in one cell",
    ("LBY", "official_fr"): "until 2011",
    ("LKA", "official_fr"): "takes no article in French",
    ("MDV", "demonym_en_m"): "a misspelling of Maldivian",
    ("NPL", "official_fr"): "leaves out two words",
    ("PLW", "name_fr"): "two names in one cell",
    ("PLW", "official_fr"): "two names in one cell",
    ("TJK", "demonym_en_m"): "an old transliteration of Tajik",
    ("TWN", "official_fr"): "two names in one cell",
    ("USA", "official_fr"): "stands with its article",
    ("VAT", "demonym_en_m"): "English has no demonym for it",
    ("ZAF", "capital"): "Bloemfontein seats a court, no government",
}

# The same of the table of organizations.
NAMED_OTHERWISE = {
    ("BIMSTEC", "Name_fr"): "is in English",
    ("CDB", "Abbreviation_en"): "letters in the wrong order",
    ("development-bank-of-latin-america", "Name_fr"): "is in Spanish",
    ("OPEC-Fund", "Abbreviation_en"): "names another organization",
    ("AMF", "Abbreviation_en"): "mostly the French markets authority",
    ("MSG", "Abbreviation_en"): "mostly something else",
    ("UNECE", "Abbreviation_en"): "the usual acronym is UNECE",
    ("international-seabed-authority", "Abbreviation_en"): "two organizations share it",
    ("ISA", "Abbreviation_en"): "two organizations share it",
    ("world-bank", "Abbreviation_en"): "two letters that mostly mean something else",
}


def fold(text: str) -> str:
    """`text` as names are compared: no accents, capitals, hyphens, dots or kinds of apostrophe."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.replace("’", "'")) if not unicodedata.combining(c))
    return re.sub(r"[-.\s]+", " ", bare.casefold()).strip()


def local(term: object) -> str:
    return str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(resources.ontology() / "actors" / f"{name}.ttl")
    return graph


def state(code: str) -> URIRef:
    return URIRef(f"{ID}state/{code}")


def texts(graph: Graph, subject: Node, *properties: URIRef, language: str | None = None) -> Iterator[str]:
    for predicate in properties:
        for value in graph.objects(subject, predicate):
            if isinstance(value, Literal) and language in (None, value.language):
                yield str(value)


def languages(graph: Graph, subject: Node) -> list[str]:
    """The languages of the labels of `subject`, sorted."""
    return sorted(value.language or "" for value in graph.objects(subject, RDFS.label) if isinstance(value, Literal))


def position(graph: Graph, place: Node) -> tuple[float, float]:
    """The only latitude and the only longitude of `place`."""
    (latitude,), (longitude,) = graph.objects(place, GEO.lat), graph.objects(place, GEO.long)
    return float(str(latitude)), float(str(longitude))


def names(graph: Graph, subject: Node) -> set[str]:
    return {fold(text) for text in texts(graph, subject, RDFS.label, SKOS.altLabel, AMITY.acronym)}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Form


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_sorted_and_has_no_blank_node(name: str) -> None:
    text = (resources.ontology() / "actors" / f"{name}.ttl").read_text(encoding="utf-8")
    subjects = re.findall(r"^\w+:(\S+) a amity:", text, flags=re.MULTILINE)
    assert subjects == sorted(subjects, key=str.casefold)
    assert len(subjects) == len(set(subjects))
    assert "[" not in text and "_:" not in text


def test_apostrophes_are_straight_and_no_text_has_stray_spaces(graph: Graph) -> None:
    for _, _, value in graph:
        if isinstance(value, Literal):
            assert "’" not in value and str(value) == " ".join(value.split()), value


def test_every_property_is_of_the_vocabulary(graph: Graph) -> None:
    vocabulary = Graph().parse(resources.ontology() / "amity.ttl")
    used = {term for triple in graph for term in triple[1:] if str(term).startswith(str(AMITY))}
    assert not [term for term in used if (term, RDFS.isDefinedBy, None) not in vocabulary]


# States


def test_the_members_of_the_united_nations_are_all_there(graph: Graph) -> None:
    assert len(MEMBERS) == 193
    assert {local(s) for s in graph.subjects(RDF.type, AMITY.State)} == MEMBERS | OTHERS


@pytest.mark.parametrize("code", sorted(MEMBERS | OTHERS))
def test_the_state_is_complete(graph: Graph, code: str) -> None:
    subject = state(code)
    assert [str(v) for v in graph.objects(subject, AMITY.alpha3)] == [code]
    assert len(list(graph.objects(subject, AMITY.alpha2))) == 1
    assert languages(graph, subject) == ["en", "es", "fr", "pt"]
    (same,) = graph.objects(subject, OWL.sameAs)
    assert re.fullmatch(re.escape(WIKIDATA) + r"Q[1-9]\d*", str(same))
    capitals = list(graph.objects(subject, AMITY.capital))
    assert capitals
    for capital in capitals:
        assert (capital, RDF.type, AMITY.Place) in graph, capital
        assert (capital, AMITY.locatedIn, subject) in graph, capital
        assert (capital, GEO.lat, None) in graph, capital


@pytest.mark.parametrize("code", sorted(MEMBERS | OTHERS))
def test_demonyms_have_every_gender_and_number(graph: Graph, code: str) -> None:
    french = list(texts(graph, state(code), AMITY.demonym, language="fr"))
    assert all(word == word.lower() for word in french)
    assert any(word.endswith("e") for word in french), "no feminine"
    assert any(word.endswith("s") for word in french), "no plural"
    invariable = {"burkinabè", "basotho", "mosotho", "ni-vanuatu"}
    assert {word + "s" for word in french if not word.endswith("s")} <= {*french, *(w + "s" for w in invariable)}
    english = list(texts(graph, state(code), AMITY.demonym, language="en"))
    assert all(word[0].isupper() for word in english)
    assert english or code == "VAT"


def test_codes_and_links_are_unique(graph: Graph) -> None:
    for predicate in (AMITY.alpha2, AMITY.alpha3, OWL.sameAs):
        values = [local(value) for value in graph.objects(None, predicate)]
        assert len(values) == len(set(values)), predicate


# The seed's own and the known traps.
@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("togolaises", {"TGO"}),
        ("République togolaise", {"TGO"}),
        ("Fédération de Russie", {"RUS"}),
        ("Kremlin", {"RUS"}),
        ("Quai d'Orsay", {"FRA"}),
        ("White House", {"USA"}),
        ("nigérien", {"NER"}),
        ("nigérian", {"NGA"}),
        ("guinéen", {"GIN"}),
        ("équato-guinéen", {"GNQ"}),
        ("bissau-guinéen", {"GNB"}),
        ("dominicain", {"DOM"}),
        ("dominiquais", {"DMA"}),
        ("Congo", {"COG"}),
        ("RDC", {"COD"}),
        ("congolais", {"COD", "COG"}),
        ("Viêt Nam", {"VNM"}),
        ("Ivory Coast", {"CIV"}),
        ("EAU", {"ARE"}),
        ("U.S.", {"USA"}),
        ("Britons", {"GBR"}),
        ("République de Corée", {"KOR"}),
        ("République populaire démocratique de Corée", {"PRK"}),
        ("Türkiye", {"TUR"}),
        ("Saint-Siège", {"VAT"}),
        ("Centrafrique", {"CAF"}),
    ],
)
def test_the_word_is_of_the_state(graph: Graph, word: str, codes: set[str]) -> None:
    properties = (RDFS.label, SKOS.altLabel, AMITY.demonym, AMITY.metonym)
    states = graph.subjects(RDF.type, AMITY.State)
    # "nigérien" and "Nigerien" are one word; "nigérian" and "Nigerian" too.
    assert {local(s) for s in states if fold(word) in map(fold, texts(graph, s, *properties))} == codes


def _bearers(graph: Graph, kinds: Iterable[URIRef]) -> dict[str, set[str]]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for kind in kinds:
        for subject in graph.subjects(RDF.type, kind):
            properties = (RDFS.label, SKOS.altLabel, AMITY.demonym, AMITY.metonym, AMITY.acronym)
            for language in ("fr", "en"):
                for text in texts(graph, subject, *properties, language=language):
                    bearers[fold(text)].add(local(subject))
    return bearers


def test_no_two_actors_share_a_name(graph: Graph) -> None:
    bearers = _bearers(graph, (AMITY.State, AMITY.InternationalOrganization, AMITY.GovernmentBody))
    assert {word: owners for word, owners in bearers.items() if len(owners) > 1} == SHARED


def test_a_place_shares_a_name_only_with_its_own_state(graph: Graph) -> None:
    states = _bearers(graph, [AMITY.State])
    for place in graph.subjects(RDF.type, AMITY.Place):
        own = {local(s) for s in graph.objects(place, AMITY.locatedIn)}
        for language in ("fr", "en"):
            for text in texts(graph, place, RDFS.label, SKOS.altLabel, language=language):
                assert states.get(fold(text), own) <= own, (place, text)


# Organizations and bodies


def test_there_are_organizations_enough_and_each_is_complete(graph: Graph) -> None:
    organizations = set(graph.subjects(RDF.type, AMITY.InternationalOrganization))
    assert len(organizations) >= 150
    for subject in organizations:
        assert local(subject) not in MEMBERS | OTHERS, "would be taken for a state"
        assert {"en", "fr"} <= set(languages(graph, subject)), subject
        for seat in graph.objects(subject, AMITY.headquarters):
            assert (seat, RDF.type, AMITY.Place) in graph, seat


@pytest.mark.parametrize(
    ("key", "known_as"),
    [
        ("ECOWAS", "CEDEAO"),
        ("AU", "Union africaine"),
        ("EU", "Commission européenne"),
        ("world-bank", "Banque mondiale"),
        ("world-bank", "IFC"),
        ("NATO", "OTAN"),
        ("AES", "Confédération des États du Sahel"),
        ("AfDB", "BAD"),
        ("WAEMU", "UEMOA"),
        ("OIF", "Francophonie"),
        ("UNDP", "PNUD"),
        ("MINUSMA", "Minusma"),
        ("AfCFTA", "ZLECAf"),
    ],
)
def test_the_organization_is_known_as(graph: Graph, key: str, known_as: str) -> None:
    assert fold(known_as) in names(graph, URIRef(f"{ID}organization/{key}"))


def test_every_body_acts_for_a_state(graph: Graph) -> None:
    bodies = set(graph.subjects(RDF.type, AMITY.GovernmentBody))
    assert len(bodies) >= 80
    for subject in bodies:
        (principal,) = graph.objects(subject, AMITY.actsFor)
        assert (principal, RDF.type, AMITY.State) in graph, subject
        assert languages(graph, subject) == ["en", "fr"], subject


# Places


def test_every_place_is_somewhere(graph: Graph) -> None:
    for place in graph.subjects(RDF.type, AMITY.Place):
        latitude, longitude = position(graph, place)
        assert -90 <= latitude <= 90 and -180 <= longitude <= 180, place
        assert (latitude, longitude) != (0, 0), place
        located = list(graph.objects(place, AMITY.locatedIn))
        assert len(located) == (0 if local(place) in NOWHERE else 1), place
        assert all((s, RDF.type, AMITY.State) in graph for s in located), place
        assert languages(graph, place) == ["en", "fr"], place


# Against tables that others made


def test_states_agree_with_the_gazetteer(graph: Graph, shared: Path) -> None:
    missing, seen = {}, set()
    for row in table(shared / "data/gazetteer/countries_en_fr.csv"):
        code = {"UNK": "XKX"}.get(row["cca3"], row["cca3"])
        if code not in MEMBERS | OTHERS:
            continue
        seen.add(code)
        subject = state(code)
        assert str(graph.value(subject, AMITY.alpha2)) == row["cca2"]
        known = names(graph, subject)
        demonyms = {fold(text) for text in texts(graph, subject, AMITY.demonym)}
        cities = {name for capital in graph.objects(subject, AMITY.capital) for name in names(graph, capital)}
        columns = [(column, known) for column in ("name_en", "name_fr", "official_en", "official_fr")]
        columns += [(column, demonyms) for column in ("demonym_en_m", "demonym_fr_m", "demonym_fr_f")]
        for column, ours in [*columns, ("capital", cities)]:
            if any(value and fold(value) not in ours for value in row[column].split("|")):
                missing[code, column] = row[column]
    assert seen == MEMBERS | OTHERS
    assert {key: value for key, value in missing.items() if key not in NOT_OURS} == {}


def test_organizations_agree_with_the_table_of_organizations(graph: Graph, shared: Path) -> None:
    rows = {row["Wikidata_code"]: row for row in table(shared / "data/igo/international_organisations.csv")}
    missing, linked = {}, 0
    for subject, link in graph.subject_objects(OWL.sameAs):
        if (subject, RDF.type, AMITY.InternationalOrganization) not in graph:
            continue
        linked += 1
        row = rows[local(link)]
        ours = {name.replace("organisation", "organization") for name in names(graph, subject)}
        for column in ("Name_en", "Name_fr", "Abbreviation_en", "Abbreviation_fr"):
            if row[column] and fold(row[column]).replace("organisation", "organization") not in ours:
                missing[local(subject), column] = row[column]
    assert linked >= 150
    assert {key: value for key, value in missing.items() if key not in NAMED_OTHERWISE} == {}


def test_places_are_where_the_gazetteer_has_them(graph: Graph, shared: Path) -> None:
    cities = defaultdict(list)
    for row in table(shared / "data/gazetteer/geonames_cities_sel.csv"):
        where = (float(row["latitude"]), float(row["longitude"]))
        for name in {row["name"], *row["alternatenames"].split("|")}:
            cities[fold(name), row["countrycode"]].append((int(row["population"] or 0), where))
    compared = 0
    for place in graph.subjects(RDF.type, AMITY.Place):
        country = str(graph.value(graph.value(place, AMITY.locatedIn), AMITY.alpha2))
        found = [city for name in names(graph, place) for city in cities.get((name, country), ())]
        if found:
            compared += 1
            assert math.dist(position(graph, place), max(found)[1]) < 0.25, place
    assert compared > 500


def test_the_states_of_icews_are_known(graph: Graph, shared: Path) -> None:
    known = {name for s in graph.subjects(RDF.type, AMITY.State) for name in names(graph, s)}
    with (shared / "data/icews/icews_events_2018-06_sample.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    countries = {row[column] for row in rows for column in row if "Country" in column and row[column]}
    # Territories, and what a reader of the file made of "NA".
    assert {country for country in countries if fold(country) not in known} == {"Hong Kong", "NA", "Western Sahara"}
