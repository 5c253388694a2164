"""Steps over a parse that the reading of attributions shares: subjects and objects, clauses and their
edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords, Words

SUBJECTS = frozenset(
    {grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT, grammar.PASSIVE_CLAUSAL_SUBJECT}
)
#: A subject, or a word that stands where one would ("there").
SUBJECT_PLACES = SUBJECTS | {grammar.EXPLETIVE}
QUOTES = frozenset("\"“”‘’'`«»„")
VERBAL = ("VERB", "AUX")
NOMINAL = ("PROPN", "NOUN", "PRON")
#: Forms of a verb that have tense.
TENSED = (grammar.PAST, grammar.PRESENT_THIRD, grammar.PRESENT, grammar.MODAL)
PRESENT_FORMS = (grammar.PRESENT_THIRD, grammar.PRESENT)
#: What closes each opening mark.
_CLOSED_BY = {"(": ")", "[": "]", '"': '"', "“": "”", "„": "“”", "«": "»"}
#: How many verbs up a subject is looked for.
_STEPS = 6


def child(token: Token, *relations: str) -> Token | None:
    """The first child of a word in one of some relations to it."""
    return next((c for c in token.children if c.dep_ in relations), None)


def subject(verb: Token) -> Token | None:
    """A verb's own subject."""
    return child(verb, *SUBJECTS)


def has_child(token: Token, *relations: str) -> bool:
    """Whether a word has a child in one of some relations to it."""
    return child(token, *relations) is not None


def governed(token: Token, prepositions: Words, *relations: str) -> list[Token]:
    """The nouns that a word's prepositions of some forms govern; `relations` are those of the prepositions
    to the word (default: preposition)."""
    return [
        noun
        for c in token.children
        if c.dep_ in (relations or (grammar.PREPOSITION,)) and c.lower_ in prepositions
        for noun in c.children
        if noun.dep_ == grammar.PREPOSITION_OBJECT
    ]


def by_agent(verb: Token) -> Token | None:
    """Who does what a passive says, by its by-phrase."""
    return next(
        (
            noun
            for c in verb.children
            if c.dep_ == grammar.BY_AGENT
            for noun in c.children
            if noun.dep_ == grammar.PREPOSITION_OBJECT
        ),
        None,
    )


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive."""
    return has_child(verb, grammar.PASSIVE_AUXILIARY, grammar.PASSIVE_SUBJECT)


def finite(verb: Token) -> bool:
    """Whether a clause has tense."""
    return verb.tag_ in TENSED or any(
        c.tag_ in TENSED
        for c in verb.children
        if c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY, grammar.COPULA)
    )


def in_present(verb: Token, words: ClaimWords) -> bool:
    """Whether a verb is in the present tense or the present perfect."""
    if verb.tag_ in PRESENT_FORMS:
        return True
    return verb.tag_ == grammar.PAST_PARTICIPLE and any(
        c.dep_ == grammar.AUXILIARY
        and c.tag_ in PRESENT_FORMS
        and c.lemma_ in words.function.perfect_auxiliaries
        for c in verb.children
    )


def trim(doc: Doc, start: int, end: int, words: ClaimWords) -> tuple[int, int]:
    """The range without punctuation and quotation marks at its ends, and without a complementiser or a
    coordinator at its head."""
    while start < end and (_edge(doc[start], words) or _complementiser(doc[start], words)):
        start += 1
    while start < end and _edge(doc[end - 1], words) and doc[end - 1].text not in (")", "]"):
        end -= 1
    return start, end


def _complementiser(token: Token, words: ClaimWords) -> bool:
    return token.lower_ in words.function.complementisers and token.dep_ == grammar.SUBORDINATOR


def _edge(token: Token, words: ClaimWords) -> bool:
    return (
        token.is_punct
        or token.is_space
        or token.text in QUOTES
        or (token.dep_ == grammar.COORDINATOR and token.lower_ not in words.function.edge_words)
    )


def subjects(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """The subject of a verb and what is coordinated with it; a verb without one takes its governor's, a
    participle or relative clause the noun it describes."""
    current = verb
    for _ in range(_STEPS):
        found = next((s for find in _SUBJECT_PLACES if (s := find(current, words))), ())
        above = _governor(current)
        if found or above is None:
            return found
        current = above
    return ()


def _own_subjects(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """ "Kyle and Lucas argue"; of a relative pronoun what it stands for."""
    own = subject(verb)
    if own is None:
        return ()
    head = own
    if own.lower_ in words.function.relative_subjects and verb.dep_ == grammar.RELATIVE_CLAUSE:
        head = verb.head
    # "it was Kyle who suggested", the parser's other way
    if own.lower_ in words.function.personal_relatives and verb.dep_ == grammar.CLAUSAL_COMPLEMENT:
        head = child(verb.head, grammar.ATTRIBUTE) or own
    return (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ in NOMINAL))


def _agents(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """ "suggested by Kyle and Lucas"."""
    agent = by_agent(verb)
    return () if agent is None else (agent, *agent.conjuncts)


def _described(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """ "scholars arguing": the noun that a participle or relative clause describes."""
    if verb.dep_ not in (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE):
        return ()
    return (verb.head, *verb.head.conjuncts) if verb.head.pos_ in ("NOUN", "PROPN") else ()


def _object_above(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """ "led Cairo to believe": the object of the verb above."""
    if verb.dep_ != grammar.OPEN_COMPLEMENT:
        return ()
    thing = next((c for c in verb.head.children if c.dep_ == grammar.OBJECT and c.i < verb.i), None)
    if thing is None or thing.pos_ not in NOMINAL:
        return ()
    return (thing, *(c for c in thing.conjuncts if c.i > thing.i))


def _beside(verb: Token, words: ClaimWords) -> tuple[Token, ...]:
    """ "In Divided We Stand Lucas contended": where the parser has lost the subject of a tensed verb, the
    noun just before it, or the noun it took for something else ("Nutting, who was present, says")."""
    if not finite(verb) or is_passive(verb) or verb.dep_ == grammar.RELATIVE_CLAUSE:
        return ()
    lost = next((c for c in verb.lefts if _misplaced(c)), None)
    if lost is not None:
        return (lost, *(c for c in lost.conjuncts if c.i > lost.i))
    before = _noun_before(verb)
    return () if before is None else (before,)


def _misplaced(token: Token) -> bool:
    return token.pos_ in NOMINAL and token.dep_ in _NO_NOUNS_PLACE


def _noun_before(verb: Token) -> Token | None:
    before = next((t for t in reversed(verb.doc[: verb.i]) if t.pos_ not in _VERBS_COMPANY), None)
    return before if before is not None and _may_be_subject(before) else None


def _may_be_subject(token: Token) -> bool:
    """Whether a noun is a name or a pronoun that has no other place in its clause."""
    named = token.pos_ in ("PROPN", "PRON") and token.tag_ not in _RELATIVES
    return named and token.dep_ not in _HAVING_A_PLACE


#: Relations that only clauses have: a noun in one of them is a subject that the parser has mistaken.
_NO_NOUNS_PLACE = (grammar.ADVERBIAL_CLAUSE, grammar.CLAUSAL_COMPLEMENT, grammar.UNCLASSIFIED)
#: What may stand between a subject and its verb.
_VERBS_COMPANY = ("AUX", "ADV", "PART")
_HAVING_A_PLACE = (grammar.PREPOSITION_OBJECT, grammar.POSSESSOR, grammar.COMPOUND)

_SUBJECT_PLACES: tuple[Callable[[Token, ClaimWords], tuple[Token, ...]], ...] = (
    _own_subjects,
    _beside,
    _agents,
    _described,
    _object_above,
)
_PREDICATES = (grammar.ADJECTIVE_COMPLEMENT, grammar.ATTRIBUTE)
_DESCRIBING = (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE)
_SHARING = (
    grammar.OPEN_COMPLEMENT,
    grammar.CONJUNCT,
    grammar.ADVERBIAL_CLAUSE,
    grammar.PASSIVE_AUXILIARY,
    grammar.AUXILIARY,
)


def _governor(verb: Token) -> Token | None:
    """The word whose subject a verb without its own shares: the verb above, a predicate ("was inclined to
    believe", "was the first to show"), the verb of a predicate."""
    if verb.dep_ == grammar.PREPOSITION_CLAUSE:
        return verb.head.head
    if verb.dep_ in _PREDICATES or (verb.dep_ in _DESCRIBING and verb.head.dep_ in _PREDICATES):
        return verb.head
    return verb.head if verb.dep_ in _SHARING and verb.head.i != verb.i else None


def content_clause(token: Token, words: ClaimWords) -> Token | None:
    """The clause a word takes as content: a that-clause, a bare clause with subject and finite verb, or a
    quotation."""
    return next((c for c in token.children if _is_content(token, c, words)), None)


def _is_content(word: Token, clause: Token, words: ClaimWords) -> bool:
    marks = {c.lower_ for c in clause.children if c.dep_ == grammar.SUBORDINATOR}
    told = bool(marks & words.function.complementisers)
    return (
        _attached(word, clause, told)
        and not marks & words.function.subordinators
        and has_child(clause, *SUBJECT_PLACES)
        and (told or (finite(clause) and not _asks(clause, words)))
        and (clause.i > word.i or _reported_before(word, clause))
    )


def _attached(word: Token, clause: Token, told: bool) -> bool:
    """Whether a clause stands where a word's content does; `told` is whether a complementiser opens it."""
    if clause.dep_ in (grammar.NOUN_CLAUSE, grammar.RELATIVE_CLAUSE):
        return told and word.pos_ in ("NOUN", "PROPN", "ADJ")
    return clause.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.PARATAXIS) or (
        clause.dep_ == grammar.ADVERBIAL_CLAUSE and told
    )


_RELATIVES = (grammar.RELATIVE_PRONOUN, grammar.RELATIVE_ADVERB, grammar.RELATIVE_DETERMINER)


def _asks(clause: Token, words: ClaimWords) -> bool:
    return any(c.tag_ in _RELATIVES or c.lower_ in words.function.question_words for c in clause.children)


def _reported_before(verb: Token, clause: Token) -> bool:
    """True when the clause before a verb is what it reports ("..., he said"): a comma or a quotation mark
    parts them, no semicolon."""
    # "..., the morning after he announced the seizure"
    if any(c.dep_ == grammar.OBJECT and c.i > verb.i for c in verb.children):
        return False
    between = [t.text for t in verb.doc[clause.i : verb.i]]
    return ";" not in between and ":" not in between and any(t == "," or t in QUOTES for t in between)


def subject_at(doc: Doc, start: int, words: ClaimWords) -> bool:
    """Whether a clause's subject begins at a token."""
    return start < len(doc) and any(
        t.dep_ in SUBJECT_PLACES and t.left_edge.i == start
        for t in doc[start : start + words.weights.subject_window]
    )


def has_verb(tokens: Span) -> bool:
    """Whether there is a verb among some tokens."""
    return any(t.pos_ in VERBAL for t in tokens)


def heads_of(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens of a range whose governor lies outside it, or which head the sentence."""
    return [t for t in doc[start:end] if not start <= t.head.i < end or t.dep_ == grammar.ROOT]


def enclosed(doc: Doc) -> frozenset[int]:
    """The tokens inside brackets or quotation marks, the marks with them."""
    inside: set[int] = set()
    open_marks: list[str] = []
    for token in doc:
        if open_marks and token.text in _CLOSED_BY[open_marks[-1]]:
            open_marks.pop()
            inside.add(token.i)
        elif token.text in _CLOSED_BY:
            open_marks.append(token.text)
        if open_marks:
            inside.add(token.i)
    return frozenset(inside)
