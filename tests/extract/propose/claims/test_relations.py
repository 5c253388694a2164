"""Relations between claims by the rules: what answers, grounds or restates what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.annotate.models import installed
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.propose.claims.lexicon import claim_words
from regesta.extract.propose.claims.proposing import draft_claims
from regesta.extract.propose.claims.relations import find_links
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.read.document import Document
from regesta.extract.record import Claim
from regesta.extract.text.languages import ENGLISH, LanguagePack

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
#: English without learnt models: the rules alone.
RULES_ALONE = LanguagePack(ENGLISH.code, ENGLISH.folder, ENGLISH.folder.joinpath("no-models"))


@pytest.fixture(name="claims_of")
def _by_rules(claims_of: ClaimsOf) -> ClaimsOf:
    """As everywhere, but related by the rules alone."""
    return partial(claims_of, language=RULES_ALONE)


#: Two sentences, and the one relation between their claims: which of the two says it, and what it does to the
#: other.
PAIRS = [
    (
        "Kyle argued that the canal had lost its value.",
        "By contrast, Lucas maintained that it was still vital.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Lucas, however, claimed that it was still vital.",
        1,
        "attacks",
    ),
    ("Kyle argued that the canal had lost its value.", "This argument is not convincing.", 1, "attacks"),
    (
        "Kyle argued that the canal had lost its value.",
        "This argument is attractive but incomplete.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Kyle's thesis has won wide acceptance, but it remains open to doubt.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "The difficulty with this reading is that the traffic had doubled since the war.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "The documents he cites do not bear this out.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Such a view does not survive a look at the files.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Lucas denied that the canal had lost its value.",
        1,
        "attacks",
    ),
    ("Kyle argued that the canal had lost its value.", "Lucas rejected this view.", 1, "attacks"),
    ("Kyle argued that the canal had lost its value.", "Lucas agrees with this reading.", 1, "supports"),
    (
        "Kyle argued that the canal had lost its value.",
        "Lucas concedes that the traffic had shrunk since the war.",
        1,
        "concedes",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Kyle does not explain why the traffic had doubled since the war.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Even so, he underestimates the growth of the oil trade.",
        1,
        "attacks",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "The surviving letters of the company clearly support Kyle.",
        1,
        "supports",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "There is not enough evidence to prove this argument.",
        1,
        "undercuts",
    ),
    (
        "Kyle argued that the canal had lost its value.",
        "Kyle's conclusion rests on a single report and is unconvincing.",
        1,
        "undercuts",
    ),
    (
        "Nasser believed that the British would not fight.",
        "For example, Kyle argued that the canal had lost its value.",
        1,
        "supports",
    ),
    (
        "The pound was weak and the reserves were insufficient.",
        "Therefore, it can be argued that a long war was impossible.",
        0,
        "supports",
    ),
    (
        "It was dangerous to open a campaign in the autumn.",
        "This was because the reserves were not sufficient.",
        1,
        "supports",
    ),
    (
        "The reserves were not sufficient for a long war.",
        "This implies that the plan was reckless.",
        0,
        "supports",
    ),
]


@pytest.mark.parametrize(("first", "second", "source", "kind"), PAIRS)
def test_two_sentences_and_what_one_claim_does_to_the_other(
    claims_of: ClaimsOf, first: str, second: str, source: int, kind: str
) -> None:
    _, claims = claims_of(first, second)
    assert len(claims) == 2, [c.quote for c in claims]
    assert [(r.type, r.target) for r in claims[source].relations] == [(kind, claims[1 - source].id)]
    assert claims[1 - source].relations == ()


def test_points_that_are_announced_spell_out_what_stands_before(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "It can be argued that a long war was impossible.",
        "Three considerations support this.",
        "First, the pound was too weak for a long war.",
    )
    assert [r.target for c in claims[1:] for r in c.relations] == [claims[0].id, claims[0].id]


def test_whom_the_writer_weighs_by_name_is_found_over_many_claims_and_then_by_pronoun(
    claims_of: ClaimsOf,
) -> None:
    others = [
        f"Nasser believed that the {thing} would fail within a year."
        for thing in ("loan", "talks", "boycott", "landing", "pact", "siege", "treaty", "plan", "war")
    ]
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        *others,
        "Kyle underestimates the growth of the oil trade.",
        "Nor does he explain why the traffic had doubled.",
    )
    assert [[r.target for r in c.relations if r.type == "attacks"] for c in claims[-2:]] == [
        [claims[0].id],
        [claims[0].id],
    ]


def test_a_scholar_does_not_attack_himself_within_a_sentence(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Lucas admits that the plan was real, but he insists that it was only meant to frighten Nasser."
    )
    assert [c.relations for c in claims] == [(), ()]


def test_a_bare_disagreement_goes_with_the_claim_that_follows_it(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "For Kyle, the canal had lost its value.",
        "Lucas disagrees.",
        "In his reading, the base was still vital.",
    )
    assert [c.holder for c in claims] == [("Keith Kyle",), ("Scott Lucas",)]
    assert [(r.type, r.target) for r in claims[1].relations] == [("attacks", claims[0].id)]


def test_a_contention_that_does_not_survive_is_attacked_where_it_is_reported(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle's contention that the canal had lost its value does not survive a look at the files."
    )
    own, reported = sorted(claims, key=lambda c: c.voice)
    assert (own.voice, reported.holder, reported.within) == ("author", ("Keith Kyle",), own.id)
    assert [(r.type, r.target) for r in own.relations] == [("attacks", reported.id)]


def test_whereas_sets_two_holders_against_each_other(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Some scholars insist that the canal had lost its value, whereas Lucas claims that it was vital."
    )
    assert [(r.type, r.target) for r in claims[1].relations] == [("attacks", claims[0].id)]


def test_an_idea_that_was_shared_is_not_supported(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.", "This idea was shared with the king in October."
    )
    assert [r for c in claims for r in c.relations] == []


def test_the_criticism_of_a_named_scholar_answers_his_claim_and_not_the_nearest(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        "Lucas claimed that the base was still vital.",
        "Kyle's argument underestimates the value of the canal.",
    )
    assert [r.target for r in claims[2].relations] == [claims[0].id]


def test_claims_without_a_sign_between_them_stay_unrelated(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "The real problem was the weakness of the pound.",
        "Nasser was convinced that the British would not fight.",
    )
    assert [c.relations for c in claims] == [(), ()]


#: Rules that were right in too few other texts to propose anything.
SILENT = {"restatement", "agreement", "joined_agreement"}


def test_every_rule_but_the_silent_ones_has_a_confidence_above_the_threshold() -> None:
    relations = claim_words(ENGLISH).relations
    assert {name for name, v in relations.rules.items() if v < relations.threshold} == SILENT
    assert all(v <= 1 for v in relations.rules.values())


def test_what_a_silent_rule_finds_is_no_link_but_heard_by_the_learnt_model(
    annotated_of: Callable[..., AnnotatedDocument], claims_of: ClaimsOf
) -> None:
    pair = ("Kyle argued that the canal had lost its value.", "There is much to be said for his argument.")
    _, claims = claims_of(*pair)
    assert [c.relations for c in claims] == [(), ()]
    annotated = annotated_of(*pair)
    layer = mention_layer(annotated, load_authority(shipped_files()))
    found = find_links(annotated, draft_claims(annotated, layer), claim_words(ENGLISH))
    assert {link.rule for link in found} == {"agreement"}
