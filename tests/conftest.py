"""What the tests share: the folder of real data beside the checkout, and the models, loaded once."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and datasets; it stands beside the checkout and is never part of the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real data (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def extractor():
    """The extractor with both language models."""
    from amity.extraction import Extractor

    return Extractor()
