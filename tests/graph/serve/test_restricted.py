"""No more of a text than may be shown leaves a server or an export, whichever way is taken."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.datasets.shingles import NAMED, shingles, strings

from regesta.extract.workspace import Workspace
from regesta.graph.build import build, review
from regesta.graph.export import FORMATS, ExportError, export
from regesta.graph.rdf import Literal
from regesta.graph.shown.generations import bring_up_to_date, folder_of, is_current
from regesta.graph.shown.setting import text_setting
from regesta.graph.store import Snapshot, current
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all

ESSAY = "iran-1946"
#: What each route is asked here; a new route fails the test until it is asked too.
ASKED = {
    "/sparql": [
        "/sparql?query=CONSTRUCT{?s ?p ?o}WHERE{?s ?p ?o}",
        "/sparql?query=SELECT * WHERE{GRAPH ?g{?s ?p ?o}}",
    ],
    "/search": [
        "/search?q=Qavam",
        "/search?q=troops",
        "/search?q=the&kind=sentence",
        "/search?q=archive&kind=note",
    ],
    "/queries/{name}": [],  # every saved query, below
    "/{path:path}": [],  # one thing of each kind, below
    "/read/{document}": [f"/read/{ESSAY}"],
    "/read/{document}/{section}": [],  # every section, below
    "/reconcile/{path:path}": [
        '/reconcile?queries={"q": {"query": "letter", "limit": 50}, "r": {"query": "Iran", "limit": 50}}',
        "/reconcile/suggest/entity?prefix=the&limit=100",
        "/reconcile/preview?id=archive/GAPPOD",
        '/reconcile?extend={"ids": ["archive/GAPPOD"], "properties": [{"id": "label"}]}',
    ],
    "/graphs": ["/graphs?default", "/graphs?graph=https://w3id.org/regesta/kg/graph/candidates"],
    "/graphs/{name:path}": ["/graphs/candidates", "/graphs/review"],
}
#: What no export can be without a text.
QUOTING = (
    *("verdicts", "webannotation", "xmi", "csv", "bundle"),
    *("doccano", "labelstudio", "prodigy", "conllu", "tei"),
)
#: Routes that say nothing of documents, change something, or lead to others.
SILENT = {
    *("/sparql/", "/update", "/health", "/ready", "/metrics", "/queries", "/docs", "/docs/{path:path}"),
    *("/ontology/{version}", "/static/{path:path}"),
}


def places(record: Any) -> list[tuple[int, int]]:
    """Where an accepted record is quoted from."""
    single = (getattr(record, name, None) for name in ("span", "in_bibliography"))
    return [*getattr(record, "spans", ()), *(span for span in single if span)]


@pytest.fixture(scope="module")
def essay(example_space: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("shown") / "w"
    shutil.copytree(example_space.root, root)
    return replace(example_space, root=root)


@pytest.fixture(scope="module", params=["none", "quotations"])
def kept(request: pytest.FixtureRequest, essay: Workspace) -> tuple[Workspace, set[str]]:
    """The essay under a setting, and every run of eight words that may not leave it."""
    space = replace(essay, settings=replace(essay.settings, documents={ESSAY: {"text": request.param}}))
    text = space.text(ESSAY)
    forbidden = shingles(text)
    if request.param == "quotations":
        _, (deposit,) = review(space, VerdictLog(space.log).read())
        quoted = [q for q in deposit.items if q.status == "accepted"]
        forbidden -= {run for q in quoted for a, b in places(q.record) for run in shingles(text[a:b])}
    store = current(space.snapshots)
    assert store is not None
    names = [
        q.object.value
        for q in store.open()
        if isinstance(q.object, Literal) and any(part in str(q.subject) for part in NAMED)
    ]
    forbidden -= {run for name in names for run in shingles(name)}
    assert len(forbidden) > 100
    return space, forbidden


@pytest.fixture(scope="module")
def served(kept: tuple[Workspace, set[str]], running: Callable[..., Any]) -> Any:
    space, _ = kept
    return running(space.snapshots, documents=space.root / "documents", workspace=space)


def leaked(body: str, forbidden: set[str]) -> set[str]:
    """The runs of words that a page, a table or a graph should not have; each piece of text by itself, and
    without the citations a source is given, which are put together of titles and names."""
    if '<p class="kind">Claim' not in body:
        body = re.sub(r'(?s)<details class="cite">.*?</details>|<meta name="citation_[^>]*>', "", body)
    pieces = re.split(r"<[^<>]*>|\\n|\n|\"", html.unescape(body))
    return {run for piece in pieces for run in shingles(piece) & forbidden}


def addresses(served: Any) -> list[str]:
    """Every way to read this server."""
    routes = [route.path for route in served.server.app.routes if hasattr(route, "path")]
    unknown = {p for p in routes if p not in ASKED and p not in SILENT and "{" in p}
    assert not unknown, f"say in this test how these are asked: {unknown}"
    plain = [p for p in routes if p not in ASKED and p not in SILENT]
    base = served.site.config.base
    kinds = served.values("SELECT ?type (SAMPLE(?s) AS ?one) { ?s a ?type } GROUP BY ?type")
    things = [one.removeprefix(base) for _, one in kinds if one.startswith(base)]
    sections = [
        row[0].rsplit("/", 1)[-1]
        for row in served.values(
            "SELECT DISTINCT ?d { ?s <https://w3id.org/regesta/ontology#inDivision> ?d }"
        )
    ]
    saved = served.client.get("/queries/", headers={"Accept": "text/html"}).text
    names = sorted(set(re.findall(r'href="/queries/([a-z0-9-]+)"', saved)))
    return [
        *plain,
        *(one for some in ASKED.values() for one in some),
        *(f"/page/{t}" for t in things),
        *(f"/data/{t}.ttl" for t in things),
        *(f"/read/{ESSAY}/{s}" for s in sections),
        *(f"/queries/{n}.csv" for n in names),
    ]


def test_no_way_out_of_the_server_gives_more(kept: tuple[Workspace, set[str]], served: Any) -> None:
    _, forbidden = kept
    asked = addresses(served)
    assert len(asked) > 60
    for address in asked:
        # a page is data too where it has an ending, and where JSON is offered
        for accept in ("text/html", "application/json")[: 1 + (address.count("/") < 2)]:
            got = served.client.get(address, headers={"Accept": accept}, follow_redirects=True)
            assert got.status_code < 500, address
            assert not leaked(got.text, forbidden), address


def test_the_skeleton_stands_without_the_text(kept: tuple[Workspace, set[str]], served: Any) -> None:
    page = served.client.get(f"/read/{ESSAY}", follow_redirects=True).text
    assert "The text is not given here" in page
    assert page.count('<span class="tag">claim</span>') > 3
    assert re.search(r'Note <a href="/footnote/[^"]+">\d+</a> cites <a href="/source/', page)


def test_no_export_gives_more(kept: tuple[Workspace, set[str]]) -> None:
    space, forbidden = kept
    refused = {}
    level = space.settings.documents[ESSAY]["text"]
    for form in FORMATS if level == "none" else ("records", "nquads", "spar", *QUOTING):
        out = io.BytesIO()
        try:
            export(space, form, out)
        except ExportError as error:
            refused[form] = str(error)
            continue
        body = out.getvalue()
        assert body, form
        if form == "records":  # titles and names stay
            said = [s for line in body.decode().splitlines() for s in strings(json.loads(line))]
            assert not leaked("\n".join(said), forbidden)
        elif form not in ("csvw", "bibtex", "csl", "ris"):  # an archive of the same graph; titles and names
            assert not leaked(body.decode(), forbidden), form
    assert set(refused) == {*QUOTING, *(("spar",) if level == "none" else ())}
    assert all(f"[documents.{ESSAY}] text" in said for said in refused.values())
    export(space, "bundle", io.BytesIO(), without_text=True)


def test_a_new_generation_is_restricted_before_it_is_seen(
    space: Workspace, running: Callable[..., Any]
) -> None:
    build(space)
    config: dict[str, Any] = {"documents": space.root / "documents", "public_url": "https://example.org"}
    served = running(space.snapshots, workspace=space, **config)
    setting = text_setting(space, public=True)
    assert served.site.config.snapshots == folder_of(space, setting) != space.snapshots
    before = served.site.current()
    slips = [r for r in space.records("page") if r.kind == "discrepancy"]
    VerdictLog(space.log).append(accept_all(slips, at="2099-01-01T00:00:00Z", reviewer="Reader", reason=""))
    build(space)
    assert not is_current(space, setting)
    assert served.site.current() == before  # nothing of the new one is served until it is restricted
    bring_up_to_date(space, setting)
    after = served.site.current()
    assert after.generation > before.generation
    assert b"Sadchikov wrote to Qavam on 4 April" not in dumped(after)
    assert b"Moscow alone had made the movement" in dumped(after)  # a claim is quoted


def dumped(snapshot: Snapshot) -> bytes:
    out = io.BytesIO()
    snapshot.open().dump(out, "nquads")
    return out.getvalue()
