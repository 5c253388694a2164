"""Every IRI of a graph leads somewhere, and the redirects of w3id lead to what the server answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

BASE = "https://w3id.org/regesta/kg"
SCHEME = "https://w3id.org/regesta/scheme"
RULES = Path(__file__).parents[4] / "docs" / "w3id" / ".htaccess"


def test_every_iri_leads_to_a_page_and_to_data(served: Any) -> None:
    graphs = "".join(
        f"UNION {{ GRAPH <{BASE}/graph/{g}> {{ ?s ?p ?o }} }} " for g in ("candidates", "review")
    )
    rows = served.values(
        f"SELECT DISTINCT ?x {{ {{ ?s ?p ?o }} {graphs} VALUES ?way {{ 1 2 }} BIND(IF(?way = 1, ?s, ?o) AS ?x) FILTER(isIRI(?x)) }}"
    )
    endpoint = BASE + "/sparql"  # answers itself: it is no thing that a page tells of
    ours = sorted({x for (x,) in rows if x.startswith((BASE + "/", SCHEME + "/")) and x != endpoint})
    assert len(ours) > 100
    astray = {}
    for iri in ours:
        path = iri.removeprefix(BASE) if iri.startswith(BASE) else "/scheme" + iri.removeprefix(SCHEME)
        for accept in ("text/html", "application/n-triples"):
            first = served.client.get(path, headers={"Accept": accept})
            then = served.client.get(first.headers.get("location", "/nothing"))
            if (first.status_code, then.status_code) != (303, 200) or not then.headers[
                "content-type"
            ].startswith(accept):
                astray[iri, accept] = (first.status_code, then.status_code)
    assert astray == {}


def _redirected(path: str, accept: str) -> str:
    """Where the rules send a path, as mod_rewrite would: the first rule whose conditions hold."""
    holds = True
    for line in RULES.read_text("utf-8").splitlines():
        word, *rest = line.split()[:3] or [""]
        if word == "RewriteCond":
            holds = re.search(line.split()[2], accept, re.IGNORECASE) is not None
        elif word == "RewriteRule":
            found = re.search(rest[0], path)
            if found and holds:
                return rest[1].replace("https://HOST", "").replace("$1", found[1] if found.groups() else "")
            holds = True
    return ""


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("", "text/html", 200),
        ("ontology", "text/turtle", 200),
        ("ontology", "text/html", 200),
        ("kg/", "text/turtle", 200),
        ("kg/", "text/html", 200),
        ("scheme/voice", "text/html", 303),
    ],
)
def test_w3id_leads_to_what_is_there(served: Any, path: str, accept: str, status: int) -> None:
    assert served.client.get(_redirected(path, accept), headers={"Accept": accept}).status_code == status


def test_w3id_leads_to_each_kind_of_thing(served: Any) -> None:
    for (iri,) in served.values(
        "SELECT (SAMPLE(?s) AS ?x) { ?s a ?t FILTER(STRSTARTS(STR(?s), 'https://w3id.org/regesta/kg/')) } GROUP BY ?t"
    ):
        where = _redirected(iri.removeprefix("https://w3id.org/regesta/"), "text/turtle")
        assert served.client.get(where, headers={"Accept": "text/turtle"}).status_code == 303, iri


def test_an_address_of_nothing_is_told_the_nearest(served: Any) -> None:
    known = served.values(
        f"SELECT ?x {{ ?x a rg:Agent FILTER(STRSTARTS(STR(?x), '{BASE}/actor/')) }} ORDER BY ?x LIMIT 1"
    )[0][0]
    path = known.removeprefix(BASE)
    for way in ("", "/page", "/data"):
        told = served.client.get(f"{way}{path}x", headers={"Accept": "application/json"})
        assert told.status_code == 404
        assert f"Did you mean {path} (" in told.json()["detail"]
    for nothing in (f"{path}/quite/another/address/altogether", "/nowhere/known"):
        told = served.client.get(nothing, headers={"Accept": "application/json"})
        assert told.status_code == 404
        assert "Did you mean" not in told.json()["detail"]
