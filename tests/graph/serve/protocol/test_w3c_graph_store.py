"""The W3C Graph Store Protocol and Service Description tests (../shared/w3c) against a real server; `/gsp` of
the manifests is our `/graphs`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from tests.conftest import shared_folder

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
STATUS = {
    "OK": 200,
    "Created": 201,
    "NoContent": 204,
    "NotFound": 404,
    "BadRequest": 400,
    "UnsupportedMediaType": 415,
}
_SHARED = shared_folder()
_FOLDER = _SHARED / "w3c/sparql/sparql11/graph-store-protocol" if _SHARED else None
ABSENT = pytest.mark.skipif(
    _FOLDER is None or not _FOLDER.is_dir(),
    reason="the W3C tests are not beside this checkout (../shared/w3c)",
)


def _tests() -> Iterator[Any]:
    for name in ("manifest-direct.ttl", "manifest-indirect.ttl"):
        if _FOLDER is None or not (_FOLDER / name).is_file():
            return
        manifest = Graph().parse(_FOLDER / name)
        for test in sorted(manifest.subjects(RDF.type, MF.GraphStoreProtocolTest)):
            yield pytest.param(manifest, test, id=str(test).rsplit("#", 1)[-1])


def _headers(manifest: Graph, node: Any) -> dict[str, str]:
    listed = manifest.value(node, HT.headers)
    return (
        {
            str(manifest.value(h, HT.fieldName)).lower(): str(manifest.value(h, HT.fieldValue))
            for h in Collection(manifest, listed)
        }
        if listed
        else {}
    )


@ABSENT
@pytest.mark.parametrize(("manifest", "test"), list(_tests()))
def test_graph_store(
    manifest: Graph,
    test: URIRef,
    tmp_path: Path,
    snapshots_of: Callable[[Path, str], Path],
    running: Callable[..., Any],
) -> None:
    server = running(snapshots_of(tmp_path, ""), workers=1)
    names: dict[str, str] = {}
    try:
        for request in Collection(manifest, manifest.value(manifest.value(test, MF.action), HT.requests)):
            path = str(manifest.value(request, HT.absolutePath))
            for variable, value in names.items():
                path = path.replace(variable, value)
            body = manifest.value(request, HT.body)
            got = server.client.request(
                str(manifest.value(request, HT.methodName)),
                server.url + path.replace("/gsp", "/graphs", 1) if path.startswith("/gsp") else path,
                headers={"Authorization": "Bearer only-for-tests", **_headers(manifest, request)},
                content=str(manifest.value(body, CNT.chars)).encode() if body is not None else None,
            )
            wanted = manifest.value(request, HT.resp)
            assert got.status_code in {_code(s) for s in manifest.objects(wanted, MF.expectedStatus)}, (
                path,
                got.text,
            )
            if (location := manifest.value(wanted, MF.expectedLocation)) is not None:
                names[str(location)] = got.headers["location"]
            if (media := _headers(manifest, wanted).get("content-type")) is not None:
                assert got.headers["content-type"].replace(" ", "") == media.replace(" ", "")
            if (content := manifest.value(wanted, HT.body)) is not None:
                expected = Graph().parse(data=str(manifest.value(content, CNT.chars)), format="turtle")
                assert isomorphic(Graph().parse(data=got.text, format="turtle"), expected)
    finally:
        server.stop()


def _code(status: Any) -> int:
    name = str(status).rsplit("#", 1)[-1]
    return STATUS[name] if name in STATUS else int(name.removeprefix("StatusCode")[0]) * 100


@ABSENT
def test_every_test_of_the_manifests_is_run() -> None:
    assert len(list(_tests())) == 14


def test_service_description(served: Any) -> None:
    """returns-rdf, has-endpoint-triple, conforms-to-schema of the W3C service-description manifest."""
    got = served.client.get("/sparql", headers={"Accept": "text/turtle"})
    assert got.status_code == 200
    graph = Graph().parse(data=got.text, format="turtle")
    service = next(graph.subjects(RDF.type, SD.Service))
    assert (service, SD.endpoint, URIRef(f"{served.url}/sparql")) in graph
    dataset = graph.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    default = graph.value(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    for named in graph.objects(dataset, SD.namedGraph):
        assert (named, RDF.type, SD.NamedGraph) in graph
        assert graph.value(named, SD.name) is not None
        assert (graph.value(named, SD.graph), RDF.type, SD.Graph) in graph
    for language in graph.objects(service, SD.supportedLanguage):
        assert language in (SD.SPARQL11Query, SD.SPARQL11Update)
