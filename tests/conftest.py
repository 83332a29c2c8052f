"""What the tests share: the folder of real data beside the checkout, the models, loaded once, and two datasets."""

from pathlib import Path

import pytest

from amity import resources
from amity.documents import Refusal, read
from amity.extraction import Extractor
from amity.store import Dataset

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and datasets; it stands beside the checkout and is never part of the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real data (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor; it loads each language model once."""
    return Extractor()


@pytest.fixture(scope="session")
def dossier(extractor: Extractor) -> Dataset:
    """The dataset of the dossier that ships, in memory; tests do not change it."""
    dataset = Dataset.memory()
    for document in read([resources.dossier()]):
        assert not isinstance(document, Refusal), str(document)
        dataset.learn(extractor.read(document))
    return dataset


@pytest.fixture(scope="session")
def seed(extractor: Extractor, shared: Path) -> Dataset:
    """The dataset of the seed article, in memory; tests do not change it."""
    dataset = Dataset.memory()
    for document in read([shared / "seeds" / "togo-russie.jsonl"]):
        assert not isinstance(document, Refusal), str(document)
        dataset.learn(extractor.read(document))
    return dataset
