"""How much of what synthetic theses are known to say a workspace has found: notes, and which sources, actors
and events of different theses are one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.extract.authority.reading import fold
from regesta.extract.record import Actor, Citation, Event, Footnote, Record, Source, quote_of
from regesta.extract.workspace import Workspace

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found, how many of those are right, and how many there are."""

    found: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the true that is found; 1 where there is nothing."""
        return self.right / self.true if self.true else 1.0


def scores(workspace: Workspace, truth: Path) -> dict[str, Score]:
    """Notes by their words; sources, actors and events shared by pairs of theses, by the groups that proposed
    identities make. Of the pairs only those count whose two sides were found in their theses, so that the
    figure is that of identity; `truth` is the folder with the `.truth.jsonl` files."""
    meant: dict[str, str] = {}
    notes = Score(0, 0, 0)
    for document in workspace.documents():
        lines = (truth / f"{document}.truth.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        records, text = workspace.records(document), workspace.text(document)
        own = _notes(rows, records, text)
        notes = Score(notes.found + own.found, notes.right + own.right, notes.true + own.true)
        meant |= {**_sources(rows, records), **_actors(rows, records), **_events(rows, records, text)}
    return {"notes": notes} | {kind: _shared(workspace, meant, kind) for kind in ("source", "actor", "event")}


def _words(text: str) -> str:
    return " ".join(text.removesuffix("back").split())


def _notes(rows: Iterable[Row], records: Iterable[Record], text: str) -> Score:
    true = Counter(_words(row["text"]) for row in rows if row["kind"] == "note")
    bodies = (quote_of(text, n.spans or (n.span,)) for n in records if isinstance(n, Footnote))
    found = Counter(map(_words, bodies))
    return Score(found.total(), (found & true).total(), true.total())


def _sources(rows: Iterable[Row], records: Sequence[Record]) -> dict[str, str]:
    """What each source of a thesis is: what most of its notes with one citation alone cite."""
    alone = _alone(rows, records)
    out = {}
    for source in (r for r in records if isinstance(r, Source)):
        cited = Counter(alone[c] for c in source.cited_by if c in alone)
        if cited:
            out[source.id] = cited.most_common(1)[0][0]
    return out


def _alone(rows: Iterable[Row], records: Sequence[Record]) -> dict[str, str]:
    """What a citation cites, where its note cites nothing else."""
    noted = [row for row in rows if row["kind"] == "note" and len(row["citations"]) == 1]
    cited = {row["number"]: row["citations"][0]["source"] for row in noted}
    numbers = {r.id: r.number for r in records if isinstance(r, Footnote)}
    notes = ((r.id, numbers.get(r.footnote)) for r in records if isinstance(r, Citation))
    return {citation: cited[number] for citation, number in notes if number in cited}


def _actors(rows: Iterable[Row], records: Iterable[Record]) -> dict[str, str]:
    """What each actor of a thesis is: who is called so in full, or is the only one called so at all."""
    who: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["kind"] == "actor":
            for form in row["forms"]:
                who[fold(form)].add(row["actor"])
    out = {}
    for actor in (r for r in records if isinstance(r, Actor)):
        found = who.get(fold(actor.name), set())
        if len(found) == 1:
            out[actor.id] = next(iter(found))
    return out


def _events(rows: Iterable[Row], records: Iterable[Record], text: str) -> dict[str, str]:
    """What each event of a thesis is, by its sentence and type."""
    told = {(row["sentence"], row["type"]): row["event"] for row in rows if row["kind"] == "event"}
    out = {}
    for event in (r for r in records if isinstance(r, Event)):
        if found := told.get((_bare(quote_of(text, event.spans)), event.type)):
            out[event.id] = found
    return out


def _bare(sentence: str) -> str:
    """A sentence without the marker of its note."""
    return " ".join(sentence.split()).partition("[")[0].rstrip("0123456789")


def _shared(workspace: Workspace, meant: Mapping[str, str], kind: str) -> Score:
    """Pairs of different theses that are one, by truth and by the groups of proposed identities."""
    document = {r.id: d for d in workspace.documents() for r in workspace.records(d, (kind,))}
    of_kind = {record: thing for record, thing in meant.items() if record.startswith(f"{kind}-")}
    true = set(_pairs(_by(of_kind), document))
    groups: dict[str, set[str]] = {}
    for r in workspace.records_across():
        one, other = str(getattr(r, "one", "")), str(getattr(r, "other", ""))
        if one.startswith(f"{kind}-"):
            joined = groups.get(one, {one}) | groups.get(other, {other})
            groups |= dict.fromkeys(joined, joined)
    known = [sorted(g & of_kind.keys()) for g in {id(g): g for g in groups.values()}.values()]
    found = set(_pairs(known, document))
    return Score(len(found), len(found & true), len(true))


def _by(meant: Mapping[str, str]) -> Iterable[list[str]]:
    rows: dict[str, list[str]] = defaultdict(list)
    for record, thing in meant.items():
        rows[thing].append(record)
    return rows.values()


def _pairs(groups: Iterable[list[str]], document: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for group in groups:
        rows = sorted(group)
        for k, one in enumerate(rows):
            yield from ((one, other) for other in rows[k + 1 :] if document[one] != document[other])


__all__ = ["Score", "scores"]
