"""One small thesis with endnotes in the many shapes that theses have: the same notes, chapters and sentences
each time."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from regesta.extract.read import Document, read_bytes

CHAPTERS = [
    (
        "INTRODUCTION",
        "The retreat began in the spring of 1947.1 It was not planned. Nobody in London had foreseen that the Treasury would run out of dollars within a few months, and the cabinet was told only in February.2",
    ),
    (
        "Chapter 1\n\nTHE ROAD TO THE BASE",
        "Eden returned to the Foreign Office in October 1951.1 He inherited a treaty that nobody liked. The base, which was the largest in the world, had lost its purpose, as the chiefs of staff admitted in 1952.2",
    ),
    (
        "Chapter 2\n\nTHE COLLAPSE",
        "On 26 July 1956 Nasser nationalised the company.1 The news reached Eden at dinner.2 He decided within the hour that force would be used.3",
    ),
]
NOTES = [
    (
        "Introduction",
        ["TNA, CAB 128/9, CM 18(47), 13 March 1947.", "TNA, T 236/1000, minute by Clarke, 12 February 1947."],
    ),
    (
        "Chapter 1",
        [
            "Anthony Eden, Full Circle (London: Cassell, 1960), p. 9.",
            "TNA, DEFE 4/55, COS(52)101, 11 July 1952.",
        ],
    ),
    (
        "Chapter 2",
        [
            "TNA, PREM 11/1098, telegram from Trevelyan, 26 July 1956.",
            "Eden, Full Circle, p. 424.",
            "TNA, CAB 128/30, CM 54(56), 27 July 1956.",
        ],
    ),
]
CONTENTS = "CONTENTS\n\nIntroduction ........................ 1\n1 The Road to the Base .................. 12\n2 The Collapse ...................... 45\nBibliography ........................ 99"
BOOKS = "BIBLIOGRAPHY\n\nArchives\n\nThe National Archives, Kew\n\nBooks\n\nEden, Anthony. Full Circle. London: Cassell, 1960."
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CALL = re.compile(r"(?<=[a-z0-9]\.)(\d)(?=\s|$)")


def thesis(call: Callable[[str], str] = str, note: str = "{n} {t}", contents: str = CONTENTS) -> str:
    """The thesis with its calls and notes dressed as told, all notes at the end under the names of their
    chapters."""
    body = "\n\n".join(f"{head}\n\n{_CALL.sub(lambda m: call(m[1]), text)}" for head, text in CHAPTERS)
    notes = "\n\n".join(
        f"{head}\n\n" + "\n".join(note.format(n=n, t=t) for n, t in enumerate(rows, 1))
        for head, rows in NOTES
    )
    return (
        "\n\n".join(
            x
            for x in ("THE LONG RETREAT\n\nby Anna Example", contents, body, f"NOTES\n\n{notes}", BOOKS)
            if x
        )
        + "\n"
    )


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 78) if len(line) > 78 else line for line in text.split("\n"))


def after_each_chapter() -> str:
    parts = [
        f"{head}\n\n{text}\n\nNotes\n\n" + "\n".join(f"{n} {t}" for n, t in enumerate(rows, 1))
        for (head, text), (_, rows) in zip(CHAPTERS, NOTES, strict=True)
    ]
    return "\n\n".join(["THE LONG RETREAT\n\nby Anna Example", CONTENTS, *parts, BOOKS]) + "\n"


def at_the_foot() -> str:
    pages = [
        f"{head}\n\n{text}\n\n" + "\n".join(f"{n} {t}" for n, t in enumerate(rows, 1))
        for (head, text), (_, rows) in zip(CHAPTERS, NOTES, strict=True)
    ]
    return "\n\f".join([f"THE LONG RETREAT\n\nby Anna Example\n\n{CONTENTS}\n", *pages, BOOKS]) + "\n"


def german() -> str:
    text = thesis()
    for a, b in [
        ("INTRODUCTION", "EINLEITUNG"),
        ("Introduction", "Einleitung"),
        ("Chapter", "Kapitel"),
        ("NOTES", "ANMERKUNGEN"),
        ("BIBLIOGRAPHY", "LITERATURVERZEICHNIS"),
        ("Bibliography", "Literaturverzeichnis"),
        ("CONTENTS", "INHALT"),
    ]:
        text = text.replace(a, b)
    return text


SHAPES: dict[str, str] = {
    "glued digits": thesis(),
    "wrapped lines": wrapped(thesis()),
    "brackets": wrapped(thesis(lambda n: f"[{n}]", "[{n}] {t}")),
    "brackets, plain notes": wrapped(thesis(lambda n: f"[{n}]")),
    "parentheses": thesis(lambda n: f"({n})"),
    "carets": thesis(lambda n: f"^{n}"),
    "raised digits": thesis(lambda n: n.translate(RAISED)),
    "spaced digits": thesis(lambda n: f" {n}"),
    "stops after the numbers": thesis(note="{n}. {t}"),
    "no contents": thesis(contents=""),
    "carriage returns": wrapped(thesis()).replace("\n", "\r\n"),
    "number above the title": re.sub(r"(?m)^Chapter (\d)\n\nTHE", r"\1\n\nTHE", thesis()),
    "roman above the title": thesis()
    .replace("Chapter 1\n\nTHE", "I.\n\nTHE")
    .replace("Chapter 2\n\nTHE", "II.\n\nTHE"),
    "spelled number": thesis()
    .replace("Chapter 1\n\nTHE", "CHAPTER ONE\n\nTHE")
    .replace("Chapter 2\n\nTHE", "CHAPTER TWO\n\nTHE"),
    "after each chapter": after_each_chapter(),
    "at the foot": at_the_foot(),
    "at the foot, wrapped": wrapped(at_the_foot()),
    "german": german(),
}


@pytest.fixture(scope="module", params=SHAPES, ids=lambda name: name.replace(" ", "-"))
def document(request: pytest.FixtureRequest) -> Document:
    return read_bytes(SHAPES[request.param].encode(), "retreat.txt")


def test_seven_notes_in_three_chapters(document: Document) -> None:
    bodies = [t for _, rows in NOTES for t in rows]
    assert [" ".join(document.text[slice(*n.span)].split()) for n in document.footnotes] == bodies
    assert [n.number for n in document.footnotes] == [1, 2, 1, 2, 1, 2, 3]
    assert len({n.id.split(".")[0] for n in document.footnotes}) == 3
    assert all(n.marker and n.sentence for n in document.footnotes)


def test_chapters_and_bibliography(document: Document) -> None:
    body = [d for d in document.divisions if d.role == "body" and d.level == 1]
    assert [d.title.upper() for d in body][1:] == ["THE ROAD TO THE BASE", "THE COLLAPSE"]
    assert len(document.bibliography) == 1


def test_nine_sentences_none_of_them_a_note(document: Document) -> None:
    assert len(document.sentences) == 9
    assert document.text[document.sentences[0].spans[0][0] :].startswith("The retreat began")


def test_a_note_at_the_next_foot_keeps_all_its_parts() -> None:
    long = "TNA, PREM 11/1098, telegram from Trevelyan to the Foreign Office, 26 July 1956; see also the minutes of the Egypt Committee, which met on the following"
    first = f"Chapter 1\n\n{CHAPTERS[2][1].split(' The news')[0]} The cabinet met in the morning and agreed to freeze the assets of the company.\n\n1 {long}"
    second = "The news reached Eden at dinner.2 He decided within the hour that force would be used, and nobody in the room dared to contradict him.\n\nmorning and reported to the chiefs of staff, TNA, CAB 134/1216.\n2 Eden, Full Circle, p. 424."
    third = "Nobody was told.3 The fleet sailed on the same evening.\n\n3 TNA, ADM 205/132."
    text = "\n\f".join([first, second, third]) + "\n"
    document = read_bytes(text.encode(), "retreat.txt")
    note = document.footnotes[0]
    assert [document.text[a:b].split()[0] for a, b in note.spans] == ["TNA,", "morning"]
    assert note.span == note.spans[0]
    assert not any("chiefs of staff" in document.text[a:b] for s in document.sentences for a, b in s.spans)


def test_a_contents_page_ends_where_the_text_begins() -> None:
    document = read_bytes(thesis().encode(), "retreat.txt")
    assert [document.text[a:b].split(" .")[0] for a, b in document.contents] == [
        "Introduction",
        "1 The Road to the Base",
        "2 The Collapse",
        "Bibliography",
    ]
