"""The baselines find what a list of words finds."""

from __future__ import annotations

from tests.corpus.measure.baselines import every_sentence, verb_list

from regesta.extract.read import Document
from regesta.extract.record import Claim, Event, Mention, Record, quote_of


def of(records: list[Record], kind: type[Record], text: str) -> list[tuple[str, object]]:
    """The words and the holder or type of the records of a kind."""
    out: list[tuple[str, object]] = []
    for r in records:
        if isinstance(r, kind):
            spans = r.spans if isinstance(r, Claim) else [r.trigger] if isinstance(r, Event) else [r.span]  # type: ignore[attr-defined]
            said = getattr(r, "holder", None) or getattr(r, "type", None) or getattr(r, "actor", None)
            out.append((" ".join(quote_of(text, spans).split()), said))
    return out


def test_every_sentence_is_the_authors(chapter: Document) -> None:
    claims = of(every_sentence(chapter), Claim, chapter.text)
    assert len(claims) == len(chapter.sentences)
    assert {holder for _, holder in claims} == {("thesis author",)}


def test_a_verb_of_saying_attributes_what_follows(chapter: Document) -> None:
    claims = dict(of(verb_list(chapter), Claim, chapter.text))
    assert claims["nobody paid."] == ("Dr. Brand",)
    assert claims["the order ruined “the whole valley”; that argument is not convincing."] == ("Agnes Holt",)


def test_a_verb_of_doing_is_an_event_and_capitals_are_actors(chapter: Document) -> None:
    found = verb_list(chapter)
    assert ("ordered", "Order") in of(found, Event, chapter.text)
    assert ("met", "Meeting") in of(found, Event, chapter.text)
    assert ("Agnes Holt", "Agnes Holt") in of(found, Mention, chapter.text)
    assert len({r.id for r in found}) == len(found)
