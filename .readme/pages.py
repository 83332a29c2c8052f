"""Writes the parts of the READMEs that are made from the project itself: python .readme/pages.py

A part stands between two comments, `<!-- NAME: made by .readme/pages.py -->` and `<!-- end of NAME -->`; all else in a
page is written by hand and left alone. tests/test_documentation.py makes each part again and compares.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import ontology_page
import package_page
import questions_page

from amity import resources
from amity.documents import Refusal, read
from amity.extraction import Extractor
from amity.store import Dataset

ROOT = Path(__file__).resolve().parent.parent


def parts(dataset: Dataset, extractor: Extractor) -> Mapping[str, Mapping[str, str]]:
    """The parts of each page, by the path of the page and the name of the part; `dataset` is that of the dossier."""
    ontology = resources.ontology()
    return {
        "ontology/README.md": {
            "diagrams": ontology_page.diagrams(ontology),
            "reference": ontology_page.reference(ontology),
            "domains": ontology_page.domains(ontology),
        },
        "queries/README.md": {"questions": questions_page.questions(dataset)},
        "graph/README.md": {
            "commands": package_page.commands(),
            "example": package_page.example(extractor),
            "datasets": package_page.datasets(),
        },
    }


def filled(page: str, made: Mapping[str, str]) -> str:
    """The page with its parts as made. Raises ValueError where the page has not the place of a part."""
    for name, text in made.items():
        opening, closing = f"<!-- {name}: made by .readme/pages.py -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(opening)}\n.*?{re.escape(closing)}", re.DOTALL)
        places = list(pattern.finditer(page))
        if len(places) != 1:
            raise ValueError(f"the part {name!r} has {len(places)} places; expected one, from {opening} to {closing}")
        before, after = page[: places[0].start()], page[places[0].end() :]
        page = f"{before}{opening}\n\n{text.strip()}\n\n{closing}{after}"
    return page


def main() -> None:
    """Reads the dossier and writes the pages."""
    extractor, dataset = Extractor(), Dataset.memory()
    for document in read([resources.dossier()]):
        if isinstance(document, Refusal):
            raise SystemExit(str(document))
        dataset.learn(extractor.read(document))
    for name, made in parts(dataset, extractor).items():
        path = ROOT / name
        path.write_text(filled(path.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
