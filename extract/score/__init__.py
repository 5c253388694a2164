"""Precision and recall of records against annotations."""
