"""Rules of audit/apparatus.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.audit.cases import KYLE, LUCAS, Cases, Make, by, check, found, rules_of

from regesta.extract.audit import audit
from regesta.extract.read import read_text
from regesta.extract.read.document import ReadingNote

CASES: Cases = {
    "page-range-cut-off": (
        {"notes": ["Keith Kyle, Suez, London: Tauris, 1991, pp.187-"]},
        {"notes": ["Keith Kyle, Suez, London: Tauris, 1991, pp.187-9."]},
        "breaks off",
    ),
    "page-range-reversed": (
        {"notes": ["Keith Kyle, Suez, London: Tauris, 1991, pp. 351-333."]},
        {"notes": ["Keith Kyle, Suez, London: Tauris, 1991, pp. 351-53."]},
        "backwards",
    ),
    "ibid-ambiguous": (
        {"notes": [f"{KYLE[:-1]}; {LUCAS}", "Ibid., p. 4."]},
        {"notes": [KYLE, "Ibid., p. 4."]},
        "cites 2 works",
    ),
    "ibid-after-nothing": (
        {"notes": [KYLE, "This is disputed among historians.", "Ibid., p. 4."]},
        {"notes": [KYLE, "Ibid., p. 4."]},
        "no citation",
    ),
    "short-title-unknown": (
        {"notes": ["Erik Van Ree, Socialism in One Zone, Oxford: Berg, 1989.", "Lee, Socialism, p. 236."]},
        {"notes": ["Erik Van Ree, Socialism in One Zone, Oxford: Berg, 1989.", "Ree, Socialism, p. 236."]},
        "wrote one",
    ),
    "volume-missing": (
        {
            "notes": [
                "Joseph Wright, A History of the Canal, Vol. 2, London: Longmans, 1960, p. 3.",
                "Wright, History of the Canal, p. 380.",
            ]
        },
        {
            "notes": [
                "Joseph Wright, A History of the Canal, Vol. 2, London: Longmans, 1960, p. 3.",
                "Wright, History of the Canal, vol. 2, p. 380.",
            ]
        },
        "without its volume",
    ),
    "url-date": (
        {"notes": ["http://example.org/stalin/1946/10/28.htm, Interview with H. Baillie on 23 Oct 1946."]},
        {"notes": ["http://example.org/stalin/1946/10/23.htm, Interview with H. Baillie on 23 Oct 1946."]},
        "1946-10-28",
    ),
    "citation-before-document": (
        {
            "notes": [
                "Mary Webb, The letter from Eden to Mollet on 5 May 1957, Papers of the Crisis, London: Cape, 1955, p. 3."
            ]
        },
        {
            "notes": [
                "Mary Webb, The letter from Eden to Mollet on 5 May 1957, Papers of the Crisis, London: Cape, 1965, p. 3."
            ]
        },
        "printed in 1955",
    ),
    "access-before-publication": (
        {
            "notes": [
                "\u201cThe Canal Today,\u201d 4 May 2012, http://example.org/canal (accessed 1 March 2011)."
            ]
        },
        {
            "notes": [
                "\u201cThe Canal Today,\u201d 4 May 2012, http://example.org/canal (accessed 1 March 2013)."
            ]
        },
        "accessed 2011-03-01",
    ),
}

#: Rules whose slip cannot be written as notes and a bibliography alone.
BY_HAND = {"marker-without-note", "note-without-marker"}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("apparatus") == set(CASES) | BY_HAND


def test_the_number_of_a_series_behind_a_title_is_doubted(make_document: Make) -> None:
    document = make_document(
        notes=[
            "Ann Dale, Tolls of Hull, Freiburger Hafenstudien I (Wiesbaden: Steiner, 1968), 84.",
            "Dale, Tolls of Hull, 65-85.",
        ]
    )
    findings = by("volume-missing", found(document))
    assert all("perhaps the number of a series" in f.message for f in findings)


def test_a_note_called_nowhere(make_document: Make) -> None:
    document = make_document([KYLE, LUCAS])
    lost = replace(document, footnotes=(replace(document.footnotes[0], marker=None), document.footnotes[1]))
    assert [f.spans for f in by("note-without-marker", found(lost))] == [(document.footnotes[0].span,)]
    assert by("note-without-marker", found(document)) == []


def test_a_marker_without_its_note(make_document: Make) -> None:
    document = make_document([KYLE])
    noted = replace(
        document,
        notes=(
            ReadingNote(
                code="marker.orphan", message="the text calls note 7, which has no body", span=(2, 5)
            ),
            ReadingNote(code="note.continued", message="note 3 goes on", span=(6, 8)),
        ),
    )
    said = ["the text calls note 7, which has no body"]
    assert [f.message for f in by("marker-without-note", found(noted))] == said


def test_bracketed_pages_beyond_the_notes_are_no_markers(make_document: Make) -> None:
    document = make_document([KYLE, LUCAS])
    text = document.text + " [201] Reign of Justin. [266] Reign of Nicephorus. [2] Tower."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("[201]", "[266]", "[2]")]
    told = tuple(ReadingNote(code="marker.orphan", message=f"note {k}", span=s) for k, s in enumerate(spans))
    assert by("marker-without-note", found(replace(document, text=text, notes=told))) == []


def test_a_text_whose_last_note_is_missing_is_told_of_it() -> None:
    text = "# Wool\n\nPrices fell in 1551.[^1] They rose in 1558.[^2]\n\n[^1]: Ann Bell, Wool (London, 1970), 3.\n"
    document = read_text(text, "wool.md")
    found_here = by("marker-without-note", audit(document, [*document.sentences, *document.footnotes]))
    assert [document.text[slice(*f.spans[0])] for f in found_here] == ["[^2]"]


def test_chapter_and_verse_are_no_pages(make_document: Make) -> None:
    assert by("page-range-reversed", found(make_document(notes=["Mark, 16-15."]))) == []


@pytest.mark.parametrize(
    ("ibid", "reported"), [("Ibid., p. 4.", False), ("Ibid.", True)], ids=["a page", "none"]
)
def test_a_page_is_not_of_the_letter_that_a_works_note_names(
    ibid: str, reported: bool, make_document: Make
) -> None:
    before = f"{KYLE[:-1]}; Letter from Eden to Lloyd, 26 June 1956."
    assert bool(by("ibid-ambiguous", found(make_document(notes=[before, ibid])))) == reported
