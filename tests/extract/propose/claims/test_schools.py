"""Schools and unnamed scholars as holders, rule by rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.schools import school_holder, school_noun

FinderOf = Callable[..., HolderFinder]
BOOKS = ("Pirenne, Henri, Mohammed and Charlemagne, London: Allen, 1939.",)

#: A sentence, its school's noun, the rule and the name of the record.
SCHOOLS = [
    (
        "Pirenne's critics object that trade went on.",
        "critics",
        "school_answering",
        "critics of Henri Pirenne",
    ),
    (
        "The critics of Pirenne insist that trade went on.",
        "critics",
        "school_answering",
        "critics of Henri Pirenne",
    ),
    ("Pirenne's account is that trade ceased.", "account", "school_of", "Henri Pirenne"),
    ("Historians such as Pirenne argue that trade ceased.", "Historians", "school_members", "Henri Pirenne"),
    ("Orthodox historians hold that trade ceased.", "historians", "school_adjective", "orthodox scholars"),
    ("Marxists hold that trade ceased.", "Marxists", "school_known", "marxists"),
    (
        "Several Flemish historians hold that trade ceased.",
        "historians",
        "school_words",
        "Flemish historians",
    ),
    ("Many historians hold that trade ceased.", "historians", "school_unnamed", "unnamed scholars"),
]


@pytest.mark.parametrize(("text", "noun", "rule", "name"), SCHOOLS)
def test_a_school_is_named_by_the_first_rule_that_applies(
    finder_of: FinderOf, words: ClaimWords, text: str, noun: str, rule: str, name: str
) -> None:
    finder = finder_of(text, "Pirenne argued that the sea had closed.", books=BOOKS)
    head = next(t for t in finder.annotated.sentences[0].doc if t.text == noun)
    holder = school_holder(head, finder.scholars, words)
    assert (holder.rule, holder.names) == (rule, (name,))
    assert holder.sure == words.weights.holders[rule]


def test_a_historian_with_a_name_is_that_scholar(finder_of: FinderOf, words: ClaimWords) -> None:
    finder = finder_of("The historian, Henri Pirenne, held that trade ceased.", books=BOOKS)
    head = next(t for t in finder.annotated.sentences[0].doc if t.text == "historian")
    holder = school_holder(head, finder.scholars, words)
    assert (holder.rule, holder.names, holder.voice) == ("school_apposition", ("Henri Pirenne",), "scholar")


def test_only_nouns_of_the_table_are_schools(finder_of: FinderOf, words: ClaimWords) -> None:
    doc = finder_of("Bakers and Realists met.").annotated.sentences[0].doc
    assert school_noun(doc[0], words) == ""
    assert school_noun(doc[2], words) == "realist"
