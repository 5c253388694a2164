"""The W3C result format tests (../shared/w3c): SELECT and ASK as JSON, CSV and TSV, over HTTP, compared as
the manifests ask."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from tests.conftest import shared_folder

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")


def _tests() -> Iterator[Any]:
    shared = shared_folder()
    for name in ("json-res", "csv-tsv-res"):
        folder = shared / "w3c/sparql/sparql11" / name if shared else None
        if folder is None or not folder.is_dir():
            continue
        manifest = Graph().parse(folder / "manifest.ttl")
        root = next(manifest.subjects(MF.entries))
        for test in Collection(manifest, manifest.value(root, MF.entries)):
            action = manifest.value(test, MF.action)
            files = [
                folder / str(f).rsplit("/", 1)[-1]
                for f in (
                    manifest.value(action, QT.data),
                    manifest.value(action, QT.query),
                    manifest.value(test, MF.result),
                )
            ]
            yield pytest.param(*files, id=f"{name}-{str(test).rsplit('#', 1)[-1]}")


_NONE = shared_folder() is None
XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double")}
_MEDIA = {".srj": "application/sparql-results+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values"}


@pytest.mark.skipif(_NONE, reason="the W3C tests are not beside this checkout (../shared/w3c)")
@pytest.mark.parametrize(("data", "query", "result"), list(_tests()))
def test_results(
    data: Path,
    query: Path,
    result: Path,
    tmp_path: Path,
    snapshots_of: Callable[[Path, str], Path],
    running: Callable[..., Any],
) -> None:
    quads = serialize(parse(path=str(data), format=RdfFormat.TURTLE), format=RdfFormat.N_QUADS)
    server = running(snapshots_of(tmp_path, quads.decode()), workers=1)
    try:
        got = server.sparql(query.read_text("utf-8"), accept=_MEDIA[result.suffix])
        assert got.status_code == 200
        assert got.headers["content-type"].split(";")[0] == _MEDIA[result.suffix]
        compare = {".srj": _json, ".csv": _csv, ".tsv": _tsv}[result.suffix]
        assert compare(got.text) == compare(result.read_text("utf-8"))
    finally:
        server.stop()


def _json(text: str) -> Any:
    data = json.loads(text)
    if "boolean" in data:
        return data["boolean"]
    rows = []
    for row in data["results"]["bindings"]:
        # A plain literal and an xsd:string are one term in RDF 1.1; blank nodes have no name of their own.
        rows.append(
            {
                k: ("bnode",)
                if v["type"] == "bnode"
                else (
                    _value(v["value"], v.get("datatype")),
                    v.get("xml:lang"),
                    v.get("datatype", XSD + "string") if v["type"] != "uri" else None,
                )
                for k, v in row.items()
            }
        )
    return sorted(data["head"]["vars"]), sorted(rows, key=lambda row: str(sorted(row.items())))


def _value(text: str, datatype: str | None) -> str | float:
    """Oxigraph keeps numbers by value ("1.0e6" comes back as 1000000), which SPARQL's D-entailment allows:
    compared by value."""
    return float(text) if datatype in _NUMBERS else text


def _csv(text: str) -> Any:
    head, *rows = csv.reader(io.StringIO(text))
    return sorted(head), sorted(
        sorted((h, "_:" if v.startswith("_:") else _plain(v)) for h, v in zip(head, row, strict=True))
        for row in rows
    )


def _tsv(text: str) -> Any:
    head, *rows = (line.split("\t") for line in text.rstrip("\n").split("\n"))
    return sorted(head), sorted(sorted((h, _term(v)) for h, v in zip(head, row, strict=True)) for row in rows)


def _term(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    # Numbers may be written plainly or with their datatype: the same term.
    # Oxigraph keeps derived integers (xsd:negativeInteger) as xsd:integer of the same value.
    typed = re.fullmatch(
        r'"([^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:\w*[iI]nteger|decimal|double)>', text
    )
    return _plain(typed[1] if typed else text)


def _plain(text: str) -> str:
    return str(float(text)) if re.fullmatch(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?", text) else text


@pytest.mark.skipif(_NONE, reason="the W3C tests are not beside this checkout (../shared/w3c)")
def test_every_test_of_the_manifests_is_run() -> None:
    assert len(list(_tests())) == 10
