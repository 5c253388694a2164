"""Works that are cited and not listed, or listed and not cited, beside ones that only seem so."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import FOOT, KYLE, LUCAS, SHELF, Make, by, found

#: Below this a workspace does not report (workspace.toml).
REPORTED = 0.5
FULL = [KYLE, LUCAS, *FOOT]


@pytest.mark.parametrize(
    ("note", "reported"),
    [
        ("Nora Quill, Steamers of the Red Sea (London: Routledge, 1979), p. 8.", True),
        # the edition stands there under its editor
        (
            "Strabon, Geographika Hypomnemata, ed. Adams, Geography (London: Routledge, 1970), p. 8.",
            False,
        ),
    ],
    ids=["not listed", "listed in another form"],
)
def test_cited_not_listed(note: str, reported: bool, make_document: Make) -> None:
    hits = by("cited-not-listed", found(make_document([*FULL, note], SHELF)))
    assert any(h.confidence >= REPORTED for h in hits) is reported


@pytest.mark.parametrize(
    ("sentence", "reported"),
    [
        ("Something happened on the canal.", True),
        ("The shares fell in that year (Adams 1970, 12).", False),
    ],
    ids=["cited nowhere", "cited by name and year"],
)
def test_listed_not_cited(sentence: str, reported: bool, make_document: Make) -> None:
    notes = [(sentence, KYLE), LUCAS, *FOOT[1:]]
    hits = by("listed-not-cited", found(make_document(notes, SHELF)))
    assert any("Canal Company" in h.message and h.confidence >= REPORTED for h in hits) is reported


def test_a_list_of_literature_is_none_of_works_cited(make_document: Make) -> None:
    notes = [KYLE, LUCAS, *[f"Ibid., p. {k}." for k in range(10)]]
    hits = by("listed-not-cited", found(make_document(notes, SHELF)))
    assert hits
    assert all(h.confidence < REPORTED for h in hits)
