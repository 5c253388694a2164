"""Attributions by verb, adjective or noun inside one sentence: who is said to hold what, by which words.

Everything here reads the dependency parse; which words count stands in `data/claims_verbs.toml` and
`data/claims_stance.toml`.
A frame says where its holder stands (tokens), not who that is: `claims_holders` resolves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.lexicon import verb_kinds, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How the content is attached: to a verb, to its object, to a state of mind, to a noun, to a phrase beside
#: it, to a passive, or to the writer's own "it seems that".
FrameKind = Literal["verb", "object", "mind", "noun", "phrase", "passive", "impersonal"]

SUBJECTS = frozenset(
    {grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT, grammar.PASSIVE_CLAUSAL_SUBJECT}
)
QUOTES = frozenset("\"“”‘’'`«»„")
#: Kinds of verbs whose content is a phrase, never a clause.
_TAKING = frozenset(
    {
        "taking_as",
        "taking_noun",
        "taking_for",
        "taking_in",
        "taking_small",
        "taking_of",
        "taking_to",
        "answering",
        "telling",
    }
)
_NOT_CONTENT = frozenset(
    {
        "whether",
        "if",
        "as",
        "because",
        "although",
        "though",
        "while",
        "since",
        "after",
        "before",
        "until",
        "unless",
        "when",
    }
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: tokens are indices into the sentence's Doc, ends exclusive; `holders` are the heads of
    the holder's noun phrases, `verb` the governing word."""

    kind: FrameKind
    cue: tuple[int, int]
    content: tuple[int, int]
    holders: tuple[int, ...]
    lemma: str
    verb: int


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and quotation marks at its ends, and without a complementiser or a
    coordinator at its head."""
    while start < end and (
        _edge(doc[start]) or (doc[start].lower_ == "that" and doc[start].dep_ == grammar.SUBORDINATOR)
    ):
        start += 1
    while start < end and _edge(doc[end - 1]) and doc[end - 1].text not in (")", "]"):
        end -= 1
    return start, end


def _edge(token: Token) -> bool:
    return (
        token.is_punct
        or token.is_space
        or token.text in QUOTES
        or (token.dep_ == grammar.COORDINATOR and token.lower_ != "nor")
    )


def subjects(verb: Token) -> tuple[Token, ...]:
    """The subject of a verb and what is coordinated with it; a verb without one takes its governor's, a
    participle or relative clause the noun it describes."""
    current = verb
    for _ in range(6):
        own = next((c for c in current.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            head = (
                current.head
                if own.lower_ in ("who", "which", "that") and current.dep_ == grammar.RELATIVE_CLAUSE
                else own
            )
            if (
                own.lower_ == "who" and current.dep_ == grammar.CLAUSAL_COMPLEMENT
            ):  # "it was Kyle who suggested", the parser's other way
                head = next((c for c in current.head.children if c.dep_ == grammar.ATTRIBUTE), own)
            return (
                head,
                *(c for c in head.conjuncts if c.i > head.i and c.pos_ in ("PROPN", "NOUN", "PRON")),
            )
        agent = next(
            (
                p
                for c in current.children
                if c.dep_ == grammar.BY_AGENT
                for p in c.children
                if p.dep_ == grammar.PREPOSITION_OBJECT
            ),
            None,
        )
        if agent is not None:
            return (agent, *agent.conjuncts)
        if current.dep_ in (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE) and current.head.pos_ in (
            "NOUN",
            "PROPN",
        ):
            return (current.head, *current.head.conjuncts)
        thing = next((c for c in current.head.children if c.dep_ == grammar.OBJECT and c.i < current.i), None)
        if (
            current.dep_ == grammar.OPEN_COMPLEMENT
            and thing is not None
            and thing.pos_ in ("PROPN", "NOUN", "PRON")
        ):  # "led Cairo to believe"
            return (thing, *(c for c in thing.conjuncts if c.i > thing.i))
        if current.dep_ == grammar.PREPOSITION_CLAUSE:
            current = current.head.head
        elif (
            current.dep_
            in (
                grammar.OPEN_COMPLEMENT,
                grammar.CONJUNCT,
                grammar.ADVERBIAL_CLAUSE,
                grammar.PASSIVE_AUXILIARY,
                grammar.AUXILIARY,
            )
            and current.head != current
        ):
            current = current.head
        else:
            return ()
    return ()


def clause_frames(doc: Doc) -> Iterator[Attribution]:
    """The attributions whose content is a clause, in token order."""
    kinds = verb_kinds()
    mind = words("verbs", "state_of_mind", "adjectives")
    claim_nouns = words("verbs", "claim_nouns", "nouns") | words("verbs", "documents", "nouns")
    for token in doc:
        clause = content_clause(token)
        lemma = token.lemma_.lower()
        if clause is None:
            loose = (
                _loose_that(token)
                if kinds.get(lemma, frozenset()) & {"position", "saying", "thinking"}
                else None
            )
            if loose is not None:
                yield Attribution(
                    "verb",
                    _cue(token),
                    (loose, len(doc)),
                    tuple(t.i for t in subjects(token)),
                    lemma,
                    token.i,
                )
            continue
        start, end = _bounds(token, clause)
        after = (token.i, start if 0 < start - token.i <= 3 else token.i + 1)
        if token.pos_ in ("VERB", "AUX") and (own := _impersonal(token, lemma)) is not None:
            yield Attribution(
                "impersonal",
                (own, max(own + 1, start if start > own else token.i + 1)),
                (start, end),
                _owners_of_subject(token),
                lemma,
                token.i,
            )
        elif token.pos_ in ("VERB", "AUX") and lemma in kinds and _claims(token, clause, kinds[lemma]):
            passive = any(
                c.dep_ in (grammar.PASSIVE_AUXILIARY, grammar.PASSIVE_SUBJECT) for c in token.children
            )
            yield Attribution(
                "passive" if passive else "verb",
                _cue(token),
                (start, end),
                tuple(t.i for t in subjects(token)),
                lemma,
                token.i,
            )
        elif token.lower_ in mind and token.pos_ in ("ADJ", "VERB"):
            governor = (
                token.head
                if token.dep_
                in (
                    grammar.ADJECTIVE_COMPLEMENT,
                    grammar.OBJECT_PREDICATE,
                    grammar.CLAUSAL_COMPLEMENT,
                    grammar.OPEN_COMPLEMENT,
                    grammar.ADVERBIAL_CLAUSE,
                )
                else token
            )
            yield Attribution(
                "mind",
                after,
                (start, end),
                tuple(t.i for t in (subjects(token) or subjects(governor))),
                token.lower_,
                token.i,
            )
        elif token.pos_ in ("NOUN", "PROPN") and lemma in claim_nouns:
            there = token.head.lemma_ == "be" and any(
                c.dep_ == grammar.EXPLETIVE for c in token.head.children
            )
            yield Attribution(
                "impersonal" if there else "noun",
                after,
                (start, end),
                () if there else _owners(token),
                lemma,
                token.i,
            )


def content_clause(token: Token) -> Token | None:
    """The clause a word takes as content: a that-clause, a bare clause with subject and finite verb, or a
    quotation."""
    for child in token.children:
        marks = {c.lower_ for c in child.children if c.dep_ == grammar.SUBORDINATOR}
        takes = child.dep_ in (
            grammar.CLAUSAL_COMPLEMENT,
            grammar.NOUN_CLAUSE,
            grammar.PARATAXIS,
            grammar.RELATIVE_CLAUSE,
        ) or (child.dep_ == grammar.ADVERBIAL_CLAUSE and "that" in marks)
        if (
            not takes
            or marks & _NOT_CONTENT
            or (
                child.dep_ in (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE)
                and ("that" not in marks or token.pos_ not in ("NOUN", "PROPN", "ADJ"))
            )
        ):
            continue
        if "that" not in marks and any(
            c.tag_ in (grammar.RELATIVE_PRONOUN, grammar.RELATIVE_ADVERB, grammar.RELATIVE_DETERMINER)
            or c.lower_ in ("why", "how", "what", "where")
            for c in child.children
        ):
            continue
        if not any(c.dep_ in SUBJECTS or c.dep_ == grammar.EXPLETIVE for c in child.children) or not (
            "that" in marks or finite(child)
        ):
            continue
        if child.i < token.i and not _reported_before(token, child):
            continue
        return child
    return None


def _loose_that(verb: Token) -> int | None:
    """Where the content begins when the parser has lost the that-clause of a finite verb of saying to a noun
    between them ("concluded from this that"); None when there is none."""
    if (
        verb.pos_ != "VERB"
        or (
            verb.tag_ == grammar.PAST_PARTICIPLE
            and not any(c.dep_ == grammar.AUXILIARY for c in verb.children)
        )
        or not any(c.dep_ in SUBJECTS for c in verb.children)
    ):
        return None
    told = "telling" in verb_kinds().get(verb.lemma_.lower(), frozenset())
    if any(
        c.dep_ in (grammar.PASSIVE_AUXILIARY, grammar.PASSIVE_SUBJECT, grammar.OBJECT)
        and c.lower_ != "nothing"
        and not (told and c.dep_ == grammar.OBJECT)
        for c in verb.children
    ):
        return None
    for token in verb.doc[verb.i + 1 : verb.i + 9]:
        if token.text in (",", ";", ":") or token.pos_ in ("VERB", "AUX"):
            return None
        if token.lower_ == "that" and any(
            t.tag_ in (grammar.PAST, grammar.PRESENT_THIRD, grammar.PRESENT, grammar.MODAL)
            for t in verb.doc[token.i + 1 :]
        ):
            after = token.nbor() if token.i + 1 < len(verb.doc) else token
            return token.i + 1 if after.pos_ not in ("VERB", "AUX") else None
    return None


def _reported_before(verb: Token, clause: Token) -> bool:
    """True when the clause before a verb is what it reports ("..., he said"): a comma or a quotation mark
    parts them, no semicolon."""
    if any(
        c.dep_ == grammar.OBJECT and c.i > verb.i for c in verb.children
    ):  # "..., the morning after he announced the seizure"
        return False
    between = [t.text for t in verb.doc[clause.i : verb.i]]
    return ";" not in between and ":" not in between and any(t == "," or t in QUOTES for t in between)


def finite(verb: Token) -> bool:
    """Whether a clause has tense."""
    return any(
        t.tag_ in (grammar.PAST, grammar.PRESENT_THIRD, grammar.PRESENT, grammar.MODAL)
        for t in (
            verb,
            *(
                c
                for c in verb.children
                if c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY, grammar.COPULA)
            ),
        )
    )


def _bounds(token: Token, clause: Token) -> tuple[int, int]:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start <= token.i < end:  # an inverted report: the clause's subtree swallowed its governor
        if token.i - start < end - token.i:
            start = token.i + 1
        else:
            end = token.i
    return start, end


def _impersonal(verb: Token, lemma: str) -> int | None:
    """Where the writer's own frame begins ("it seems that", "it is clear that", "there is no doubt that",
    "the problem is that"), None when it is none."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ == grammar.EXPLETIVE), None)
    if subject is None:
        return None
    if lemma in words("stance", "impersonal", "verbs") and subject.lower_ in ("it", "this"):
        return subject.i
    if lemma != "be":
        return None
    if subject.lower_ in ("it", "there") or subject.dep_ == grammar.EXPLETIVE:
        predicate = next(
            (c for c in verb.children if c.dep_ in (grammar.ADJECTIVE_COMPLEMENT, grammar.ATTRIBUTE)), None
        )
        if (
            predicate is None
            or predicate.lower_ in words("stance", "impersonal", "adjectives")
            or predicate.lemma_ in words("stance", "impersonal", "nouns")
        ):
            return subject.i
        return None
    known = words("stance", "impersonal", "nouns") | words("verbs", "claim_nouns", "nouns")
    return subject.left_edge.i if subject.lemma_.lower() in known else None


def _owners_of_subject(verb: Token) -> tuple[int, ...]:
    """Who owns the view that a copula spells out ("Wada's view was that"): empty when nobody is named, and it
    is then the writer's."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lemma_.lower() not in words("verbs", "claim_nouns", "nouns"):
        return ()
    return tuple(c.i for c in subject.children if c.dep_ == grammar.POSSESSOR)


def _claims(verb: Token, clause: Token, kinds: frozenset[str]) -> bool:
    """True when verb and clause make a claim rather than an order, a wish or a settlement."""
    if kinds <= _TAKING:
        return False
    if "directive" in kinds:
        told = any(c.dep_ == grammar.SUBORDINATOR and c.lower_ == "that" for c in clause.children)
        modal = any(
            c.dep_ == grammar.AUXILIARY and c.lower_ in ("should", "must", "shall") for c in clause.children
        )
        return "either" in kinds and told and not modal and finite(clause)
    return verb.head.lemma_ not in ("order", "request", "refuse") or verb.dep_ != grammar.OPEN_COMPLEMENT


def _cue(verb: Token) -> tuple[int, int]:
    """The verb with its particle; with its pronoun, auxiliaries and "that" where the frame is impersonal ("it
    can be argued that")."""
    first, last = verb.i, verb.i + 1
    while last < len(verb.doc) and verb.doc[last].dep_ == grammar.PARTICLE and verb.doc[last].head == verb:
        last += 1
    light = next(
        (
            c
            for c in verb.children
            if c.dep_ in SUBJECTS
            and c.lower_ in ("it", "this", "which", "these", "that", "those")
            and 0 < verb.i - c.i <= 5
        ),
        None,
    )
    if light is not None:
        first = light.i
        if last < len(verb.doc) and verb.doc[last].lower_ == "that":
            last += 1
    return first, last


def _owners(noun: Token) -> tuple[int, ...]:
    """Who owns a claim noun: its genitive, its "by" or "of" phrase, or the subject of the verb it is the
    object of."""
    owner = next((c for c in noun.children if c.dep_ == grammar.POSSESSOR), None)
    if owner is None:
        owner = next(
            (
                p
                for c in noun.children
                if c.dep_ == grammar.PREPOSITION and c.lower_ in ("by", "of", "from")
                for p in c.children
                if p.dep_ == grammar.PREPOSITION_OBJECT
            ),
            None,
        )
    if owner is not None:
        return (owner.i, *(c.i for c in owner.conjuncts))
    if noun.dep_ in (grammar.OBJECT, grammar.ATTRIBUTE) and noun.head.pos_ in ("VERB", "AUX"):
        return tuple(t.i for t in subjects(noun.head))
    if noun.dep_ == grammar.PREPOSITION_OBJECT and noun.head.head.pos_ == "VERB":
        return tuple(t.i for t in subjects(noun.head.head))
    return ()


def _charge(verb: Token) -> Token | None:
    """The preposition that says with what somebody is charged or credited: "for encouraging false hopes", "of
    misreading the sources"."""
    known = words("verbs", "taking_for", "prepositions")
    return next(
        (
            c
            for c in verb.children
            if c.dep_ == grammar.PREPOSITION
            and c.lower_ in known
            and c.i > verb.i
            and any(p.dep_ in (grammar.PREPOSITION_CLAUSE, grammar.PREPOSITION_OBJECT) for p in c.children)
        ),
        None,
    )


def _named_after_of(verb: Token) -> Token | None:
    """What somebody is said to speak of, when it is given a name ("a legal coup"): an indefinite noun phrase
    with an adjective or a quotation."""
    known = words("verbs", "taking_of", "prepositions")
    for prep in (c for c in verb.children if c.dep_ == grammar.PREPOSITION and c.lower_ in known):
        for noun in (p for p in prep.children if p.dep_ == grammar.PREPOSITION_OBJECT):
            if any(c.lower_ in ("a", "an") for c in noun.children) and any(
                c.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.PREPOSITION) or c.text in QUOTES
                for c in noun.children
            ):
                return noun
    return None


def answers(verb: Token) -> Token | None:
    """The position a verb answers by pointing back to it: "this view" of "rejects this view", "that reading"
    of "agrees with that reading"; None when it points to none."""
    if "answering" not in verb_kinds().get(verb.lemma_.lower(), frozenset()):
        return None
    nouns, pointing = words("stance", "answers", "argument_nouns"), words("frames", "pointing", "determiners")
    reached = [c for c in verb.children if c.dep_ == grammar.OBJECT]
    reached += [
        p
        for c in verb.children
        if c.dep_ == grammar.PREPOSITION and c.lower_ in words("verbs", "answering", "prepositions")
        for p in c.children
        if p.dep_ == grammar.PREPOSITION_OBJECT
    ]
    for thing in reached:
        if thing.lower_ in pointing:
            return thing
        if thing.lemma_.lower() in nouns and any(c.lower_ in pointing for c in thing.children):
            return thing
    return None


def _put_down_to(verb: Token, thing: Token) -> Token | None:
    """The "to" of "attributes the delay to fear", on the verb or, as parsers have it, on its object."""
    return next(
        (
            c
            for c in (*verb.children, *thing.children)
            if c.dep_ in (grammar.PREPOSITION, grammar.DATIVE) and c.lower_ == "to" and c.i > thing.i
        ),
        None,
    )


def _taken_from(verb: Token, thing: Token) -> Token | None:
    """The "in" between a verb of seeing and what is seen: "saw in the meeting a postponement"."""
    return next(
        (
            c
            for c in verb.children
            if c.dep_ == grammar.PREPOSITION and c.lower_ in ("in", "behind") and verb.i < c.i < thing.i
        ),
        None,
    )


def taking_frames(doc: Doc) -> Iterator[Attribution]:
    """The attributions whose content is a phrase: "X regarded the canal as a lifeline", "X acknowledged the
    existence of Y"."""
    kinds = verb_kinds()
    for token in doc:
        own = kinds.get(token.lemma_.lower(), frozenset())
        if (
            token.pos_ != "VERB"
            or not own & _TAKING
            or content_clause(token) is not None
            or token.dep_ in (grammar.ADJECTIVE, grammar.PREPOSITION_OBJECT)
        ):
            continue
        passive = any(c.dep_ in (grammar.PASSIVE_AUXILIARY, grammar.PASSIVE_SUBJECT) for c in token.children)
        who = () if passive else subjects(token)
        thing = next((c for c in token.children if c.dep_ == grammar.OBJECT), None)
        taken = next(
            (
                c
                for c in (*token.children, *(thing.children if thing is not None else ()))
                if c.dep_ == grammar.PREPOSITION and c.lower_ == "as" and c.i > token.i
            ),
            None,
        )
        small = next(
            (
                c
                for c in token.children
                if c.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.OBJECT_PREDICATE, grammar.OPEN_COMPLEMENT)
                and c.i > token.i
                and any(s.dep_ == grammar.SUBJECT for s in c.children)
            ),
            None,
        )
        if passive:
            continue
        named = next(
            (
                c
                for c in token.children
                if c.dep_ == grammar.OBJECT_PREDICATE
                and c.pos_ in ("NOUN", "PROPN")
                and thing is not None
                and c.i > thing.i
            ),
            None,
        )
        taken = taken if taken is not None or "taking_small" in own else named
        if "taking_as" in own and thing is not None and taken is not None:
            content = (thing.left_edge.i, max(taken.right_edge.i, thing.right_edge.i) + 1)
        elif own & {"taking_as", "taking_small"} and thing is None and small is not None:
            content = (small.left_edge.i, small.right_edge.i + 1)
        elif "taking_for" in own and thing is not None and (charge := _charge(token)) is not None:
            content = (
                min(thing.left_edge.i, charge.left_edge.i),
                max(charge.right_edge.i, thing.right_edge.i) + 1,
            )
        elif "taking_to" in own and thing is not None and (cause := _put_down_to(token, thing)) is not None:
            content = (thing.left_edge.i, cause.right_edge.i + 1)
        elif "taking_of" in own and thing is None and (named := _named_after_of(token)) is not None:
            content = (named.left_edge.i, named.right_edge.i + 1)
        elif "taking_in" in own and thing is not None and (place := _taken_from(token, thing)) is not None:
            content = (place.i, thing.right_edge.i + 1)
        elif (
            "taking_noun" in own
            and thing is not None
            and thing.pos_ == "NOUN"
            and any(
                c.dep_
                in (grammar.PREPOSITION, grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE, grammar.POSSESSOR)
                for c in thing.children
            )
        ):
            content = (thing.left_edge.i, thing.right_edge.i + 1)
        elif "answering" in own and (answered := answers(token)) is not None:
            content = (token.i, answered.right_edge.i + 1)
        else:
            continue
        if who and not any(
            t.tag_
            in (
                grammar.RELATIVE_POSSESSIVE,
                grammar.RELATIVE_DETERMINER,
                grammar.RELATIVE_PRONOUN,
                grammar.RELATIVE_ADVERB,
            )
            or t.lower_ in ("why", "how")
            for t in token.doc[content[0] : content[0] + 1]
        ):
            yield Attribution(
                "object",
                (token.i, token.i + 1),
                content,
                tuple(t.i for t in who),
                token.lemma_.lower(),
                token.i,
            )
