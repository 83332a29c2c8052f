"""Brokers, blocs and portfolios on networks whose answer is plain."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity import analysis
from amity.analysis.blocs import overlap
from amity.analysis.portfolios import cosine
from amity.store import Dataset

Learnt = Callable[..., Dataset]


def test_the_broker_is_who_ties_two_groups(learnt: Learnt) -> None:
    pairs = ["BEN GHA", "BEN TGO", "GHA TGO", "FRA DEU", "FRA TGO", "DEU TGO"]
    found = analysis.brokers(learnt(*(f"a 2020 | Meeting | {p} | 2020-0{n}-01" for n, p in enumerate(pairs, 1))))
    assert found.rows[0].actor == "TGO"
    assert (found.rows[0].first, found.rows[0].last, found.rows[0].partners) == (2018, 2020, 4)


def test_a_bloc_keeps_its_number(learnt: Learnt) -> None:
    def triangle(year: int, *codes: str) -> list[str]:
        pairs = [f"{a} {b}" for a in codes for b in codes if a < b]
        return [f"a 2023 | Meeting | {pair} | {year}-0{n}-01" for n, pair in enumerate(pairs, 1)]

    dataset = learnt(
        *triangle(2020, "BEN", "GHA", "TGO"),
        *triangle(2020, "DEU", "FRA", "ITA"),
        *triangle(2021, "DEU", "FRA", "ITA"),
        *triangle(2021, "CHN", "IND", "RUS"),
    )
    found = {(row.last, row.members): row.bloc for row in analysis.blocs(dataset, width=1).rows}
    assert found[2020, ("DEU", "FRA", "ITA")] == found[2021, ("DEU", "FRA", "ITA")]
    assert len(set(found.values())) == 3
    assert found[2021, ("CHN", "IND", "RUS")] == 3


def test_portfolios_are_compared_without_what_both_did(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020 | Meeting | TGO RUS | 2020-01-01 | done | energy",
        "a 2020 | Meeting | TGO CHN | 2020-02-01 | done | health",
        "a 2020 | Meeting | BEN RUS | 2020-03-01 | done | renewable-energy",
        "a 2020 | Meeting | BEN CHN | 2020-04-01 | done | health",
        "a 2020 | Meeting | GHA RUS | 2020-05-01 | done | culture",
        "a 2020 | Meeting | GHA CHN | 2020-06-01 | done | culture",
        "a 2020 | Meeting | GHA TGO | 2020-07-01 | done | culture",
    )
    found = {row.actor: row for row in analysis.portfolios(dataset, "TGO", least=2).rows}
    assert found["BEN"].shared == ("energy", "health")
    assert found["BEN"].similarity == pytest.approx(2 / (2**0.5 * 3**0.5), abs=0.001)
    assert found["GHA"].similarity == 0
    assert "FRA" not in found


VECTORS = st.dictionaries(st.sampled_from("abcde"), st.floats(0.1, 10), min_size=1)


@given(VECTORS, VECTORS)
def test_likeness_is_mutual_and_between_zero_and_one(one: dict[str, float], other: dict[str, float]) -> None:
    assert cosine(one, other) == pytest.approx(cosine(other, one))
    assert -1e-9 <= cosine(one, other) <= 1 + 1e-9
    assert cosine(one, {name: 3 * value for name, value in one.items()}) == pytest.approx(1)
    assert cosine(one, {}) == 0
    assert overlap(one, one) == 1 and overlap(one, []) == 0
