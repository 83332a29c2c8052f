"""Document -> Reading: the events a text reports, each with the sentence that says so."""

from amity.extraction.extractor import Extractor

__all__ = ["Extractor"]
