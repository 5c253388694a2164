"""Scores of notes and citations: matched by place, compared field by field, sources by what is kept together."""

from __future__ import annotations

from regesta.extract.record import Citation, Discrepancy, Fields, Footnote, Span
from regesta.extract.score.gold import Gold, GoldFootnote, GoldSentence
from regesta.extract.score.notes import citations, footnotes, slips
from regesta.extract.score.tally import Tally


def note(number: int, span: Span, marker: Span | None = None) -> Footnote:
    return Footnote(id=f"I.{number}", document="d", span=span, number=number, division="I", marker=marker)


def cited(span: Span, source: str, **fields: object) -> Citation:
    return Citation(
        id=f"c{span[0]}", document="d", span=span, footnote="I.1", type="book", fields=Fields(**fields), source=source  # type: ignore[arg-type]
    )  # fmt: skip


def gold_note(number: int, span: Span, *entries: dict[str, object]) -> GoldFootnote:
    return GoldFootnote(number=number, span=span, citations=entries)


def test_a_note_must_have_the_number_and_nearly_the_place() -> None:
    gold = Gold(footnotes=(gold_note(1, (100, 200)), gold_note(2, (200, 300))), noted=((100, 300),))
    tally = Tally()
    footnotes(gold, [note(1, (100, 195)), note(3, (200, 300))], tally)
    score = tally.scores()["footnotes"]
    assert (score.right, score.found, score.expected) == (1, 2, 2)


def test_markers_count_in_the_sentence_that_calls_them() -> None:
    sentences = (
        GoldSentence(text="", spans=((0, 50),), markers=(1, 1, 2)),
        GoldSentence(text="", spans=((50, 90),), markers=()),
    )
    tally = Tally()
    footnotes(
        Gold(sentences=sentences), [note(1, (100, 200), (10, 11)), note(2, (200, 300), (60, 61))], tally
    )
    score = tally.scores()["footnotes.marker"]
    assert (score.right, score.found, score.expected) == (1, 2, 3)


def test_a_wrong_field_costs_once_a_missing_one_only_recall() -> None:
    entry = {"type": "book", "raw": "Kyle", "span": (100, 150), "authors": ["Keith Kyle"], "year": "1991", "title": "Suez"}  # fmt: skip
    tally = Tally()
    have = cited((100, 150), "s", authors=("Kyle",), year="1992")
    citations(Gold(footnotes=(gold_note(1, (90, 160), entry),)), [have], tally)
    scores = tally.scores()
    assert scores["citations"].f1 == 1
    assert scores["citations.type"].f1 == 1
    assert (scores["citations.year"].right, scores["citations.year"].found) == (0, 1)
    assert (scores["citations.title"].found, scores["citations.title"].expected) == (0, 1)
    assert scores["citations.authors"].f1 == 1


def test_sources_are_scored_by_what_is_kept_together() -> None:
    entries = [
        {"type": "book", "raw": str(n), "span": (n, n + 5), "source_key": key}
        for n, key in ((0, "a"), (10, "a"), (20, "b"))
    ]
    tally = Tally()
    found = [cited((0, 5), "x"), cited((10, 15), "y"), cited((20, 25), "z")]
    citations(Gold(footnotes=(gold_note(1, (0, 30), *entries),)), found, tally)
    score = tally.scores()["sources"]
    assert score.precision == 1
    assert abs(score.recall - 2 / 3) < 1e-9


def test_a_slip_is_found_by_either_of_its_places() -> None:
    slip = {"span": (0, 10), "conflicts_with": [50, 60], "what": "two days"}
    tally = Tally()
    there = Discrepancy(id="x", document="d", rule="r", spans=((52, 58),), message="m")
    elsewhere = Discrepancy(id="y", document="d", rule="r", spans=((80, 90),), message="m")
    slips(Gold(slips=(slip,)), [there, elsewhere], tally)
    score = tally.scores()["discrepancies"]
    assert (score.right, score.found, score.expected) == (1, 2, 1)
