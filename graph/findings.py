"""Findings of the audit as RDF, whether or not the graph was built: each with its rule, severity, message and
the passages it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.extract.record import Discrepancy
from regesta.extract.workspace import Workspace
from regesta.graph.map.statements import discrepancy
from regesta.graph.map.view import View
from regesta.graph.name import Names
from regesta.graph.prefixes import prefixes
from regesta.graph.rdf import DefaultGraph
from regesta.graph.store.syntax import serialise


def findings_turtle(workspace: Workspace, document: str, found: Iterable[Discrepancy]) -> bytes:
    """Turtle of one document's findings; the same findings give the same bytes. IRIs are those the built
    graph has."""
    view = View(
        DefaultGraph(),
        Names(workspace.settings.base),
        document,
        workspace.text(document),
        True,
        lambda _: True,
        lambda r: r,
        lambda *_: False,
    )
    for finding in found:
        discrepancy(view, finding)
    rows = sorted({q.triple for q in view.everything()}, key=str)
    return serialise(rows, "turtle", prefixes=prefixes(workspace))
