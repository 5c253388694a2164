"""Text that would be code, in every string of a graph and in what is asked, stays text on the graph's own
pages: in a real browser nothing runs, and nothing even tries to (no violation of the Content Security Policy).

Labels, texts, notes, reasons of verdicts and what was imported all reach a page as strings of the graph, so
each string of a real one carries a payload here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from regesta.extract.workspace import Workspace
from regesta.graph.serve.site.perspectives.catalogue import PERSPECTIVES
from regesta.graph.store import current

BASE = "https://w3id.org/regesta/kg"
STRING = "http://www.w3.org/2001/XMLSchema#string"
PAYLOADS = (
    "<script>hit=1</script>",
    '"><img src=x onerror=hit=1>',
    "'><svg onload=hit=1>",
    "</textarea></title></style><script>hit=1</script>",
    "javascript:hit=1",
    "{{7*7}}{% raw %}${hit=1}",
    "</script><script>hit=1</script>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<meta http-equiv=refresh content='0;url=//x.example/'>",
    "<base href=//x.example/><form action=//x.example/><input name=q>",
    "\u202e\u2028--><img src=x onerror=hit=1>",
)
#: Whether the query page shows the answer, which YASGUI (where its build is there) fetches after the page is loaded.
ANSWERED = """() => typeof Yasgui === "undefined" || document.querySelector(".yasr_results > *")"""
#: Where the links of a page lead, those of a picture (whose `href` is an object) too.
LINKS = """all => all.map(a => a.href?.baseVal === undefined ? a.href || a.src
    : new URL(a.href.baseVal, document.baseURI).href)"""
#: IRIs that a page must not make a link or an image of.
IRIS = ("javascript:hit=1", "data:text/html,hit=1", "vbscript:hit=1")


@pytest.fixture(scope="module")
def hostile(
    page_space: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
    snapshots_of: Callable[[Path, str], Path],
    running: Callable[..., Any],
) -> Any:
    """A server of the page's graph, with a payload in every string and what no link may lead to."""
    snapshot = current(page_space.snapshots)
    assert snapshot is not None
    turns = itertools.cycle(PAYLOADS)

    def odd(quad: Quad) -> Quad:
        value = quad.object
        if isinstance(value, Literal) and (value.language or value.datatype.value == STRING):
            said = f"{value.value} {next(turns)}"
            value = Literal(said, language=value.language) if value.language else Literal(said)
        return Quad(quad.subject, quad.predicate, value, quad.graph_name)

    quads = [odd(quad) for quad in snapshot.open()]
    subjects = sorted({q.subject for q in quads if isinstance(q.subject, NamedNode)}, key=str)
    see = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    quads += [Quad(s, see, NamedNode(i)) for s, i in zip(subjects, itertools.cycle(IRIS), strict=False)]
    nquads = serialize(quads, format=RdfFormat.N_QUADS)
    assert nquads is not None
    snapshots = snapshots_of(tmp_path_factory.mktemp("hostile"), nquads.decode())
    return running(snapshots, documents=page_space.root / "documents")


def addresses(server: Any) -> list[str]:
    """One resource of each type, every saved question, searches and queries with the payloads."""
    rows = server.values(
        f"SELECT ?t (MIN(?s) AS ?one) {{ ?s a ?t FILTER(STRSTARTS(STR(?s), '{BASE}/')) }} GROUP BY ?t"
    )
    found = ["/page" + one.removeprefix(BASE) for _, one in rows] + ["/", "/queries/", "/sparql"]
    found += [f"/{name}" for name in PERSPECTIVES] + [
        "/debate/map",
        "/people?kind=" + quote(PAYLOADS[1]),
        "/read/page",
    ]
    found += [f"/search?q={quote(words)}" for words in (*PAYLOADS, "script", "hit", "onload")]
    asked = ("SELECT ?s ?o { ?s ?p ?o FILTER(isLiteral(?o)) } LIMIT 60", "ASK {}", *PAYLOADS)
    found += [f"/sparql?query={quote(query)}" for query in asked]
    found += ["/sparql?query=" + quote("DESCRIBE ?s { ?s a rg:Claim }"), "/graphs"]
    return found + [f"/page/claim/{quote(p, safe='')}" for p in PAYLOADS]


def test_nothing_that_a_graph_holds_or_a_reader_asks_runs(browser: Any, hostile: Any) -> None:
    said: list[str] = []
    context = browser.new_context(base_url=hostile.url)
    page = context.new_page()
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
    )
    page.on("console", lambda line: said.append(line.text) if "CSP" in line.text else None)
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    home = urlsplit(hostile.url).netloc
    page.on(
        "request",
        lambda asked: said.append(asked.url) if urlsplit(asked.url).netloc not in (home, "") else None,
    )
    shown = 0
    for address in addresses(hostile):
        page.goto(address)
        if "/sparql?" in address:
            page.wait_for_function(ANSWERED)
        assert page.evaluate("typeof hit") == "undefined", address
        assert urlsplit(page.url).netloc == home, address
        links = page.eval_on_selector_all("[href],[src]", LINKS)
        assert [link for link in links if not str(link).startswith(("http", "data:image/"))] == [], address
        shown += "hit=1" in page.inner_text("body")
    context.close()
    assert said == []
    assert shown > 20  # as text
