"""Whatever the text, extraction comes to an end, quotes what is there, and says the same twice."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.extraction import Extractor
from amity.extraction.output import as_json
from amity.model import Document
from amity.periods import bounds

STATUSES = {"done", "planned", "ongoing", "denied", "suspended", "cancelled"}

ROWS = (Path(__file__).parent / "fragments.tsv").read_text(encoding="utf-8").splitlines()[1:]
FRAGMENTS = {code: [row[3:] for row in ROWS if row.startswith(code)] for code in ("fr", "en")}
LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]
UNSEEN = ["\t", "\u00a0", "\u202f", "\u3000", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\x00", "\x1b[31m"]
LETTERS = ["e\u0301", "\u0301", "İ", "ß", "ﬁ", "ǅ", "Ⅷ", "𝐓𝐨𝐠𝐨", "外交部長", "وزير الخارجية", "Лавров"]
SURROGATES = ["😀", "\ud800", "\udfff"]
MARKS = ["-", "–", "’", "« ", " »", "“", "…", "?!", ". ", ", ", " ; ", ": ", "(", ")", "[", "/", "&", "%", "$", "€"]
NUMBERS = ["0", "00", "1.1.1", "31/02/2024", "9" * 20, "1e9", "-5", "9999", "0000", "²", "½", "０", "١٢", "①"]
WORDS = ["a" * 300, "A-" * 200, "Ab" * 150, "<b>"]
ODD = st.sampled_from(LINE_ENDS + UNSEEN + LETTERS + SURROGATES + MARKS + NUMBERS + WORDS) | st.text(max_size=4)
PUBLISHED = st.sampled_from((None, "2024", "2024-06", "2024-06-12", "2024-02-29", "0001-01-01", "9999-12-31"))


@st.composite
def texts(draw: st.DrawFn, language: str) -> str:
    """A text of fragments and odd characters, parted by blanks as a rule."""
    word = st.sampled_from(FRAGMENTS[language])
    joint = st.sampled_from((" ", " ", " ", " ", ", ", ". ", "\n", "", "-", "'"))
    return "".join(map("".join, draw(st.lists(st.tuples(word | word | word | ODD, joint), max_size=40))))


def check(extractor: Extractor, document: Document) -> None:
    text = document.text
    reading = extractor.read(document)
    for event in reading.events:
        assert len(set(event.actors)) >= 2
        assert event.status in STATUSES
        assert event.evidence
        for evidence in event.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert evidence.quote == text[evidence.start : evidence.end]
        assert event.part_of is None or 0 <= event.part_of < len(reading.events)
        assert event.date is None or bounds(event.date)
        assert 0 < event.confidence <= 1
    known = {actor.id for actor in reading.actors}
    assert len(known) == len(reading.actors)
    assert {person for event in reading.events for person in event.participants} <= known
    for actor in reading.actors:
        assert actor.id
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)
    json.dumps(as_json(reading, explain=True))
    assert extractor.read(document) == reading


fuzzed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@fuzzed
@given(text=texts("fr"), published=PUBLISHED)
def test_any_french_text_is_read(extractor: Extractor, text: str, published: str | None) -> None:
    check(extractor, Document("x", text, "fr", published))


@fuzzed
@given(text=texts("en"), published=PUBLISHED)
def test_any_english_text_is_read(extractor: Extractor, text: str, published: str | None) -> None:
    check(extractor, Document("x", text, "en", published))


@fuzzed
@given(text=st.text(st.characters(), max_size=200), language=st.sampled_from(("fr", "en")), published=PUBLISHED)
def test_any_characters_are_read(extractor: Extractor, text: str, language: str, published: str | None) -> None:
    check(extractor, Document("x", text, language, published))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Le Togo et le Ghana ont signé un accord " + "'" * 1_400, id="a phrase that never ends"),
        pytest.param("\ud800 Lomé, au Togo", id="half of a surrogate pair"),
        pytest.param("Fin." + " " * 100_000 + "a", id="a line of spaces"),
        pytest.param("Fin" + "." * 100_000 + "a", id="a line of points"),
        pytest.param("1" + " 111" * 8_000, id="a number without end"),
        pytest.param("$1 1€ " * 8_000, id="many amounts"),
        pytest.param("a" * 100_000, id="a long word"),
        pytest.param("Le Togo a signé, avec le Ghana, un accord, " * 2_300, id="a sentence of 100 kB"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_endless_text_is_read(extractor: Extractor, text: str, language: str) -> None:
    check(extractor, Document("x", text, language, "2024-06-12"))
