"""What the ids of an annotation mean: claims and positions by the names given them, notes by number."""

from __future__ import annotations

from regesta.extract.record import Footnote
from regesta.review.readings.finding import Finder
from regesta.review.readings.lines import Line


class References:
    """The names an annotation gives, each with the id of its record; "" where none could be made."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.claims: dict[str, str] = {}
        self.positions: dict[str, str] = {}

    def name(self, line: Line, kind: str, name: str, record: str) -> bool:
        """Keep what a name means; False, and a fault, for a name that is taken."""
        known = self.claims if kind == "claim" else self.positions
        if name in known:
            self._finder.faults.at(line, f"{kind} {name} is there already; give this one another id")
            return False
        known[name] = record
        return True

    def resolved(self, line: Line, target: str, kind: str, what: str, own: str) -> str:
        """The id of what is meant; "" and a fault for nothing."""
        if kind == "citation":
            return self._cited(line, target, what)
        known = self.claims if kind == "claim" else self.positions
        if target not in known:
            other = "position" if kind == "claim" else "claim"
            is_other = target in (self.positions if kind == "claim" else self.claims)
            hint = f'; if it is a {other}, type "target_kind": "{other}"' if is_other else ""
            told = f"{what} points to the {kind} {target!r}, and there is none of that id{hint}"
            self._finder.faults.at(line, told)
            return ""
        if own and known[target] == own:
            self._finder.faults.at(line, f"{what} points to itself")
            return ""
        return known[target]

    def _cited(self, line: Line, target: str, what: str) -> str:
        """The id of the note named as "n3"."""
        digits = target.removeprefix("n")
        note = self._nearest(line, int(digits)) if digits.isdecimal() else None
        if note is None:
            rule = 'a citation is named by its note, as "n3", and the note must be on the worksheet'
            self._finder.faults.at(line, f"{what} points to {target!r}; {rule}")
            return ""
        return note.id

    def note(self, line: Line, number: int, what: str) -> str:
        """The id of the note of that number; "" and a fault for none."""
        found = self._nearest(line, number)
        if found is None:
            own = [n.number for n in self._finder.lines[int(line.row["s"])].notes]
            told = f"there is no note {number} on the worksheet; this sentence has {own}"
            self._finder.faults.at(line, f"{what}: {told}")
            return ""
        return found.id

    def _nearest(self, line: Line, wanted: int) -> Footnote | None:
        """The note of that number nearest to a line's sentence."""
        here = int(line.row["s"])
        near = sorted(self._finder.lines, key=lambda n: (abs(n - here), n))
        return next(
            (note for n in near for note in self._finder.lines[n].notes if note.number == wanted), None
        )
