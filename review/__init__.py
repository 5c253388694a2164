"""Candidates in, verdicts out."""
