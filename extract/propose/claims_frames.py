"""Attributions inside one sentence: who is said to hold what, by which words.

Everything here reads the dependency parse; which words count stands in `data/claims_verbs.toml` and `data/claims_frames.toml`.
A frame says where its holder stands (tokens), not who that is: `claims_holders` resolves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from regesta.extract.propose.claims_lexicon import phrases, verb_kinds, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How the content is attached: to a verb, an adjective or noun with its clause, a phrase before the sentence, or an impersonal frame.
FrameKind = Literal["verb", "object", "mind", "noun", "phrase", "passive", "impersonal", "evidence"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "parataxis"})
OPENING_QUOTES = frozenset("\"“‘`«„")
QUOTES = frozenset("\"“”‘’'`«»„")


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution: tokens are indices into the sentence's Doc, ends exclusive; `holders` are the heads of the holder's noun phrases."""

    kind: FrameKind
    cue: tuple[int, int]
    content: tuple[int, int]
    holders: tuple[int, ...]
    lemma: str
    verb: int = -1


def find_frames(doc: Doc) -> tuple[Frame, ...]:
    """The attributions of a sentence, in the order of their contents, outer before inner; at most one per content."""
    found: dict[tuple[int, int], Frame] = {}
    for frame in (*_phrase_frames(doc), *_clause_frames(doc), *_taking_frames(doc)):
        content = trim(doc, *frame.content)
        if content[1] - content[0] < 2:
            continue
        found.setdefault(content, Frame(frame.kind, frame.cue, content, frame.holders, frame.lemma, frame.verb))
    return tuple(sorted(found.values(), key=lambda f: (f.content[0], -f.content[1])))


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and quotation marks at its ends, and without a complementiser or a coordinator at its head."""
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].text in QUOTES or (doc[start].lower_ == "that" and doc[start].dep_ == "mark") or doc[start].dep_ == "cc"):
        start += 1
    while start < end and ((doc[end - 1].is_punct and doc[end - 1].text not in (")", "]")) or doc[end - 1].is_space or doc[end - 1].text in QUOTES or doc[end - 1].dep_ == "cc"):
        end -= 1
    return start, end


def subjects(verb: Token) -> tuple[Token, ...]:
    """The subject of a verb and what is coordinated with it; a verb without one takes its governor's, a relative clause its antecedent."""
    seen = 0
    current = verb
    while seen < 6:
        own = [c for c in current.children if c.dep_ in SUBJECTS]
        if own:
            head = own[0]
            if head.lower_ in ("who", "which", "that") and current.dep_ == "relcl":
                head = current.head
            return (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ in ("PROPN", "NOUN", "PRON")))
        agents = [p for c in current.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        if agents:
            return (agents[0], *agents[0].conjuncts)
        if current.dep_ in ("acl", "relcl") and current.head.pos_ in ("NOUN", "PROPN"):
            return (current.head, *current.head.conjuncts)
        if current.dep_ in ("pcomp",) and current.head.head is not current.head:
            current = current.head.head
        elif current.dep_ in ("xcomp", "conj", "advcl", "auxpass", "aux", "ccomp") and current.head is not current:
            current = current.head
        else:
            return ()
        seen += 1
    return ()


def clause_of(verb: Token) -> tuple[int, int]:
    """The range of a verb's subtree."""
    return verb.left_edge.i, verb.right_edge.i + 1


def _clause_frames(doc: Doc) -> Iterator[Frame]:
    kinds = verb_kinds()
    mind = words("verbs", "state_of_mind", "adjectives")
    claim_nouns = words("verbs", "claim_nouns", "nouns")
    for token in doc:
        clause = _content_clause(token)
        if clause is None:
            continue
        start, end = _bounds(token, clause)
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in kinds and _claims(token, clause, kinds[lemma]):
            passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
            own = "evidence" in kinds[lemma] and not kinds[lemma] & {"saying", "position", "thinking"}
            kind: FrameKind = "passive" if passive else "evidence" if own else "verb"
            yield Frame(kind, _cue(token, start), (start, end), tuple(t.i for t in (subjects(token))), lemma, token.i)
        elif token.lower_ in mind and token.pos_ in ("ADJ", "VERB"):
            governor = token.head if token.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "advcl") else token
            yield Frame("mind", (token.i, start if start > token.i else token.i + 1), (start, end), tuple(t.i for t in (subjects(token) or subjects(governor))), token.lower_, token.i)
        elif token.pos_ == "NOUN" and lemma in claim_nouns:
            yield Frame("noun", (token.i, start if start > token.i else token.i + 1), (start, end), _owners(token), lemma, token.i)


def _content_clause(token: Token) -> Token | None:
    """The clause a verb, adjective or noun takes as content: a finite that-clause, a bare clause with its own subject, or a quotation."""
    for child in token.children:
        if child.dep_ in ("ccomp", "acl", "parataxis") or (child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)):
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            if marks & {"whether", "if", "as", "because", "although", "while"}:
                continue
            if any(c.tag_ in ("WP", "WRB", "WDT") and c.dep_ in ("nsubj", "advmod", "dobj", "attr", "nsubjpass", "pobj", "det") for c in child.children) and "that" not in marks:
                continue
            has_subject = any(c.dep_ in (*SUBJECTS, "expl") for c in child.children)
            if child.dep_ == "acl" and "that" not in marks:
                continue
            if ("that" in marks and has_subject) or (has_subject and _finite(child)):
                return child
    return None


def _finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.dep_ in ("aux", "auxpass", "cop") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)


def _bounds(token: Token, clause: Token) -> tuple[int, int]:
    start, end = clause_of(clause)
    if start <= token.i < end:  # an inverted report: the clause's subtree swallowed its governor
        if token.i - start < end - token.i:
            start = token.i + 1
        else:
            end = token.i
    return start, end


def _claims(verb: Token, clause: Token, kinds: frozenset[str]) -> bool:
    """True when verb and clause make a claim rather than an order, a wish or a settlement."""
    if "directive" in kinds:
        if "either" not in kinds and not kinds & {"position"}:
            return False
        modal = any(c.dep_ == "aux" and c.lower_ in ("should", "must", "shall") for c in clause.children)
        if modal or not _finite(clause):
            return False
    if verb.dep_ == "xcomp" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and verb.head.lemma_ in ("order", "request", "refuse"):
        return False
    if kinds <= {"taking_as", "taking_noun"}:
        return False
    return True


def _cue(verb: Token, start: int) -> tuple[int, int]:
    """The verb with its particle, and with the subject and auxiliaries of an impersonal frame ("it can be argued")."""
    first = verb.i
    last = verb.i + 1
    for child in verb.children:
        if child.dep_ == "prt" and child.i == last:
            last += 1
    if any(c.dep_ in SUBJECTS and c.lower_ in ("it", "this", "which", "these", "that", "those") and c.i < verb.i for c in verb.children):
        first = min(c.i for c in verb.children if c.dep_ in SUBJECTS)
        if verb.i - first > 5:
            first = verb.i
    if first < verb.i and verb.doc[last : last + 1].text.lower() == "that" and last < len(verb.doc):
        last += 1
    return first, last


def _owners(noun: Token) -> tuple[int, ...]:
    """Who owns a claim noun: its genitive, its "of"/"by" phrase, or the subject of the verb it is the object of."""
    for child in noun.children:
        if child.dep_ == "poss":
            return (child.i, *(c.i for c in child.conjuncts))
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "of", "from"):
            found = [c for c in child.children if c.dep_ == "pobj"]
            if found:
                return (found[0].i, *(c.i for c in found[0].conjuncts))
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return tuple(t.i for t in subjects(noun.head))
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB":
        return tuple(t.i for t in subjects(noun.head.head))
    return ()


def _phrase_frames(doc: Doc) -> Iterator[Frame]:
    """"According to X, ...", "from X's point of view, ...", "as X argued, ..."."""
    lower = [t.lower_ for t in doc]
    for phrase in phrases("frames", "before_holder", "phrases"):
        size = len(phrase)
        for i in range(len(lower) - size):
            if tuple(lower[i : i + size]) != phrase:
                continue
            last = doc[i + size - 1]
            objects = [t for t in last.children if t.dep_ in ("pobj", "pcomp")] or [t for t in doc[i + size : i + size + 4] if t.pos_ in ("PROPN", "NOUN", "PRON")][:1]
            if not objects:
                continue
            holder = objects[0]
            end = max(holder.right_edge.i, last.i) + 1
            if holder.right_edge.i >= len(doc) - 2 and i > 3:
                yield Frame("phrase", (i, i + size), (0, i), (holder.i, *(c.i for c in holder.conjuncts)), phrase[0], i)
            else:
                end = _comma_after(doc, i + size, end)
                yield Frame("phrase", (i, i + size), (end, len(doc)), (holder.i, *(c.i for c in holder.conjuncts if c.i < end)), phrase[0], i)
    prepositions = words("frames", "genitive", "prepositions")
    nouns = words("frames", "genitive", "nouns")
    for token in doc:
        if token.dep_ == "pobj" and token.lower_ in nouns and token.head.lower_ in prepositions:
            owner = next((c for c in token.children if c.dep_ in ("poss", "nmod", "compound", "amod") and (c.dep_ == "poss" or c.pos_ == "PROPN")), None)
            if owner is not None and token.head.i <= 3:
                end = _comma_after(doc, token.i, token.right_edge.i + 1)
                yield Frame("phrase", (token.head.i, end), (end, len(doc)), (owner.i,), token.lower_, token.i)
    kinds = verb_kinds()
    for token in doc:
        marked = next((c for c in token.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep")), None)
        if marked is None or token.pos_ != "VERB" or not kinds.get(token.lemma_.lower(), frozenset()) & {"position", "saying", "thinking"}:
            continue
        who = [c for c in token.children if c.dep_ in SUBJECTS]
        if not who or who[0].lower_ == "it" or _content_clause(token) is not None:
            continue
        start, end = clause_of(token)
        content = (end, len(doc)) if start <= 2 else (0, start)
        yield Frame("phrase", (token.i, token.i + 1), content, (who[0].i, *(c.i for c in who[0].conjuncts)), token.lemma_.lower(), token.i)


def _comma_after(doc: Doc, start: int, end: int) -> int:
    """The end of the phrase that starts the sentence: after its comma when one follows close by, else where its subtree ends."""
    for i in range(start, min(len(doc), max(end, start) + 2)):
        if doc[i].text == "," and i >= end - 1:
            return i + 1
    commas = [i for i in range(start, min(end, len(doc))) if doc[i].text == ","]
    if end >= len(doc) and commas:
        return commas[0] + 1
    return end


def _taking_frames(doc: Doc) -> Iterator[Frame]:
    """"X considered Korea as a colony", "X acknowledged the existence of Y"."""
    kinds = verb_kinds()
    for token in doc:
        own = kinds.get(token.lemma_.lower(), frozenset())
        if token.pos_ != "VERB" or not own & {"taking_as", "taking_noun"} or _content_clause(token) is not None:
            continue
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
            continue
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        who = subjects(token)
        if not who or token.dep_ in ("amod", "pobj"):
            continue
        taken = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > token.i), None)
        small = next((c for c in token.children if c.dep_ in ("ccomp", "oprd", "xcomp") and c.i > token.i and c.pos_ in ("ADJ", "NOUN", "AUX", "VERB")), None)
        if "taking_as" in own and (thing is not None and taken is not None):
            content = (thing.left_edge.i, max(taken.right_edge.i, thing.right_edge.i) + 1)
        elif "taking_as" in own and thing is None and small is not None and any(c.dep_ == "nsubj" for c in small.children):
            content = (small.left_edge.i, small.right_edge.i + 1)
        elif "taking_noun" in own and thing is not None and thing.pos_ == "NOUN" and _abstract(thing):
            content = (thing.left_edge.i, thing.right_edge.i + 1)
        else:
            continue
        yield Frame("object", (token.i, token.i + 1), content, tuple(t.i for t in who), token.lemma_.lower(), token.i)


def _abstract(noun: Token) -> bool:
    """True when the noun names a quality or matter that can be held: it is specified by an of-phrase, a clause or a genitive."""
    return any(c.dep_ in ("prep", "acl", "relcl", "poss") for c in noun.children)
