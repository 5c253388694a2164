"""SPARQL text: tokens, grammar, checks, and where it stops being SPARQL."""
