"""Names found in a text: the longest, with their capitals, whatever their accents and hyphens."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.extraction.gazetteer import Gazetteer, Kind
from amity.extraction.lexicon import load


def named(text: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.readings[0][0]) for f in load(language).actors.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Guinée-Bissau et la Guinée", [("Guinée-Bissau", "GNB"), ("Guinée", "GIN")]),
        ("la Guinée équatoriale", [("Guinée équatoriale", "GNQ")]),
        ("l'Afrique du Sud et le Nigeria", [("Afrique du Sud", "ZAF"), ("Nigeria", "NGA")]),
        ("le Viêt Nam, le Vietnam", [("Viêt Nam", "VNM"), ("Vietnam", "VNM")]),
        ("la CÔTE D'IVOIRE", [("CÔTE D'IVOIRE", "CIV")]),
        ("les Etats-Unis", [("Etats-Unis", "USA")]),
        ("la Cédéao", [("Cédéao", "ECOWAS")]),
        ("le franc CFA", [("franc CFA", "")]),
    ],
)
def test_french_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivory Coast and Niger", [("Ivory Coast", "CIV"), ("Niger", "NER")]),
        ("the Democratic Republic of the Congo", [("Democratic Republic of the Congo", "COD")]),
        ("the UN and who", [("UN", "UN")]),
        ("South Korean", [("South Korean", "KOR")]),
    ],
)
def test_english_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, "en") == expected


def test_a_name_needs_its_capital() -> None:
    assert named("une tasse en chine et un mali") == []


def test_several_may_share_a_name() -> None:
    (found,) = load("fr").actors.find("congolais")
    assert {actor for actor, _ in found.readings} == {"COD", "COG"}


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=10), max_size=5))
def test_found_names_do_not_overlap(text: str, names: list[str]) -> None:
    gazetteer = Gazetteer()
    for name in names:
        gazetteer.add(name, "x", Kind.NAME)
    found = list(gazetteer.find(text))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
