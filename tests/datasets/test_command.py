"""`amity import` as a person runs it: data on one stream, refusals on the other, the whole report where asked for."""

import csv
import gzip
import json
import re
from pathlib import Path

import pytest

from amity import cli

from .conftest import FIXTURES

MAPPING = """dataset: ties
title: Ties
layout: {columns: [who, whom, day]}
kind: {class: Meeting}
parties: [{column: who}, {column: whom}]
date: {column: day}
"""


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["amity", *words])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as code:
        cli.main()
    out, err = capsys.readouterr()
    return int(str(code.value.code)), out, err


def test_an_import_says_what_became_of_the_rows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store, report, left = (str(tmp_path / name) for name in ("store", "report.json", "left.csv"))
    file = str(FIXTURES / "icews.tab")
    words = ("import", "icews", file, "--store", store, "--report", report, "--left", left)
    code, out, err = run(capsys, monkeypatch, *words)
    assert code == cli.REFUSED
    assert f"amity: {file}, line 14: Event ID '4', Event Date '2031-05-03' already stands on line 5" in err.splitlines()
    assert next(line for line in out.splitlines() if line.startswith(file)).split()[1:] == ["16", "4", "4", "4", "4"]
    assert "refused        unknown actor" in out and "Nobody Wellknown" in out
    assert "1 files read (0 known already), 0 refused" in out
    (said,) = json.loads(Path(report).read_text(encoding="utf-8"))
    assert said["sum is exact"] and said["unreconciled names"] == {"Nobody Wellknown": 1}
    with Path(left).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == said["rows"] - said["records"] - said["merged"] == 8
    assert rows[0]["row"] == "8" and rows[0]["outcome"] == "out of scope" and "Citizen (Togo)" in rows[0]["text"]
    assert "(1 known already)" in run(capsys, monkeypatch, *words)[1]


def test_a_table_of_ones_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = str(tmp_path / "store")
    mapping, table = tmp_path / "ties.yaml", tmp_path / "ties.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    table.write_text("who,whom,day\nTogo,Ghana,2014-03-06\n", encoding="utf-8")
    code, out, _ = run(capsys, monkeypatch, "import", "table", str(table), "--mapping", str(mapping), "--store", store)
    assert code == cli.DONE and "1 files read" in out
    code, out, _ = run(capsys, monkeypatch, "ask", "meetings", "--actor", "Togo", "--store", store, "--format", "csv")
    assert code == cli.DONE and "2014-03-06" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("acled", "x.csv"), "no dataset 'acled'; expected one of archigos"),
        (("table", "x.csv"), "table needs --mapping FILE"),
        (("icews", "x.csv", "--mapping", "x.yaml"), "table needs --mapping FILE, and nothing else takes it"),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    said: str,
) -> None:
    code, out, err = run(capsys, monkeypatch, "import", *words, "--store", str(tmp_path / "store"))
    assert (code, out) == (cli.USAGE, "") and said in err


MET = "Kenya\tConsult\tUganda\t2031-06-{:02}\n"
MANY = "".join(MET.format(n % 30 + 1) for n in range(5_000)).encode()
COW = "id,state_name1,state_name2,start,end,defense,neutrality,nonaggression,entente\n"


@pytest.mark.parametrize(
    ("dataset", "name", "content", "said"),
    [
        (
            "icews",
            "delimiter.txt",
            b"Kenya;Consult;Uganda;2031-06-01\n",
            r"line 1: .* the columns seem to be separated by ';', not by '\\t'",
        ),
        (
            "desta",
            "delimiter.csv",
            b"number;base_treaty;name;entry_type;year\n1;1;A;base_treaty;1990\n",
            "line 1: .* the columns seem to be separated by ';', not by ','",
        ),
        ("icews", "cut.txt.gz", gzip.compress(MANY)[:-200], r"damaged or cut off after line \d{3,4} \("),
        (
            "icews",
            "encodings.txt",
            MET.format(1).encode() + "Bénin\tConsult\tTogo\t2031-06-01\n".encode("latin-1"),
            r"line 2: not UTF-8 \(byte 0xe9\)",
        ),
        ("icews", "dates.txt", (MET.format(1) + MET.format(31)).encode(), "line 2: Day '2031-06-31' is no date"),
        (
            "cow-alliances",
            "twice.csv",
            f"{COW}7,Togo,Ghana,1990,,1,0,0,0\n7,Togo,Mali,1990,,1,0,0,0\n".encode(),
            "line 3: id '7' already stands on line 2",
        ),
    ],
    ids=["delimiter", "delimiter of the header", "truncated", "encodings", "dates", "identifiers"],
)
def test_what_is_broken_is_refused_by_name_and_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    dataset: str,
    name: str,
    content: bytes,
    said: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, _, err = run(capsys, monkeypatch, "import", dataset, str(path), "--store", str(tmp_path / "store"))
    assert code == cli.REFUSED
    assert re.search(rf"^amity: {re.escape(str(path))}[:,] {said}", err, re.MULTILINE), err


def test_a_file_that_cannot_be_read_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = str(tmp_path / "nothing.csv")
    code, out, err = run(capsys, monkeypatch, "import", "desta", missing, "--store", str(tmp_path / "store"))
    assert code == cli.REFUSED and f"amity: {missing}: no such file" in err and "1 refused" in out
