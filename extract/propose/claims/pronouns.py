"""Whom a pronoun means that holds what a frame reports: "he", "it", "this", "they"."""

from __future__ import annotations

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.drafts import NOBODY, Holder, the_author
from regesta.extract.propose.claims.noun_phrases import main_subjects
from regesta.extract.propose.claims.reports import Report, Rule


def document_again(report: Report) -> Holder | None:
    """ "It says": the document that spoke before."""
    it = report.head.lower_ in report.words.function.impersonal_pronouns
    spoke = report.spoken_before("document") and report.says
    return report.as_before("pronoun_document") if it and spoke else None


def school_again(report: Report) -> Holder | None:
    """ "The school held that ...; it also argued that": whoever argued before, if no single person."""
    it = report.head.lower_ in report.words.function.impersonal_pronouns
    argued = (
        report.verb.tag_ == grammar.PAST and "position" in report.kinds and "evidence" not in report.kinds
    )
    if report.before is None or not it or not argued:
        return None
    name = report.before.names[0]
    known = report.spoken_before("scholar", "school") and name != report.words.holders.unnamed
    collective = report.layer.kinds.get(name, "") not in ("person", "")
    return report.as_before("pronoun_continued") if known or collective else None


def inference(report: Report) -> Holder | None:
    """ "This shows that", "it follows": what the writer infers; of "it" also a position, of other things
    nobody's."""
    head, words = report.head, report.words
    if head.lower_ not in words.holders.evidence_pronouns:
        return None
    if "evidence" in report.kinds:
        return the_author("pronoun_evidence", words)
    it = head.lower_ in words.function.impersonal_pronouns
    return the_author("pronoun_position", words) if it and "position" in report.kinds else NOBODY


def papers_again(report: Report) -> Holder | None:
    """ "The papers ... They do not prove that": what the writer infers from them."""
    they = report.head.lower_ in report.words.holders.plural_pronouns
    shows = "evidence" in report.kinds and not report.says
    return the_author("documents_they", report.words) if they and shows and _after_papers(report) else None


def _after_papers(report: Report) -> bool:
    """Whether the sentence before is about papers or finds."""
    if report.sentence == 0:
        return False
    nouns = report.words.verbs.documents | report.words.holders.evidence_nouns
    return any(
        t.tag_ == grammar.PLURAL_NOUN and t.lemma_.lower() in nouns
        for t in main_subjects(report.layer, report.sentence - 1)
    )


def person_again(report: Report) -> Holder | None:
    """ "He", "she", "they": whoever was reported before; rather a scholar whom the sentence before is about,
    and another person where nobody was reported."""
    if report.head.lower_ not in report.words.holders.person_pronouns:
        return None
    spoke = report.before is not None and report.before.voice != "author"
    before = report.as_before("person_pronoun") if spoke else report.just_spoken_of
    return report.scholar_just_spoken_of or before


#: Whom a pronoun means.
PRONOUN_RULES: tuple[Rule, ...] = (document_again, school_again, inference, papers_again, person_again)
