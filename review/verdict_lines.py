"""Lines of a verdict log: one verdict each, checked before they are believed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from regesta.extract.record import KINDS
from regesta.extract.record import from_dict as record_from_dict
from regesta.review import json_values
from regesta.review.verdict import OUTCOMES, PARTS, Verdict, from_dict


class LogError(Exception):
    """A log that cannot be read; the message names the line, why, and what to do."""


def parse(lines: bytes, place: str, advice: str, first: int = 1) -> Iterator[Verdict]:
    """The verdicts of some whole lines; a last line without its newline is left out. `place` is what messages
    call a line ("review.jsonl line"), `first` the number of the first.

    Errors: LogError for a line that is not a verdict, with its number.
    """
    whole, _, _torn = lines.rpartition(b"\n")
    for number, line in enumerate(whole.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            row = json_values.loads(line)
            verdict = from_dict(row)
            _refuse_mistyped(row, verdict)
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            raise LogError(
                f"{place} {number} is not a verdict ({error}). Nothing was changed. {advice}"
            ) from error
        if verdict.outcome not in OUTCOMES or verdict.part not in PARTS:
            legal = f"outcomes are {', '.join(OUTCOMES)}, parts {', '.join(PARTS)}"
            raise LogError(
                f"{place} {number} has outcome {verdict.outcome!r} on part {verdict.part!r}; {legal}."
            )
        yield verdict


_PLAIN_OUTCOME = re.compile(rb'"outcome":"(?:accept|reject|edit|defer|comment|relink)"')
_JUDGED_KIND = re.compile(rb'"judged":\{"id":"[^"\\]*","kind":"([a-z]+)"')


def is_on(line: bytes, kinds: Container[str]) -> bool:
    """Whether a line may be a verdict on a record of these kinds, or one that concerns others too. A line
    that was not written by this program is one that may."""
    judged = _JUDGED_KIND.search(line)
    return judged is None or judged[1].decode() in kinds or _PLAIN_OUTCOME.search(line) is None


#: The fields of a verdict that hold texts: looked at by themselves, since a log has many lines.
_TEXTS = tuple(
    f.name
    for f in fields(Verdict)
    if f.default == "" or f.name in ("id", "at", "reviewer", "outcome", "part")
)


def _refuse_mistyped(row: Mapping[str, Any], verdict: Verdict) -> None:
    """Errors: ValueError, TypeError or LookupError for what no program of ours logged: fields of another
    type, records that are none."""
    if not all(type(getattr(verdict, name)) is str for name in _TEXTS) or type(verdict.extra) is not dict:
        raise ValueError(json_values.mistyped(verdict))
    for name in ("withdraws", "pieces"):
        if not isinstance(row.get(name, []), list):
            raise ValueError(f"{name} is {row[name]!r}; it must be a list")
    if not all(isinstance(piece, Mapping) for piece in verdict.pieces):
        raise ValueError("pieces is no list of objects")
    if verdict.judged is not None and verdict.judged.get("kind") not in KINDS:
        raise ValueError(f"judged is of kind {verdict.judged.get('kind')!r}")
    for record in (verdict.edited, *(piece["record"] for piece in verdict.pieces)):
        _refuse_no_record(record)


def _refuse_no_record(record: Mapping[str, Any] | None) -> None:
    if record is not None and (wrong := json_values.mistyped(record_from_dict(record))):
        raise ValueError(wrong)


def union(*logs: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts of several logs as one, each once, by time and then id: what git merges of two workspaces
    should hold."""
    return sorted({v.id: v for log in logs for v in log}.values(), key=lambda v: (v.at, v.id))
