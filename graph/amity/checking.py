"""What `amity check` looks at: the shapes, references to nothing, and the consistency of the ontology."""

import logging
from collections.abc import Iterator

from amity import reasoning, vocabulary
from amity.store import Dataset
from amity.validation import dangling, validate

log = logging.getLogger(__name__)


def check(dataset: Dataset) -> Iterator[str]:
    """One line, for a person, for each fault of the dataset and of the ontology."""
    quads = [q for q in dataset.quads() if getattr(q.graph_name, "value", "") != vocabulary.REFERENCE]
    for fault in validate(quads):
        where = f" along {fault.path}" if fault.path else ""
        value = f" ({fault.value})" if fault.value else ""
        yield f"{fault.severity}: {fault.focus}{where}: {fault.message_en}{value}"
    for missing in dangling(list(dataset.quads())):
        yield f"Dangling: {missing.missing} is described nowhere; {missing.subject} refers to it ({missing.predicate})"
    try:
        report = reasoning.check_ontology()
    except reasoning.ReasonerUnavailableError as error:
        log.warning("%s", error)
        return
    if not report.consistent:
        yield "Inconsistent: the ontology contradicts itself"
    for iri in report.unsatisfiable:
        yield f"Unsatisfiable: {iri} can have no instance"
