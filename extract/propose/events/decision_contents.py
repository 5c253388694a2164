"""What a decision decides: the words of its sentence that say the course, without the deciding verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.events.clauses import AUXILIARIES, NOMINAL_SUBJECTS, has_child
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.roles import Roles
from regesta.extract.record import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Slots that are no preposition.
_COMPLEMENT, _OBJECT = "complement", "object"


def decided(sentence: AnnotatedSentence, c: Candidate, slots: Iterable[str], roles: Roles) -> Span | None:
    """The raw span of what is decided, in the first of the slots that says it: the longest part, where a note
    interrupts it."""
    names = tuple(slots)
    for slot in names:
        head = next((h for h in _heads(c, slot) if _says_what(h, slot, c, names, roles)), None)
        if head is not None:
            return _span(sentence, *_extent(head, c.word))
    return None


def done(sentence: AnnotatedSentence, c: Candidate) -> Span:
    """The raw span of an act that is itself the deciding: the verb with its objects, "closed the wells"."""
    last = max((_extent(o, c.word)[1] for o in c.objects), default=c.word.i)
    return _span(sentence, c.word.i, max(last, c.word.i))


def _span(sentence: AnnotatedSentence, first: int, last: int) -> Span:
    """The raw span from one token to another, its longest part where a note interrupts it."""
    return max(sentence.raw_parts(sentence.doc[first : last + 1]), key=lambda p: p[1] - p[0])


def _heads(c: Candidate, slot: str) -> Sequence[Token]:
    """The heads in a slot of what is decided."""
    named = {_COMPLEMENT: c.arguments.complements, _OBJECT: c.objects}
    return named[slot] if slot in named else c.arguments.slot(slot)


def _says_what(head: Token, slot: str, c: Candidate, slots: Sequence[str], roles: Roles) -> bool:
    """Whether a slot's head can be the content: no pronoun, no date, behind a preposition nobody ("to
    France"), and for a clause one that follows and is not how it was done ("by using")."""
    trigger = c.word
    if head.i == trigger.i or head.pos_ in ("PRON", "DET", "NUM") or head.ent_type_ in ("DATE", "TIME"):
        return False
    if slot == _OBJECT:
        return True
    if slot != _COMPLEMENT:
        return not roles.actors([head])
    if head.tag_ == grammar.PAST_PARTICIPLE and not has_child(head, *AUXILIARIES, *NOMINAL_SUBJECTS):
        return False
    manner = head.dep_ == grammar.PREPOSITION_CLAUSE and head.head.lower_ not in slots
    return head.i > trigger.i and not manner


def _extent(head: Token, trigger: Token) -> tuple[int, int]:
    """First and last token of a phrase, without the trigger when the phrase contains it, nor closing
    punctuation."""
    phrase = sorted(t.i for t in head.subtree if not t.is_space)
    after = [i for i in phrase if i > trigger.i]
    inside = after or [head.i] if head.i > trigger.i or trigger.i in phrase else phrase
    first, last = inside[0], inside[-1]
    while last > first and head.doc[last].is_punct:
        last -= 1
    return first, last
