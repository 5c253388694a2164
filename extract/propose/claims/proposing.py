"""Claims: positions somebody holds that another could dispute, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.attribution import SUBJECTS, Attribution, trim
from regesta.extract.propose.claims.continuation import carry
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.features import features
from regesta.extract.propose.claims.holders import AUTHOR, Holder, HolderFinder
from regesta.extract.propose.claims.lexicon import verb_kinds
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.relations import relate
from regesta.extract.propose.claims.stance import Opening, chance, denies, hedged, opening
from regesta.extract.propose.claims.units import SHORTEST, clause_index, content_start, governs, main_clauses
from regesta.extract.record import Claim, Span, content_id, quote_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.mentions.layer import MentionLayer

PROPOSER = "claims.v1"

#: How sure each kind of attribution is before its holder is looked at.
KIND_CONFIDENCE = {
    "verb": 0.9,
    "object": 0.6,
    "mind": 0.8,
    "noun": 0.6,
    "phrase": 0.85,
    "passive": 0.85,
    "impersonal": 0.85,
}
#: What a claim loses for being reported inside another holder's claim.
NESTED = 0.6
#: What a claim loses for being a promise, an announcement or a threat.
COMMITMENT = 0.55
#: How many sentences on an attribution still tells who "he" or "they" are.
MEMORY = 2
#: What the writer's claim loses when it gives what an actor thought as the motive of what he did ("refused,
#: as he feared that"): it tells a story.
MOTIVE = 0.55
#: Below this an unattributed sentence is not proposed at all.
FLOOR = 0.2


def propose_claims(annotated: AnnotatedDocument, layer: MentionLayer) -> list[Claim]:
    """Every claim of a document in document order, with who holds it, by which words, how surely put, and
    what it does to other claims."""
    frames = [find_frames(s.doc) for s in annotated.sentences]
    finder = HolderFinder(annotated, layer)
    for k, found in enumerate(frames):
        finder.observe(k, found)
    drafts: list[list[Draft]] = []
    before: tuple[int, Holder] | None = None
    for k, sentence in enumerate(annotated.sentences):
        last = before[1] if before is not None and k - before[0] <= MEMORY else None
        own = sentence_drafts(k, sentence, frames[k], finder, last)
        drafts.append(own)
        spoken = [d for d in own if d.holder.voice != "author"]
        if spoken:
            before = (k, spoken[0].holder)
    return _records(annotated, [d for own in carry(annotated, drafts, finder) for d in own])


def sentence_drafts(
    k: int,
    sentence: AnnotatedSentence,
    frames: tuple[Attribution, ...],
    finder: HolderFinder,
    last: Holder | None,
) -> list[Draft]:
    """The claims of one sentence: what its frames attribute, and what is left of it where the writer speaks
    in his own voice."""
    doc = sentence.doc
    start = opening(doc)
    out: list[Draft] = []
    for frame in frames:
        near = out[-1].holder if out and out[-1].holder.voice == "document" else last
        holder = finder.resolve(k, frame, near)
        if holder is None or (
            frame.kind == "object"
            and frame.content[0] == frame.verb
            and holder.voice not in ("scholar", "school")
        ):
            # only those who write about positions answer them: "the cabinet rejected this view" is a decision
            continue
        draft = Draft(k, frame.content, frame.cue, holder, 1.0, start.kind, frame)
        outer = next((i for i, d in enumerate(out) if _inside(draft, d)), None)
        sure = KIND_CONFIDENCE[frame.kind] * (0.4 + 0.6 * holder.sure)
        if (
            holder.voice not in ("scholar", "school")
            and "commissive" in verb_kinds().get(frame.lemma, frozenset())
            and any(t.lower_ in ("would", "will", "shall") for t in doc[slice(*frame.content)])
            and not (frame.lemma == "warn" and _foretells(doc, frame.content))
        ):
            sure *= COMMITMENT
        if outer is not None and out[outer].holder.voice != "author":
            sure *= NESTED
        out.append(replace(draft, confidence=sure, within=outer))
    out = _widened(doc, frames, out)
    rest = _unattributed(sentence, start, out)
    if rest is not None:
        inside = [
            replace(d, within=d.within + 1 if d.within is not None else 0 if _inside(d, rest) else None)
            for d in out
        ]
        return [replace(rest, sentence=k), *inside]
    return out


def _foretells(doc: Doc, content: tuple[int, int]) -> bool:
    """Whether a clause tells what things will come to and not what anybody will do: "warned that a landing
    would mean war"."""
    subject = next(
        (t for t in doc[slice(*content)] if t.dep_ in SUBJECTS or t.dep_ == grammar.EXPLETIVE), None
    )
    return (
        subject is not None
        and (subject.pos_ == "NOUN" or subject.lower_ in ("it", "this", "that", "there"))
        and not subject.ent_type_
    )


def _widened(doc: Doc, frames: tuple[Attribution, ...], drafts: list[Draft]) -> list[Draft]:
    """The drafts with a that-clause continued by "and", "but" or "so" and a clause that nobody else is said
    to hold: parsers often hang it too high."""
    clauses = main_clauses(doc)
    out: list[Draft] = []
    for draft in drafts:
        frame = draft.frame
        if (
            frame is not None
            and frame.kind in ("verb", "passive", "impersonal")
            and draft.content[0] > frame.verb
            and _that(doc, draft.content[0])
            and draft.within is None
        ):
            after = [c for c in clauses if draft.content[1] <= c[0].i]
            held = {f.verb for f in frames}
            if (doc[draft.content[1] : draft.content[1] + 1].text == ":" and not after) or (
                after
                and after[0][1] - draft.content[1] <= 2
                and not any(a <= v < b for _, a, b in after for v in held)
                and not any(t.text == ";" for t in doc[draft.content[1] :])
            ):
                draft = replace(draft, content=trim(doc, draft.content[0], len(doc)))
        out.append(draft)
    return out


def _that(doc: Doc, start: int) -> bool:
    return start > 0 and doc[start - 1].lower_ == "that"


def _inside(draft: Draft, outer: Draft) -> bool:
    """True when a reported claim and the words that report it both stand in another claim's content."""
    verb = draft.frame.verb if draft.frame is not None else -1
    return (
        outer.content[0] <= verb < outer.content[1]
        and outer.content[0] <= draft.content[0]
        and draft.content[1] <= outer.content[1]
    )


def _unattributed(sentence: AnnotatedSentence, start: Opening, drafts: list[Draft]) -> Draft | None:
    """The part of a sentence that no frame attributes, as the writer's own claim, if it is likely enough to
    be one."""
    doc = sentence.doc
    clauses = main_clauses(doc)
    free = [True] * len(clauses)
    low, high = start.content, len(doc)
    for draft in drafts:
        if draft.frame is not None and draft.frame.kind != "phrase":
            free = [
                f and not (draft.content[0] <= head.i < draft.content[1])
                for f, (head, _, _) in zip(free, clauses, strict=True)
            ]
    for draft in drafts:
        frame = draft.frame
        if frame is None:
            continue
        if frame.kind == "phrase":
            if frame.content[0] > frame.verb and frame.verb > low + SHORTEST:
                high = min(high, frame.verb)
            else:
                free = [False] * len(clauses)
            continue
        where = clause_index(doc, clauses, frame.verb)
        if (
            draft.holder.voice == "actor"
            and doc[frame.verb].dep_ == grammar.OPEN_COMPLEMENT
            and doc[frame.verb].head.lemma_ in ("seem", "appear")
        ):
            continue  # "Eden seems to have believed that": it is the writer to whom it seems
        if (
            draft.holder.voice == "author"
            or _presented(doc, frame.verb)
            or governs(doc, clauses[where], frame.verb, frame.holders)
        ):
            free[where] = False
    left = [(a, b) for (_, a, b), is_free in zip(clauses, free, strict=True) if is_free]
    if not left:
        return None
    content = trim(
        doc,
        max(low, left[0][0]),
        min(high, left[-1][1]) if len(left) == len(clauses) else _run_end(left, high),
    )
    content = (content_start(doc, *content), content[1]) if content[1] - content[0] >= SHORTEST else content
    if content[1] - content[0] < SHORTEST:
        return None
    sure = chance(features(doc, *content, start.kind, len(sentence.footnotes)))
    if any(
        d.frame is not None
        and d.holder.voice == "actor"
        and content[0] < d.frame.verb
        and _motive(doc[d.frame.verb])
        for d in drafts
    ):
        sure *= MOTIVE
    return (
        Draft(0, content, start.cue, Holder((AUTHOR,), "author"), sure, start.kind) if sure >= FLOOR else None
    )


def _motive(verb: Token) -> bool:
    return verb.dep_ == grammar.ADVERBIAL_CLAUSE and any(
        c.dep_ == grammar.SUBORDINATOR and c.lower_ in ("as", "because", "since") for c in verb.children
    )


def _presented(doc: Doc, verb: int) -> bool:
    """True when a cleft only presents who says it: "It was Jalal who first suggested that"."""
    word = doc[verb]
    if word.dep_ not in (grammar.RELATIVE_CLAUSE, grammar.CLAUSAL_COMPLEMENT) or not any(
        c.lower_ == "who" and c.dep_ in SUBJECTS for c in word.children
    ):
        return False
    over = word.head.head if word.head.dep_ == grammar.ATTRIBUTE else word.head
    return over.lemma_ == "be" and any(c.lower_ == "it" for c in over.children)


def _run_end(left: list[tuple[int, int]], high: int) -> int:
    """The end of the first run of neighbouring clauses."""
    end = left[0][1]
    for a, b in left[1:]:
        if a != end:
            break
        end = b
    return min(end, high)


def _frame_words(draft: Draft) -> tuple[int, int] | None:
    """The tokens of the attribution that may hedge it: from a little before its verb to its content."""
    if draft.frame is None:
        return None
    return max(0, min(draft.frame.cue[0], draft.frame.verb - 3)), max(
        draft.frame.cue[1], draft.frame.verb + 1
    )


def _frame_denies(sentence: AnnotatedSentence, draft: Draft) -> bool:
    """True when the attribution denies what it frames: "X denied that", "did not believe that", "little
    speaks for the view that"."""
    frame = draft.frame
    if frame is None or frame.kind == "phrase":
        return False
    if "denying" in verb_kinds().get(frame.lemma, frozenset()):
        return True
    if draft.holder.voice == "author":
        return any(
            t.dep_ == grammar.NEGATION or t.lower_ == "no"
            for t in sentence.doc[max(0, frame.verb - 6) : draft.content[0]]
        )
    return any(c.dep_ == grammar.NEGATION for c in sentence.doc[frame.verb].children)


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
                id=claim_id,
                document=document.id,
                confidence=round(min(0.99, draft.confidence), 3),
                proposer=PROPOSER,
                spans=spans,
                content=content,
                cue=sentence.raw(sentence.doc[draft.cue[0] : draft.cue[1]]) if draft.cue else None,
                holder=draft.holder.names,
                voice=draft.holder.voice,
                hedged=hedged(sentence.doc, *draft.content, _frame_words(draft)),
                negated=denies(sentence.doc, *draft.content) or _frame_denies(sentence, draft),
                footnotes=draft.notes or sentence.footnotes,
                sentence=sentence.record.id,
                quote=quote_of(document.text, spans),
            )
        )
    related = relate(annotated, drafts, ids)
    rows = [replace(c, relations=related.get(i, ())) for i, c in enumerate(rows)]
    out = [
        replace(c, within=ids[first[d.sentence] + d.within]) if d.within is not None else c
        for c, d in zip(rows, drafts, strict=True)
    ]
    unique: dict[str, Claim] = {}
    for claim in out:
        unique.setdefault(claim.id, claim)
    return list(unique.values())
