"""Claims: positions somebody holds that another could dispute, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.continuation import carry
from regesta.extract.propose.claims.drafting import sentence_drafts
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.evidence import with_notes
from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.judging import Judging, judge_of
from regesta.extract.propose.claims.lexicon import ClaimWords, claim_words
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.relations import relate
from regesta.extract.propose.claims.scholars import Scholars
from regesta.extract.propose.claims.stance import denies, hedged
from regesta.extract.record import Citation, Claim, Span, content_id, quote_of

if TYPE_CHECKING:
    from regesta.extract.propose.mentions.layer import MentionLayer

PROPOSER = "claims.v1"


def propose_claims(
    annotated: AnnotatedDocument, layer: MentionLayer, citations: Sequence[Citation] = ()
) -> list[Claim]:
    """Every claim of a document in document order, with who holds it, by which words, how surely put, and
    what it does to other claims; `citations` are those of its notes, which tell scholars from actors."""
    actors = [[m.actor for m in layer.mentions(k)] for k in range(len(annotated.sentences))]
    drafts = draft_claims(annotated, layer, citations=citations)
    return _records(annotated, drafts, actors, claim_words(annotated.language))


def draft_claims(
    annotated: AnnotatedDocument,
    layer: MentionLayer,
    judging: Judging = judge_of,
    citations: Sequence[Citation] = (),
) -> list[Draft]:
    """The claims of a document in document order, before they are related; `judging` gives what tells claims
    from narrative."""
    words = claim_words(annotated.language)
    finder = HolderFinder(Scholars(annotated, layer, words, citations))
    drafts = carry(annotated, list(_drafts(annotated, finder, words, judging)), finder, words)
    return [d for own in drafts for d in own]


def _drafts(
    annotated: AnnotatedDocument, finder: HolderFinder, words: ClaimWords, judging: Judging
) -> Iterator[list[Draft]]:
    """The drafts of each sentence; an attribution still tells who "he" or "they" are some sentences on."""
    frames = [find_frames(s.doc, words) for s in annotated.sentences]
    for k, found in enumerate(frames):
        finder.observe(k, found)
    judge = judging(annotated, frames, words)
    before: tuple[int, Holder] | None = None
    for k, sentence in enumerate(annotated.sentences):
        recent = before is not None and k - before[0] <= words.weights.holder_memory
        last = before[1] if before and recent else None
        own = sentence_drafts(k, sentence, frames[k], finder, last, judge)
        yield own
        spoken = next((d.holder for d in own if d.holder.voice != "author"), None)
        before = before if spoken is None else (k, spoken)


def _records(
    annotated: AnnotatedDocument, drafts: Sequence[Draft], actors: Sequence[Sequence[str]], words: ClaimWords
) -> list[Claim]:
    """The claims of some drafts, related to each other, one per content; `actors` are those whom each
    sentence mentions."""
    claims = [_claim(annotated, draft, words) for draft in drafts]
    ids = [claim.id for claim in claims]
    related = relate(annotated, drafts, ids, words, actors)
    first: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        first.setdefault(draft.sentence, i)
    linked: list[Claim] = []
    for i, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
        within = ids[first[draft.sentence] + draft.within] if draft.within is not None else claim.within
        linked.append(replace(claim, relations=related.get(i, ()), within=within))
    unique: dict[str, Claim] = {}
    for claim in with_notes(annotated, drafts, linked):
        unique.setdefault(claim.id, claim)
    return list(unique.values())


def _claim(annotated: AnnotatedDocument, draft: Draft, words: ClaimWords) -> Claim:
    document = annotated.document
    sentence = annotated.sentences[draft.sentence]
    spans = sentence.raw_parts(sentence.doc[draft.content[0] : draft.content[1]])
    content: Span = max(spans, key=lambda s: s[1] - s[0])
    return Claim(
        id=content_id("claim", document.id, list(content)),
        document=document.id,
        confidence=round(min(words.weights.most_sure, draft.confidence), 3),
        proposer=PROPOSER,
        spans=spans,
        content=content,
        cue=sentence.raw(sentence.doc[draft.cue[0] : draft.cue[1]]) if draft.cue else None,
        holder=draft.holder.names,
        voice=draft.holder.voice,
        hedged=hedged(sentence.doc, *draft.content, _frame_words(draft, words), words),
        negated=denies(sentence.doc, *draft.content, words) or _frame_denies(sentence, draft, words),
        footnotes=draft.notes or sentence.footnotes,
        sentence=sentence.record.id,
        quote=quote_of(document.text, spans),
    )


def _frame_words(draft: Draft, words: ClaimWords) -> tuple[int, int] | None:
    """The tokens of the attribution that may hedge it: from a little before its verb to its content."""
    frame = draft.frame
    if frame is None:
        return None
    start = min(frame.cue[0], frame.verb - words.weights.hedge_window)
    return max(0, start), max(frame.cue[1], frame.verb + 1)


def _frame_denies(sentence: AnnotatedSentence, draft: Draft, words: ClaimWords) -> bool:
    """True when the attribution denies what it frames: "X denied that", "did not believe that", "little
    speaks for the view that"."""
    frame = draft.frame
    if frame is None or frame.kind == "phrase":
        return False
    if "denying" in words.verbs.of(frame.lemma):
        return True
    if draft.holder.voice == "author":
        negative = words.function.negative_determiners
        return any(
            t.dep_ == grammar.NEGATION or t.lower_ in negative
            for t in sentence.doc[max(0, frame.verb - words.weights.denial_window) : draft.content[0]]
        )
    return any(c.dep_ == grammar.NEGATION for c in sentence.doc[frame.verb].children)
