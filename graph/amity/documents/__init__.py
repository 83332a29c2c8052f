"""Sources of text -> `Document`s: files, folders, JSON Lines. What cannot be read is named, and the rest goes on."""

from amity.documents.reading import MAX_CHARACTERS, Refusal, count, read, text_document

__all__ = ["MAX_CHARACTERS", "Refusal", "count", "read", "text_document"]
