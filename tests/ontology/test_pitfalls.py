"""The ontology falls into no pitfall a program can find, and the checker finds each when it does."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from tests.ontology.pitfalls import PITFALLS, found

from regesta.ontology import load
from regesta.ontology.terms import ONTOLOGY

HEAD = load.files()[0].read_text("utf-8").partition("<https://w3id.org/regesta/ontology> a")[0]


def test_none_is_found() -> None:
    assert found(load.vocabulary(), ONTOLOGY) == {}


#: A fault for each check, put beside the ontology.
FAULTS = {
    "P04": 'rg:Alone a owl:Class ; rdfs:label "alone"@en .',
    "P05": "rg:holds a owl:ObjectProperty ; owl:inverseOf rg:holder ; rdfs:domain rg:Place ; rdfs:range rg:Claim .",
    "P06": "rg:Agent rdfs:subClassOf rg:Person .",
    "P07": 'rg:Pair a owl:Class ; rdfs:label "letters and telegrams"@en .',
    "P08": 'rg:Agent rdfs:label "agent" .',
    "P11": 'rg:near a owl:ObjectProperty ; rdfs:label "near"@en .',
    "P19": "rg:holder rdfs:range rg:Place .",
    "P28": "rg:holder a owl:SymmetricProperty .",
    "P32": 'rg:Human a owl:Class ; rdfs:label "person"@en .',
    "P34": "rg:Agent rdfs:subClassOf rg:Misspelt .",
    "P40": "skos:Concept rdfs:subClassOf rg:Statement .",
    "P41": '<https://w3id.org/regesta/ontology> owl:versionInfo "9" .',
    "isDefinedBy": "rg:New a owl:Class .",
}


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_each_is_found_when_it_is_there(pitfall: str) -> None:
    more = parse((HEAD + FAULTS[pitfall]).encode(), format=RdfFormat.TURTLE)
    assert pitfall in found([*load.vocabulary(), *more], ONTOLOGY)


def test_classes_have_labels_in_german_and_russian() -> None:
    said: dict[str, set[str]] = {}
    classes = {
        q.subject for q in load.vocabulary() if str(q.object) == "<http://www.w3.org/2002/07/owl#Class>"
    }
    for q in load.vocabulary():
        if q.subject in classes and q.predicate.value.endswith("#label"):
            said.setdefault(q.subject.value, set()).add(q.object.language or "")
    assert len(said) > 70
    assert {name for name, languages in said.items() if languages != {"en", "de", "ru"}} == set()


def test_schemes_say_who_defines_them() -> None:
    for file in load.files("schemes"):
        rows = list(load.triples(file))
        heads = {q.subject for q in rows if q.object.value.endswith("core#ConceptScheme")}
        assert heads
        assert heads == {q.subject for q in rows if q.predicate.value.endswith("#isDefinedBy")}
