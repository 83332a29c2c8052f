"""The dataset: one named graph for each document, one for what is derived from them, one for the reference.

`Dataset.memory()`, `Dataset.open(folder)` and `Dataset.open("https://…")` give the same thing: in memory, in a folder
on disk, or on a server that speaks SPARQL 1.1.
"""

from amity.store.backend import MAX_ROWS, Backend, Solutions, StoreError
from amity.store.dataset import Dataset

__all__ = ["MAX_ROWS", "Backend", "Dataset", "Solutions", "StoreError"]
