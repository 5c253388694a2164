"""Records as TEI, stand-off: every stretch selects its words, every pointer leads somewhere, and what is
changed in the file comes back."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from tests.review.exchange.conftest import TEXT, at, ground_of, planned

from regesta.review.exchange.files import read
from regesta.review.exchange.plan import Ground, ImportFault
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


def back(root: etree._Element, ground: Ground) -> tuple[list, list]:
    return read("fiume.tei", etree.tostring(root), ground, proposer="Anna Bell")


def one(root: etree._Element, path: str) -> etree._Element:
    (found,) = root.xpath(path, namespaces=TEI)
    return found


def test_our_own_file_says_nothing_new(ground: Ground) -> None:
    assert back(told(ground), ground) == ([], [])


def test_what_is_changed_comes_back_as_verdicts(ground: Ground) -> None:
    root = told(ground)
    mention = one(root, "//t:span[@xml:id='m1']")
    mention.getparent().remove(mention)
    one(root, "//t:span[@xml:id='e1']").set("type", "Meeting")
    event = one(root, "//t:event")
    event.set("when", "1920-11-13")
    event.find(".//t:name[@type='agent']", TEI).text = "Giovanni Giolitti"
    claim = one(root, "//t:span[@xml:id='c1']")
    claim.set("subtype", "accepted")
    claim.set("target", "#string-range(text, {}, {})".format(at("that Italy wanted Fiume")[0], 23))
    one(root, "//t:relation").set("name", "supports")
    people = one(root, "//t:listPerson")
    people.append(
        etree.fromstring(f'<person xmlns="{TEI["t"]}" xml:id="p9"><persName>Ante Trumbić</persName></person>')
    )
    start, end = at("Nitti")
    people.getparent().append(
        etree.fromstring(
            f'<spanGrp xmlns="{TEI["t"]}" type="mention"><span ana="#p9" target="#string-range(text,{start},{end - start})"'
            ' subtype="accepted">Nitti</span></spanGrp>'
        )
    )
    requests, faults = back(root, ground)
    made = planned(requests, ground)
    assert (faults, made.faults, {v.reviewer for v in made.verdicts}) == ([], (), {"Anna Bell"})
    after = ground_of(made.verdicts).state.items
    assert after["m1"].status == "rejected"
    changed = after["e1"].record.to_dict()
    assert (changed["type"], changed["date"]["edtf"], changed["agents"]) == (
        "Meeting",
        "1920-11-13",
        ["Giovanni Giolitti", "Ante Trumbić"],
    )
    assert (after["c1"].status, after["c1"].record.to_dict()["spans"]) == (
        "accepted",
        [[*at("that Italy wanted Fiume")]],
    )
    assert [r["type"] for r in after["c2"].record.to_dict()["relations"]] == ["supports"]
    (fresh,) = (j for j in after.values() if j.record.id not in ground.state.items)
    assert (fresh.status, fresh.record.to_dict()["actor"]) == ("accepted", "Ante Trumbić")
    again, _ = back(root, ground_of(made.verdicts))
    assert planned(again, ground_of(made.verdicts)).verdicts == ()


def test_a_rejection_in_the_file_is_one_and_what_is_unchanged_stays(ground: Ground) -> None:
    root = told(ground)
    one(root, "//t:span[@xml:id='c2']").set("subtype", "rejected")
    ((request,), faults) = back(root, ground)
    assert (request.record, request.outcome, faults) == ("c2", "reject", [])


@pytest.mark.parametrize(
    "data",
    [b"<TEI>", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><TEI/>', b"<TEI><text><body/></text></TEI>"],
)
def test_what_is_no_such_file_says_so(ground: Ground, data: bytes) -> None:
    with pytest.raises(ImportFault):
        read("x.xml", data, ground, proposer="Anna Bell")
