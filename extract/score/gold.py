"""Gold annotations as read from a folder: sentences with their actors, claims, events and decisions;
footnotes with their citations; slips."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from regesta.extract.record import Span
from regesta.extract.score.gold_records import as_annotations

Annotation = Mapping[str, Any]


class GoldError(Exception):
    """A gold folder or file that cannot be read; the message names it and says what it must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSentence:
    """A sentence all of whose actors, claims, events and decisions are annotated."""

    spans: tuple[Span, ...]
    text: str
    markers: tuple[int, ...] = ()
    actors: tuple[str, ...] = ()
    claims: tuple[Annotation, ...] = ()
    events: tuple[Annotation, ...] = ()
    decisions: tuple[Annotation, ...] = ()
    relations: tuple[Annotation, ...] = ()
    """What its claims do to others: `type`, and what is answered as `target`, the opening words of its
    sentence, or as `target_span`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFootnote:
    """A footnote's body and its citations."""

    span: Span
    number: int
    citations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Everything a folder annotates; `noted` are the stretches of text in which every footnote is
    annotated."""

    sentences: tuple[GoldSentence, ...] = ()
    footnotes: tuple[GoldFootnote, ...] = ()
    noted: tuple[Span, ...] = ()
    slips: tuple[Annotation, ...] = ()

    def home(self, span: Span) -> int:
        """Index of the sentence the span lies in most, -1 when it lies in none."""
        sizes = [
            (sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in s.spans), -i)
            for i, s in enumerate(self.sentences)
        ]
        size, i = max(sizes, default=(0, 0))
        return -i if size else -1


def read_gold(folder: Path, text: str = "") -> Gold:
    """The annotations of a folder: `*.json` with `sentences`, `footnotes` or `discrepancies`; other files are
    passed over. A file `*.jsonl` instead of a folder holds annotations that are records (see
    `score.gold_records`), whose words `text`, the document's raw text, gives.

    Errors: GoldError when the folder is missing, holds no annotation, or a file is not JSON.
    """
    if folder.suffix == ".jsonl" and folder.is_file():
        return gold_of([as_annotations(_lines(folder), text)], folder)
    if not folder.is_dir():
        raise GoldError(
            f"{folder} is not a folder. Give the folder that holds the annotations, such as "
            "tests/golden/clean, or a file of annotations that are records (*.jsonl)."
        )
    return gold_of(_files(folder), folder)


def _lines(file: Path) -> list[Annotation]:
    """The objects of a file of JSON Lines."""
    out = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            out.append(json.loads(line))
        except ValueError as error:
            raise GoldError(f"{file}, line {number}, is not JSON: {error}.") from error
    return out


def gold_of(files: Sequence[Annotation], folder: Path) -> Gold:
    """What some annotations say together. Errors: GoldError naming `folder` when that is nothing."""
    notes = [_footnotes(data) for data in files]
    gold = Gold(
        sentences=tuple(chain.from_iterable(map(_sentences, files))),
        footnotes=_best_footnotes(chain.from_iterable(notes)),
        noted=tuple(_extent(of_file) for of_file in notes if len(of_file) > 1),
        slips=tuple(chain.from_iterable(_placed(data, "discrepancies") for data in files)),
    )
    if not (gold.sentences or gold.footnotes or gold.slips):
        raise GoldError(
            f"{folder} holds no annotations: no *.json with `sentences`, `footnotes` or `discrepancies` and "
            "their spans."
        )
    return gold


def _files(folder: Path) -> list[Annotation]:
    """What the JSON files of a folder hold, those that hold an object."""
    loaded = [_load(path) for path in sorted(folder.glob("*.json"))]
    return [data for data in loaded if isinstance(data, dict)]


def _footnotes(data: Annotation) -> list[GoldFootnote]:
    return [_footnote(f) for f in _placed(data, "footnotes")]


def _sentences(data: Annotation) -> list[GoldSentence]:
    return [_sentence(s) for s in data.get("sentences", ()) if s.get("spans")]


def _extent(notes: Sequence[GoldFootnote]) -> Span:
    """From the beginning of the first to the end of the last."""
    return min(n.span[0] for n in notes), max(n.span[1] for n in notes)


def _best_footnotes(notes: Iterable[GoldFootnote]) -> tuple[GoldFootnote, ...]:
    """Each annotated footnote once; of several annotations of one, the last that names its sources, else the
    first."""
    out: dict[Span, GoldFootnote] = {}
    for note in notes:
        if note.span not in out or _keyed(note):
            out[note.span] = note
    return tuple(out.values())


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(
            f"{path} is not JSON: {error}. Make it again, or move it out of the folder."
        ) from error


def _sentence(data: Annotation) -> GoldSentence:
    return GoldSentence(
        spans=tuple((a, b) for a, b in data["spans"]),
        text=" ".join(data.get("parts", ())),
        markers=tuple(data.get("markers", ())),
        actors=tuple(data.get("actors", ())),
        claims=_placed(data, "claims"),
        events=_placed(data, "events"),
        decisions=_placed(data, "decisions"),
        # A row without a span gives a claim of the sentence one relation more.
        relations=tuple(c["relation"] for c in data.get("claims", ()) if c.get("relation")),
    )


def _placed(data: Annotation, key: str) -> tuple[Annotation, ...]:
    rows: Sequence[Annotation] = data.get(key, ())
    return tuple(row for row in rows if row.get("span"))


def _footnote(data: Annotation) -> GoldFootnote:
    a, b = data["span"]
    return GoldFootnote(span=(a, b), number=int(data["number"]), citations=_placed(data, "citations"))


def _keyed(note: GoldFootnote) -> bool:
    return any("source_key" in c for c in note.citations)
