"""Verdicts in, an endpoint out."""
