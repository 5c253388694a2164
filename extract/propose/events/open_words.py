"""Verbs that no frame knows and that a learnt trigger takes for events all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.events.arguments import verb_arguments
from regesta.extract.propose.events.clauses import AUXILIARIES
from regesta.extract.propose.events.factuality import factuality
from regesta.extract.propose.events.filling import Slots, filled
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.lexicon import EventLexicon, VerbFrame
from regesta.extract.propose.events.roles import Roles
from regesta.extract.propose.events.trigger_features import trigger_features
from regesta.extract.propose.events.trigger_model import TriggerModel
from regesta.extract.propose.events.weighing import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A verb no frame knows: who acts is its subject.
OPEN = VerbFrame(type="Other", lemmas=())


def open_candidates(
    sentence: AnnotatedSentence, roles: Roles, known: Iterable[Candidate], model: TriggerModel
) -> list[Candidate]:
    """The verbs without a frame that the model takes for events, with the type it gives them; `known` are
    those the frames found."""
    out = []
    for candidate in words_without_frame(sentence, roles, known):
        features = trigger_features(evidence_of(candidate, sentence, roles.lexicon))
        if model.chance(features) >= model.threshold:
            kind = model.type(features)
            out.append(replace(candidate, frame=replace(OPEN, type=kind), reason=f"{kind}, learnt"))
    return out


def evidence_of(c: Candidate, sentence: AnnotatedSentence, lexicon: EventLexicon) -> Evidence:
    """What there is for a candidate before its sentence has lent it anything: what learnt models look at."""
    text, dated = _of_sentence(sentence.doc)
    told = factuality(c.carrier or c.word, text, lexicon.words)
    return Evidence(c, c.present, told, dated, lexicon)


def words_without_frame(
    sentence: AnnotatedSentence, roles: Roles, known: Iterable[Candidate]
) -> Iterator[Candidate]:
    """The verbs of a sentence that are in none of the candidates the frames found, each under the open
    frame."""
    taken = {t.i for c in known for t in (c.word, c.carrier) if t is not None}
    for token in sentence.doc:
        if _is_verb(token) and token.i not in taken:
            arguments = verb_arguments(token, roles.lexicon.words.arguments, "")
            yield filled(Slots(token, OPEN, arguments, arguments.objects, roles), "no frame")


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ not in (grammar.ADJECTIVE, *AUXILIARIES)


@lru_cache(maxsize=2)
def _of_sentence(doc: Doc) -> tuple[str, bool]:
    """What all candidates of a sentence have in common: its text without capitals, and whether it says a
    date."""
    return doc.text.lower(), any(t.ent_type_ == "DATE" for t in doc)
