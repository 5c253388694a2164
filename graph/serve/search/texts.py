"""The texts of the things that are searched, one thing after the other.

What the store says is written to a table on disk as the store gives it, and sorted there by SQLite: so one
thing at a time is in memory, however large the graph is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from regesta.graph.bundle.verbatim import given
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode
from regesta.graph.serve.search.hits import CANDIDATES
from regesta.graph.store.interface import QueryEngine
from regesta.ontology.terms import NAMESPACE

RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_IN_SENTENCE = NamedNode(NAMESPACE + "inSentence")
#: What is searched; a thing's texts are joined, so that words may stand in its label and in its text.
SEARCHED = (NamedNode(NAMESPACE + "text"), RDFS_LABEL, ALT_LABEL, NamedNode(NAMESPACE + "title"))
_TABLES = """
CREATE TEMP TABLE said (place INTEGER PRIMARY KEY, thing TEXT, words TEXT, candidate INTEGER);
CREATE TEMP TABLE inside (place INTEGER PRIMARY KEY, statement TEXT, sentence TEXT);
CREATE TEMP TABLE things (thing TEXT, words TEXT, candidate INTEGER, first INTEGER);
"""
#: The words of accepted statements, said of their sentences where these have none of their own.
_LEND = """
INSERT INTO said (thing, words, candidate)
SELECT i.sentence, s.words, 0 FROM inside i JOIN said s ON s.thing = i.statement AND s.candidate = 0
WHERE NOT EXISTS (SELECT 1 FROM said own WHERE own.thing = i.sentence AND own.candidate = 0)
ORDER BY i.place, s.place
"""
_BY_THING = "SELECT thing, words, candidate, place FROM said NOT INDEXED ORDER BY thing, candidate, place"
_IN_ORDER = "SELECT thing, words, candidate FROM things ORDER BY candidate, first"


def fill(base: sqlite3.Connection, store: QueryEngine, insert: str) -> None:
    """Insert every searched thing by `insert`, which takes its IRI, its texts in one, and 1 where it is only
    a candidate, else 0: those accepted first, no thing twice.

    What stands for words that are not given is not searched: a sentence of such a text is found by what its
    accepted statements say in other words.
    """
    base.executescript(_TABLES)
    base.execute("BEGIN")
    base.executemany("INSERT INTO said (thing, words, candidate) VALUES (?, ?, ?)", _said(store))
    base.executemany("INSERT INTO inside (statement, sentence) VALUES (?, ?)", _inside(store))
    base.execute("CREATE INDEX temp.by_thing ON said (thing, candidate)")
    base.execute(_LEND)
    base.executemany("INSERT INTO things VALUES (?, ?, ?, ?)", _things(base.execute(_BY_THING)))
    base.executemany(insert, base.execute(_IN_ORDER))
    base.execute("COMMIT")
    for table in ("said", "inside", "things"):
        base.execute(f"DROP TABLE temp.{table}")


def _said(store: QueryEngine) -> Iterator[tuple[str, str, int]]:
    """Each text of each thing as the store gives it, and whether it is that of a candidate."""
    proposed = [graph for graph in store.graphs() if graph.value.endswith(CANDIDATES)]
    graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *proposed]
    for graph in graphs:
        for predicate in SEARCHED:
            for quad in store.quads(None, predicate, None, graph):
                words = quad.object.value if isinstance(quad.object, Literal) else ""
                if isinstance(quad.subject, NamedNode) and given(words):
                    yield quad.subject.value, words, int(isinstance(graph, NamedNode))


def _inside(store: QueryEngine) -> Iterator[tuple[str, str]]:
    """Each accepted statement and its sentence."""
    for quad in store.quads(None, _IN_SENTENCE, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.object.value


def _things(rows: Iterable[tuple[str, str, int, int]]) -> Iterator[tuple[str, str, int, int]]:
    """Each thing with its texts in one; what is accepted of it leaves out what was proposed."""
    for thing, group in groupby(rows, key=itemgetter(0)):
        told = list(group)
        _, _, candidate, first = told[0]
        yield thing, joined(dict.fromkeys(row[1] for row in told if row[2] == candidate)), candidate, first


def joined(texts: Iterable[str]) -> str:
    """The texts in one. A label is often the beginning of the text: said once, a word counts once."""
    listed = list(texts)
    whole = [t for t in listed if not any(t != other and t.rstrip("…") in other for other in listed)]
    return " · ".join(whole or listed)


__all__ = ["ALT_LABEL", "RDFS_LABEL", "SEARCHED", "fill", "joined"]
