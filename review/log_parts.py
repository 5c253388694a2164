"""A verdict log parted by document, so that one document's verdicts can be read without the others'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from regesta.review.log import VerdictLog
from regesta.review.verdict import Verdict, dumps

#: Bytes of a log that are read at once.
_CHUNK = 8 << 20
#: An id of a record.
_ID = re.compile(rb"\b[a-z]+-[0-9a-f]{12}\b")
#: What such a verdict says is of several records, perhaps of several documents.
_OF_SEVERAL = frozenset(("merge", "split", "withdraw"))


@dataclass(frozen=True, slots=True)
class LogParts:
    """`general` are the verdicts that concern more than one document, or none that is there: merges, splits,
    withdrawals, identities across documents. `parts` holds every other verdict in a log of its document;
    `named` are the ids in those that people gave, with the documents whose verdicts name them."""

    general: tuple[Verdict, ...]
    parts: dict[str, VerdictLog]
    named: dict[str, frozenset[str]]

    def of(self, document: str) -> VerdictLog:
        """The log of what is said of one document alone."""
        return self.parts[document]

    def with_verdicts(self, verdicts: Iterable[Verdict]) -> LogParts:
        """The parts with some verdicts of policies more; those of one document are written into its part, the
        others are in what is returned."""
        general: list[Verdict] = []
        of_documents: dict[str, list[str]] = defaultdict(list)
        for verdict in verdicts:
            if (document := document_of(verdict)) in self.parts:
                of_documents[document].append(dumps(verdict) + "\n")
            else:
                general.append(verdict)
        for document, lines in of_documents.items():
            with self.parts[document].path.open("a", encoding="utf-8", newline="\n") as out:
                out.writelines(lines)
        return replace(self, general=(*self.general, *general)) if general else self


def parted(log: Path, size: int, folder: Path, documents: Iterable[str]) -> LogParts:
    """The first `size` bytes of a log, which are whole lines, parted into files in a folder.

    Errors: LogError for a line that is not a verdict.
    """
    parts = {d: VerdictLog(folder / f"log-{k}.jsonl") for k, d in enumerate(documents)}
    general: list[Verdict] = []
    named: dict[str, frozenset[str]] = {}
    for lines in _chunks(log, size):
        of_documents: dict[str, list[bytes]] = defaultdict(list)
        for verdict, line in _read(VerdictLog(log), lines):
            document = document_of(verdict)
            if document in parts:
                of_documents[document].append(line)
                for record in _ID.findall(line) if not verdict.policy else ():
                    known = named.get(record.decode(), frozenset())
                    named[record.decode()] = known if document in known else known | {document}
            else:
                general.append(verdict)
        for document, own in of_documents.items():
            with parts[document].path.open("ab") as out:
                out.writelines(own)
    return LogParts(tuple(general), parts, named)


def document_of(verdict: Verdict) -> str:
    """The one document that a verdict concerns; "" where it may concern several."""
    judged = verdict.judged
    if judged is None or verdict.outcome in _OF_SEVERAL or judged.get("other_document"):
        return ""
    return str(judged.get("document", ""))


def _read(log: VerdictLog, lines: list[bytes]) -> Iterator[tuple[Verdict, bytes]]:
    """The verdicts of some lines, each with its line."""
    told = [line for line in lines if line.strip()]
    return zip(log.parse(b"".join(told)), told, strict=True)


def _chunks(log: Path, size: int) -> Iterator[list[bytes]]:
    """The whole lines of the first bytes of a log, some at a time."""
    if not size:
        return
    with log.open("rb") as file:
        while (left := size - file.tell()) > 0 and (lines := file.readlines(min(left, _CHUNK))):
            yield lines


__all__ = ["LogParts", "document_of", "parted"]
