"""Full-text search beside the store: an SQLite FTS5 index of every label and text of a generation, made once,
kept next to it.

Candidates are indexed too and found only when they are asked for. Words that are a name of one actor find
that actor's other names as well.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from regesta.extract.authority.reading import fold, load_authority, shipped_files
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode
from regesta.graph.serve.operating_system import be_nice
from regesta.graph.serve.search.hits import Hit, SearchError
from regesta.graph.serve.search.texts import ALT_LABEL, RDFS_LABEL, fill
from regesta.graph.store.beside import NowhereToWrite, beside
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.interface import QueryEngine
from regesta.graph.store.snapshots import ALIGNED
from regesta.ontology.terms import NAMESPACE

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: Index files end so; they stand beside the folder of their generation.
ENDING = ".words"
_NAMES = (RDFS_LABEL, ALT_LABEL)
_LONGEST_NAME = 7
#: KiB of the tables an index is sorted in that are kept in memory while it is made; the rest is on disk.
_CACHE = 65_536
#: Which places and buildings stand for which states: their labels, by the place.
_STANDS_FOR = load_authority(file for file in shipped_files() if file.stem == "states").metonyms


def index_of(store: QueryEngine, path: str) -> Path:
    """The index of the store at `path`, made when missing; two processes that make it at once make the same
    one.

    Errors: SearchError where it can be made nowhere.
    """
    target = place_of_index(path)
    if not target.exists():
        _make(store, target)
        if target.parent == Path(path).parent:
            _sweep(target.parent)
    return target


def place_of_index(path: str) -> Path:
    """Where the index of the store at `path` lies; a generation with its aligned graphs has that of the
    generation.

    Errors: SearchError where it can lie nowhere.
    """
    try:
        return beside(path.removesuffix(ALIGNED), ENDING)
    except NowhereToWrite as error:
        raise SearchError(f"the index for text search cannot be made: {error}") from error


def _make(store: QueryEngine, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".search-", suffix=".part")
    os.close(handle)
    base = sqlite3.connect(name, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode=OFF")
        base.execute("PRAGMA synchronous=OFF")
        base.execute("PRAGMA temp_store=FILE")
        base.execute(f"PRAGMA temp.cache_size=-{_CACHE}")
        base.execute(
            "CREATE VIRTUAL TABLE words USING fts5(iri UNINDEXED, text, candidate UNINDEXED, "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        base.execute("CREATE TABLE names (name TEXT, actor TEXT, shown TEXT)")
        fill(base, store, "INSERT INTO words VALUES (?, ?, ?)")
        base.execute("BEGIN")
        base.executemany("INSERT INTO names VALUES (?, ?, ?)", _names(store))
        base.execute("CREATE INDEX by_name ON names (name)")
        base.execute("CREATE INDEX by_actor ON names (actor)")
        base.execute("COMMIT")
        base.execute("INSERT INTO words(words) VALUES ('optimize')")
        base.close()
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        base.close()
        Path(name).unlink(missing_ok=True)
        raise


def _names(store: QueryEngine) -> Iterator[tuple[str, str, str]]:
    """The names of every agent, but those of places that stand for it: who looks for Seoul does not look for
    South Korea."""
    places = _places(store)
    for agent in store.quads(None, _TYPE, NamedNode(NAMESPACE + "Agent"), DefaultGraph()):
        if not isinstance(agent.subject, NamedNode):
            continue
        labels, others = (_literals(store, agent.subject, predicate) for predicate in _NAMES)
        for name in labels:
            yield folded(name), agent.subject.value, name
        for name in others:
            if folded(name) not in places and not set(labels) & set(_STANDS_FOR.get(fold(name), ())):
                yield folded(name), agent.subject.value, name


def _places(store: QueryEngine) -> set[str]:
    """What the places of the graph are called."""
    typed = store.quads(None, _TYPE, NamedNode(NAMESPACE + "Place"), DefaultGraph())
    called = (_literals(store, q.subject, RDFS_LABEL) for q in typed if isinstance(q.subject, NamedNode))
    return {folded(name) for names in called for name in names}


def _literals(store: QueryEngine, thing: NamedNode, predicate: NamedNode) -> list[str]:
    found = store.quads(thing, predicate, None, DefaultGraph())
    return [q.object.value for q in found if isinstance(q.object, Literal)]


def folded(text: str) -> str:
    """Words without case and accents, parted by single blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def _sweep(folder: Path) -> None:
    for file in [*folder.glob(f"*{ENDING}"), *folder.glob("*.search")]:  # the latter from earlier versions
        if file.suffix != ENDING or not file.with_suffix("").is_dir():
            file.unlink(missing_ok=True)


def expression(words: str, also: Callable[[str], Iterable[str]] = lambda name: ()) -> str:
    """What people type as an FTS5 expression: every word must occur, "quoted words" stand together, a last *
    means words that begin so.

    `also` gives the other names of whom some words name; these stand for the words. Quoted words stand for
    themselves only.
    Errors: SearchError when there is no word in it.
    """
    parts: list[str] = []
    run: list[str] = []

    def close() -> None:
        parts.extend(_named(run, also))
        run.clear()

    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        kept = re.findall(r"\w+", phrase or word)
        if not kept:
            continue
        if phrase:
            close()
            parts.append(_quoted(kept))
        elif word.endswith("*"):
            close()
            parts.append(_quoted(kept) + "*")
        else:
            # "U.N." and "25th-Army" are several words that stand together.
            run.append(" ".join(kept))
    close()
    if not parts:
        raise SearchError(f"{words!r} has no word to search for")
    return " AND ".join(parts)


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _named(run: list[str], also: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The words of a run, the longest names first widened by what else their bearers are called."""
    i = 0
    while i < len(run):
        for end in range(min(len(run), i + _LONGEST_NAME), i, -1):
            if others := [_quoted(re.findall(r"\w+", name)) for name in also(" ".join(run[i:end]))]:
                same = " AND ".join(_quoted([w]) for w in run[i:end])
                yield f"(({same}) OR {' OR '.join(others)})"
                i = end
                break
        else:
            yield _quoted([run[i]])
            i += 1


def _others(base: sqlite3.Connection, words: str) -> list[str]:
    """What else the one actor is called whom these words name; nothing where they name several, and no name
    that several bear."""
    wanted = folded(words)
    bearers = [
        row[0] for row in base.execute("SELECT DISTINCT actor FROM names WHERE name = ? LIMIT 2", (wanted,))
    ]
    if len(bearers) != 1:
        return []
    rows = base.execute(
        "SELECT DISTINCT n.name, n.shown FROM names n WHERE n.actor = ? AND n.name != ? AND "
        "NOT EXISTS (SELECT 1 FROM names o WHERE o.name = n.name AND o.actor != n.actor)",
        (bearers[0], wanted),
    )
    # A longer name that holds the words is found by them already.
    return [shown for name, shown in rows if len(name) > 1 and not set(wanted.split()) <= set(name.split())]


#: More things than this are not found at once.
MOST = 200_000


def search(
    index: Path, words: str, *, limit: int = 0, snippets: bool = False, candidates: bool = False
) -> list[Hit]:
    """What fits the words, best first; with `candidates`, also what was proposed and not accepted. `limit`
    keeps the best only; 0 keeps all.

    Errors: SearchError, also when more than `MOST` things fit and no limit was given.
    """
    shown = "snippet(words, 1, char(2), char(3), '…', 24)" if snippets else "''"
    which = "" if candidates else "AND candidate = 0"
    base = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
    try:
        asked = expression(words, lambda name: _others(base, name))
        rows = base.execute(
            f"SELECT iri, -bm25(words), {shown} FROM words WHERE words MATCH ? {which} ORDER BY rank LIMIT ?",
            (asked, limit or MOST + 1),
        )
        hits = [Hit(iri, round(score, 4), snippet) for iri, score, snippet in rows]
        if len(hits) > MOST:
            raise SearchError(f"more than {MOST:,} things fit {words!r}; search for more words")
        return hits
    except sqlite3.OperationalError as error:
        raise SearchError(f"the search for {words!r} failed: {error}") from error
    finally:
        base.close()


def main() -> None:
    """`python -m regesta.graph.serve.search.index STORE`: makes the index of a generation before anybody asks
    for it."""
    be_nice()
    index_of(EmbeddedStore.read_only(sys.argv[1]), sys.argv[1])


if __name__ == "__main__":
    main()
