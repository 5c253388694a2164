"""The letters among the sources in the Correspondence Metadata Interchange Format (CMIF) of the TEI
correspondence group, which correspSearch gathers: who wrote to whom, and when."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from lxml import etree

from regesta.extract.workspace import Workspace
from regesta.graph.exports.knowledge import Knowledge, knowledge
from regesta.review.logs import log_of

TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Authorities that correspSearch knows, the likeliest to hold a writer of letters first.
_AUTHORITIES = ("d-nb.info", "viaf.org", "id.loc.gov", "wikidata.org", "isni.org")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
#: Characters that XML cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: When nothing was ever judged: the same workspace gives the same bytes.
_NEVER = "1970-01-01"


def cmif(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every accepted source that has a sender and a recipient as a `correspDesc`.

    `ref` of a letter is its IRI, `source` the documents that cite it, `ref` of a person the authority file
    that an accepted link or identifier names, else the person's IRI. The place of writing is known of no
    letter, and left out.
    """
    known = knowledge(workspace)
    letters = [s for s in known.of_kind("Source") if _is_letter(known, s)]
    cited = {letter: _documents(known, letter) for letter in letters}
    documents = sorted({d for some in cited.values() for d in some} or known.of_kind("Document"))
    root = etree.fromstring(f'<TEI xmlns="{TEI}"/>')
    header = _under(root, "teiHeader")
    last = max((v.at for v in log_of(workspace).read()), default=_NEVER)[:10]
    _file(header, known, documents, workspace, last)
    profile = _under(header, "profileDesc")
    for letter in sorted(letters, key=lambda s: (known.one(s, "earliest") or "9999", s)):
        _letter(profile, known, letter, cited[letter])
    _under(_under(_under(root, "text"), "body"), "p")
    etree.indent(root)
    out.write(etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n")


def _is_letter(known: Knowledge, source: str) -> bool:
    return bool(known.values(source, "sender") and known.values(source, "recipient"))


def _documents(known: Knowledge, source: str) -> list[str]:
    """The documents whose notes cite a source."""
    citations = known.values(source, "citedBy")
    return sorted({d for c in citations for d in known.values(c, "inDocument")})


def _under(
    parent: etree._Element, name: str, words: str = "", attributes: Mapping[str, str] | None = None
) -> etree._Element:
    made = etree.SubElement(parent, f"{{{TEI}}}{name}", dict(attributes or {}))
    made.text = _NO_XML.sub(" ", words) or None
    return made


def _file(
    header: etree._Element, known: Knowledge, documents: Iterable[str], workspace: Workspace, last: str
) -> None:
    """What the file is, who published it under which licence, and which documents it was made of."""
    base, licence = workspace.settings.base, workspace.settings.licence
    about = _under(header, "fileDesc")
    title = _under(about, "titleStmt")
    names = [known.label(d) for d in documents]
    _under(title, "title", f"Letters cited in {'; '.join(names) or 'no document'}")
    for author in dict.fromkeys(a for d in documents for a in known.values(d, "author")):
        _under(title, "editor", known.label(author))
    if not any(known.values(d, "author") for d in documents):
        _under(title, "editor", "not named")
    published = _under(about, "publicationStmt")
    _under(_under(published, "publisher"), "ref", base, {"target": base})
    _under(published, "idno", f"{base}export/cmif", {"type": "url"})
    _under(published, "date", attributes={"when": last})
    if licence:
        _under(_under(published, "availability"), "licence", licence, {"target": licence})
    else:
        said = _under(published, "availability", attributes={"status": "unknown"})
        _under(said, "p", "No licence was given in regesta.toml.")
    sources = _under(about, "sourceDesc")
    for document, name in zip(documents, names, strict=True):
        where = _under(sources, "bibl", f"{name}, ", {"type": "online", _ID: _bibl(document)})
        _under(where, "ref", document, {"target": document})


def _bibl(document: str) -> str:
    """An id for the entry of a document: a UUID, as the format wants it, behind a letter, as XML does."""
    return f"d{uuid.uuid5(uuid.NAMESPACE_URL, document)}"


def _letter(profile: etree._Element, known: Knowledge, letter: str, documents: Iterable[str]) -> None:
    cited = " ".join(f"#{_bibl(d)}" for d in documents)
    described = _under(
        profile, "correspDesc", attributes={"ref": letter, **({"source": cited} if cited else {})}
    )
    sent = _under(described, "correspAction", attributes={"type": "sent"})
    _people(sent, known, known.values(letter, "sender"))
    if when := _date(known, letter):
        _under(sent, "date", attributes=when)
    received = _under(described, "correspAction", attributes={"type": "received"})
    _people(received, known, known.values(letter, "recipient"))


def _people(action: etree._Element, known: Knowledge, people: Iterable[str]) -> None:
    for person in people:
        name = "persName" if known.is_a(person, "Person") else "orgName"
        _under(action, name, known.label(person), {"ref": _authority(known, person)})


def _authority(known: Knowledge, person: str) -> str:
    """The IRI of a person in an authority file, else ours."""
    same = [iri for how, iri in known.matches(person) if how == "exactMatch"]
    for authority in _AUTHORITIES:
        for iri in same:
            if authority in iri:
                return iri
    return person


def _date(known: Knowledge, letter: str) -> dict[str, str]:
    """The attributes of a letter's date: `when` for a day, month or year, else the days between which it was
    written; `cert` where it is qualified."""
    edtf = known.one(letter, "date")
    if _DAY.fullmatch(edtf):
        return {"when": edtf}
    names = (("notBefore", "earliest"), ("notAfter", "latest"))
    said = {name: known.one(letter, field) for name, field in names if known.one(letter, field)}
    doubted = said and any(mark in edtf for mark in "~?%")
    return {**said, **({"cert": "medium"} if doubted else {})}


__all__ = ["TEI", "cmif"]
