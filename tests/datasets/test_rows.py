"""Rows of every format, where they stand in the text, and files that are broken: refused by name and line."""

import gzip
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.datasets.rows import LONGEST_RECORD, FileRefusedError, Layout, Row, rows

Write = Callable[[str, Iterable[str] | bytes], Path]
TABLE = Layout(("who", "whom"))


def refusal(path: Path, layout: Layout = TABLE) -> str:
    with pytest.raises(FileRefusedError) as error:
        list(rows(path, layout))
    return str(error.value)


def faults(path: Path, layout: Layout = TABLE) -> dict[int, str]:
    return {row.number: row.fault for row in rows(path, layout) if row.fault}


def test_a_row_knows_its_line_its_place_and_its_text(write: Write) -> None:
    path = write("a.csv", ["who,whom", "Côte d'Ivoire,Togo", '"Korea, Republic of",Bénin', "Mali,Niger"])
    text = path.read_text(encoding="utf-8")
    found = list(rows(path, TABLE))
    assert [(row.number, dict(row.values)) for row in found] == [
        (2, {"who": "Côte d'Ivoire", "whom": "Togo"}),
        (3, {"who": "Korea, Republic of", "whom": "Bénin"}),
        (4, {"who": "Mali", "whom": "Niger"}),
    ]
    assert all(text[row.start : row.end] == row.text for row in found)


def test_a_record_of_several_lines_is_one_row(write: Write) -> None:
    path = write("a.csv", ["who,whom", '"Togo', 'and others",Ghana', "Mali,Niger"])
    first, second = rows(path, TABLE)
    assert (first.number, first.values["who"], first.text) == (2, "Togo and others", '"Togo\nand others",Ghana')
    assert second.number == 4
    text = path.read_text(encoding="utf-8")
    assert text[second.start : second.end] == "Mali,Niger"


@given(st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)] * 2)))
def test_whatever_the_cells_hold_the_text_of_a_row_is_where_it_says(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.csv"
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    path.write_text("\n".join(["who,whom", *quoted]) + "\n", encoding="utf-8", newline="")
    text = path.read_bytes().decode()
    found = list(rows(path, TABLE))
    assert len(found) == len(cells)
    for row, (who, _) in zip(found, cells, strict=True):
        assert text[row.start : row.end] == row.text
        assert row.values.get("who", "") == " ".join(who.split())


def test_packed_files_are_read_as_they_come(write: Write, tmp_path: Path) -> None:
    plain = list(rows(write("a.csv", ["who,whom", "Togo,Ghana"]), TABLE))
    content = b"who,whom\nTogo,Ghana\n"
    packed = write("a.csv.gz", gzip.compress(content))
    zipped = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.csv", content)
    assert list(rows(packed, TABLE)) == list(rows(zipped, TABLE)) == plain


def test_the_answer_of_an_endpoint_has_rows(write: Write) -> None:
    answer = {
        "head": {"vars": ["who", "whom"]},
        "results": {"bindings": [{"who": {"value": "Togo"}}, {"who": {"value": "Mali"}, "whom": {"value": "Niger"}}]},
    }
    path = write("a.json", json.dumps(answer).encode())
    assert [dict(row.values) for row in rows(path, TABLE)] == [{"who": "Togo"}, {"who": "Mali", "whom": "Niger"}]


def test_parquet_has_rows(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not here: Parquet was not tested")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.table({"who": ["Togo", None], "whom": ["Ghana", "Mali"], "n": [1, 2]}), path)
    assert [dict(row.values) for row in rows(path, TABLE)] == [
        {"who": "Togo", "whom": "Ghana", "n": "1"},
        {"whom": "Mali", "n": "2"},
    ]
    assert "column 'city' is missing" in refusal(path, Layout(("who", "city")))
    path.write_bytes(b"PAR1 cut off")
    assert "not Parquet" in refusal(path)


# What is broken as a whole


def test_another_delimiter_is_named(write: Write) -> None:
    said = refusal(write("a.csv", ["who;whom;when", "Togo;Ghana;2001"]))
    assert said.startswith("line 1: column 'who', 'whom' is missing") and "separated by ';', not by ','" in said


def test_a_table_without_a_header_needs_all_its_columns(write: Write) -> None:
    layout = Layout(("who", "whom"), delimiter="\t", header=False)
    assert refusal(write("a.tsv", ["Togo,Ghana,2001"]), layout).startswith(
        "line 1: 1 columns where 2 are expected; the columns seem to be separated by ','"
    )


def test_a_file_cut_off_is_refused_at_its_line(write: Write) -> None:
    lines = "who,whom\n" + "".join(f"Togo {n},Ghana {n * n}\n" for n in range(5000))
    packed = gzip.compress(lines.encode())
    said = refusal(write("a.csv.gz", packed[: len(packed) // 2]))
    assert said.startswith("damaged or cut off after line ") and int(said.split()[6]) > 1
    assert "damaged or cut off after line 0" in refusal(write("b.csv.gz", b"who,whom\nTogo,Ghana\n"))


def test_what_is_no_zip_or_holds_more_than_one_table_is_refused(write: Write, tmp_path: Path) -> None:
    assert "not a zip" in refusal(write("a.zip", b"PK\x03\x04 nothing"))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "who,whom\n")
        archive.writestr("b.csv", "who,whom\n")
    assert refusal(tmp_path / "two.zip") == "2 files in this zip; expected one table"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (b"\x00\x01\x02who,whom\n", "binary data"),
        ("who,whom\n".encode("utf-16"), "binary data, or UTF-16"),
        (b"who,who,whom\n1,2,3\n", "column 'who' stands twice"),
        (b"x" * (1 << 20) + b"xx", "line 1: longer than"),
    ],
)
def test_what_is_no_table_is_refused(write: Write, content: bytes, said: str) -> None:
    assert said in refusal(write("a.csv", content))


def test_a_quote_that_is_never_closed_is_named_where_it_opens(write: Write) -> None:
    path = write("a.csv", ["who,whom", "Togo,Ghana", '"Mali,Niger', *["Togo,Ghana"] * (LONGEST_RECORD + 1)])
    assert refusal(path) == f"line 3: a quote opens here and does not close in {LONGEST_RECORD} lines"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1: not JSON"),
        (b'{"head": {}}', "not what a SPARQL endpoint answers with"),
        (b"[" * 100_000, "not what a SPARQL endpoint answers with"),
        (b'{"head": {"vars": ["who"]}, "results": {"bindings": []}}', "variable 'whom' is missing"),
        (b'{"head": "\xff"}', "not UTF-8"),
    ],
)
def test_what_is_no_answer_of_an_endpoint_is_refused(write: Write, content: bytes, said: str) -> None:
    assert said in refusal(write("a.json", content))


# What is wrong with one row


def test_the_other_rows_go_on(write: Write) -> None:
    lines = ["who,whom", "Togo,Ghana", "Togo", "Togo,Ghana,Mali", "Mali,Niger"]
    path = write("a.csv", "\n".join(lines).encode() + b"\nB\xe9nin,Togo\nKenya,Uganda\n")
    assert faults(path) == {
        3: "1 columns where 2 are expected",
        4: "3 columns where 2 are expected",
        6: "not UTF-8 (byte 0xe9)",
    }
    good: list[Row] = [row for row in rows(path, TABLE) if not row.fault]
    assert [row.number for row in good] == [2, 5, 7]


def test_cells_that_say_nothing_are_left_out(write: Write) -> None:
    layout = Layout(("who", "whom"), missing=frozenset({"NA"}))
    (row,) = rows(write("a.csv", ["who,whom", "NA,  Togo "]), layout)
    assert dict(row.values) == {"whom": "Togo"}
