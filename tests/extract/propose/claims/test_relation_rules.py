"""The rules about relations, each by a construction of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.annotate.models import installed
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import find_frames
from regesta.extract.propose.claims.relation_context import Surroundings
from regesta.extract.propose.claims.relation_rules import NEIGHBOUR_RULES, SENTENCE_RULES
from regesta.extract.propose.claims.relations import links_around, links_inside
from regesta.extract.propose.claims.stance import opening

pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")
Claim = tuple[Holder, str]
ME = Holder(("thesis author",), "author")
HILL, STONE = Holder(("Christopher Hill",), "scholar"), Holder(("Lawrence Stone",), "scholar")
LAUD = Holder(("William Laud",), "actor")
PAPER = Holder(("petition",), "document")
BEFORE = (HILL, "Hill argued that the gentry were rising.")
MINE = (ME, "The gentry were weak.")

#: The rule, the claims, what was supported before, source, target and type.
Supported = dict[int, tuple[int, str]]
LINKS: list[tuple[str, list[Claim], Supported, tuple[int, int, str] | None]] = [
    ("weighing", [BEFORE, (ME, "Hill overlooks the debts of the gentry.")], {}, (1, 0, "attacks")),
    ("weighing", [BEFORE, (ME, "The surviving letters clearly support Hill.")], {}, (1, 0, "supports")),
    ("pointing_answer", [BEFORE, (STONE, "Stone rejected this view.")], {}, (1, 0, "attacks")),
    ("pointing_answer", [BEFORE, (STONE, "Stone accepts this view.")], {}, (1, 0, "supports")),
    ("pointing_answer", [BEFORE, (HILL, "Hill rejected this view.")], {}, None),
    ("answer", [BEFORE, (STONE, "By contrast, Stone held that they sank.")], {}, (1, 0, "attacks")),
    ("answer", [BEFORE, (ME, "This argument is unconvincing.")], {}, (1, 0, "attacks")),
    (
        "answer",
        [BEFORE, (ME, "This argument rests on one county and is unconvincing.")],
        {},
        (1, 0, "undercuts"),
    ),
    ("agreement", [BEFORE, (ME, "This argument is convincing.")], {}, (1, 0, "supports")),
    ("agreement", [BEFORE, (STONE, "Likewise, Stone held that they rose.")], {}, (1, 0, "supports")),
    ("concession", [BEFORE, (STONE, "Stone concedes that some families rose.")], {}, (1, 0, "concedes")),
    (
        "joined_agreement",
        [BEFORE, (STONE, "Stone also notes that they bought land.")],
        {},
        (1, 0, "supports"),
    ),
    ("announced_points", [MINE, (ME, "Three reasons speak for this.")], {}, (1, 0, "supports")),
    (
        "contrast",
        [BEFORE, (LAUD, "However, Laud believed that they sank.")],
        {},
        (1, 0, "attacks"),
    ),
    ("reason", [MINE, (ME, "This was because their rents were fixed.")], {}, (1, 0, "supports")),
    ("enumeration", [MINE, (ME, "First, their rents were fixed.")], {}, (1, 0, "supports")),
    (
        "enumeration",
        [MINE, (ME, "Two points matter."), (ME, "First, rents were fixed.")],
        {1: (0, "announced_points")},
        (2, 0, "supports"),
    ),
    (
        "enumeration",
        [MINE, (ME, "First, rents were fixed."), (ME, "Secondly, wool was cheap.")],
        {1: (0, "enumeration")},
        (2, 0, "supports"),
    ),
    ("restatement", [MINE, (ME, "In other words, the gentry had no money.")], {}, (1, 0, "supports")),
    ("conclusion", [MINE, (ME, "Therefore the gentry had to sell.")], {}, (0, 1, "supports")),
    ("inference", [MINE, (ME, "This means that the gentry had to sell.")], {}, (0, 1, "supports")),
    (
        "example",
        [(LAUD, "Laud feared that the gentry were rising."), (ME, "For example, the squires bought land.")],
        {},
        (1, 0, "supports"),
    ),
    (
        "addition",
        [MINE, (ME, "Their rents were fixed."), (ME, "Moreover, wool was cheap.")],
        {1: (0, "reason")},
        (2, 0, "supports"),
    ),
    (
        "block",
        [(PAPER, "The petition claims that wool was cheap."), (PAPER, "No squire could live.")],
        {},
        (1, 0, "supports"),
    ),
    ("block", [(LAUD, "Laud feared that they rose."), (PAPER, "No squire could live.")], {}, None),
    ("evidence", [MINE, (PAPER, "The petition claims that no squire could live.")], {}, (1, 0, "supports")),
    (
        "further_evidence",
        [
            MINE,
            (PAPER, "The petition claims that wool was cheap."),
            (LAUD, "Laud said that no squire could live."),
        ],
        {1: (0, "evidence")},
        (2, 0, "supports"),
    ),
]


@pytest.fixture
def around(annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords) -> Callable[..., Surroundings]:
    """`around(claims, supported)` -> what stands around the last of some claims, a sentence each."""

    def of(claims: list[Claim], supported: Supported) -> Surroundings:
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
        return Surroundings(annotated, drafts, last, tuple(range(last)), supported, {}, words)

    return of


@pytest.mark.parametrize(("rule", "claims", "supported", "link"), LINKS)
def test_a_construction_links_by_its_own_rule(
    around: Callable[..., Surroundings],
    rule: str,
    claims: list[Claim],
    supported: Supported,
    link: tuple[int, int, str] | None,
) -> None:
    found = around(claims, supported)
    edges = NEIGHBOUR_RULES[rule](found)
    assert edges == (() if link is None else (link,))
    taken = links_around(found)
    assert [(x.source, x.target, x.type, x.rule) for x in taken] == ([] if link is None else [(*link, rule)])


def test_every_rule_has_an_example_and_says_its_construction() -> None:
    assert {rule for rule, *_ in LINKS} == set(NEIGHBOUR_RULES)
    assert all(rule.__doc__ for rule in (*NEIGHBOUR_RULES.values(), *SENTENCE_RULES.values()))


UNLINKED: list[list[Claim]] = [
    [MINE, (ME, "The clergy were rich.")],
    [MINE, (LAUD, "Laud believed that the clergy were rich.")],
    [(LAUD, "Laud believed that the clergy were rich."), (ME, "The tithe was paid in kind.")],
    [(ME, "Secondly, wool was cheap.")],
]


@pytest.mark.parametrize("claims", UNLINKED)
def test_claims_without_a_construction_between_them_have_no_link(
    around: Callable[..., Surroundings], claims: list[Claim]
) -> None:
    assert links_around(around(claims, {})) == ()


def inside(
    annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords, text: str, holders: list[Holder]
) -> Surroundings:
    """What stands around the last claim of a sentence whose attributions are these holders'."""
    annotated = annotated_of(text, books=())
    frames = find_frames(annotated.sentences[0].doc, words)
    drafts = [Draft(0, f.content, f.cue, h, 0.9, "", f) for f, h in zip(frames, holders, strict=True)]
    return Surroundings(annotated, drafts, len(drafts) - 1, (), {}, {}, words)


def test_two_holders_of_one_sentence_are_set_against_each_other(
    annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords
) -> None:
    text = "Hill insists that the gentry had won, whereas Stone claims that the peerage was still rich."
    found = list(links_inside(inside(annotated_of, words, text, [HILL, STONE])))
    assert [(x.source, x.target, x.type, x.rule) for x in found] == [(1, 0, "attacks", "set_against")]
    assert list(links_inside(inside(annotated_of, words, text, [HILL, HILL]))) == []
    assert list(links_inside(inside(annotated_of, words, text, [HILL, LAUD]))) == []


def test_the_writer_turns_down_the_contention_he_reports(
    annotated_of: Callable[..., AnnotatedDocument], words: ClaimWords
) -> None:
    text = "Hill's contention that the gentry rose does not survive a look at the rent rolls."
    annotated = annotated_of(text, books=())
    (frame,) = [f for f in find_frames(annotated.sentences[0].doc, words) if f.kind == "noun"]
    whole = Draft(0, (0, len(annotated.sentences[0].doc)), None, ME, 0.9)
    reported = Draft(0, frame.content, frame.cue, HILL, 0.5, "", frame, 0)
    found = list(links_inside(Surroundings(annotated, [whole, reported], 0, (), {}, {}, words)))
    assert [(x.source, x.target, x.type, x.rule) for x in found] == [(0, 1, "attacks", "verdict")]
