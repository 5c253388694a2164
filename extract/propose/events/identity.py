"""Which mentions tell of one event: pairs worth comparing, scored by the patterns of events_identity.toml,
and proposed as identities that name their reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.propose.events.coreference import is_definite
from regesta.extract.propose.events.lexicon import event_lexicon
from regesta.extract.propose.events.sharing import SPOKEN
from regesta.extract.record import Event, Identity, content_id
from regesta.extract.text.languages import LanguagePack

PROPOSER = "events-identity.v1"
#: Most mentions that are compared because of one thing they have in common: beyond that it tells nothing.
_MOST = 60
_UNREAL = ("planned", "denied", "counterfactual")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention as it is compared: its record, its place among the sentences, the word that names it, and
    whether that is a noun that points back ("the meeting") or one that counts ("two meetings")."""

    record: Event
    sentence: int
    word: str
    points_back: bool
    counted: bool

    @property
    def parties(self) -> frozenset[str]:
        """All who take part."""
        return frozenset((*self.record.agents, *self.record.recipients))

    @property
    def date(self) -> str:
        """The date as plain EDTF, "" for none or for an interval."""
        edtf = self.record.date.edtf.rstrip("~?%") if self.record.date else ""
        return "" if "/" in edtf or "X" in edtf else edtf


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two mentions, the earlier first."""

    one: Mention
    other: Mention
    rules: EventIdentity


@dataclass(frozen=True, slots=True)
class Pattern:
    """Features that together say that two mentions are of one event, and how surely."""

    reason: str
    score: float
    all: tuple[str, ...]
    none: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventIdentity:
    """events_identity.toml. Errors: KeyError for a feature there is not."""

    applied: float
    possible: float
    near: int
    stem: int
    only: frozenset[str]
    frequent: frozenset[str]
    vetoes: tuple[str, ...]
    patterns: tuple[Pattern, ...]

    def score(self, one: Mention, other: Mention) -> tuple[float, str]:
        """How surely (0..1) two mentions are of one event, and why; 0 and "" where something is against it or
        nothing speaks for it."""
        pair, known = _Pair(one, other, self), dict[str, bool]()

        def holds(name: str) -> bool:
            if name not in known:
                known[name] = FEATURES[name](pair)
            return known[name]

        if any(map(holds, self.vetoes)):
            return 0.0, ""
        fits = (p for p in self.patterns if all(map(holds, p.all)) and not any(map(holds, p.none)))
        return max(((p.score, p.reason) for p in fits), key=lambda row: row[0], default=(0.0, ""))


@lru_cache(maxsize=8)
def event_identity(pack: LanguagePack) -> EventIdentity:
    """The rules of a language's events_identity.toml."""
    table = pack.table("events_identity")
    patterns = tuple(
        Pattern(row["reason"], float(row["score"]), tuple(row["all"]), tuple(row.get("none", ())))
        for row in table["pattern"]
    )
    vetoes = tuple(name for row in table["veto"] for name in row["any"])
    _known([*vetoes, *(name for p in patterns for name in (*p.all, *p.none))])
    return EventIdentity(
        applied=float(table["applied"]),
        possible=float(table["possible"]),
        near=int(table["near"]),
        stem=int(table["stem"]),
        only=frozenset(table["only"]),
        frequent=frozenset(table["frequent"]),
        vetoes=vetoes,
        patterns=patterns,
    )


def _known(names: Iterable[str]) -> None:
    unknown = sorted(set(names) - FEATURES.keys())
    if unknown:
        raise ValueError(
            f"events_identity.toml: no feature is called {', '.join(unknown)}; there are "
            f"{', '.join(FEATURES)}"
        )


def _happened(event: Event) -> str:
    """What kind of telling must agree: all that is told as a fact is of one kind."""
    return event.factuality if event.factuality in _UNREAL else "fact"


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(one and other) and set(one).isdisjoint(other)


def _dates_apart(pair: _Pair) -> bool:
    """Whether both are dated and neither date says more exactly what the other says."""
    a, b = pair.one.date, pair.other.date
    return bool(a and b) and not a.startswith(b) and not b.startswith(a)


def _same_word(pair: _Pair) -> bool:
    n = pair.rules.stem
    return pair.one.word[:n] == pair.other.word[:n]


def _same_date(pair: _Pair) -> bool:
    return bool(pair.one.date) and pair.one.date == pair.other.date


def _shares(one: Iterable[str], other: Iterable[str]) -> bool:
    return not set(one).isdisjoint(other)


#: What may be told of a pair, by the name it has in events_identity.toml.
FEATURES: Mapping[str, Callable[[_Pair], bool]] = {
    "other_type": lambda p: p.one.record.type != p.other.record.type,
    "factuality_apart": lambda p: _happened(p.one.record) != _happened(p.other.record),
    "agents_apart": lambda p: _apart(p.one.record.agents, p.other.record.agents),
    "recipients_apart": lambda p: _apart(p.one.record.recipients, p.other.record.recipients),
    "counted": lambda p: p.one.counted or p.other.counted,
    "only_once": lambda p: p.one.record.type in p.rules.only,
    "same_party": lambda p: bool(p.one.parties) and p.one.parties == p.other.parties,
    "same_day": lambda p: _same_date(p) and p.one.date.count("-") == 2,
    "same_date": _same_date,
    "dates_apart": _dates_apart,
    "undated": lambda p: not (p.one.record.date and p.other.record.date),
    "same_word": _same_word,
    "shares_agent": lambda p: _shares(p.one.record.agents, p.other.record.agents),
    "shares_recipient": lambda p: _shares(p.one.record.recipients, p.other.record.recipients),
    "shares_participant": lambda p: _shares(p.one.parties, p.other.parties),
    "places_apart": lambda p: (
        bool(p.one.record.place and p.other.record.place) and p.one.record.place != p.other.record.place
    ),
    "same_sentence": lambda p: p.one.sentence == p.other.sentence,
    "near": lambda p: p.other.sentence - p.one.sentence <= p.rules.near,
    "next": lambda p: p.other.sentence - p.one.sentence <= 1,
    "dated_once": lambda p: (p.one.record.date is None) != (p.other.record.date is None),
    "parties_apart": lambda p: _apart(tuple(p.one.parties), tuple(p.other.parties)),
    "points_back": lambda p: p.other.points_back,
    "meets": lambda p: p.one.record.type == "Meeting",
    "spoken": lambda p: p.one.record.type in SPOKEN,
    "frequent": lambda p: p.one.record.type in p.rules.frequent,
}


def propose_identities(annotated: AnnotatedDocument, events: Sequence[Event]) -> list[Identity]:
    """The identities between the mentions of a document, in order of place: those that join two groups of
    mentions (applied), strongest first, where nothing in one group is against anything in the other; and
    likely ones that join nothing."""
    rules = event_identity(annotated.language)
    mentions = list(_mentions(annotated, events))
    edges = sorted(_edges(mentions, rules), key=lambda e: (-e[0], e[2], e[3]))
    groups = _Groups(mentions, rules)
    out = []
    for score, reason, i, j in edges:
        applied = score >= rules.applied and groups.join(i, j)
        if applied or (score < rules.applied and not groups.together(i, j)):
            out.append(_identity(mentions[i].record, mentions[j].record, score, reason, applied))
    return sorted(out, key=lambda r: (r.spans, r.id))


def _edges(mentions: Sequence[Mention], rules: EventIdentity) -> Iterator[tuple[float, str, int, int]]:
    """Pairs that may be of one event: score, reason, and the places of both in `mentions`."""
    for i, j in sorted(_worth_comparing(mentions, rules)):
        score, reason = rules.score(mentions[i], mentions[j])
        if score >= rules.possible:
            yield score, reason, i, j


def _worth_comparing(mentions: Sequence[Mention], rules: EventIdentity) -> set[tuple[int, int]]:
    """The pairs that have something in common: a date, a word nearby, or a party of what happens once."""
    out: set[tuple[int, int]] = set()
    alike: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for k, m in enumerate(mentions):
        kind = m.record.type
        if m.date:
            alike[(kind, "date", m.date)].append(k)
        if kind in rules.only:
            for party in m.parties:
                alike[(kind, "party", party)].append(k)
        for agent in m.record.agents:
            alike[(kind, agent, m.word[: rules.stem])].append(k)
    for rows in alike.values():
        out.update(combinations(rows[:_MOST], 2))
    for k, m in enumerate(mentions):
        out.update((i, k) for i in _before(mentions, k, rules.near if m.points_back else 1))
    return out


def _before(mentions: Sequence[Mention], k: int, near: int) -> Iterator[int]:
    """The mentions of the sentences just before, nearest first."""
    for i in range(k - 1, -1, -1):
        if mentions[k].sentence - mentions[i].sentence > near:
            return
        yield i


class _Groups:
    """Mentions joined into events."""

    def __init__(self, mentions: Sequence[Mention], rules: EventIdentity) -> None:
        self.mentions, self.rules = mentions, rules
        self.home = list(range(len(mentions)))
        self.members = {k: [k] for k in range(len(mentions))}

    def together(self, i: int, j: int) -> bool:
        """Whether two mentions are of one event already."""
        return self.home[i] == self.home[j]

    def join(self, i: int, j: int) -> bool:
        """Join the events of two mentions; False where they are one already or something is against it."""
        a, b = sorted((self.home[i], self.home[j]))
        if a == b or any(self._against(x, y) for x in self.members[a] for y in self.members[b]):
            return False
        for member in self.members.pop(b):
            self.home[member] = a
            self.members[a].append(member)
        return True

    def _against(self, i: int, j: int) -> bool:
        one, other = sorted((i, j))
        pair = _Pair(self.mentions[one], self.mentions[other], self.rules)
        return any(FEATURES[name](pair) for name in self.rules.vetoes)


def _identity(one: Event, other: Event, score: float, reason: str, applied: bool) -> Identity:
    return Identity(
        id=content_id("identity", one.document, one.id, other.id),
        document=one.document,
        proposer=PROPOSER,
        confidence=score,
        spans=(one.trigger, other.trigger),
        one=one.id,
        other=other.id,
        type=other.type,
        reason=reason,
        applied=applied,
    )


def _mentions(annotated: AnnotatedDocument, events: Sequence[Event]) -> Iterator[Mention]:
    """The events as they are compared, in order of place; those whose sentence is not there are left out."""
    places = {s.record.id: k for k, s in enumerate(annotated.sentences)}
    for event in sorted(events, key=lambda e: (e.trigger, e.id)):
        if event.sentence in places:
            k = places[event.sentence]
            yield _mention(annotated.sentences[k], k, event, annotated.language)


def _mention(sentence: AnnotatedSentence, where: int, event: Event, pack: LanguagePack) -> Mention:
    words = event_lexicon(pack).words.recall
    start, end = (sentence.analysed.at(place) for place in event.trigger)
    tokens = [t for t in sentence.doc if start <= t.idx < max(end, start + 1)]
    noun = next((t for t in reversed(tokens) if t.pos_ in ("NOUN", "PROPN")), None)
    if noun is None:
        verb = next((t for t in tokens if t.pos_ == "VERB"), tokens[0] if tokens else None)
        return Mention(event, where, verb.lemma_.lower() if verb is not None else "", False, False)
    single = noun.tag_ in (grammar.NOUN, grammar.NAME)
    return Mention(event, where, noun.lemma_.lower(), single and is_definite(noun, words), not single)
