"""Decisions between citations as records: what pointers mean, which things are one, what is only likely."""

from __future__ import annotations

from collections.abc import Callable

from regesta.extract.notes.decided import doubtful, entry_key, identities
from regesta.extract.notes.identity import THRESHOLD, Edge
from regesta.extract.notes.pairs import Cited
from regesta.extract.notes.proposing import propose_citations
from regesta.extract.notes.resolution import link
from regesta.extract.read.document import Document
from regesta.extract.record import Fields

Make = Callable[..., Document]
ITEMS = [Cited(key, "book", Fields(title=key), place) for place, key in enumerate("abcd")]
KEYS = {item.key: (f"citation-{item.key}", (item.place * 10, item.place * 10 + 5)) for item in ITEMS}


def test_a_tree_of_merges_leads_away_from_its_first_member(make_document: Make) -> None:
    forest = [Edge("c", "b", 0.9, "r"), Edge("b", "a", 0.8, "s")]
    found = identities(make_document([]), ITEMS, forest, [], KEYS)
    assert [(i.one, i.other, i.applied) for i in found] == [
        ("citation-a", "citation-b", True),
        ("citation-b", "citation-c", True),
    ]


def test_a_merge_and_the_same_pair_doubted_are_one_record(make_document: Make) -> None:
    edge = Edge("a", "b", 0.9, "r")
    found = identities(make_document([]), ITEMS, [edge], [Edge("b", "a", 0.5, "x")], KEYS)
    assert [(i.one, i.other, i.applied) for i in found] == [("citation-a", "citation-b", True)]


def test_between_two_groups_only_the_likeliest_edge_is_shown() -> None:
    groups = {"a": "1", "b": "1", "c": "2", "d": "2"}
    near, nearer = Edge("a", "c", THRESHOLD - 0.1, "near"), Edge("b", "d", THRESHOLD - 0.05, "nearer")
    assert doubtful(ITEMS, [nearer, near, Edge("a", "b", 0.9, "within")], groups) == [nearer]


def test_a_merge_that_another_forbids_is_doubtful_and_says_why() -> None:
    (found,) = doubtful(ITEMS, [Edge("a", "c", 0.95, "same title")], {"a": "1", "c": "2"})
    assert found.score == 0.5
    assert found.reason == "same title, but the two sources have different days"


def test_rivals_of_a_pointer_share_what_it_leaves_open(make_document: Make) -> None:
    document = make_document(
        ["Keith Kyle, Suez (London: Weidenfeld, 1991), p. 85; Ann Dale, The Canal Age (London: Cape, 1934), p. 3.", "Ibid., p. 9."]
    )  # fmt: skip
    found = [r for r in link(document, propose_citations(document)).resolutions if r.means == "source"]
    (used,) = [r for r in found if r.applied]
    rivals = [r for r in found if not r.applied]
    assert rivals
    assert used.target not in {r.target for r in rivals}
    assert sum(r.confidence for r in rivals) <= 1 - used.confidence + 0.01 * len(rivals)


def test_an_entry_is_named_by_where_it_begins() -> None:
    assert entry_key((120, 180)) == "entry:120"
