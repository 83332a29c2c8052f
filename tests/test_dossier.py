"""The briefs that ship with Amity: complete, dated, sourced, short, and in our own words."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from edtf import parse_edtf
from edtf.parser.parser_classes import Date

from amity.resources import dossier

LANGUAGES = ("en", "fr")
FEWEST_WORDS, MOST_WORDS = 60, 200
LONGEST_LOAN = 8  # words in a row that no brief shares with the article it is closest to

_HEADER = re.compile(r"\A---\n(.*?)\n---\n\n(?=\S)", re.DOTALL)
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*\.(en|fr)\.md")
_WORD = re.compile(r"[^\W_]+")


def files() -> list[Path]:
    return sorted(dossier().iterdir())


def parts(path: Path) -> tuple[dict[str, object], str]:
    """The front matter and the text of a brief."""
    content = path.read_text(encoding="utf-8")
    header = _HEADER.match(content)
    assert header, f"{path.name} does not begin with front matter between lines of ---"
    known = yaml.safe_load(header.group(1))
    assert isinstance(known, dict)
    return known, content[header.end() :].strip()


def words(text: str) -> list[str]:
    """The words of `text` in lower case; an apostrophe or a hyphen parts two words."""
    return _WORD.findall(text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of LONGEST_LOAN words of `text`."""
    said = words(text)
    return {tuple(said[i : i + LONGEST_LOAN]) for i in range(len(said) - LONGEST_LOAN + 1)}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.name: parts(path)[1] for path in files()}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
class TestBrief:
    def test_is_named_by_day_slug_and_language(self, path: Path) -> None:
        assert _NAME.fullmatch(path.name)

    def test_front_matter_is_complete(self, path: Path) -> None:
        known, _ = parts(path)
        assert set(known) == {"title", "published", "language", "url"}
        assert all(isinstance(value, str) and value.strip() == value != "" for value in known.values())

    def test_published_is_a_date_in_edtf_that_the_name_repeats(self, path: Path) -> None:
        published = str(parts(path)[0]["published"])
        assert isinstance(parse_edtf(published), Date)
        assert path.name.startswith(published)

    def test_language_is_read_and_is_the_one_of_the_name(self, path: Path) -> None:
        language = parts(path)[0]["language"]
        assert language in LANGUAGES
        assert path.name.endswith(f".{language}.md")

    def test_url_is_the_address_of_a_page(self, path: Path) -> None:
        address = urlsplit(str(parts(path)[0]["url"]))
        assert address.scheme in ("http", "https")
        assert "." in address.netloc
        assert len(address.path) > 1

    def test_is_neither_too_short_nor_too_long(self, path: Path) -> None:
        # Counted as a reader counts them: what stands between two spaces and holds a letter or a digit.
        count = sum(bool(_WORD.search(piece)) for piece in parts(path)[1].split())
        assert FEWEST_WORDS <= count <= MOST_WORDS

    def test_is_plain_paragraphs(self, path: Path) -> None:
        text = parts(path)[1]
        assert not re.search(r"^\s*(#|>|[-*+] |\d+\. )|https?://|\]\(|[*_`<>]", text, re.MULTILINE)
        assert all(line.strip() == line for line in text.split("\n"))


def test_there_are_enough_briefs_in_each_language() -> None:
    count = Counter(str(parts(path)[0]["language"]) for path in files())
    assert count.total() >= 24
    assert count["fr"] >= 16
    assert count["en"] >= 8


def test_no_two_briefs_have_the_same_text_or_title(texts: dict[str, str]) -> None:
    assert len({" ".join(words(text)) for text in texts.values()}) == len(texts)
    assert len({parts(path)[0]["title"] for path in files()}) == len(texts)


def test_nothing_is_copied_from_the_seed_article(shared: Path, texts: dict[str, str]) -> None:
    seed = runs((shared / "seeds" / "togo-russie.fr.txt").read_text(encoding="utf-8"))
    assert seed
    loans = {name: [" ".join(run) for run in sorted(runs(text) & seed)] for name, text in texts.items()}
    assert not {name: found for name, found in loans.items() if found}
