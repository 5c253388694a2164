"""The gate gives pySHACL's answers, and findings a historian understands."""

from __future__ import annotations

from collections.abc import Iterator

import pyshacl
import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble
from regesta.graph.map.view import LABEL, XSD, A
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.validate.gate import check
from regesta.graph.validate.shapes import SH, Constraint, ShapeError, read, shipped
from regesta.ontology import load
from regesta.ontology.terms import EDTF, RG, concept

SHAPES = load.shapes()


def accepted(space: Workspace) -> EmbeddedStore:
    store = EmbeddedStore()
    store.add(
        q
        for q in parse(assemble(space).nquads, format=RdfFormat.N_QUADS)
        if isinstance(q.graph_name, DefaultGraph)
    )
    return store


def by_pyshacl(store: EmbeddedStore) -> set[tuple[str, str, str]]:
    """(node, path, component) of every result of pySHACL."""
    data = rdflib.Graph().parse(
        data=serialize((q.triple for q in store), format=RdfFormat.N_TRIPLES), format="nt"
    )
    shapes = rdflib.Graph().parse(data=SHAPES.read_text("utf-8"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    sh = rdflib.Namespace(SH)
    out = set()
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        component = (
            str(results.value(result, sh.sourceConstraintComponent))
            .removeprefix(SH)
            .removesuffix("ConstraintComponent")
        )
        out.add(
            (
                str(results.value(result, sh.focusNode)),
                str(results.value(result, sh.resultPath)).rsplit("#", 1)[-1],
                component.lower() if component.isupper() else component[0].lower() + component[1:],
            )
        )
    return out


def by_gate(store: EmbeddedStore) -> set[tuple[str, str, str]]:
    return {(f.node, f.rule.split("/")[1], f.rule.split("/")[2]) for f in check(store)}


def damages(store: EmbeddedStore) -> Iterator[tuple[str, Quad | None, Quad | None]]:
    """(name, quad to take out, quad to put in): one fault each."""

    def one(predicate: NamedNode, kind: NamedNode) -> Quad:
        for q in store.quads(None, A, kind, DefaultGraph()):
            for found in store.quads(q.subject, predicate, None, DefaultGraph()):
                return found
        raise LookupError(predicate)

    def other(q: Quad, value: object) -> Quad:
        return Quad(q.subject, q.predicate, value, DefaultGraph())  # type: ignore[arg-type]

    stranger = NamedNode("http://example.org/stranger")
    for name, kind, predicate in (
        ("nobody accepted", RG.Claim, RG.acceptedBy), ("no holder", RG.Claim, RG.holder), ("no voice", RG.Claim, RG.voice), ("no passage", RG.Claim, RG.expressedIn),
        ("no proposition", RG.Claim, RG.states), ("no trigger", RG.EventMention, RG.trigger), ("no factuality", RG.Event, RG.factuality), ("no decider", RG.DecisionMention, RG.givesAgent), ("no event", RG.EventMention, RG.mentionOf),
        ("no kind", RG.DecisionMention, RG.givesDecisionKind), ("no claim", RG.EvidenceLink, RG.evidenceFor), ("no citation", RG.EvidenceLink, RG.evidenceCitation),
        ("no answer", RG.ArgumentLink, RG.argumentFrom), ("no footnote", RG.Citation, RG.inFootnote), ("no level", RG.ArchivalUnit, RG.archivalLevel),
        ("no identifier", RG.ArchivalUnit, RG.identifier), ("no digest", RG.Passage, RG.sha256), ("no start", RG.Passage, RG.start), ("no reviewer", RG.Verdict, RG.reviewer),
        ("no time", RG.Verdict, RG.at), ("no name", RG.Agent, LABEL), ("no number", RG.Footnote, RG.number), ("empty note", RG.Footnote, RG.text), ("no label", RG.Source, LABEL),
    ):  # fmt: skip
        yield name, one(predicate, kind), None
    holder, voice, date = (
        one(RG.holder, RG.Claim),
        one(RG.voice, RG.Claim),
        one(RG.givesDate, RG.EventMention),
    )
    earliest, start, digest, at = (
        one(RG.earliest, RG.Event),
        one(RG.start, RG.Passage),
        one(RG.sha256, RG.Passage),
        one(RG.at, RG.Verdict),
    )
    yield "holder is no agent", None, other(holder, stranger)
    yield "two voices", None, other(voice, concept("voice", "document"))
    yield "voice is words", voice, other(voice, Literal("scholar"))
    yield "two dates", None, other(date, Literal("1950", datatype=EDTF))
    yield "date is words", date, other(date, Literal("in May"))
    yield (
        "earliest after latest",
        earliest,
        other(earliest, Literal("1999-01-01", datatype=NamedNode(XSD + "date"))),
    )
    yield "earliest is no date", earliest, other(earliest, Literal("early"))
    yield "start below zero", start, other(start, Literal(-1))
    yield "start after end", start, other(start, Literal(10**7))
    yield "digest is none", digest, other(digest, Literal("abc"))
    yield "time is words", at, other(at, Literal("yesterday"))
    yield (
        "time only claims to be one",
        at,
        other(at, Literal("yesterday", datatype=NamedNode(XSD + "dateTime"))),
    )
    link, unit = one(RG.argumentTo, RG.ArgumentLink), one(RG.directPartOf, RG.ArchivalUnit)
    (start_of,) = store.quads(link.subject, RG.argumentFrom, None, DefaultGraph())
    yield "a claim supports itself", link, other(link, start_of.object)
    yield "an archive path goes round", None, other(unit, unit.subject)
    yield "a verdict has a holder", None, Quad(at.subject, RG.holder, holder.object, DefaultGraph())
    late = Literal("1990-01-01", datatype=NamedNode(XSD + "date"))
    yield "acts before birth", None, Quad(one(RG.agent, RG.Order).object, RG.livedFrom, late, DefaultGraph())  # type: ignore[arg-type]
    yield "empty name", one(LABEL, RG.Agent), other(one(LABEL, RG.Agent), Literal(""))


def test_accepted_knowledge_of_the_page_breaks_no_shape(space: Workspace):
    store = accepted(space)
    assert check(store) == []
    assert by_pyshacl(store) == set()


def test_pyshacl_gives_the_same_answers_for_every_fault(space: Workspace):
    store = accepted(space)
    for name, out, put in list(damages(store)):
        if out is not None:
            store.remove([out])
        if put is not None:
            store.add([put])
        found = by_gate(store)
        assert found, name
        assert found == by_pyshacl(store), name
        if put is not None:
            store.remove([put])
        if out is not None:
            store.add([out])
    assert by_gate(store) == set()


def test_a_day_that_does_not_exist_is_found(space: Workspace):
    """pySHACL stops with a TypeError here, so that it cannot be asked."""
    store = accepted(space)
    event = next(store.quads(None, RG.earliest, None, DefaultGraph()))
    store.remove([event])
    store.add(
        [
            Quad(
                event.subject,
                RG.earliest,
                Literal("1946-02-31", datatype=NamedNode(XSD + "date")),
                DefaultGraph(),
            )
        ]
    )
    assert (event.subject.value, "earliest", "datatype") in by_gate(store)


def test_a_finding_names_record_label_fault_and_remedy(space: Workspace):
    store = accepted(space)
    claim = next(store.quads(None, RG.holder, None, DefaultGraph()))
    store.remove([claim])
    (finding,) = check(store, record_of=lambda node: "claim-1" if node == claim.subject.value else "")
    assert finding.text.startswith("claim-1 (")
    assert "The claim does not say who holds it. Add a holder" in finding.text
    assert finding.text.endswith("[Claim/holder/minCount]")


def test_every_constraint_speaks_to_a_historian():
    for c in shipped():
        assert len(c.message) > 20, c.rule
        assert c.message.endswith("."), c.rule
        assert not any(
            word in c.message for word in ("sh:", "rg:", "IRI", "literal", "node", "constraint")
        ), c.rule


def test_shapes_name_only_terms_that_exist():
    ours = {getattr(RG, n).value for n in vars(RG) if not n.startswith("_")}
    known = {q.subject.value for q in load.vocabulary() if isinstance(q.subject, NamedNode)} | {
        LABEL.value,
        A.value,
    }
    for c in shipped():
        assert c.target in ours, c.rule
        assert c.path in known, c.rule
        if c.component == "class":
            assert c.value.value in ours, c.rule


def test_every_kind_of_accepted_statement_has_a_shape():
    targets = {c.target for c in shipped()}
    for kind in (
        RG.Statement,
        RG.Claim,
        RG.Event,
        RG.Decision,
        RG.EvidenceLink,
        RG.ArgumentLink,
        RG.Citation,
        RG.Source,
        RG.ArchivalUnit,
        RG.Passage,
        RG.Verdict,
    ):
        assert kind.value in targets


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (
            "s:X sh:targetNode s:y ; sh:property [ sh:path rg:holder ; sh:minCount 1 ] .",
            "must have one sh:targetClass",
        ),
        (
            "s:X sh:targetClass rg:Claim ; sh:property [ sh:path rg:holder ; sh:equals rg:x ] .",
            "which is not checked here",
        ),
        (
            "s:X sh:targetClass rg:Claim ; sh:property [ sh:path [ sh:inversePath rg:holder ] ; sh:minCount 1 ] .",
            "write the property itself",
        ),
    ],
)
def test_a_shape_beyond_what_is_checked_is_refused(shape: str, why: str):
    head = "@prefix s: <http://example.org/s#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rg: <https://w3id.org/regesta/ontology#> . "
    with pytest.raises(ShapeError, match=why):
        read(tuple(parse(head + shape, format=RdfFormat.TURTLE)))


def test_rules_are_named_by_shape_path_and_component():
    c = next(c for c in shipped() if c.rule == "Claim/holder/minCount")
    assert isinstance(c, Constraint)
    assert (c.target, c.path) == (RG.Claim.value, RG.holder.value)
