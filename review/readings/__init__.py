"""Readings: what a reader found in each sentence of a passage, one object a line; checked, made verdicts."""
