"""The reconciliation service: names in tables of others become things of this graph (OpenRefine)."""
