"""The Turtle is the vocabulary; everything else that names its terms must say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from regesta.extract import record
from regesta.ontology import load
from regesta.ontology.document import page
from regesta.ontology.terms import CONCEPTS, EDTF, NAMESPACE, RG, SCHEMES, concept

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
NAMES = {name: getattr(RG, name).value for name in vars(RG) if not name.startswith("_")}


def declared() -> dict[str, set[str]]:
    """The types of every term of our namespace that the Turtle declares."""
    out: dict[str, set[str]] = {}
    for q in load.vocabulary():
        if (
            isinstance(q.subject, NamedNode)
            and q.subject.value.startswith(NAMESPACE)
            and q.predicate.value == RDF + "type"
        ):
            out.setdefault(q.subject.value, set()).add(q.object.value)
    return out


def test_the_names_in_python_are_the_terms_of_the_turtle():
    assert set(NAMES.values()) == set(declared())
    assert all(iri == NAMESPACE + name for name, iri in NAMES.items())


def test_classes_are_capitalised_and_properties_are_not():
    for iri, types in declared().items():
        assert (OWL + "Class" in types) == iri.removeprefix(NAMESPACE)[0].isupper(), iri


@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "definition", SKOS + "example"])
def test_every_term_is_documented(predicate: str):
    said = {
        q.subject.value
        for q in load.vocabulary()
        if q.predicate.value == predicate
        and isinstance(q.object, Literal)
        and q.object.language == "en"
        and q.object.value
    }
    assert set(NAMES.values()) <= said


@pytest.mark.parametrize(
    "predicate", [RDFS + "label", SKOS + "definition", SKOS + "example", SKOS + "notation"]
)
def test_every_concept_is_documented(predicate: str):
    for scheme, notations in CONCEPTS.items():
        rows = list(load.triples(next(f for f in load.files("schemes") if f.name == f"{scheme}.ttl")))
        for notation in notations:
            own = [
                q for q in rows if q.subject == concept(scheme, notation) and q.predicate.value == predicate
            ]
            assert own, (scheme, notation, predicate)


def test_the_schemes_in_python_are_those_of_the_turtle():
    found: dict[str, list[str]] = {}
    for file in load.files("schemes"):
        for q in load.triples(file):
            if q.predicate.value == SKOS + "notation":
                iri = q.subject.value
                assert iri == f"{SCHEMES}{file.name.removesuffix('.ttl')}/{q.object.value}"
                found.setdefault(file.name.removesuffix(".ttl"), []).append(q.object.value)
    assert {k: tuple(v) for k, v in found.items()} == CONCEPTS


def test_every_event_type_has_its_class():
    for kind in record.EVENT_TYPES:
        assert ("OtherEvent" if kind == "Other" else kind) in NAMES


def test_an_unknown_concept_is_refused_with_what_there_is():
    with pytest.raises(KeyError, match=r"no concept 'novelist'; it has author, scholar"):
        concept("voice", "novelist")


def test_the_context_has_every_term_and_no_other():
    body = json.loads(load.context().read_text("utf-8"))["@context"]
    ours = {
        t: (v["@id"] if isinstance(v, dict) else v)
        for t, v in body.items()
        if not t.startswith("@") and str(v["@id"] if isinstance(v, dict) else v).startswith("rg:")
    }
    assert ours == {name: f"rg:{name}" for name in NAMES}
    for name, types in ((n, declared()[iri]) for n, iri in NAMES.items()):
        kind = body[name].get("@type") if isinstance(body[name], dict) else None
        assert (kind == "@id") == (OWL + "ObjectProperty" in types), name


def test_the_context_types_literals_as_the_ontology_says():
    body = json.loads(load.context().read_text("utf-8"))["@context"]
    ranges = {
        q.subject.value.removeprefix(NAMESPACE): q.object.value
        for q in load.vocabulary()
        if q.predicate.value == RDFS + "range"
    }
    for name, value in body.items():
        kind = value.get("@type", "") if isinstance(value, dict) else ""
        if name in NAMES and kind and kind != "@id" and name in ranges:
            assert ranges[name] == kind.replace("xsd:", "http://www.w3.org/2001/XMLSchema#")
    assert body["date"]["@type"] == EDTF.value


def test_nothing_is_imported_and_alignments_stay_alignments():
    assert not any(q.predicate.value == OWL + "imports" for q in load.tbox())
    allowed = {
        RDFS + "subClassOf",
        RDFS + "subPropertyOf",
        *(SKOS + m for m in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
    }
    concepts = {concept(s, n).value for s, notations in CONCEPTS.items() for n in notations}
    assert len(load.files("align")) == 10
    for file in load.files("align"):
        for q in load.triples(file):
            assert q.predicate.value in allowed, file.name
            assert q.subject.value in NAMES.values() or q.subject.value in concepts, (file.name, q.subject)
            assert isinstance(q.object, NamedNode)
            assert not q.object.value.startswith(NAMESPACE)


def test_classes_align_with_classes_and_properties_with_properties():
    for file in load.files("align"):
        for q in load.triples(file):
            name = q.subject.value.removeprefix(NAMESPACE)
            if q.predicate.value == RDFS + "subClassOf":
                assert name[0].isupper(), (file.name, name)
            if q.predicate.value == RDFS + "subPropertyOf":
                assert name[0].islower(), (file.name, name)


#: What OWL 2 RL allows that this vocabulary uses; a construct beyond it must be thought about before it is
#: added here.
RL_TYPES = {
    "Ontology",
    "Class",
    "ObjectProperty",
    "DatatypeProperty",
    "AnnotationProperty",
    "Restriction",
    "AllDisjointClasses",
    "TransitiveProperty",
    "SymmetricProperty",
    "FunctionalProperty",
}
RL_PREDICATES = {
    "onProperty",
    "hasValue",
    "inverseOf",
    "members",
    "versionInfo",
    "versionIRI",
    "deprecated",
    "propertyDisjointWith",
}


def test_only_constructs_of_owl_rl_are_used():
    for q in load.vocabulary():
        if q.predicate.value.startswith(OWL):
            assert q.predicate.value.removeprefix(OWL) in RL_PREDICATES
        if q.predicate.value == RDF + "type" and q.object.value.startswith(OWL):
            assert q.object.value.removeprefix(OWL) in RL_TYPES
        if q.predicate.value in (RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range"):
            assert isinstance(q.object, NamedNode)


def test_every_term_the_axioms_name_exists():
    for q in load.vocabulary():
        for node in (q.subject, q.object):
            if isinstance(node, NamedNode) and node.value.startswith(NAMESPACE):
                assert node.value in declared()
            if isinstance(node, NamedNode) and node.value.startswith(SCHEMES):
                scheme, _, notation = node.value.removeprefix(SCHEMES).partition("/")
                assert notation in CONCEPTS[scheme]


def test_blank_nodes_are_named_the_same_on_every_run():
    first, second = ([str(q) for q in load.triples(load.files()[0])] for _ in range(2))
    assert first == second
    assert any(isinstance(q.subject, BlankNode) for q in load.vocabulary())


def test_the_reference_page_is_up_to_date(root: Path):
    assert (root / "docs" / "ontology.md").read_text("utf-8") == page(), (
        "run `python -m regesta.ontology.document > docs/ontology.md`"
    )


def test_the_prefix_is_the_one_the_world_was_told():
    text = load.files()[0].read_text("utf-8")
    assert re.search(r"@prefix rg: <https://w3id\.org/regesta/ontology#>", text)
