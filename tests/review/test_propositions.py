"""Claims that state one proposition by accepted identities, beside what reviewers merged by hand."""

from __future__ import annotations

from regesta.extract.record import Claim, Identity, Record
from regesta.review.acts import act, withdraw
from regesta.review.state import ReviewedState, replay
from regesta.review.verdict import Verdict

TEXTS = ("a", "b", "c", "d")
CLAIMS = [
    Claim(id=f"claim-{name}", document="d", spans=((n, n + 9),), content=(n, n + 9), holder=("X",))
    for n, name in enumerate(TEXTS)
]


def same(one: str, other: str, confidence: float = 0.6) -> Identity:
    return Identity(
        id=f"identity-{one}{other}",
        document="d",
        confidence=confidence,
        spans=((0, 1), (1, 2)),
        one=f"claim-{one}",
        other=f"claim-{other}",
        type="claim",
        applied=False,
    )


def judged(rows: list[Record], *said: tuple[str, str]) -> tuple[ReviewedState, list[Verdict]]:
    """The state after one verdict (outcome, record id) after another."""
    log: list[Verdict] = []
    for n, (outcome, record) in enumerate(said):
        item = replay(rows, log).items[record]
        log.append(act(item, outcome, at=f"2026-01-01T00:00:{n:02d}Z", reviewer="ada", reason="read"))  # type: ignore[arg-type]
    return replay(rows, log), log


ALL = [("accept", c.id) for c in CLAIMS]


def test_an_accepted_identity_joins_and_a_withdrawn_one_parts() -> None:
    rows: list[Record] = [*CLAIMS, same("a", "b"), same("b", "c")]
    assert judged(rows, *ALL)[0].edges.propositions == {}
    state, log = judged(rows, *ALL, ("accept", "identity-ab"), ("accept", "identity-bc"))
    assert state.edges.propositions == {"claim-b": "claim-a", "claim-c": "claim-a"}
    back = withdraw(log, [log[-1].id], at="2026-01-02T00:00:00Z", reviewer="ada")
    assert replay(rows, [*log, back]).edges.propositions == {"claim-b": "claim-a"}


def test_only_accepted_claims_are_joined() -> None:
    rows: list[Record] = [*CLAIMS, same("a", "b")]
    state, _ = judged(rows, ("accept", "claim-a"), ("accept", "identity-ab"))
    assert state.edges.propositions == {}


def test_a_rejected_identity_keeps_two_claims_apart_whatever_joins_them() -> None:
    rows: list[Record] = [*CLAIMS, same("a", "b"), same("b", "c", 0.5), same("a", "c")]
    said = (("accept", "identity-ab"), ("accept", "identity-bc"), ("reject", "identity-ac"))
    assert judged(rows, *ALL, *said)[0].edges.propositions == {"claim-b": "claim-a"}


def test_what_a_reviewer_merged_by_hand_names_the_proposition() -> None:
    rows: list[Record] = [*CLAIMS, same("a", "b"), same("c", "d")]
    state, log = judged(rows, *ALL, ("accept", "identity-ab"), ("accept", "identity-cd"))
    merge = act(
        state.items["claim-a"],
        "merge",
        at="2026-01-02T00:00:00Z",
        reviewer="ada",
        part="proposition",
        into="claim-d",
    )
    propositions = replay(rows, [*log, merge]).edges.propositions
    assert set(propositions.values()) == {"claim-d"}
    assert set(propositions) == {"claim-a", "claim-b", "claim-c"}
