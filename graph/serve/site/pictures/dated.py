"""How a picture draws a date: from which day to which, and in what way it is uncertain."""

from __future__ import annotations

from collections.abc import Mapping

from regesta.graph.serve.site.dates import in_words

#: Marks of EDTF: about, perhaps, and both.
_ABOUT, _PERHAPS, _BOTH = "~", "?", "%"


def drawn_date(row: Mapping[str, str]) -> dict[str, object]:
    """Of a row with `date` (EDTF), `first` and `last`: `from` and `to` (days; an open interval has its one
    bound twice), `open` ("start" or "end"), `about` and `perhaps`, and the date in `words`; nothing where the
    row has no date that can be drawn."""
    date, first, last = row.get("date", ""), row.get("first", ""), row.get("last", "")
    if not date or not (first or last):
        return {}
    drawn: dict[str, object] = {"from": first or last, "to": last or first, "words": in_words(date)}
    if not first or not last:
        drawn["open"] = "end" if first else "start"
    if set(date) & {_ABOUT, _BOTH}:
        drawn["about"] = True
    if set(date) & {_PERHAPS, _BOTH}:
        drawn["perhaps"] = True
    return drawn
