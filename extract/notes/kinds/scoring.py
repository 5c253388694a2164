"""Types of citation scored by the signs that a citation shows: the best one wins and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.record import CitationType
from regesta.extract.text.languages import LanguageError, LanguagePack
from regesta.extract.text.schema import read_schema


@dataclass(frozen=True, slots=True)
class Row:
    """What argues for a type: `weight` counts when every sign of `when` shows and none of `unless`; `says` is
    the reason in words."""

    when: tuple[str, ...]
    unless: tuple[str, ...]
    weight: float
    says: str

    def fires(self, features: CitationFeatures) -> bool:
        """Whether the signs are as the row wants them."""
        # loops rather than all() and any(): every row is asked of every citation
        for sign in self.when:
            if not getattr(features, sign):
                return False
        for sign in self.unless:  # noqa: SIM110
            if getattr(features, sign):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Score:
    """How much argues for a type, and what: `reasons`, the weightiest first."""

    type: CitationType
    weight: float
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The type and its reasons as one line: "book: place or publisher"."""
        return f"{self.type.replace('_', ' ')}: {', '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a reading is, 0..1: of its `type` alone, what each part adds, at `most`; what is taken off an
    `other` thing, and the share left of one that is `unknown`."""

    type: float
    author: float
    title: float
    when: float
    place: float
    most: float
    other: float
    unknown: float


@dataclass(frozen=True, slots=True)
class TypeScorers:
    """The rows of each type, the least sum at which a type is taken, and how sure readings are."""

    floor: float
    confidence: Confidence
    rows: Mapping[CitationType, tuple[Row, ...]]

    def scores(self, features: CitationFeatures) -> list[Score]:
        """Every type that something argues for, the best first; of equal ones the first in the table."""
        found = []
        for kind, rows in self.rows.items():
            fired = sorted((r for r in rows if r.fires(features)), key=lambda r: -r.weight)
            if fired:
                reasons = tuple(dict.fromkeys(r.says for r in fired))
                found.append(Score(kind, round(sum(r.weight for r in fired), 3), reasons))
        return sorted(found, key=lambda s: -s.weight)

    def best(self, features: CitationFeatures) -> Score:
        """The best type; `other`, with what was seen, when none reaches the floor."""
        scores = self.scores(features)
        if scores and scores[0].weight >= self.floor:
            return scores[0]
        seen = f"nothing tells its type{f' (only {scores[0].reason})' if scores else ''}"
        return Score("other", 0.0, (seen,))


@lru_cache(maxsize=8)
def type_scorers(pack: LanguagePack) -> TypeScorers:
    """The scorers of a language, read from its `citation_types.toml`.

    Errors: LanguageError for a type or sign that there is not.
    """
    table: dict[str, Any] = pack.table("citation_types")
    known = get_args(CitationType)
    rows: dict[CitationType, tuple[Row, ...]] = {}
    for kind, entries in table.items():
        if kind in ("floor", "confidence"):
            continue
        if kind not in known:
            raise LanguageError(
                f"citation_types.toml of {pack.code!r} has {kind!r}, which is no type of citation"
            )
        rows[kind] = tuple(_row(kind, entry, pack) for entry in entries)  # type: ignore[index]
    where = f"citation_types.toml of {pack.code!r}, confidence"
    return TypeScorers(float(table["floor"]), read_schema(Confidence, table["confidence"], where), rows)


def _row(kind: str, entry: Mapping[str, Any], pack: LanguagePack) -> Row:
    row = Row(
        tuple(entry["when"]), tuple(entry.get("unless", ())), float(entry["weight"]), str(entry["says"])
    )
    unknown = [s for s in (*row.when, *row.unless) if not hasattr(CitationFeatures, s)]
    if unknown:
        raise LanguageError(
            f"citation_types.toml of {pack.code!r} asks under {kind!r} for {', '.join(unknown)}, which"
            " CitationFeatures does not have"
        )
    return row
