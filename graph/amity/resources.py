"""Where the data files of Amity are found, in a checkout and in an installed wheel alike."""

import os
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
    """The folder of the vocabulary, the actors and the lexicon: the one that ships, or the changed copy of it that the
    environment variable AMITY_ONTOLOGY names. Raises FileNotFoundError where that is none."""
    named = os.environ.get("AMITY_ONTOLOGY")
    if not named:
        return _folder("ontology")
    if not (Path(named) / "amity.ttl").is_file():
        raise FileNotFoundError(f"AMITY_ONTOLOGY: {named} has no amity.ttl; it must be a copy of the folder ontology")
    return Path(named)


def queries() -> Path:
    """The folder of the catalogued questions."""
    return _folder("queries")


def dossier() -> Path:
    """The folder of the briefs that ship with Amity."""
    return _PACKAGE / "dossier"
