"""The texts of searched things: each thing once, in the order of the store, however many there are."""

from __future__ import annotations

import sqlite3
import tracemalloc
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.graph.serve.search.texts import fill
from regesta.graph.store.embedded import EmbeddedStore

PREFIXES = """@prefix rg: <https://w3id.org/regesta/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix k: <https://w3id.org/regesta/kg/> .
"""


def store_of(folder: Path, trig: str) -> EmbeddedStore:
    store = EmbeddedStore.open(folder)
    store.add(parse((PREFIXES + trig).encode(), format=RdfFormat.TRIG))
    return store


def filled(store: EmbeddedStore) -> list[tuple[str, str, int]]:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.execute("CREATE TABLE words (thing, words, candidate)")
    fill(base, store, "INSERT INTO words VALUES (?, ?, ?)")
    return [(thing.rsplit("/", 1)[-1], words, n) for thing, words, n in base.execute("SELECT * FROM words")]


@pytest.mark.parametrize(
    ("trig", "expected"),
    [
        ('k:a rg:text "ships sank" ; rdfs:label "ships…" .', [("a", "ships sank", 0)]),
        ('k:a rg:text "ships" ; rdfs:label "Sinking" .', [("a", "ships · Sinking", 0)]),
        ('k:graph\\/candidates { k:a rg:text "ships" }', [("a", "ships", 1)]),
        # What was accepted of a thing leaves out what was proposed.
        ('k:a rdfs:label "ships" . k:graph\\/candidates { k:a rg:text "boats" }', [("a", "ships", 0)]),
        (
            'k:graph\\/candidates { k:b rg:text "boats" } k:a rdfs:label "c" .',
            [("a", "c", 0), ("b", "boats", 1)],
        ),
        # A sentence whose words are not given lends those of its statements, and keeps its own where it has.
        ('k:a rg:text "ships" ; rg:inSentence k:s .', [("a", "ships", 0), ("s", "ships", 0)]),
        (
            'k:a rg:text "ships" ; rg:inSentence k:s . k:s rdfs:label "own" .',
            [("a", "ships", 0), ("s", "own", 0)],
        ),
        (
            'k:a rg:text "ships" ; rg:inSentence k:s . k:graph\\/candidates { k:s rg:text "boats" }',
            [("a", "ships", 0), ("s", "ships", 0)],
        ),
        ('k:graph\\/candidates { k:a rg:text "ships" ; rg:inSentence k:s }', [("a", "ships", 1)]),
    ],
)
def test_each_thing_comes_once(tmp_path: Path, trig: str, expected: list[tuple[str, str, int]]) -> None:
    assert filled(store_of(tmp_path / "store", trig)) == expected


def peak(folder: Path, things: int) -> int:
    """Bytes of Python objects at most at once, while a file is filled."""
    store = store_of(folder / "store", "\n".join(f'k:n{n} rg:text "ship {n}" .' for n in range(things)))
    base = sqlite3.connect(folder / "words", isolation_level=None)
    base.execute("CREATE TABLE words (thing, words, candidate)")
    tracemalloc.start()
    fill(base, store, "INSERT INTO words VALUES (?, ?, ?)")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert base.execute("SELECT COUNT(*) FROM words").fetchone() == (things,)
    return most


def test_memory_does_not_grow_with_the_graph(tmp_path: Path) -> None:
    assert peak(tmp_path, 20_000) < 4 * 20_000  # the IRI of each thing alone would take thirty times that
