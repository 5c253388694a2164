"""A small graph of our own, written by hand in the vocabulary, and its snapshot folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from regesta.graph.map.view import A
from regesta.graph.store import publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG, concept

DATA = """
@prefix rg: <https://w3id.org/regesta/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix k: <https://w3id.org/regesta/kg/> .
@prefix s: <https://w3id.org/regesta/scheme/> .

<https://w3id.org/regesta/kg/doc/d> a rg:Document ; rdfs:label "An essay" .
<https://w3id.org/regesta/kg/division/d/I> a rg:Division ; rdfs:label "I. Tabriz" ; rg:number "I" ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> ; rg:start 0 ; rg:depth 1 .
<https://w3id.org/regesta/kg/sentence/s1> a rg:Sentence ; rg:text "Reed holds that oil decided the matter.1" ; rg:inDivision <https://w3id.org/regesta/kg/division/d/I> ; rg:start 0 .
<https://w3id.org/regesta/kg/sentence/s2> a rg:Sentence ; rg:text "Qavam ordered the army to enter Zanjan in November 1946." ; rg:inDivision <https://w3id.org/regesta/kg/division/d/I> ; rg:start 50 .
<https://w3id.org/regesta/kg/footnote/d/I.1> a rg:Footnote ; rg:identifier "I.1" ; rg:text "Reed, Oil, p. 4; TNA, FO 371/1." ; rg:start 900 ; rg:inDivision <https://w3id.org/regesta/kg/division/d/I> .

k:reed a rg:Agent , rg:Person ; rdfs:label "Ann Reed" ; skos:altLabel "Reed" ; skos:exactMatch <http://www.wikidata.org/entity/Q1> .
k:lund a rg:Agent , rg:Person ; rdfs:label "Ove Lund" .
k:qavam a rg:Agent , rg:Person ; rdfs:label "Ahmad Qavam" ; skos:altLabel "Qavam" .
k:army a rg:Agent , rg:Organisation ; rdfs:label "Iranian army" .
k:author a rg:Agent , rg:Person ; rdfs:label "The author" .
k:zanjan a rg:Place ; rdfs:label "Zanjan" .

k:p1 a rg:Proposition ; rg:text "oil decided the matter" .
<https://w3id.org/regesta/kg/claim/000000000001> a rg:Claim ; rdfs:label "oil decided the matter" ; rg:text "oil decided the matter" ; rg:holder k:reed ; rg:voice <https://w3id.org/regesta/scheme/voice/scholar> ;
  rg:certainty <https://w3id.org/regesta/scheme/certainty/plain> ; rg:polarity <https://w3id.org/regesta/scheme/polarity/positive> ; rg:start 10 ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> ;
  rg:inSentence <https://w3id.org/regesta/kg/sentence/s1> ; rg:citesFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:evidence k:c1 , k:c2 ; rg:citesSource k:book , k:letter ; rg:states k:p1 ; rg:acceptedBy k:v1 .
<https://w3id.org/regesta/kg/claim/000000000002> a rg:Claim ; rdfs:label "oil may have been a pretext" ; rg:text "oil may have been a pretext" ; rg:holder k:lund ; rg:voice <https://w3id.org/regesta/scheme/voice/scholar> ;
  rg:certainty <https://w3id.org/regesta/scheme/certainty/hedged> ; rg:polarity <https://w3id.org/regesta/scheme/polarity/positive> ; rg:start 20 ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> ; rg:cue "may" ;
  rg:attacks <https://w3id.org/regesta/kg/claim/000000000001> ; rg:citesSource k:memoir ; rg:evidence k:c3 ; rg:acceptedBy k:v2 .
<https://w3id.org/regesta/kg/claim/000000000003> a rg:Claim ; rdfs:label "neither view is proven" ; rg:text "neither view is proven" ; rg:holder k:author ; rg:voice <https://w3id.org/regesta/scheme/voice/author> ;
  rg:certainty <https://w3id.org/regesta/scheme/certainty/plain> ; rg:polarity <https://w3id.org/regesta/scheme/polarity/negative> ; rg:start 30 ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> ;
  rg:attacks <https://w3id.org/regesta/kg/claim/000000000002> ; rg:within <https://w3id.org/regesta/kg/claim/000000000001> .
<https://w3id.org/regesta/kg/claim/000000000004> a rg:Claim ; rdfs:label "so oil mattered" ; rg:text "so oil mattered" ; rg:holder k:lund ; rg:voice <https://w3id.org/regesta/scheme/voice/scholar> ;
  rg:certainty <https://w3id.org/regesta/scheme/certainty/plain> ; rg:polarity <https://w3id.org/regesta/scheme/polarity/positive> ; rg:start 40 ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> ;
  rg:states k:p1 ; rg:supports <https://w3id.org/regesta/kg/claim/000000000001> ; rg:concedes <https://w3id.org/regesta/kg/claim/000000000003> ; rg:citesSource k:letter ; rg:evidence k:c2 .

k:book a rg:Source , rg:Book ; rdfs:label "Reed, Oil (1990)" ; rg:sourceType <https://w3id.org/regesta/scheme/citation-type/book> ; rg:authorName "Reed" ; rg:author k:reed ; rg:year "1990" ; rg:citedBy k:c1 .
k:memoir a rg:Source , rg:Memoir ; rdfs:label "Old days" ; rg:sourceType <https://w3id.org/regesta/scheme/citation-type/book> ; rg:citedBy k:c3 ; rg:listedIn <https://w3id.org/regesta/kg/doc/d> .
k:unread a rg:Source , rg:Book ; rdfs:label "Never cited" ; rg:listedIn <https://w3id.org/regesta/kg/doc/d> .
k:letter a rg:Source , rg:ArchivalDocument ; rdfs:label "letter from Lund to Qavam" ; rg:sourceType <https://w3id.org/regesta/scheme/citation-type/archival_document> ; rg:sender k:lund ; rg:recipient k:qavam ;
  rg:date "1946-04-04"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; rg:earliest "1946-04-04"^^xsd:date ; rg:latest "1946-04-04"^^xsd:date ; rg:documentKind "letter" ;
  rg:heldIn <https://w3id.org/regesta/kg/archive/TNA/class/FO_371> ; rg:citedBy k:c2 .
k:c1 a rg:Citation ; rg:text "Reed, Oil, p. 4" ; rg:locator "4" ; rg:citedSource k:book ; rg:inFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:start 901 .
k:c2 a rg:Citation ; rg:text "TNA, FO 371/1" ; rg:citedSource k:letter ; rg:citedThrough k:c1 ; rg:inFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:start 920 .
k:c3 a rg:Citation ; rg:text "Old days" ; rg:citedSource k:memoir ; rg:inFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:start 940 .
k:c4 a rg:Citation ; rg:text "Ibid." ; rg:inFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:start 950 .
<https://w3id.org/regesta/kg/archive/TNA> a rg:Archive , rg:ArchivalUnit ; rdfs:label "TNA" ; rg:identifier "TNA" .
<https://w3id.org/regesta/kg/archive/TNA/class/FO_371> a rg:ArchivalUnit ; rdfs:label "TNA, class FO 371" ; rg:identifier "FO 371" ; rg:partOf <https://w3id.org/regesta/kg/archive/TNA> .

k:order a rg:Event , rg:Order ; rdfs:label "Order by Ahmad Qavam" ; rg:eventType <https://w3id.org/regesta/scheme/event-type/Order> ; rg:factuality <https://w3id.org/regesta/scheme/factuality/asserted> ; rg:agent k:qavam ; rg:recipient k:army ;
  rg:date "1946-11"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; rg:earliest "1946-11-01"^^xsd:date ; rg:latest "1946-11-30"^^xsd:date ; rg:start 55 ; rg:atPlace k:zanjan ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> ; rg:reportedIn <https://w3id.org/regesta/kg/claim/000000000001> .
k:told a rg:Event , rg:Communication ; rdfs:label "Communication by Ove Lund to Ahmad Qavam" ; rg:eventType <https://w3id.org/regesta/scheme/event-type/Communication> ; rg:factuality <https://w3id.org/regesta/scheme/factuality/planned> ;
  rg:agent k:lund ; rg:recipient k:qavam ; rg:start 70 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> .
k:met a rg:Event , rg:Meeting ; rdfs:label "Meeting by Ahmad Qavam, Ove Lund" ; rg:eventType <https://w3id.org/regesta/scheme/event-type/Meeting> ; rg:factuality <https://w3id.org/regesta/scheme/factuality/asserted> ; rg:agent k:qavam , k:lund ; rg:start 75 .
k:named a rg:Event , rg:Appointment ; rdfs:label "Appointment by Ahmad Qavam to Ove Lund" ; rg:eventType <https://w3id.org/regesta/scheme/event-type/Appointment> ; rg:factuality <https://w3id.org/regesta/scheme/factuality/asserted> ;
  rg:agent k:qavam ; rg:recipient k:lund ; rg:start 80 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> .
k:decided a rg:Decision , rg:Event ; rdfs:label "Decision to order by Ahmad Qavam" ; rg:decisionKind <https://w3id.org/regesta/scheme/decision-kind/order> ; rg:decidedBy k:qavam ; rg:agent k:qavam ; rg:addressee k:army ; rg:factuality <https://w3id.org/regesta/scheme/factuality/asserted> ;
  rg:content k:passage ; rg:date "1946-11"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; rg:earliest "1946-11-01"^^xsd:date ; rg:latest "1946-11-30"^^xsd:date ; rg:start 56 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> ; rg:citesSource k:letter .
k:order2 a rg:EventMention ; rg:mentionOf k:order ; rg:start 55 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> ; rg:givesDate "1946-11"^^<http://id.loc.gov/datatypes/edtf/EDTF> .
k:told2 a rg:EventMention ; rg:mentionOf k:told ; rg:start 70 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> .
k:named2 a rg:EventMention ; rg:mentionOf k:named ; rg:start 80 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s2> ; rg:givesPlace k:zanjan ; rg:citesFootnote <https://w3id.org/regesta/kg/footnote/d/I.1> ; rg:acceptedBy k:v2 ; rdfs:label "Appointment by Ahmad Qavam" .
k:named3 a rg:EventMention ; rg:mentionOf k:named ; rg:start 20 ; rg:inSentence <https://w3id.org/regesta/kg/sentence/s1> .
k:order rg:mentionedBy k:order2 . k:told rg:mentionedBy k:told2 . k:named rg:mentionedBy k:named2 , k:named3 ; rg:discrepant true .
k:passage a rg:Passage ; rg:quote "to enter Zanjan" .
k:clash a rg:Contradiction ; rdfs:label "The same event on 1946-11 and on 1947" ; rg:between <https://w3id.org/regesta/kg/claim/000000000001> , <https://w3id.org/regesta/kg/claim/000000000002> ;
  rg:conflictAbout k:order ; rg:conflictsOn <https://w3id.org/regesta/scheme/formal-predicate/date> ; rg:inDocument <https://w3id.org/regesta/kg/doc/d> .
k:slip a rg:Discrepancy ; rg:rule "date-differs" ; rg:message "Two dates." ; rg:severity <https://w3id.org/regesta/scheme/severity/warning> ; rg:start 60 .
k:v1 rg:reviewer k:reviewer ; rg:at "2025-01-01T00:00:00Z"^^xsd:dateTime .
k:v2 rg:reviewer k:reviewer ; rg:at "2025-01-02T00:00:00Z"^^xsd:dateTime ; rg:underPolicy k:policy .
k:policy rdfs:label "cited@1" . k:reviewer rdfs:label "A. Reader" .

<https://w3id.org/regesta/kg/graph/links> {
  k:l1 a rg:Link ; rg:acceptedBy k:v3 ; <http://www.w3.org/2002/07/owl#annotatedProperty> skos:exactMatch ; <http://www.w3.org/2002/07/owl#annotatedTarget> <http://www.wikidata.org/entity/Q1> ;
    <https://w3id.org/sssom/subject_label> "Ann Reed" ; <https://w3id.org/sssom/object_label> "Reed, Ann" ; <https://w3id.org/sssom/confidence> 0.9 .
  k:v3 rg:at "2025-01-03T00:00:00Z"^^xsd:dateTime ; rg:reviewer k:reviewer . k:reviewer rdfs:label "A. Reader" .
}
<https://w3id.org/regesta/kg/graph/imports> { <https://w3id.org/regesta/kg/graph/import/sem> a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#triples> 3 . }
<https://w3id.org/regesta/kg/graph/import/sem> {
  <http://www.wikidata.org/entity/Q1> rdfs:label "Ann Reed, historian" .
  <http://example.org/talk> <http://semanticweb.cs.vu.nl/2009/11/sem/hasActor> <http://www.wikidata.org/entity/Q1> , <http://example.org/lund> ; <http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp> "1946-11-15"^^xsd:date .
}
<https://w3id.org/regesta/kg/graph/review> {
  k:v1 rg:outcome <https://w3id.org/regesta/scheme/outcome/accept> ; rg:at "2025-01-01T00:00:00Z"^^xsd:dateTime ; rg:reviewer k:reviewer ; rg:onRecord <https://w3id.org/regesta/kg/claim/000000000001> ; rg:reason "read" .
  k:v2 rg:outcome <https://w3id.org/regesta/scheme/outcome/accept> ; rg:at "2025-01-02T00:00:00Z"^^xsd:dateTime ; rg:reviewer k:reviewer ; rg:onRecord <https://w3id.org/regesta/kg/claim/000000000002> ; rg:underPolicy k:policy .
  k:measured a <http://www.w3.org/ns/dqv#QualityMeasurement> ; <http://www.w3.org/ns/dqv#isMeasurementOf> <https://w3id.org/regesta/scheme/quality-metric/acceptance> ; <http://www.w3.org/ns/dqv#value> 0.5 ;
    rg:ofProposer "claims.v1" ; rg:ofKind "claim" ; rg:measuredNumber 2 ; rg:measuredOn "the log" .
  k:reviewer rdfs:label "A. Reader" . k:policy rdfs:label "cited@1" .
}
<https://w3id.org/regesta/kg/graph/candidates> {
  <https://w3id.org/regesta/kg/claim/000000000001> a rg:Claim ; rg:status <https://w3id.org/regesta/scheme/status/accepted> .
  <https://w3id.org/regesta/kg/claim/000000000009> a rg:Claim ; rg:status <https://w3id.org/regesta/scheme/status/rejected> .
  k:link a rg:EvidenceLink ; rg:evidenceFor <https://w3id.org/regesta/kg/claim/000000000001> ; rg:status <https://w3id.org/regesta/scheme/status/rejected> ; rdfs:label "evidence: a rumour" .
}
"""


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshots folder of the hand-made graph."""
    folder = tmp_path_factory.mktemp("handmade")
    store = EmbeddedStore.open(folder / "store")
    store.add(parse(DATA.encode(), format=RdfFormat.TRIG))
    typed = list(store.quads(None, A, None))
    how = concept("acceptance", "reviewed")
    store.add(Quad(q.subject, RG.acceptance, how, q.graph_name) for q in typed)  # everything is reviewed
    store.flush()
    with writing(folder / "snapshots"):
        publish(folder / "snapshots", store)
    return folder / "snapshots"
