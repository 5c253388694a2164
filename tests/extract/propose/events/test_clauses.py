"""The forms of clauses, on parses written by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import (
    all_conjuncts,
    governor,
    in_slots,
    is_bare_infinitive,
    is_infinitive,
    is_passive,
    misjoined,
    prepositions,
    with_conjuncts,
)

VOCAB = spacy.blank("en").vocab
Row = tuple[str, str, str, int, str]


def parsed(*rows: Row) -> Doc:
    """A parse out of rows: word, part of speech, tag, index of the head, relation."""
    words, pos, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCAB, words=words, pos=pos, tags=tags, heads=heads, deps=deps, lemmas=words)


#: The Doge refused to sail and burned the ships.
DOGE = parsed(
    ("Doge", "PROPN", "NNP", 1, "nsubj"),
    ("refused", "VERB", "VBD", 1, "ROOT"),
    ("to", "PART", "TO", 3, "aux"),
    ("sail", "VERB", "VB", 1, "xcomp"),
    ("and", "CCONJ", "CC", 3, "cc"),
    ("burned", "VERB", "VBD", 3, "conj"),
    ("ships", "NOUN", "NNS", 5, "dobj"),
)
#: The plan approved by nobody was dropped.
PLAN = parsed(
    ("plan", "NOUN", "NN", 5, "nsubjpass"),
    ("approved", "VERB", "VBN", 0, "acl"),
    ("by", "ADP", "IN", 1, "agent"),
    ("nobody", "PRON", "NN", 2, "pobj"),
    ("was", "AUX", "VBD", 5, "auxpass"),
    ("dropped", "VERB", "VBN", 5, "ROOT"),
    ("and", "CCONJ", "CC", 5, "cc"),
    ("forgotten", "VERB", "VBN", 5, "conj"),
)
#: They marched from Pavia to Milan and Como after hearing the news.
MARCH = parsed(
    ("They", "PRON", "PRP", 1, "nsubj"),
    ("marched", "VERB", "VBD", 1, "ROOT"),
    ("from", "ADP", "IN", 1, "prep"),
    ("Pavia", "PROPN", "NNP", 2, "pobj"),
    ("to", "ADP", "IN", 2, "prep"),
    ("Milan", "PROPN", "NNP", 4, "pobj"),
    ("and", "CCONJ", "CC", 5, "cc"),
    ("Como", "PROPN", "NNP", 5, "conj"),
    ("after", "ADP", "IN", 1, "prep"),
    ("hearing", "VERB", "VBG", 8, "pcomp"),
    ("news", "NOUN", "NN", 9, "dobj"),
)


def test_an_infinitive_has_its_mark_or_shares_it() -> None:
    assert is_bare_infinitive(DOGE[3])
    assert is_infinitive(DOGE[3])
    assert not is_infinitive(DOGE[1])
    assert not is_infinitive(DOGE[5])  # a past form cannot share the mark
    both = parsed(
        ("to", "PART", "TO", 1, "aux"),
        ("burn", "VERB", "VB", 1, "ROOT"),
        ("sink", "VERB", "VB", 1, "conj"),
    )
    assert is_infinitive(both[2])
    assert not is_bare_infinitive(both[2])


def test_a_past_verb_coordinated_to_an_infinitive_is_misjoined() -> None:
    assert misjoined(DOGE[5])
    assert not misjoined(PLAN[7])


@pytest.mark.parametrize(("word", "passive"), [(1, True), (5, True), (7, True)])
def test_passives_with_and_without_auxiliary(word: int, passive: bool) -> None:
    assert is_passive(PLAN[word]) is passive


def test_an_active_verb_is_no_passive() -> None:
    assert not is_passive(DOGE[1])
    perfect = parsed(
        ("has", "AUX", "VBZ", 1, "aux"), ("ended", "VERB", "VBN", 1, "ROOT"), ("it", "PRON", "PRP", 1, "dobj")
    )
    assert not is_passive(perfect[1])


def test_what_a_clause_hangs_on() -> None:
    def over(token: Token) -> str | None:
        found = governor(token)
        return None if found is None else found.text

    assert over(DOGE[3]) == "refused"
    assert over(DOGE[5]) == "refused"  # through the verb it is coordinated with
    assert over(MARCH[9]) == "marched"
    assert over(DOGE[1]) is None


def test_prepositions_are_read_through_chains_and_coordination() -> None:
    found = prepositions(MARCH[1])
    assert {name: [t.text for t in tokens] for name, tokens in found.items()} == {
        "from": ["Pavia"],
        "to": ["Milan", "Como"],
    }
    assert [t.text for t in in_slots(found, ["to", "into", "from"])] == ["Milan", "Como", "Pavia"]


def test_coordination_is_listed_from_its_first_member() -> None:
    assert [t.text for t in with_conjuncts(MARCH[5])] == ["Milan", "Como"]
    assert [t.text for t in with_conjuncts(MARCH[7])] == ["Como"]
    assert [t.text for t in all_conjuncts([MARCH[3], MARCH[5]])] == ["Pavia", "Milan", "Como"]


def test_relations_are_those_of_the_adapter() -> None:
    known = {value for value in vars(grammar).values() if isinstance(value, str)}
    assert {t.dep_ for doc in (DOGE, PLAN, MARCH) for t in doc} <= known
