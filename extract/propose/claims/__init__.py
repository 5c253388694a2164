"""Positions somebody holds, and what they do to each other."""
