"""A small workspace of an invented quarrel over a weir, and the way to read it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from weir import READING, TEXT, records

from regesta.api.readings import Asked, Readings
from regesta.extract.workspace import Workspace
from regesta.review.readings.sheets import Sheet


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
