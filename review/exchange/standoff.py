"""A document with its records as TEI, both ways: the text as it stands, and everything said of it in
`standOff`.

    <span xml:id="mention-0f3a9c41d2be" target="#string-range(text,12,6)">Stalin</span>

The text is one element with the id `text`; a stretch of it is said by where it begins and how many characters
it has. Guidelines: chapters "Linking, Segmentation, and Alignment" and "Names, Dates, People, and Places".
What the file was sent with stands in `xenoData`, so that what was taken out of it is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from lxml import etree

from regesta.extract.read.reference_values import words_in
from regesta.extract.read.xml import local
from regesta.extract.record import Actor, Claim, Decision, Event, Mention, Record, Span
from regesta.review.exchange.columns import row_of
from regesta.review.exchange.plan import Fault, Ground
from regesta.review.exchange.tasks import KINDS, Mark, Task, said
from regesta.review.exchange.webannotation import spans_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged
from regesta.review.verdict import Outcome

TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Characters that XML cannot hold; a blank keeps the offsets.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RANGE = re.compile(r"string-range\(\s*#?text\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
#: Columns of an event by the roles of the names in its description.
_ROLES = (("who", "agent"), ("whom", "recipient"), ("place", "place"))
_ANSWERS: Mapping[str, Outcome] = {"accepted": "accept", "rejected": "reject"}
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def write(document: str, text: str, items: Iterable[Judged], *, base: str) -> bytes:
    """The TEI of one document; `base` is the workspace's base IRI, under which its records are found."""
    shown = list(items)
    root = etree.fromstring(f'<TEI xmlns="{TEI}"/>')
    header = _under(root, "teiHeader")
    about = _under(header, "fileDesc")
    _under(_under(about, "titleStmt"), "title", f"{document}, with what was read out of it")
    _under(_under(about, "publicationStmt"), "p", f"Exported by Regesta from {base}")
    _under(_under(about, "sourceDesc"), "p", f"The raw text of the document {document}.")
    sent = {j.record.id: [j.status, j.record.digest()] for j in shown if j.record.kind in KINDS}
    _under(header, "xenoData", json.dumps({"document": document, "sent": sent}), {"type": "regesta"})
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
        for column, role in _ROLES:
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
    return " ".join(f"#{actors[n]}" for n in _named(record) if n in actors)


def _named(record: Record) -> tuple[str, ...]:
    """The names behind `ana`."""
    if isinstance(record, Mention):
        return (record.actor,)
    return record.holder if isinstance(record, Claim) else ()


def _relations(said: etree._Element, records: Iterable[Record]) -> None:
    """What claims do to each other."""
    here = {r.id: r for r in records}
    rows = [(c.id, r) for c in here.values() if isinstance(c, Claim) for r in c.relations if r.target in here]
    group = _under(said, "listRelation") if rows else said
    for claim, relation in rows:
        ends = {"active": f"#{claim}", "passive": f"#{relation.target}"}
        _under(group, "relation", attributes={"name": relation.type, **ends})


def is_ours(root: etree._Element) -> bool:
    """Whether stretches of a text are said by their offsets, as they are here."""
    return any(_RANGE.search(node.get("target") or "") for node in _all(root, "span"))


def read(root: etree._Element, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What somebody did to the file: stretches moved, drawn and taken out, other types, actors, participants
    and dates, relations, and a `subtype` that says accepted or rejected (see `tasks.said`). What a stretch
    points at counts, not the words beside it."""
    told = _told(root)
    body = next((x for x in _all(root, "ab") if x.get(f"{_XML}id") == "text"), None)
    text = "".join(map(str, body.itertext())) if body is not None else ""
    document = str(told.get("document", ""))
    whole = ground.texts.get(document, "")
    # Characters that XML cannot hold are blanks in the file.
    text = whole if _NO_XML.sub(" ", whole) == text else text
    sent = {r: str(digest) for r, (_, digest) in told["sent"].items()}
    marks = tuple(_marks(root, ground, told["sent"]))
    relations = tuple(
        (node.get("name") or "", _pointer(node, "active"), _pointer(node, "passive"))
        for node in _all(root, "relation")
    )
    task = Task(text, document, marks=marks, relations=relations, sent=sent)
    return said([task], ground, proposer=proposer, across=True)


def _pointer(node: etree._Element, attribute: str) -> str:
    """The id that an attribute points to."""
    return (node.get(attribute) or "").removeprefix("#")


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (node for node in root.iter() if local(node) == name)


def _told(root: etree._Element) -> dict[str, Any]:
    """What the file was sent with: the document, and record -> [status, digest]; empty where it does not
    say."""
    for node in _all(root, "xenoData"):
        with suppress(ValueError, TypeError):
            found = json.loads(node.text or "")
            rows = found["sent"].items()
            return {**found, "sent": {k: v for k, v in rows if isinstance(v, list) and len(v) == 2}}
    return {"sent": {}}


def _marks(root: etree._Element, ground: Ground, sent: Mapping[str, Any]) -> Iterator[Mark]:
    """The stretches, each with the record it is of."""
    names = dict(_people(root))
    events = {_pointer(x, "corresp"): _happened(x) for x in _all(root, "event")}
    first: dict[str, str] = {}  # of a stretch, the first one of its record
    for group in _all(root, "spanGrp"):
        for span in (x for x in group if local(x) == "span"):
            key = span.get(f"{_XML}id") or ""
            record = first[key] = first.get(_pointer(span, "prev"), key)
            known = ground.state.items.get(ground.state.carried.get(record, record))
            row = _who(span, names, known) | events.get(key, {})
            label = ".".join(filter(None, (group.get("type"), span.get("type"))))
            for a, length in _ranges(span):
                yield Mark(
                    a, a + length, label, record if known else "", key, row, _answer(span, sent.get(record))
                )


def _answer(span: etree._Element, sent: Sequence[str] | None) -> Outcome | None:
    """The verdict that `subtype` gives, where it is not how the record was sent."""
    was = sent[0] if sent else "candidate"
    told = span.get("subtype") or was
    return _ANSWERS.get(told) if told != was else None


def _ranges(span: etree._Element) -> Iterator[Span]:
    """Begin and length of each stretch that a span points at."""
    yield from ((int(a), int(n)) for a, n in _RANGE.findall(span.get("target") or "") if int(n))


def _people(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The id and the first name of each person and body that is listed."""
    for node in root.iter():
        if local(node) in ("person", "org") and node.get(f"{_XML}id"):
            names = (x for x in node if local(x) in ("persName", "orgName"))
            if (name := next(names, None)) is not None:
                yield str(node.get(f"{_XML}id")), words_in(name)


def _who(span: etree._Element, names: Mapping[str, str], known: Judged | None) -> dict[str, str]:
    """The column of actors, where `ana` says others than the record; those whom nothing lists stay."""
    told = [names[x] for x in (span.get("ana") or "").replace("#", "").split() if x in names]
    was = _named(known.record) if known is not None else ()
    if told == [n for n in was if n in names.values()]:
        return {}
    return {"who": "; ".join([*told, *(n for n in was if n not in names.values())])}


def _happened(event: etree._Element) -> dict[str, str]:
    """The columns of an event: its date and who took part."""
    row = {"when": event.get("when") or event.get("when-custom") or ""}
    for column, role in _ROLES:
        row[column] = "; ".join(words_in(x) for x in _all(event, "name") if x.get("type") == role)
    return row


__all__ = ["TEI", "is_ours", "read", "write"]
