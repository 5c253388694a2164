"""The claims of one sentence as drafts: what its attributions report, and what is left of it for the writer's
own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.drafts import Draft, Holder, the_author
from regesta.extract.propose.claims.features import Unattributed
from regesta.extract.propose.claims.judging import ByHand, Judge
from regesta.extract.propose.claims.segments import Segment, segments
from regesta.extract.propose.claims.stance import Opening, opening
from regesta.extract.propose.claims.syntax import SUBJECT_PLACES, SUBJECTS, VERBAL, heads_of, trim
from regesta.extract.propose.claims.units import (
    MainClause,
    clause_index,
    content_start,
    governs,
    main_clauses,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.holders import HolderFinder
    from regesta.extract.propose.claims.lexicon import ClaimWords

#: Who writes about positions.
_WRITERS = ("scholar", "school")


def sentence_drafts(
    k: int,
    sentence: AnnotatedSentence,
    frames: tuple[Attribution, ...],
    finder: HolderFinder,
    last: Holder | None,
    judge: Judge | None = None,
) -> list[Draft]:
    """The claims of one sentence: what its frames attribute, and what is left of it where the writer speaks
    in his own voice; `last` is the holder of the last attributed claim near by, `judge` tells claims from
    narrative (None: by hand-set weights)."""
    words = finder.words
    start = opening(sentence.doc, words)
    reported = _reported(k, sentence.doc, frames, start, finder, last)
    reported = _widened(sentence.doc, frames, reported, words)
    own = _unattributed(k, sentence, start, reported, judge or ByHand(words), words)
    return [*own, *(replace(d, within=_within(d, own)) for d in reported)]


def _within(draft: Draft, own: Sequence[Draft]) -> int | None:
    """The place of the claim that reports a draft, once the writer's own claims stand before all."""
    if draft.within is not None:
        return draft.within + len(own)
    return next((i for i, rest in enumerate(own) if _inside(draft, rest)), None)


def _reported(
    k: int,
    doc: Doc,
    frames: tuple[Attribution, ...],
    start: Opening,
    finder: HolderFinder,
    last: Holder | None,
) -> list[Draft]:
    """What the frames of a sentence attribute, outer before inner."""
    out: list[Draft] = []
    for frame in frames:
        near = out[-1].holder if out and out[-1].holder.voice == "document" else last
        holder = finder.resolve(k, frame, near)
        if holder is None or not _may_hold(frame, holder, finder.words):
            continue
        draft = Draft(k, frame.content, frame.cue, holder, 1.0, start.kind, frame)
        outer = next((i for i, d in enumerate(out) if _inside(draft, d)), None)
        reporting = out[outer] if outer is not None else None
        sure = _confidence(doc, frame, holder, reporting, finder.words)
        out.append(replace(draft, confidence=sure, within=outer))
    return out


def _may_hold(frame: Attribution, holder: Holder, words: ClaimWords) -> bool:
    """Only those who write about positions answer them ("the cabinet endorsed this view" is a decision), but
    anybody may deny."""
    return (
        not frame.answers
        or {"denying", "position"} <= words.verbs.of(frame.lemma)
        or holder.voice in _WRITERS
    )


def _confidence(
    doc: Doc, frame: Attribution, holder: Holder, outer: Draft | None, words: ClaimWords
) -> float:
    weights = words.weights
    unsure = weights.unsure_holder
    sure = weights.attribution[frame.kind] * (unsure + (1 - unsure) * holder.sure)
    if _commits(doc, frame, holder, words):
        sure *= weights.commitment
    if outer is not None and outer.holder.voice != "author":
        sure *= weights.nested
    return sure


def _commits(doc: Doc, frame: Attribution, holder: Holder, words: ClaimWords) -> bool:
    """Whether an actor promises, announces or threatens rather than holds something."""
    if holder.voice in _WRITERS or "commissive" not in words.verbs.of(frame.lemma):
        return False
    if not any(t.lower_ in words.function.future_modals for t in doc[slice(*frame.content)]):
        return False
    return frame.lemma not in words.verbs.foretelling_verbs or not _foretells(doc, frame.content, words)


def _foretells(doc: Doc, content: tuple[int, int], words: ClaimWords) -> bool:
    """Whether a clause tells what things will come to and not what anybody will do: "warned that a landing
    would mean war"."""
    who = next((t for t in doc[slice(*content)] if t.dep_ in SUBJECT_PLACES), None)
    if who is None or who.ent_type_:
        return False
    return who.pos_ == "NOUN" or who.lower_ in words.function.event_subjects


def _widened(doc: Doc, frames: Sequence[Attribution], drafts: list[Draft], words: ClaimWords) -> list[Draft]:
    """The drafts with a that-clause continued by "and", "but" or "so" and a clause that nobody else is said
    to hold: parsers often hang it too high."""
    clauses = main_clauses(doc)
    held = {f.verb for f in frames}
    return [
        replace(d, content=trim(doc, d.content[0], len(doc), words))
        if _that_clause(doc, d, words)
        and _runs_on(doc, d.content[1], clauses, held, words.weights.clause_gap)
        else d
        for d in drafts
    ]


def _that_clause(doc: Doc, draft: Draft, words: ClaimWords) -> bool:
    frame, start = draft.frame, draft.content[0]
    return (
        frame is not None
        and frame.kind in ("verb", "passive", "impersonal")
        and start > frame.verb
        and draft.within is None
        and start > 0
        and doc[start - 1].lower_ in words.function.complementisers
    )


def _runs_on(doc: Doc, end: int, clauses: Sequence[MainClause], held: set[int], gap: int) -> bool:
    """Whether what stands after a that-clause goes on with it: a list after a colon, or the next clauses when
    they begin within `gap` tokens, none reports anything and no semicolon parts them."""
    after = [c for c in clauses if end <= c[0].i]
    if not after:
        return doc[end : end + 1].text == ":"
    return (
        after[0][1] - end <= gap
        and not any(a <= verb < b for _, a, b in after for verb in held)
        and not any(t.text == ";" for t in doc[end:])
    )


def _inside(draft: Draft, outer: Draft) -> bool:
    """True when a reported claim and the words that report it both stand in another claim's content."""
    verb = draft.frame.verb if draft.frame is not None else -1
    return (
        outer.content[0] <= verb < outer.content[1]
        and outer.content[0] <= draft.content[0]
        and draft.content[1] <= outer.content[1]
    )


def _unattributed(
    k: int,
    sentence: AnnotatedSentence,
    start: Opening,
    drafts: Sequence[Draft],
    judge: Judge,
    words: ClaimWords,
) -> list[Draft]:
    """The parts of a sentence that no frame attributes, as the writer's own claims, where they are likely
    enough to be some."""
    doc = sentence.doc
    out = []
    for joint, opened, content in _writers_parts(doc, start, drafts, words):
        part = Unattributed(doc, *content, opened.kind, len(sentence.footnotes), words)
        sure = judge.chance(k, part, joint)
        if any(_tells_motive(doc, d, content, words) for d in drafts):
            sure *= words.weights.motive
        if sure >= judge.floor:
            out.append(Draft(k, content, opened.cue, the_author("narrator", words), sure, opened.kind))
    return out


def _writers_parts(
    doc: Doc, start: Opening, drafts: Sequence[Draft], words: ClaimWords
) -> Iterator[tuple[str, Opening, tuple[int, int]]]:
    """What is left to the writer of each segment of a sentence, with its joint and what opens it; nothing of
    a segment with fewer tokens than make a position."""
    if not all(_late_phrase(frame, start.content, words) for frame in _phrases(drafts)):
        return
    high = _before_phrases(doc, drafts)
    for segment in segments(doc, start.content, words):
        opened = opening(doc, words, segment.start) if segment.joint else start
        clauses = _clauses_of(doc, segment)
        free = _free_clauses(doc, clauses, drafts, words)
        if not free:
            continue
        end = segment.end if len(free) == len(clauses) else _run_end(free)
        content = _trimmed(doc, max(opened.content, free[0][0]), min(high, end), words)
        if content is not None:
            yield segment.joint, opened, content


def _trimmed(doc: Doc, start: int, end: int, words: ClaimWords) -> tuple[int, int] | None:
    """The tokens of a claim, None when fewer than make a position."""
    start, end = trim(doc, start, end, words)
    if end - start >= words.weights.shortest:
        start = content_start(doc, start, end, words)
    return (start, end) if end - start >= words.weights.shortest else None


def _clauses_of(doc: Doc, segment: Segment) -> list[MainClause]:
    """The main clauses of a sentence within a segment of it; one that begins before it has its head in it."""
    out = []
    for head, a, b in main_clauses(doc):
        start, end = max(a, segment.start), min(b, segment.end)
        if start < end:
            inside = segment.start <= head.i < segment.end
            out.append((head if inside else _head(doc, start, end), start, end))
    return out


def _head(doc: Doc, start: int, end: int) -> Token:
    """The first verb whose governor lies outside some tokens, else the first such token, else the first."""
    inside = heads_of(doc, start, end) or [doc[start]]
    return next((t for t in inside if t.pos_ in VERBAL), inside[0])


def _free_clauses(
    doc: Doc, clauses: list[MainClause], drafts: Sequence[Draft], words: ClaimWords
) -> list[tuple[int, int]]:
    """The main clauses, as token ranges, whose predicate no attribution reports and none is."""
    reports = [d for d in _reports(drafts) if d.frame is not None]
    taken = {_clause_taken(doc, clauses, d, words) for d in reports if _meets(clauses, d)}
    held = {i for d in reports for i in range(*d.content)}
    return [(a, b) for k, (head, a, b) in enumerate(clauses) if k not in taken and head.i not in held]


def _meets(clauses: Sequence[MainClause], draft: Draft) -> bool:
    """Whether the reporting word of a draft stands in one of some clauses."""
    return draft.frame is not None and any(a <= draft.frame.verb < b for _, a, b in clauses)


def _reports(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that a word of the sentence reports, and no phrase beside it."""
    return [d for d in drafts if d.frame is not None and d.frame.kind != "phrase"]


def _phrases(drafts: Sequence[Draft]) -> list[Attribution]:
    """The attributions by a phrase beside its clause."""
    return [d.frame for d in drafts if d.frame is not None and d.frame.kind == "phrase"]


def _late_phrase(frame: Attribution, low: int, words: ClaimWords) -> bool:
    """Whether a phrase attributes only what follows it, and leaves the writer enough before it."""
    return frame.content[0] > frame.verb and frame.verb > low + words.weights.shortest


def _before_phrases(doc: Doc, drafts: Sequence[Draft]) -> int:
    """Where the first phrase begins that attributes the rest of the sentence, else the sentence's end."""
    return min((frame.verb for frame in _phrases(drafts)), default=len(doc))


def _clause_taken(doc: Doc, clauses: list[MainClause], draft: Draft, words: ClaimWords) -> int | None:
    """The main clause that is nothing but an attribution ("Kyle argued that"), None when it says more."""
    frame = draft.frame
    if frame is None or _seems_to_writer(doc[frame.verb], draft, words):
        return None
    where = clause_index(clauses, frame.verb)
    if (
        draft.holder.voice == "author"
        or _presented(doc[frame.verb], words)
        or governs(doc, clauses[where], frame.verb, frame.holders)
    ):
        return where
    return None


def _seems_to_writer(verb: Token, draft: Draft, words: ClaimWords) -> bool:
    """ "Eden seems to have believed that": it is the writer to whom it seems."""
    return (
        draft.holder.voice == "actor"
        and verb.dep_ == grammar.OPEN_COMPLEMENT
        and verb.head.lemma_ in words.function.seeming_verbs
    )


def _tells_motive(doc: Doc, draft: Draft, content: tuple[int, int], words: ClaimWords) -> bool:
    """Whether the writer's part goes on with what an actor thought as the motive of what he did ("refused, as
    he feared that"): it tells a story."""
    if draft.frame is None or draft.holder.voice != "actor" or content[0] >= draft.frame.verb:
        return False
    verb = doc[draft.frame.verb]
    return verb.dep_ == grammar.ADVERBIAL_CLAUSE and any(
        c.dep_ == grammar.SUBORDINATOR and c.lower_ in words.function.reason_subordinators
        for c in verb.children
    )


def _presented(word: Token, words: ClaimWords) -> bool:
    """True when a cleft only presents who says it: "It was Jalal who first suggested that"."""
    if word.dep_ not in (grammar.RELATIVE_CLAUSE, grammar.CLAUSAL_COMPLEMENT) or not any(
        c.lower_ in words.function.personal_relatives and c.dep_ in SUBJECTS for c in word.children
    ):
        return False
    over = word.head.head if word.head.dep_ == grammar.ATTRIBUTE else word.head
    it = words.function.impersonal_pronouns
    return over.lemma_ in words.function.copulas and any(c.lower_ in it for c in over.children)


def _run_end(free: Sequence[tuple[int, int]]) -> int:
    """The end of the first run of neighbouring clauses."""
    end = free[0][1]
    for a, b in free[1:]:
        if a != end:
            break
        end = b
    return end
