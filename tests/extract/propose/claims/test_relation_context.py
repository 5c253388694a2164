"""What stands around a claim: its neighbours, its words, and how it answers them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.relation_context import (
    STANCE_RULES,
    Surroundings,
    contrasts,
    judges_position,
    says_against,
    says_for,
    words_about_position,
)
from regesta.extract.propose.claims.stance import opening

pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
Around = Callable[..., Surroundings]
#: Who says a sentence.
ME, ONE, OTHER = (
    Holder(("thesis author",), "author"),
    Holder(("Henri Pirenne",), "scholar"),
    Holder(("Alfons Dopsch",), "scholar"),
)


@pytest.fixture
def around(annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords) -> Around:
    """`around((holder, sentence), ...)` -> what stands around the last of these claims."""

    def of(*claims: tuple[Holder, str]) -> Surroundings:
        annotated = annotated_of(*(text for _, text in claims), books=())
        drafts = []
        for k, (holder, _) in enumerate(claims):
            doc = annotated.sentences[k].doc
            frames = find_frames(doc, words) if holder.voice != "author" else ()
            start = opening(doc, words)
            content = frames[0].content if frames else (start.content, len(doc))
            frame = frames[0] if frames else None
            drafts.append(Draft(k, content, start.cue, holder, 0.9, start.kind, frame))
        last = len(drafts) - 1
        return Surroundings(annotated, drafts, last, tuple(range(last)), {}, {}, words)

    return of


def test_neighbours_are_near_within_three_sentences(around: Around) -> None:
    rows = [(ME, f"The town number {n} was rich.") for n in ("one", "two", "three", "four", "five")]
    found = around(*rows)
    assert (found.near, found.last, found.follows) == ((1, 2, 3), 3, True)
    assert not found.other_before
    assert around(rows[0]).last is None


def test_genitives_and_punctuation_are_no_words(around: Around) -> None:
    found = around((ME, "Pirenne's thesis, however, is old."))
    assert found.plain == " pirenne thesis however is old "
    assert found.says(("pirenne", "nothing"))
    assert not found.says((("is", "new"),))


#: A rule, a claim by its holder, its sign.
STANCES = [
    (says_against, OTHER, "Contrary to Pirenne, Dopsch held that trade went on.", "attacks"),
    (says_against, OTHER, "Dopsch denied that trade had ceased.", "attacks"),
    (says_for, OTHER, "Likewise, Dopsch held that trade had ceased.", "supports"),
    (judges_position, ME, "This argument is unconvincing.", "attacks"),
    (words_about_position, ME, "A claim like that is right.", "supports"),
    (words_about_position, ME, "A claim like that is never right.", "attacks"),
    (contrasts, ME, "But the markets were full.", "attacks"),
]


@pytest.mark.parametrize(("rule", "holder", "text", "sign"), STANCES)
def test_a_claim_answers_by_its_own_words(
    around: Around, rule: Callable[[Surroundings], str | None], holder: Holder, text: str, sign: str
) -> None:
    found = around((ONE, "Pirenne argued that trade had ceased."), (holder, text))
    assert rule(found) == sign
    assert found.stance == sign


def test_every_way_of_answering_has_an_example_here() -> None:
    assert {rule for rule, *_ in STANCES} == set(STANCE_RULES)


def test_an_actors_contrast_is_no_stance(around: Around) -> None:
    actor = Holder(("Colbert",), "actor")
    found = around(
        (ONE, "Pirenne argued that trade had ceased."), (actor, "But Colbert said that he was ill.")
    )
    assert contrasts(found) is None


def test_the_writer_answers_whom_he_names_before_the_nearest(around: Around) -> None:
    found = around(
        (ONE, "Pirenne argued that trade had ceased."),
        (OTHER, "Dopsch argued that trade went on."),
        (ME, "Pirenne's argument is unconvincing."),
    )
    assert (found.named_claim, found.answered, found.answers) == (0, 0, True)


def test_the_writer_does_not_answer_actors_but_in_a_contrast(around: Around) -> None:
    actor = (Holder(("Colbert",), "actor"), "Colbert believed that trade had ceased.")
    assert around(actor, (ME, "This argument is unconvincing.")).answered is None
    assert around(actor, (ME, "But the markets were full.")).answered == 0


def test_an_announced_answer_counts_for_the_claim_after_it(around: Around) -> None:
    found = around(
        (ONE, "Pirenne argued that trade had ceased."),
        (OTHER, "Dopsch disagrees."),
        (OTHER, "He held that the markets were full."),
    )
    assert found.stance == "attacks"


def test_an_attack_on_the_evidence_undercuts(around: Around) -> None:
    assert around((ME, "The claim rests on one charter.")).undercut("attacks") == "undercuts"
    assert around((ME, "The claim is wrong.")).undercut("attacks") == "attacks"
    assert around((ME, "The claim rests on many charters.")).undercut("supports") == "supports"


def test_openings_are_looked_for_after_connectives(around: Around, words: ClaimWords) -> None:
    assert around((ME, "However, this was because the fair had moved.")).opens_with(words.relations.reasons)
    assert around((ME, "This was because the fair had moved.")).opens_with(words.relations.reasons)
    assert not around((ME, "The fair had moved because of this.")).opens_with(words.relations.reasons)


def test_points_are_told_by_their_number_and_its_comma(around: Around, words: ClaimWords) -> None:
    assert around((ME, "Secondly, the fair had moved.")).starts_point(words.relations.later_points)
    assert around((ME, "First of all the fair had moved.")).starts_point(words.relations.first_points)
    assert not around((ME, "Second fairs were rare.")).starts_point(words.relations.later_points)


def test_a_weighed_scholar_is_found_by_family_name_and_a_pronoun_by_whom_was_weighed(around: Around) -> None:
    one = (ONE, "Pirenne argued that trade had ceased.")
    other = (OTHER, "Dopsch argued that trade went on.")
    assert around(one, other, (ME, "Pirenne overlooks the coins.")).weighed_claim == 0
    assert around(one, other, (ME, "He overlooks the coins.")).weighed_claim == 1
    found = around(one, (ME, "Pirenne overlooks the coins."), (ME, "He overlooks the fairs."))
    again = Surroundings(found.annotated, found.drafts, 2, (0, 1), {}, {1: 0}, found.words)
    assert again.weighed_claim == 0
