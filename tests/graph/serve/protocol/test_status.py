"""Saved queries over HTTP about what was proposed and not judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from regesta.extract.workspace import Workspace


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
