"""One person, many spellings; one family name, several persons."""

import pytest

from amity.extraction.names import same_name, slug


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergueï Lavrov", "Sergey Lavrov"),
        ("Sergei Lavrov", "Lavrov"),
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Mohamed Bazoum", "Mohammed Bazoum"),
        ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu"),
        ("Faure Essozimna Gnassingbé", "Faure Gnassingbé"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("Robert Dussey", "Robert Fico"), ("Ali Bongo", "Omar Bongo"), ("Wang Yi", "Wang Wenbin")]
)
def test_names_of_different_persons(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_a_slug_is_plain() -> None:
    assert slug("Cheikh Tamim ben Hamad Al-Thani") == "cheikh-tamim-ben-hamad-al-thani"
