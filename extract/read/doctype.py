"""The document type of older XML (TEI P4 and its like): its declarations taken off, its named characters
written out."""

from __future__ import annotations

import re
from html.entities import html5

_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[>]*(?:\[(?P<inner>[^\]]*)\]\s*)?>", re.I)
_DECLARED = re.compile(rb"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[\w.:-]+)\s+(?P<value>[^>]*)>", re.I)
_LITERAL = re.compile(rb"\"([^\"&%<]*)\"\s*|'([^'&%<]*)'\s*")
_REFERENCE = re.compile(rb"&([A-Za-z][\w.:-]*);")
#: XML knows these itself.
_OWN = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
#: Bytes of the longest entity that is written out: a name, a phrase; more could be made to grow.
_LONGEST = 40


def without_doctype(data: bytes) -> bytes:
    """The XML without its document type and with its named characters written out; unchanged where it has no
    document type, or declares entities that hold more than a few plain characters.

    Names that neither the file nor HTML knows mean files that are not here; nothing is written for them.
    """
    m = _DOCTYPE.search(data, 0, 200_000)
    if m is None:
        return data
    known: dict[bytes, bytes] = {}
    for declared in _DECLARED.finditer(m["inner"] or b""):
        value = _LITERAL.fullmatch(declared["value"])
        if declared["parameter"]:
            continue  # it declares more of the document type, which is not read
        if value is None or len(value[1] or value[2] or b"") > _LONGEST:
            return data
        known[declared["name"]] = value[1] or value[2] or b""

    def written(r: re.Match[bytes]) -> bytes:
        name = r[1]
        if name in _OWN:
            return r[0]
        if name in known:
            return known[name]
        char = html5.get(name.decode("ascii", "replace") + ";", "")
        return b"".join(b"&#%d;" % ord(c) for c in char)

    return data[: m.start()] + _REFERENCE.sub(written, data[m.end() :])
