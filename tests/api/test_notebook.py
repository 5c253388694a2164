"""The notebook of the public API uses the public API and nothing else."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import regesta


def test_the_notebook_uses_public_names_only(root: Path) -> None:
    book = json.loads((root / "queries" / "notebooks" / "from-python.ipynb").read_text("utf-8"))
    code = "\n".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code")
    used: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("regesta"), node.module
        if isinstance(node, ast.Import):
            assert all(a.name == "regesta" for a in node.names if a.name.startswith("regesta"))
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "regesta"
        ):
            used.add(node.attr)
    assert {"read", "candidates", "Workspace"} <= used <= set(regesta.__all__)
