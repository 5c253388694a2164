"""What a reader without any understanding finds: two baselines that extraction has to beat."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from regesta.extract.read import Document
from regesta.extract.record import (
    Claim,
    Decision,
    Event,
    Mention,
    Record,
    Sentence,
    Span,
    content_id,
)
from regesta.review.readings.passage import joined

AUTHOR = "thesis author"
#: A baseline: a document in, records out.
Baseline = Callable[[Document], list[Record]]
#: A name as a list of verbs sees it: capitalised words, initials among them.
_NAME = r"(?P<name>(?:[A-Z][\w’'-]*\.?\s+){0,3}[A-Z][\w’'-]+)"
_VERSION = "v1"


def every_sentence(document: Document) -> list[Record]:
    """Every sentence is a claim of the author."""
    return [*document.sentences, *(_claim(document, s, s.spans, AUTHOR) for s in document.sentences)]


def verb_list(document: Document) -> list[Record]:
    """Verbs out of a list: after one of saying stands a claim, of the name before it; one of doing is an event
    by that name; a capitalised name is an actor. Other sentences are the author's claims where a word of
    judgement stands in them."""
    out: list[Record] = [*document.sentences]
    for sentence in document.sentences:
        for span in joined(document.text, sentence.spans):
            out += _read(document, sentence, span)
    return list({r.id: r for r in out}.values())


BASELINES: Mapping[str, Baseline] = {"every sentence": every_sentence, "verb list": verb_list}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """The table of verbs: what each says."""
    data = tomllib.loads(Path(__file__).with_name("baselines.toml").read_text("utf-8"))
    return {
        "saying": dict.fromkeys(data["saying"].split(), ""),
        "judging": dict.fromkeys(data["judging"].split(), ""),
        "doing": {verb: kind for kind, verbs in data["doing"].items() for verb in verbs.split()},
        "deciding": {verb: kind for kind, verbs in data["deciding"].items() for verb in verbs.split()},
    }


def _read(document: Document, sentence: Sentence, span: Span) -> Iterator[Record]:
    """What one stretch of a sentence has."""
    text, (a, b) = document.text, span
    said = _said(text, span)
    if said is not None:
        yield _claim(document, sentence, (said[1],), said[0])
    elif any(w.lower() in _words()["judging"] for w in re.findall(r"\w+", text[a:b])):
        yield _claim(document, sentence, (span,), AUTHOR)
    for m in re.compile(_NAME).finditer(text, a, b):
        yield Mention(
            id=content_id("mention", document.id, list(m.span()), m["name"]),
            document=document.id,
            span=m.span(),
            actor=" ".join(m["name"].split()),
            proposer=f"verb-list.{_VERSION}",
        )
    for m in re.compile(r"\w+").finditer(text, a, b):
        yield from _acts(document, sentence, span, m)


def _said(text: str, span: Span) -> tuple[str, Span] | None:
    """Who says what in a stretch of text: name, and what follows the verb of saying."""
    verbs = "|".join(map(re.escape, _words()["saying"]))
    m = re.compile(
        rf"{_NAME}\s+(?:has\s+|had\s+)?(?:{verbs})\b(?:\s+that\b)?[\s,:]*(?P<rest>.+)", re.S
    ).search(text, *span)
    return (" ".join(m["name"].split()), m.span("rest")) if m else None


def _acts(document: Document, sentence: Sentence, span: Span, word: re.Match[str]) -> Iterator[Record]:
    """The event and the decision that a verb names."""
    verb = word.group().lower()
    before = list(re.compile(_NAME).finditer(document.text, span[0], word.start()))
    agents = (" ".join(before[-1]["name"].split()),) if before else ()
    if kind := _words()["doing"].get(verb):
        yield Event(
            id=content_id("event", document.id, list(word.span())),
            document=document.id,
            spans=sentence.spans,
            trigger=word.span(),
            type=kind,  # type: ignore[arg-type]
            agents=agents,
            sentence=sentence.id,
            proposer=f"verb-list.{_VERSION}",
        )
    if kind := _words()["deciding"].get(verb):
        yield Decision(
            id=content_id("decision", document.id, list(word.span())),
            document=document.id,
            spans=sentence.spans,
            trigger=word.span(),
            decision=kind,  # type: ignore[arg-type]
            deciders=agents,
            sentence=sentence.id,
            proposer=f"verb-list.{_VERSION}",
        )


def _claim(document: Document, sentence: Sentence, spans: Sequence[Span], holder: str) -> Claim:
    content = max(spans, key=lambda s: s[1] - s[0])
    return Claim(
        id=content_id("claim", document.id, list(content)),
        document=document.id,
        spans=tuple(spans),
        content=content,
        holder=(holder,),
        voice="author" if holder == AUTHOR else "scholar",
        sentence=sentence.id,
        proposer=f"baseline.{_VERSION}",
    )
