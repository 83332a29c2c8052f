"""What tells a document that was read from one that was not, or not in this way."""

import hashlib
from functools import cache
from pathlib import Path

from amity import resources
from amity.model import Document


@cache
def version() -> str:
    """That of the extraction: another one whenever a file of the code or of the ontology is."""
    found = hashlib.sha256()
    for folder, pattern in ((Path(__file__).parent, "**/*.py"), (resources.ontology(), "**/*.t*")):
        for path in sorted(folder.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()


def digest(document: Document, version: str) -> str:
    """What tells a document, read by this version, from any other."""
    return hashlib.sha256(f"{version} {document!r}".encode(errors="surrogatepass")).hexdigest()
