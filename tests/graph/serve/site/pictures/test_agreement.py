"""Who agrees with whom, counted from the rows of the debate."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from regesta.graph.serve.site.perspectives.catalogue import DEBATE
from regesta.graph.serve.site.perspectives.listing import Asked, Row
from regesta.graph.serve.site.pictures.agreement import MOST, matrix, rivals

ROWS: list[Row] = [
    {"item": "1", "answer": "x", "who": "Kim", "whom": "Cumings", "how": "attacks"},
    {"item": "1", "answer": "y", "who": "Kim", "whom": "Cumings", "how": "undercuts"},
    {"item": "2", "answer": "y", "who": "Kim", "whom": "Cumings; Stone", "how": "supports"},
    {"item": "3", "answer": "z", "who": "Stone", "whom": "Kim", "how": "holds it too"},
    {"item": "4", "answer": "w", "who": "Stone", "whom": "Kim", "how": "concedes"},
    {"item": "5", "answer": "v", "who": "Kim", "whom": "Kim", "how": "supports"},  # himself: no part of it
]


def test_answers_are_counted_by_who_answers_whom() -> None:
    found = matrix(ROWS)
    assert found.names == ("Cumings", "Kim", "Stone")
    lines = dict(found.lines)
    assert set(lines) == {"Kim", "Stone"}
    cumings, kim, stone = lines["Kim"]
    assert cumings is not None
    assert stone is not None
    assert kim is None
    assert (cumings.agrees, cumings.rejects, cumings.leaning) == (1, 2, "rejects")
    assert (stone.words, stone.leaning) == ("agrees 1", "agrees")
    back = lines["Stone"][1]
    assert back is not None
    assert back.words == "agrees 1, concedes 1"


def test_a_field_opens_the_answers_it_counts() -> None:
    for who, cells in matrix(ROWS).lines:
        for whom, cell in zip(matrix(ROWS).names, cells, strict=True):
            if cell:
                opened = Asked(DEBATE, parse_qsl(urlsplit(cell.address).query)).narrowed(ROWS)
                assert len(opened) == cell.agrees + cell.rejects + cell.concedes, (who, whom)


def test_only_those_who_take_part_most_stand_in_it() -> None:
    crowd = [{"item": str(n), "who": f"{n:03}", "whom": "Kim", "how": "attacks"} for n in range(MOST + 5)]
    found = matrix(crowd)
    assert found.names == ("Kim",)
    assert (len(found.lines), found.others) == (MOST - 1, 6)


def test_rivals_come_with_what_both_cite() -> None:
    cited = {"Kim": {"A memoir", "A telegram", "A study"}, "Cumings": {"A telegram", "A memoir"}}
    (one,) = rivals(ROWS, cited)  # Stone is not rejected, and once would not be often
    assert (one.who, one.whom, one.rejections) == ("Kim", "Cumings", 2)
    assert one.shared == ("A memoir", "A telegram")
    assert rivals(ROWS[1:], cited) == []
