"""Published tables -> events: a dataset is a mapping (mappings/*.yaml), read by one engine.

importer = Importer(of_dataset("icews"), dataset)
report = importer.file(Path("events.2018.tsv"))
"""

from amity.datasets import showing
from amity.datasets.describing import load, names, of_dataset
from amity.datasets.importing import Importer, run, write_report
from amity.datasets.mapping import Mapping, MappingError
from amity.datasets.report import FileReport

__all__ = [
    "FileReport",
    "Importer",
    "Mapping",
    "MappingError",
    "load",
    "names",
    "of_dataset",
    "run",
    "showing",
    "write_report",
]
