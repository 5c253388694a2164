"""Two readings are compared over the sentences both have."""

from __future__ import annotations

import json
from pathlib import Path

from weir import READING

from regesta.api.readings import Readings
from regesta.extract.workspace import Workspace
from regesta.review.readings.agreement import told
from regesta.review.readings.sheets import Sheet


def test_agreement_is_counted_by_kind_and_differences_stand_side_by_side(
    space: Workspace, sheet: Sheet, tmp_path: Path
) -> None:
    one, other = tmp_path / "p01.jsonl", tmp_path / "second.jsonl"
    one.write_text("".join(json.dumps(row) + "\n" for row in READING), "utf-8")
    second = [
        {"s": 1, "claims": [{"id": "1a", "from": "c1"}]},
        {"s": 3, "events": [{"from": "e1", "type": "Request"}]},
    ]
    other.write_text("".join(json.dumps(row) + "\n" for row in second), "utf-8")
    same = Readings(space).agreement([one], [one], sheet)
    assert {s.f1 for s in same.scores.values() if s.expected} == {1.0}
    assert not same.differ
    made = Readings(space).agreement([one], [other], sheet)
    assert made.sentences == 2
    assert made.scores["claims"].f1 == 1.0
    assert (made.scores["events"].f1, made.scores["events.typed"].f1) == (1.0, 0.0)
    assert [line.split()[0] for line in told(made)][:2] == ["F1", "claims"]
    left, right = made.differ[3]
    assert left[0].startswith("Order")
    assert right[0].startswith("Request")
