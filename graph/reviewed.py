"""What is read before anything is mapped: documents, candidates, authority files and log, and the state they
make together."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regesta.extract.authority import Authority, authorities
from regesta.extract.link.candidates import links_of
from regesta.extract.record import Record, Sentence
from regesta.extract.workspace import Workspace
from regesta.graph.map.deposit import STRUCTURE, Deposit
from regesta.graph.map.everyone import Everyone, everyone
from regesta.graph.map.gathering import Gathering, gathered
from regesta.graph.map.regroup import regrouped
from regesta.review.state import Judged, ReviewedState, replay
from regesta.review.verdict import Verdict


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Half a million small objects without cycles: looking for cycles among them again and again costs a
    third of a build's time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Files:
    """What a workspace's files hold besides the log: per document its metadata, its text and its structure as
    extracted, all candidates, and the authority files."""

    meta: Mapping[str, Mapping[str, Any]]
    text: Mapping[str, str]
    structure: Mapping[str, Sequence[Record]]
    candidates: Sequence[Record]
    authority: Authority


def read_files(workspace: Workspace) -> Files:
    """Everything but the log, each file read once."""
    documents = workspace.documents()
    structure: dict[str, list[Record]] = {}
    candidates: list[Record] = []
    for document in documents:
        records = workspace.records(document)
        structure[document] = [r for r in records if r.kind in STRUCTURE]
        candidates.extend(r for r in records if r.kind not in STRUCTURE and r.kind != "diagnostic")
    candidates.extend(links_of(workspace, candidates)[0])
    candidates.extend(workspace.records_across())
    return Files(
        meta={d: workspace.metadata(d) for d in documents},
        text={d: workspace.text(d) for d in documents},
        structure=structure,
        candidates=candidates,
        authority=authorities(workspace),
    )


@dataclass(frozen=True)
class Reviewed:
    """The reviewed state of a whole workspace, and each document with its share of it, in order of document
    id. `replayed` is the state before sources were put together anew, `gathered` the event of each mention.
    """

    verdicts: Sequence[Verdict]
    replayed: ReviewedState
    state: ReviewedState
    gathered: Mapping[str, Gathering]
    deposits: Sequence[Deposit]
    authority: Authority

    @cached_property
    def everyone(self) -> Everyone:
        """The names of all accepted actors."""
        return everyone(self.state, self.authority)


def reviewed(files: Files, verdicts: Sequence[Verdict], before: Reviewed | None = None) -> Reviewed:
    """What the files and a log say together; quicker where `before` is what they said with less in the log.

    Structure (divisions, sentences, footnotes) is replayed per document, since a footnote's id is unique
    within its document only.
    """
    others = [v for v in verdicts if v.judged is None or v.judged.get("kind") not in STRUCTURE]
    replayed = replay(files.candidates, others, before.replayed if before else None)
    state = regrouped(replayed)
    events = gathered(state)
    items: dict[str, list[Judged]] = {document: [] for document in files.text}
    for judged in state.items.values():
        if judged.record.document in items:
            items[judged.record.document].append(judged)
    of_structure = _on_structure(verdicts, files.text)
    deposits = [
        Deposit(
            document=document,
            meta=files.meta[document],
            text=text,
            structure=structure_left(files.structure[document], of_structure[document]),
            items=tuple(items[document]),
            authority=files.authority,
            gathered=events,
        )
        for document, text in files.text.items()
    ]
    return Reviewed(verdicts, replayed, state, events, deposits, files.authority)


@no_garbage_collection()
def review(workspace: Workspace, verdicts: list[Verdict]) -> tuple[ReviewedState, list[Deposit]]:
    """The reviewed state of the whole workspace, and each document with its share of it, in order of document
    id."""
    found = reviewed(read_files(workspace), verdicts)
    return found.state, list(found.deposits)


def _on_structure(verdicts: Iterable[Verdict], documents: Iterable[str]) -> dict[str, list[Verdict]]:
    """The verdicts that a document's structure is replayed with, by document: those on its divisions,
    sentences and footnotes, and those that carry no record, which may be on any."""
    out: dict[str, list[Verdict]] = {document: [] for document in documents}
    for verdict in verdicts:
        if verdict.judged is None:
            for own in out.values():
                own.append(verdict)
        elif verdict.judged.get("kind") in STRUCTURE:
            out.get(str(verdict.judged.get("document")), []).append(verdict)
    return out


def structure_left(records: Iterable[Record], own: Iterable[Verdict]) -> tuple[Record, ...]:
    """The divisions, sentences and footnotes of a document as verdicts leave them, rejected ones left out."""
    kept = (j for j in replay(records, own).items.values() if j.record.kind in STRUCTURE)
    return tuple(j.record for j in kept if j.status != "rejected" and not _is_only_read(j))


def _is_only_read(judged: Judged) -> bool:
    """Whether all that is left of a sentence is that somebody read it: the reader parts sentences otherwise
    now, and beside those it would stand twice."""
    read = all(v.outcome == "accept" for v in judged.verdicts)
    return isinstance(judged.record, Sentence) and judged.candidate is None and read


__all__ = ["Files", "Reviewed", "no_garbage_collection", "read_files", "review", "reviewed", "structure_left"]
