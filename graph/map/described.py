"""The node of one record of any kind, with what the vocabulary says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Discrepancy,
    Identity,
    Link,
    Mention,
    Position,
    Record,
    Resolution,
    Source,
)
from regesta.graph.map import events, linking, sources, statements
from regesta.graph.map.agents import NameIndex, agent
from regesta.graph.map.identities import identified_across
from regesta.graph.map.view import View
from regesta.graph.rdf import NamedNode


def described(view: View, index: NameIndex, record: Record, apparatus: statements.Apparatus) -> NamedNode:
    """The node of a record, with what the vocabulary says of it; mentions of events have their own way."""
    match record:
        case Identity() if record.of_events:
            return events.identification(view, record, apparatus.event_of)
        case Identity() if record.of_claims:
            return statements.identification(view, record)
        case Identity() if record.across:
            return identified_across(view, record)
        case Identity():
            return sources.identification(view, record, apparatus.source_of)
        case Citation():
            return sources.citation(view, record, apparatus.footnotes)
    if type(record) in _PLAIN:
        return _PLAIN[type(record)](view, index, record, apparatus)
    raise TypeError(
        f"records of kind {record.kind!r} have no place in the graph; map them in regesta.graph.map"
    )


#: How the other kinds of record are described.
_PLAIN: Mapping[type[Record], Callable[[View, NameIndex, Any, statements.Apparatus], NamedNode]] = {
    Claim: statements.claim,
    Source: lambda view, index, record, _: sources.source(view, index, record),
    Resolution: lambda view, _index, record, _: sources.resolution(view, record),
    Actor: lambda view, index, record, _: agent(view, index, record.name),
    Link: lambda view, index, record, _: linking.link(view, index, record),
    Mention: statements.mention,
    Position: statements.position,
    Discrepancy: lambda view, _index, record, _: statements.discrepancy(view, record),
}
