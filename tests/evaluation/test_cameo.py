"""Events as CAMEO codes, and the suite of the field's own coders."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rdflib import SKOS, Graph

from amity import resources, vocabulary
from amity.evaluation.annotation import table
from amity.evaluation.cameo import CodedSentence, actor, coded, in_scope, read_suite, tally
from amity.extraction import Extractor

SCRIPT = Path(__file__).parent / "cameo_suite.py"
TEXT = {"actors": [{"id": "USA", "mentions": [[4, 7]]}, {"id": "ISR", "mentions": [[0, 3], [30, 36]]}]}


def event(type_: str, status: str = "done", **fields: object) -> dict[str, Any]:
    said = {"parties": ["ISR", "USA"], "domains": [], "triggers": [], "evidence": [[4, 40]]}
    return {**said, "type": type_, "status": status, **fields}


def test_every_class_but_the_breaks_has_a_code_and_every_code_is_aligned() -> None:
    graph = Graph().parse(resources.ontology() / "alignments" / "cameo-plover.ttl")
    codes = {str(code) for code in graph.objects(None, SKOS.notation)}
    assert {row["code"][:3] for row in table("cameo.tsv")} <= codes
    classes = {iri.rsplit("#", 1)[1] for iri in vocabulary.EVENT_CLASSES}
    assert classes - {row["class"] for row in table("cameo.tsv")} == {"BreakingRelations", "MissionClosure"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (event("Meeting"), {("ISR", "USA", "040"), ("USA", "ISR", "040")}),
        (event("Meeting", "planned"), {("ISR", "USA", "040"), ("USA", "ISR", "040")}),
        (event("Meeting", triggers=["held talks"]), {("ISR", "USA", "046"), ("USA", "ISR", "046")}),
        (event("Meeting", "cancelled"), set()),
        (event("BreakingRelations"), set()),
        (event("Visit", roles={"ISR": "host", "USA": "guest"}), {("USA", "ISR", "042")}),
        (event("Aid", "planned", domains=["humanitarian"], roles={"ISR": "recipient", "USA": "donor"}),
         {("USA", "ISR", "0333")}),
        (event("SecurityCooperation", "planned", triggers=["supply … arms"]), {("USA", "ISR", "072")}),
        (event("SecurityCooperation", triggers=["army drill"]), {("ISR", "USA", "062"), ("USA", "ISR", "062")}),
        (event("StatementOfIntent", "planned"), {("ISR", "USA", "030"), ("USA", "ISR", "030")}),
        (event("StatementOfIntent", domains=["energy"]), {("ISR", "USA", "031"), ("USA", "ISR", "031")}),
    ],
)  # fmt: skip
def test_an_event_is_coded_by_class_status_domains_and_words(
    found: dict[str, Any], expected: set[tuple[str, ...]]
) -> None:
    assert coded(found, TEXT) == expected


def test_actors_lose_their_sector() -> None:
    assert [actor(code) for code in ("USAGOV", "IGOEUREEC", "---CVL")] == ["USA", "EU", "---CVL"]


@pytest.mark.parametrize(
    ("gold", "inside"),
    [
        (("USAGOV", "CHN", "042"), True),
        (("UKR", "IGOEUREEC", "057"), True),
        (("USAGOV", "USA", "060"), False),
        (("USAGOV", "MMROPP", "040"), False),
        (("ISR", "PSE", "0352"), False),
        (("RUSGOV", "---CVL", "040"), False),
    ],
)
def test_in_scope_are_two_states_or_organizations(gold: tuple[str, str, str], inside: bool) -> None:
    assert in_scope(gold) == inside


def test_a_tally_is_strict() -> None:
    gold = frozenset({("USAGOV", "CHN", "042"), ("RUS", "CHN", "040"), ("USAGOV", "USA", "060")})
    found = frozenset({("USA", "CHN", "042"), ("CHN", "RUS", "040"), ("USA", "CHN", "040")})
    sentences = [CodedSentence("a", "", gold, found)]
    assert tally(sentences).right == 1
    assert (tally(sentences, scope=True).annotated, tally(sentences).annotated) == (2, 3)
    assert tally(sentences, directed=False).right == 2


def test_a_suite_that_cannot_be_read_is_named(tmp_path: Path, extractor: Extractor) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_text(json.dumps({"id": "a", "date": "20240101", "text": "", "events": []}) + "\n{}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: no sentence"):
        list(read_suite(suite, extractor))


def test_the_suite_of_universal_petrarch(shared: Path) -> None:
    suite = shared / "data" / "petrarch" / "petr2_gsr_gold.jsonl"
    printed = subprocess.run([sys.executable, str(SCRIPT), str(suite)], capture_output=True, text=True, check=True)
    first, theirs, *ours = printed.stdout.splitlines()
    assert first.startswith("78 sentences")
    assert "F1 .659" in theirs
    assert [line.split("(")[1].split(",")[0].split(" of ")[1] for line in ours[:4]] == ["33", "28", "19", "14"]
    assert any(line.startswith("out of scope") and "USAGOV MMROPP 040" in line for line in ours)
