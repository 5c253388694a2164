"""What a workspace gives away: its records as JSON Lines, its graph in the syntaxes of RDF 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize

from regesta.extract.link.bibliographic import bibtex, csl_json
from regesta.extract.record import Source, dumps
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.export_jsonld import write_jsonld
from regesta.graph.export_spar import spar
from regesta.graph.store import lease
from regesta.ontology.terms import NAMESPACE, SCHEMES
from regesta.review.log import VerdictLog


class ExportError(ValueError):
    """An export that cannot be made as asked; the message lists what is legal."""


def records(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """JSON Lines of the records as they stand in review, document by document.

    Left out, unless `everything`: rejected records, and candidates nobody judged that lie below their kind's threshold in `regesta.toml`.
    Errors: ExportError for an unknown document.
    """
    if document is not None and document not in workspace.documents():
        raise ExportError(f"there is no document {document!r} in {workspace.root}; there are {', '.join(workspace.documents()) or 'none'}.")
    least = workspace.settings.thresholds
    _, deposits = review(workspace, VerdictLog(workspace.log).read())
    for deposit in deposits:
        if document not in (None, deposit.document):
            continue
        for record in deposit.structure:
            out.write(dumps(record).encode() + b"\n")
        for judged in deposit.items:
            record = judged.record
            wanted = judged.status == "accepted" or (judged.status != "rejected" and record.confidence >= least.get(record.kind, 0.0))
            if everything or wanted:
                out.write(dumps(record).encode() + b"\n")


def prefixes(workspace: Workspace) -> dict[str, str]:
    """The prefixes of Turtle and TriG exports."""
    return {
        "rg": NAMESPACE,
        "kg": workspace.settings.base,
        "scheme": SCHEMES,
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }


def _sorted_lines(store: Store, graph: DefaultGraph | None) -> Iterator[bytes]:
    buffer = BytesIO()
    if graph is None:
        store.dump(buffer, format=RdfFormat.N_QUADS)
    else:
        store.dump(buffer, format=RdfFormat.N_TRIPLES, from_graph=graph)
    return iter(sorted(buffer.getvalue().splitlines(keepends=True)))


def nquads(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """The whole served dataset, every graph, as sorted N-Quads: the same graph always gives the same bytes."""
    with lease(workspace.snapshots) as snapshot:
        out.writelines(_sorted_lines(snapshot.open(), None))


def ntriples(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Accepted knowledge (the default graph) as sorted N-Triples."""
    with lease(workspace.snapshots) as snapshot:
        out.writelines(_sorted_lines(snapshot.open(), DefaultGraph()))


def trig(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """The whole served dataset as TriG, in the order of its N-Quads."""
    with lease(workspace.snapshots) as snapshot:
        quads = sorted(snapshot.open(), key=str)
        quads.sort(key=lambda q: str(q.graph_name))
        out.write(serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes(workspace)) or b"")


def turtle(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Accepted knowledge as Turtle, sorted by subject."""
    with lease(workspace.snapshots) as snapshot:
        rows = sorted((q.triple for q in snapshot.open().quads_for_pattern(None, None, None, DefaultGraph())), key=str)
        out.write(serialize(rows, format=RdfFormat.TURTLE, prefixes=prefixes(workspace)) or b"")


def jsonld(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Accepted knowledge as JSON-LD, compact under the vocabulary's context, one object per subject and line."""
    with lease(workspace.snapshots) as snapshot:
        write_jsonld(snapshot.open().quads_for_pattern(None, None, None, DefaultGraph()), out)


def _sources(workspace: Workspace, document: str | None) -> Iterator[Source]:
    """The sources as reviewed, rejected, merged and split ones left out."""
    state, deposits = review(workspace, VerdictLog(workspace.log).read())
    for deposit in deposits:
        if document in (None, deposit.document):
            yield from (j.record for j in deposit.items if isinstance(j.record, Source) and j.status != "rejected" and not state.replaced(j.record.id))


def bibtex_file(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Every source as BibTeX."""
    out.write(bibtex(_sources(workspace, document)).encode("utf-8"))


def csl_file(workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Every source as CSL-JSON."""
    out.write((json.dumps(csl_json(_sources(workspace, document)), ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


Writer = Callable[..., None]

#: The formats by name.
FORMATS: Mapping[str, Writer] = {
    "records": records,
    "nquads": nquads,
    "trig": trig,
    "turtle": turtle,
    "ntriples": ntriples,
    "jsonld": jsonld,
    "bibtex": bibtex_file,
    "csl": csl_file,
    "spar": spar,
}


def export(workspace: Workspace, form: str, out: BinaryIO, *, everything: bool = False, document: str | None = None) -> None:
    """Write the workspace in one of FORMATS to a binary stream. `everything` and `document` narrow or widen records only.

    Errors: ExportError for an unknown format or document; StoreError when the graph was not built yet.
    """
    if form not in FORMATS:
        raise ExportError(f"there is no export format {form!r}; the formats are {', '.join(FORMATS)}.")
    FORMATS[form](workspace, out, everything=everything, document=document)
