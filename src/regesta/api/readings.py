"""Readings of a workspace: sheets to read from, and what readers wrote, made verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.extract.authority import authorities
from regesta.extract.link.candidates import candidates
from regesta.extract.workspace import Workspace as Folder
from regesta.review.exchange.plan import Fault, Plan
from regesta.review.logs import log_of
from regesta.review.readings.agreement import Compared, compared
from regesta.review.readings.lines import READING, Faults, read_lines
from regesta.review.readings.reading import Ground, Reading
from regesta.review.readings.sheets import Sheet, SheetError, document_of, ground_of, printed_piece, sheet_of
from regesta.review.readings.understanding import understood
from regesta.review.readings.verdicts import Signature, verdicts_of
from regesta.review.state import replay
from regesta.review.verdict import after, utc_now


@dataclass(frozen=True, slots=True)
class Asked:
    """What some files of readings say, and the verdicts that they ask for."""

    reading: Reading
    plan: Plan


class Readings:
    """The readings of a workspace's documents. A reading says of each sentence all that stands in it."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._log = log_of(folder)

    def sheet(self, document: str = "") -> tuple[Sheet, dict[str, str]]:
        """A new sheet of a document (the only one where none is named), and its pieces printed, by name.

        Errors: SheetError where it is not clear which document is meant.
        """
        ground = self._ground(self._document(document))
        sheet = sheet_of(ground)
        return sheet, {p: "\n".join(printed_piece(ground, sheet, p)) + "\n" for p in sheet.pieces}

    def read(
        self, files: Sequence[Path], sheet: Sheet, *, reviewer: str, agent: str = "", second: bool = False
    ) -> Asked:
        """What files of readings say by the numbers of a sheet, and the verdicts they ask for in a reader's
        name; nothing is logged. `agent` is "software" where a program read; a `second` reading decides
        nothing.

        Errors: SheetError for the sheet of another document or text.
        """
        ground = self._ground(sheet.document, sheet, proposer=reviewer)
        faults = Faults()
        given = read_lines(files, faults, READING)
        expected = (n for file in files for n in sheet.expected(file.name))
        reading = understood(given, faults, ground, expected)
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        by = Signature(reviewer, "", f"import/{reviewer}/{digest[:12]}", agent=agent, second=second)
        return Asked(reading, self._plan(reading, ground, by))

    def agreement(self, one: Sequence[Path], other: Sequence[Path], sheet: Sheet) -> Compared:
        """How far two readings agree over the sentences that both have."""
        ground = self._ground(sheet.document, sheet)
        mine, theirs = (
            understood(read_lines(files, faults := Faults(), READING), faults, ground)
            for files in (one, other)
        )
        return compared(mine, theirs, ground, authorities(self._folder))

    def log(self, asked: Asked) -> int:
        """Log the verdicts of a reading, all of them or none; how many were new."""
        return self._log.append(asked.plan.verdicts)

    def _plan(self, reading: Reading, ground: Ground, by: Signature) -> Plan:
        verdicts = self._log.read()
        state = replay(candidates(self._folder), verdicts)
        last = max((v.at for v in verdicts), default="")
        by = replace(by, at=max(utc_now(), after(last) if last else ""))
        made, left = verdicts_of(reading, state, ground, by)
        faults = [
            Fault(f"{f.file} line {f.line}", f"sentence {f.sentence}: {f.message}") for f in reading.faults
        ]
        return Plan(tuple(made), 0, (*faults, *left), by.batch)

    def _ground(self, document: str, sheet: Sheet | None = None, proposer: str = "reader") -> Ground:
        if document not in self._folder.documents():
            there = ", ".join(self._folder.documents()) or "none"
            raise SheetError(f"there is no document {document!r} in this workspace; it has {there}.")
        records = candidates(self._folder)
        read = document_of(document, self._folder.text(document), records)
        return ground_of(read, records, self._folder.settings.thresholds, sheet, proposer)

    def _document(self, document: str) -> str:
        there = self._folder.documents()
        if not document and len(there) == 1:
            return there[0]
        if not document:
            raise SheetError(f"say which document: --document {' or '.join(there) or 'ID'}.")
        return document
