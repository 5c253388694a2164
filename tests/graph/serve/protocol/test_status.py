"""Saved queries over HTTP about what was proposed and not judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.api.workspace import Workspace as Opened
from regesta.extract.workspace import Workspace
from regesta.queries.binding import BadParameter


def test_a_thing_that_is_not_in_the_graph_is_said_with_the_nearest(example_space: Workspace) -> None:
    space = Opened(example_space)
    with pytest.raises(BadParameter, match=r"not in the graph; did you mean .*archive/GAPPOD \(GAPPOD\)"):
        space.query("documents-in-file", unit="archive/GAPOD")
    with pytest.raises(BadParameter, match="claim/ffffffffffff is not in the graph"):
        space.query("trace-claim", claim="claim-ffffffffffff")
    assert len(space.query("documents-in-file", unit="archive/GAPPOD")) > 1
    with pytest.raises(
        BadParameter, match=r"no division of the graph has the number chapter=9; numbers are I, II, III"
    ):
        space.query("claims-in-chapter", chapter="9")


def test_an_answer_says_what_was_proposed_where_it_is_asked(
    example_space: Workspace, running: Callable[..., Any]
) -> None:
    essay = running(example_space.snapshots, workers=1)

    def claims(**asked: str) -> set[str]:
        answer = essay.client.get(
            "/queries/claims-about", params={"words": "Soviet", "format": "json", **asked}
        )
        assert answer.status_code == 200, answer.text
        return {row["claim"]["value"] for row in answer.json()["results"]["bindings"]}

    accepted, proposed, both = claims(), claims(status="candidate"), claims(status="any")
    assert accepted
    assert proposed
    assert both == accepted | proposed
    assert not accepted & proposed
    page = essay.client.get(
        "/queries/claims-about",
        params={"words": "Soviet", "status": "candidate"},
        headers={"Accept": "text/html"},
    )
    assert next(iter(proposed)).rsplit("/", 1)[-1] in page.text
    assert essay.client.get("/queries/claims-about?words=a&format=json&status=rejected").status_code == 400
    assert essay.client.get("/queries/claims-in-chapter?chapter=9&format=json").status_code == 400
    unknown = essay.client.get("/queries/documents-in-file?unit=archive/GAPOD&format=json")
    assert unknown.status_code == 400
    assert "archive/GAPPOD (GAPPOD)" in unknown.json()["detail"]
