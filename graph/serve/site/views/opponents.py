"""Both sides of a rejection: whom a claim rejects, and what those cite who reject it."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.graph.serve.site.views.nearby import Near
from regesta.graph.serve.site.views.reading import Plain, by_whom, stated

#: Whom claims reject, and the notes of what they reject.
REJECTED = """SELECT DISTINCT ?answer ?rejected ?whose ?note WHERE {
          VALUES ?answer { %s }
          ?answer rg:attacks|rg:undercuts ?rejected .
          OPTIONAL { ?rejected rg:holder ?whose } OPTIONAL { ?rejected rg:citesFootnote ?note } }"""
#: What rejects claims, with the notes it cites.
REJECTING = f"""SELECT DISTINCT ?claim ?answer ?text ?by ?voice ?note WHERE {{
          VALUES ?claim {{ %s }}
          ?answer rg:attacks|rg:undercuts ?claim ; rg:citesFootnote ?note . {stated("answer", "text")}
          OPTIONAL {{ ?answer rg:voice ?voice }} OPTIONAL {{ ?answer rg:holder/rdfs:label ?by }} }}
          ORDER BY ?answer ?by"""


class Opponents:
    """What a claim rejects (`rejected`: whose views and with which notes) and what rejects it
    (`rejecting`)."""

    def __init__(self, rejected: Iterable[Plain], rejecting: Iterable[Plain]) -> None:
        listed = list(rejected)
        self.rejects = bool(listed)
        self.whose = {row["whose"] for row in listed if "whose" in row}
        self.notes = {row["note"] for row in listed if "note" in row}
        self._rejecting: dict[str, Plain] = {}
        for row in rejecting:
            self._rejecting.setdefault(row["note"], row)

    def bears(self, one: Near) -> bool:
        """Whether a note near the claim bears on it: it closes its sentence or report, or stands beside a
        rejection and is not the note of what is rejected. What rejects nothing is often proved by the
        sentence after it."""
        return one.closes or (one.note not in self.notes if self.rejects else one.next)

    def of_note(self, note: str) -> Plain:
        """The claim that cites a note and rejects this one: `against`, in words `against_text`, and whose it
        is, `against_by`; nothing where there is none."""
        row = self._rejecting.get(note)
        if row is None:
            return {}
        by = by_whom(row, "by") or "nobody named"
        return {"against": row["answer"], "against_text": row["text"], "against_by": by}
