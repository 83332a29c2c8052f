"""Analyses on the command line: rows on standard output, what they rest on and do not show beside them."""

import csv
import io
import json
import sys
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from amity import analysis, cli, console
from amity.parameters import ParameterError
from amity.store import Dataset

Learnt = Callable[..., Dataset]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def dataset(learnt: Learnt) -> Dataset:
    return learnt("a 2020 | Meeting | TGO RUS | 2020 | done | energy", "b 2021 | Meeting | TGO GHA | 2021")


@pytest.fixture
def run(dataset: Dataset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(console, "open_dataset", lambda _: nullcontext(dataset))
        monkeypatch.setattr(sys, "argv", ["amity", "analyze", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return int(stop.value.code or 0), *capsys.readouterr()

    return run


def test_a_table_with_what_it_rests_on(run: Run) -> None:
    code, out, err = run("diversification", "Togo")
    assert code == 0
    assert out.startswith("year") and "2021" in out and "GHA" in out
    assert "2 documents (2020-01 – 2021-01)" in err and "It does not show" in err
    assert "Ne montre pas" in run("diversification", "Togo", "--lang", "fr")[2]


def test_json_and_csv(run: Run) -> None:
    found = json.loads(run("promises", "--format", "json")[1])
    assert found["rows"] == [] and found["figures"]["kept"] == 0 and found["limit"].startswith("It does not show")
    rows = list(csv.DictReader(io.StringIO(run("pair", "Togo", "Russia", "--format", "csv")[1])))
    assert [(row["year"], row["domains"], row["next"]) for row in rows] == [("2020", "energy", "False")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["truth"], "no analysis 'truth'"),
        (["pair", "Togo"], "of 2 actors, and 1 are given"),
        (["promises", "Togo", "Ghana"], "of 0 or 1 actors"),
        (["blocs", "Togo"], "of 0 actors"),
        (["trends", "Togo"], "needs --since"),
        (["blocs", "--since", "2020"], "no other analysis"),
        (["diversification", "Togoo"], "did you mean"),
    ],
)
def test_wrong_words_are_wrong_usage(run: Run, words: list[str], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "") and message in err


def test_every_analysis_is_named_in_the_help(run: Run) -> None:
    help_ = run("--help")[1]
    assert all(name in help_ for name in analysis.ANALYSES)


def test_a_name_is_needed(dataset: Dataset) -> None:
    with pytest.raises(ParameterError, match="blocs, brokers"):
        analysis.run(dataset, "", [])
