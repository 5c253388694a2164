"""Everything that joins this graph to other people's, as one SSSOM mapping set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regesta import __version__
from regesta.extract.authority import authorities
from regesta.extract.authority.reading import Authority
from regesta.extract.iri import SCHEMES, authority_iri
from regesta.extract.link.candidates import link_files
from regesta.extract.link.exchange import Reviewed, mapping_set
from regesta.extract.link.proposing import link_id
from regesta.extract.link.sssom import BUILT_IN, read_sssom
from regesta.extract.record import Actor, Link
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.name import Names
from regesta.review.logs import log_of
from regesta.review.state import Judged
from regesta.review.verdict import Verdict

#: How a mapping that an authority file holds came about: somebody wrote it there by hand.
CURATED = "semapv:ManualMappingCuration"


def sssom_set(workspace: Workspace, *, everything: bool = False, document: str | None = None) -> bytes:
    """Accepted links and the identifiers of accepted actors as SSSOM TSV; with `everything` also links nobody
    judged. `document` narrows to one."""
    verdicts = log_of(workspace).read()
    state, _ = review(workspace, verdicts)
    chosen = [
        j
        for j in state.items.values()
        if not state.replaced(j.record.id) and document in (None, j.record.document)
    ]
    names, authority = Names(workspace.settings.base), authorities(workspace)
    found = (*_identified(chosen, names, authority), *_linked(chosen, names, everything))
    rows = {(r.link.subject, r.link.predicate, r.link.object): r for r in found}
    # The set is as old as the last thing somebody said: the same log gives the same bytes.
    date = max((v.at for v in verdicts), default="")[:10] or "1970-01-01"
    return mapping_set(
        rows.values(),
        base=workspace.settings.base,
        name="all",
        prefixes=_declared_prefixes(workspace),
        tool_version=__version__,
        date=date,
        title="Links and identifiers",
    )


def _declared_prefixes(workspace: Workspace) -> dict[str, str]:
    """The prefixes that the workspace's own link files declare."""
    prefixes: dict[str, str] = {}
    for path in link_files(workspace):
        declared = read_sssom(path).metadata.get("curie_map") or {}
        prefixes |= {str(k): str(v) for k, v in declared.items() if k not in BUILT_IN and k not in SCHEMES}
    return prefixes


def _said(link: Link, verdict: Verdict | None, names: Names) -> Reviewed:
    if verdict is None:
        return Reviewed(link=link)
    by = f"policy {verdict.policy}" if verdict.policy else verdict.reviewer
    node = names.policy(verdict.policy) if verdict.policy else names.reviewer(verdict.reviewer)
    return Reviewed(link=link, reviewer=by, reviewer_id=node.value, date=verdict.at[:10])


def _linked(chosen: list[Judged], names: Names, everything: bool) -> Iterator[Reviewed]:
    for judged in chosen:
        if isinstance(judged.record, Link) and (
            judged.status == "accepted" or (everything and judged.status != "rejected")
        ):
            yield _said(judged.record, judged.accepted_by, names)


def _identified(chosen: list[Judged], names: Names, authority: Authority) -> Iterator[Reviewed]:
    """The identifiers of accepted actors, less those a reviewer refused, as exact matches."""
    for judged in chosen:
        record = judged.record
        if not isinstance(record, Actor) or judged.status != "accepted":
            continue
        entry = authority.entry(record.name)
        for scheme, value in sorted({*record.identifiers, *(entry.identifiers if entry else ())}):
            iri = authority_iri(scheme, value)
            if iri and judged.parts.get(("link", f"{scheme}:{value}")) != "reject":
                where = (
                    f"identifier in {entry.source}"
                    if entry and (scheme, value) in entry.identifiers
                    else "identifier of the actor"
                )
                link = Link(
                    id=link_id(record.name, record.actor_kind, "exactMatch", iri),
                    document=record.document,
                    subject=record.name,
                    subject_kind=record.actor_kind,
                    object=iri,
                    justification=CURATED,
                    reason=where,
                )
                yield replace(_said(link, judged.accepted_by, names), proposed=False)
