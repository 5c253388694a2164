"""Attributions that go on over sentences: an announced document, a quotation, numbered points, a report whose
note comes only at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.claims.blocks import Block, Sentences
from regesta.extract.propose.claims.drafts import Draft, Holder, holder_by
from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.quotations import quoted, quoted_alone, set_apart
from regesta.extract.propose.claims.stance import opening
from regesta.extract.propose.claims.syntax import has_verb, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: A whole sentence is a claim when it has at least so many tokens.
_LEAST_TOKENS = 3


def carry(
    annotated: AnnotatedDocument, drafts: Sequence[list[Draft]], finder: HolderFinder, words: ClaimWords
) -> list[list[Draft]]:
    """The drafts of each sentence with the attributions of earlier sentences carried on to them; `drafts` is
    left as it is."""
    out = [list(own) for own in drafts]
    sentences = Sentences(annotated, out, finder, words)
    k = 0
    while k < len(out):
        block = find_block(sentences, k)
        if block is None:
            k += 1
            continue
        notes = next((s.footnotes for s in annotated.sentences[k : block.end] if s.footnotes), ())
        for i in range(k, block.end):
            own = out[i] if i < block.first else _held(annotated.sentences[i], i, out[i], block, words)
            out[i] = own if sentences.noted(i) else _with_notes(own, notes)
        k = max(block.end, k + 1)
    return [_with_earlier_notes(annotated, i, own, words) for i, own in enumerate(out)]


def find_block(sentences: Sentences, k: int) -> Block | None:
    """The block that a sentence begins, by the first rule that finds one."""
    return next((b for rule in BLOCK_RULES if (b := rule(sentences, k)) is not None), None)


def _with_notes(own: list[Draft], notes: tuple[str, ...]) -> list[Draft]:
    """The drafts with the notes of their block, but for the writer's own."""
    return [d if d.holder.voice == "author" else replace(d, notes=notes) for d in own]


def _held(
    sentence: AnnotatedSentence, k: int, own: list[Draft], block: Block, words: ClaimWords
) -> list[Draft]:
    """A sentence's drafts inside a block: what seemed the writer's own is the block's holder's, and the whole
    sentence is a claim when nothing was."""
    if not own:
        return _whole(sentence, k, block, words)
    return [_taken_over(d, block, words) if d.holder.voice == "author" else d for d in own]


def _taken_over(draft: Draft, block: Block, words: ClaimWords) -> Draft:
    sure = words.weights.blocks[block.name]
    return replace(
        draft,
        holder=block.holder,
        confidence=max(sure, min(draft.confidence, words.weights.continued_most)),
        cue=None if draft.frame is None else draft.cue,
    )


def _whole(sentence: AnnotatedSentence, k: int, block: Block, words: ClaimWords) -> list[Draft]:
    doc = sentence.doc
    start = opening(doc, words)
    content = trim(doc, start.content, len(doc), words)
    if content[1] - content[0] < _LEAST_TOKENS or not has_verb(doc[:]):
        return []
    return [Draft(k, content, None, block.holder, words.weights.blocks[block.name], start.kind)]


def announced(sentences: Sentences, k: int) -> Block | None:
    """ "The contents of the report are as follows:" and what comes after it, up to the sentence that carries
    the note."""
    if (
        sentences.noted(k)
        or k + 1 >= len(sentences.drafts)
        or not announces(sentences.doc(k), sentences.words)
    ):
        return None
    holder = _spoken_after(sentences, k) or _writer_near(sentences, k)
    end = sentences.noted_end(k, sentences.words.weights.longest_block)
    return None if holder is None or end is None else Block("announced", holder, k + 1, end)


def announces(doc: Doc, words: ClaimWords) -> bool:
    """Whether a sentence ends by announcing what its document or speaker says."""
    text = doc.text.rstrip().lower()
    said = text.rstrip(":;., ").endswith(words.stance.announcements)
    return (said and text[-1:] in (":", ";", ".", ",")) or text.endswith(":")


def _spoken_after(sentences: Sentences, k: int) -> Holder | None:
    return next(
        (
            d.holder
            for d in sentences.drafts[k + 1]
            if d.frame is not None and d.holder.voice in ("actor", "document")
        ),
        None,
    )


def _writer_near(sentences: Sentences, k: int) -> Holder | None:
    """Who wrote a document that the sentence or the one before names, when that is clear enough."""
    words = sentences.words
    for i in (k, k - 1) if k > 0 else (k,):
        for token in sentences.doc(i):
            if token.pos_ == "NOUN" and token.lemma_.lower() in words.verbs.documents:
                found = sentences.finder.document(i, token)
                if found.sure >= words.weights.sure_writer:
                    return found
    return None


def points(sentences: Sentences, k: int) -> Block | None:
    """ "Kim gave his reasons; firstly, ..." and the sentences that go on with "Secondly, ...": one speaker's
    points."""
    relations = sentences.words.relations
    text = sentences.doc(k).text.lower()
    if not any(f"{mark} {first}" in text for mark in (";", ":") for first in relations.first_points):
        return None
    holder = _reported_main(sentences, k) or _speaker(sentences, k)
    later = tuple(f"{word}," for word in relations.later_points)
    end = k + 1
    while end < len(sentences.drafts) and sentences.doc(end).text.lower().startswith(later):
        end += 1
    return Block("points", holder, k, end) if holder is not None and end > k + 1 else None


def _reported_main(sentences: Sentences, k: int) -> Holder | None:
    return next((d.holder for d in sentences.drafts[k] if d.within is None and d.attributed), None)


def _speaker(sentences: Sentences, k: int) -> Holder | None:
    """Who speaks in a sentence: the named subject of its first verb of saying."""
    finder, words = sentences.finder, sentences.words
    for verb in sentences.doc(k):
        if verb.pos_ != "VERB" or not words.verbs.of(verb.lemma_.lower()) & {"position", "saying"}:
            continue
        names = next((finder.layer.actors_of(c) for c in verb.children if c.dep_ == grammar.SUBJECT), ())
        if names:
            return holder_by("speaker", names, finder.scholars.voice(names[0]), words)
    return None


def reported(sentences: Sentences, k: int) -> Block | None:
    """A reported document or speech without a note of its own, and the sentences on to the note that ends
    it."""
    main = next((d for d in sentences.drafts[k] if _document_speaks(d)), None)
    if main is None or sentences.noted(k):
        return None
    end = sentences.noted_end(k, sentences.words.weights.longest_report)
    if end is None or not all(_may_continue(sentences, i) for i in range(k + 1, end)):
        return None
    return Block("reported", main.holder, k + 1, end)


def _document_speaks(draft: Draft) -> bool:
    return (
        draft.within is None
        and draft.frame is not None
        and draft.frame.kind in ("verb", "phrase", "passive")
        and draft.holder.voice == "document"
    )


def _may_continue(sentences: Sentences, k: int) -> bool:
    """Whether a sentence may go on with a report: likely claims that nobody else holds, no turn of the
    argument."""
    own = sentences.drafts[k]
    likely = sentences.words.weights.likely_continuation
    return (
        bool(own)
        and not any(d.frame is not None or d.confidence < likely for d in own)
        and opening(sentences.doc(k), sentences.words).kind not in ("conclusion", "contrast")
    )


def cited(sentences: Sentences, k: int) -> Block | None:
    """A view, and the sentences on to the first that cites somebody, when it cites the holder's own work and
    nobody else is said to hold anything before it."""
    holder = next((d.holder for d in reversed(sentences.drafts[k]) if _persons(d)), None)
    last = min(k + 1 + sentences.words.weights.longest_cited, len(sentences.drafts))
    if holder is None:
        return None
    for i in range(k + 1, last):
        spoken = {d.holder.names for d in sentences.drafts[i] if d.holder.voice != "author"}
        others = spoken - {holder.names}
        if others or not sentences.same_division(k, i):
            return None
        authors = sentences.authors(i)
        if authors:
            own = {sentences.finder.scholars.names.family(name) for name in holder.names}
            return Block("cited", holder, k + 1, i + 1) if authors & own else None
    return None


def _persons(draft: Draft) -> bool:
    return draft.frame is not None and draft.holder.voice in ("scholar", "actor")


#: The ways a sentence may begin a block; the first that finds one is taken.
BLOCK_RULES: tuple[Callable[[Sentences, int], Block | None], ...] = (
    set_apart,
    announced,
    quoted,
    points,
    reported,
    cited,
    quoted_alone,
)


def _with_earlier_notes(
    annotated: AnnotatedDocument, k: int, own: list[Draft], words: ClaimWords
) -> list[Draft]:
    """ "In the letter, X said ..." without a note of its own is evidenced by the notes of the sentence that
    brought the letter in."""
    sentence = annotated.sentences[k]
    notes = annotated.sentences[k - 1].footnotes if k > 0 else ()
    if sentence.footnotes or not notes or not _takes_up_document(sentence.doc, words):
        return own
    return [replace(d, notes=notes) if d.holder.voice != "author" and not d.notes else d for d in own]


def _takes_up_document(doc: Doc, words: ClaimWords) -> bool:
    """Whether a sentence opens with a document known already ("the letter")."""
    return any(
        t.i > 0
        and t.lemma_.lower() in words.verbs.documents
        and t.nbor(-1).lower_ in words.stance.document_determiners
        for t in doc[: words.weights.document_window]
    )
