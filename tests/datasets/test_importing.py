"""Small files of our own in the form of every dataset: each row becomes what it should, once, however it is read."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity.datasets import Importer, load, of_dataset
from amity.store import Dataset
from amity.validation import dangling, validate

from .conftest import FIXTURES, Outcomes, outcomes

Write = Callable[[str, Iterable[str] | bytes], Path]

FILES = {
    "icews": ["icews.tab", "icews.txt"],
    "un-treaties": ["treaties.csv"],
    "desta": ["desta.csv"],
    "cow-alliances": ["cow.csv"],
    "atop": ["atop.csv"],
    "archigos": ["archigos.csv"],
    "embassies": ["embassies.csv"],
    "wikidata": ["relations.json", "breaks.json", "missions.json"],
}


def rows_of(dataset: str, file: str) -> Outcomes:
    return outcomes(dataset, FIXTURES / file)[2][0]


def select(dataset: Dataset, query: str) -> list[tuple[Any, ...]]:
    return [tuple(term.value if term else None for term in row) for row in dataset.select(query).rows]


def gdelt_row(
    id_: int, one: str, other: str, code: str, day: str = "20310502", types: tuple[str, str] = ("", "")
) -> str:
    cells = [""] * 61
    cells[0], cells[1], cells[26], cells[60] = str(id_), day, code, f"https://example.org/{id_ % 3}"
    cells[5], cells[7], cells[15], cells[17] = one + types[0], one, other + types[1], other
    return "\t".join(cells)


# Each dataset


def test_icews_in_full() -> None:
    consulted = "Meeting done 2031-05-02 BGD VNM domains=politics place=Hanoi"
    visited = "Visit done 2031-05-03 GHA=host TGO=guest domains=politics place=Accra"
    assert rows_of("icews", "icews.tab") == {
        # Either direction, another story, negotiation or consultation: the same two met that day.
        2: consulted,
        3: consulted,
        4: consulted,
        5: visited,
        6: visited,
        7: "StatementOfIntent planned 2031-05-03 BEN TGO domains=politics",
        8: "out of scope: not an organ of the state",
        9: "out of scope: within one state or organization",
        10: "out of scope: conflict, not cooperation",
        11: "refused: no actor is named 'Nobody Wellknown'",
        12: "out of scope: a region or the world, not an actor",
        13: "refused: Event Date '2031-02-30' is no date; expected "
        "`2014`, `2014-03` or `2014-03-06`; a time of day is left out",
        14: "refused: Event ID '4', Event Date '2031-05-03' already stands on line 5",
        16: "Aid done 2031-05-06 JPN=donor TGO=recipient domains=humanitarian",
        17: "refused: CAMEO Code '999' is not in the table cameo",
    }


def test_a_number_of_icews_stands_again_on_another_day_and_is_another_event(write: Write) -> None:
    header, row = (FIXTURES / "icews.tab").read_text(encoding="utf-8").splitlines()[:2]
    rows = outcomes("icews", write("e.tab", [header, row, row.replace("2031-05-02", "2031-05-09")]))[2][0]
    assert [said.split()[2] for said in rows.values()] == ["2031-05-02", "2031-05-09"]


def test_icews_as_quadruples() -> None:
    met = "Meeting done 2031-06-01 KEN UGA domains=politics"
    assert rows_of("icews", "icews.txt") == {
        1: met,
        2: met,
        3: "AgreementSigning done 2031-06-02 KEN UGA",
        4: "out of scope: not an organ of the state",
        5: "out of scope: a statement or comment",
    }


def test_gdelt(write: Write) -> None:
    met = "Meeting done 2031-05-02 SYR TUR domains=politics"
    path = write(
        "20310502.export.CSV",
        [
            gdelt_row(1, "TUR", "SYR", "040"),
            gdelt_row(2, "SYR", "TUR", "046", types=("GOV", "")),
            gdelt_row(3, "TUR", "", "040"),
            gdelt_row(4, "AFR", "TUR", "040"),
            gdelt_row(5, "TUR", "SYR", "040", types=("REB", "")),
            gdelt_row(6, "TUR", "TUR", "040"),
            gdelt_row(7, "TUR", "SYR", "051"),
            gdelt_row(8, "TUR", "XYZ", "040"),
            gdelt_row(9, "TUR", "SYR", "0333"),
            gdelt_row(10, "TUR", "SYR", "040", types=("", "REL")),
        ],
    )
    dataset, (report,), (rows,) = outcomes("gdelt", path)
    assert rows == {
        1: met,
        2: met,
        3: "out of scope: an actor without a country",
        4: "out of scope: a region or the world, not an actor",
        5: "out of scope: an armed group, not a state",
        6: "out of scope: within one state or organization",
        7: "out of scope: verbal support",
        8: "refused: no state of alpha3 code 'XYZ'",
        9: "StatementOfIntent planned 2031-05-02 SYR TUR domains=humanitarian",
        10: "out of scope: not an organ of the state",
    }
    assert (report.rows, report.records, report.merged) == (10, 2, 1)
    # The articles behind an event are counted, each once.
    assert select(dataset, "SELECT ?n { ?claim amity:reports ?n ; amity:statedClass amity:Meeting }") == [("2",)]


def test_treaties() -> None:
    agreement = "agreement=un-treaties-30-1"
    rows = rows_of("un-treaties", "treaties.csv")
    assert rows == {
        2: f"AgreementSigning done 1970-05-01 TGO UN domains=security step=signature {agreement}",
        3: f"AgreementSigning done 1971-06-03 TGO UN domains=security step=ratification {agreement}",
        4: f"AgreementSigning done 1975-02-09 SUN UN domains=security step=ratification {agreement}",
        5: f"AgreementSigning done 1975-02-10 GHA UN domains=security step=accession {agreement}",
        6: "refused: 'Yemen' is YAR or YMD at that time",
        7: f"AgreementSigning done 1993-02-22 CZE UN domains=security step=succession {agreement}",
        8: "out of scope: a territory, not a state",
        9: "out of scope: the registration, an act of the depositary",
        10: "AgreementSigning done 1981-09-04 TGO UN domains=human-rights step=acceptance agreement=un-treaties-4-99",
    }


def test_the_steps_of_a_treaty_are_of_one_agreement() -> None:
    dataset, _, _ = outcomes("un-treaties", FIXTURES / "treaties.csv")
    found = select(
        dataset,
        """SELECT ?party ?step ?date { ?event amity:agreement agreement:un-treaties-30-1 ; amity:step ?s ;
        amity:date ?date ; amity:party ?p . FILTER(?p != organization:UN) BIND(REPLACE(STR(?p), "^.*/", "") AS ?party)
        BIND(REPLACE(STR(?s), "^.*/", "") AS ?step) } ORDER BY ?date""",
    )
    assert found == [
        ("TGO", "signature", "1970-05-01"),
        ("TGO", "ratification", "1971-06-03"),
        ("SUN", "ratification", "1975-02-09"),
        ("GHA", "accession", "1975-02-10"),
        ("CZE", "succession", "1993-02-22"),
    ]
    title = select(dataset, 'SELECT ?t { agreement:un-treaties-30-1 rdfs:label ?t FILTER(LANG(?t) = "fr") }')
    assert title == [("Convention on the Examples of Law. Lomé, 1 May 1970",)]
    # To have signed the same treaty of many makes nobody a partner.
    assert not select(dataset, "SELECT ?x { state:TGO amity:partnerOf ?x FILTER(?x != organization:UN) }")


def test_trade_agreements() -> None:
    dataset, (report,), (rows,) = outcomes("desta", FIXTURES / "desta.csv")
    assert rows == {
        2: "AgreementSigning done 1990 BEN GHA TGO domains=trade step=signature agreement=desta-1 in-force=1992/..",
        3: "AgreementSigning done 1995 BEN GHA NGA TGO domains=trade step=accession agreement=desta-1",
        4: "AgreementSigning cancelled 2001 BEN GHA NGA TGO domains=trade step=withdrawal agreement=desta-1",
        5: "out of scope: a territory, not a state",
        6: "AgreementSigning done 2002 DNK TGO domains=trade step=signature agreement=desta-3 in-force=2003/..",
        7: "refused: no state of alpha3 code '900'",
        8: "AgreementSigning ongoing undated GHA TGO domains=trade step=negotiation agreement=desta-5",
    }
    assert (report.partly, dict(report.unreconciled)) == (1, {"FRO": 1, "900": 1})
    # An accession says neither the name nor the time of the agreement itself.
    assert select(dataset, "SELECT DISTINCT ?f ?l { agreement:desta-1 amity:inForce ?f ; rdfs:label ?l }") == [
        ("1992/..", "Coast Trade Area"),
        ("1992/..", "Coast Trade Area"),
    ]


def test_alliances_are_intervals_of_the_states_of_their_time() -> None:
    signed = "AgreementSigning done {} step=signature agreement=cow-alliances-{} in-force={}"
    assert rows_of("cow-alliances", "cow.csv") == {
        2: signed.format("1955 POL SUN domains=defence,diplomacy", 1, "1955/1991"),
        3: signed.format("1967 CSK DDR domains=defence", 2, "1967/1989"),
        4: signed.format("2000 GHA TGO domains=peace", 3, "2000/.."),
        5: signed.format("1994 GRC SRB domains=peace", 4, "1994/1996"),
        6: "refused: id '4' already stands on line 5",
    }


def test_years_become_intervals() -> None:
    signed = "AgreementSigning {} domains={} agreement=atop-{} in-force={}"
    strong = signed.format("done undated NGA TGO", "defence,peace", "461-475-10010-2010", "2010/2012")
    weak = signed.format("ongoing 2013 NGA TGO", "peace", "461-475-00010-2013", "2013/2014")
    first = signed.format("done 2011 GHA TGO", "diplomacy,peace", "452-461-00011-2011", "2011/2012")
    again = signed.format("ongoing 2014 GHA TGO", "diplomacy,peace", "452-461-00011-2014", "2014/2014")
    assert rows_of("atop", "atop.csv") == {
        2: strong,
        3: strong,
        4: strong,
        5: weak,
        6: weak,
        7: first,
        8: first,
        9: again,
    }


def test_leaders_hold_dated_offices() -> None:
    dataset, (report,), (rows,) = outcomes("archigos", FIXTURES / "archigos.csv")
    assert rows == {
        2: "tenure adzo-tgo-1920 effective-leader TGO 1961-01-02/1966-03-04",
        3: "tenure adzo-tgo-1920 effective-leader TGO 1970-01-02/1971-03-04",
        4: "tenure faure-gnassingbe effective-leader TGO 2005-05-04/..",
        5: "tenure ivanov-sun-1900 effective-leader SUN 1950-01-01/1951-01-01",
        6: "refused: no state of gw code '815.0'",
        7: "refused: from 1980-01-01 until 1979-01-01",
    }
    assert (report.records, report.refused.total()) == (4, 2)
    assert select(dataset, "SELECT ?name { person:adzo-tgo-1920 rdfs:label ?name }") == [("Adzo",)]


def test_embassies_are_dated_to_the_year_they_are_known_to() -> None:
    sent = "MissionOpening done {} {} domains=diplomacy{}"
    assert rows_of("embassies", "embassies.csv") == {
        2: sent.format("1961", "GHA=receivingState TGO=sendingState", " place=Accra"),
        3: sent.format("undated", "GHA=receivingState TGO=sendingState", " place=Tamale"),
        4: sent.format("1975-06-03", "DEU=receivingState TGO=sendingState", ""),
    }


def test_the_answers_of_wikidata() -> None:
    # Either side states the relations, and one of them since when.
    related = "EstablishingRelations done 1960 GHA TGO domains=diplomacy"
    assert rows_of("wikidata", "relations.json") == {
        1: related,
        2: related,
        3: "EstablishingRelations done 1960-05-01 SUN TGO domains=diplomacy",
        4: "refused: no state of wikidata code 'http://www.wikidata.org/entity/Q999999999'",
    }
    assert rows_of("wikidata", "breaks.json") == {1: "BreakingRelations done 1972-10-04 TGO TWN domains=diplomacy"}
    assert rows_of("wikidata", "missions.json") == {
        1: "MissionOpening done 1961 GHA=receivingState TGO=sendingState domains=diplomacy place=Accra"
    }


# Provenance


def test_a_claim_knows_its_dataset_version_license_and_rows() -> None:
    dataset, (report,), _ = outcomes("icews", FIXTURES / "icews.tab")
    text = (FIXTURES / "icews.tab").read_text(encoding="utf-8")
    found = select(
        dataset,
        """SELECT ?row ?start ?end ?quote ?license ?title {
          GRAPH ?graph { ?claim amity:statedClass amity:Meeting ; amity:source ?document ; amity:evidence ?evidence .
            ?evidence amity:row ?row ; amity:start ?start ; amity:end ?end ; amity:quote ?quote .
            ?document amity:dataset ?set ; dcterms:license ?license . ?set rdfs:label ?title } }
        ORDER BY ?row""",
    )
    assert [int(row) for row, *_ in found] == [2, 3, 4]
    for row, start, end, quote, license_, title in found:
        assert text[int(start) : int(end)] == quote == text.splitlines()[int(row) - 1]
        assert license_.endswith("doi:10.7910/DVN/28075") and title.startswith("Integrated Crisis")
    assert dataset.documents() == [report.document] == ["icews-icews.tab"]


def test_the_version_is_that_of_the_mapping_or_as_said() -> None:
    dataset = Dataset.memory()
    Importer(of_dataset("cow-alliances"), dataset).file(FIXTURES / "cow.csv")
    assert select(dataset, "SELECT ?v { ?d amity:version ?v }") == [("4.1",)]
    Importer(of_dataset("cow-alliances"), dataset, version="5.0").file(FIXTURES / "cow.csv")
    assert select(dataset, "SELECT ?v { ?d amity:version ?v }") == [("5.0",)]


# Laws


@pytest.mark.parametrize("name", FILES)
def test_the_sum_is_exact_and_what_is_stored_breaks_no_shape(name: str) -> None:
    dataset, reports, _ = outcomes(name, *(FIXTURES / file for file in FILES[name]))
    assert all(report.exact and report.changed and report.records for report in reports)
    assert validate(quad for quad in dataset.quads() if "reference" not in str(quad.graph_name)) == []
    assert dangling(dataset.quads()) == []


@pytest.mark.parametrize("name", FILES)
def test_importing_twice_changes_nothing_and_withdrawing_leaves_nothing(name: str) -> None:
    dataset = Dataset.memory()
    empty = set(dataset.quads())
    paths = [FIXTURES / file for file in FILES[name]]
    _, first, _ = outcomes(name, *paths, into=dataset)
    before = set(dataset.quads())
    _, second, _ = outcomes(name, *paths, into=dataset)
    assert set(dataset.quads()) == before
    assert [report.changed for report in second] == [False] * len(paths)
    assert [report.as_json() for report in second] == [report.as_json() for report in first]
    for report in first:
        assert dataset.withdraw(report.document)
    assert set(dataset.quads()) == empty


def test_a_file_that_has_changed_takes_the_place_of_what_it_was(write: Write) -> None:
    dataset = Dataset.memory()
    path = write("q.txt", ["Kenya\tConsult\tUganda\t2031-06-01", "Kenya\tConsult\tTogo\t2031-06-01"])
    outcomes("icews", path, into=dataset)
    write("q.txt", ["Kenya\tConsult\tTogo\t2031-06-01"])
    _, (report,), _ = outcomes("icews", path, into=dataset)
    fresh, _, _ = outcomes("icews", path)
    assert report.changed
    assert set(dataset.quads()) == set(fresh.quads())


def test_what_was_broken_off_is_read_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = Dataset.memory()
    path = write("q.txt", ["Kenya\tConsult\tUganda\t2031-06-01"])
    monkeypatch.setattr(Dataset, "complete", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        outcomes("icews", path, into=dataset)
    monkeypatch.undo()
    _, (report,), _ = outcomes("icews", path, into=dataset)
    assert report.changed
    assert set(dataset.quads()) == set(outcomes("icews", path)[0].quads())


STATES = ("Kenya", "Uganda", "Foreign Affairs (Togo)", "Citizen (Ghana)", "Nobody", "Africa")
LABELS = ("Consult", "Make a visit", "Host a visit", "Accuse", "Express intent to cooperate", "Unheard of")
ROWS = st.tuples(
    st.sampled_from(STATES),
    st.sampled_from(LABELS),
    st.sampled_from(STATES),
    st.sampled_from(["2031-06-01", "2031-06-02", "x"]),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_whatever_the_rows_each_counts_once_and_their_order_is_of_no_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], shuffling: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")
    shuffled = shuffling.sample(rows, len(rows))
    found = []
    for name, order in (("a.txt", rows), ("b.txt", shuffled)):
        path = folder / name
        path.write_text("".join("\t".join(row) + "\n" for row in order), encoding="utf-8")
        dataset, (report,), (outcome,) = outcomes("icews", path)
        assert report.exact and report.rows == len(rows) == len(outcome)
        # Mirrored rows are one event.
        assert report.records == len({said for said in outcome.values() if not said.startswith(("out", "refused"))})
        found.append((sorted(outcome.values()), set(select(dataset, "SELECT ?e { ?e a amity:Event }"))))
    assert found[0] == found[1]


def test_news_and_tables_meet_in_one_event(write: Write) -> None:
    dataset, _, _ = outcomes("icews", FIXTURES / "icews.txt")
    outcomes("gdelt", write("g.tsv", [gdelt_row(1, "UGA", "KEN", "040", "20310601")]), into=dataset)
    found = select(
        dataset, "SELECT ?e (COUNT(DISTINCT ?s) AS ?n) { ?e a amity:Meeting ; amity:claim/amity:source ?s } GROUP BY ?e"
    )
    assert [(event.rpartition("/")[2], number) for event, number in found] == [("Meeting-KEN-UGA-2031-06-01", "2")]


# Refusals


def test_files_that_cannot_be_read_are_named_and_the_rest_goes_on(write: Write, tmp_path: Path) -> None:
    importer = Importer(of_dataset("desta"), Dataset.memory())
    assert importer.file(tmp_path / "nothing.csv").reason == "no such file"
    assert importer.file(tmp_path).reason == "no such file"
    semicolons = write("d.csv", ["number;base_treaty;name;entry_type;year;entryforceyear;members_iso3"])
    said = importer.file(semicolons)
    assert said.reason and said.reason.startswith("line 1: column 'number'") and "separated by ';'" in said.reason
    assert importer.file(FIXTURES / "desta.csv").reason is None
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "desta.csv").write_bytes((FIXTURES / "desta.csv").read_bytes())
    assert "already read in this run" in (importer.file(tmp_path / "other" / "desta.csv").reason or "")


def test_a_file_that_breaks_off_leaves_what_was_there(write: Write) -> None:
    import gzip

    dataset = Dataset.memory()
    lines = "".join(f"Kenya\tConsult\tUganda\t20{n:02}-06-01\n" for n in range(10, 60)).encode()
    path = write("q.txt.gz", gzip.compress(lines))
    outcomes("icews", path, into=dataset)
    before = set(dataset.quads())
    write("q.txt.gz", gzip.compress(lines * 9)[:-30])
    report = Importer(of_dataset("icews"), dataset).file(path)
    assert report.reason and "cut off after line" in report.reason
    assert set(dataset.quads()) == before


# A table of one's own


MAPPING = """
dataset: ties
title: Ties of my own
layout: {delimiter: semicolon, columns: [who, whom, what, day, city]}
scope:
  - {column: what, in: [visit], reason: no visit}
kind: {class: Visit, source: guest, target: host}
domains: [culture]
parties:
  - {column: who, role: source}
  - {column: whom, role: target}
date: {column: day, form: day-first}
place: city
"""


def test_any_table_with_a_mapping(write: Write) -> None:
    table = ["who;whom;what;day;city", "Togo;Norwegen;visit;06/03/2014;Oslo", "Togo;Ghana;quarrel;06/03/2014;"]
    dataset = Dataset.memory()
    importer = Importer([load(write("ties.yaml", MAPPING.splitlines()))], dataset)
    report = importer.file(write("ties.csv", table))
    assert (report.records, dict(report.out_of_scope)) == (1, {"no visit": 1})
    assert select(
        dataset,
        """SELECT ?d ?g ?p { ?e a amity:Visit ; amity:date ?d ; amity:guest ?g ; amity:place/rdfs:label ?p
        FILTER(LANG(?p) = "en") }""",
    ) == [("2014-03-06", "https://w3id.org/amity/id/state/TGO", "Oslo")]


def test_the_mapping_of_the_readme_can_be_used(write: Write) -> None:
    from amity.datasets.tables import MAPPINGS

    text = (MAPPINGS / "README.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    with pytest.raises(ValueError, match="place: 'city' is not one of the columns"):
        load(write("a.yaml", example.splitlines()))
    mapping = load(write("b.yaml", example.replace("columns: [who,", "columns: [city, who,").splitlines()))
    path = write("ties.csv", ["city;who;whom;what;day;field;story", "Accra;Togo;GHA;meeting;06/03/2014;x;1"])
    assert Importer([mapping], Dataset.memory()).file(path).records == 1
