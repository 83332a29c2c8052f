"""`amity ask` and `amity sparql`: answers on standard output, messages on standard error, exit codes that tell."""

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from amity import cli
from amity.model import Actor, Document, Event, Evidence, Party, Reading
from amity.store import Dataset

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "store"
    evidence = (Evidence(0, 9, "Talks \x1b[2J"),)
    events = (
        Event("Meeting", (Party("RUS"), Party("TGO")), evidence, date="2024-11", domains=("energy",)),
        Event("Meeting", (Party("QAT"), Party("TGO")), evidence),
    )
    with Dataset.open(folder, write=True) as dataset:
        actors = (Actor("robert-dussey", "Person", "Robert Dussey"),)
        dataset.learn(Reading(Document("a", "", "en", "2024-12", "[red]A[/red]"), actors, (), events, "amity/0"))
    return str(folder)


@pytest.fixture
def run(store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: exit code, standard output, standard error."""

    def run(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("AMITY_STORE", store)
        monkeypatch.setattr(sys, "argv", ["amity", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def test_the_list_of_questions(run: Run) -> None:
    code, out, err = run("ask")
    assert (code, err) == (0, "")
    assert "partners" in out and "Partners of an actor" in out and "--actor ACTOR" in out
    code, out, _ = run("ask", "--format", "json", "--lang", "fr")
    assert {row["question"]: row["title"] for row in json.loads(out)}["partners"] == "Partenaires d'un acteur"
    code, out, _ = run("ask", "--format", "csv")
    assert next(csv.reader(io.StringIO(out))) == ["question", "title", "parameters"]


@pytest.mark.parametrize("actor", ["TGO", "Togo", "togo"])
def test_an_answer_in_each_format(run: Run, actor: str) -> None:
    code, out, err = run("ask", "partners", "--actor", actor)
    assert (code, err) == (0, "")
    assert "Russia" in out and "Qatar" in out and "2024-11" in out
    code, out, _ = run("ask", "partners", f"--actor={actor}", "--format", "csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["QAT", "RUS"]
    code, out, _ = run("ask", "partners", "--actor", actor, "--format", "json", "--lang", "fr")
    assert [row["partner"] for row in json.loads(out)] == ["Qatar", "Russie"]


def test_an_answer_without_rows_is_one(run: Run) -> None:
    code, out, err = run("ask", "partners", "--actor", "FJI")
    assert (code, err) == (0, "amity: nothing found\n")
    code, out, err = run("ask", "partners", "--actor", "FJI", "--format", "json")
    assert (code, out, err) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["partners"], "the question 'partners' needs --actor (the state or organization), for example --actor TGO"),
        (
            ["partners", "--actor", "Tgo0"],
            "--actor: no state or organization is called 'Tgo0'; did you mean TGO (Togo)",
        ),
        (["partners", "--actor"], "--actor needs a value"),
        (["partners", "TGO"], "'TGO' is not expected here; a parameter is written --name value"),
        (["partners", "--actor", "TGO", "--colour", "red"], "has no parameter --colour"),
        (["patners"], "there is no question 'patners'; there are agreements, "),
        (["--actor", "TGO"], "the name of the question comes first"),
        (["partners", "--actor", "TGO", "--since", "soon"], "--since: 'soon' is not a date"),
    ],
)
def test_wrong_usage_is_explained(run: Run, words: list[str], message: str) -> None:
    code, out, err = run("ask", *words)
    assert (code, out) == (2, "")
    assert err.startswith("amity: ") and message in err and err.count("\n") == 1


def test_help_of_a_question(run: Run) -> None:
    code, out, err = run("ask", "partners", "--help")
    assert (code, err) == (0, "")
    assert "--actor      the state or organization (actor, required; e.g. TGO)" in out
    assert "Example: amity ask partners --actor TGO" in out
    assert "Examples:" in run("ask", "--help")[1]


def test_a_folder_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT", encoding="utf-8")
    (tmp_path / "count.rq").write_text(
        "#+ title: {en: T, fr: T}\n#+ description: {en: D, fr: D}\n#+ parameters: {}\n"
        "#+ returns: {n: {as: integer, en: n, fr: n}}\nSELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a amity:Event }\n",
        encoding="utf-8",
    )
    code, out, err = run("ask", "count", "--queries", str(tmp_path), "--format", "csv")
    assert (code, out) == (0, "n\n2\n")
    assert "bad.rq: the header: expected" in err


def test_a_dataset_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, out, err = run("ask", "partners", "--actor", "TGO", "--store", str(tmp_path / "none"))
    assert (code, out) == (1, "") and "no dataset here; make one with `amity build" in err
    code, _, err = run("sparql", "ASK {}", "--store", "http://127.0.0.1:9/sparql")
    assert code == 1 and "cannot be reached" in err


def test_what_a_document_says_does_not_drive_the_terminal(run: Run) -> None:
    _, out, _ = run("ask", "evidence", "--event", "Meeting-RUS-TGO-2024-11")
    assert "\x1b" not in out and "[red]A[/red]" in out and "Talks" in out


# SPARQL


def test_sparql_in_each_format(run: Run) -> None:
    query = "SELECT DISTINCT ?e ?s { ?e a amity:Meeting ; amity:status ?s ; amity:date ?d }"
    code, out, err = run("sparql", query)
    assert (code, err) == (0, "") and "event:Meeting-RUS-TGO-2024-11" in out and "status:done" in out
    _, out, _ = run("sparql", "-", "--format", "csv", stdin=query)
    event = "https://w3id.org/amity/id/event/Meeting-RUS-TGO-2024-11"
    assert list(csv.reader(io.StringIO(out)))[1] == [event, "https://w3id.org/amity/id/status/done"]
    _, out, _ = run("sparql", query, "--format", "json")
    assert json.loads(out)["results"]["bindings"][0]["e"] == {"type": "uri", "value": event}


def test_sparql_asks_and_constructs(run: Run) -> None:
    assert run("sparql", "ASK { state:TGO amity:partnerOf state:QAT }")[1] == "true\n"
    _, out, _ = run("sparql", "CONSTRUCT { state:TGO amity:partnerOf ?x } WHERE { state:TGO amity:partnerOf ?x }")
    assert "@prefix amity:" in out and "state:TGO amity:partnerOf state:" in out


def test_sparql_has_a_limit_and_says_so(run: Run) -> None:
    code, out, err = run("sparql", "SELECT DISTINCT ?s { ?s ?p ?o }", "--limit", "3", "--format", "csv")
    assert code == 0 and len(out.splitlines()) == 4
    assert err == "amity: only the first 3 rows are shown; ask for more with --limit\n"


def test_sparql_that_is_refused_or_wrong(run: Run) -> None:
    code, out, err = run("sparql", "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }")
    assert (code, out) == (1, "") and "SERVICE is refused" in err
    code, out, err = run("sparql", "DROP ALL")
    assert (code, out) == (1, "") and "DROP is refused" in err
    code, out, err = run("sparql", "SELECT")
    assert (code, out) == (2, "") and "not a SPARQL query" in err


# The command as a whole


def test_every_command_has_help_with_an_example(run: Run) -> None:
    for command in ("build", "extract", "ask", "sparql", "view", "export", "check"):
        code, out, _ = run(command, "--help")
        assert code == 0 and f"amity {command}" in out.split("Example")[1], command


def test_usage_errors_are_two(run: Run) -> None:
    assert run("nonsense")[0] == 2
    assert run("extract")[0] == 2
    assert run("sparql", "ASK {}", "--limit", "none")[0] == 2
    assert run("--version")[:2] == (0, f"amity {cli.__version__}\n")


def test_help_is_quick() -> None:
    code = "import sys; from amity.cli import main; sys.argv = ['amity', '--help']; main()"
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert time.monotonic() - started < 2, "it takes a tenth of that; a command imports what it needs when it runs"
    loaded = "import sys, amity.cli; print(sorted({'spacy', 'pyoxigraph', 'rdflib', 'networkx'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert out == "[]\n"


def test_a_pipe_that_closes_is_no_error(store: str) -> None:
    code = "import sys; from amity.cli import main; sys.argv = ['amity', *sys.argv[1:]]; main()"
    words = ["sparql", "SELECT * { ?s ?p ?o }", "--format", "csv", "--store", store]
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() in ("", "amity: only the first 10,000 rows are shown; ask for more with --limit\n")
        assert process.wait() == 0
