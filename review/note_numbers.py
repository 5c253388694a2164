"""Notes named by their bare number: "28" is the nearest of that number, that of the chapter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.extract.record import Footnote
from regesta.review.acts import ActError


def notes_meant(names: Iterable[str], notes: Sequence[Footnote], place: int) -> tuple[str, ...]:
    """The ids of the notes that names mean at an offset of the text: ids stay, a number is led to a note.

    Errors: ActError for a number that no note has.
    """
    ids = {note.id for note in notes}
    return tuple(
        dict.fromkeys(
            n if n in ids or not (n.isdecimal() and len(n) < 10) else _nearest(n, notes, place) for n in names
        )
    )


def _nearest(number: str, notes: Sequence[Footnote], place: int) -> str:
    same = [note for note in notes if note.number == int(number)]
    if not same:
        raise ActError(f"there is no note {number} in this document.")
    return min(same, key=lambda note: (abs((note.marker or note.span)[0] - place), note.id)).id
