"""Amounts of money as the two languages write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.extraction.lexicon import load


def amounts(text: str, language: str = "fr", states: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [
        (format(found.amount.value, "f"), found.amount.currency)
        for found in load(language).amounts.find(text, language, states)
    ]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("un don de 5 millions de dollars", "5000000", "USD"),
        ("plus de 25,5 milliards de francs CFA", "25500000000", "XOF"),
        ("1 500 000 euros", "1500000", "EUR"),
        ("12 millions d'euros", "12000000", "EUR"),
        ("500 000 dollars américains", "500000", "USD"),
        ("40 millions de yuans", "40000000", "CNY"),
        ("un prêt de 150 millions de droits de tirage spéciaux", "150000000", "XDR"),
        ("un crédit de soixante millions de dollars", "60000000", "USD"),
        ("deux cent cinquante millions d'euros", "250000000", "EUR"),
        ("1 milliard 194 millions de yens", "1194000000", "JPY"),
        ("une valeur de 98 millions d'ariary", "98000000", "MGA"),
    ],
)
def test_french_amounts(text: str, value: str, currency: str) -> None:
    assert amounts(text) == [(value, currency)]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("a grant of $2.5 billion", "2500000000", "USD"),
        ("US$300 million", "300000000", "USD"),
        ("1,250,000 euros", "1250000", "EUR"),
        ("£40 million", "40000000", "GBP"),
        ("35 million dollars", "35000000", "USD"),
        ("3 billion yen", "3000000000", "JPY"),
    ],
)
def test_english_amounts(text: str, value: str, currency: str) -> None:
    assert amounts(text, "en") == [(value, currency)]


def test_quantities_are_no_amounts() -> None:
    assert amounts("200 tonnes de riz, 12 accords et 46 soldats en 2022") == []


def test_francs_cfa_are_of_central_africa_where_only_its_states_are_concerned() -> None:
    text = "2 milliards de FCFA"
    assert amounts(text, states=frozenset({"CMR"})) == [("2000000000", "XAF")]
    assert amounts(text, states=frozenset({"TGO"})) == [("2000000000", "XOF")]


@given(st.text(alphabet="0123456789 .,$€millionsdedollars", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for found in load("fr").amounts.find(text, "fr"):
        assert 0 <= found.start < found.end <= len(text)
        assert found.amount.value >= Decimal(0)
