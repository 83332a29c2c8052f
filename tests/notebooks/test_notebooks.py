"""The notebooks run from first to last, show what they speak of, and are kept without what they show."""

import json
from pathlib import Path
from typing import Any

import pytest

from amity import vocabulary
from amity.store import Dataset

nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: pip install '.[test]'")
nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: pip install '.[test]'")

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
SHOWN = {
    "1": ["<Graph memory: 2 documents>", "<Answer evidence: 2 rows>", "<Answer missions: 1 row>", "2024-05-13"],
    "2": ["<Graph amity-out/store:", "modularity", "<Result diversification:", "<Result trends:", "4.000"],
    # The word that is added finds Togo.
    "3": ["<Answer partners: 2 rows>", "<Answer partners: 3 rows>", "<Answer places:"],
    "4": ["Russia", "overdue", "True\nTrue\nTrue"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, dossier: Dataset) -> Path:
    """A folder in which `amity build` has been run: the dossier is read once and not by every notebook."""
    folder = tmp_path_factory.mktemp("notebooks")
    with Dataset.open(folder / "amity-out" / "store", write=True) as dataset:
        for document in dossier.documents():
            dataset.learn_quads(document, list(dossier.quads(vocabulary.document_graph(document))))
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_and_shows_what_it_speaks_of(path: Path, folder: Path) -> None:
    notebook = nbformat.read(path, 4)
    nbclient.NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    results = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [r for r in results if r.output_type == "stream" and r.name == "stderr" and "amity" in r.text]
    text = "\n".join(r.data["text/plain"] for r in results if "data" in r and "text/plain" in r.data)
    for expected in SHOWN[path.name[0]]:
        assert expected in text, text


def test_there_are_four() -> None:
    assert [path.name[0] for path in NOTEBOOKS] == list(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert cells[0]["cell_type"] == "markdown" and "".join(cells[0]["source"]).startswith("# ")
