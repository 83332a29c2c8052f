"""Sources of every kind, good and bad: what cannot be read is named, and the rest goes on."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.documents import MAX_CHARACTERS, Refusal, count, read, text_document
from amity.model import Document

FRENCH = "Le ministre togolais des Affaires étrangères a reçu vendredi à Lomé son homologue béninois."


def only(source: Path) -> Document | Refusal:
    (item,) = read([source])
    return item


def refused(source: Path) -> str:
    item = only(source)
    assert isinstance(item, Refusal)
    assert str(source) in item.source
    return item.reason


def test_a_text_is_read_with_its_language_identified(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    assert only(tmp_path / "a.txt") == Document("a", FRENCH, "fr")


def test_front_matter_gives_what_is_known_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        f"---\ntitle: Une audience\npublished: 2024-11-12\nlanguage: fr\nurl: https://example.org/b\n---\n\n{FRENCH}\n",
        encoding="utf-8",
    )
    assert only(tmp_path / "b.md") == Document("b", FRENCH, "fr", "2024-11-12", "Une audience", "https://example.org/b")


def test_a_date_line_dates_the_text() -> None:
    assert text_document(f" date 2024-12 Photo\n\n{FRENCH}", "c").published == "2024-12"


def test_json_lines_keep_their_order_and_a_bad_line_costs_no_other(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": FRENCH, "published": "2024"}),
        "{broken",
        json.dumps({"id": "two"}),
        json.dumps(["not", "an", "object"]),
        json.dumps({"text": FRENCH}),
        json.dumps({"id": "bad-date", "text": FRENCH, "published": "last Tuesday"}),
        json.dumps({"id": "one", "text": FRENCH}),
        json.dumps({"id": "three", "text": FRENCH, "language": "fr"}),
    ]
    source = tmp_path / "d.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    items = list(read([source]))
    assert [item.id for item in items if isinstance(item, Document)] == ["one", "three"]
    reasons = [str(item) for item in items if isinstance(item, Refusal)]
    assert len(reasons) == 6
    assert "line 2: not JSON" in reasons[0]
    assert 'line 3: no "text"' in reasons[1]
    assert "line 4: expected a JSON object" in reasons[2]
    assert 'line 5: no "id"' in reasons[3]
    assert "line 6: published 'last Tuesday' is not a date" in reasons[4]
    assert "already read" in reasons[5]


def test_a_line_in_another_encoding_costs_no_other(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": FRENCH}, ensure_ascii=False) for name in ("one", "two", "three")]
    source = tmp_path / "d.jsonl"
    source.write_bytes("\n".join(lines).encode().replace(b'"two"', b'"tw\xf4"'))
    one, two, three = read([source])
    assert isinstance(one, Document) and isinstance(three, Document)
    assert isinstance(two, Refusal)
    assert "line 2: not UTF-8" in str(two)
    source.write_text("\n".join(lines), encoding="utf-16")
    assert [item.id for item in read([source]) if isinstance(item, Document)] == ["one", "two", "three"]


def test_what_is_to_be_read_is_counted_beforehand(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.csv"):
        (tmp_path / name).write_text(FRENCH, encoding="utf-8")
    (tmp_path / "d.jsonl").write_text("{}\n{}\n{}\n", encoding="utf-8")
    sources = [tmp_path, tmp_path / "a.txt", tmp_path / "absent.txt"]
    assert count(sources) == len(list(read(sources))) == 7


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "ignored.csv"):
        (tmp_path / name).write_text(FRENCH, encoding="utf-8")
    assert [item.id for item in read([tmp_path]) if isinstance(item, Document)] == ["a", "b"]


def test_an_html_page_gives_its_article(tmp_path: Path) -> None:
    body = "".join(f"<p>{FRENCH}</p>" for _ in range(4))
    (tmp_path / "e.html").write_text(
        f"<html lang='fr'><head><title>Une audience</title></head><body><nav><a href='/'>Accueil</a></nav>"
        f"<article><h1>Une audience</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    document = only(tmp_path / "e.html")
    assert isinstance(document, Document)
    assert "homologue béninois" in document.text
    assert "<p>" not in document.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty text"),
        ("blank.txt", b"  \n\t\n", "empty text"),
        ("empty.jsonl", b"\n", "empty file"),
        ("binary.txt", bytes(range(256)) * 4, "binary data"),
        ("latin.txt", FRENCH.encode("latin-1"), "not UTF-8"),
        ("german.txt", "Der Außenminister empfing am Montag seinen Amtskollegen in Berlin.".encode(), "language 'de'"),
        ("picture.png", b"\x89PNG", "not a kind of file"),
        ("yaml.md", f"---\ntitle: [\n---\n{FRENCH}".encode(), "front matter is not YAML"),
        ("page.html", b"<html><body></body></html>", "no article"),
        ("long.txt", b"Le ministre. " * (MAX_CHARACTERS // 8), "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(FRENCH, encoding="utf-8")
    assert reason in refused(tmp_path / name)
    assert [type(item) for item in read([tmp_path / name, tmp_path / "good.txt"])] == [Refusal, Document]


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.txt") == "no such file or folder"
    assert "no file ending in" in refused(tmp_path)


def test_a_text_that_cannot_be_read_raises_with_the_reason() -> None:
    with pytest.raises(ValueError, match="empty text"):
        text_document(" ", "f")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for suffix in (".txt", ".md", ".jsonl"):
        source = folder / f"x{suffix}"
        source.write_bytes(content)
        assert all(isinstance(item, Document | Refusal) for item in read([source]))
