"""The links of a workspace as candidate records: what its `links/*.sssom.tsv` say of things that stand in its
documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from regesta.extract.iri import WEB_IRI
from regesta.extract.link.proposing import Subject, link_id
from regesta.extract.link.sssom import BUILT_IN, LinkFileError, MappingRow, read_sssom
from regesta.extract.link.subjects import by_iri, subjects_of
from regesta.extract.record import Diagnostic, Link, LinkPredicate, Record
from regesta.extract.workspace import Workspace

_SKOS = BUILT_IN["skos"]
#: How sure a row is that does not say.
UNSAID = 0.5
TOOL = "regesta link"


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that is no candidate, where it stands, and why."""

    where: str
    reason: str


def link_files(workspace: Workspace) -> list[Path]:
    """The SSSOM files of a workspace, sorted by name."""
    return sorted((workspace.root / "links").glob("*.sssom.tsv"))


def links_of(workspace: Workspace, records: Iterable[Record]) -> tuple[list[Link], list[Passed]]:
    """The candidate links of the workspace, each once (the surest row of those that say the same), and the
    rows that are none.

    `records` are those of all documents: a row counts when its subject or its object is one of their actors,
    places or archives.
    Errors: LinkFileError for a file that is not SSSOM.
    """
    files = link_files(workspace)
    if not files:
        return [], []
    ours = dict(by_iri(workspace.settings.base, subjects_of(records)))
    found: dict[str, Link] = {}
    passed: list[Passed] = []
    for path in files:
        rows = read_sssom(path)
        name = str(rows.metadata.get("mapping_set_title") or path.name.removesuffix(".sssom.tsv"))
        for row in rows.rows:
            where = f"{path.name}, line {row.line}"
            link = _link(row, ours, name)
            if isinstance(link, str):
                passed.append(Passed(where, link))
            elif link.id not in found or link.confidence > found[link.id].confidence:
                found[link.id] = link
    return list(found.values()), passed


def _link(row: MappingRow, ours: dict[str, Subject], authority: str) -> Link | str:
    """The row as a link, or why it is none."""
    if row.found_nothing:
        return "it says that a match was looked for and not found (sssom:NoTermFound)"
    forward = row.subject in ours
    subject = ours.get(row.subject) or ours.get(row.object)
    if subject is None:
        return "neither side is an actor, place or archive of this workspace"
    if row.negated:
        return "it says that the two do not match"
    word = row.predicate.removeprefix(_SKOS)
    if not forward:
        word = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}.get(word, word)
    if word not in get_args(LinkPredicate):
        return f"its predicate {row.cells['predicate_id']} is none of skos:{', skos:'.join(get_args(LinkPredicate))}"  # noqa: E501
    other = row.object if forward else row.subject
    if not WEB_IRI.fullmatch(other):
        return f"what it links to, {other!r}, is no web address"
    return Link(
        id=link_id(subject.name, subject.kind, word, other),
        document=subject.document,
        confidence=float(row.cells.get("confidence") or UNSAID),
        proposer=_proposer(row),
        subject=subject.name,
        subject_kind=subject.kind,
        predicate=cast(LinkPredicate, word),
        object=other,
        object_label=row.cells.get("object_label" if forward else "subject_label", ""),
        authority=authority,
        justification=row.justification,
        reason=row.cells.get("comment", ""),
    )


def _proposer(row: MappingRow) -> str:
    cells = row.cells
    return (
        cells.get("mapping_tool")
        or cells.get("author_label")
        or cells.get("author_id")
        or cells.get("creator_label")
        or "sssom"
    )


def refused(workspace: Workspace) -> frozenset[tuple[str, str]]:
    """The pairs of IRIs that some row says do not match: nothing is proposed for them."""
    pairs = (
        (r.subject, r.object) for path in link_files(workspace) for r in read_sssom(path).rows if r.negated
    )
    return frozenset(p for a, b in pairs for p in ((a, b), (b, a)))


def candidates(workspace: Workspace) -> list[Record]:
    """Every candidate record of the workspace: what extraction proposed, document by document, and the links
    of its SSSOM files, and the identities across documents. Diagnostics are none."""
    rows = [
        r for name in workspace.documents() for r in workspace.records(name) if not isinstance(r, Diagnostic)
    ]
    return [*rows, *links_of(workspace, rows)[0], *workspace.records_across()]


__all__ = ["TOOL", "LinkFileError", "Passed", "candidates", "link_files", "links_of", "refused"]
