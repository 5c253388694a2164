"""Oxigraph is used behind the store seam only: everybody else takes terms from `graph/rdf.py`."""

from __future__ import annotations

import ast
from pathlib import Path

#: Who may import pyoxigraph: the terms, the seam, and the vocabulary, which lies below both.
MAY = ("graph/rdf.py", "graph/store/", "ontology/")
#: Who may speak HTTP to a store.
HTTP = ("graph/store/remote.py",)
ROOMS = ("ontology", "extract", "review", "graph", "queries", "src/regesta/api", "src/regesta/commands")


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def users(root: Path, module: str) -> list[str]:
    files = (
        f for room in ROOMS for f in sorted((root / room).rglob("*.py")) if "node_modules" not in f.parts
    )
    return [f.relative_to(root).as_posix() for f in files if module in imported(f)]


def test_only_the_seam_imports_oxigraph(root: Path) -> None:
    using = users(root, "pyoxigraph")
    assert "graph/store/embedded.py" in using
    assert [f for f in using if not f.startswith(MAY)] == []


def test_only_the_seam_has_an_http_client(root: Path) -> None:
    assert [f for f in users(root, "httpx") if f not in HTTP and f.startswith(("graph/", "queries/"))] == []
