"""Every audit rule: a document in which it finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.audit import audit, rules
from regesta.extract.audit.places import Places
from regesta.extract.audit.registry import rule
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read import read_path
from regesta.extract.read.document import Document, ReadingNote
from regesta.extract.record import Date, Discrepancy, Event, Record

Make = Callable[..., Document]

KYLE = "Keith Kyle, Suez: The Double War (London: Weidenfeld and Nicolson, 1991), p. 85."
LUCAS = "W. Scott Lucas, Divided We Stand (London: Hodder & Stoughton, 1996), p. 140."
#: Ten entries, so that there is a bibliography to compare with.
SHELF = [
    "Kyle, Keith, Suez: The Double War, London: Weidenfeld and Nicolson, 1991.",
    "Lucas, W. Scott, Divided We Stand, London: Hodder & Stoughton, 1996.",
    *[
        f"{a}, {b}, {t}, London: Routledge, {y}."
        for a, b, t, y in (
            ("Adams", "John", "The Canal Company and its Shareholders", 1970),
            ("Baker", "Mary", "Paris in the Autumn Crisis", 1971),
            ("Clark", "Peter", "Dividing the Waters", 1972),
            ("Davis", "Ruth", "An Oil Embargo Considered", 1973),
            ("Evans", "Hugh", "Sterling and Empire", 1974),
            ("Foster", "Alan", "Paratroops over Gamil", 1975),
            ("Grant", "Helen", "Soviet Notes of November", 1976),
            ("Hughes", "Mark", "The Users Association", 1977),
            ("Irwin", "Paul", "Aftermath in Amman", 1978),
        )
    ],
]
FOOT = [f"{e.split(',')[1].strip()} {e.split(',')[0]},{','.join(e.split(',')[2:])}" for e in SHELF[2:]]


def found(document: Document, extra: list[Record] | None = None) -> list[Discrepancy]:
    citations, sources = resolve(document, propose_citations(document))
    return audit(document, [*citations, *sources, *(extra or [])])


def by(name: str, findings: list[Discrepancy]) -> list[Discrepancy]:
    return [f for f in findings if f.rule == name]


#: rule -> (notes, bibliography) that hold the slip, then ones that do not; words of the message.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
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
    "cited-not-listed": (
        {
            "notes": [KYLE, "Anthony Nutting, No End of a Lesson (London: Constable, 1967)."],
            "bibliography": SHELF,
        },
        {"notes": [KYLE, LUCAS], "bibliography": SHELF},
        "Nutting",
    ),
    "listed-not-cited": (
        {"notes": [KYLE, *FOOT], "bibliography": SHELF},
        {"notes": [KYLE, LUCAS, *FOOT], "bibliography": SHELF},
        "Divided We Stand",
    ),
    "differs-from-bibliography": (
        {"notes": [KYLE.replace("1991", "1992")], "bibliography": SHELF},
        {"notes": [KYLE], "bibliography": SHELF},
        "year 1992 / 1991",
    ),
    "differs-from-first-citation": (
        {"notes": [KYLE, "Keith Kyle, Suez: The Dubble War (London: Weidenfeld and Nicolson, 1991), p. 9."]},
        {"notes": [KYLE, "Keith Kyle, Suez: The Double War, London: Weidenfeld & Nicolson, 1991, p. 9."]},
        "title",
    ),
    "held-in-two-places": (
        {
            "notes": [
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
                "APRF, Telegram from Mao to Stalin, 2 October 1950, f. 45, op. 1, d. 334.",
            ]
        },
        {
            "notes": [
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
            ]
        },
        "RGASPI and to APRF",
    ),
    "one-title-two-authors": (
        {
            "notes": [
                "Mary Webb, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
                "Thomas Ogden, The Lost Treaty of Sevres Reconsidered, Boston: Little, 1980.",
            ],
            "bibliography": [
                *SHELF,
                "Ogden, Thomas, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
            ],
        },
        {
            "notes": [
                "Mary Webb, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
                "Thomas Ogden, The Lost Treaty of Lausanne Reconsidered, London: Cape, 1980.",
            ]
        },
        "stands under",
    ),
    "same-work-other-words": (
        {
            "notes": [
                "Dae Yeol Koo, Study on the International Relations of Korea 2, Seoul: History Press, 1995."
            ],
            "bibliography": [
                *SHELF,
                "Ku, Dae Yeol, Research into Foreign Ties of the Peninsula, Seoul: History Press, 1995.",
            ],
        },
        {
            "notes": [
                "Dae Yeol Koo, Study on the International Relations of Korea 2, Seoul: History Press, 1995."
            ],
            "bibliography": [
                *SHELF,
                "Ku, Sang Min, Research into Foreign Ties of the Peninsula, Seoul: History Press, 1995.",
            ],
        },
        "perhaps one work",
    ),
    "author-name-order": (
        {
            "notes": [
                "Shen Zhihua, Sino-Soviet Relations, Abingdon: Routledge, 2012.",
                "Zhi Hua Shen, A Second Book of Letters, Beijing: Peoples Press, 2005.",
            ]
        },
        {
            "notes": [
                "Shen Zhihua, Sino-Soviet Relations, Abingdon: Routledge, 2012.",
                "Shen Zhihua, A Second Book of Letters, Beijing: Peoples Press, 2005.",
            ]
        },
        "2 forms",
    ),
    "shelfmark-part-missing": (
        {"notes": ["TSAMO, Fond, Opis 687572, Delo 2317, The Report by Lebedev on 19 Sep 1945."]},
        {"notes": ["TSAMO, Fond 32, Opis 687572, Delo 2317, The Report by Lebedev on 19 Sep 1945."]},
        "lacks its fond",
    ),
    "shelfmark-digit": (
        {
            "notes": [
                f"TsAMO, Fond 379, Opis {o}, Delo 3, The Report by Gromov, {d} Jan 1947."
                for d, o in enumerate(("578927", "578927", "5878927", "578927"), 1)
            ]
        },
        {
            "notes": [
                f"TsAMO, Fond 379, Opis {o}, Delo 3, The Report by Gromov, {d} Jan 1947."
                for d, o in enumerate(("578927", "578927", "112233", "578927"), 1)
            ]
        },
        "5878927",
    ),
    "archive-spelled-two-ways": (
        {
            "notes": [
                "TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 5, The Report by Gromov, 4 Jan 1947.",
            ]
        },
        {
            "notes": [
                "TSAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TSAMO, Fond 379, Opis 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
            ]
        },
        "TsAMO (1 times)",
    ),
    "unit-misspelt": (
        {
            "notes": [
                "TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947.",
                "TsAMO, Fond 379, Opic 578927, Delo 4, The Report by Gromov, 3 Jan 1947.",
            ]
        },
        {"notes": ["TsAMO, Fond 379, Opis 578927, Delo 3, The Report by Gromov, 2 Jan 1947."]},
        "'Opic' for Opis",
    ),
    "one-shelfmark-two-documents": (
        {
            "notes": [
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Molotov to Sadchikov, telegram, 23 March 1946.",
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Stalin to Pishevari, letter, 8 May 1946.",
            ]
        },
        {
            "notes": [
                "AVPRF, f. 06, op. 7, d. 544, ll. 8-9, Molotov to Sadchikov, telegram, 23 March 1946.",
                "AVPRF, f. 06, op. 7, d. 544, ll. 10-11, Stalin to Pishevari, letter, 8 May 1946.",
            ]
        },
        "2 documents",
    ),
    "parties-differ": (
        {
            "notes": [
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Stalin, letter, 6 September 1945.",
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Molotov, letter, 6 September 1945.",
            ]
        },
        {
            "notes": [
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Stalin, letter, 6 September 1945.",
                "GARF, f. 1, op. 89, d. 119, l. 3, Bagirov to Molotov, letter, 6 September 1945.",
            ]
        },
        "to Stalin / to Molotov",
    ),
    "sentence-names-other-party": (
        {
            "notes": [
                (
                    "A telegram to Kim went out from Stalin himself that day, 2 February 1950.",
                    "RGASPI, The secret telegram from Stalin to Shtykov, 2 Feb 1950.",
                )
            ]
        },
        {
            "notes": [
                (
                    "A telegram to Shtykov went out from Stalin himself that day, 2 February 1950.",
                    "RGASPI, The secret telegram from Stalin to Shtykov, 2 Feb 1950.",
                )
            ]
        },
        "telegram to Kim",
    ),
    "source-named-not-cited": (
        {"notes": [("According to Mikoyan's memoirs the delegate was told to return.", KYLE)]},
        {
            "notes": [
                (
                    "According to Mikoyan's memoirs the delegate was told to return.",
                    "Anastas Mikoyan, So It Was, Moscow: Vagrius, 1999, p. 3.",
                )
            ]
        },
        "Mikoyan",
    ),
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
    "spelled-two-ways": (
        {"notes": [("Vyshinksy spoke; Vyshinsky, said Vyshinsky, was Vyshinsky.", KYLE)]},
        {"notes": [("Vyshinsky spoke; Vyshinsky, said Vyshinsky, was Vyshinsky.", KYLE)]},
        "'Vyshinksy' (1)",
    ),
    "full-name-two-ways": (
        {"notes": [("Hon Yong Pak agreed, and later Hon Yong Park did too.", KYLE)]},
        {"notes": [("Hon Yong Pak agreed, and later Il Sung Kim did too.", KYLE)]},
        "Hon Yong Park",
    ),
    "initials-clash": (
        {"notes": [("J. L. Hodge arrived, and J. R. Hodge left.", KYLE)]},
        {"notes": [("J. R. Hodge arrived, and John R. Hodge left.", KYLE)]},
        "J. L. and J. R.",
    ),
    "given-name-as-family": (
        {"notes": [("W. Haruki argued otherwise.", "Haruki Wada, The Korean War, Tokyo: Iwanami, 1995.")]},
        {"notes": [("H. Wada argued otherwise.", "Haruki Wada, The Korean War, Tokyo: Iwanami, 1995.")]},
        "family name is Wada",
    ),
    "author-initial-clash": (
        {"notes": [("M. Park argued otherwise.", "Tae Gyun Park, The Korean War, Seoul: Chaek, 2012.")]},
        {"notes": [("T. Park argued otherwise.", "Tae Gyun Park, The Korean War, Seoul: Chaek, 2012.")]},
        "M. Park",
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
BY_HAND = {"signed-two-days", "note-without-marker", "marker-without-note", "event-dated-two-ways"}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    wrong, right, words = CASES[name]
    hits = by(name, found(make_document(**wrong)))
    assert hits, f"{name} finds nothing"
    assert any(words in h.message for h in hits), [h.message for h in hits]
    assert by(name, found(make_document(**right))) == []


def test_every_rule_has_its_case() -> None:
    assert {r.name for r in rules()} == set(CASES) | BY_HAND
    assert all(r.about.endswith(".") for r in rules())


def test_a_note_called_nowhere(make_document: Make) -> None:
    document = make_document([KYLE, LUCAS])
    lost = replace(document, footnotes=(replace(document.footnotes[0], marker=None), document.footnotes[1]))
    assert [f.spans for f in by("note-without-marker", found(lost))] == [(document.footnotes[0].span,)]
    assert by("note-without-marker", found(document)) == []


def test_a_marker_without_its_note(make_document: Make) -> None:
    document = make_document([KYLE])
    noted = replace(
        document,
        notes=(ReadingNote(code="marker-without-note", message="marker 7 has no note", span=(0, 5)),),
    )
    assert [f.message for f in by("marker-without-note", found(noted))] == ["marker 7 has no note"]


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


def test_findings_are_in_order_named_once_and_within_the_text(make_document: Make) -> None:
    findings = found(
        make_document(
            [
                f"{KYLE[:-1]}; {LUCAS}",
                "Ibid., p. 4.",
                "Keith Kyle, Suez, London: Tauris, 1991, pp.187-",
                KYLE,
            ],
            SHELF,
        )
    )
    assert findings == sorted(findings, key=lambda f: (f.spans, f.rule))
    assert len({f.id for f in findings}) == len(findings)
    assert all(0 <= a < b for f in findings for a, b in f.spans)


def test_two_rules_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two audit rules are named 'url-date'"):
        rule("url-date", "Another.")(lambda case: iter(()))


def test_chosen_rules_only(make_document: Make) -> None:
    document = make_document([f"{KYLE[:-1]}; {LUCAS}", "Ibid., p. 4."])
    citations, sources = resolve(document, propose_citations(document))
    chosen = [r for r in rules() if r.name == "url-date"]
    assert audit(document, [*citations, *sources], chosen) == []


def test_a_pact_signed_on_two_days(make_document: Make) -> None:
    told = [
        ("Iran and Russia signed an exchange of letters on 4 April 1946.", KYLE),
        ("The troops left after an agreement signed on 6 April 1946.", LUCAS),
    ]
    (hit,) = by("signed-two-days", found(make_document(told)))
    assert "1946-04-04 here and on 1946-04-06 there" in hit.message


@pytest.mark.parametrize(
    "other",
    [
        "The agreement signed on 4 April 1946 was short.",
        "An agreement signed on 6 June 1946 followed.",
        "The agreement was to be signed on 6 April 1946.",
        "A draft agreement was signed on 6 April 1946.",
        "The troops left on 6 April 1946.",
    ],
)
def test_one_day_another_season_or_no_signing_is_no_slip(make_document: Make, other: str) -> None:
    assert (
        by(
            "signed-two-days",
            found(make_document([("The two signed an agreement on 4 April 1946.", KYLE), (other, LUCAS)])),
        )
        == []
    )


def test_pacts_of_different_names_are_two(make_document: Make) -> None:
    told = [
        ("The Anglo-Egyptian treaty was signed on 4 April 1946.", KYLE),
        ("The Sino-Soviet treaty was signed on 6 April 1946.", LUCAS),
    ]
    assert by("signed-two-days", found(make_document(told))) == []


def test_one_slip_against_bibliography_and_first_citation_is_one_finding(make_document: Make) -> None:
    findings = found(make_document([KYLE, KYLE.replace("1991", "1992"), KYLE.replace("1991", "1992")], SHELF))
    assert by("differs-from-first-citation", findings) == []
    (hit,) = by("differs-from-bibliography", findings)
    assert len(hit.spans) == 4


def test_two_telegrams_of_one_day_are_no_slip(make_document: Make) -> None:
    notes = [f"RGASPI, Telegram from Shtykov to {who}, 19 July 1950." for who in ("Gromyko", "Stalin")]
    assert by("parties-differ", found(make_document(notes))) == []


def test_places_are_named_by_note_line_and_bibliography(make_document: Make) -> None:
    document = make_document([KYLE, LUCAS], SHELF)
    places = Places(document)
    note, entry, sentence = document.footnotes[1], document.bibliography[0], document.sentences[0]
    assert places.name(note.span) == "note 1.2, line 4"
    assert places.name((note.span[0] + 5, note.span[1])) == "note 1.2, line 4"
    assert places.name(entry.span) == "bibliography, line 5"
    assert places.name(sentence.spans[0]) == "line 1"
    assert places.names([e.span for e in document.bibliography[:6]]).endswith("; and 2 more")


@pytest.mark.parametrize("form", ["clean", "damaged"])
def test_the_example_has_its_planted_slips_and_no_other(root: Path, form: str) -> None:
    """Without events: what is planted is in the apparatus and the sentences."""
    document = read_path(
        root / "examples" / ("iran-1946.txt" if form == "clean" else "iran-1946-damaged.txt")
    )
    planted = json.loads((root / "tests" / "golden" / form / "discrepancies.json").read_text("utf-8"))[
        "discrepancies"
    ]
    findings = found(document)

    def meets(slip: dict[str, Any], finding: Discrepancy) -> bool:
        places = [slip["span"], *([slip["conflicts_with"]] if slip["conflicts_with"] else [])]
        return all(any(a < y and x < b for a, b in finding.spans) for x, y in places)

    assert [s["what"] for s in planted if not any(meets(s, f) for f in findings)] == []
    assert [f.message for f in findings if not any(meets(s, f) for s in planted)] == []
    assert len(findings) == len(planted) == 11


def test_every_rule_is_in_the_manual(root: Path) -> None:
    page = (root / "docs" / "audit.md").read_text("utf-8")
    assert [r.name for r in rules() if f"| `{r.name}` | {r.severity} | {r.about} |" not in page] == []
