"""Saved queries: one question per file, with a typed header and a tested answer."""
