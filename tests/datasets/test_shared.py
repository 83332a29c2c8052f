"""The real files that stand beside the checkout: each row accounted for, spot checks, and answers across sources."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from amity import checking, queries
from amity.datasets import FileReport
from amity.store import Dataset

from .conftest import Outcomes, outcomes

FILES = {
    "icews/icews_2014_test.txt": "icews",
    "icews/icews_2014_valid.txt": "icews",
    "icews/icews_events_2018-06_sample.tsv": "icews",
    "gdelt/gdelt2_events_20151027220000.tsv": "gdelt",
    "treaties/un_treaty_actions.csv": "un-treaties",
    "treaties/desta_agreements_iso3.csv": "desta",
    "alliances/cow_alliances_v4.1_dyads.csv": "cow-alliances",
    "alliances/atop5_dyadyear_2010plus.csv": "atop",
    "alliances/archigos_leaders.csv": "archigos",
    "embassies/embassies_sample_wikidata.csv": "embassies",
}

Imported = tuple[Dataset, dict[str, FileReport], dict[str, Outcomes]]


@pytest.fixture(scope="module")
def imported(shared: Path) -> Imported:
    """One dataset with all the files in it, the report of each, and what became of the rows of each."""
    dataset, reports, rows = Dataset.memory(), {}, {}
    for file, name in FILES.items():
        _, (reports[file],), (rows[file],) = outcomes(name, shared / "data" / file, into=dataset)
    return dataset, reports, rows


pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("file", "rows", "least"),
    [
        ("icews/icews_2014_test.txt", 8963, 2000),
        ("icews/icews_2014_valid.txt", 8941, 2000),
        ("icews/icews_events_2018-06_sample.tsv", 3705, 290),
        ("gdelt/gdelt2_events_20151027220000.tsv", 2116, 45),
        ("treaties/un_treaty_actions.csv", 31422, 31200),
        ("treaties/desta_agreements_iso3.csv", 1217, 1180),
        ("alliances/cow_alliances_v4.1_dyads.csv", 414, 413),
        ("alliances/atop5_dyadyear_2010plus.csv", 37033, 4290),
        ("alliances/archigos_leaders.csv", 3409, 3390),
        ("embassies/embassies_sample_wikidata.csv", 12, 12),
    ],
)
def test_every_row_is_accounted_for(imported: Imported, file: str, rows: int, least: int) -> None:
    report = imported[1][file]
    assert report.reason is None and report.exact
    assert report.rows == rows
    assert report.records >= least


def test_the_rows_that_were_checked_by_hand(imported: Imported) -> None:
    expected: dict[str, Outcomes] = defaultdict(dict)
    path = Path(__file__).parent / "spotchecks.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        said = (line for line in lines if not line.startswith("#"))
        for line in csv.DictReader(said, delimiter="\t", quoting=csv.QUOTE_NONE):
            expected[line["file"]][int(line["row"])] = line["outcome"]
    assert {file: len(rows) for file, rows in expected.items()} == {
        file: 12 if file.startswith("embassies") else 45 if file.startswith("icews/icews_2014") else 60
        for file in FILES
    }
    for file, rows in expected.items():
        assert {row: imported[2][file].get(row) for row in rows} == rows, file


def test_the_cooperative_rows_of_gdelt_are_as_many_events_as_there_are_happenings(
    imported: Imported, shared: Path
) -> None:
    """One event is one class, the same parties in the same roles, one day and one status, whichever side reports it."""
    file = "gdelt/gdelt2_events_20151027220000.tsv"
    codes = {
        line["cca3"]
        for line in csv.DictReader((shared / "data/gazetteer/countries_en_fr.csv").open(encoding="utf-8", newline=""))
    }
    cooperative: Outcomes = {}
    for number, line in enumerate((shared / "data" / file).read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        one, other, root = cells[7], cells[17], cells[28]
        if {one, other} <= codes and one != other and root in ("03", "04", "05", "06", "07", "08"):
            cooperative[number] = imported[2][file][number]
    assert len(cooperative) == 190
    happened = [said for said in cooperative.values() if not said.startswith(("out", "refused"))]
    left = [said for said in cooperative.values() if said.startswith(("out", "refused"))]
    assert len(happened) + len(left) == 190
    assert set(left) == {
        "out of scope: verbal support",
        "out of scope: a concession or reform",
        "out of scope: not an organ of the state",
        "out of scope: an armed group, not a state",
    }
    report = imported[1][file]
    assert len(set(happened)) == report.records == 45
    assert len(happened) == report.records + report.merged == 130


def test_the_shapes_hold_for_all_that_was_imported(imported: Imported) -> None:
    """Of well over a million triples: no shape is broken, and nothing is referred to that is not described."""
    assert list(checking.check(imported[0])) == []


def test_a_treaty_of_the_soviet_union_is_not_of_russia(imported: Imported) -> None:
    rows = imported[2]["treaties/un_treaty_actions.csv"]
    russian = [said for said in rows.values() if " RUS " in said]
    soviet = [said for said in rows.values() if " SUN " in said]
    assert len(russian) > 50 and len(soviet) > 100
    assert min(said.split()[2] for said in russian) >= "1991-12-26"
    assert max(said.split()[2] for said in soviet) <= "1991-12-25"


# Answers across sources


def ask(dataset: Dataset, name: str, **given: str) -> list[tuple[object, ...]]:
    return list(queries.ask(queries.load().questions[name], dataset, given).rows)


def test_the_ties_of_togo_by_year_and_domain(imported: Imported) -> None:
    rows = ask(imported[0], "ties-by-year", actor="TGO")
    by_source: dict[str, list[int]] = defaultdict(list)
    for year, _, source, events, _ in rows:
        by_source[str(source)] += [int(str(year))] * int(str(events))
    assert set(by_source) == {"icews", "un-treaties", "desta", "atop"}
    assert set(by_source["icews"]) == {2014, 2018}
    assert (min(by_source["un-treaties"]), max(by_source["un-treaties"])) == (1960, 2014)
    assert ["2014", "health", "un-treaties", "1", "1"] in [[*map(str, row)] for row in rows]


def test_alliances_against_meetings(imported: Imported) -> None:
    rows = {
        str(row[0]): (int(str(row[2])), int(str(row[3])))
        for row in ask(imported[0], "allies", actor="FRA", since="2014", until="2014")
    }
    allied_and_met = [code for code, (alliances, meetings) in rows.items() if alliances and meetings]
    assert {"DEU", "GBR", "USA"} <= set(allied_and_met)
    # Iran is no ally, and was met for the nuclear talks; Iceland is one, and was not.
    assert rows["IRN"][0] == 0 and rows["IRN"][1] >= 10
    assert rows["ISL"][0] >= 1 and rows["ISL"][1] == 0


def test_who_meets_whom_without_any_agreement(imported: Imported) -> None:
    rows = ask(imported[0], "meetings-without-agreement", since="2014", until="2014")
    pairs = {(str(row[0]), str(row[1])): int(str(row[3])) for row in rows}
    assert max(pairs, key=lambda pair: pairs[pair]) == ("FRA", "IRN")
    assert ("CHN", "USA") not in pairs or pairs["CHN", "USA"] > 0
    # Members of one alliance or of one trade area have an agreement.
    assert not {("DEU", "FRA"), ("CAN", "USA"), ("GHA", "TGO")} & set(pairs)
