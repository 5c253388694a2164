"""One essay in the shapes of plain text: every shape gives the same notes and the same sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest

from regesta.extract.read import Document, analyse, read_text

SHAPES: dict[str, dict[str, Any]] = {
    "end, per chapter": {"where": "end"},
    "end, running": {"where": "end", "running": True},
    "end, running, no subheads": {"where": "end", "running": True, "subheads": False},
    "end, per chapter, no subheads": {"where": "end", "subheads": False},
    "per chapter": {"where": "chapter"},
    "per chapter, running": {"where": "chapter", "running": True},
    "brackets": {"where": "end", "marker": "[%s]", "number": "[%s]"},
    "parenthesis numbers": {"where": "end", "number": "%s)"},
    "bare numbers": {"where": "end", "number": "%s"},
    "superscripts": {"where": "end", "marker": "super"},
    "caret": {"where": "chapter", "marker": "^%s"},
    "round brackets": {"where": "end", "marker": "(%s)", "number": "(%s)"},
    "running heads": {"where": "end", "heads": True},
    "no blank lines between notes": {"where": "end", "gap": False},
    "no blank lines between notes, per chapter": {"where": "chapter", "gap": False, "width": 64},
}
FEET: dict[str, dict[str, Any]] = {
    "feet": {},
    "feet, long pages": {"page": 24},
    "feet, brackets": {"marker": "[%s]", "number": "[%s]"},
    "feet, superscripts": {"marker": "super"},
    "feet, full stops": {"number": "%s."},
    "feet, page numbers": {"pages": "numbers"},
    "feet, form feeds": {"pages": "feeds"},
    "feet, rule": {"rule": "____________"},
    "feet, running": {"running": True},
    "feet, narrow": {"width": 60},
}


def plain(text: str) -> str:
    return " ".join(text.split())


def check(document: Document, essay: Any, running: bool, clean: bool = True) -> None:
    want = essay.notes
    got = document.footnotes
    assert [f.number for f in got] == [n if not running else k + 1 for k, (_, n, _) in enumerate(want)]
    assert [f.id for f in got] == [f"{c}.{n if not running else k + 1}" for k, (c, n, _) in enumerate(want)]
    for f, (_, _, body) in zip(got, want, strict=True):
        if clean:
            said = re.sub(r"\n\n\d+    A Strait of One’s Own\n\n", "\n", document.text[slice(*f.span)])
            assert plain(said) == plain(body), f.id
        assert f.marker is not None, f.id
        assert re.sub(
            r"\D", "", document.text[slice(*f.marker)].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        ) == str(f.number)
        assert f.sentence
    if clean:
        assert [analyse(document, s).text for s in document.sentences] == essay.sentences()


@pytest.mark.parametrize("shape", SHAPES)
def test_endnotes(essay: Any, shape: str) -> None:
    options = SHAPES[shape]
    check(read_text(essay.endnotes(**options), "essay"), essay, bool(options.get("running")))


@pytest.mark.parametrize("shape", FEET)
def test_footnotes(essay: Any, shape: str) -> None:
    options = FEET[shape]
    document = read_text(essay.footnotes(**options), "essay")
    check(document, essay, bool(options.get("running")))


@pytest.mark.parametrize("page", [9, 14, 20])
def test_damaged_footnotes(essay: Any, page: int) -> None:
    check(read_text(essay.footnotes(damaged=True, page=page), "essay"), essay, False, clean=False)


def _capitals(text: str) -> str:
    text = text.replace("Chapter 1. An Army on the Ice", "CHAPTER ONE\n\nAn Army on the Ice").replace(
        "Chapter 2. The Verdict at Geneva", "CHAPTER TWO\n\nThe Verdict at Geneva"
    )
    return re.sub(r"(?m)^(Introduction|Conclusion|Notes|Bibliography)$", lambda m: m.group().upper(), text)


def _indented(text: str) -> str:
    """Paragraphs by indentation, no blank lines."""
    out: list[str] = []
    before = ""
    for line in text.split("\n"):
        if line:
            heading = len(line) < 60 and not re.search(r"[.?!”]\d*$", line)
            out.append(line if heading or before else "    " + line)
        before = line
    return "\n".join(out)


CONTENTS = """Contents

Introduction  1
Chapter 1. An Army on the Ice ..... 3
    The German Landing ..... 5
Chapter 2. The Verdict at Geneva ..... 9
    Guarantees 12
Conclusion 15
Notes 17
Bibliography 19

Abbreviations

FO    Foreign Office
RA    Riksarkivet
TNA   The National Archives

"""
OTHERS: dict[str, Any] = {
    "capitals and spelled numbers": lambda e: _capitals(e.endnotes()),
    "capitals and spelled numbers, notes per chapter": lambda e: _capitals(e.endnotes(where="chapter")),
    "arabic chapters": lambda e: e.endnotes().replace("Chapter 1. ", "1. ").replace("Chapter 2. ", "2. "),
    "arabic chapters, notes per chapter": lambda e: (
        e.endnotes(where="chapter").replace("Chapter 1. ", "1. ").replace("Chapter 2. ", "2. ")
    ),
    "a paragraph a line": lambda e: e.endnotes(width=100_000),
    "a paragraph a line, notes per chapter": lambda e: e.endnotes(width=100_000, where="chapter", gap=False),
    "indented paragraphs": lambda e: _indented(e.endnotes(where="chapter")),
    "indented paragraphs, notes at the end": lambda e: _indented(e.endnotes()),
    "notes to chapter 1": lambda e: re.sub(
        r"\nChapter (\d)\. [^\n]*\n\n1\.", r"\nNotes to Chapter \1\n\n1.", e.endnotes()
    ),
    "a table of contents": lambda e: e.endnotes().replace(
        "\nIntroduction\n", f"\n{CONTENTS}Introduction\n", 1
    ),
    "spaced markers": lambda e: e.endnotes(marker=" %s", number="%s"),
    "thin spaces": lambda e: e.endnotes(marker="\u2009%s"),
    "carriage returns": lambda e: e.footnotes().replace("\n", "\r\n"),
    "parts": lambda e: (
        e.endnotes()
        .replace("Chapter 1. An", "PART ONE: WAR\n\nChapter 1. An", 1)
        .replace("Chapter 2. The", "PART TWO: PEACE\n\nChapter 2. The", 1)
    ),
}


@pytest.mark.parametrize("shape", OTHERS)
def test_other_shapes(essay: Any, shape: str) -> None:
    check(read_text(OTHERS[shape](essay), "essay"), essay, False)


def test_roman_and_bare_chapters(essay: Any) -> None:
    roman = read_text(essay.endnotes().replace("Chapter 1. ", "I. ").replace("Chapter 2. ", "II. "), "essay")
    assert [f.id for f in roman.footnotes] == [
        f"{ {'1': 'I', '2': 'II'}.get(c, c) }.{n}" for c, n, _ in essay.notes
    ]
    bare = read_text(
        essay.endnotes(where="chapter").replace("Chapter 1. ", "").replace("Chapter 2. ", ""), "essay"
    )
    names = {"1": "An-Army-on-the-Ice", "2": "The-Verdict-at-Geneva"}
    assert [f.id for f in bare.footnotes] == [f"{names.get(c, c)}.{n}" for c, n, _ in essay.notes]
    assert [d.level for d in bare.divisions if d.title == "The German Landing"] == [2]


def test_what_numbering_does_not_say_straight(essay: Any) -> None:
    """A note lost, a number doubled, a marker lost: reported with their places, not guessed past."""
    text = essay.endnotes(where="chapter")
    lost = read_text(text.replace("3. Ibid.\n", "", 1), "essay")
    assert {n.code for n in lost.notes} == {"note.skipped", "marker.orphan"}
    assert "to remain Swedes.”" in " ".join(analyse(lost, s).text for s in lost.sentences)
    assert [f.number for f in lost.footnotes if f.id.startswith("Introduction")] == [1, 2, 4]
    unmarked = read_text(text.replace("Sweden.2 ", "Sweden. "), "essay")
    assert [n.message for n in unmarked.notes] == ["no place in the text calls note 2"]
    assert unmarked.footnotes[1].marker is None
    doubled = read_text(text.replace("4. E. Barros", "3. E. Barros", 1), "essay")
    assert "note.doubled" in {n.code for n in doubled.notes}
    assert len({f.id for f in doubled.footnotes}) == len(doubled.footnotes)


STARRED = """The Treaty

The treaty was signed at noon.* Nobody read it.† The clerks had
left, and 3*4 copies were missing.‡ The ministers dined.

* Smith, The Treaty (London: Cape, 1950), p. 3.
† Jones to Smith, 4 May 1921, FO 371/1.
‡ Ibid., p. 9. The copies were found in
1930 and sold.

The next day was a Sunday.* Trains did not run.

* Smith, The Treaty, p. 7.
"""


@pytest.mark.parametrize(
    "text",
    [
        STARRED,
        STARRED.replace("noon.*", "noon*.").replace("* S", "*S"),
        STARRED.replace("\n\nThe next", "\n\f\nThe next"),
    ],
)
def test_notes_called_by_signs(text: str) -> None:
    """Asterisk, dagger, double dagger: they begin anew on every page and are not numbers."""
    document = read_text(text, "a")
    assert [f.label for f in document.footnotes] == ["*", "†", "‡", "*"]
    assert [plain(document.text[slice(*f.span)])[:5] for f in document.footnotes] == [
        "Smith",
        "Jones",
        "Ibid.",
        "Smith",
    ]
    assert [document.text[slice(*f.marker)] for f in document.footnotes if f.marker] == ["*", "†", "‡", "*"]
    assert [analyse(document, s).text for s in document.sentences] == [
        "The treaty was signed at noon.",
        "Nobody read it.",
        "The clerks had left, and 3*4 copies were missing.",
        "The ministers dined.",
        "The next day was a Sunday.",
        "Trains did not run.",
    ]
    assert len({f.id for f in document.footnotes}) == 4


def test_signs_that_call_nothing() -> None:
    """Stars as bullets and ornaments are text."""
    document = read_text(
        "The Treaty\n\nThree things were said.\n\n* Peace was near.\n* War was over.\n\n* * *\n\nNobody agreed.\n",
        "a",
    )
    assert document.footnotes == ()
    assert "Nobody agreed." in [analyse(document, s).text for s in document.sentences]


def _continued(turn: str) -> str:
    """Pages of prose with a note at each foot; note 2 goes on at the foot of the next page, above note 3."""
    openers = (
        "The committee met again in the spring and",
        "A delegation came to London and",
        "In Geneva the council waited until it",
        "Nobody at the mission was surprised that it",
    )
    middles = (
        "The members were not",
        "Few of the ministers were",
        "His listeners were hardly",
        "The governor was not",
    )
    page = "{o} heard the report of its secretary, who had been\nto the frontier and had seen the barracks there.{n} {m}\npersuaded by him in {y}, and asked for a second report on the\n"
    notes = {
        1: ["1 Smith to Jones, 4 May 1921, FO 371/6342, f. 12."],
        2: [
            "2 Minute by Lindsay, 9 June 1922, FO 371/7718, f. 88. Lindsay added that the",
            "figures which the secretary had brought home were, so far as he could see, taken",
        ],
        3: [
            "from a newspaper of 1919 and had not been checked by anybody in the mission.",
            "3 Jones, Barracks, p. 14.",
        ],
        4: ["4 Ibid., p. 15."],
    }
    return turn.join(
        page.format(y=1920 + n, n=n, o=openers[n - 1], m=middles[n - 1])
        + f"strength of the {n + 3}th garrison and its stores.\n\n{chr(10).join(notes[n])}\n"
        for n in notes
    )


@pytest.mark.parametrize("turn", ["\f", "\n{n}\n\f", "\f{n}    THE COMMITTEE\n\n"])
def test_a_note_that_goes_on_at_the_next_foot(turn: str) -> None:
    """What goes on of a note at the next page's foot is no sentence of the body, and is reported."""
    pages = _continued("@").split("@")
    text = pages[0]
    for n, p in enumerate(pages[1:], 12):
        text += turn.replace("{n}", str(n)) + p
    document = read_text("Introduction\n\n" + text, "a")
    assert [f.number for f in document.footnotes] == [1, 2, 3, 4]
    assert not [s for s in document.sentences if "newspaper" in analyse(document, s).text]
    assert [
        plain(document.text[slice(*n.span)])[:28]
        for n in document.notes
        if n.code == "note.continued" and n.span
    ] == ["from a newspaper of 1919 and"]
    assert document.text[slice(*document.footnotes[2].span)].startswith("Jones, Barracks")
    assert len(document.sentences) == 8
