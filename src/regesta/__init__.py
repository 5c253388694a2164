"""Regesta turns a footnoted history thesis into a reviewed knowledge graph."""

__version__ = "0.1.0"
