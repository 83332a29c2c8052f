"""The whole line, as a person runs it: articles in, answers, a page and a Turtle file out; what is bad is named."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from amity import resources

AMITY = Path(sys.executable).parent / "amity"
ARTICLE = "Le ministre togolais des Affaires étrangères a reçu vendredi à Lomé son homologue béninois."


def amity(*arguments: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([AMITY, *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def rows(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


@pytest.fixture(scope="module")
def seeded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dataset of the seed article."""
    folder = tmp_path_factory.mktemp("seeded")
    amity("build", shared / "seeds" / "togo-russie.jsonl", cwd=folder)
    return folder


def test_the_partners_of_togo_are_named(seeded: Path) -> None:
    found = {
        row["id"]: row for row in rows(amity("ask", "partners", "--actor", "TGO", "--format", "csv", cwd=seeded).stdout)
    }
    assert set(found) == {"RUS", "QAT", "CHN", "ZAF", "NGA"}
    assert found["RUS"]["first"] == "2024-11"
    assert "energy" in found["RUS"]["domains"].lower()
    assert "pourparlers" in found["QAT"]["sentence"]


def test_the_embassy_is_shown_as_planned(seeded: Path) -> None:
    (mission,) = rows(amity("ask", "missions", "--actor", "TGO", "--format", "csv", cwd=seeded).stdout)
    assert (mission["sending"], mission["receiving"], mission["date"]) == ("Russia", "Togo", "2025")
    assert (mission["place"], mission["status"]) == ("Lomé", "planned")


def test_reading_the_article_again_changes_nothing(seeded: Path, shared: Path) -> None:
    amity("export", "-o", "before.nq", cwd=seeded)
    amity("build", shared / "seeds" / "togo-russie.jsonl", cwd=seeded)
    amity("export", "-o", "after.nq", cwd=seeded)
    before, after = ((seeded / name).read_bytes() for name in ("before.nq", "after.nq"))
    assert before == after
    assert before.count(b"\n") > 300


def test_no_tie_is_made_among_the_others(seeded: Path) -> None:
    query = "SELECT DISTINCT ?a ?b { ?a amity:partnerOf ?b FILTER(?a != state:TGO && ?b != state:TGO) }"
    assert json.loads(amity("sparql", query, "--format", "json", cwd=seeded).stdout)["results"]["bindings"] == []


def test_check_finds_no_fault(seeded: Path) -> None:
    assert "no fault" in amity("check", cwd=seeded).stderr


def test_the_files_of_a_build_can_be_read(seeded: Path) -> None:
    triples = list(ox.parse(path=str(seeded / "amity-out" / "graph.ttl"), format=ox.RdfFormat.TURTLE))
    assert len(triples) > 300
    assert (seeded / "amity-out" / "network.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_bad_input_is_refused_by_name_and_costs_nothing_else(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 8,
        "latin.txt": ARTICLE.encode("latin-1"),
        "german.txt": "Der Außenminister empfing am Montag seinen Amtskollegen in Berlin.".encode(),
        "long.txt": (ARTICLE + "\n").encode() * (5_000_000 // len(ARTICLE)),
        "lines.jsonl": b'{"id": "a", "text": "' + ARTICLE.encode() + b'", "published": "2024-05-15"}\n{"id": broken\n',
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    done = amity("build", *bad, "good.txt", "absent.txt", cwd=tmp_path, code=1)
    for name in (*(name for name in bad if name != "lines.jsonl"), "lines.jsonl, line 2", "absent.txt"):
        assert f"{name}: " in done.stderr, name
    assert "2 documents" in done.stdout
    assert [
        row["id"] for row in rows(amity("ask", "partners", "--actor", "TGO", "--format", "csv", cwd=tmp_path).stdout)
    ] == ["BEN"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "partners", "--actor", "Tgoo"),
        ("ask", "nothing"),
        ("view", "--actor", "TGO", "-o", "x.html"),
        ("sparql", "SELECT"),
    ],
)
def test_wrong_usage_is_told_in_a_line(seeded: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = tmp_path if arguments[0] == "view" else seeded
    done = subprocess.run([AMITY, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stdout == ""


def test_extract_keeps_the_order_and_prints_an_object_for_each_document(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"d{n}", "text": ARTICLE, "published": "2024-05-15"}) for n in (3, 1, 2)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    printed = [json.loads(line) for line in amity("extract", "news.jsonl", cwd=tmp_path).stdout.splitlines()]
    assert [record["document"]["id"] for record in printed] == ["d3", "d1", "d2"]
    (event,) = printed[0]["events"]
    assert (event["type"], event["parties"], event["date"], event["place"]) == (
        "Meeting",
        ["BEN", "TGO"],
        "2024-05-10",
        "Lomé",
    )


def test_the_same_articles_give_the_same_output_in_any_process(tmp_path: Path) -> None:
    """Sets of strings are ordered anew in each process: nothing may depend on it."""
    outputs = {
        subprocess.run(
            [AMITY, "extract", resources.dossier(), "--explain"],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_help_loads_no_model(tmp_path: Path) -> None:
    assert "build" in amity("--help", cwd=tmp_path).stdout
    check = "import sys, amity.cli; sys.exit(bool({'spacy', 'rdflib', 'networkx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
