"""Whether the ontology, alone or with a sample of data, is consistent: HermiT, through owlready2.

HermiT knows the datatypes of OWL 2 and stops at any other. Literals of other datatypes, which here are the dates
(`xsd:date` and EDTF), are left out of what it is given: the shapes check them (see `amity.validation`).
"""

import contextlib
import io
import logging
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from amity import resources, vocabulary

logger = logging.getLogger(__name__)

_XSD_NAMES = """
    anyURI base64Binary boolean byte dateTime dateTimeStamp decimal double float hexBinary int integer language long
    Name NCName negativeInteger NMTOKEN nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short
    string token unsignedByte unsignedInt unsignedLong unsignedShort
"""
_DATATYPES = frozenset(
    [vocabulary.XSD + name for name in _XSD_NAMES.split()]
    + [vocabulary.RDF + name for name in ("PlainLiteral", "XMLLiteral", "langString")]
    + [vocabulary.OWL + name for name in ("real", "rational")]
)
"""The datatype map of OWL 2 (and rdf:langString, which RDF 1.1 gives to every literal with a language)."""

_HEADER = frozenset(vocabulary.OWL + name for name in ("imports", "versionIRI", "priorVersion"))


class ReasonerUnavailableError(RuntimeError):
    """HermiT cannot run here; the message says what is missing."""


class ReasonerError(RuntimeError):
    """HermiT ran and gave up; the message is its own."""


@dataclass(frozen=True, slots=True)
class OntologyReport:
    """What HermiT found: `unsatisfiable` are the IRIs of the classes that can have no instance, sorted.

    An inconsistent ontology entails anything, so that its unsatisfiable classes are not listed. `omitted` counts
    the literals left out because OWL 2 does not know their datatype.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    files: tuple[Path, ...]
    omitted: int

    @property
    def ok(self) -> bool:
        """Whether there is nothing to mend."""
        return self.consistent and not self.unsatisfiable


def check_ontology(extra: Iterable[Path] = ()) -> OntologyReport:
    """Checks `amity.ttl`, together with the RDF files of `extra` (alignments, data), under HermiT.

    Raises ReasonerUnavailableError without Java, ReasonerError where HermiT stops, FileNotFoundError for a missing
    file and ValueError, naming it, for a malformed one.
    """
    files = (resources.ontology() / "amity.ttl", *(Path(path) for path in extra))
    quads = [quad for path in files for quad in _parse(path)]
    kept = [quad for quad in quads if _known_to_owl(quad.object)]
    owlready2 = _owlready2()
    if shutil.which(owlready2.JAVA_EXE) is None:
        raise ReasonerUnavailableError(
            f"the consistency of the ontology was not checked: no {owlready2.JAVA_EXE!r} on the path; "
            "install a Java runtime (Debian: apt install default-jre-headless) and check again"
        )
    loaded = _load(owlready2, kept)
    consistent = True
    try:
        owlready2.sync_reasoner_hermit(loaded.world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        consistent = False
    except owlready2.OwlReadyJavaError as error:
        raise ReasonerError(f"HermiT stopped on {', '.join(str(path) for path in files)}: {error}") from None
    unsatisfiable = {entity.iri for entity in loaded.world.inconsistent_classes()} - {vocabulary.OWL + "Nothing"}
    report = OntologyReport(
        consistent=consistent,
        unsatisfiable=tuple(sorted(unsatisfiable)) if consistent else (),
        files=files,
        omitted=len(quads) - len(kept),
    )
    logger.info("HermiT: %d triples, %d literals left out, consistent: %s", len(kept), report.omitted, consistent)
    return report


def load_owlready() -> Any:
    """The vocabulary as an `owlready2.Ontology` in a world of its own: `load_owlready().Meeting.is_a`, and so on.

    owlready2 does not read Turtle: the file is converted on the way, entire.
    """
    return _load(_owlready2(), list(_parse(resources.ontology() / "amity.ttl")))


def _owlready2() -> Any:
    # Imported late: only this check needs it. It prints on import where its compiled parser is missing.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import owlready2
    return owlready2


def _parse(path: Path) -> Iterator[ox.Quad]:
    syntax = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if syntax is None:
        raise ValueError(f"{path}: not a file of RDF by its name; expected .ttl, .trig, .nt, .nq, .rdf or .jsonld")
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file")
    try:
        # Blank nodes are renamed, or those of two files would be taken for one.
        yield from ox.parse(path=path, format=syntax, rename_blank_nodes=True)
    except SyntaxError as error:
        raise ValueError(f"{path}: {error.msg} (line {error.lineno})") from None


def _known_to_owl(term: object) -> bool:
    return not isinstance(term, ox.Literal) or term.datatype.value in _DATATYPES


def _load(owlready2: Any, quads: Iterable[ox.Quad]) -> Any:
    """The quads as one owlready2 ontology, named as Amity's whatever other ontologies they declare."""
    triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads if not _is_foreign_header(quad)]
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    ontology = owlready2.World().get_ontology(vocabulary.AMITY)
    return ontology.load(fileobj=io.BytesIO(text))


def _is_foreign_header(quad: ox.Quad) -> bool:
    if quad.predicate.value in _HEADER:
        return quad.subject != ox.NamedNode(vocabulary.ONTOLOGY) or quad.predicate.value == vocabulary.OWL + "imports"
    declares = quad.predicate.value == vocabulary.TYPE and quad.object == ox.NamedNode(vocabulary.OWL + "Ontology")
    return declares and quad.subject != ox.NamedNode(vocabulary.ONTOLOGY)
