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
        ("bibl", "A. Moor, Quays, Review", {"author": "A. Moor", "title": "Quays", "container": "Review"}),
    ]
    assert len(document.sentences) == 2
    assert document.footnotes[0].sentence == document.sentences[0].id
