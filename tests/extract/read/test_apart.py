"""Notes whose numbers stand on lines of their own, as pdftotext writes them."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_text

BODY = """The ferry at Goole sank in March 1902, and the coroner held his inquest there a week
later.1 Pike argues that nobody could have saved the boat, which was built for rivers
and not for an estuary.2 The council met on the Friday. It bought another boat in June
of that year and hired a new master for it, a man from Hull.3 The bridge came later.
"""
NOTES = [
    "Ellen Pike, Ferries of the Humber (York: Dale Press, 1951), p. 4; see also pp. 31-40.",
    "Ibid., p. 9.",
    "John Dunn, Bridges (Hull: Moor, 1980), p. 3.",
]
#: How the numbers and texts of one foot may come.
FEET = {
    "each above its note": "1\n{0}\n2\n{1}\n3\n{2}",
    "a gap below each": "1\n\n{0}\n2\n\n{1}\n3\n\n{2}",
    "all above the notes": "1\n2\n3\n\n{0}\n{1}\n{2}",
    "one below them all": "{0}\n2\n{1}\n3\n{2}\n1",
    "two below them all": "{0}\n{1}\n3\n{2}\n1\n2",
}


def attached(document: Document) -> list[tuple[int, str, str]]:
    text = document.text
    return sorted(
        (f.number, text[: f.marker[0]].split()[-1] if f.marker else "", text[slice(*f.span)].strip())
        for f in document.footnotes
    )


@pytest.mark.parametrize("shape", FEET)
def test_feet_of_pages(shape: str) -> None:
    foot = FEET[shape].format(*NOTES)
    text = f"The Ferry\n\n{BODY}\n{foot}\n\n\f7\n\nThe bridge was opened in 1904 by the mayor.\n\f8\n\nIt still stands.\n"
    document = read_text(text, "d")
    want = list(zip((1, 2, 3), ("later.", "estuary.", "Hull."), NOTES, strict=True))
    assert attached(document) == want
    said = [document.text[s.spans[0][0] :].split()[:2] for s in document.sentences]
    assert ["Ellen", "Pike,"] not in said


def test_an_author_s_address_is_no_note() -> None:
    foot = FEET["a gap below each"].format(*NOTES)
    address = "Ruth Dale1\n1\n\nSchool of Ports, University of Hull, UK\nruth.dale@hull.example\n\n"
    document = read_text(f"The Ferry\n{address}{BODY}\n{foot}\n\n\f7\n\nThe bridge was opened.\n", "d")
    assert [n for n, _, _ in attached(document)] == [1, 2, 3]
    assert [w for _, w, _ in attached(document)] == ["later.", "estuary.", "Hull."]
    said = " ".join(document.text[slice(*span)] for s in document.sentences for span in s.spans)
    assert "School of Ports" not in said
    assert "@" not in said
    assert not any("School" in d.title for d in document.divisions)


def test_a_page_number_and_its_running_head_are_no_text() -> None:
    text = (
        f"{BODY}\n1\n\n{NOTES[0]}\n2\n{NOTES[1]}\n\n14\n\nThe Ferries of Goole\n\n"
        f"The bridge was opened in 1904 by the mayor.4 It stands.\n3\n{NOTES[2]}\n4\nIbid.\n"
    )
    document = read_text(text, "d")
    assert [n for n, _, _ in attached(document)] == [1, 2, 3, 4]
    assert {x.why for x in document.left_out} >= {"page", "head"}
    assert not document.divisions


def test_lone_page_numbers_beside_notes_of_the_usual_shape() -> None:
    names = [
        "Pike, Ferries",
        "Dunn, Bridges of Hull",
        "Moor, Coroners",
        "Dale, Boats",
        "Lind, Quays",
        "Holt, Tolls",
    ]
    pages = [
        f"The ferry of {name.split()[1]} sank there.{n} Nobody drowned, said the coroner.\n\n{n} {name}.\n\n{n}\n"
        for n, name in enumerate(names, 1)
    ]
    document = read_text("\f".join(pages), "d")
    assert [document.text[slice(*f.span)] for f in document.footnotes] == [f"{name}." for name in names]
