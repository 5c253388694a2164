"""Who does what to whom in a parsed sentence: the arguments of a verb or an event noun, by dependency."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.tree import climb

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = (grammar.SUBJECT, grammar.PASSIVE_SUBJECT, grammar.CLAUSAL_SUBJECT)
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The heads that fill a word's slots; conjuncts are listed beside their first member, relative pronouns
    are followed to what they stand for."""

    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    datives: tuple[Token, ...] = ()
    preps: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    complements: tuple[Token, ...] = ()
    predicates: tuple[Token, ...] = ()
    passive: bool = False
    expletive: bool = False

    def slot(self, name: str) -> tuple[Token, ...]:
        """The heads in a slot: `subject`, `object`, `dative`, or a preposition."""
        if name == "object":
            return self.objects
        if name == "subject":
            return self.subjects
        if name == "dative":
            return self.datives
        return self.preps.get(name, ())


def with_conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and what is coordinated with it, when it is the first of them."""
    return (token, *(t for t in token.conjuncts if t.i > token.i))


def verb_arguments(verb: Token, control: str = "") -> Arguments:
    """The arguments of a verb in whatever clause it stands; `control` is what its governor's frame says of
    its subject, if anything."""
    passive = is_passive(verb)
    own: list[Token] = []
    objects: list[Token] = []
    datives: list[Token] = []
    complements: list[Token] = []
    predicates: list[Token] = []
    expletive = False
    for child in verb.children:
        dep = child.dep_
        if dep in _SUBJECT:
            own.append(child)
        elif dep == grammar.EXPLETIVE:
            expletive = True
        elif dep in (grammar.OBJECT, grammar.ATTRIBUTE) and not (dep == grammar.ATTRIBUTE and passive):
            objects.extend(with_conjuncts(child))
        elif dep == grammar.DATIVE:
            datives.extend(
                t for c in ([child] if child.pos_ != "ADP" else child.children) for t in with_conjuncts(c)
            )
        elif dep in (grammar.OPEN_COMPLEMENT, grammar.CLAUSAL_COMPLEMENT):
            complements.append(child)
        elif dep == grammar.OBJECT_PREDICATE:
            predicates.append(child)
    if any(t.lower_ == "it" for t in own) and passive:
        expletive = True
    if verb.dep_ == grammar.ADJECTIVE_COMPLEMENT:
        own = [c for c in verb.head.children if c.dep_ in _SUBJECT]
    subjects = [t for s in own for c in with_conjuncts(s) for t in _follow(c, verb)]
    preps = prepositions(verb)
    complements.extend(
        c
        for prep in verb.children
        if prep.dep_ == grammar.PREPOSITION
        for c in prep.children
        if c.dep_ == grammar.PREPOSITION_CLAUSE
    )
    if not own:
        subjects = list(_missing_subject(verb, control))
    objects = [t for o in objects for t in _follow(o, verb)]
    if passive:
        agents = preps.get("by", ())
        return Arguments(
            tuple(agents),
            tuple(subjects) or tuple(objects),
            tuple(datives or (objects if subjects else ())),
            preps,
            tuple(complements),
            tuple(predicates),
            True,
            expletive,
        )
    if (
        verb.dep_ == grammar.RELATIVE_CLAUSE
        and not objects
        and own
        and not any(c.lower_ in _RELATIVE for c in own)
    ):
        objects.append(verb.head)
    return Arguments(
        tuple(subjects),
        tuple(objects),
        tuple(datives),
        preps,
        tuple(complements),
        tuple(predicates),
        False,
        expletive,
    )


def noun_arguments(noun: Token) -> Arguments:
    """The arguments of an event noun: possessors and modifiers as subjects, prepositions by their word, its
    infinitive or that-clause as complement."""
    subjects = [t for c in noun.children if c.dep_ == grammar.POSSESSOR for t in with_conjuncts(c)]
    if not subjects and noun.dep_ == grammar.CONJUNCT and noun.head.pos_ == "NOUN":
        subjects = [t for c in noun.head.children if c.dep_ == grammar.POSSESSOR for t in with_conjuncts(c)]
    modifiers = [
        c
        for c in noun.children
        if c.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER) and c.i < noun.i
    ]
    preps = prepositions(noun)
    if "by" in preps:
        modifiers = []
    else:
        below = [t for o in preps.get("of", ()) for t in prepositions(o).get("by", ())]
        if below:
            preps["by"] = tuple(below)
    complements = [c for c in noun.children if _completes(c)]
    complements += [
        c
        for prep in noun.children
        if prep.dep_ == grammar.PREPOSITION
        for c in prep.children
        if c.dep_ == grammar.PREPOSITION_CLAUSE
    ]
    return Arguments(tuple(subjects or modifiers), (), (), preps, tuple(complements))


def _completes(clause: Token) -> bool:
    """Whether a clause under a noun says what the noun is about: an infinitive or a that-clause, no
    participle or relative clause."""
    if clause.dep_ in (
        grammar.NOUN_CLAUSE,
        grammar.RELATIVE_CLAUSE,
        grammar.ADVERBIAL_CLAUSE,
    ) and _is_infinitive(clause):
        return True
    return clause.dep_ == grammar.CLAUSAL_COMPLEMENT or (
        clause.dep_ == grammar.NOUN_CLAUSE and clause.tag_ not in (grammar.PAST_PARTICIPLE, grammar.GERUND)
    )


def prepositions(word: Token) -> dict[str, tuple[Token, ...]]:
    """The objects of a word's prepositions by preposition; chained ones ("from X to Y") count for the word
    too."""
    out: dict[str, tuple[Token, ...]] = {}

    def add(prep: Token) -> None:
        key = prep.lower_
        for child in prep.children:
            if child.dep_ == grammar.PREPOSITION_OBJECT:
                out[key] = (*out.get(key, ()), *with_conjuncts(child))
            elif child.dep_ == grammar.PREPOSITION:
                add(child)

    for child in word.children:
        if child.dep_ in (grammar.PREPOSITION, grammar.BY_AGENT) or (
            child.dep_ == grammar.DATIVE and child.pos_ == "ADP"
        ):
            add(child)
    return out


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: with its auxiliary, or as a bare participle after its noun."""
    if any(
        c.dep_
        in (
            grammar.PASSIVE_SUBJECT,
            grammar.PASSIVE_AUXILIARY,
            grammar.BY_AGENT,
            grammar.PASSIVE_CLAUSAL_SUBJECT,
        )
        for c in verb.children
    ):
        return True
    if verb.tag_ != grammar.PAST_PARTICIPLE:
        return False
    if verb.dep_ in (
        grammar.NOUN_CLAUSE,
        grammar.ADVERBIAL_CLAUSE,
        grammar.RELATIVE_CLAUSE,
        grammar.ADJECTIVE,
    ):
        return not any(c.dep_ in (grammar.OBJECT, grammar.AUXILIARY) for c in verb.children)
    if verb.dep_ == grammar.CONJUNCT and not any(
        c.dep_ in (grammar.SUBJECT, grammar.OBJECT, grammar.AUXILIARY) for c in verb.children
    ):
        return is_passive(verb.head)
    return False


def _is_infinitive(verb: Token) -> bool:
    return verb.pos_ in _VERBAL and any(
        c.lower_ == "to" and c.dep_ == grammar.AUXILIARY for c in verb.children
    )


def is_infinitive(verb: Token) -> bool:
    """Whether the verb is an infinitive, also as the second of two coordinated ones."""
    if _is_infinitive(verb):
        return True
    return (
        verb.dep_ == grammar.CONJUNCT
        and verb.tag_ == grammar.BASE_VERB
        and verb.head.pos_ in _VERBAL
        and not has_auxiliary(verb)
        and is_infinitive(verb.head)
    )


def has_auxiliary(verb: Token) -> bool:
    """Whether the verb has an auxiliary of its own."""
    return any(c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY) for c in verb.children)


def governor(word: Token) -> Token | None:
    """The verb or noun the word's clause hangs on as infinitive, gerund or clause; None for a main clause."""
    if word.dep_ == grammar.CONJUNCT:
        return governor(word.head)
    if word.dep_ in (grammar.PREPOSITION_CLAUSE,):
        return word.head.head
    if word.dep_ in (
        grammar.OPEN_COMPLEMENT,
        grammar.CLAUSAL_COMPLEMENT,
        grammar.NOUN_CLAUSE,
        grammar.ADVERBIAL_CLAUSE,
        grammar.RELATIVE_CLAUSE,
    ):
        return word.head
    return None


def misjoined(verb: Token) -> bool:
    """Whether a finite verb is coordinated to a bare or infinitive one, which no grammar allows: it belongs
    one clause higher."""
    return (
        verb.dep_ == grammar.CONJUNCT
        and verb.tag_ in (grammar.PAST, grammar.PRESENT_THIRD)
        and verb.head.tag_ == grammar.BASE_VERB
        and not any(c.dep_ in _SUBJECT for c in verb.children)
    )


def _cleft(head: Token) -> Token | None:
    """In "it was X, the officer of Y, who ...", X; None when the sentence is no cleft around `head`."""
    for up in (head, *head.ancestors):
        if (
            up.dep_ == grammar.ATTRIBUTE
            and up.head.lemma_ == "be"
            and any(
                c.lower_ == "it" and c.dep_ in (grammar.SUBJECT, grammar.EXPLETIVE) for c in up.head.children
            )
        ):
            return up
    return None


def _follow(token: Token, verb: Token) -> tuple[Token, ...]:
    """What a relative pronoun stands for; any other token itself."""
    if token.lower_ in _RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = climb(verb, lambda t: t.dep_ == grammar.CONJUNCT)
        if (
            clause.dep_ in (grammar.CLAUSAL_COMPLEMENT, grammar.ADVERBIAL_CLAUSE)
            and clause.head.lemma_ == "be"
        ):
            # "It was Moscow that proposed": the parser may hang the clause on the copula.
            named = [c for c in clause.head.children if c.dep_ == grammar.ATTRIBUTE]
            if named and any(c.lower_ == "it" for c in clause.head.children):
                return with_conjuncts(named[0])
        if clause.dep_ == grammar.RELATIVE_CLAUSE:
            head = clause.head
            cleft = _cleft(head) if token.lower_ in ("who", "that") else None
            if cleft is not None:
                return with_conjuncts(cleft)
            if head.dep_ in _SUBJECT or head.pos_ in ("NOUN", "PROPN", "PRON"):
                return with_conjuncts(head)
            return tuple(c for c in head.children if c.dep_ == grammar.ATTRIBUTE)
    return (token,)


def _missing_subject(verb: Token, control: str, depth: int = 0) -> tuple[Token, ...]:
    """The subject a subjectless verb shares: its coordinate's, its governor's, or the noun it modifies."""
    if depth > 6:
        return ()
    head = verb.head
    if misjoined(verb):
        above = governor(head)
        return _subject_of(above, "", depth + 1) if above is not None and above.pos_ in _VERBAL else ()
    if verb.dep_ == grammar.CONJUNCT and head.pos_ in _VERBAL:
        named = [c for c in head.children if c.dep_ in _SUBJECT]
        if named:
            return tuple(t for s in named for c in with_conjuncts(s) for t in _follow(c, head))
        if head.tag_ == grammar.PAST_PARTICIPLE and head.dep_ == grammar.NOUN_CLAUSE:
            return with_conjuncts(head.head)
        return _missing_subject(head, control, depth + 1)
    if verb.dep_ == grammar.NOUN_CLAUSE and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if _is_infinitive(verb):
            return _noun_controller(head, control, depth)
        return with_conjuncts(head)
    if verb.dep_ == grammar.PREPOSITION_CLAUSE:
        up = climb(head.head, lambda t: t.pos_ in ("ADJ", "ADV"))
        if up.pos_ in _VERBAL:
            return _subject_of(up, control, depth)
        return _noun_controller(up, control, depth)
    if verb.dep_ in (
        grammar.OPEN_COMPLEMENT,
        grammar.ADVERBIAL_CLAUSE,
        grammar.CLAUSAL_COMPLEMENT,
    ) and head.pos_ in (*_VERBAL, "ADJ"):
        return _subject_of(head, (control or "either") if verb.dep_ == grammar.OPEN_COMPLEMENT else "", depth)
    return ()


def _subject_of(head: Token, control: str, depth: int) -> tuple[Token, ...]:
    """Who controls a clause under `head`: its object when the frame says so (`control`), else its subject
    (its by-agent in the passive).

    `control` "either" is for a governor no frame knows: an object of its own controls ("influenced him to
    act"), else the subject.
    """
    if control == "either" and any(c.dep_ == grammar.OBJECT for c in head.children):
        control = "object"
    if control == "object":
        objects = [
            c for c in head.children if c.dep_ in (grammar.OBJECT, grammar.DATIVE, grammar.PASSIVE_SUBJECT)
        ]
        if objects:
            return tuple(t for o in objects for t in with_conjuncts(o) if o.pos_ != "ADP")
        return ()
    subjects = [c for c in head.children if c.dep_ in _SUBJECT]
    if head.lemma_ == "be":
        # "the aim of Kim was to occupy": whoever owns the aim occupies.
        owners = [
            t
            for s in subjects
            if s.pos_ == "NOUN"
            for t in (*(c for c in s.children if c.dep_ == grammar.POSSESSOR), *prepositions(s).get("by", ()))
        ]
        if owners:
            return tuple(owners)
    if is_passive(head) and control != "object":
        by = prepositions(head).get("by", ())
        if by:
            return by
    if subjects:
        return tuple(t for s in subjects for c in with_conjuncts(s) for t in _follow(c, head))
    return _missing_subject(head, control, depth + 1)


def _noun_controller(noun: Token, control: str, depth: int) -> tuple[Token, ...]:
    """Who controls an infinitive or gerund under a noun: its possessor or by-phrase, else the subject of the
    verb the noun is the object of."""
    if control == "object":
        preps = prepositions(noun)
        return preps.get("to", ()) or preps.get("for", ())
    found = [t for c in noun.children if c.dep_ == grammar.POSSESSOR for t in with_conjuncts(c)]
    if found:
        return tuple(found)
    by = prepositions(noun).get("by", ())
    if by:
        return by
    up = climb(noun.head, lambda t: t.pos_ == "ADP")
    if up.pos_ in _VERBAL and noun.dep_ in (grammar.OBJECT, grammar.PREPOSITION_OBJECT, grammar.ATTRIBUTE):
        return _subject_of(up, "", depth + 1)
    return ()
