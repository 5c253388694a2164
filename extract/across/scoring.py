"""How sure two things of different documents are one, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import cast

from regesta.extract.across.things import Thing, Told
from regesta.extract.across.weights import across_weights
from regesta.extract.authority.reading import fold
from regesta.extract.link.naming import SAYS, Agreement, best_agreement, naming_words, readings
from regesta.extract.notes.identity import likeness
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.notes.pairs import Cited
from regesta.extract.record import CitationType
from regesta.extract.text.languages import ENGLISH, LanguagePack

_WEIGHTS = across_weights()
#: As for links; but only full names are compared here.
_SAYS: Mapping[Agreement, str] = {**SAYS, "same": "the same full name"}
#: Score and reason of what is not one, where a veto says so, and where nothing speaks for it.
AGAINST, NOTHING = (-1.0, ""), (0.0, "")
Scored = tuple[float, str]


def scored(one: Thing, other: Thing, told: tuple[Told, Told]) -> Scored:
    """How sure two things are one (0..1), and why; `AGAINST` where something speaks against it. `told` is
    what their documents have to compare."""
    if one.kind == "source":
        return _sources(one, other)
    if one.kind == "event":
        return _events(one, other)
    if "person" in (one.type, other.type):
        return _persons(one, other, told) if one.type == other.type else AGAINST
    return _things(one, other)


def _persons(one: Thing, other: Thing, told: tuple[Told, Told]) -> Scored:
    how = agreement_of(one.name, other.name)
    if how == "conflict":
        return AGAINST
    score, reason = _WEIGHTS.persons.get(how, 0.0), _SAYS.get(how, "")
    if not score:
        return NOTHING
    years = [t.year for t in told]
    if all(years) and abs(years[0] - years[1]) >= _WEIGHTS.lifetimes:
        return AGAINST
    known = (told[0].persons & told[1].persons) - {fold(one.name), fold(other.name)}
    if len(known) >= _WEIGHTS.company:
        return score, f"{reason}; both documents speak of {len(known)} other persons"
    if not known:
        return score - _WEIGHTS.alone, f"{reason}; the documents share no other person"
    return score, reason


@lru_cache(maxsize=65536)
def agreement_of(one: str, other: str) -> Agreement:
    """How two names agree best."""
    words = naming_words(ENGLISH)
    return best_agreement(readings(one, words), readings(other, words), words)


def _things(one: Thing, other: Thing) -> Scored:
    """States and bodies: by a name that both have and that is none of a kind."""
    if one.type != other.type:
        return AGAINST
    forms = [{fold(n) for n in (t.name, *t.names)} for t in (one, other)]
    shared = sorted(n for n in forms[0] & forms[1] if not is_of_a_kind(n))
    if not shared:
        return NOTHING
    return _WEIGHTS.things["by_alias"], f'both are called "{shared[0]}"'


class _Kinds:
    """across.toml of a language pack, ready for look-up."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table("across")
        self.words = frozenset(w for n in (*table["kinds"], *table["qualifiers"]) for w in fold(n).split())


@lru_cache(maxsize=8)
def _kinds(pack: LanguagePack) -> _Kinds:
    return _Kinds(pack)


@lru_cache(maxsize=65536)
def is_of_a_kind(name: str, pack: LanguagePack = ENGLISH) -> bool:
    """Whether a name is that of a kind ("the Central Committee"), so that it says nothing across
    documents."""
    words = fold(name).split()
    return not words or all(word in _kinds(pack).words for word in words)


def _sources(one: Thing, other: Thing) -> Scored:
    """Things cited, as within one document, where what is cited says enough by itself."""
    if not _enough(one) or not _enough(other):
        return NOTHING
    if one.fields.year and other.fields.year and one.fields.year != other.fields.year:
        return NOTHING  # another edition
    a, b = (Cited(t.record, cast(CitationType, t.type), t.fields, 0) for t in (one, other))
    score, reason = likeness(a, b, likeness_words(ENGLISH))
    if not score:
        return AGAINST if reason else NOTHING
    score -= _WEIGHTS.sources["taken"]
    return (score, reason) if score >= _WEIGHTS.sources["least"] else NOTHING


def _enough(thing: Thing) -> bool:
    """Whether a source is described so far that it can be told from others of its kind."""
    f = thing.fields
    if f.doc_date and (f.archive or f.units or f.shelfmark):
        return True
    return bool(f.title and (f.authors or f.editors) and (f.year or f.doc_date))


def _events(one: Thing, other: Thing) -> Scored:
    """Events of one type and day: whether the same take part."""
    led = [_led_to(t) for t in (one, other)]
    if _of_two(one, other) or _apart(*led):
        return AGAINST
    told = f"both tell of one {one.type} on {one.day}"
    if one.agents and other.agents:
        return _by_the_same(told, bool(one.place and other.place) or all(led))
    if _share(one.names, other.names):
        return _WEIGHTS.events["shared"], f"{told} with the same participant"
    return NOTHING


def _led_to(event: Thing) -> list[str]:
    """Those to whom an event is done or led."""
    return [name for name in event.names if name not in event.agents]


def _by_the_same(told: str, more: bool) -> Scored:
    """Of events by the same agents, who share place or recipients too (`more`) or not."""
    if more:
        return _WEIGHTS.events["same_agents"], f"{told} by the same there, or for the same"
    return _WEIGHTS.events["agents_alone"], f"{told} by the same"


def _of_two(one: Thing, other: Thing) -> bool:
    """Whether type, day, place or agents say that two mentions are of two events."""
    if (one.type, one.day) != (other.type, other.day) or _apart(one.agents, other.agents):
        return True
    return bool(one.place and other.place) and fold(one.place) != fold(other.place)


def _apart(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both name somebody, and nobody is named by both."""
    return bool(some) and bool(others) and not _share(some, others)


def _share(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether somebody is in both: by full name, or as a body whose name is none of a kind."""
    rows = list(others)
    return any(_one(a, b) for a in some for b in rows)


def _one(a: str, b: str) -> bool:
    if fold(a) == fold(b):
        return not is_of_a_kind(a)
    return agreement_of(a, b) in ("same", "full", "variant", "initials")


__all__ = ["AGAINST", "agreement_of", "is_of_a_kind", "scored"]
