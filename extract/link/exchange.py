"""Links as SSSOM mapping sets: with the metadata the specification asks for, under prefixes a reader can
follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from regesta.extract.iri import SCHEMES
from regesta.extract.link.candidates import TOOL
from regesta.extract.link.sssom import BUILT_IN, write_sssom
from regesta.extract.link.subjects import iri_of
from regesta.extract.record import Link

#: The prefix of our own things.
OURS = "kg"
#: SSSOM asks for a licence; who publishes puts their own.
LICENCE = "https://w3id.org/sssom/license/unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A link and who accepted it when; `reviewer` "" where nobody has. `proposed`: a tool or person proposed
    it, so sure, in these words."""

    link: Link
    reviewer: str = ""
    reviewer_id: str = ""
    date: str = ""
    proposed: bool = True


def mapping_set(
    links: Iterable[Link | Reviewed],
    *,
    base: str,
    name: str,
    prefixes: Mapping[str, str],
    tool_version: str,
    date: str,
    source: str = "",
    title: str = "",
) -> bytes:
    """The links as one SSSOM TSV. `prefixes` are those of `name`'s own identifiers; `date` is that of the set
    (ISO)."""
    metadata: dict[str, Any] = {
        "mapping_set_id": f"{base}links/{name}",
        "mapping_set_title": title or name,
        "license": LICENCE,
        "mapping_tool": TOOL,
        "mapping_tool_version": tool_version,
        "mapping_date": date,
        "subject_source": base,
    }
    if source:
        metadata["comment"] = (
            f"proposed from {source}; written anew by `{TOOL}`, so put verdicts into the log, not into this "
            "file"
        )
    known = {OURS: base, "orcid": SCHEMES["orcid"], **SCHEMES, **prefixes}
    return write_sssom(
        (_cells(x if isinstance(x, Reviewed) else Reviewed(link=x), base) for x in links), metadata, known
    )


def _cells(row: Reviewed, base: str) -> dict[str, str]:
    link = row.link
    return {
        "subject_id": iri_of(base, link.subject_kind, link.subject),
        "subject_label": link.subject,
        "predicate_id": BUILT_IN["skos"] + link.predicate,
        "object_id": link.object,
        "object_label": link.object_label,
        "mapping_justification": link.justification or "semapv:UnspecifiedMatching",
        "reviewer_id": row.reviewer_id,
        "reviewer_label": row.reviewer,
        "mapping_date": row.date,
        "mapping_tool": link.proposer if row.proposed and (row.reviewer or row.date) else "",
        "confidence": f"{link.confidence:g}" if row.proposed else "",
        "comment": link.reason,
    }
