"""Records in their reviewed state become quads: pure, deterministic, one module per subject."""

from regesta.graph.map.mapping import Deposit, map_document, map_reviews

__all__ = ["Deposit", "map_document", "map_reviews"]
