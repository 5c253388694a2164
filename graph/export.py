"""What a workspace gives away: its records as JSON Lines, its graph in the syntaxes of RDF 1.1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from io import BytesIO
from typing import BinaryIO

from regesta.extract.notes.reference_formats import csl_json
from regesta.extract.notes.ris import ris
from regesta.extract.record import Diagnostic, Footnote, Sentence, Source, Span, dumps
from regesta.extract.workspace import Workspace
from regesta.graph.aligned.statements import all_aligned, graph_of
from regesta.graph.build import review
from regesta.graph.bundle.packing import bundle
from regesta.graph.bundle.withheld import withheld
from regesta.graph.csvw import csvw
from regesta.graph.export_rdf12 import rdf12
from regesta.graph.export_spar import spar
from regesta.graph.export_sssom import sssom_set
from regesta.graph.exports.argument import aif, xaif
from regesta.graph.exports.beliefs import crminf
from regesta.graph.exports.letters import cmif
from regesta.graph.exports.places import geojson, linked_places
from regesta.graph.map.deposit import Deposit
from regesta.graph.nanopub import nanopubs
from regesta.graph.prefixes import prefixes
from regesta.graph.rdf import DefaultGraph, Quad, Triple
from regesta.graph.shown.generations import shown
from regesta.graph.shown.records import restricted_records
from regesta.graph.shown.setting import TextSetting, text_setting
from regesta.graph.store import lease
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.jsonld import write_jsonld
from regesta.graph.store.syntax import serialise
from regesta.ontology.alignment import namespaces
from regesta.review.exchange import (
    conllu,
    doccano,
    label_studio,
    prodigy,
    spreadsheet,
    standoff,
    webannotation,
)
from regesta.review.exchange.tasks import Task, tasks_of
from regesta.review.logs import log_of
from regesta.review.reanchoring import anchor as place_of
from regesta.review.state import Judged


class ExportError(ValueError):
    """An export that cannot be made as asked; the message lists what is legal."""


def records(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """JSON Lines of the records as they stand in review, document by document.

    Left out, unless `everything`: rejected records, and candidates nobody judged that lie below their kind's
    threshold in `regesta.toml`. Diagnostics come last: they tell what could not be read, and are no
    candidates.
    Errors: ExportError for an unknown document.
    """
    least = workspace.settings.thresholds
    _, deposits = review(workspace, log_of(workspace).read())
    for deposit in deposits:
        if document not in (None, deposit.document):
            continue
        for record in deposit.structure:
            out.write(dumps(record).encode() + b"\n")
        for judged in deposit.items:
            record = judged.record
            wanted = judged.status == "accepted" or (
                judged.status != "rejected" and record.confidence >= least.get(record.kind, 0.0)
            )
            if everything or wanted:
                out.write(dumps(record).encode() + b"\n")
        for record in workspace.records(deposit.document):
            if isinstance(record, Diagnostic):
                out.write(dumps(record).encode() + b"\n")


def _sorted_lines(store: EmbeddedStore, graph: DefaultGraph | None) -> Iterator[bytes]:
    buffer = BytesIO()
    if graph is None:
        store.dump(buffer, "nquads")
    else:
        store.dump(buffer, "ntriples", graph)
    return iter(sorted(buffer.getvalue().splitlines(keepends=True)))


def nquads(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """The whole served dataset, every graph, as sorted N-Quads: the same graph always gives the same
    bytes. `aligned`: with the graphs of these vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        lines = list(_sorted_lines(store, None))
        if aligned:
            lines = sorted([*lines, *_lines(_aligned(workspace, store, aligned), "nquads")])
        out.writelines(lines)


def ntriples(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge (the default graph) as sorted N-Triples. `aligned`: also in the words of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        lines = list(_sorted_lines(store, DefaultGraph()))
        if aligned:
            more = (q.triple for q in _aligned(workspace, store, aligned))
            lines = sorted({*lines, *_lines(more, "ntriples")})
        out.writelines(lines)


def trig(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """The whole served dataset as TriG, in the order of its N-Quads. `aligned`: with the graphs of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        store = snapshot.open()
        quads = sorted((*store, *_aligned(workspace, store, aligned)), key=str)
        quads.sort(key=lambda q: str(q.graph_name))
        out.write(serialise(quads, "trig", prefixes=prefixes(workspace)))


def turtle(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge as Turtle, sorted by subject. `aligned`: also in the words of these
    vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        rows = sorted({q.triple for q in _known(workspace, snapshot.open(), aligned)}, key=str)
        named = prefixes(workspace) | {name: iri for iri, name in namespaces().items() if name in aligned}
        out.write(serialise(rows, "turtle", prefixes=named))


def jsonld(
    workspace: Workspace,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    aligned: tuple[str, ...] = (),
) -> None:
    """Accepted knowledge as JSON-LD, compact under the vocabulary's context, one object per subject and
    line. `aligned`: also in the words of these vocabularies."""
    with lease(workspace.snapshots) as snapshot:
        write_jsonld(_known(workspace, snapshot.open(), aligned), out)


def _known(workspace: Workspace, store: EmbeddedStore, aligned: tuple[str, ...]) -> Iterator[Quad]:
    """Accepted knowledge, in our words and in those of some vocabularies."""
    yield from store.quads(None, None, None, DefaultGraph())
    yield from _aligned(workspace, store, aligned)


def _aligned(workspace: Workspace, store: EmbeddedStore, aligned: tuple[str, ...]) -> Iterator[Quad]:
    """What the alignments let follow in the words of some vocabularies, each in its graph."""
    if aligned:
        graphs = {graph_of(name, workspace.settings.base) for name in aligned}
        yield from (q for q in all_aligned(store, workspace.settings.base) if q.graph_name in graphs)


def _lines(statements: Iterable[Quad] | Iterable[Triple], syntax: str) -> list[bytes]:
    return serialise(statements, syntax).splitlines(keepends=True)


def _sources(workspace: Workspace, document: str | None) -> Iterator[Source]:
    """The sources as reviewed, rejected, merged and split ones left out."""
    state, deposits = review(workspace, log_of(workspace).read())
    for deposit in deposits:
        if document in (None, deposit.document):
            yield from (
                j.record
                for j in deposit.items
                if isinstance(j.record, Source) and j.status != "rejected" and not state.replaced(j.record.id)
            )


def bibtex_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as BibTeX."""
    from regesta.extract.notes.bibtex import bibtex  # pybtex only when it is wanted

    out.write(bibtex(_sources(workspace, document)).encode("utf-8"))


def ris_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as RIS."""
    out.write(ris(_sources(workspace, document)).encode("utf-8"))


def csl_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every source as CSL-JSON."""
    out.write(
        (json.dumps(csl_json(_sources(workspace, document)), ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8"
        )
    )


def _reviewable(
    workspace: Workspace, everything: bool, document: str | None
) -> Iterator[tuple[Deposit, list[Judged]]]:
    """Each document with the records a person would look at, in text order: what `records` gives, without the
    structure of the text."""
    least = workspace.settings.thresholds
    _, deposits = review(workspace, log_of(workspace).read())
    for deposit in deposits:
        if document in (None, deposit.document):
            chosen = [
                j
                for j in deposit.items
                if everything
                or j.status == "accepted"
                or (j.status != "rejected" and j.record.confidence >= least.get(j.record.kind, 0.0))
            ]
            yield (
                deposit,
                sorted(
                    chosen,
                    key=lambda j: ((place_of(j.record) or (1 << 60, 0))[0], j.record.kind, j.record.id),
                ),
            )


def web_annotations(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record as a W3C web annotation, in one collection."""
    texts: dict[str, str] = {}
    items: list[Judged] = []
    for deposit, chosen in _reviewable(workspace, everything, document):
        texts[deposit.document] = deposit.text
        items += chosen
    out.write(
        webannotation.write(
            items, texts, base=workspace.settings.base, label=f"Annotations of {', '.join(texts)}"
        )
    )


def table(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record as a row of a table for a spreadsheet."""
    texts: dict[str, str] = {}
    items: list[Judged] = []
    for deposit, chosen in _reviewable(workspace, everything, document):
        texts[deposit.document] = deposit.text
        items += chosen
    out.write(spreadsheet.write(items, texts))


def xmi(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """One document with its records as a UIMA CAS for INCEpTION.

    Errors: ExportError when the workspace has several documents and none is named.
    """
    from regesta.review.exchange import cas  # UIMA's library only when it is wanted

    name = _one_document(workspace, document, "a CAS")
    for deposit, chosen in _reviewable(workspace, everything, name):
        sentences = [r for r in deposit.structure if isinstance(r, Sentence)]
        out.write(cas.write(deposit.document, deposit.text, chosen, sentences, _note_spans(deposit)))


def _tasks(workspace: Workspace, everything: bool, document: str | None) -> Iterator[Task]:
    """The documents in pieces, each with the records in it."""
    for deposit, chosen in _reviewable(workspace, everything, document):
        yield from tasks_of(deposit.document, deposit.text, chosen, _units(deposit))


def doccano_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as doccano's JSON lines."""
    out.write(doccano.write(_tasks(workspace, everything, document)))


def label_studio_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as tasks of Label Studio."""
    out.write(label_studio.write(_tasks(workspace, everything, document)))


def prodigy_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every record in the text as tasks of Prodigy."""
    out.write(prodigy.write(_tasks(workspace, everything, document)))


def conllu_file(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Sentences and notes as CoNLL-U, the records in MISC."""
    for deposit, chosen in _reviewable(workspace, everything, document):
        out.write(conllu.write(deposit.document, deposit.text, chosen, _units(deposit)))


def _units(deposit: Deposit) -> list[Span]:
    """The parts of a document's sentences, and its notes."""
    sentences = (r for r in deposit.structure if isinstance(r, Sentence))
    return [*(span for s in sentences for span in s.spans), *_note_spans(deposit)]


def _note_spans(deposit: Deposit) -> list[Span]:
    """Where the bodies of a document's footnotes stand."""
    notes = (r for r in deposit.structure if isinstance(r, Footnote))
    return [span for r in notes for span in (r.spans or (r.span,))]


def tei(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """One document with its records as TEI, stand-off.

    Errors: ExportError when the workspace has several documents and none is named.
    """
    name = _one_document(workspace, document, "a TEI file")
    for deposit, chosen in _reviewable(workspace, everything, name):
        out.write(standoff.write(name, deposit.text, chosen, base=workspace.settings.base))


def _one_document(workspace: Workspace, document: str | None, what: str) -> str:
    """The document that was named, else the only one there is. Errors: ExportError."""
    names = workspace.documents()
    if document is None and len(names) != 1:
        raise ExportError(
            f"{what} holds one document; name it with --document. This workspace has "
            f"{', '.join(names) or 'none'}."
        )
    return document or names[0]


def sssom(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """What of ours matches what of theirs, as one SSSOM set: accepted links with who accepted them, and the
    identifiers of accepted actors.

    `everything`: also the links nobody judged, without a reviewer.
    """
    out.write(sssom_set(workspace, everything=everything, document=document))


def verdicts(workspace: Workspace, out: BinaryIO, **_: object) -> None:
    """The verdict log as it stands in `review.jsonl`, in its own order, wherever it is kept."""
    out.write(log_of(workspace).lines())


Writer = Callable[..., None]

#: The formats by name.
FORMATS: Mapping[str, Writer] = {
    "records": records,
    "verdicts": verdicts,
    "nquads": nquads,
    "trig": trig,
    "turtle": turtle,
    "ntriples": ntriples,
    "jsonld": jsonld,
    "bibtex": bibtex_file,
    "csl": csl_file,
    "ris": ris_file,
    "spar": spar,
    "sssom": sssom,
    "webannotation": web_annotations,
    "xmi": xmi,
    "tei": tei,
    "csv": table,
    "doccano": doccano_file,
    "labelstudio": label_studio_file,
    "prodigy": prodigy_file,
    "conllu": conllu_file,
    "csvw": csvw,
    "nanopub": nanopubs,
    "rdf12": rdf12,
    "geojson": geojson,
    "linkedplaces": linked_places,
    "cmif": cmif,
    "aif": aif,
    "xaif": xaif,
    "crminf": crminf,
    "bundle": bundle,
}


#: The formats that are archives of several files.
ARCHIVES = ("xmi", "csvw", "bundle")
#: The formats of annotation tools that know labelled stretches.
_TASKS = ("doccano", "labelstudio", "prodigy", "conllu")
#: The formats that `--document` narrows, and those that `--all` widens; the others are the whole graph.
BY_DOCUMENT = (
    "records",
    "bibtex",
    "csl",
    "ris",
    "spar",
    "sssom",
    "webannotation",
    "xmi",
    "tei",
    "csv",
    "nanopub",
    *_TASKS,
)
#: The formats that `--aligned` widens by the words of other vocabularies.
ALIGNED = ("nquads", "trig", "turtle", "ntriples", "jsonld")
WIDENED = ("records", "sssom", "webannotation", "xmi", "tei", "csv", *_TASKS)


#: The formats that are made of the built graph alone, and those that hold a text or run on with its words.
_OF_THE_GRAPH = (
    *ALIGNED,
    "csvw",
    "nanopub",
    "rdf12",
    "geojson",
    "linkedplaces",
    "cmif",
    "aif",
    "xaif",
    "crminf",
)
_QUOTING = ("verdicts", "webannotation", "xmi", "tei", "csv", "bundle", *_TASKS)
#: The formats that hold references as they are printed.
_PRINTED = ("spar",)


def require(
    form: str,
    *,
    everything: bool = False,
    document: str | None = None,
    without_text: bool = False,
    aligned: tuple[str, ...] = (),
) -> None:
    """Errors: ExportError for an unknown format, or one that takes no document, no candidates or no other
    vocabularies, or that always quotes the text."""
    if form not in FORMATS:
        raise ExportError(f"there is no export format {form!r}; the formats are {', '.join(FORMATS)}.")
    if without_text and form != "bundle":
        raise ExportError(f"{form} quotes the text; only bundle can leave it out: -f bundle --without-text.")
    if document is not None and form not in BY_DOCUMENT:
        raise ExportError(
            f"{form} is the whole graph; leave --document out. It narrows {', '.join(BY_DOCUMENT)}."
        )
    if aligned and form not in ALIGNED:
        raise ExportError(
            f"{form} has words of its own; leave --aligned out. It widens {', '.join(ALIGNED)}."
        )
    if everything and form not in WIDENED:
        raise ExportError(f"{form} holds what was accepted; leave --all out. It widens {', '.join(WIDENED)}.")


def export(
    workspace: Workspace,
    form: str,
    out: BinaryIO,
    *,
    everything: bool = False,
    document: str | None = None,
    without_text: bool = False,
    aligned: tuple[str, ...] = (),
) -> None:
    """Write the workspace in one of FORMATS to a binary stream; a bundle `without_text` where it is asked
    for; the graph also in the words of the vocabularies `aligned`. Of a document whose text may not be shown
    (`[documents.ID] text`), no more is written than may be.

    Errors: ExportError for an unknown format or document, or one that cannot do without a text that may not
    be shown; StoreError when the graph was not built yet.
    """
    require(form, everything=everything, document=document, without_text=without_text, aligned=aligned)
    if document is not None and document not in workspace.documents():
        raise ExportError(
            f"there is no document {document!r} in {workspace.root}; there are "
            f"{', '.join(workspace.documents()) or 'none'}."
        )
    setting = text_setting(workspace)
    _refuse_words(workspace, setting, form, document, without_text=without_text)
    if form == "bundle":
        _refuse_withheld(workspace)
        bundle(workspace, out, without_text=without_text)
    elif form == "records" and setting.restricts:
        whole = BytesIO()
        records(workspace, whole, everything=everything, document=document)
        out.writelines(restricted_records(whole.getvalue().splitlines(), setting, workspace))
    else:
        with shown(workspace) if form in _OF_THE_GRAPH else nullcontext(workspace) as given:
            more: dict[str, object] = {"aligned": aligned} if aligned else {}
            FORMATS[form](given, out, everything=everything, document=document, **more)


def _refuse_words(
    workspace: Workspace, setting: TextSetting, form: str, document: str | None, *, without_text: bool
) -> None:
    """Errors: ExportError for a format that is nothing without a text that may not be given."""
    names = [document] if document else workspace.documents()
    refused = {"full": (), "quotations": _QUOTING, "none": (*_QUOTING, *_PRINTED)}
    if form == "bundle" and without_text:
        return
    if held := next((name for name in names if form in refused[setting.of(name)]), None):
        instead = "add --without-text" if form == "bundle" else "take records, or bundle --without-text"
        raise ExportError(
            f"{form} holds the text of {held}, and [documents.{held}] text in regesta.toml says "
            f'"{setting.of(held)}"; {instead}, or say "full" there.'
        )


def _refuse_withheld(workspace: Workspace) -> None:
    """Errors: ExportError for a workspace that was itself unpacked without its texts."""
    if withheld(workspace) is not None:
        raise ExportError(
            f"{workspace.root} was made of an archive without text; pass that archive on, or give the text "
            "with `regesta import ARCHIVE --text FILE` first."
        )
