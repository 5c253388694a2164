"""A small workspace of an invented quarrel over a weir, and the way to read it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from weir import TEXT, records

from regesta.api.readings import Asked, Readings
from regesta.extract.workspace import Workspace
from regesta.review.readings.sheets import Sheet

#: A whole reading: one claim as it stands, one changed, one added, the order told twice, one man's two names.
READING: list[Mapping[str, Any]] = [
    {"s": 1, "claims": [{"id": "1a", "from": "c1", "words": "Milling stopped because of the weir."}]},
    {"s": 2, "claims": [{
        "id": "2a", "from": "c2", "holder": ["Brand"], "negated": True, "cue": "denies", "same_as": "1a",
        "relations": [{"type": "attacks", "target": "1:weir ruined", "cue": "denies"}],
    }]},
    {"s": 3, "events": [{"from": "e1", "date": "1871-05-03"}], "decisions": [{"from": "d1", "words": "a lower weir"}]},
    {"s": 4, "events": [{"from": "e2", "date": "1871-06"}], "claims": [
        {"id": "4a", "holder": ["author"], "voice": "author", "content": "The order was obeyed"},
    ]},
    {"position": "P1", "label": "the ruin", "holders": ["Agnes Holt"], "claims": ["1a"], "named": [[2, "it"]]},
    {"actor": "Brand", "also": ["Dr Brand", "Br."]},
    {"same_event": ["3:1", "4:obeyed"]},
]  # fmt: skip


@pytest.fixture
def space(tmp_path: Path, workspace_of: Callable[..., Workspace]) -> Workspace:
    """The workspace, unjudged."""
    return workspace_of(tmp_path / "w", TEXT, records())


@pytest.fixture
def sheet(space: Workspace) -> Sheet:
    """Its reading sheet."""
    return Readings(space).sheet()[0]


@pytest.fixture
def asked(space: Workspace, sheet: Sheet, tmp_path: Path) -> Callable[..., Asked]:
    """What a reading asks for, given as rows; the whole one when none are given."""

    def made(rows: Sequence[Any] = READING, **more: Any) -> Asked:
        file = tmp_path / "p01.jsonl"
        file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), "utf-8")
        return Readings(space).read([file], sheet, **{"reviewer": "Ada Reader", **more})

    return made
