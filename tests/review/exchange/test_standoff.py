"""Records as TEI, stand-off: every stretch selects its words, every pointer leads somewhere."""

from __future__ import annotations

import re

from lxml import etree
from tests.review.exchange.conftest import TEXT

from regesta.review.exchange.plan import Ground
from regesta.review.exchange.standoff import write

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def told(ground: Ground) -> etree._Element:
    return etree.fromstring(write("fiume", TEXT, ground.state.items.values(), base="https://example.org/kg/"))


def test_every_stretch_selects_its_words(ground: Ground) -> None:
    root = told(ground)
    text = root.findtext(".//t:ab", namespaces=TEI) or ""
    assert text == TEXT
    spans = root.findall(".//t:span", TEI)
    assert {s.get(ID) for s in spans} == {"m1", "e1", "c1", "c2"}
    for span in spans:
        place = re.fullmatch(r"#string-range\(text,(\d+),(\d+)\)", span.get("target"))
        assert place
        assert text[int(place[1]) :][: int(place[2])] == span.text


def test_pointers_lead_to_people_events_and_claims(ground: Ground) -> None:
    root = told(ground)
    ids = set(root.xpath("//@xml:id"))
    pointers = root.xpath("//@ana | //@ref | //@corresp | //@active | //@passive")
    assert {p.removeprefix("#") for some in pointers for p in some.split()} <= ids
    (relation,) = root.findall(".//t:relation", TEI)
    assert dict(relation.attrib) == {"name": "attacks", "active": "#c2", "passive": "#c1"}
    (event,) = root.findall(".//t:event", TEI)
    assert (event.get("when"), event.get("type")) == ("1920-11-12", "Agreement")
    assert root.findtext(".//t:person/t:persName", namespaces=TEI) == "Carlo Sforza"
    assert root.find(".//t:span[@{http://www.w3.org/XML/1998/namespace}id='m1']", TEI).get("ana") == "#a1"
