"""The file of a document's gold: records of the project, one a line, each with what only gold knows of it.

A line is a record's JSON with an object `gold` beside its fields: of a sentence its `numbers` on the worksheet,
`sha256` and `length` of its words (white space folded), `actors` and `notes`; of other records of a document
whose words may not stand here, `sha256` of what they quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regesta.extract.record import Claim, Record, from_dict
from regesta.review.readings.passage import digest

KEY = "gold"


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A record of the gold and what is known of it besides."""

    record: Record
    extra: Mapping[str, Any]


def without_words(gold: GoldRecord) -> GoldRecord:
    """The record with the digest of its quotation in the quotation's place."""
    record = gold.record
    if not isinstance(record, Claim) or not record.quote:
        return gold
    return GoldRecord(replace(record, quote=""), {**gold.extra, "sha256": digest(record.quote)})


def dump(records: Iterable[GoldRecord]) -> str:
    """The lines of a gold file; the same records always give the same bytes."""
    rows = [{**g.record.to_dict(), **({KEY: dict(g.extra)} if g.extra else {})} for g in records]
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def load(path: Path) -> list[GoldRecord]:
    """The records of a gold file. Errors: ValueError with the line that is no record."""
    out = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            extra = row.pop(KEY, {})
            out.append(GoldRecord(from_dict(row), extra))
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path.parent.name}/{path.name}:{number}: {error}") from error
    return out
