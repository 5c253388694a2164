"""Rules of audit/dating.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.audit.cases import KYLE, LUCAS, SHELF, Cases, Make, by, check, found, rules_of

from regesta.extract.record import Date, Event

CASES: Cases = {
    "year-slip": (
        {
            "notes": [
                (
                    "The delegation was received on 5 March 1945.",
                    "APRF, Record of the meeting between Stalin and Kim, 5 Mar 1949, f. 45, op. 1, d. 346.",
                )
            ]
        },
        {
            "notes": [
                (
                    "The delegation was received on 5 March 1949.",
                    "APRF, Record of the meeting between Stalin and Kim, 5 Mar 1949, f. 45, op. 1, d. 346.",
                )
            ]
        },
        "1945-03-05",
    ),
    "document-before-event": (
        {
            "notes": [
                (
                    "The new governor took office on 10 December 1945.",
                    "APRF, Order no. 263 by Meretskov, 3 December 1945, f. 45, op. 1, d. 346.",
                )
            ]
        },
        {
            "notes": [
                (
                    "The new governor took office on 10 December 1945.",
                    "APRF, Order no. 263 by Meretskov, 12 December 1945, f. 45, op. 1, d. 346.",
                )
            ]
        },
        "1945-12-03",
    ),
    "day-against-document": (
        {
            "notes": [
                (
                    "On 7 March 1946 Rossow cabled that columns were moving.",
                    "Rossow to Byrnes, telegram, 5 March 1946, FRUS 1946, vol. VII, p. 340.",
                )
            ]
        },
        {
            "notes": [
                (
                    "On 5 March 1946 Rossow cabled that columns were moving.",
                    "Rossow to Byrnes, telegram, 5 March 1946, FRUS 1946, vol. VII, p. 340.",
                )
            ]
        },
        "1946-03-07",
    ),
    "month-against-document": (
        {"notes": [("In October 1947 the delegates met again.", "Shtykov's diary, 26 September 1946.")]},
        {"notes": [("In October 1946 the delegates met again.", "Shtykov's diary, 26 September 1946.")]},
        "1947-10",
    ),
    "outside-the-series": (
        {
            "notes": ["Shtykov's diary, 1 June 1946."],
            "bibliography": [*SHELF, "Shtykovs diary (Sep 1946 - Feb 1947, July 1948 - Sep 1948)"],
        },
        {
            "notes": ["Shtykov's diary, 1 January 1947."],
            "bibliography": [*SHELF, "Shtykovs diary (Sep 1946 - Feb 1947, July 1948 - Sep 1948)"],
        },
        "listed for 1946-09/1947-02",
    ),
    "day-missing": (
        {"notes": [("The council sat on February 1946.", KYLE)]},
        {"notes": [("The council sat in February 1946.", KYLE)]},
        "day is missing",
    ),
    "impossible-day": (
        {"notes": [("They met on 31 June 1950.", KYLE)]},
        {"notes": [("They met on 30 June 1950.", KYLE)]},
        "no such day",
    ),
    "span-reversed": (
        {"notes": [("He served from 1950 to 1948 in the east.", KYLE)]},
        {"notes": [("He served from 1948 to 1950 in the east.", KYLE)]},
        "from 1950 to 1948",
    ),
}

#: Rules whose slip cannot be written as notes and a bibliography alone.
BY_HAND = {"event-dated-two-ways"}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("dating") == set(CASES) | BY_HAND


def test_an_event_dated_two_ways(make_document: Make) -> None:
    document = make_document(
        [
            ("The agreement was signed on 4 April 1946.", KYLE),
            ("That agreement, signed on 6 April 1946, held.", LUCAS),
        ]
    )

    def event(k: int, day: str) -> Event:
        a, b = document.sentences[k].spans[0]
        start = document.text.index(day, a)
        return Event(
            id=f"e{k}",
            document="t",
            spans=((a, b),),
            trigger=(a + 4, a + 13),
            type="Agreement",
            agents=("Iran",),
            recipients=("Soviet Union",),
            date=Date(edtf=f"1946-04-0{day[0]}", text=day, span=(start, start + len(day))),
        )

    hits = by("event-dated-two-ways", found(document, [event(0, "4 April 1946"), event(1, "6 April 1946")]))
    assert len(hits) == 1
    assert "1946-04-04 and 1946-04-06" in hits[0].message
    assert (
        by(
            "event-dated-two-ways",
            found(document, [event(0, "4 April 1946"), replace(event(1, "6 April 1946"), agents=("Iraq",))]),
        )
        == []
    )


def test_a_season_is_no_month(make_document: Make) -> None:
    document = make_document(
        notes=[("In the fall of 1947 the delegates met again.", "Shtykov's diary, 26 September 1946.")]
    )
    assert by("month-against-document", found(document)) == []
