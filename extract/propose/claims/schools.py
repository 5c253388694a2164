"""Schools and unnamed scholars as holders: "revisionists", "Fischer's critics", "some historians"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.drafts import Holder, holder_by, unnamed_scholars
from regesta.extract.propose.claims.noun_phrases import phrase_name
from regesta.extract.propose.claims.syntax import governed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from regesta.extract.propose.claims.lexicon import ClaimWords
    from regesta.extract.propose.claims.scholars import Scholars

#: In the table of schools: the record names it by the words of the text.
_AS_WRITTEN = "*"
_BESIDE = (grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER)


def school_noun(head: Token, words: ClaimWords) -> str:
    """The entry of the schools table that a noun is, "" when it is none; a capitalised plural
    ("Revisionists") is tagged as a name and keeps its ending."""
    if head.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return ""
    lemma = head.lemma_.lower()
    forms = (lemma, words.function.singular(lemma))
    return next((form for form in forms if form in words.holders.schools), "")


@dataclass(frozen=True)
class SchoolNoun:
    """A noun that names a school, and its entry in the table of schools."""

    head: Token
    entry: str
    scholars: Scholars
    words: ClaimWords


def school_holder(head: Token, scholars: Scholars, words: ClaimWords) -> Holder:
    """The school that a noun of the schools table names, by the first rule that applies."""
    school = SchoolNoun(head, school_noun(head, words), scholars, words)
    found = (rule(school) for rule in SCHOOL_RULES)
    return next((h for h in found if h is not None), unnamed_scholars("school_unnamed", words))


def owned_school(school: SchoolNoun) -> Holder | None:
    """ "Kyle's critics", "the critics of Kyle" are theirs who answer him; "Kyle's account" is his own."""
    names = _owner(school)
    if not names:
        return None
    if school.entry in school.words.holders.answering_schools:
        answering = school.words.holders.answering_name.format(school=school.head.text.lower(), whom=names[0])
        return holder_by("school_answering", (answering,), "school", school.words)
    return holder_by("school_of", names, school.scholars.voice(names[0]), school.words)


def _owner(school: SchoolNoun) -> tuple[str, ...]:
    """The actors of the genitive before a school's noun, else the persons behind its "of"."""
    layer = school.scholars.layer
    owners = (c for c in school.head.children if c.dep_ == grammar.POSSESSOR)
    if names := next((n for c in owners if (n := layer.actors_of(c))), ()):
        return names
    behind = governed(school.head, school.words.function.owner_prepositions)
    found = next((n for c in behind if (n := layer.actors_of(c))), ())
    return found if all(layer.kinds.get(name, "person") == "person" for name in found) else ()


def _members(school: SchoolNoun) -> tuple[str, ...]:
    """The persons that a school's noun is said to include: "such as Kyle and Lucas"."""
    heads = governed(school.head, school.words.holders.member_prepositions)
    names = (name for head in heads for token in (head, *head.conjuncts) if (name := _member(token, school)))
    return tuple(dict.fromkeys(names))


def _member(token: Token, school: SchoolNoun) -> str:
    """The person a name means: a mentioned one, else an author whom notes cite; "" for none."""
    layer = school.scholars.layer
    found = layer.actor_of(token)
    if found is not None:
        return found if layer.kinds.get(found, "person") == "person" else ""
    name = phrase_name(token, school.words)
    known = token.pos_ == "PROPN" and school.scholars.is_cited(name)
    return name if known and len(name.split()) <= school.words.weights.name_length else ""


def school_of_adjective(school: SchoolNoun) -> Holder | None:
    """ "Orthodox historians such as Kyle": the adjective names the school, its members hold with it."""
    known = school.words.holders.school_adjectives
    name = next((known[c.lower_] for c in school.head.children if c.lower_ in known), None)
    if name is None:
        return None
    return holder_by("school_adjective", (name, *_members(school)), "school", school.words)


def known_school(school: SchoolNoun) -> Holder | None:
    """ "Revisionists such as Kyle": a school by its own name, its members hold with it."""
    name = school.words.holders.schools[school.entry]
    if name == _AS_WRITTEN:
        return None
    return holder_by("school_known", (name, *_members(school)), "school", school.words)


def listed_members(school: SchoolNoun) -> Holder | None:
    """ "Scholars including W. Stueck, C. Dobbs and K. Weathersby": each of them."""
    names = _members(school)
    return holder_by("school_members", names, "scholar", school.words) if names else None


def named_in_apposition(school: SchoolNoun) -> Holder | None:
    """ "The historian Keith Kyle"."""
    beside = (c for c in school.head.children if c.dep_ == grammar.APPOSITION)
    names = next((n for c in beside if (n := school.scholars.layer.actors_of(c))), ())
    return holder_by("school_apposition", names, "scholar", school.words) if names else None


def described_school(school: SchoolNoun) -> Holder | None:
    """ "Egyptian historians": the words of the text without how many they are."""
    head = school.head
    described = [
        t.text
        for t in head.doc[head.left_edge.i : head.i]
        if t.lower_ not in school.words.holders.quantifiers and t.dep_ in _BESIDE
    ]
    if not described:
        return None
    return holder_by("school_words", (" ".join([*described, head.text]),), "school", school.words)


#: What a noun of the schools table names; the first rule that applies says.
SCHOOL_RULES: tuple[Callable[[SchoolNoun], Holder | None], ...] = (
    owned_school,
    school_of_adjective,
    known_school,
    listed_members,
    named_in_apposition,
    described_school,
)
