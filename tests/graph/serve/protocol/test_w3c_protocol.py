"""The W3C SPARQL 1.1 protocol tests (../shared/w3c), each request sent as written to a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from tests.conftest import shared_folder

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")


def _folder() -> Path | None:
    shared = shared_folder()
    found = shared / "w3c/sparql/sparql11/protocol" if shared else None
    return found if found and found.is_dir() else None


def _tests() -> Iterator[Any]:
    folder = _folder()
    if folder is None:
        return
    manifest = Graph().parse(folder / "manifest.ttl")
    root = next(manifest.subjects(MF.entries))
    for test in Collection(manifest, next(manifest.objects(root, MF.entries))):
        yield pytest.param(manifest, test, id=str(test).rsplit("#", 1)[-1])


def _send(client: httpx.Client, manifest: Graph, request: Any, token: str) -> httpx.Response:
    path = urlsplit(str(manifest.value(request, HT.absolutePath)))
    headers = {"Authorization": f"Bearer {token}"}
    for h in (
        Collection(manifest, manifest.value(request, HT.headers))
        if manifest.value(request, HT.headers)
        else ()
    ):
        headers[str(manifest.value(h, HT.fieldName))] = str(manifest.value(h, HT.fieldValue))
    body = manifest.value(request, HT.body)
    content = None
    if body is not None:
        content = str(manifest.value(body, CNT.chars)).encode(
            str(manifest.value(body, CNT.characterEncoding) or "UTF-8")
        )
    return client.request(
        str(manifest.value(request, HT.methodName)),
        f"/sparql{'?' + path.query if path.query else ''}",
        headers=headers,
        content=content,
    )


_TABULAR = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_GRAPH = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


@pytest.mark.skipif(_folder() is None, reason="the W3C tests are not beside this checkout (../shared/w3c)")
@pytest.mark.parametrize(("manifest", "test"), list(_tests()))
def test_protocol(
    manifest: Graph,
    test: URIRef,
    tmp_path: Path,
    snapshots_of: Callable[[Path, str], Path],
    running: Callable[..., Any],
) -> None:
    folder = _folder()
    assert folder is not None
    quads = ""
    for data in manifest.objects(test, UT.graphData):
        file, name = manifest.value(data, UT.graph), manifest.value(data, RDFS.label)
        for line in (folder / str(file).rsplit("/", 1)[-1]).read_text("utf-8").splitlines():
            if line.strip():
                quads += f"{line.rstrip().removesuffix('.')} <{name}> .\n"
    server = running(snapshots_of(tmp_path, quads), workers=1, base="http://example.org/base/")
    try:
        connection = manifest.value(test, MF.action)
        for request in Collection(manifest, manifest.value(connection, HT.requests)):
            wanted = manifest.value(request, HT.resp)
            got = _send(server.client, manifest, request, "only-for-tests")
            classes = {
                str(s).rsplit("StatusCode", 1)[-1][0] for s in manifest.objects(wanted, MF.expectedStatus)
            }
            assert str(got.status_code)[0] in classes, got.text
            kind = manifest.value(wanted, MF.expectedFormat)
            media = got.headers.get("content-type", "").split(";")[0]
            if kind is not None:
                assert media in (_GRAPH if str(kind) == "RDF" else _TABULAR), media
            truth = manifest.value(wanted, MF.expectedBoolean)
            if truth is not None:
                assert json.loads(got.text)["boolean"] is bool(Literal(truth).toPython())
    finally:
        server.stop()


@pytest.mark.skipif(_folder() is None, reason="the W3C tests are not beside this checkout (../shared/w3c)")
def test_every_test_of_the_manifest_is_run() -> None:
    assert len(list(_tests())) == 34
