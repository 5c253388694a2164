"""What single lines of a graph say where a text may not be shown whole."""

from __future__ import annotations

from regesta.graph.map.view import LABEL, OA
from regesta.graph.name import Names
from regesta.graph.rdf import DefaultGraph, GraphName, Literal, NamedNode, Quad
from regesta.graph.shown.restricting import restricted
from regesta.graph.shown.setting import Level, TextSetting
from regesta.graph.store.syntax import parse, serialise
from regesta.ontology.terms import RG

NAMES = Names("https://example.org/kg/")
OPEN = "She left the archive at noon, and nobody in the reading room had seen the second folder."
SHUT = "He came back with nothing that anybody could call a treaty, and the troops stayed where they were."
BOTH = {"open": OPEN, "shut": SHUT}


def told(
    subject: str, document: str, *said: tuple[NamedNode, str], level: Level = "none", **where: GraphName
) -> set:
    """What is said of a subject of a document that `level` holds for, beside one that is shown whole."""
    graph, node = where.get("graph", DefaultGraph()), NamedNode(NAMES.base + subject)
    quads = [Quad(node, p, Literal(value), graph) for p, value in said]
    if document:
        quads.append(Quad(node, RG.inDocument, NAMES.document(document), graph))
    lines = serialise(quads, "nquads").splitlines(keepends=True)
    made = b"".join(restricted(lines, TextSetting({"open": "full", "shut": level}), BOTH, NAMES))
    found = [q for q in parse(made, "nquads") if isinstance(q.object, Literal)]
    return {(q.predicate.value.rsplit("#", 1)[-1], q.object.value) for q in found}


def test_each_document_has_its_own_setting() -> None:
    assert told("claim/1", "open", (RG.text, OPEN)) == {("text", OPEN)}
    assert told("claim/1", "shut", (RG.text, SHUT)) == {("text", "[words not given]")}
    assert told("claim/1", "shut", (RG.text, SHUT), level="quotations") == {("text", SHUT)}


def test_what_is_of_no_document_is_held_to_the_strictest() -> None:
    assert told("proposition/1", "", (RG.text, SHUT)) == {("text", "[words not given]")}
    assert told("passage/open/0-5", "", (RG.quote, "She left")) == {("quote", "She left")}
    assert told("passage/shut/0-5", "", (RG.quote, "He came")) == set()


def test_quotations_are_those_of_accepted_statements_and_nothing_between_them() -> None:
    exact, prefix = NamedNode(OA + "exact"), NamedNode(OA + "prefix")
    selector = "passage/shut/8-20#quote"
    assert told(selector, "", (exact, "nothing that"), (prefix, "He came back"), level="quotations") == {
        ("exact", "nothing that")
    }
    for part in ("sentence/1", "footnote/shut/I.1"):
        assert told(part, "shut", (RG.text, SHUT), (RG.start, "7"), level="quotations") >= {
            ("text", "[words not given, from character 7]")
        }
    assert told("footnote/shut/I.1", "shut", (LABEL, f"note I.1: {SHUT}"), level="quotations") == {
        ("label", "note I.1")
    }
    proposed = told(
        "claim/2", "shut", (RG.text, SHUT), (LABEL, SHUT), level="quotations", graph=NAMES.candidates
    )
    assert proposed == {("label", "[words not given]")}


def test_other_peoples_graphs_may_not_say_it_for_us() -> None:
    node, graph = NamedNode("https://elsewhere.example/x"), NAMES.graph("import/theirs")
    quads = [Quad(node, LABEL, Literal(words), graph) for words in (SHUT, "Their own words")]
    lines = serialise(quads, "nquads").splitlines(keepends=True)
    for level in ("quotations", "none"):
        made = b"".join(restricted(lines, TextSetting({"shut": level}), BOTH, NAMES))  # type: ignore[dict-item]
        assert b"Their own words" in made
        assert b"treaty" not in made
