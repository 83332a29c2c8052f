"""Normalizing keeps offsets; sentences end where a reader ends them."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amity.documents.dateline import DATE_LINE
from amity.extraction.text import fold, normalize, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(normalize(text))]


@given(st.text())
def test_normalizing_keeps_every_offset(text: str) -> None:
    assert len(normalize(text)) == len(text)


@given(st.text())
def test_sentences_are_in_order_and_hold_all_that_is_not_blank(text: str) -> None:
    assume(not DATE_LINE.match(text))
    spans = list(sentences(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert sum(not c.isspace() for c in text) == sum(not c.isspace() for a, b in spans for c in text[a:b])


@pytest.mark.parametrize("mark", ["date 2024-11 ", " Date: 2024-11-12\n", "date 2024  "])
def test_the_day_of_the_text_is_in_no_sentence(mark: str) -> None:
    assert cut(f"{mark}Le Togo a reçu le Bénin. Il date 2024.") == ["Le Togo a reçu le Bénin.", "Il date 2024."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il est venu. Il est reparti.", 2),
        ("M. Dussey a reçu le Dr. Ouattara. Ils ont parlé.", 2),
        ("Le U.S. Secretary of State met Mr. Lavrov in Geneva.", 1),
        ("Le prêt est de 3.5 milliards. C'est beaucoup.", 2),
        ("« Nous sommes prêts. » Le ministre l’a dit.", 2),
        ("Une ligne\nUne autre", 2),
        ("Qui ? Lui ! Et encore…", 3),
        ("J. Biden a appelé V. Poutine.", 1),
    ],
)
def test_where_sentences_end(text: str, expected: int) -> None:
    assert len(cut(text)) == expected, cut(text)


def test_words_are_compared_without_case_or_accents() -> None:
    assert fold("Éthiopie") == fold("ETHIOPIE") == "ethiopie"
