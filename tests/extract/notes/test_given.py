"""Citations whose fields the file gives: a reference manager's and a TEI encoder's go before the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.extract.conftest import MakeDocument

from regesta.extract.notes import link, propose_citations
from regesta.extract.notes.given import placed
from regesta.extract.read import read_bytes
from regesta.extract.read.document import Document, Identified
from regesta.extract.record import Citation

WEIR = {
    "manager": "CSL",
    "item": "w",
    "type": "book",
    "title": "The Weir at Dunholm",
    "author": "Asta Lindgren",
    "author_families": "Lindgren",
    "publisher": "Harbour Press",
    "place": "Leith",
    "year": "1931",
}
TOLLS = {
    "manager": "CSL",
    "item": "t",
    "type": "newspaper",
    "title": "Tolls doubled",
    "container": "Dunholm Courier",
    "date": "1932-05-03",
    "year": "1932",
}


def given(document: Document, *works: tuple[str, Mapping[str, str]]) -> Document:
    """The document with works at the words, each behind the one before."""
    out: list[Identified] = []
    at = 0
    for words, attributes in works:
        at = document.text.index(words, at)
        out.append(Identified(kind="bibl", span=(at, at + len(words)), attributes=attributes))
        at += len(words)
    return replace(document, identified=tuple(out))


def said(citations: Sequence[Citation]) -> list[tuple[str, str, str, str]]:
    return [(c.quote, c.type, c.fields.title, c.fields.pages) for c in citations]


def test_a_managers_fields_go_before_the_words(make_document: MakeDocument) -> None:
    document = given(
        make_document(
            ["See Lindgren, Weir, 12, and Kyle, Suez (London, 1991), p. 3; 'Tolls', Courier, 3 May."]
        ),
        ("Lindgren, Weir, 12", {**WEIR, "pages": "12"}),
        ("'Tolls', Courier, 3 May", TOLLS),
    )
    weir, suez, tolls = propose_citations(document)
    assert (weir.fields.authors, weir.fields.place) == (("Lindgren",), "Leith")
    assert said([weir, suez, tolls]) == [
        ("Lindgren, Weir, 12", "book", "The Weir at Dunholm", "12"),
        ("Kyle, Suez (London, 1991), p. 3", "book", "Suez", "3"),
        ("'Tolls', Courier, 3 May", "newspaper", "Tolls doubled", ""),
    ]
    assert (tolls.fields.container, tolls.fields.doc_date) == ("Dunholm Courier", "1932-05-03")
    assert all(document.text[slice(*c.span)] == c.quote for c in (weir, suez, tolls))


def test_a_short_form_of_a_known_work_stays_one(make_document: MakeDocument) -> None:
    document = given(
        make_document(["Lindgren, Weir, 12.", "Kyle, Suez (London, 1991), p. 3.", "Ibid., 4.", "Ibid., 9."]),
        ("Lindgren, Weir, 12", WEIR),
        ("Ibid., 9", {**WEIR, "pages": "9"}),
    )
    citations = link(document, propose_citations(document)).citations
    assert [(c.type, c.fields.pages) for c in citations] == [
        ("book", "12"),
        ("book", "3"),
        ("ibid", "4"),
        ("ibid", "9"),
    ]
    weir, suez, again, last = citations
    assert again.resolved_from == suez.id
    assert (last.resolved_from, last.source) == (weir.id, weir.source)
    assert "the file names one work" in last.resolved_by


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div><head>One</head><p>It rose.<note n="1">
Compare <bibl><author><surname>Moe</surname>, <forename>Lars</forename></author>, <title level="a">Ferries</title>, in
<editor>Eva Dahl</editor> (ed.), <title level="m">Rivers</title> (Bergen: Fjord, <date>1970</date>)</bibl>, pp. 44-6; but
<bibl><author>J. Berg</author>, <title level="a">Weirs</title>, <title level="j">Annals</title> <biblScope unit="volume">3</biblScope>
(1980), <citedRange unit="page">pp. 7-9</citedRange></bibl>.</note></p></div></body></text></TEI>"""


def test_what_a_tei_encoder_leaves_open_the_words_say() -> None:
    chapter, article = propose_citations(read_bytes(TEI.encode(), "a.xml"))
    assert (chapter.type, chapter.fields.authors, chapter.fields.container) == ("chapter", ("Moe",), "Rivers")
    assert (chapter.fields.publisher, chapter.fields.year, chapter.fields.pages) == ("Fjord", "1970", "44-6")
    assert chapter.fields.editors == ("Dahl",)
    assert (article.type, article.fields.container, article.fields.volume) == ("article", "Annals", "3")
    assert (article.fields.year, article.fields.pages) == ("1980", "7-9")


def test_pieces_around_works() -> None:
    text = "Moe, 3. On it Berg, Weirs; Dahl, Rivers, 4, p. 9."
    work = Identified(kind="bibl", span=(text.index("Berg"), text.index(", p. 9")), attributes={"title": "x"})
    cut = [(0, 6), (text.index("Berg"), text.index(";")), (text.index("Dahl"), len(text) - 1)]
    assert [text[slice(*span)] for span, _ in placed(cut, [work], text)] == [
        "Moe, 3",
        "Berg, Weirs; Dahl, Rivers, 4, p. 9",
    ]
    assert list(placed(cut, [], text)) == [(span, None) for span in cut]
