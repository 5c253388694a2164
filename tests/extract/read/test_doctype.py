"""The document type of older XML: short named characters are written out, what could grow is not."""

from __future__ import annotations

import pytest

from regesta.extract.read import ReadingError, read_bytes
from regesta.extract.read.doctype import without_doctype

TEI = "<TEI.2><teiHeader/><text><body><p>The quay of Orl&eacute;ans&ship; was shut&mdash;for a year.&lost;</p></body></text></TEI.2>"
SUBSET = '<!ENTITY % Prose PUBLIC "-//Quays//DTD Prose//EN" "http://quays.example/prose.dtd"> %Prose; <!ENTITY ship " at noon">'


def test_tei_with_a_document_type_is_read() -> None:
    doctype = f'<?xml version="1.0"?><!DOCTYPE TEI.2 PUBLIC "-//TEI P4//DTD Main//EN" "tei2.dtd" [{SUBSET}]>'
    document = read_bytes((doctype + TEI).encode(), "a.xml")
    assert document.text.strip() == "The quay of Orléans at noon was shut—for a year."


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        f'<!ENTITY a "{"ha" * 30}">',
    ],
    ids=["entities of entities", "a file", "a long one"],
)
def test_what_could_grow_or_reach_out_is_refused(declared: str) -> None:
    data = f"<!DOCTYPE TEI.2 [{declared}]>{TEI}".encode()
    assert without_doctype(data) == data
    with pytest.raises(ReadingError, match="entities"):
        read_bytes(data, "a.xml")
