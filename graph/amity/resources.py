"""Where the data files of Amity are found, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    """The folder `name`: beside the package in a wheel, at the root of the checkout otherwise."""
    for parent in (_PACKAGE, _CHECKOUT):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(
        f"Amity's folder {name!r} is neither in {_PACKAGE} nor in {_CHECKOUT}: reinstall the package (pip install .)"
    )


def ontology() -> Path:
    """The folder of the vocabulary, the actors and the lexicon."""
    return _folder("ontology")


def queries() -> Path:
    """The folder of the catalogued questions."""
    return _folder("queries")


def dossier() -> Path:
    """The folder of the briefs that ship with Amity."""
    return _PACKAGE / "dossier"
