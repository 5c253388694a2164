"""What the network of letters draws: who wrote to whom, when, and which letter may answer which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import Row, values
from regesta.graph.serve.site.pictures.dated import drawn_date

#: A letter back within so many days may answer the one before it. Telegrams of the reviewed thesis are
#: answered within two weeks, letters by post took as long each way; later ones are rather a new matter.
ANSWERED_WITHIN = 30


def threads(rows: Sequence[Row]) -> dict[str, str]:
    """Which letter may answer which, by their IRIs: the last one that went the other way in the thirty days
    before it and that nothing else answers. Only letters dated to the day count; nobody has said that they
    answer each other."""
    dated = sorted(
        (r for r in rows if r.get("first") and r.get("first") == r.get("last")),
        key=lambda r: (r["first"], r["item"]),
    )
    answers: dict[str, str] = {}
    answered: set[str] = set()
    for n, row in enumerate(dated):
        for earlier in reversed(dated[:n]):
            days = (date.fromisoformat(row["first"]) - date.fromisoformat(earlier["first"])).days
            if days > ANSWERED_WITHIN:
                break
            if days > 0 and _turned(earlier, row) and earlier["item"] not in answered:
                answers[row["item"]] = earlier["item"]
                answered.add(earlier["item"])
                break
    return answers


def with_threads(rows: Sequence[Row]) -> list[Row]:
    """The rows of letters with `earlier`, the letter each may answer, and its date as `follows`."""
    known = {row["item"]: row for row in rows}
    answers = threads(rows)
    return [
        {
            **row,
            "earlier": answers[row["item"]],
            "follows": f"the one of {known[answers[row['item']]]['date']}",
        }
        if row["item"] in answers
        else row
        for row in rows
    ]


async def letters(site: Site, rows: Sequence[Row]) -> dict[str, Any]:
    """`people` with how many they sent and received; `letters` between them (`senders` and `recipients` are
    places in that list), with date and the place of the letter each may answer."""
    sent = Counter(name for row in rows for name in values(row, "sender"))
    received = Counter(name for row in rows for name in values(row, "recipient"))
    names = sorted({*sent, *received})
    place = {name: n for n, name in enumerate(names)}
    answers, order = threads(rows), {row["item"]: n for n, row in enumerate(rows)}
    drawn = []
    for row in rows:
        letter = {
            "at": site.local(row["item"]),
            "label": row.get("label", ""),
            "kept": row.get("kept", ""),
            "senders": sorted(place[name] for name in values(row, "sender")),
            "recipients": sorted(place[name] for name in values(row, "recipient")),
            **drawn_date(row),
        }
        if row["item"] in answers:
            letter["answers"] = order[answers[row["item"]]]
        drawn.append(letter)
    people = [{"name": name, "sent": sent[name], "received": received[name]} for name in names]
    return {"people": people, "letters": drawn}


def _turned(one: Row, other: Row) -> bool:
    """Whether the second goes back the way of the first."""
    back = values(one, "sender") & values(other, "recipient")
    return bool(back and values(one, "recipient") & values(other, "sender"))
