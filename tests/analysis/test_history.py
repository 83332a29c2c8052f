"""Promises, sources, trends and pairs: each outcome once, and what is not known stays unknown."""

from collections.abc import Callable
from datetime import date

import pytest

from amity import analysis
from amity.store import Dataset

Learnt = Callable[..., Dataset]


def outcomes(found: analysis.Result[analysis.Promise]) -> dict[str, tuple[str, int | None]]:
    return {"-".join(sorted(row.parties)): (row.outcome, row.delay) for row in found.rows}


PROMISES = (
    "a 2020-01 | MissionOpening | TGO RUS | 2020 | planned",
    "b 2020-12 | MissionOpening | TGO RUS | 2020-11-01 | done",
    "a 2020-01 | MissionOpening | TGO GHA | 2020-03 | planned",
    "a 2020-01 | MissionOpening | TGO FRA | 2030 | planned",
    "a 2020-01 | MissionOpening | TGO IND | | planned",
    "a 2020-01 | Meeting | TGO CHN | 2020-02-01 | planned",
    "b 2020-12 | Meeting | TGO CHN | 2020-02-01 | cancelled",
    "a 2020-01 | StatementOfIntent | TGO NGA | 2020-01 | planned",
    "b 2020-12 | Meeting | TGO BEN | 2020-11-02 | done",
)


def test_what_became_of_promises(learnt: Learnt) -> None:
    found = analysis.promises(learnt(*PROMISES), "TGO")
    assert outcomes(found) == {
        "RUS-TGO": ("kept", 0),
        "GHA-TGO": ("overdue", None),
        "FRA-TGO": ("pending", None),
        "IND-TGO": ("pending", None),
        "CHN-TGO": ("cancelled", None),
    }
    assert found.figures == {"kept": 1, "overdue": 1, "pending": 2, "cancelled": 1, "median_delay": 0}
    assert [row.due for row in found.rows][-1] == ""
    later = analysis.promises(learnt(*PROMISES), today=date(2031, 1, 1))
    assert outcomes(later)["FRA-TGO"] == ("overdue", None)


def test_a_delay_is_the_least_it_can_have_been(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020-01 | MissionOpening | TGO RUS | 2020-03 | planned",
        "b 2020-05 | MissionOpening | TGO RUS | 2020-04 | done",
    )
    found = analysis.promises(dataset)
    (row,) = found.rows
    assert (row.outcome, row.due, row.took_place, row.delay) == ("kept", "2020-03", "2020-04", 1)


def test_publishers_are_counted_and_not_documents(learnt: Learnt) -> None:
    dataset = learnt(
        "tass-1 2020-01 | Meeting | TGO RUS | 2020-01-01",
        "tass-2 2020-01 | Meeting | TGO RUS | 2020-01-01",
        "afp-1 2020-02 | Meeting | TGO GHA | 2020-02-01",
        "tass-3 2020-02 | Meeting | TGO GHA | 2020-02-01",
    )
    found = analysis.corroboration(dataset, "TGO")
    assert [(row.documents, row.publishers) for row in found.rows] == [
        (2, ("afp.example", "tass.example")),
        (2, ("tass.example",)),
    ]
    assert found.figures == {"corroborated": 0.5}
    assert analysis.corroboration(dataset, "FRA").figures == {"corroborated": None}


def test_who_denies_what_another_affirms(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020-01 | Meeting | TGO RUS | 2020-01-01",
        "b 2020-01 | Meeting | TGO RUS | 2020-01-01 | denied",
        "b 2020-01 | Meeting | TGO GHA | 2020-02-01 | denied",
    )
    (row,) = analysis.contradictions(dataset).rows
    assert (row.parties, row.affirmed_by, row.denied_by) == (("RUS", "TGO"), ("a",), ("b",))


def test_a_partner_rises_by_its_share_and_not_by_what_is_written(learnt: Learnt) -> None:
    past = [f"a 2019 | Meeting | TGO {code} | 2018-0{n}-01" for n in (1, 2) for code in ("RUS", "FRA")]
    # Four times as much is written: France has as many events as before, Russia its old share.
    since = [f"b 2021 | Meeting | TGO RUS | 2020-0{n}-01" for n in range(1, 9)]
    since += [f"b 2021 | Meeting | TGO CHN | 2020-0{n}-01" for n in range(1, 7)]
    since += [f"b 2021 | Meeting | TGO FRA | 2020-0{n}-01" for n in (1, 2)]
    found = analysis.trends(learnt(*past, *since), "TGO", since=2020)
    assert [row.partner for row in found.rows] == ["CHN", "RUS", "FRA"]
    assert [(row.share_before, row.share_since) for row in found.rows] == [(0, 0.375), (0.5, 0.5), (0.5, 0.125)]
    assert found.rows[1].change == pytest.approx(0, abs=0.01)
    assert found.rows[0].z > 0 > found.rows[2].z
    with pytest.raises(ValueError, match="0 events before 2010"):
        analysis.trends(learnt(*past), "TGO", since=2010)


def test_the_profile_of_a_pair(learnt: Learnt) -> None:
    dataset = learnt(
        "a 2020-06 | Meeting | TGO RUS | 2020-05-01 | done | energy",
        "a 2020-06 | Visit | RUS TGO | 2020-03-01 | planned",
        "a 2020-06 | MissionOpening | TGO RUS | 2022 | planned | energy trade",
        "a 2020-06 | AgreementSigning | TGO RUS | 2021 | planned",
        "a 2020-06 | Meeting | TGO GHA | 2020-05-01",
        "b 2019-01 | Aid | TGO RUS",
    )
    found = analysis.pair(dataset, "TGO", "Russia")
    assert [row.kind for row in found.rows] == ["Aid", "Visit", "Meeting", "AgreementSigning", "MissionOpening"]
    assert [row.kind for row in found.rows if row.next] == ["AgreementSigning"]
    assert [row.year for row in found.rows][:2] == [2019, 2020]
    assert found.figures == {"domain:energy": 2, "domain:trade": 1, "status:done": 2, "status:planned": 3}
    assert found.documents == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_analysis_says_what_it_does_not_show(learnt: Learnt, language: str) -> None:
    dataset = learnt("a 2020 | Meeting | TGO RUS | 2020", "b 2021 | Meeting | TGO RUS | 2021")
    results = [
        analysis.diversification(dataset, "TGO"),
        analysis.promises(dataset),
        analysis.corroboration(dataset),
        analysis.contradictions(dataset),
        analysis.trends(dataset, "TGO", since=2021),
        analysis.brokers(dataset),
        analysis.blocs(dataset),
        analysis.pair(dataset, "TGO", "RUS"),
        analysis.portfolios(dataset, "TGO"),
    ]
    for found in results:
        assert found.title(language)
        assert found.limit(language).endswith(".") and found.limit(language).count(".") == 1
        assert all(
            set(record) == set(type(row)._fields) for record, row in zip(found.records(), found.rows, strict=True)
        )
    assert {found.name for found in results} == {
        *("diversification", "promises", "corroboration", "contradictions", "trends", "brokers", "blocs", "pair"),
        "portfolios",
    }
