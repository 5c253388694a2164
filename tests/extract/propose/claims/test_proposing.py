"""Claims from sentences to records: who holds what, by which words, and what is only narrative."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from regesta.extract.annotate import annotate, load_model
from regesta.extract.annotate.models import installed
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.read import read_path
from regesta.extract.read.document import Document
from regesta.extract.record import Claim, dumps, from_dict, quote_of

ClaimsOf = Callable[..., tuple[Document, list[Claim]]]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")


def only(claims_of: ClaimsOf, text: str) -> tuple[str, Claim]:
    document, claims = claims_of(text)
    assert len(claims) == 1, [(c.quote, c.holder) for c in claims]
    return document.text[claims[0].content[0] : claims[0].content[1]], claims[0]


ATTRIBUTED = [
    (
        "Kyle argued that the canal had lost its value.",
        "Keith Kyle",
        "scholar",
        "the canal had lost its value",
    ),
    (
        "By contrast, Lucas maintained that the alliance was broken from the start.",
        "Scott Lucas",
        "scholar",
        "the alliance was broken from the start",
    ),
    (
        "According to Kyle, the plan was drawn up in great haste.",
        "Keith Kyle",
        "scholar",
        "the plan was drawn up in great haste",
    ),
    ("The plan, as Kyle noted, was drawn up in haste.", "Keith Kyle", "scholar", None),
    (
        "In addition, as Kyle noted, the plan was drawn up in haste.",
        "Keith Kyle",
        "scholar",
        "the plan was drawn up in haste",
    ),
    ("The plan, Kyle wrote, was drawn up in haste.", "Keith Kyle", "scholar", None),
    ("For Kyle, the canal had lost its value.", "Keith Kyle", "scholar", "the canal had lost its value"),
    ("For Kyle the canal had lost its value.", "Keith Kyle", "scholar", "the canal had lost its value"),
    (
        "Kyle attributes the failure of the talks to the haste of the cabinet.",
        "Keith Kyle",
        "scholar",
        "the failure of the talks to the haste of the cabinet",
    ),
    (
        "Nasser assured the envoy over dinner that the canal had lost its value.",
        "Gamal Abdel Nasser",
        "actor",
        "the canal had lost its value",
    ),
    (
        "Dulles warned that a landing would mean a long war.",
        "John Foster Dulles",
        "actor",
        "a landing would mean a long war",
    ),
    (
        "Dulles called it the most reckless venture of the decade.",
        "John Foster Dulles",
        "actor",
        "it the most reckless venture of the decade",
    ),
    ("Kyle saw in the loan a pretext.", "Keith Kyle", "scholar", "in the loan a pretext"),
    (
        "Kyle holds Eden responsible for the failure of the talks.",
        "Keith Kyle",
        "scholar",
        "Eden responsible for the failure of the talks",
    ),
    (
        "Kyle blamed the cabinet for misreading the reports.",
        "Keith Kyle",
        "scholar",
        "the cabinet for misreading the reports",
    ),
    (
        "It was Kyle who first suggested that the loan was a pretext.",
        "Keith Kyle",
        "scholar",
        "the loan was a pretext",
    ),
    (
        "Revisionists claim that oil mattered more than prestige.",
        "revisionists",
        "school",
        "oil mattered more than prestige",
    ),
    (
        "Some historians believe that the war could have been avoided.",
        "unnamed scholars",
        "school",
        "the war could have been avoided",
    ),
    (
        "It was argued that the canal was lost already.",
        "unnamed scholars",
        "school",
        "the canal was lost already",
    ),
    (
        "Nasser was convinced that the British would not fight.",
        "Gamal Abdel Nasser",
        "actor",
        "the British would not fight",
    ),
    (
        "From Cairo's point of view, the canal was a national asset.",
        "Egypt",
        "actor",
        "the canal was a national asset",
    ),
    (
        "Eden regarded the Egyptian leader as a new Mussolini.",
        "Anthony Eden",
        "actor",
        "the Egyptian leader as a new Mussolini",
    ),
    (
        "It can be argued that the withdrawal came too late.",
        "thesis author",
        "author",
        "the withdrawal came too late",
    ),
    (
        "This shows that nobody in the cabinet knew the plan.",
        "thesis author",
        "author",
        "nobody in the cabinet knew the plan",
    ),
    ("This thesis argues that the loan was a pretext.", "thesis author", "author", "the loan was a pretext"),
    ("There is no doubt that the loan was a pretext.", "thesis author", "author", "the loan was a pretext"),
]


@pytest.mark.parametrize(("text", "holder", "voice", "content"), ATTRIBUTED)
def test_an_attribution_has_holder_voice_and_content(
    claims_of: ClaimsOf, text: str, holder: str, voice: str, content: str | None
) -> None:
    quoted, claim = only(claims_of, text)
    assert (claim.holder, claim.voice) == ((holder,), voice)
    if content is not None:
        assert quoted == content


def test_a_reason_that_somebody_had_is_no_attribution_of_what_it_explains(claims_of: ClaimsOf) -> None:
    text = (
        "Kyle argued that the canal played a larger part in the decision, "
        "as Nasser considered the company a state within the state."
    )
    document, claims = claims_of(text)
    assert not [
        c
        for c in claims
        if c.holder == ("Gamal Abdel Nasser",) and "Kyle argued" in document.text[c.content[0] : c.content[1]]
    ]
    _, claims = claims_of("The plan was drawn up in haste, as Eden told Dulles.")
    assert [c.holder for c in claims] == [("Anthony Eden",)]


def test_a_demonstrative_gives_the_last_holder_what_follows(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.", "On this view the base was a burden."
    )
    assert [c.holder for c in claims] == [("Keith Kyle",), ("Keith Kyle",)]


def test_it_and_an_impersonal_passive_go_on_with_the_scholar_reported_before(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        "It also claimed that the base was a burden.",
        "For example, it was believed that the garrison was useless.",
    )
    assert [c.holder for c in claims] == [("Keith Kyle",)] * 3


def test_numbered_points_are_the_speakers_who_began_them(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Nasser explained the reasons for his confidence; firstly, the British were too weak for a long war.",
        "Secondly, the Americans would not support the use of force.",
    )
    assert {c.holder for c in claims} == {("Gamal Abdel Nasser",)}
    points = {c.quote for c in claims} - {"Nasser explained the reasons for his confidence"}
    assert points == {
        "the British were too weak for a long war",
        "the Americans would not support the use of force",
    }


def test_what_seems_of_an_actors_mind_is_the_writers_claim_round_the_actors(claims_of: ClaimsOf) -> None:
    _, claims = claims_of("Eden seems to have believed that the Americans would acquiesce in the end.")
    own, inner = sorted(claims, key=lambda c: c.voice, reverse=True)
    assert (own.voice, own.hedged) == ("author", True)
    assert (inner.holder, inner.within) == (("Anthony Eden",), own.id)


def test_a_scholar_the_notes_do_not_cite_is_known_by_the_present_tense(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Mona Hartley argues that the canal had lost its value.",
        "Selwyn Lloyd argued that the base was vital.",
    )
    assert [c.voice for c in claims] == ["scholar", "actor"]


def test_only_scholars_answer_a_position_by_pointing_to_it(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Kyle argued that the canal had lost its value.",
        "Lucas rejected this view.",
        "The cabinet rejected this suggestion.",
    )
    assert [(c.holder, c.negated) for c in claims if c.voice != "author"] == [
        (("Keith Kyle",), False),
        (("Scott Lucas",), True),
    ]


def test_nor_denies(claims_of: ClaimsOf) -> None:
    _, claim = only(claims_of, "Nor is there any sign that Eden was aware of the real danger.")
    assert claim.negated


def test_the_critics_of_a_scholar_are_not_the_scholar(claims_of: ClaimsOf) -> None:
    _, claims = claims_of("Kyle's critics objected that the canal had kept its value.")
    assert claims[0].holder == ("critics of Keith Kyle",)
    assert claims[0].voice == "school"


OWN_VOICE = [
    "The real reason for the delay was the weakness of the pound.",
    "Therefore, it was not possible for Eden to retreat without losing his authority.",
    "This argument is not convincing.",
    "Eden's policy seems to have been driven by fear rather than by calculation.",
]


@pytest.mark.parametrize("text", OWN_VOICE)
def test_evaluation_and_explanation_are_the_writers_own_claims(claims_of: ClaimsOf, text: str) -> None:
    _, claim = only(claims_of, text)
    assert claim.voice == "author"


NARRATIVE = [
    "On 29 October 1956 Israeli paratroopers landed near the Mitla Pass.",
    "Eden flew to Paris on 16 October 1956 and met Mollet.",
    "The next chapter examines the documents of the Foreign Office.",
    "Nasser ordered that the canal be closed.",
    "In July 1956 the engineers arrived in Ismailia.",
]


@pytest.mark.parametrize("text", NARRATIVE)
def test_narrative_and_orders_are_no_claims(claims_of: ClaimsOf, text: str) -> None:
    assert claims_of(text)[1] == []


HEDGED = [
    ("It seems that the loan was a pretext.", True),
    ("Kyle argued that the canal might have been lost.", True),
    ("Kyle argued that the canal was lost.", False),
]
DENIED = [
    ("Kyle argued that the canal was not lost.", True),
    ("Kyle denied that the canal had any value.", True),
    ("Eden did not believe that the Americans would object.", True),
    ("Kyle argued that the canal was lost.", False),
]


@pytest.mark.parametrize(("text", "expected"), HEDGED)
def test_hedges_are_seen_in_frame_and_content(claims_of: ClaimsOf, text: str, expected: bool) -> None:
    assert only(claims_of, text)[1].hedged is expected


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_denials_are_seen_in_frame_and_content(claims_of: ClaimsOf, text: str, expected: bool) -> None:
    assert only(claims_of, text)[1].negated is expected


def test_a_report_inside_a_report_lies_within_it(claims_of: ClaimsOf) -> None:
    _, claims = claims_of("The vote appeared to lead Cairo to be confident that the canal would remain open.")
    outer, inner = claims
    assert (outer.voice, inner.voice) == ("author", "actor")
    assert inner.within == outer.id
    assert outer.within == ""


def test_who_took_part_is_an_actor_even_when_the_bibliography_has_his_book(claims_of: ClaimsOf) -> None:
    books = (
        "Kyle, Keith, Suez, London: Weidenfeld, 1991.",
        "Trevelyan, Humphrey, The Middle East in Revolution, London: Macmillan, 1970.",
    )
    cable = "Trevelyan to Lloyd, telegram, 5 September 1956, TNA, FO 371/119128."
    _, claims = claims_of(("Trevelyan believed that the mission had failed.", cable), books=books)
    assert [c.voice for c in claims] == ["actor"]


def test_an_announced_document_speaks_until_its_note(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "The report by Trevelyan is as follows:",
        "The regime is not able to pay its soldiers.",
        "The people of the towns are indifferent to the canal.",
        ("A delay would be dangerous.", "Report by Trevelyan, 1 September 1956, TNA, FO 371/119128."),
        "It can be argued that this was too simple.",
    )
    assert [c.voice for c in claims] == ["document", "document", "document", "author"]
    assert len({c.holder for c in claims[:3]}) == 1
    assert all("Trevelyan" in c.holder[0] and c.footnotes == ("I.1",) for c in claims[:3])


def test_a_quotation_over_sentences_keeps_its_speaker(claims_of: ClaimsOf) -> None:
    _, claims = claims_of(
        "Eden wrote that “the canal was our lifeline.",
        "Its loss would be a disaster for the nation.",
        "No government could survive it.” Or so he thought.",
    )
    assert [c.holder for c in claims[:2]] == [("Anthony Eden",), ("Anthony Eden",)]


def test_every_claim_is_quoted_exactly_and_survives_its_json(claims_of: ClaimsOf) -> None:
    document, claims = claims_of(*(row[0] for row in ATTRIBUTED), *OWN_VOICE)
    assert claims
    for claim in claims:
        assert claim.quote == quote_of(document.text, claim.spans)
        assert from_dict(json.loads(dumps(claim))) == claim
        assert 0 < claim.confidence <= 1
    assert len({c.id for c in claims}) == len(claims)


def test_the_gold_windows_keep_their_score(shared: Path) -> None:
    """Measured on 2026-11-24 with en_core_web_md: claims .829, attributed .759 (all eight windows); the floor
    leaves room for another model version."""
    folder = shared
    document = read_path(folder / "thesis.txt", "thesis")
    gold = [
        s
        for f in sorted((folder / "gold").glob("W*.json"))
        for s in json.loads(f.read_text("utf-8"))["sentences"]
        if s.get("spans")
    ]
    near = tuple(
        s
        for s in document.sentences
        if any(s.spans[0][0] < g["spans"][-1][1] and g["spans"][0][0] < s.spans[-1][1] for g in gold)
    )
    annotated = annotate(replace(document, sentences=near), load_model())
    found = [
        c
        for c in propose_claims(annotated, mention_layer(annotated, load_authority(shipped_files())))
        if c.confidence >= 0.5
    ]
    want = [tuple(c["span"]) for g in gold for c in g["claims"] if c.get("span")]
    hits = 0
    free = {c.content for c in found}
    for a, b in want:
        match = next(
            ((x, y) for x, y in free if 2 * max(0, min(b, y) - max(a, x)) >= max(b, y) - min(a, x)), None
        )
        if match is not None:
            free.discard(match)
            hits += 1
    assert 2 * hits / (len(found) + len(want)) >= 0.72
