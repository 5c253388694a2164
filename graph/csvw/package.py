"""The tables and their description as one archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.csvw.metadata import GUARD, NAME, metadata
from regesta.graph.csvw.rows import Facts, cells, fields, rows_of
from regesta.graph.csvw.tables import tables
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph
from regesta.graph.store import lease
from regesta.graph.store.interface import QueryEngine

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can say: the same graph gives the same bytes


def csvw(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Accepted knowledge and the log of verdicts as CSV tables with `csv-metadata.json`, in one zip archive.

    UTF-8 with a byte-order mark, so that spreadsheets open the files as they are. Errors: StoreError when the
    graph was not built yet.
    """
    with lease(workspace.snapshots) as snapshot, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(workspace, snapshot.open()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)


def files(workspace: Workspace, store: QueryEngine) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file, the description first."""
    names = Names(workspace.settings.base)
    facts = Facts(names.base)
    facts.read(q for graph in (DefaultGraph(), names.review) for q in store.quads(None, None, None, graph))
    said = _said(workspace, facts)
    yield NAME, (json.dumps(metadata(names.base, said), ensure_ascii=False, indent=1) + "\n").encode()
    yield "README.md", _readme(said["dc:title"]).encode()
    for table in tables().values():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        columns = [f.name for f in fields(table)]
        writer.writerow(columns)
        writer.writerows(cells(rows_of(facts, table), columns))
        yield table.file, b"\xef\xbb\xbf" + text.getvalue().encode()


def _said(workspace: Workspace, facts: Facts) -> dict[str, Any]:
    titles = [t for d in facts.rows["documents"] for t in facts.values(d, "title")]
    last = max((at for v in facts.rows["verdicts"] for at in facts.values(v, "at")), default="")
    said: dict[str, Any] = {
        "dc:title": f"What {', '.join(titles) or 'nothing'} says, as reviewed",
        "dc:description": (
            "Who decided what and when; who claims what, against whom, on which evidence; "
            "which "
            "document, in which archive, carries it."
        ),
        "dc:source": [{"@id": d} for d in facts.rows["documents"]],
        "prov:wasDerivedFrom": [{"@id": d} for d in facts.rows["documents"]],
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "rdfs:label": "review and export",
            "prov:wasAssociatedWith": {
                "@type": "prov:SoftwareAgent",
                "rdfs:label": f"Regesta {version('regesta')}",
            },
        },
    }
    if last:
        said["dc:modified"] = {"@value": last, "@type": "xsd:dateTime"}
    if workspace.settings.licence:
        said["dc:license"] = {"@id": workspace.settings.licence}
    return said


_READING = (
    "Ids are IRIs less their beginning; a column that ends in `_label` says in words what the id before it "
    "means. Commas, UTF-8."
)
_DESCRIBED = (
    "`csv-metadata.json` describes the files to programs (W3C CSV on the Web): keys, datatypes, and the RDF "
    "they stand for."
)


def _readme(title: str) -> str:
    rows = "\n".join(f"| {t.file} | {t.about} |" for t in tables().values())
    return f"""# {title}

| file | a row is |
|---|---|
{rows}

{_READING}
{GUARD}
{_DESCRIBED}
"""
