"""Claims: positions somebody holds that another could dispute, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims_features import features
from regesta.extract.propose.claims_frames import Frame, find_frames, trim
from regesta.extract.propose.claims_holders import AUTHOR, Holder, HolderFinder
from regesta.extract.propose.claims_stance import chance, denies, hedged, opening
from regesta.extract.record import Claim, Span, content_id, quote_of

if TYPE_CHECKING:
    from regesta.extract.propose.mentions import MentionLayer

PROPOSER = "claims.v1"

#: How sure each kind of attribution is before its holder is looked at.
KIND_CONFIDENCE = {"verb": 0.9, "object": 0.6, "mind": 0.8, "noun": 0.6, "phrase": 0.85, "passive": 0.85, "impersonal": 0.85, "evidence": 0.85}
#: How many sentences on an attribution still tells who "he" or "they" are.
MEMORY = 2
#: Below this an unattributed sentence is not proposed at all.
FLOOR = 0.2


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it becomes a record: tokens of one sentence, who holds it, how sure."""

    sentence: int
    content: tuple[int, int]
    cue: tuple[int, int] | None
    holder: Holder
    confidence: float
    opening: str = ""
    frame: Frame | None = None
    within: int | None = None


def propose_claims(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Claim]:
    """Every claim of a document in document order, with who holds it, by which words, how surely put, and what it does to other claims."""
    frames = [find_frames(s.doc) for s in annotated.sentences]
    finder = HolderFinder(annotated, layer)
    for k, found in enumerate(frames):
        finder.observe(k, found)
    drafts: list[Draft] = []
    before: tuple[int, Holder] | None = None
    for k, sentence in enumerate(annotated.sentences):
        last = before[1] if before is not None and k - before[0] <= MEMORY else None
        own = sentence_drafts(k, sentence, frames[k], finder, last)
        drafts.extend(own)
        spoken = [d for d in own if d.holder.voice != "author"]
        if spoken:
            before = (k, spoken[0].holder)
    return _records(annotated, drafts)


def sentence_drafts(k: int, sentence: AnnotatedSentence, frames: tuple[Frame, ...], finder: HolderFinder, last: Holder | None) -> list[Draft]:
    """The claims of one sentence: what its frames attribute, and the sentence itself where the writer speaks in his own voice."""
    doc = sentence.doc
    start = opening(doc)
    out: list[Draft] = []
    for frame in frames:
        holder = finder.resolve(k, frame, out[-1].holder if out and out[-1].holder.voice == "document" else last)
        if holder is None:
            continue
        outer = next((i for i, d in enumerate(out) if d.content[0] <= frame.verb < d.content[1] and frame.content[0] >= d.content[0] and frame.content[1] <= d.content[1]), None)
        out.append(Draft(k, frame.content, frame.cue, holder, KIND_CONFIDENCE[frame.kind] * (0.4 + 0.6 * holder.sure), start.kind, frame, outer))
    covered = any(_governs(doc, d) for d in out)
    if not covered:
        content = trim(doc, start.content, len(doc))
        if content[1] - content[0] >= 3:
            p = chance(features(doc, *content, start.kind, len(sentence.footnotes)))
            if p >= FLOOR:
                out.insert(0, Draft(k, content, start.cue, Holder((AUTHOR,), "author"), p, start.kind))
                out[1:] = [replace(d, within=0 if d.within is None else d.within + 1) for d in out[1:]]
    return out


def _governs(doc: object, draft: Draft) -> bool:
    """True when a frame attributes the sentence's main clause, so that nothing is left for the writer to claim."""
    frame = draft.frame
    if frame is None:
        return True
    verb = doc[frame.verb]  # type: ignore[index]
    return frame.kind == "phrase" or verb.dep_ in ("ROOT", "conj", "parataxis") or (frame.content[1] - frame.content[0]) >= 0.6 * len(doc)  # type: ignore[arg-type]


def _records(annotated: AnnotatedDocument, drafts: list[Draft]) -> list[Claim]:
    document = annotated.document
    first: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        first.setdefault(draft.sentence, i)
    ids: list[str] = []
    rows: list[Claim] = []
    for draft in drafts:
        sentence = annotated.sentences[draft.sentence]
        tokens = sentence.doc[draft.content[0] : draft.content[1]]
        spans = sentence.raw_parts(tokens)
        content: Span = max(spans, key=lambda s: s[1] - s[0])
        claim_id = content_id("claim", document.id, list(content))
        ids.append(claim_id)
        rows.append(
            Claim(
                id=claim_id, document=document.id, confidence=round(min(0.99, draft.confidence), 3), proposer=PROPOSER, spans=spans, content=content,
                cue=sentence.raw(sentence.doc[draft.cue[0] : draft.cue[1]]) if draft.cue else None,
                holder=draft.holder.names, voice=draft.holder.voice,
                hedged=hedged(sentence.doc, *draft.content, draft.cue), negated=denies(sentence.doc, *draft.content),
                footnotes=sentence.footnotes, sentence=sentence.record.id, quote=quote_of(document.text, spans),
            )
        )
    out = [replace(c, within=ids[first[d.sentence] + d.within]) if d.within is not None else c for c, d in zip(rows, drafts, strict=True)]
    unique: dict[str, Claim] = {}
    for claim in out:
        unique.setdefault(claim.id, claim)
    return list(unique.values())
