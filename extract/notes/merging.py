"""What is one joined into groups: merges taken strongest first, but for those that would join what cannot
be one."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.extract.notes.identity import Edge
from regesta.extract.notes.pairs import Cited


def joined(items: Sequence[Cited], merges: Sequence[Edge]) -> tuple[dict[str, str], list[Edge]]:
    """Each key's group, named by the group's first key in document order, and the merges that joined two
    groups.

    Merges are taken strongest first; one is left out when it would join two entries of the bibliography or
    two days of one series.
    """
    parent = {item.key: item.key for item in items}
    members = {item.key: [item] for item in items}
    forest: list[Edge] = []

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for edge in merges:
        a, b = find(edge.one), find(edge.other)
        if a == b or not _compatible(members[a], members[b]):
            continue
        first, second = (a, b) if members[a][0].place <= members[b][0].place else (b, a)
        parent[second] = first
        members[first] += members.pop(second)
        forest.append(edge)
    return {item.key: find(item.key) for item in items}, forest


def _compatible(one: Sequence[Cited], two: Sequence[Cited]) -> bool:
    """Whether two groups have no two full days between them."""
    days = {i.fields.doc_date for i in (*one, *two) if i.fields.doc_date.count("-") == 2}
    return len(days) <= 1
