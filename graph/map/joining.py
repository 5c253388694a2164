"""Keys joined by ties into parts: those that must not be one are parted at the weakest tie between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """Two keys are one, how surely (0..1); a `fixed` one is never cut."""

    one: str
    other: str
    strength: float
    fixed: bool = False


#: The ties of each key.
Ties = dict[str, list[Tie]]


@dataclass(frozen=True, slots=True)
class Part:
    """Keys that belong together, in order of place, and the old groups that live on in them, in the same
    order."""

    members: tuple[str, ...]
    anchors: tuple[str, ...]


def components(
    keys: Iterable[str],
    ties: Sequence[Tie],
    apart: Iterable[tuple[str, str]],
    groups: Mapping[str, str],
    place: Callable[[str], int],
) -> list[Part]:
    """The parts that the ties make of the keys, in order of place.

    `apart`: pairs that must not be in one part. `groups`: key -> the old group it was in. An old group lives
    on in the part of its first key; keys without any tie stay with their old group.
    """
    order = sorted(dict.fromkeys(keys), key=lambda k: (place(k), k))
    near: Ties = defaultdict(list)
    for tie in ties:
        _bind(near, tie)
    tied = set(near)
    for one, other in apart:
        tied |= {one, other}
        _cut(near, one, other)
    first = _firsts(order, groups)
    for key in order:
        # what no identification speaks of stays where it was
        if key in groups and key not in tied and first[groups[key]] != key:
            _bind(near, Tie(first[groups[key]], key, 1.0, fixed=True))
    return [
        Part(inside, tuple(g for k in inside if (g := groups.get(k)) and first[g] == k))
        for inside in _connected(order, near)
    ]


def _connected(order: Sequence[str], near: Ties) -> Iterator[tuple[str, ...]]:
    """The keys that ties connect, in order of place."""
    seen: set[str] = set()
    rank = {key: n for n, key in enumerate(order)}
    for key in order:
        if key not in seen:
            members = _reached(near, key)
            seen |= members
            yield tuple(sorted(members & rank.keys(), key=rank.__getitem__))


def _bind(near: Ties, tie: Tie) -> None:
    near[tie.one].append(tie)
    near[tie.other].append(tie)


def _firsts(order: Iterable[str], groups: Mapping[str, str]) -> dict[str, str]:
    """The first key of each old group."""
    first: dict[str, str] = {}
    for key in order:
        if key in groups:
            first.setdefault(groups[key], key)
    return first


def _cut(near: Ties, one: str, other: str) -> None:
    while path := _path(near, one, other):
        loose = [t for t in path if not t.fixed]
        if not loose:
            return
        weakest = min(loose, key=lambda t: (t.strength, t.one, t.other))
        for end in (weakest.one, weakest.other):
            near[end] = [t for t in near[end] if t is not weakest]


def _path(near: Mapping[str, list[Tie]], start: str, goal: str) -> list[Tie]:
    """The ties of a shortest way; [] when there is none."""
    came: dict[str, Tie | None] = {start: None}
    waiting = [start]
    while waiting and goal not in came:
        here = waiting.pop(0)
        for tie in near.get(here, ()):
            there = tie.other if tie.one == here else tie.one
            if there not in came:
                came[there] = tie
                waiting.append(there)
    out: list[Tie] = []
    here = goal
    while (back := came.get(here)) is not None:
        out.append(back)
        here = back.other if back.one == here else back.one
    return out


def _reached(near: Mapping[str, list[Tie]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for tie in near.get(waiting.pop(), ()):
            for end in (tie.one, tie.other):
                if end not in seen:
                    seen.add(end)
                    waiting.append(end)
    return seen
