"""Where the graph is kept and asked.

    interface   what a store is: a QueryEngine answers SPARQL 1.1, a Store also takes updates and whole graphs
    embedded    an Oxigraph store in this process, in memory or on disk
    remote      any SPARQL 1.1 store behind an address
    syntax      RDF and results as text, by the name of the syntax
    snapshots   generations on disk: one writer under a lock, readers on what is never written again

Nothing outside this package touches Oxigraph itself; terms come from `regesta.graph.rdf`.
"""

from regesta.graph.store.snapshots import (
    POINTER,
    Snapshot,
    StoreError,
    current,
    digest_of,
    generations,
    lease,
    load_fresh,
    prune,
    publish,
    writing,
)

__all__ = [
    "POINTER",
    "Snapshot",
    "StoreError",
    "current",
    "digest_of",
    "generations",
    "lease",
    "load_fresh",
    "prune",
    "publish",
    "writing",
]
