"""The words of a sentence that may name an event: each with the frame that fits, its arguments and its
actors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.events.classes import shaped
from regesta.extract.propose.events.frames import Candidate, names_act
from regesta.extract.propose.events.nouns import noun_candidate
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.verbs import may_name_event, verb_candidate

if TYPE_CHECKING:
    from spacy.tokens import Token


def candidates(sentence: AnnotatedSentence, roles: Roles) -> list[Candidate]:
    """Verb candidates and noun candidates in text order; a noun its verb already names is left to the
    verb."""
    tokens = list(sentence.doc)
    verbs = _verbs(tokens, roles)
    named = {i for made in verbs.values() for i in _named_by(made, roles)}
    found = {i: made for i, made in verbs.items() if not _only_begins(made, verbs, roles)}
    for token in tokens:
        noun = noun_candidate(token, roles, found) if token.i not in named else None
        if noun is not None:
            found[token.i] = noun
    return [found[i] for i in sorted(found)]


def _verbs(tokens: Sequence[Token], roles: Roles) -> dict[int, Candidate]:
    """The verbs that fit a frame, by token index; each may ask those before it whose act it is."""
    found: dict[int, Candidate] = {}
    for token in tokens:
        made = verb_candidate(token, roles, found) if may_name_event(token, roles.lexicon) else None
        if made is not None:
            found[token.i] = made
    return found


def _named_by(made: Candidate, roles: Roles) -> set[int]:
    """The nouns among a verb's objects, by index, that name the very act the verb carries."""
    lexicon = roles.lexicon
    nouns = (n for t in made.objects for n in (t, *shaped(t, lexicon)))
    return {n.i for n in nouns if names_act(made, n, lexicon)}


def _only_begins(made: Candidate, verbs: dict[int, Candidate], roles: Roles) -> bool:
    """Whether a verb only says that another one begins or goes on ("began to launch"): no event beside it."""
    governors = roles.lexicon.words.modality.governors
    return (
        made.frame.type == "Other"
        and governors.get(made.word.lemma_.lower()) == "asserted"
        and any(t.i in verbs for t in made.arguments.complements)
    )
