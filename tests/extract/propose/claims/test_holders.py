"""Who holds what a frame reports, rule by rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.claims.drafts import Holder
from regesta.extract.propose.claims.holders import (
    HOLDER_RULES,
    PASSIVE_RULES,
    UNHELD_RULES,
    HolderFinder,
)
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.pronouns import PRONOUN_RULES

FinderOf = Callable[..., HolderFinder]
BOOKS = ("Pirenne, Henri, Mohammed and Charlemagne, London: Allen, 1939.",)
SCHOLAR = Holder(("Henri Pirenne",), "scholar")
PAPER = Holder(("Colbert",), "document")
ACTOR = Holder(("Colbert",), "actor")
NONE: Holder | None = None

#: A sentence, the holder before, the rule that answers, voice.
HELD = [
    ("It seems that trade had ceased.", NONE, "impersonal", "author"),
    ("I argue that trade had ceased.", NONE, "own_words", "author"),
    ("This chapter argues that trade had ceased.", NONE, "own_words", "author"),
    ("The report claimed that trade had ceased.", NONE, "document_itself", "document"),
    ("Revisionists argue that trade had ceased.", NONE, "school_known", "school"),
    ("For Pirenne, the sea was closed to trade.", NONE, "opening_scholar", "scholar"),
    ("Pirenne argued that trade had ceased.", NONE, "named", "scholar"),
    ("The event proves that trade had ceased.", NONE, "evidence_noun", "author"),
    ("Others argue that trade had ceased.", NONE, "others", "school"),
    ("The officials believed that trade had ceased.", NONE, "people", "actor"),
    ("The planners had warned that trade had ceased.", NONE, "whoever", "actor"),
    ("The famine convinced Colbert that trade had ceased.", NONE, "passive_informed", "actor"),
    ("We are told that trade had ceased.", NONE, "passive_scholars", "school"),
    ("Pirenne goes further: trade had ceased.", NONE, "announcing", "scholar"),
    ("The towns, he wrote, had lost their trade.", SCHOLAR, "person_pronoun", "scholar"),
    ("The abbot is said to have closed the port.", NONE, "passive_scholars", "school"),
    ("For him, the sea was closed to trade.", SCHOLAR, "person_pronoun", "scholar"),
    ("On this view all the towns were poor.", SCHOLAR, "", "scholar"),
    ("It was believed by Pirenne that trade had ceased.", NONE, "named", "scholar"),
    ("It can be argued that trade had ceased.", NONE, "passive_impersonal", "author"),
    ("For example, it was believed that trade had ceased.", SCHOLAR, "passive_continued", "scholar"),
    ("It was argued that trade had ceased.", NONE, "passive_scholars", "school"),
    ("It was reported that trade had ceased.", ACTOR, "passive_reported", "actor"),
    ("It says that trade had ceased.", PAPER, "pronoun_document", "document"),
    ("It claimed that trade had ceased.", SCHOLAR, "pronoun_continued", "scholar"),
    ("This shows that trade had ceased.", NONE, "pronoun_evidence", "author"),
    ("He argued that trade had ceased.", ACTOR, "person_pronoun", "actor"),
    ('His letter went on, "I believe that trade had ceased."', ACTOR, "quoted_speaker", "actor"),
]


@pytest.mark.parametrize(("text", "before", "rule", "voice"), HELD)
def test_a_frame_is_held_by_whom_the_first_rule_says(
    finder_of: FinderOf, words: ClaimWords, text: str, before: Holder | None, rule: str, voice: str
) -> None:
    finder = finder_of(text, "Pirenne argued that the sea had closed.", books=BOOKS)
    frame = find_frames(finder.annotated.sentences[0].doc, words)[0]
    holder = finder.resolve(0, frame, before)
    assert holder is not None
    assert (holder.rule, holder.voice) == (rule, voice)
    assert not rule or holder.sure == words.weights.holders[rule]


#: A sentence, the one before it, the holder before, and who holds what it reports.
AFTER = [
    ("For him, the sea was closed.", "Pirenne went much further.", PAPER, "Henri Pirenne"),
    ("For him, the sea was closed.", "Pirenne's book was long.", PAPER, "Henri Pirenne"),
    ("He argued that trade had ceased.", "Pirenne's book was long.", ACTOR, "Henri Pirenne"),
    ("He argued that trade had ceased.", "The towns were poor.", ACTOR, "Colbert"),
    ("They argued that trade had ceased.", "Pirenne's book was long.", ACTOR, "Colbert"),
    ("Colbert, he argued, had closed the sea.", "Pirenne's book was long.", ACTOR, "Henri Pirenne"),
]


@pytest.mark.parametrize(("text", "earlier", "before", "name"), AFTER)
def test_a_pronoun_means_the_scholar_whom_the_sentence_before_is_about(
    finder_of: FinderOf, words: ClaimWords, text: str, earlier: str, before: Holder, name: str
) -> None:
    finder = finder_of(earlier, text, "Henri Pirenne argued that the sea had closed.", books=BOOKS)
    holder = finder.resolve(1, find_frames(finder.annotated.sentences[1].doc, words)[0], before)
    assert holder is not None
    assert holder.names == (name,)


NOBODYS = [
    ("On this view all the towns were poor.", NONE),
    ("For Antwerp, the sea was closed to trade.", NONE),
    ("The abbot was informed that trade had ceased.", NONE),
    ("He argued that trade had ceased.", NONE),
    ("The policy claimed that trade had ceased.", NONE),
]


@pytest.mark.parametrize(("text", "before"), NOBODYS)
def test_what_points_at_nobody_is_held_by_nobody(
    finder_of: FinderOf, words: ClaimWords, text: str, before: Holder | None
) -> None:
    finder = finder_of(text)
    frames = find_frames(finder.annotated.sentences[0].doc, words)
    assert frames
    assert [finder.resolve(0, frame, before) for frame in frames] == [None] * len(frames)


def test_they_may_mean_papers_named_before(finder_of: FinderOf, words: ClaimWords) -> None:
    finder = finder_of("The letters survive in Ghent.", "They prove that trade had ceased.")
    frame = find_frames(finder.annotated.sentences[1].doc, words)[0]
    holder = finder.resolve(1, frame, None)
    assert holder is not None
    assert holder.rule == "documents_they"


def test_an_unresolved_participle_is_some_scholars(finder_of: FinderOf, words: ClaimWords) -> None:
    finder = finder_of("Arguing that trade had ceased was common.")
    holders = [finder.resolve(0, f, None) for f in find_frames(finder.annotated.sentences[0].doc, words)]
    assert [h.rule for h in holders if h is not None] == ["participle"]


def test_a_rule_is_in_one_table_only() -> None:
    rules = [*HOLDER_RULES, *PASSIVE_RULES, *PRONOUN_RULES, *UNHELD_RULES]
    assert len(rules) == len(set(rules))
    assert all(rule.__doc__ for rule in rules)


def test_an_office_means_the_one_person_named_with_it(finder_of: FinderOf, words: ClaimWords) -> None:
    named = ("Minister Colbert closed the port.", "Minister Colbert wrote to the king.")
    finder = finder_of("The Minister believed that trade had ceased.", *named)
    frame = find_frames(finder.annotated.sentences[0].doc, words)[0]
    holder = finder.resolve(0, frame, None)
    assert holder is not None
    assert (holder.rule, holder.names) == ("office", ("Colbert",))
