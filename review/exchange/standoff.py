"""A document with its records as TEI: the text as it stands, and everything said of it in `standOff`.

    <span xml:id="mention-0f3a9c41d2be" target="#string-range(text,12,6)">Stalin</span>

The text is one element with the id `text`; a stretch of it is said by where it begins and how many characters
it has. Guidelines: chapters "Linking, Segmentation, and Alignment" and "Names, Dates, People, and Places".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from regesta.extract.record import Actor, Claim, Decision, Event, Mention, Record
from regesta.review.exchange.columns import row_of
from regesta.review.exchange.tasks import KINDS
from regesta.review.exchange.webannotation import spans_of
from regesta.review.state import Judged

TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Characters that XML cannot hold; a blank keeps the offsets.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def write(document: str, text: str, items: Iterable[Judged], *, base: str) -> bytes:
    """The TEI of one document; `base` is the workspace's base IRI, under which its records are found."""
    shown = list(items)
    root = etree.fromstring(f'<TEI xmlns="{TEI}"/>')
    about = _under(_under(root, "teiHeader"), "fileDesc")
    _under(_under(about, "titleStmt"), "title", f"{document}, with what was read out of it")
    _under(_under(about, "publicationStmt"), "p", f"Exported by Regesta from {base}")
    _under(_under(about, "sourceDesc"), "p", f"The raw text of the document {document}.")
    said = _under(root, "standOff")
    actors = {j.record.name: j.record.id for j in shown if isinstance(j.record, Actor)}
    _actors(said, [j.record for j in shown if isinstance(j.record, Actor)])
    _events(said, [j.record for j in shown], text, actors)
    for kind in KINDS:
        _spans(said, kind, [j for j in shown if j.record.kind == kind], text, actors)
    _relations(said, [j.record for j in shown])
    body = _under(_under(root, "text"), "body")
    _under(body, "ab", text, {f"{_XML}id": "text", f"{_XML}space": "preserve"})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _under(
    parent: etree._Element, name: str, words: str = "", attributes: Mapping[str, str] | None = None
) -> etree._Element:
    rows = {k: v for k, v in (attributes or {}).items() if v}
    made = etree.SubElement(parent, f"{{{TEI}}}{name}", rows)
    made.text = _NO_XML.sub(" ", words) or None
    return made


def _actors(said: etree._Element, actors: Iterable[Actor]) -> None:
    """People, and what is no person."""
    for people in (True, False):
        chosen = [a for a in actors if (a.actor_kind == "person") == people]
        if not chosen:
            continue
        group = _under(said, "listPerson" if people else "listOrg")
        for actor in chosen:
            kind = {} if people else {"type": actor.actor_kind}
            one = _under(group, "person" if people else "org", attributes={f"{_XML}id": actor.id, **kind})
            for name in dict.fromkeys((actor.name, *actor.aliases)):
                _under(one, "persName" if people else "orgName", name)
            for scheme, value in actor.identifiers:
                _under(one, "idno", value, {"type": scheme})


def _events(said: etree._Element, records: Iterable[Record], text: str, actors: Mapping[str, str]) -> None:
    """What happened and what was decided, with who did it to whom."""
    rows = [r for r in records if isinstance(r, Event | Decision)]
    group = _under(said, "listEvent") if rows else said
    for r in rows:
        row = row_of(r)
        when = {"when": row["when"]} if _DAY.fullmatch(row["when"]) else {"when-custom": row["when"]}
        about = {f"{_XML}id": f"{r.id}-event", "type": row["type"], **when, "corresp": f"#{r.id}"}
        one = _under(group, "event", attributes=about)
        _under(one, "label", " ".join(text[a:b] for a, b in spans_of(r)))
        told = _under(one, "desc")
        for column, role in (("who", "agent"), ("whom", "recipient"), ("place", "place")):
            for name in filter(None, (n.strip() for n in row[column].split(";"))):
                _under(told, "name", name, {"type": role, **_ref(name, actors)})


def _ref(name: str, actors: Mapping[str, str]) -> dict[str, str]:
    return {"ref": f"#{actors[name]}"} if name in actors else {}


def _spans(
    said: etree._Element, kind: str, items: Iterable[Judged], text: str, actors: Mapping[str, str]
) -> None:
    """The stretches of a kind of record: of a record in several parts each points to the one before."""
    rows = [(j, spans_of(j.record)) for j in items if spans_of(j.record)]
    group = _under(said, "spanGrp", attributes={"type": kind}) if rows else said
    for judged, places in rows:
        record, before = judged.record, ""
        for n, (a, b) in enumerate(places):
            name = f"{record.id}-{n}" if n else record.id
            about = {
                f"{_XML}id": name,
                "target": f"#string-range(text,{a},{b - a})",
                "type": row_of(record)["type"],
                "subtype": judged.status,
                "ana": _of_whom(record, actors),
                "prev": before,
            }
            _under(group, "span", text[a:b], about)
            before = f"#{name}"


def _of_whom(record: Record, actors: Mapping[str, str]) -> str:
    """The actors a mention refers to, or who holds a claim."""
    names = record.holder if isinstance(record, Claim) else ()
    names = (record.actor,) if isinstance(record, Mention) else names
    return " ".join(f"#{actors[n]}" for n in names if n in actors)


def _relations(said: etree._Element, records: Iterable[Record]) -> None:
    """What claims do to each other."""
    here = {r.id: r for r in records}
    rows = [(c.id, r) for c in here.values() if isinstance(c, Claim) for r in c.relations if r.target in here]
    group = _under(said, "listRelation") if rows else said
    for claim, relation in rows:
        ends = {"active": f"#{claim}", "passive": f"#{relation.target}"}
        _under(group, "relation", attributes={"name": relation.type, **ends})


__all__ = ["TEI", "write"]
