"""What the tests share: real data beside the checkout, the models, loaded once, two datasets, and a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from amity import resources
from amity.documents import Refusal, read
from amity.extraction import Extractor
from amity.store import Dataset

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)


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


@pytest.fixture(scope="session")
def chromium() -> Callable[[], AbstractContextManager[Any]]:
    """Opens Chromium as the system has it, in the thread that asks; skipped, and said so, where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed, and CHROMIUM names none")

    @contextmanager
    def opened() -> Iterator[Any]:
        with playwright.sync_playwright() as started:
            launched = started.chromium.launch(executable_path=path, args=list(FLAGS), headless=True)
            yield launched
            launched.close()

    return opened
