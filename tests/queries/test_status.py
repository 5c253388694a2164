"""Saved queries about what was proposed and not judged, alone and beside what was accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.api.workspace import Workspace as Opened
from regesta.extract.workspace import Workspace
from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.graph.serve.workers.engine import execute
from regesta.queries.binding import BadParameter
from regesta.queries.saved import Catalogue

CATALOGUE = Catalogue.load()
BOTH = ("", "https://w3id.org/regesta/kg/graph/candidates")


def test_where_all_is_accepted_both_are_the_accepted(snapshots: Path) -> None:
    prologue = "".join(f"PREFIX {n}: <{i}>\n" for n, i in PREFIXES.items())
    names = execute(snapshots, prologue + NAMES_QUERY).values()
    index = ActorIndex((a, n, m == "true") for a, n, m in names)
    differing = []
    for query in CATALOGUE:
        if query.parameter("status") and not any(p.required and not p.default for p in query.parameters):
            plain, both, none = (
                sorted(
                    execute(
                        snapshots, CATALOGUE.bind(query.name, values, actors=index.find), graphs=graphs
                    ).values()
                )
                for values, graphs in (({}, None), ({"status": "any"}, BOTH), ({"status": "candidate"}, BOTH))
            )
            if list(map(_steady, plain)) != list(map(_steady, both)) or (plain and plain == none):
                differing.append(query.name)
    assert differing == []


def _steady(row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(cell.replace("; ", ", ").split(", "))) for cell in row)


def test_candidates_alone_and_with_the_accepted(example_space: Workspace) -> None:
    space = Opened(example_space)

    def claims(**asked: str) -> list[str]:
        return [
            str(row["claim"]) for row in space.query("claims-about", words="Soviet", deadline=0.0, **asked)
        ]

    accepted, proposed, both = claims(), claims(status="candidate"), claims(status="any")
    assert accepted
    assert proposed
    assert not set(accepted) & set(proposed)
    assert sorted(both) == sorted([*accepted, *proposed])
    standing = {
        str(row[0])
        for row in space.sparql(
            "SELECT ?claim { GRAPH ?g { ?claim a rg:Claim ; rg:status "
            "<https://w3id.org/regesta/scheme/status/candidate> } }",
            deadline=0.0,
        ).result.values()
    }
    assert set(proposed) <= standing
    assert (
        space.query("claims-in-chapter", chapter="3", deadline=0.0).result.values()
        == (space.query("claims-in-chapter", chapter="III", deadline=0.0).result.values())
        != []
    )


def test_a_query_that_names_graphs_takes_no_status() -> None:
    named = {q.name for q in CATALOGUE if q.accepted and q.parameter("status") is None}
    assert {"accepted-links", "discrepancies", "evidence-rejected", "said-elsewhere"} <= named
    assert len(named) < len(CATALOGUE) / 6
    with pytest.raises(BadParameter, match="no parameter status"):
        CATALOGUE.bind("discrepancies", {"status": "any"})


def test_another_status_is_none() -> None:
    with pytest.raises(BadParameter, match="none of accepted, candidate, any"):
        CATALOGUE.bind("holders", {"status": "rejected"})
