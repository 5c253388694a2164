"""The scorer: a perfect reading scores 1 everywhere, each kind of slip costs what it should, and what readers
mark either way costs nothing."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.record import (
    Citation,
    Claim,
    Date,
    Decision,
    Discrepancy,
    Event,
    Fields,
    Footnote,
    Mention,
    Record,
    Relation,
    Sentence,
    Span,
)
from regesta.extract.score.scoring import GoldError, Score, format_scores, score

TEXT = (
    "On 3 May 1946 the Kremlin ordered Qavam to sign a treaty.1 Fawcett argued that Moscow lost. This is not convincing because Stalin agreed.\n"
    "1 Fawcett, Iran, p. 5; Bullard to Eden, telegram, 4 May 1946, TNA, FO 371/1.\n2 Ibid., p. 7.\n"
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


FIRST, SECOND, THIRD = (
    at(TEXT[: TEXT.index(" Fawcett")]),
    at("Fawcett argued that Moscow lost."),
    at("This is not convincing because Stalin agreed."),
)
BOOK, LETTER, IBID = (
    at("Fawcett, Iran, p. 5"),
    at("Bullard to Eden, telegram, 4 May 1946, TNA, FO 371/1"),
    at("Ibid., p. 7"),
)
NOTE1, NOTE2 = (BOOK[0], LETTER[1] + 1), (IBID[0], IBID[1] + 1)


def sentence(spans: Span, **rest: Any) -> dict[str, Any]:
    return {
        "parts": [TEXT[slice(*spans)]],
        "spans": [spans],
        "markers": [],
        "actors": [],
        "claims": [],
        "events": [],
        "decisions": [],
        **rest,
    }


def claim(words: str, holder: str, kind: str, target: str | None = None, **rest: Any) -> dict[str, Any]:
    relation = {"type": "attacks", "target": target} if target else None
    base = {
        "holder": [holder],
        "holder_kind": kind,
        "cue": "",
        "content": words,
        "hedged": False,
        "negated": False,
        "evidence_markers": [],
    }
    return {**base, "relation": relation, "span": at(words), **rest}


EVENT = {
    "trigger": "ordered",
    "type": "Order",
    "agents": ["Soviet Union"],
    "recipients": ["Ahmad Qavam"],
    "place": None,
    "date": "1946-05-03",
    "factuality": "asserted",
    "span": at("ordered"),
}
DECISION = {
    "decider": ["Soviet Union"],
    "trigger": "ordered",
    "kind": "order",
    "content": "",
    "addressee": [],
    "date": "1946-05-03~",
    "span": at("ordered"),
}
WINDOW = {
    "window": "w",
    "sentences": [
        sentence(
            FIRST, markers=[1], actors=["Soviet Union", "Ahmad Qavam"], events=[EVENT], decisions=[DECISION]
        ),
        sentence(
            SECOND,
            actors=["Louise Fawcett"],
            claims=[claim("Moscow lost", "Louise Fawcett", "scholar", evidence_markers=[1])],
        ),
        sentence(
            THIRD,
            claims=[
                claim(
                    "This is not convincing because Stalin agreed",
                    "thesis author",
                    "author",
                    "Fawcett argued that",
                    negated=True,
                )
            ],
        ),
    ],
}
NOTES = {
    "chapter": "I",
    "footnotes": [
        {
            "number": 1,
            "span": NOTE1,
            "citations": [
                {
                    "raw": "b",
                    "type": "book",
                    "authors": ["Fawcett"],
                    "title": "Iran",
                    "pages": "5",
                    "source_key": "fawcett",
                    "span": BOOK,
                },
                {
                    "raw": "l",
                    "type": "archival_document",
                    "sender": "Bullard",
                    "doc_date": "1946-05-04",
                    "source_key": "bullard",
                    "span": LETTER,
                },
            ],
        },
        {
            "number": 2,
            "span": NOTE2,
            "citations": [{"raw": "i", "type": "ibid", "pages": "7", "source_key": "fawcett", "span": IBID}],
        },
    ],
}
SLIPS = {
    "discrepancies": [
        {"what": "date", "span": at("3 May 1946"), "conflicts_with": at("4 May 1946"), "where": "x"}
    ]
}

CLAIM1 = Claim(
    id="c1",
    document="d",
    spans=(at("Moscow lost"),),
    content=at("Moscow lost"),
    holder=("Fawcett, Louise",),
    voice="scholar",
    footnotes=("I.1",),
)
CLAIM2 = Claim(
    id="c2",
    document="d",
    spans=(THIRD,),
    content=THIRD,
    holder=("thesis author",),
    negated=True,
    relations=(Relation(type="attacks", target="c1"),),
)
EVENT1 = Event(
    id="e1",
    document="d",
    spans=(FIRST,),
    trigger=at("ordered"),
    type="Order",
    agents=("Soviet Union",),
    recipients=("Qavam",),
    date=Date(edtf="1946-05-03"),
)
DECISION1 = Decision(
    id="d1",
    document="d",
    spans=(FIRST,),
    trigger=at("ordered"),
    deciders=("USSR",),
    decision="order",
    date=Date(edtf="1946-05-03"),
)
MENTION1 = Mention(id="m1", document="d", span=at("Kremlin"), actor="Soviet Union", form="metonym")
CITED = (
    Citation(
        id="x1",
        document="d",
        span=BOOK,
        footnote="I.1",
        type="book",
        fields=Fields(authors=("Fawcett",), title="Iran", pages="5"),
        source="s1",
    ),
    Citation(
        id="x2",
        document="d",
        span=LETTER,
        footnote="I.1",
        type="archival_document",
        fields=Fields(sender="Bullard", doc_date="1946-05-04"),
        source="s2",
    ),
    Citation(
        id="x3",
        document="d",
        span=IBID,
        footnote="I.2",
        type="ibid",
        fields=Fields(pages="7"),
        source="s1",
        resolved_from="x1",
    ),
)
PERFECT: tuple[Record, ...] = (
    *(Sentence(id=f"s{i}", document="d", spans=(s,)) for i, s in enumerate((FIRST, SECOND, THIRD))),
    MENTION1,
    Mention(id="m2", document="d", span=at("Qavam"), actor="Ahmad Qavam"),
    Mention(id="m3", document="d", span=at("Fawcett argued"), actor="L. Fawcett"),
    CLAIM1,
    CLAIM2,
    EVENT1,
    DECISION1,
    Footnote(id="I.1", document="d", span=NOTE1, number=1, marker=(FIRST[1] - 1, FIRST[1])),
    Footnote(id="I.2", document="d", span=NOTE2, number=2),
    *CITED,
    Discrepancy(id="z", document="d", rule="dates", spans=(at("4 May 1946"),), message="dates differ"),
)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for name, data in (
        ("W.json", WINDOW),
        ("cit.json", NOTES),
        ("slips.json", SLIPS),
        ("questions.json", {"questions": []}),
    ):
        (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return folder


def scored(
    gold: Path, swap: dict[str, Record | None] | None = None, extra: tuple[Record, ...] = ()
) -> dict[str, Score]:
    rows = [(swap or {}).get(r.id, r) for r in PERFECT]
    return score([r for r in rows if r is not None] + list(extra), gold, text=TEXT)


def test_a_perfect_reading_scores_one_everywhere(gold: Path) -> None:
    scores = scored(gold)
    assert {k: (s.precision, s.recall) for k, s in scores.items() if (s.precision, s.recall) != (1, 1)} == {}
    assert {
        "sentences",
        "actors",
        "claims",
        "claims.relations",
        "events",
        "events.date",
        "decisions",
        "footnotes",
        "footnotes.marker",
    } <= set(scores)
    assert {
        "citations",
        "citations.type",
        "citations.authors",
        "citations.fields",
        "sources",
        "discrepancies",
    } <= set(scores)


def test_nothing_found_scores_nothing(gold: Path) -> None:
    for kind, s in score([], gold, text=TEXT).items():
        assert (s.right, s.found, s.f1) == (0, 0, 0), kind
        assert s.expected, kind


@pytest.mark.parametrize(
    ("what", "swap", "kind", "right", "found", "expected"),
    [
        ("a claim missed", {"c1": None}, "claims", 1, 1, 2),
        (
            "a claim by the wrong holder",
            {"c1": replace(CLAIM1, holder=("Joseph Stalin",))},
            "claims.attributed",
            1,
            2,
            2,
        ),
        ("the wrong voice", {"c1": replace(CLAIM1, voice="actor")}, "claims.voice", 1, 2, 2),
        ("school for scholar is no slip", {"c1": replace(CLAIM1, voice="school")}, "claims.voice", 2, 2, 2),
        (
            "an end elsewhere",
            {"c1": replace(CLAIM1, content=(CLAIM1.content[0], CLAIM1.content[1] + 9))},
            "claims.boundaries",
            3,
            4,
            4,
        ),
        ("hedged by mistake", {"c1": replace(CLAIM1, hedged=True)}, "claims.hedged", 1, 2, 2),
        ("the denial not seen", {"c2": replace(CLAIM2, negated=False)}, "claims.negated", 1, 2, 2),
        ("a relation missed", {"c2": replace(CLAIM2, relations=())}, "claims.relations", 0, 0, 1),
        (
            "a relation of another type",
            {"c2": replace(CLAIM2, relations=(Relation(type="supports", target="c1"),))},
            "claims.relations",
            0,
            1,
            1,
        ),
        (
            "undercuts is an attack",
            {"c2": replace(CLAIM2, relations=(Relation(type="undercuts", target="c1"),))},
            "claims.relations",
            1,
            1,
            1,
        ),
        (
            "a footnote too many",
            {"c1": replace(CLAIM1, footnotes=("I.1", "I.2"))},
            "claims.footnotes",
            1,
            2,
            1,
        ),
        ("another event type", {"e1": replace(EVENT1, type="Request")}, "events.typed", 0, 1, 1),
        ("another date", {"e1": replace(EVENT1, date=Date(edtf="1946-05-04"))}, "events.date", 0, 1, 1),
        (
            "about is the same date",
            {"e1": replace(EVENT1, date=Date(edtf="1946-05-03~"))},
            "events.date",
            1,
            1,
            1,
        ),
        ("no recipient", {"e1": replace(EVENT1, recipients=())}, "events.recipients", 0, 0, 1),
        ("a trigger that is a whole clause", {"e1": replace(EVENT1, trigger=FIRST)}, "events", 0, 1, 1),
        ("planned for asserted", {"e1": replace(EVENT1, factuality="planned")}, "events.factuality", 0, 1, 1),
        (
            "another kind of decision",
            {"d1": replace(DECISION1, decision="reject")},
            "decisions.kind",
            0,
            1,
            1,
        ),
        (
            "another trigger of the same act",
            {"d1": replace(DECISION1, trigger=at("sign"))},
            "decisions",
            1,
            1,
            1,
        ),
        (
            "the wrong decider",
            {"d1": replace(DECISION1, deciders=("United States",))},
            "decisions.decider",
            0,
            1,
            1,
        ),
        ("an actor missed", {"m1": None}, "actors", 2, 2, 3),
        ("a book taken for an article", {"x1": replace(CITED[0], type="article")}, "citations.type", 2, 3, 3),
        (
            "a year invented",
            {"x1": replace(CITED[0], fields=replace(CITED[0].fields, year="1990"))},
            "citations.year",
            0,
            1,
            0,
        ),
        ("a citation missed", {"x2": None}, "citations", 2, 2, 3),
    ],
)
def test_each_slip_costs_its_share(
    gold: Path, what: str, swap: dict[str, Record | None], kind: str, right: int, found: int, expected: int
) -> None:
    s = scored(gold, swap)[kind]
    assert (s.right, s.found, s.expected) == (right, found, expected), what


def test_sources_fall_apart_when_ibid_is_not_resolved(gold: Path) -> None:
    s = scored(gold, {"x3": replace(CITED[2], source="s9")})["sources"]
    assert s.precision == pytest.approx(1)
    # The two citations of Fawcett are alone with half of their kind each: (1/2 + 1 + 1/2) / 3.
    assert s.recall == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "extra",
    [
        Event(id="n", document="d", spans=(FIRST,), trigger=at("treaty"), type="Agreement"),
        Event(id="n", document="d", spans=(FIRST,), trigger=at("sign a"), type="Agreement"),
        Event(id="n", document="d", spans=(SECOND,), trigger=at("lost"), type="Other"),
    ],
)
def test_what_readers_mark_either_way_is_not_counted(gold: Path, extra: Event) -> None:
    assert scored(gold, extra=(extra,))["events"] == scored(gold)["events"]


def test_another_event_is_counted(gold: Path) -> None:
    s = scored(
        gold, extra=(Event(id="n", document="d", spans=(SECOND,), trigger=at("lost"), type="Conflict"),)
    )["events"]
    assert (s.right, s.found, s.expected) == (1, 2, 1)
    assert s.extra == ("Conflict lost",)


def test_records_outside_the_windows_do_not_count(gold: Path) -> None:
    outside = Claim(id="o", document="d", spans=(BOOK,), content=BOOK, holder=("thesis author",))
    assert scored(gold, extra=(outside,))["claims"].found == 2


def test_an_extra_footnote_between_annotated_ones_counts(gold: Path) -> None:
    s = scored(gold, extra=(Footnote(id="I.9", document="d", span=LETTER, number=9),))["footnotes"]
    assert (s.right, s.found, s.expected) == (2, 3, 2)


def test_the_table_names_every_kind(gold: Path) -> None:
    scores = scored(gold)
    lines = format_scores(scores).splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(scores)
    assert lines[0].split() == ["precision", "recall", "f1", "gold", "found"]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "not a folder"), ("", "holds no annotations"), ("{", "is not JSON")]
)
def test_a_folder_without_gold_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    folder = tmp_path / "gold"
    if content is not None:
        folder.mkdir()
        if content:
            (folder / "W.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        score([], folder)
