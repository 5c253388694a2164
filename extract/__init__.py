"""A document in, candidate records out."""
