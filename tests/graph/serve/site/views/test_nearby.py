"""How near a note stands to a claim: in its sentence, at the end of a report, or beside it."""

from __future__ import annotations

import pytest

from regesta.graph.serve.site.views.nearby import Told, near


def told(*sentences: str) -> list[Told]:
    """Sentences as "VOICE WHO NOTE"; "-" is nobody or no note."""
    found = []
    for n, line in enumerate(sentences):
        voice, who, note = line.split()
        said = {(voice, who)} if who != "-" else set()
        found.append(Told(str(n), n * 100, {note} - {"-"}, said))
    return found


AUTHOR, SILENT = "author Kim -", "- - -"


@pytest.mark.parametrize(
    ("sentences", "here", "reported", "found"),
    [
        # A telegram is told over three sentences, its note behind the last; one of them is nobody's.
        ((AUTHOR, "actor Zhou -", SILENT, "actor Zhou 7"), 0, False, [("7", True, "right after it, three")]),
        ((AUTHOR, "actor Zhou -", SILENT, "actor Zhou 7"), 1, True, [("7", True, "reported there, two")]),
        # Somebody else goes on: the note is not of this report.
        (("actor Zhou -", "actor Mao -", SILENT, "actor Mao 7"), 0, True, []),
        (("actor Zhou -", AUTHOR, "actor Zhou 7"), 0, True, [("7", False, "two sentences after it")]),
        # Two sentences of nobody end a report.
        (("document Note -", SILENT, SILENT, SILENT, "- - 7"), 0, True, []),
        (
            ("scholar Lee 1", AUTHOR, "- - 2"),
            1,
            False,
            [("1", False, "sentence before"), ("2", False, "next sentence")],
        ),
        (("actor Zhou 7", AUTHOR), 0, True, [("7", True, "in its sentence")]),
    ],
)
def test_how_near(
    sentences: tuple[str, ...], here: int, reported: bool, found: list[tuple[str, bool, str]]
) -> None:
    shown = near(told(*sentences), here, reported)
    assert [(one.note, one.closes) for one in shown] == [(note, closes) for note, closes, _ in found]
    assert all(words in one.how for one, (_, _, words) in zip(shown, found, strict=True))
