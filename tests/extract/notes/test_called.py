"""Short names that notes and the list of abbreviations give."""

from __future__ import annotations

import pytest

from regesta.extract.notes import link, propose_citations
from regesta.extract.read.document import Abbreviation, Document
from regesta.extract.record import Citation, Footnote


def linked(notes: list[str], abbreviations: dict[str, str] | None = None) -> list[Citation]:
    """The linked citations of notes that stand one behind the other; the list of abbreviations behind them."""
    text, spans = "", []
    for note in notes:
        spans.append((len(text), len(text) + len(note)))
        text += f"{note}\n"
    listed = tuple(Abbreviation(short=a, long=b, span=(0, 0)) for a, b in (abbreviations or {}).items())
    footnotes = tuple(
        Footnote(id=f"n{k}", document="t", span=span, number=k, division="")
        for k, span in enumerate(spans, 1)
    )
    document = Document(id="t", text=text, footnotes=footnotes, abbreviations=listed)
    return list(link(document, propose_citations(document)).citations)


BROOK = "Ann Brook, *Tolls of Hull* (Leeds: Moor Press, 1990)"
DALE = "Ruth Dale, Wages of Ports (Leeds: Moor Press, 1991), p. 4."


@pytest.mark.parametrize(
    "naming",
    [
        " (hereafter *TH*), p. 4.",
        ", p. 4 [hereafter cited as TH].",
        ", p. 4 (hereinafter “TH”).",
        ", p. 4; henceforth TH.",
    ],
)
def test_a_name_given_for_later_means_that_work(naming: str) -> None:
    first, _, short = linked([BROOK + naming, DALE, "TH, p. 9."])
    assert short.source == first.source
    assert "gives it" in short.resolved_by


def test_a_name_means_nothing_before_it_is_given() -> None:
    early, _, first = linked(["TH, p. 9.", DALE, f"{BROOK} (hereafter TH), p. 4."])
    assert early.source != first.source


def test_an_abbreviation_of_the_list_means_the_work_listed() -> None:
    first, other, short = linked(
        [f"{BROOK}, p. 4.", DALE, "TH, p. 9."], {"TH": "Ann Brook, Tolls of Hull (Leeds: Moor Press, 1990)"}
    )
    assert short.source == first.source != other.source


def test_a_title_with_its_own_container_is_short_for_no_other() -> None:
    first, second = linked(
        [
            "R. Dale, “Geographical list of the banks and bankers of Hull,” Port Journal 120 (1998), pp. 165–202.",
            "R. Dale, “The operations of the banks of Hull,” PortSoc 29 (1998/9), pp. 49–145.",
        ]
    )
    assert first.source != second.source
    assert second.fields.year == "1998/9"


def test_a_common_title_in_two_books_is_two_chapters() -> None:
    first, second = linked(
        [
            "R. Dale, “The Coins,” in Anna Marsh, Hull Excavations (Leeds, 2007), p. 166.",
            "R. Dale, “The Coins,” in Ben Penn, The Quays of Goole (York, 2006), p. 3.",
        ]
    )
    assert first.source != second.source
