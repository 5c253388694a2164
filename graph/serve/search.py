"""Full-text search beside the store: an SQLite FTS5 index of every label and text of a generation, made once, kept next to it."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from regesta.ontology.terms import NAMESPACE

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
#: What is searched; a thing's texts are joined, so that words may stand in its label and in its text.
SEARCHED = (NAMESPACE + "text", _RDFS_LABEL, _ALT_LABEL, NAMESPACE + "title")
#: Index files end so; they stand beside the folder of their generation.
ENDING = ".search"


class SearchError(Exception):
    """Words that cannot be searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its IRI, how well it fits (higher is better), and a piece of its text with the words between \\x02 and \\x03."""

    iri: str
    score: float
    snippet: str = ""


def index_of(store: Store, path: str) -> Path:
    """The index of the store at `path`, made when missing; two processes that make it at once make the same one."""
    target = Path(path + ENDING)
    if not target.exists():
        _make(store, target)
        _sweep(target.parent)
    return target


def _make(store: Store, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".search-", suffix=".part")
    os.close(handle)
    base = sqlite3.connect(name, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode=OFF")
        base.execute("PRAGMA synchronous=OFF")
        base.execute("CREATE VIRTUAL TABLE words USING fts5(iri UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')")
        base.execute("BEGIN")
        base.executemany("INSERT INTO words VALUES (?, ?)", _texts(store))
        base.execute("COMMIT")
        base.execute("INSERT INTO words(words) VALUES ('optimize')")
        base.close()
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        base.close()
        Path(name).unlink(missing_ok=True)
        raise


def _texts(store: Store) -> Iterator[tuple[str, str]]:
    gathered: dict[str, dict[str, None]] = {}
    for predicate in SEARCHED:
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                gathered.setdefault(quad.subject.value, {})[quad.object.value] = None
    for iri, texts in gathered.items():
        # A label is often the beginning of the text: said once, a word counts once.
        whole = [t for t in texts if not any(t != other and t.rstrip("…") in other for other in texts)]
        yield iri, " · ".join(whole or texts)


def _sweep(folder: Path) -> None:
    for file in folder.glob(f"*{ENDING}"):
        if not file.with_suffix("").is_dir():
            file.unlink(missing_ok=True)


def expression(words: str) -> str:
    """What people type as an FTS5 expression: every word must occur, "quoted words" stand together, a last * means words that begin so.

    Errors: SearchError when there is no word in it.
    """
    parts = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        star = word.endswith("*")
        kept = " ".join(re.findall(r"\w+", phrase or word))
        if kept:
            parts.append(f'"{kept}"' + ("*" if star and not phrase else ""))
    if not parts:
        raise SearchError(f"{words!r} has no word to search for")
    return " AND ".join(parts)


def search(index: Path, words: str, *, limit: int = 10_000, snippets: bool = False) -> list[Hit]:
    """What fits the words, best first.

    Errors: SearchError.
    """
    shown = "snippet(words, 1, char(2), char(3), '…', 24)" if snippets else "''"
    base = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
    try:
        rows = base.execute(f"SELECT iri, -bm25(words), {shown} FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", (expression(words), limit))
        return [Hit(iri, round(score, 4), snippet) for iri, score, snippet in rows]
    except sqlite3.OperationalError as error:
        raise SearchError(f"the search for {words!r} failed: {error}") from error
    finally:
        base.close()


def main() -> None:
    """`python -m regesta.graph.serve.search STORE`: makes the index of a generation before anybody asks for it."""
    os.nice(10)
    index_of(Store.read_only(sys.argv[1]), sys.argv[1])


if __name__ == "__main__":
    main()
