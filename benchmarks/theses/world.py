"""An invented world that several theses write about: its persons, places, works, documents and acts, each
with an identity that no spelling changes."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
#: How many theses write about one world: persons, works and acts are shared among these.
FIELD = 10
#: How much of each there is in a world.
SHARED = {"persons": 24, "scholars": 14, "works": 40, "letters": 60, "acts": 24}


@cache
def table(name: str) -> dict[str, Any]:
    """A table of words or frames beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody under all the spellings of their names; `initial` is that of a middle name."""

    id: str
    given: Sequence[str]
    family: Sequence[str]
    initial: str


@dataclass(frozen=True, slots=True)
class Work:
    """A book, or an article where it has a journal; `pages` where the article begins and ends."""

    id: str
    author: Person
    title: str
    year: int
    place: str
    publisher: str
    journal: str = ""
    volume: int = 0
    pages: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in an archive (its name and short form), down to the path of units that holds it."""

    id: str
    sender: Person
    recipient: Person
    day: date
    archive: tuple[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened: its type, the sentences that may tell it, who stands in their slots, when."""

    id: str
    type: str
    frames: Sequence[str]
    agents: Sequence[str]
    slots: dict[str, Any]
    day: date


@dataclass(frozen=True, slots=True)
class World:
    """What a field of study has in common."""

    id: str
    states: Sequence[str]
    towns: Sequence[str]
    war: str
    start: int
    persons: Sequence[Person]
    scholars: Sequence[Person]
    bodies: Sequence[str]
    archives: Sequence[tuple[str, str]]
    works: Sequence[Work]
    letters: Sequence[Letter]
    acts: Sequence[Act]


@dataclass(frozen=True, slots=True)
class Making:
    """What new things are made of: chance, the names of things, and a prefix for their identities."""

    random: Random
    prefix: str
    states: Sequence[str]
    towns: Sequence[str]
    war: str
    start: int

    def filled(self, text: str) -> str:
        """A text with its names of places, years and the war put in."""
        r, (one, other) = self.random, self.random.sample(self.states, 2)
        y1 = self.start + r.randint(-4, 2)
        return text.format(
            state=one, other=other, town=r.choice(self.towns), war=self.war, y1=y1, y2=y1 + r.randint(1, 6)
        )

    def persons(self, kind: str, count: int, taken: set[str]) -> list[Person]:
        """New persons, of other families than those that are taken, which grow."""
        words, r = table("words"), self.random
        free = [f for f in words["family"] if f[0] not in taken]
        chosen = r.sample(free, count)
        taken.update(f[0] for f in chosen)
        return [
            Person(f"{self.prefix}/{kind}/{k}", r.choice(words["given"]), family, r.choice(words["initials"]))
            for k, family in enumerate(chosen)
        ]

    def works(self, count: int, authors: Sequence[Person]) -> list[Work]:
        """New books and articles."""
        words, r, out = table("words"), self.random, list[Work]()
        for k in range(count):
            article = r.random() < 0.4
            first = r.randint(1, 300)
            out.append(
                Work(
                    f"{self.prefix}/work/{k}",
                    r.choice(authors),
                    self.filled(r.choice(words["articles" if article else "titles"])),
                    r.randint(self.start + 8, self.start + 60),
                    r.choice(self.towns),
                    r.choice(words["publishers"]),
                    r.choice(words["journals"]) if article else "",
                    r.randint(3, 60),
                    (first, first + r.randint(8, 30)),
                )
            )
        return out

    def letters(
        self, count: int, persons: Sequence[Person], archives: Sequence[tuple[str, str]]
    ) -> list[Letter]:
        """New letters in these archives."""
        r, out = self.random, list[Letter]()
        for k in range(count):
            sender, recipient = r.sample(persons, 2)
            archive = r.choice(archives)
            out.append(
                Letter(f"{self.prefix}/letter/{k}", sender, recipient, self.day(), archive, self._path())
            )
        return out

    def _path(self) -> str:
        """Where in an archive something lies."""
        r = self.random
        return r.choice(
            (
                f"RG {r.randint(1, 99)}, box {r.randint(1, 60)}, folder {r.randint(1, 20)}",
                f"f. {r.randint(1, 99)}, op. {r.randint(1, 9)}, d. {r.randint(1, 400)}",
                f"box {r.randint(1, 200)}, folder {r.randint(1, 30)}",
            )
        )

    def day(self) -> date:
        """A day of the years that are written about."""
        return date(self.start, 1, 1) + timedelta(days=self.random.randint(0, 4 * 365))

    def act(self, name: str, persons: Sequence[Person], bodies: Sequence[str], generic: Sequence[str]) -> Act:
        """Something that happened among these."""
        r = self.random
        frame = r.choice(table("frames")["event"])
        (p, q), (s, t) = r.sample(persons, 2), r.sample(self.states, 2)
        slots: dict[str, Any] = {
            "p": p,
            "q": q,
            "s": s,
            "t": t,
            "b": r.choice(bodies),
            "g": r.choice(generic),
        }
        slots |= {"town": r.choice(self.towns), "subject": self.filled(r.choice(table("words")["subjects"]))}
        return Act(
            f"{self.prefix}/act/{name}", frame["type"], frame["text"], frame["agent"], slots, self.day()
        )


def world(seed: int, number: int) -> World:
    """The world of one field of study; the same seed and number give the same."""
    r, words = Random(f"{seed}/world/{number}"), table("words")
    states, towns = r.sample(words["states"], 6), r.sample(words["towns"], 10)
    war = r.choice(words["wars"]).format(town=towns[0], state=states[0])
    making = Making(r, f"w{number}", states, towns, war, r.randint(1870, 1955))
    taken: set[str] = set()
    persons = making.persons("person", SHARED["persons"], taken)
    scholars = making.persons("scholar", SHARED["scholars"], taken)
    bodies = [
        b.format(adjective=a)
        for b, a in zip(r.sample(words["bodies"], 3), r.sample(words["adjectives"], 3), strict=True)
    ]
    archives = [
        (name.format(state=s, town=t), short.format(letter=(t if "{town}" in name else s)[0]))
        for (name, short), s, t in zip(words["archives"], states, towns, strict=False)
    ]
    works = making.works(SHARED["works"], scholars)
    letters = making.letters(SHARED["letters"], persons, archives)
    # what shared acts are of is shared: no body of which each country has one
    acts = [making.act(str(k), persons, bodies, bodies) for k in range(SHARED["acts"])]
    return World(
        f"w{number}",
        states,
        towns,
        war,
        making.start,
        persons,
        scholars,
        bodies,
        archives,
        works,
        letters,
        acts,
    )
