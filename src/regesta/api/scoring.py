"""Records scored against annotations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.extract.authority import Authority
from regesta.extract.record import Record
from regesta.extract.score.scoring import score as score_records

if TYPE_CHECKING:
    from regesta.extract.score.scoring import Score


def score(
    records: Iterable[Record], gold: str | Path, *, text: str = "", authority: Authority | None = None
) -> dict[str, Score]:
    """Precision and recall of a document's records against a folder of annotations (or a file of
    annotations that are records, `*.jsonl`), by kind ("claims",
    "claims.holder" ...).

    A Score has `.precision`, `.recall` and `.f1`, 0..1. `text`, the document's raw text, lets words that
    readers mark either way go uncounted. What counts as right is said in docs/example.md.

    Errors: GoldError for a folder that holds no annotations.
    """
    return score_records(records, Path(gold), text=text, authority=authority)
