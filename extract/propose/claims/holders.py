"""Who holds what a frame reports: the writer, a scholar, a school, an actor, or a document and its writer.

Each way of telling is a rule with a name; how sure it is stands under that name in `claims_weights.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.documents import DocumentNoun, document_holder
from regesta.extract.propose.claims.drafts import (
    NOBODY,
    Holder,
    holder_by,
    the_author,
    unnamed_scholars,
)
from regesta.extract.propose.claims.noun_phrases import last_subject, phrase_name
from regesta.extract.propose.claims.phrases import ANNOUNCING, OPENING_HOLDER, POINTING
from regesta.extract.propose.claims.pronouns import PRONOUN_RULES
from regesta.extract.propose.claims.reports import Report, Rule, first_of
from regesta.extract.propose.claims.scholars import Scholars
from regesta.extract.propose.claims.schools import school_holder, school_noun
from regesta.extract.propose.claims.stance import opening
from regesta.extract.propose.claims.syntax import VERBAL, by_agent, child, in_present

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.claims.lexicon import ClaimWords


class HolderFinder:
    """Resolves the frames of one annotated document: `observe` every sentence first, so that it knows who is
    a scholar there."""

    def __init__(self, scholars: Scholars) -> None:
        self.scholars = scholars
        self.annotated = scholars.annotated
        self.layer = scholars.layer
        self.words = scholars.words

    def observe(self, sentence: int, frames: tuple[Attribution, ...]) -> None:
        """Count who is mentioned and who is reported in a sentence."""
        self.scholars.observe(sentence, frames)

    def resolve(self, sentence: int, frame: Attribution, before: Holder | None) -> Holder | None:
        """The holder of a frame, None when it reports nobody's position; `before` is the holder of the last
        attributed claim near by."""
        doc = self.annotated.sentences[sentence].doc
        return resolve(Report(frame, sentence, doc, before, self.scholars, self.words))

    def document(self, sentence: int, head: Token) -> Holder:
        """Who wrote the document that a noun names."""
        return document_holder(DocumentNoun(sentence, head, frozenset(), self.scholars))


def resolve(report: Report) -> Holder | None:
    """The holder of a reported position by the first rule that applies, None for nobody's."""
    rules = HOLDER_RULES if report.frame.holders else UNHELD_RULES
    holder = first_of(rules, report)
    return None if holder is NOBODY else holder


def writers_own_frame(report: Report) -> Holder | None:
    """ "It seems that": the writer's own frame."""
    return the_author("impersonal", report.words) if report.frame.kind == "impersonal" else None


def participle(report: Report) -> Holder | None:
    """ "Arguing that", "it was put forward, claimed, that": somebody not named."""
    if report.frame.kind not in ("verb", "passive") or "position" not in report.kinds:
        return None
    form = report.verb.tag_ in (grammar.GERUND, grammar.PAST_PARTICIPLE)
    return unnamed_scholars("participle", report.words) if form else None


def said_to(report: Report) -> Holder | None:
    """ "Bancroft is said to have preached": by others, whom the text does not name."""
    said = report.frame.kind == "passive" and report.frame.content[0] < report.frame.verb
    return unnamed_scholars("passive_scholars", report.words) if said else None


#: Frames that say nothing of a holder.
UNHELD_RULES: tuple[Rule, ...] = (writers_own_frame, said_to, participle)


def pointing_back(report: Report) -> Holder | None:
    """ "On this view": whoever was reported before."""
    if report.frame.lemma != POINTING:
        return None
    return report.before if report.before is not None and report.before.voice != "author" else NOBODY


def passive(report: Report) -> Holder | None:
    """ "It was believed that", "he was told that": by the rules of the passive."""
    if report.frame.kind != "passive":
        return None
    return first_of(PASSIVE_RULES, report) or NOBODY


def quoted_speaker(report: Report) -> Holder | None:
    """ "Howell had no doubt: 'I say that ...'": the first person of a quotation is whom the words before it
    name, else who spoke before."""
    doc, head = report.doc, report.head
    opened = _quotation_around(doc, head.i)
    if head.lower_ not in report.words.holders.first_person or not opened:
        return None
    before = (t for t in reversed(doc[:opened]) if t.dep_ == grammar.SUBJECT)
    names = next((n for t in before if (n := report.layer.actors_of(t))), ())
    if names:
        return holder_by("quoted_speaker", names[:1], report.scholars.voice(names[0]), report.words)
    spoke = report.spoken_before("scholar", "actor", "document")
    return report.as_before("quoted_speaker") if spoke else None


#: Marks that begin and end quotations and are no apostrophes.
_QUOTES = frozenset('"“”«»„')


def _quotation_around(doc: Doc, place: int) -> int | None:
    """Where the quotation begins that is open at a token; None outside of quotations."""
    opened: int | None = None
    for token in doc[:place]:
        if token.text in _QUOTES:
            opened = token.i if opened is None else None
    return opened


def first_person(report: Report) -> Holder | None:
    """ "I argue", "this thesis argues"."""
    return the_author("own_words", report.words) if _own(report.head, report.words) else None


def _own(head: Token, words: ClaimWords) -> bool:
    holders = words.holders
    if head.lower_ in holders.first_person and head.pos_ in ("PRON", "NUM", "NOUN"):
        return True
    if head.lemma_.lower() not in holders.own_subjects:
        return False
    named = any(c.dep_ == grammar.POSSESSOR and c.pos_ == "PROPN" for c in head.children)
    return not named and any(c.lower_ in holders.own_determiners for c in head.children)


def document(report: Report) -> Holder | None:
    """ "The report said": the document's writer, unless the noun is part of an actor's name."""
    head, words = report.head, report.words
    if not {report.lemma, head.lower_} & words.verbs.documents or head.pos_ not in ("NOUN", "PROPN"):
        return None
    if report.names and report.layer.actor_at(report.sentence, head.i):
        return None
    return document_holder(DocumentNoun(report.sentence, head, report.kinds, report.scholars))


def school(report: Report) -> Holder | None:
    """ "Revisionists claim": a school, unless somebody is named."""
    if not school_noun(report.head, report.words):
        return None
    if report.names and report.layer.kinds.get(report.names[0]) not in ("group", "school"):
        return None
    return school_holder(report.head, report.scholars, report.words)


def opening_scholar(report: Report) -> Holder | None:
    """ "For Gati, the decision was open": a scholar's; and of any other person what is told in the present,
    "For Weber, the law is a tool", since acts are told in the past."""
    if report.frame.lemma != OPENING_HOLDER:
        return None
    if report.scholar_just_spoken_of is not None:
        return report.scholar_just_spoken_of
    if report.head.lower_ in report.words.holders.person_pronouns and report.spoken_before(
        "scholar", "school"
    ):
        return report.as_before("person_pronoun")
    known = _by_family_name(report) if not report.names else None
    if known is not None:
        return known
    names = report.names or (phrase_name(report.head, report.words),)
    if not (report.scholars.is_scholar(names[0]) or _thinks(report)):
        return NOBODY
    return holder_by("opening_scholar", names, "scholar", report.words)


def _thinks(report: Report) -> bool:
    """Whether a person's view stands there: the clause beside the name is in the present."""
    beside = report.head.doc[report.frame.verb].head
    kind = report.layer.kinds.get(report.names[0]) if report.names else report.head.ent_type_
    person = kind in ("person", "PERSON")
    return person and beside.pos_ in VERBAL and in_present(beside, report.words)


def announcing(report: Report) -> Holder | None:
    """ "Kessler goes further: ...", "Scott's warning applies here: ...": a person, or whose view or paper it
    is; nobody else announces what he holds."""
    if report.frame.lemma != ANNOUNCING:
        return None
    words, head = report.words, report.head
    if {report.lemma, head.lower_} & (words.verbs.claim_nouns | words.verbs.documents):
        owner = child(head, grammar.POSSESSOR)
        names = report.layer.actors_of(owner) if owner is not None else ()
    else:
        names = report.names
    persons = names and all(report.layer.kinds.get(name, "person") in ("person", "school") for name in names)
    if not persons:
        return NOBODY
    return holder_by("announcing", names, report.scholars.voice(names[0]), words)


def named(report: Report) -> Holder | None:
    """An actor of the document, in his own voice."""
    if not report.names:
        return None
    return holder_by("named", report.names, report.scholars.voice(report.names[0]), report.words)


def speaker_of_others(report: Report) -> Holder | None:
    """ "Nasser, he relates, had worked out": who speaks between commas is not who is spoken of there."""
    person = report.head.lower_ in report.words.holders.person_pronouns
    if not person or report.frame.content[0] >= report.frame.verb:
        return None
    spoken_of = {
        report.layer.actor_at(report.sentence, i) for i in range(report.frame.content[0], report.head.i)
    }
    if not set(report.names) & spoken_of:
        return None
    spoke = report.spoken_before("scholar", "school", "actor", "document")
    before = report.as_before("person_pronoun") if spoke else None
    may_speak = (report.scholar_just_spoken_of, before, report.just_spoken_of)
    others = (h for h in may_speak if h is not None and not set(h.names) & spoken_of)
    return next(others, before)


def pronoun(report: Report) -> Holder | None:
    """ "He", "it", "this", "they": by the rules of pronouns."""
    head = report.head
    if head.pos_ != "PRON" and head.tag_ not in (grammar.DETERMINER_TAG, grammar.RELATIVE_DETERMINER):
        return None
    return first_of(PRONOUN_RULES, report) or NOBODY


def evidence(report: Report) -> Holder | None:
    """ "The fact shows", "reading the files suggests": what the writer infers from things."""
    thing = report.head.pos_ == "NOUN" or report.head.tag_ == grammar.GERUND
    return the_author("evidence_noun", report.words) if thing and "evidence" in report.kinds else None


def office(report: Report) -> Holder | None:
    """ "The Treasurer replied": the one person of the document who is named with that title."""
    determiner = any(c.lower_ in report.words.function.definite_articles for c in report.head.children)
    name = report.scholars.in_office(report.head) if determiner else None
    return None if name is None else holder_by("office", (name,), report.scholars.voice(name), report.words)


def unresolved_name(report: Report) -> Holder | None:
    """A name that no mention resolved: a cited scholar's, else some actor's."""
    head = report.head
    cited = head.is_title and head.pos_ != "DET" and report.scholars.is_cited(head.text)
    if head.pos_ != "PROPN" and not cited:
        return None
    name = phrase_name(head, report.words)
    return _by_family_name(report) or holder_by("unresolved_name", (name,), "actor", report.words)


def _by_family_name(report: Report) -> Holder | None:
    """The scholar whom a family name means that no mention resolved: the one person of the document who bears
    it, else an author whom notes cite."""
    name = phrase_name(report.head, report.words)
    too_long = len(name.split()) > report.words.weights.name_length
    if too_long or not report.scholars.is_cited(name):
        return None
    bearers = report.scholars.bearers(name)
    if len(bearers) != 1:
        return holder_by("family_name_cited", (name,), "scholar", report.words)
    return holder_by("family_name_borne", (bearers[0],), report.scholars.voice(bearers[0]), report.words)


#: Kinds of verbs that say what somebody holds and not only what he said.
_HOLDING = frozenset({"position", "thinking", "taking_as", "taking_noun", "taking_small", "taking_for"})


def others(report: Report) -> Holder | None:
    """ "Others argue", "many believe"."""
    if report.head.lower_ not in report.words.holders.indefinite_holders:
        return None
    return unnamed_scholars("others", report.words) if report.kinds & _HOLDING else None


def people(report: Report) -> Holder | None:
    """ "The ministers believed": people without a name."""
    if report.head.pos_ != "NOUN" or report.lemma not in report.words.holders.people:
        return None
    return holder_by("people", (phrase_name(report.head, report.words),), "actor", report.words)


def whoever(report: Report) -> Holder | None:
    """ "The planners had warned": any noun that says or thinks something, but for things that cannot."""
    words, head = report.words, report.head
    speaks = report.kinds & {"saying", "thinking", "position"} or report.frame.kind == "mind"
    if not speaks or head.pos_ != "NOUN" or head.tag_ == grammar.GERUND:
        return None
    if report.frame.kind == "verb" and head.head.i != report.verb.i and report.verb.head.i != head.i:
        return None  # the subject of another verb, which this one may share
    things = words.holders.evidence_nouns | words.features.abstract | words.verbs.claim_nouns
    if {report.lemma, head.lower_} & things:
        return None
    return holder_by("whoever", (phrase_name(head, words),), "actor", words)


def convinced(report: Report) -> Holder | None:
    """ "The dismissal had convinced Eden that": who was convinced holds it, whoever or whatever did it."""
    if report.frame.kind != "verb" or report.frame.lemma not in report.words.verbs.convincing_verbs:
        return None
    thing = child(report.verb, grammar.OBJECT, grammar.DATIVE)
    names = report.layer.actors_of(thing) if thing is not None else ()
    return holder_by("passive_informed", names, "actor", report.words) if names else None


#: Who holds what a frame with a holder reports; the first rule that applies says.
HOLDER_RULES: tuple[Rule, ...] = (
    pointing_back,
    passive,
    convinced,
    quoted_speaker,
    first_person,
    announcing,
    document,
    school,
    opening_scholar,
    speaker_of_others,
    named,
    pronoun,
    evidence,
    office,
    unresolved_name,
    others,
    people,
    whoever,
)


def agent(report: Report) -> Holder | None:
    """ "It was argued by Kyle that": as if Kyle were the subject."""
    who = by_agent(report.verb)
    if who is None:
        return None
    active = replace(report.frame, kind="verb", holders=(who.i, *(c.i for c in who.conjuncts)))
    return resolve(replace(report, frame=active)) or NOBODY


def informed(report: Report) -> Holder | None:
    """ "Eden was told that", "Eden was believed to": who came to think it; nobody else when somebody or
    something is the subject."""
    if report.head.lower_ in report.words.function.impersonal_pronouns:
        return None
    came_to_think = "thinking" in report.kinds or report.frame.lemma in report.words.verbs.informing_verbs
    if not report.names or not came_to_think:
        return NOBODY
    return holder_by("passive_informed", report.names, "actor", report.words)


def we_are_told(report: Report) -> Holder | None:
    """ "We are told that": by others, whom the text does not name."""
    told = report.frame.lemma in report.words.verbs.informing_verbs
    return (
        unnamed_scholars("passive_scholars", report.words)
        if told and _own(report.head, report.words)
        else None
    )


def can_be_said(report: Report) -> Holder | None:
    """ "It can be argued that", "it is shown that": the writer."""
    modals = report.words.stance.impersonal_modals
    modal = any(c.dep_ == grammar.AUXILIARY and c.lower_ in modals for c in report.verb.children)
    shown = "evidence" in report.kinds and not report.says
    return the_author("passive_impersonal", report.words) if modal or shown else None


def continued_passive(report: Report) -> Holder | None:
    """ "X argued that ... For example, it was believed that": X still."""
    if not report.spoken_before("scholar", "school"):
        return None
    goes_on = opening(report.doc, report.words).kind in ("addition", "example")
    return report.as_before("passive_continued") if goes_on else None


def generally_supposed(report: Report) -> Holder | None:
    """ "It was argued that", "it was supposed that": scholars not named."""
    supposed = "position" in report.kinds or report.frame.lemma in report.words.verbs.supposing_verbs
    return unnamed_scholars("passive_scholars", report.words) if supposed else None


def reported_passive(report: Report) -> Holder | None:
    """ "It was announced that" after an actor or a document spoke: it still."""
    spoke = report.spoken_before("actor", "document")
    return report.as_before("passive_reported", actor=True) if spoke else None


def subject_before(report: Report) -> Holder | None:
    """The named subject of a sentence just before."""
    found = last_subject(report.sentence, report.layer, report.words)
    return holder_by("passive_subject", (found,), "actor", report.words) if found else None


#: Who holds what a passive reports.
PASSIVE_RULES: tuple[Rule, ...] = (
    agent,
    we_are_told,
    informed,
    can_be_said,
    continued_passive,
    generally_supposed,
    reported_passive,
    subject_before,
)
