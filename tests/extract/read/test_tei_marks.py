"""What a TEI encoder identified is kept, with its place in the text of record."""

from __future__ import annotations

from regesta.extract.read import read_bytes

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Ferry</title></titleStmt>
</fileDesc></teiHeader><text xml:lang="en"><body><div><head>One</head>
<p>In March <persName ref="https://example.org/p1">Ellen
 Pike</persName> met the mayor of <placeName key="goole">Goole</placeName>.<note n="1"> See
<bibl><author>John Dunn</author>, <title>Bridges</title> (<pubPlace>Hull</pubPlace>, <date>1980</date>),
<biblScope unit="page">3</biblScope></bibl>; and <bibl><author>A. Moor</author>, <title level="a">Quays</title>,
<title level="j">Review</title></bibl>.</note> <persName>Dunn</persName> did not.
   </p></div></body></text></TEI>"""


def test_names_and_references() -> None:
    document = read_bytes(TEI.encode(), "a.xml")
    found = [(i.kind, document.text[slice(*i.span)], dict(i.attributes)) for i in document.identified]
    assert found == [
        ("person", "Ellen Pike", {"ref": "https://example.org/p1"}),
        ("place", "Goole", {"ref": "goole"}),
        (
            "bibl",
            "John Dunn, Bridges (Hull, 1980), 3",
            {"author": "John Dunn", "title": "Bridges", "place": "Hull", "year": "1980", "pages": "3"},
        ),
        (
            "bibl",
            "A. Moor, Quays, Review",
            {"author": "A. Moor", "title": "Quays", "container": "Review", "type": "article"},
        ),
    ]
    assert len(document.sentences) == 2
    assert document.footnotes[0].sentence == document.sentences[0].id


def test_names_that_the_header_describes() -> None:
    described = (
        '<listPerson><person xml:id="p1"><persName>Pike</persName><idno type="VIAF">12 34</idno></person>'
        '<person xml:id="p2" sameAs="https://www.wikidata.org/wiki/Q5"/></listPerson>'
    )
    text = TEI.replace("</fileDesc>", f"<sourceDesc>{described}</sourceDesc></fileDesc>")
    text = text.replace("https://example.org/p1", "#p1").replace(
        "<persName>Dunn", '<persName ref="#p2 #none">Dunn'
    )
    people = [dict(i.attributes) for i in read_bytes(text.encode(), "a.xml").identified if i.kind == "person"]
    assert people == [
        {"ref": "#p1", "identifiers": "VIAF:1234"},
        {"ref": "#p2 #none", "identifiers": "https://www.wikidata.org/wiki/Q5"},
    ]


def test_a_name_within_a_reference_leaves_it_whole() -> None:
    text = TEI.replace(
        "<author>John Dunn</author>", '<author><persName ref="#d">John Dunn</persName></author>'
    )
    works = [
        i.attributes["author"] for i in read_bytes(text.encode(), "a.xml").identified if i.kind == "bibl"
    ]
    assert works == ["John Dunn", "A. Moor"]
