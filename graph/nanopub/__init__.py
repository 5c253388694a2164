"""Accepted statements as nanopublications: each with its assertion, whose it is, where it stands, and who
took it in."""

from regesta.graph.nanopub.publishing import nanopubs

__all__ = ["nanopubs"]
