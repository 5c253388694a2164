"""Which verdict log a workspace has: the file in its folder, or a table in the database its settings name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from regesta.extract.workspace import Workspace
from regesta.review.log import VerdictLog
from regesta.review.log_interface import Log


def log_of(workspace: Workspace) -> Log:
    """The verdict log of a workspace. Nothing is opened yet."""
    if (database := workspace.database()) is None:
        return VerdictLog(workspace.log)
    from regesta.review.log_table import LogTable

    return LogTable(database)


def log_file(workspace: Workspace) -> Path:
    """A file with the lines of the log, for what reads it piece by piece: the log itself, else a copy in
    `index/` that is brought up to date. The caller holds the writer's lock."""
    log, told = log_of(workspace), workspace.settings.database
    own = hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]
    return log.file(workspace.index / f"log-{own}.jsonl")
