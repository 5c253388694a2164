"""The reconciliation service as OpenRefine and other clients ask it: each answer keeps to the shapes of the
protocol and names the right thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.graph.serve.reconciliation import shapes
from tests.graph.serve.reconciliation.shapes import valid

from regesta.extract.workspace import Workspace
from regesta.graph.serve.config import ServeConfig, ServeError

ZUBOK = "Zubok, A Failed Empire: The Soviet Union in the Cold War from Stalin to Gorbachev (2007)"
OPENREFINE = "http://127.0.0.1:3333"


@pytest.fixture(scope="module")
def essay(example_space: Workspace, running: Callable[..., Any]) -> Any:
    """A public server on the example essay."""
    return running(example_space.snapshots, workers=1)


def reconciled(essay: Any, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    """The candidates of each query, asked as OpenRefine asks: by a form."""
    answer = essay.client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return {key: found["result"] for key, found in valid(answer.json(), shapes.RESULTS).items()}


def test_the_manifests_say_what_is_offered_and_where(essay: Any) -> None:
    manifest = valid(essay.client.get("/reconcile").json(), shapes.MANIFEST)
    assert {t["id"] for t in manifest["defaultTypes"]} == {"Agent", "Place", "ArchivalUnit", "Source"}
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert httpx.get(service["service_url"] + service["service_path"]).status_code == 200
    one = manifest["preview"]["url"].replace("{{id}}", "actor/Jamil_Hasanli")
    assert "<h1>Jamil Hasanli</h1>" in httpx.get(one).text
    view = httpx.get(
        manifest["view"]["url"].replace("{{id}}", "actor%2FJamil_Hasanli"), follow_redirects=True
    )
    assert view.status_code == 200
    assert "Jamil Hasanli" in view.text
    draft = valid(essay.client.get("/reconcile/draft").json(), shapes.DRAFT_MANIFEST)
    assert draft["suggest"]["entity"] is True


# The requests as OpenRefine 3 sends them (StandardReconConfig, GuessTypesOfColumnCommand and
# ReconciledDataExtensionJob of OpenRefine/OpenRefine ff43aa1b531e): a column with a type; with another column
# as a property, a text, a number or a cell that was reconciled before; what it asks to guess a column's type.
@pytest.mark.parametrize(
    ("query", "best", "sure"),
    [
        ({"query": "Jamil Hasanli", "type": "Person", "type_strict": "should"}, "Jamil Hasanli", True),
        ({"query": "KUNIHOLM, Bruce R.", "type": "Person", "type_strict": "should"}, "Bruce Kuniholm", True),
        ({"query": "Rossow, R. J.", "type": "Person", "type_strict": "should"}, "Robert Rossow", False),
        ({"query": "tabriz", "limit": 3, "type": "Place"}, "Tabriz", True),
        ({"query": "Mahabad", "type": ["Place", "Person"], "type_strict": "any"}, "Mahabad", True),
        ({"query": "Red army", "type": "Organisation", "type_strict": "all"}, "Red Army", True),
        ({"query": "GAPPOD", "type": "ArchivalUnit"}, "GAPPOD", True),
        (
            {
                "query": "A failed empire",
                "type": "Source",
                "type_strict": "should",
                "properties": [{"pid": "year", "v": "2007"}, {"pid": "authorName", "v": "Zubok"}],
            },
            ZUBOK,
            True,
        ),
        (
            {
                "query": "A Failed Empire",
                "type": "Source",
                "type_strict": "should",
                "properties": [
                    {"pid": "year", "v": 2007},
                    {"pid": "author", "v": {"id": "actor/Vladislav_Zubok", "name": "Vladislav Zubok"}},
                ],
                "limit": 5,
            },
            ZUBOK,
            True,
        ),
        ({"query": "Jamil Hasanli", "limit": 3}, "Jamil Hasanli", True),
        ({"properties": [{"pid": "publicationPlace", "v": "chapel hill"}]}, ZUBOK, True),
        ({"query": "actor/Jamil_Hasanli"}, "Jamil Hasanli", True),
    ],
)
def test_a_query_finds_the_thing(essay: Any, query: dict[str, Any], best: str, sure: bool) -> None:
    found = reconciled(essay, q0=query)["q0"]
    assert found[0]["name"] == best
    assert found[0]["match"] is sure
    assert [c["score"] for c in found] == sorted((c["score"] for c in found), reverse=True)
    assert not any(c["match"] for c in found[1:])


def test_a_type_leaves_out_what_is_of_another(essay: Any) -> None:
    found = reconciled(
        essay,
        q0={"query": "Jamil Hasanli", "type": "Place"},
        q1={"query": "Jamil Hasanli", "type": ["Place", "Person"], "type_strict": "all"},
        q2={"query": "no such name at all"},
        q4={"query": " ", "type": "Person", "type_strict": "should"},
        q3={"query": "Jamil Hasanli", "properties": [{"pid": "altLabel", "v": "somebody quite different"}]},
    )
    assert found["q0"] == found["q1"] == found["q2"] == found["q4"] == []
    assert found["q3"][0]["match"] is False  # the other column says it is somebody else


def test_suggestions_begin_as_typed(essay: Any) -> None:
    def suggested(what: str, schema: shapes.Schema, **asked: str) -> list[str]:
        answer = essay.client.get(f"/reconcile/suggest/{what}", params=asked).json()
        return [one["name"] for one in valid(answer, schema)["result"]]

    assert suggested("entity", shapes.ENTITIES, prefix="jam has")[0] == "Jamil Hasanli"
    assert suggested("entity", shapes.ENTITIES, prefix="zub", type="Source") == [ZUBOK]
    assert suggested("type", shapes.TERMS, prefix="per") == ["person"]
    assert "held in" in suggested("property", shapes.TERMS, prefix="held")
    assert len(suggested("property", shapes.TERMS, prefix="", limit="2", cursor="1")) == 2


def test_extension_gives_the_cells_of_a_row(essay: Any) -> None:
    proposed = essay.client.get("/reconcile/extend/propose", params={"type": "Source"}).json()
    names = [p["id"] for p in valid(proposed, shapes.PROPOSED)["properties"]]
    assert {"year", "title", "heldIn"} <= set(names)
    assert "acceptance" not in names
    found = essay.client.get(
        "/reconcile/suggest/entity", params={"prefix": "Bagirov to Stalin, letter"}
    ).json()["result"]
    asked = {"ids": [found[0]["id"], "source/none"], "properties": [{"id": n} for n in names]}
    answer = valid(
        essay.client.post("/reconcile", data={"extend": json.dumps(asked)}).json(), shapes.EXTENDED
    )
    assert answer["rows"][found[0]["id"]]["heldIn"] == [
        {"id": "archive/GAPPOD/fond/1/opis/89/delo/112", "name": "GAPPOD, fond 1, opis 89, delo 112"}
    ]
    assert not any(answer["rows"]["source/none"].values())
    limited = {"ids": ["actor/Jamil_Hasanli"], "properties": [{"id": "label", "settings": {"limit": "1"}}]}
    drafted = essay.client.post("/reconcile/draft/extend", json=limited).json()
    assert valid(drafted, shapes.DRAFT_EXTENDED)["rows"][0]["properties"] == [
        {"id": "label", "values": [{"str": "Jamil Hasanli"}]}
    ]


def test_the_draft_asks_by_conditions(essay: Any) -> None:
    def condition(kind: str, value: Any, **more: Any) -> dict[str, Any]:
        return {"matchType": kind, "propertyValue": value, **more}

    asked = [
        [condition("name", "Jamil Hasanli")],
        [condition("id", "actor/Jamil_Hasanli")],
        [
            condition("name", "A failed empire"),
            condition("property", "1991", propertyId="year", required=True),
        ],
        [condition("property", ["2007", "2008"], propertyId="year", matchQuantifier="any")],
    ]
    body = {"queries": [{"conditions": one, "limit": 2} for one in asked]}
    answer = valid(essay.client.post("/reconcile/draft/match", json=body).json(), shapes.DRAFT_RESULTS)
    firsts = [found["candidates"][0]["name"] if found["candidates"] else "" for found in answer["results"]]
    assert firsts == ["Jamil Hasanli", "Jamil Hasanli", "", ZUBOK]


@pytest.mark.parametrize(
    ("queries", "why"),
    [
        ("{", "no JSON"),
        ("[]", "object of queries"),
        ('{"q0": {}}', "q0 has neither"),
        ('{"q0": {"query": "a", "type_strict": "maybe"}}', "any, all or should"),
        ('{"q0": {"query": "a", "limit": "b"}}', "`limit` is a number"),
    ],
)
def test_a_query_that_does_not_read_is_said(essay: Any, queries: str, why: str) -> None:
    answer = essay.client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 400
    assert why in answer.json()["detail"]


def test_an_unknown_property_or_thing_is_said(essay: Any) -> None:
    asked = json.dumps({"ids": [], "properties": [{"id": "yaer"}]})
    refused = essay.client.post("/reconcile", data={"extend": asked})
    assert refused.status_code == 400
    assert "year" in refused.json()["detail"]
    assert essay.client.get("/reconcile/preview", params={"id": "actor/Nobody"}).status_code == 404
    assert essay.client.get("/reconcile/nothing").status_code == 404


def test_a_public_server_calls_back_a_function_of_a_plain_name(essay: Any) -> None:
    answer = essay.client.get("/reconcile", params={"callback": "jQuery.jsonp123"})
    assert answer.headers["Content-Type"].startswith("application/javascript")
    assert answer.text.startswith("/**/jQuery.jsonp123({")
    for name in ("alert(1)//", "a;b", "a..b", "x" * 500):
        assert essay.client.get("/reconcile", params={"callback": name}).status_code == 400


def test_only_pages_of_named_origins_read_a_server_that_is_not_public(
    example_space: Any, running: Callable[..., Any]
) -> None:
    private = running(example_space.snapshots, cors="auto", workers=1, origins=(OPENREFINE,))

    def allowed(origin: str, method: str = "GET") -> str | None:
        answer = private.client.request(method, "/reconcile", headers={"Origin": origin})
        assert "Origin" in answer.headers["Vary"]
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed(OPENREFINE) == allowed(OPENREFINE, "OPTIONS") == OPENREFINE
    assert allowed("http://127.0.0.1:3334") is None
    assert allowed("http://evil.example", "OPTIONS") is None
    assert private.client.get("/reconcile", params={"callback": "a"}).status_code == 403


@pytest.mark.parametrize("origin", ["*", "127.0.0.1:3333", "http://127.0.0.1:3333/", "null"])
def test_an_origin_that_is_none_is_said(example_space: Any, origin: str) -> None:
    with pytest.raises(ServeError, match="an origin is what a page's address begins with"):
        ServeConfig(snapshots=example_space.snapshots, origins=(origin,))
