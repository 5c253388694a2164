"""The structure of a document after review: what was only read does not come back once it is read otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from regesta.extract.record import Sentence, content_id
from regesta.extract.workspace import Workspace
from regesta.graph.reviewed import review
from regesta.review.acts import act
from regesta.review.state import Judged
from regesta.review.verdict import Verdict

TEXT = "The weir was built. It ruined the mill."


def sentence(start: int, end: int) -> Sentence:
    return Sentence(id=content_id("sentence", "d", [(start, end)]), document="d", spans=((start, end),))


def accepted(record: Sentence) -> Verdict:
    judged = Judged(record=record, status="candidate", parts={})
    return act(judged, "accept", at="2026-01-01T00:00:00Z", reviewer="Ada", reason="read whole")


def test_a_sentence_that_was_read_and_is_parted_now_stands_once(
    tmp_path: Path, workspace_of: Callable[..., Workspace]
) -> None:
    parts = [sentence(0, 19), sentence(20, 39)]
    space = workspace_of(tmp_path / "w", TEXT, parts)
    _, (deposit,) = review(space, [accepted(parts[0]), accepted(sentence(4, 8))])
    assert list(deposit.structure) == parts
