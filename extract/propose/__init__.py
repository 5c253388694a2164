"""Candidate records out of an annotated document: proposers, named and versioned, several for one kind side
by side."""
