"""Amity: a knowledge graph of international partnerships."""

__version__ = "0.1.0"
