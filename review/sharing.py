"""Sharing a workspace: its verdict log and its candidate records, which lie in files, put into the database
of a team."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.extract.database.connection import Database
from regesta.extract.database.records import RecordTable
from regesta.extract.workspace import ACROSS, Workspace
from regesta.review.log import VerdictLog
from regesta.review.log_table import LogTable


@dataclass(frozen=True, slots=True)
class Shared:
    """What a database was given: how many verdicts of those in the file, and the records of which documents;
    `kept` names the documents whose records there are others, and stayed."""

    verdicts: int
    of: int
    documents: tuple[str, ...]
    kept: tuple[str, ...]


def share(workspace: Workspace, database: Database, *, replace: bool = False) -> Shared:
    """Add to a database what it lacks of `review.jsonl`, in the order of its lines, and the records of
    documents it has none of; `replace` also those it has others of. Done again, it changes nothing.

    Errors: LogError for a line of the file that is no verdict, before anything is written; DatabaseError.
    """
    file = VerdictLog(workspace.log)
    verdicts = list({v.id: v for v in file.parse(file.lines())}.values())
    added = LogTable(database).append(verdicts)
    files, table = workspace.record_files(), RecordTable(database)
    names = [*workspace.documents(), ACROSS]
    here, there = files.digests(names), table.digests(names)
    other = [document for document in here if there.get(document) != here[document]]
    kept = [] if replace else [document for document in other if document in there]
    given = [document for document in other if document not in kept]
    for document in given:
        table.write(document, files.read(document))
    return Shared(added, len(verdicts), tuple(d for d in given if d != ACROSS), tuple(kept))
