"""What every export for other tools is asked of: the example essay."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.export import export

PREFIXES = """PREFIX rg: <https://w3id.org/regesta/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def written(space: Workspace, form: str, **how: Any) -> bytes:
    """An export as bytes."""
    out = io.BytesIO()
    export(space, form, out, **how)
    return out.getvalue()


@pytest.fixture(scope="session")
def rows_of(example_space: Workspace) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a query on the example, an independent account of what it holds."""
    from regesta.graph.store import lease

    def rows(query: str) -> list[dict[str, Any]]:
        with lease(example_space.snapshots) as snapshot:
            found = snapshot.open().query(PREFIXES + query)
            names = [v.value for v in found.variables]
            return [{n: None if row[n] is None else row[n].value for n in names} for row in found]

    return rows
