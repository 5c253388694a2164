"""Web annotations out and back, and those of other tools."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF
from tests.review.exchange.conftest import AT, TEXT, at, ground_of, planned

from regesta.review.exchange.plan import Ground, ImportFault
from regesta.review.exchange.webannotation import CONTEXT, read, write

OA = Namespace("http://www.w3.org/ns/oa#")
#: What the terms we use mean in the model's own context (https://www.w3.org/ns/anno.jsonld), written out so
#: that no test needs the network.
TERMS: dict[str, Any] = {
    "oa": str(OA), "as": "http://www.w3.org/ns/activitystreams#", "rdf": str(RDF), "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody", "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector", "Person": "foaf:Person",
    "Software": "as:Application", "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": "oa:start", "end": "oa:end", "value": "rdf:value", "format": "dcterms:format", "conformsTo": "dcterms:conformsTo", "first": "as:first", "items": {"@id": "as:items", "@container": "@list"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"}, "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "tagging": "oa:tagging", "describing": "oa:describing",
    "classifying": "oa:classifying", "creator": "dcterms:creator", "created": "dcterms:created", "generator": "as:generator", "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": "as:totalItems", "startIndex": "as:startIndex", "name": "foaf:name",
}  # fmt: skip


def out(ground: Ground) -> bytes:
    return write(ground.state.items.values(), ground.texts, base="https://example.org/kg/", label="test")


def said_of(ground: Ground, *annotations: dict[str, Any]) -> Any:
    return read(json.dumps(list(annotations)).encode(), ground, proposer="Anna Bell")


def foreign(
    exact: str, *, tags: tuple[str, ...] = (), words: str = "", start: int = -1, prefix: str = ""
) -> dict[str, Any]:
    selector: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix}]
    if start >= 0:
        selector.append({"type": "TextPositionSelector", "start": start, "end": start + len(exact)})
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": t} for t in tags] + (
        [{"type": "TextualBody", "value": words}] if words else []
    )
    return {
        "type": "Annotation",
        "body": bodies,
        "target": {"source": "https://elsewhere.org/fiume", "selector": selector},
    }


def test_our_own_file_says_nothing_new(ground: Ground) -> None:
    assert read(out(ground), ground, proposer="Anna Bell") == ([], [])


def test_every_selector_selects_its_words(ground: Ground) -> None:
    for one in json.loads(out(ground))["first"]["items"]:
        for target in one["target"] if isinstance(one["target"], list) else ():
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert TEXT[: position["start"]].endswith(quote["prefix"])
            assert TEXT[position["end"] :].startswith(quote["suffix"])


def test_it_is_linked_data_of_the_model(ground: Ground) -> None:
    data = json.loads(out(ground))
    assert data["@context"][0] == CONTEXT
    data["@context"][0] = TERMS
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    found = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(found) == data["total"] == len(ground.state.items)
    for one in found:
        assert graph.value(one, OA.motivatedBy) == OA.classifying
        assert list(graph.objects(one, OA.hasTarget))
    assert {str(o) for o in graph.objects(None, OA.exact)} >= {"Sforza", "signed", "Italy wanted Fiume"}


def test_a_verdict_names_its_person_with_an_orcid(ground: Ground) -> None:
    from regesta.review.acts import act

    verdict = act(ground.state.items["m1"], "accept", at=AT, reviewer="https://orcid.org/0000-0002-1825-0097")
    items = json.loads(out(ground_of([verdict])))["first"]["items"]
    one = next(i for i in items if i["id"].endswith("/m1"))
    assert (one["status"], one["created"], one["creator"]["id"]) == (
        "accepted",
        AT,
        "https://orcid.org/0000-0002-1825-0097",
    )


def test_a_changed_record_is_an_edit_and_an_unknown_one_a_candidate(ground: Ground) -> None:
    data = json.loads(out(ground))
    for one in data["first"]["items"]:
        body = one["body"][1]
        record = json.loads(body["value"])
        if record["id"] == "c1":
            record["holder"] = ["Francesco Nitti"]
        if record["id"] == "m1":
            record["id"], record["actor"] = "m-other", "Count Sforza"
        body["value"] = json.dumps(record)
    said, faults = read(json.dumps(data).encode(), ground, proposer="Anna Bell")
    made = planned(said, ground)
    assert (faults, made.faults) == ([], ())
    assert {(v.record, v.outcome) for v in made.verdicts} == {("c1", "edit"), ("m-other", "comment")}
    after = ground_of(made.verdicts)
    assert after.state.items["m-other"].status == "candidate"  # nothing is accepted that nobody accepted
    assert after.state.items["c1"].record.to_dict()["holder"] == ["Francesco Nitti"]


def test_annotations_of_other_tools(ground: Ground) -> None:
    said, faults = said_of(
        ground,
        foreign("Italy wanted Fiume", words="Did it?"),
        foreign("signed", tags=("event", "accepted"), start=9999),
        foreign("the port was lost for good", words="seen", start=3),
        foreign("called", tags=("Event",), words="a speech"),
        foreign("words that stand nowhere in this text at all"),
        foreign("Risky", words="why?"),
    )
    made = planned(said, ground)
    by = {v.record: v for v in made.verdicts}
    assert (by["c1"].outcome, by["c1"].reason) == ("comment", "Did it?")
    assert by["e1"].outcome == "accept"
    assert by["c2"].outcome == "comment"
    new = next(v for r, v in by.items() if r.startswith("event-"))
    assert new.judged is not None
    assert (new.outcome, new.judged["trigger"], new.judged["proposer"]) == (
        "comment",
        list(at("called")),
        "Anna Bell",
    )
    assert ["stand nowhere" in f.message or "no record stands" in f.message for f in faults] == [True, True]


@pytest.mark.parametrize(
    ("data", "words"), [(b"{", "no JSON"), (b"{}", "no annotations"), (b"[1, 2]", "no annotations")]
)
def test_a_file_that_holds_no_annotations(ground: Ground, data: bytes, words: str) -> None:
    with pytest.raises(ImportFault, match=words):
        read(data, ground, proposer="x")


def test_an_annotation_without_a_place_is_left_out_with_its_reason(ground: Ground) -> None:
    said, faults = said_of(
        ground,
        {"type": "Annotation", "body": "well said", "target": "https://elsewhere.org/fiume"},
        {"type": "Annotation"},
    )
    assert said == []
    assert [f.where for f in faults] == ["annotation 1", "annotation 2"]
    assert "points at no words" in faults[0].message


def drawn(one: str, other: str, tag: str) -> dict[str, Any]:
    """A relation as RecogitoJS writes it."""
    return {
        "id": f"{one}{other}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag}],
        "target": [{"id": one}, {"id": other}],
    }


def test_relations_of_recogito_are_drawn_between_claims(ground: Ground) -> None:
    one = foreign("the port was lost for good", tags=("claim",)) | {"id": "#a1"}
    two = foreign("Italy wanted Fiume", tags=("claim",)) | {"id": "#a2"}
    new = foreign("called", tags=("claim",)) | {"id": "#a3"}
    event = foreign("signed", tags=("event",)) | {"id": "#a4"}
    said, faults = said_of(
        ground,
        drawn("#a1", "#a2", "undercuts"),  # before what it links
        one, two, new, event,
        drawn("#a3", "#a1", "Supports"),
        drawn("#a1", "#a2", "likes"),
        drawn("#a1", "#b", "attacks"),
        drawn("#a4", "#a1", "attacks"),
    )  # fmt: skip
    made = {(v.record, v.outcome): v for v in planned(said, ground).verdicts}
    edit = made["c2", "edit"]
    assert edit.edited is not None
    assert ("undercuts", "c1") in {(r["type"], r["target"]) for r in edit.edited["relations"]}
    added = next(v for (record, _), v in made.items() if record.startswith("claim-"))
    assert added.judged is not None
    assert [(r["type"], r["target"]) for r in added.judged["relations"]] == [("supports", "c2")]
    assert ["tagged 'likes'" in faults[0].message, "'#b'" in faults[1].message] == [True, True]
    assert "starts at a event" in faults[2].message


def test_a_relation_between_our_own_annotations_that_stands_already_says_nothing(ground: Ground) -> None:
    own = json.loads(out(ground))["first"]["items"]
    ids = {one["body"][0]["value"] + one["id"].rsplit("/", 1)[-1]: one["id"] for one in own}
    relation = drawn(ids["claimc2"], ids["claimc1"], "attacks")
    assert said_of(ground, *own, relation) == ([], [])
    ((edit,), _) = said_of(ground, *own, drawn(ids["claimc2"], ids["claimc1"], "concedes"))
    assert edit.changes is not None
    assert [r["type"] for r in edit.changes["relations"]] == ["attacks", "concedes"]
