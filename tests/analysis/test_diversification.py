"""Diversity counts what took place, knows newcomers, and says how sure it is."""

from collections.abc import Callable

import pytest

from amity import analysis
from amity.store import Dataset

Learnt = Callable[..., Dataset]


def test_equal_partners_are_as_many_as_they_are(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020-12 | Meeting | TGO RUS | 2020-01-01 | done | renewable-energy",
        "a 2020-12 | Meeting | TGO GHA | 2020-02-01 | done | energy",
        "a 2020-12 | Meeting | TGO NGA | 2020-03-01 | done | health",
        "a 2020-12 | Meeting | TGO FRA | 2020-04-01 | planned",
        "a 2020-12 | Visit | TGO BEN | 2020-04-01 | denied",
        "a 2020-12 | BreakingRelations | TGO QAT | 2020-05-01",
        "b 2022-06 | Meeting | TGO RUS | 2022-01-01",
        "b 2022-06 | Meeting | TGO FRA",
    )
    found = analysis.diversification(dataset, "Togo")
    first, second = found.rows
    assert (first.year, first.events, first.partners, first.effective) == (2020, 3, 3, 3)
    assert first.concentration == pytest.approx(1 / 3, abs=0.001)
    assert first.newcomers == ("GHA", "NGA", "RUS")
    # Renewable energy is energy: two events to one.
    assert first.domains == pytest.approx(3 / 2 ** (2 / 3), abs=0.001)
    assert (second.year, second.partners, second.newcomers) == (2022, 2, ("FRA",))
    assert found.coverage == (("2020-12", 1), ("2022-06", 1))


def test_a_conference_weighs_less_for_each_of_many(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020 | Meeting | TGO RUS | 2020-01-01", "a 2020 | Conference | TGO GHA NGA BEN FRA | 2020-03-01"
    )
    (row,) = analysis.diversification(dataset, "TGO").rows
    assert row.partners == 5
    assert row.concentration == pytest.approx((1 + 4 / 16) / 4, abs=0.001)


def test_the_interval_holds_the_estimate_narrows_and_is_repeatable(learnt: Learnt) -> None:
    pairs = ["RUS", "GHA", "NGA", "FRA"]
    few = learnt(*(f"a 2020 | Meeting | TGO {code} | 2020-0{n}-01" for n, code in enumerate(pairs, 1)))
    many = learnt(
        *(f"a 2020 | Meeting | TGO {code} | 2020-{m:02}-1{n}" for n, code in enumerate(pairs) for m in range(1, 13))
    )
    (wide,), (narrow,) = (analysis.diversification(dataset, "TGO").rows for dataset in (few, many))
    for row in (wide, narrow):
        assert row.low < row.effective < row.high
        assert row.effective == pytest.approx(4)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert analysis.diversification(few, "TGO").rows == (wide,)
    assert analysis.diversification(few, "TGO", seed=2).rows != (wide,)


def test_one_partner_is_sure(learnt: Learnt) -> None:
    (row,) = analysis.diversification(learnt("a 2020 | Meeting | TGO RUS | 2020"), "TGO").rows
    assert (row.effective, row.low, row.high, row.concentration) == (1, 1, 1, 1)


def test_nobody(learnt: Learnt) -> None:
    found = analysis.diversification(learnt("a 2020 | Meeting | GHA RUS | 2020"), "TGO")
    assert found.rows == found.coverage == ()
