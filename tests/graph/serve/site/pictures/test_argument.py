"""The part of an argument that a map shows, and under which heading each claim stands."""

from __future__ import annotations

from collections import defaultdict

from regesta.graph.serve.site.pictures.argument import (
    Answer,
    Argued,
    argument,
    begun_by,
    contested,
    followed,
)
from regesta.graph.serve.site.views.reading import Plain


def argued_of(answers: str, **more: dict[str, str]) -> Argued:
    """Claims by letters, "b>a" for an attack of b on a; `more` says of a claim what else its row has."""
    pairs = [one.split(">") for one in answers.split()]
    names = sorted({name for pair in pairs for name in pair} | set(more))
    claims: dict[str, Plain] = {
        name: {"claim": name, "text": name, "start": str(n), "voice": "scholar", "who": name.upper()}
        | more.get(name, {})
        for n, name in enumerate(names)
    }
    to: dict[str, list[Answer]] = defaultdict(list)
    by: dict[str, list[Answer]] = defaultdict(list)
    for answer, claim in pairs:
        to[claim].append(Answer(answer, "attacks", claim))
        by[answer].append(Answer(answer, "attacks", claim))
    sources = {
        "a": [
            {"claim": "a", "source": "s", "label": "S", "grade": "secondary"},
            {
                "claim": "a",
                "source": "t",
                "label": "T",
                "grade": "primary-archival",
                "unit": "u",
                "mark": "U",
            },
        ]
    }
    position = {"position": "p", "label": "revisionists"}
    return Argued(claims, to, by, sources, {"p": position}, {"D": "p"})


def test_a_debate_is_followed_through_answers_to_answers_and_to_what_it_answers() -> None:
    known = argued_of("b>a c>b a>d e>d")
    assert followed(known, ["a"]) == ["a", "b", "c", "d"]  # what answers d too is another debate


def test_answers_in_a_ring_end() -> None:
    assert followed(argued_of("a>b b>c c>a"), ["a"]) == ["a", "c", "b"]


def test_what_has_no_room_is_counted() -> None:
    known = argued_of("b>a c>a d>a")
    whole = argument(known, followed(known, ["a"]))
    assert (whole.claims, whole.left, len(whole.answers)) == (["a", "b", "c", "d"], 0, 3)
    # a has two sources and a file: four things
    less = argument(known, followed(known, ["a"]), most=5)
    assert (less.claims, less.left, len(less.answers)) == (["a", "b"], 2, 1)


def test_claims_stand_under_their_position_their_holders_or_their_voice() -> None:
    known = argued_of("b>a c>a d>a", b={"position": "p"}, c={"voice": "author"})
    found = argument(known, followed(known, ["a"]))
    assert found.schools == [
        ("revisionists", ["b", "d"]),  # d's holder has that position only
        ("Scholars of no named position", ["a"]),
        ("The author", ["c"]),
    ]
    assert (known.strength("a"), known.strength("b")) == ("archival", "none")


def test_a_debate_begins_with_the_claims_of_a_position_or_a_proposition() -> None:
    known = argued_of("b>a", a={"proposition": "q", "position": "p"}, b={"proposition": "q"})
    assert [begun_by(known, iri) for iri in ("p", "q", "b", "nobody")] == [["a"], ["a", "b"], ["b"], []]


def test_what_is_attacked_comes_before_what_is_supported_often() -> None:
    rows = [{"item": "x", "answer": n, "how": "supports"} for n in "lmn"]
    rows += [{"item": "y", "answer": "o", "how": "attacks"}]
    assert contested(rows) == ["y", "o", "x", "l", "m", "n"]
