"""Attributions that go on over sentences: an announced document, an open quotation, a report whose note comes
only at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.attribution import trim
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.holders import Holder, HolderFinder
from regesta.extract.propose.claims.lexicon import table, verb_kinds, words
from regesta.extract.propose.claims.stance import opening

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: An announced document may fill this many sentences before its note; an open quotation, and a report with a
#: late note, these many.
LONGEST_BLOCK = 40
LONGEST_QUOTATION = 10
LONGEST_REPORT = 3
#: A sentence after a report is its continuation only when it is at least this likely to be a claim at all.
LIKELY = 0.4
_OPEN, _CLOSE = "“„«", "”»"


def carry(
    annotated: AnnotatedDocument, drafts: Sequence[list[Draft]], finder: HolderFinder
) -> list[list[Draft]]:
    """The drafts of each sentence with the attributions of earlier sentences carried on to them; `drafts` is
    left as it is."""
    out = [list(own) for own in drafts]
    k = 0
    while k < len(out):
        block = (
            _announced(annotated, out, finder, k)
            or _quoted(annotated, out, k)
            or _points(annotated, out, finder, k)
            or _reported(annotated, out, k)
        )
        if block is None:
            k += 1
            continue
        holder, first, end, sure = block
        notes = next((s.footnotes for s in annotated.sentences[k:end] if s.footnotes), ())
        for i in range(k, end):
            own = out[i] if i < first else _held(annotated.sentences[i], i, out[i], holder, sure)
            out[i] = [
                d
                if annotated.sentences[i].footnotes or d.holder.voice == "author"
                else replace(d, notes=notes)
                for d in own
            ]
        k = max(end, k + 1)
    return [_with_earlier_notes(annotated, i, own) for i, own in enumerate(out)]


def _held(sentence: AnnotatedSentence, k: int, own: list[Draft], holder: Holder, sure: float) -> list[Draft]:
    """A sentence's drafts inside a block: what seemed the writer's own is the block's holder's, and the whole
    sentence is a claim when nothing was."""
    if not own:
        doc = sentence.doc
        start = opening(doc)
        content = trim(doc, start.content, len(doc))
        return (
            [Draft(k, content, None, holder, sure, start.kind)]
            if content[1] - content[0] >= 3 and any(t.pos_ in ("VERB", "AUX") for t in doc)
            else []
        )
    return [
        replace(
            d,
            holder=holder,
            confidence=max(sure, min(d.confidence, 0.9)),
            cue=None if d.frame is None else d.cue,
        )
        if d.holder.voice == "author"
        else d
        for d in own
    ]


def _announced(
    annotated: AnnotatedDocument, drafts: list[list[Draft]], finder: HolderFinder, k: int
) -> tuple[Holder, int, int, float] | None:
    """ "The contents of the report are as follows:" and what comes after it, up to the sentence that carries
    the note."""
    doc = annotated.sentences[k].doc
    if not announces(doc) or annotated.sentences[k].footnotes or k + 1 >= len(drafts):
        return None
    spoken = next(
        (d.holder for d in drafts[k + 1] if d.frame is not None and d.holder.voice in ("actor", "document")),
        None,
    )
    holder = spoken or _writer_near(annotated, finder, k)
    end = _noted_end(annotated, k, LONGEST_BLOCK)
    if holder is None or end is None:
        return None
    return holder, k + 1, end, 0.8


def announces(doc: Doc) -> bool:
    """Whether a sentence ends by announcing what its document or speaker says."""
    text = doc.text.rstrip().lower()
    said = any(text.rstrip(":;., ").endswith(phrase) for phrase in table("stance")["announcing"]["phrases"])
    return (said and text[-1:] in (":", ";", ".", ",")) or text.endswith(":")


def _writer_near(annotated: AnnotatedDocument, finder: HolderFinder, k: int) -> Holder | None:
    nouns = words("verbs", "documents", "nouns")
    for i in (k, k - 1):
        if i < 0:
            continue
        for token in annotated.sentences[i].doc:
            if token.lemma_.lower() in nouns and token.pos_ == "NOUN":
                found = finder.document(i, token)
                if found.sure >= 0.6:
                    return found
    return None


def _noted_end(annotated: AnnotatedDocument, k: int, limit: int) -> int | None:
    """One past the first sentence from k on that carries a note, within the division and the limit."""
    division = annotated.sentences[k].record.division
    for i in range(k + 1, min(k + 1 + limit, len(annotated.sentences))):
        if annotated.sentences[i].record.division != division:
            return None
        if annotated.sentences[i].footnotes:
            return i + 1
    return None


def _quoted(
    annotated: AnnotatedDocument, drafts: list[list[Draft]], k: int
) -> tuple[Holder, int, int, float] | None:
    """A quotation opened in an attributed sentence, up to the sentence that closes it."""
    holder = next((d.holder for d in drafts[k] if d.frame is not None and d.holder.voice != "author"), None)
    if holder is None or _open_after(annotated.sentences[k].doc, False) is False:
        return None
    still = True
    for i in range(k + 1, min(k + 1 + LONGEST_QUOTATION, len(drafts))):
        still = _open_after(annotated.sentences[i].doc, still)
        if not still:
            return holder, k + 1, i + 1, 0.8
    return None


def _open_after(doc: Doc, still: bool) -> bool:
    """Whether a quotation is open after a sentence, given whether one was before it."""
    for character in doc.text:
        if character in _OPEN:
            still = True
        elif character in _CLOSE:
            still = False
        elif character == '"':
            still = not still
    return still


def _points(
    annotated: AnnotatedDocument, drafts: list[list[Draft]], finder: HolderFinder, k: int
) -> tuple[Holder, int, int, float] | None:
    """ "Kim gave his reasons; firstly, ..." and the sentences that go on with "Secondly, ...": one speaker's
    points."""
    doc = annotated.sentences[k].doc
    enumeration = table("relations")["enumeration"]
    if not any(
        f"{mark} {first}" in doc.text.lower() for mark in (";", ":") for first in enumeration["first"]
    ):
        return None
    holder = next(
        (
            d.holder
            for d in drafts[k]
            if d.within is None and d.frame is not None and d.holder.voice != "author"
        ),
        None,
    ) or _speaker(finder, k, doc)
    end = k + 1
    while end < len(drafts) and any(
        annotated.sentences[end].doc.text.lower().startswith(f"{word},") for word in enumeration["rest"]
    ):
        end += 1
    return (holder, k, end, 0.7) if holder is not None and end > k + 1 else None


def _speaker(finder: HolderFinder, k: int, doc: Doc) -> Holder | None:
    """Who speaks in a sentence: the named subject of its first verb of saying."""
    for verb in doc:
        if verb.pos_ == "VERB" and verb_kinds().get(verb.lemma_.lower(), frozenset()) & {
            "position",
            "saying",
        }:
            names = next((finder.layer.actors_of(c) for c in verb.children if c.dep_ == grammar.SUBJECT), ())
            if names:
                return Holder(names, finder.voice(names[0]), 0.8)
    return None


def _reported(
    annotated: AnnotatedDocument, drafts: list[list[Draft]], k: int
) -> tuple[Holder, int, int, float] | None:
    """A reported document or speech without a note of its own, and the sentences on to the note that ends
    it."""
    if annotated.sentences[k].footnotes:
        return None
    main = next(
        (
            d
            for d in drafts[k]
            if d.within is None
            and d.frame is not None
            and d.frame.kind in ("verb", "phrase", "passive")
            and d.holder.voice == "document"
        ),
        None,
    )
    end = _noted_end(annotated, k, LONGEST_REPORT) if main is not None else None
    if main is None or end is None:
        return None
    for i in range(k + 1, end):
        if (
            not drafts[i]
            or any(d.frame is not None or d.confidence < LIKELY for d in drafts[i])
            or opening(annotated.sentences[i].doc).kind in ("conclusion", "contrast")
        ):
            return None
    return main.holder, k + 1, end, 0.6


def _with_earlier_notes(annotated: AnnotatedDocument, k: int, own: list[Draft]) -> list[Draft]:
    """ "In the letter, X said ..." without a note of its own is evidenced by the notes of the sentence that
    brought the letter in."""
    sentence = annotated.sentences[k]
    if k == 0 or sentence.footnotes or not annotated.sentences[k - 1].footnotes:
        return own
    head = sentence.doc[: min(4, len(sentence.doc))]
    known = any(
        t.lemma_.lower() in words("verbs", "documents", "nouns")
        and t.i > 0
        and t.nbor(-1).lower_ in ("the", "this", "that")
        for t in head
    )
    return [
        replace(d, notes=annotated.sentences[k - 1].footnotes)
        if known and d.holder.voice != "author" and not d.notes
        else d
        for d in own
    ]
