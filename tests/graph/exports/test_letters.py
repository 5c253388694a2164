"""Letters as CMIF: valid by a schema, with every letter of the graph and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree
from tests.graph.exports.conftest import written

from regesta.extract.workspace import Workspace

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
Rows = Callable[[str], list[dict[str, Any]]]
LETTERS = """SELECT ?letter ?from ?to ?date ?first ?last {
  ?letter a rg:Source ; rg:sender/rdfs:label ?from ; rg:recipient/rdfs:label ?to .
  OPTIONAL { ?letter rg:date ?date ; rg:earliest ?first ; rg:latest ?last } }"""


def test_letters_keep_the_rules_of_the_format(example_space: Workspace) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("cmif.rng")))
    told = etree.fromstring(written(example_space, "cmif"))
    assert schema.validate(told), schema.error_log
    entries = set(told.xpath("//t:bibl/@xml:id", namespaces=TEI))
    assert set(told.xpath("//t:correspDesc/@source", namespaces=TEI)) == {f"#{e}" for e in entries}


def test_every_letter_is_there_with_its_people_and_date(example_space: Workspace, rows_of: Rows) -> None:
    told = etree.fromstring(written(example_space, "cmif"))
    found = set()
    for letter in told.iterfind(".//t:correspDesc", TEI):
        people = [
            letter.xpath(f"t:correspAction[@type='{kind}']/*[@ref]/text()", namespaces=TEI)
            for kind in ("sent", "received")
        ]
        (date,) = letter.findall("t:correspAction[@type='sent']/t:date", TEI) or [None]
        days = () if date is None else (date.get("when") or date.get("notBefore"),)
        found |= {(letter.get("ref"), one, other, *days) for one in people[0] for other in people[1]}
    rows = rows_of(LETTERS)
    assert len(rows) > 5
    assert {f[:3] for f in found} == {(r["letter"], r["from"], r["to"]) for r in rows}
    days = {(r["letter"], d) for r in rows for d in (r["date"], r["first"]) if d}
    assert all((f[0], f[3]) in days for f in found if len(f) > 3)


def test_people_are_named_by_the_authorities_that_know_them(example_space: Workspace, rows_of: Rows) -> None:
    told = etree.fromstring(written(example_space, "cmif"))
    known = {r["name"]: r["iri"] for r in rows_of(
        "SELECT ?name ?iri { ?who rdfs:label ?name ; <http://www.w3.org/2004/02/skos/core#exactMatch> ?iri }"
    )}  # fmt: skip
    named = {p.text: p.get("ref") for p in told.iterfind(".//t:persName", TEI)}
    assert named["Joseph Stalin"] == known["Joseph Stalin"]
    assert all(ref == known.get(name, ref) for name, ref in named.items())
