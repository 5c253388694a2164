"""What a workspace gives away: the formats by name, which of them take what, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from io import BytesIO
from typing import BinaryIO

from regesta.extract.record import Diagnostic, dumps
from regesta.extract.workspace import Workspace
from regesta.graph.build import review
from regesta.graph.bundle.packing import bundle
from regesta.graph.bundle.withheld import withheld
from regesta.graph.csvw import csvw
from regesta.graph.export_annotations import (
    conllu_file,
    doccano_file,
    label_studio_file,
    prodigy_file,
    table,
    tei,
    web_annotations,
    xmi,
)
from regesta.graph.export_bibliography import bibtex_file, csl_file, ris_file
from regesta.graph.export_error import ExportError
from regesta.graph.export_rdf import jsonld, nquads, ntriples, trig, turtle
from regesta.graph.export_rdf12 import rdf12
from regesta.graph.export_spar import spar
from regesta.graph.export_sssom import sssom_set
from regesta.graph.exports.argument import aif, xaif
from regesta.graph.exports.beliefs import crminf
from regesta.graph.exports.letters import cmif
from regesta.graph.exports.places import geojson, linked_places
from regesta.graph.nanopub import nanopubs
from regesta.graph.shown.generations import shown
from regesta.graph.shown.records import restricted_records
from regesta.graph.shown.setting import TextSetting, text_setting
from regesta.review.logs import log_of


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


__all__ = [
    "ALIGNED",
    "ARCHIVES",
    "BY_DOCUMENT",
    "FORMATS",
    "WIDENED",
    "ExportError",
    "export",
    "records",
    "require",
]
