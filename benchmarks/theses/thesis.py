"""One thesis about a world: its sentences and chapters, with the notes they call, and the truth about all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.theses.apparatus import Apparatus, Row
from benchmarks.theses.citing import STYLES, Spelling, printed_day, spelling
from benchmarks.theses.world import FIELD, Act, Making, Person, table, world

#: How much of a world one thesis takes, and how much it has of its own.
TAKEN = {"persons": 15, "scholars": 9, "works": 22, "letters": 25, "acts": 10}
OWN = {"persons": 8, "scholars": 3, "works": 14, "letters": 40}
#: How likely a sentence tells an act, or a claim; the rest fills.
_ACT, _CLAIM = 0.14, 0.16
#: Words of a chapter, and sentences of a paragraph.
_CHAPTER, _PARAGRAPH = 7000, (4, 7)
#: How often a sentence that fills is put together from parts, and how often it is led up to.
_TOGETHER = 0.8
_LED_UP = 0.35
#: How often a person is named in full again.
_FULL_AGAIN = 0.2

#: The slots of states and bodies.
_ACTORS = ("s", "t", "b", "g")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the number of the note behind it; 0 for none."""

    text: str
    note: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: paragraphs of sentences."""

    number: int
    title: str
    paragraphs: Sequence[Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Thesis:
    """A thesis as it is to be written into a file; `truth` holds rows of what is in it."""

    id: str
    title: str
    author: str
    year: int
    chapters: Sequence[Chapter]
    notes: Sequence[str]
    bibliography: Sequence[str]
    truth: Sequence[Row]


def thesis(seed: int, number: int, words: int, notes: int) -> Thesis:
    """The thesis of that number; the same arguments give the same, however many others there are."""
    return _Writing(seed, number).written(words, notes)


@dataclass(slots=True)
class _Told:
    """Sentences as they are made, each with what it tells."""

    text: str
    row: Row = field(default_factory=dict)


class _Writing:
    """One thesis being written."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = r = Random(f"{seed}/thesis/{number}")
        self.id = f"thesis-{number:05d}"
        self.world = w = world(seed, number // FIELD)
        self.making = Making(r, f"t{number}", w.states, w.towns, w.war, w.start)
        taken = {p.family[0] for p in (*w.persons, *w.scholars)}
        persons = self.making.persons("person", OWN["persons"], taken)
        scholars = self.making.persons("scholar", OWN["scholars"], taken)
        self.persons = [*r.sample(w.persons, TAKEN["persons"]), *persons]
        self.scholars = [*r.sample(w.scholars, TAKEN["scholars"]), *scholars]
        known = {p.id for p in self.scholars}
        shared = [x for x in w.works if x.author.id in known]
        works = r.sample(shared, min(TAKEN["works"], len(shared)))
        works += self.making.works(OWN["works"], self.scholars)
        here = {p.id for p in self.persons}
        kept = [x for x in w.letters if {x.sender.id, x.recipient.id} <= here]
        letters = r.sample(kept, min(TAKEN["letters"], len(kept)))
        letters += self.making.letters(OWN["letters"], self.persons, w.archives)
        self.generic = r.sample(table("words")["generic"], 3)
        self.spelt: dict[str, Spelling] = {p.id: spelling(p, r) for p in (*self.persons, *self.scholars)}
        self.apparatus = Apparatus(r, works, letters, self.spelt, STYLES[number % len(STYLES)])
        self.named: dict[str, set[str]] = {}
        self.introduced: set[str] = set()

    def _writer(self) -> Person:
        """Whoever wrote the thesis: nobody who is in it."""
        taken = {p.family[0] for p in (*self.persons, *self.scholars)}
        return self.making.persons("writer", 1, taken)[0]

    def written(self, words: int, notes: int) -> Thesis:
        """The whole thesis."""
        r, cited = self.random, self.apparatus
        told = list(self._sentences(words))
        called = self._called(told, notes)
        bodies = [cited.note() for _ in called]
        chapters = list(self._chapters(told, {at: k + 1 for k, at in enumerate(called)}))
        title = f"{self.world.war}: {self.making.filled('The Case of {state} and {town}')}"
        facts = [
            {"kind": "document", "id": self.id, "style": cited.style, "notes": len(bodies), "title": title},
            *cited.truth,
            *cited.sources(),
            *self._actors(),
            *(t.row for t in told if t.row),
        ]
        return Thesis(
            self.id,
            title,
            spelling(self._writer(), r).full,
            2001 + int(self.id[-2:]) % 20,
            chapters,
            bodies,
            cited.bibliography(),
            [{**row, "document": self.id} for row in facts],
        )

    # sentences

    def _sentences(self, words: int) -> Iterator[_Told]:
        """Sentences until there are so many words; each shared act is told where chance puts it."""
        r, made, count = self.random, 0, 0
        acts = self._shared_acts()
        step = max(1, words // 24 // (len(acts) + 1))
        while made < words:
            if made and not count % 300:
                self.introduced.clear()
            if acts and count % step == step - 1:
                told = self._act(acts.pop())
            else:
                told = self._any(r.random(), count)
            made += len(told.text.split())
            count += 1
            yield told

    def _shared_acts(self) -> list[Act]:
        """Those acts of the world whose persons are in this thesis."""
        here = {p.id for p in self.persons}
        known = [
            a for a in self.world.acts if {x.id for x in a.slots.values() if isinstance(x, Person)} <= here
        ]
        return self.random.sample(known, min(TAKEN["acts"], len(known)))

    def _any(self, chance: float, count: int) -> _Told:
        if chance < _ACT:
            bodies = self.world.bodies
            return self._act(self.making.act(str(count), self.persons, bodies, self.generic))
        if chance < _ACT + _CLAIM:
            return self._claim()
        return _Told(self._filler())

    def _filler(self) -> str:
        """A sentence that tells nothing one could look for, now and then led up to by a few words."""
        r, frames, parts = self.random, table("frames")["filler"], table("frames")["parts"]
        together = f"{r.choice(parts['who'])} {r.choice(parts['does'])} {r.choice(parts['how'])}."
        text = together if r.random() < _TOGETHER else r.choice(frames["text"])
        if r.random() < _LED_UP and not text.startswith(("{", "In ", "By ")):
            text = r.choice(frames["openers"]) + " " + text[0].lower() + text[1:]
        return _capital(self._filled(text))

    def _act(self, act: Act) -> _Told:
        """A sentence that tells an act."""
        frame = self.random.choice(act.frames)
        slots: dict[str, str] = {"day": printed_day(act.day)}
        for slot, filling in act.slots.items():
            if _has(frame, slot):
                slots[slot] = self._name(filling) if isinstance(filling, Person) else filling
                if slot in _ACTORS and not isinstance(filling, Person):
                    self._noted(filling)
        text = _capital(frame.format(**slots))
        agents = [self._identity(act.slots[a]) for a in act.agents]
        row = {"kind": "event", "event": act.id, "type": act.type, "date": act.day.isoformat()}
        return _Told(text, row | {"agents": agents, "sentence": text})

    def _claim(self) -> _Told:
        """A sentence that says what somebody holds."""
        r, frames = self.random, table("frames")
        frame = r.choice(frames["claim"])
        clause = self._filled(r.choice(frames["clauses"]["text"]))
        h, k = r.sample(self.scholars, 2)
        p, q = r.sample(self.persons, 2)
        template = r.choice(frame["text"])
        people = {"h": h, "k": k, "p": p, "q": q}
        slots = {n: self._name(x) for n, x in people.items() if _has(template, n)}
        text = _capital(template.format(claim=clause, **slots))
        holder = {"scholar": [h.id], "actor": [p.id]}.get(frame["voice"], [])
        row = {"kind": "claim", "voice": frame["voice"], "holder": holder, "sentence": text}
        return _Told(text, row)

    def _filled(self, text: str) -> str:
        """A frame with things put into its slots."""
        r, w, frames = self.random, self.world, table("frames")["filler"]
        (p, q), (s, t) = r.sample(self.persons, 2), r.sample(w.states, 2)
        values = {
            "s": s, "t": t, "b": r.choice(w.bodies), "g": r.choice(self.generic), "town": r.choice(w.towns),
            "year": w.start + r.randint(0, 4), "war": w.war,
        }  # fmt: skip
        values["subject"] = self.making.filled(r.choice(table("words")["subjects"]))
        values |= {k: r.choice(frames[k]) for k in ("good", "group", "abstract", "adjective")}
        values |= {k: self._name(x) for k, x in (("p", p), ("q", q)) if _has(text, k)}
        for slot in _ACTORS:
            if _has(text, slot):
                self._noted(str(values[slot]))
        return text.format(**values)

    def _name(self, person: Person) -> str:
        """A person as this sentence names them: in full at first, then mostly by the family name."""
        own = self.spelt[person.id]
        full = person.id not in self.introduced or self.random.random() < _FULL_AGAIN
        self.introduced.add(person.id)
        self.named.setdefault(person.id, set()).add(own.full if full else own.family)
        return own.full if full else own.family

    def _noted(self, name: str) -> None:
        """A state or a body that was named."""
        self.named.setdefault(self._identity(name), set()).add(name)

    def _identity(self, actor: Person | str) -> str:
        """Who an actor is: there is one state of a name, a body is its world's, and what has the name of a
        kind ("the Committee") is the thesis's own."""
        if isinstance(actor, Person):
            return actor.id
        own = self.id if actor in self.generic else "state" if actor in self.world.states else self.world.id
        return f"{own}/{actor}"

    # notes

    def _called(self, told: Sequence[_Told], notes: int) -> list[int]:
        """The places of the sentences that call a note: acts and claims before others."""
        r = self.random
        ranked = sorted(range(len(told)), key=lambda k: (not told[k].row, r.random()))
        return sorted(ranked[:notes])

    # the whole

    def _chapters(self, told: Sequence[_Told], notes: dict[int, int]) -> Iterator[Chapter]:
        """The sentences in paragraphs and chapters."""
        r = self.random
        words = sum(len(t.text.split()) for t in told)
        parts = max(2, round(words / _CHAPTER))
        size = -(-len(told) // parts)
        for n in range(parts):
            at, paragraphs = n * size, list[list[Sentence]]()
            while at < min((n + 1) * size, len(told)):
                end = min(at + r.randint(*_PARAGRAPH), (n + 1) * size, len(told))
                paragraphs.append([Sentence(told[k].text, notes.get(k, 0)) for k in range(at, end)])
                at = end
            yield Chapter(n + 1, self.making.filled(r.choice(table("words")["titles"])), paragraphs)

    def _actors(self) -> Iterator[Row]:
        """Who is named in the text, by which forms."""
        for name, forms in sorted(self.named.items()):
            kind = "person" if name.split("/")[-2] in ("person", "scholar") else "other"
            full = self.spelt[name].full if name in self.spelt else name.rpartition("/")[2]
            generic = kind == "other" and full in self.generic
            yield {
                "kind": "actor",
                "actor": name,
                "actor_kind": kind,
                "forms": sorted({full, *forms}),
                "generic": generic,
            }


def _has(text: str, slot: str) -> bool:
    """Whether a frame has a slot."""
    return f"{{{slot}}}" in text


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
