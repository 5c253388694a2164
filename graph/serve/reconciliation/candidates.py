"""Which things a query may mean, how well each fits, and whether one is beyond doubt.

Persons' names are compared as links to authorities are (`extract.link`), and the same scores say when a match
is sure: at `exact`, with no other candidate as near as `near`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from regesta.extract.link.naming import SCORES, agreement, naming_words, readings
from regesta.extract.link.weights import link_weights
from regesta.extract.text.languages import ENGLISH
from regesta.graph.serve.reconciliation.asked import Asked, Condition
from regesta.graph.serve.reconciliation.entities import Entities, Entity, entities_of
from regesta.graph.serve.reconciliation.values import Held, Value, held, with_value
from regesta.graph.serve.reconciliation.vocabulary import Term, Vocabulary, vocabulary_of
from regesta.graph.serve.search.index import folded
from regesta.graph.serve.shared import Site

_WEIGHTS = link_weights()
#: What a name is worth at most that is only spelt alike: below `exact`, so that it is never beyond doubt.
_SPELT = 0.8
#: What the properties of a query weigh beside its name: the name tells most, as in OpenRefine's own advice.
_PROPERTIES = 0.4
#: What is left of a score where a wished type ("should") is missing.
_OTHER_TYPE = 0.8
#: A name less alike is nobody's: most letters differ.
_LEAST = 0.4
#: A property agrees from here on: more than half of the letters.
_AGREES = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing a query may mean, its score (0 to 1) and how the parts of it came out, and whether it is beyond
    doubt."""

    entity: Entity
    score: float
    features: Mapping[str, float]
    match: bool = False


async def candidates(site: Site, asked: Sequence[Asked]) -> list[list[Candidate]]:
    """The candidates of each query, best first."""
    entities, vocabulary = await entities_of(site), await vocabulary_of(site)
    found = [await _looked_up(site, one, entities, vocabulary) for one in asked]
    terms = {c.property: t for one in asked for c in one.conditions if (t := vocabulary.property(c.property))}
    every = {e.id: e for listed in found for e in listed} if terms else {}
    values = await held(site, every.values(), list(terms.values()))
    known = {given: term.id for given, term in terms.items()}
    return [
        await asyncio.to_thread(_ranked, one, listed, values, known)
        for one, listed in zip(asked, found, strict=True)
    ]


async def _looked_up(site: Site, asked: Asked, entities: Entities, vocabulary: Vocabulary) -> list[Entity]:
    """What may fit: by identifier, by name, or where there is neither by the values of its properties."""
    listed: Iterable[Entity] = ()
    if asked.id or entities.get(asked.name):
        thing = entities.get(asked.id or asked.name)
        listed = [thing] if thing else []
    elif asked.name:
        listed = await asyncio.to_thread(entities.alike, asked.name)
    else:
        listed = await _by_properties(site, asked, entities, vocabulary)
    return [e for e in listed if asked.strict == "should" or _has_type(e, asked, vocabulary)]


async def _by_properties(
    site: Site, asked: Asked, entities: Entities, vocabulary: Vocabulary
) -> list[Entity]:
    wanted: list[tuple[Term, str]] = [
        (term, value)
        for c in asked.conditions
        if c.quantifier != "none" and (term := vocabulary.property(c.property))
        for value in c.values
    ]
    found = [e for term, value in wanted for e in await with_value(site, term, value, entities)]
    return list({e.id: e for e in found}.values())


def _has_type(entity: Entity, asked: Asked, vocabulary: Vocabulary) -> bool:
    if not asked.types:
        return True
    wanted = [t.id if (t := vocabulary.type(given)) else given for given in asked.types]
    enough = all if asked.strict == "all" else any
    return enough(name in entity.types for name in wanted)


def _ranked(
    asked: Asked, listed: Sequence[Entity], values: Held, known: Mapping[str, str]
) -> list[Candidate]:
    scored = [_scored(asked, entity, values, known) for entity in listed]
    kept = sorted((c for c in scored if c is not None), key=lambda c: (-c.score, c.entity.label, c.entity.id))
    if kept and _beyond_doubt(kept):
        best = kept[0]
        kept[0] = Candidate(best.entity, best.score, best.features, match=True)
    return kept[: asked.limit]


def _beyond_doubt(ranked: Sequence[Candidate]) -> bool:
    """Whether the first is as sure as an exact link, none of its properties says otherwise, and no other is
    near."""
    best = ranked[0]
    told = [value for name, value in best.features.items() if name != "name"]
    alone = len(ranked) == 1 or best.score - ranked[1].score > _WEIGHTS.near
    return best.score >= _WEIGHTS.exact and alone and all(value >= _AGREES for value in told)


def _scored(asked: Asked, entity: Entity, values: Held, known: Mapping[str, str]) -> Candidate | None:
    """A thing with its score; None where its name is another or it lacks what is required."""
    told = _told(asked, entity, values, known)
    if told is None:
        return None
    score = sum(told.values()) / len(told) if told else 0.0
    features = dict(told)
    if asked.name or asked.id:
        name = 1.0 if asked.id else _likeness(asked.name, entity)
        if name < _LEAST:
            return None
        score = (1 - _PROPERTIES) * name + _PROPERTIES * score if told else name
        features = {"name": name} | features
    if asked.types and asked.strict == "should" and not set(map(_last, asked.types)) & set(entity.types):
        score *= _OTHER_TYPE
    return Candidate(entity, round(score, 4), {k: round(v, 4) for k, v in features.items()})


def _told(asked: Asked, entity: Entity, values: Held, known: Mapping[str, str]) -> Mapping[str, float] | None:
    """How well each property fits; None where one does not that is required. A property nobody has here says
    nothing."""
    told: dict[str, float] = {}
    for condition in asked.conditions:
        if (name := known.get(condition.property)) is None:
            continue
        told[name] = _fits(condition, values.get((entity.id, name), ()))
        if condition.required and told[name] < _AGREES:
            return None
    return told


def _last(given: str) -> str:
    return given.rsplit("#", 1)[-1].removeprefix("rg:")


def _likeness(asked: str, entity: Entity) -> float:
    """How well a name fits the best of a thing's names, or its identifier."""
    if asked in (entity.id, entity.iri):
        return 1.0
    wanted = folded(asked)
    alias = _WEIGHTS.taken.person_by_alias if "Person" in entity.types else _WEIGHTS.taken.thing_by_alias
    return max(
        _one_likeness(asked, wanted, name, "Person" in entity.types) - (alias if name != entity.label else 0)
        for name in entity.names
    )


def _one_likeness(asked: str, wanted: str, name: str, person: bool) -> float:
    said = folded(name)
    if said == wanted:
        return 1.0
    spelt = _SPELT * fuzz.token_sort_ratio(wanted, said) / 100
    if not person:
        return spelt
    words = naming_words(ENGLISH)
    ways = {agreement(a, b, words) for a, b in product(readings(asked, words), readings(name, words))}
    if "conflict" in ways and ways <= {"conflict", "other"}:
        return min(spelt, _WEIGHTS.doubt)  # the family name is one, who it is, is not
    return max(spelt, *(SCORES[how] for how in ways)) if ways else spelt


def _fits(condition: Condition, values: Collection[Value]) -> float:
    """How well the values of a property are what a condition says."""
    if not condition.values:
        return 0.0
    best = [max((_same(wanted, value) for value in values), default=0.0) for wanted in condition.values]
    if condition.quantifier == "none":
        return 1.0 - max(best)
    return min(best) if condition.quantifier == "all" else max(best)


def _same(wanted: str, value: Value) -> float:
    if (value.iri and value.iri.endswith("/" + wanted.lstrip("/"))) or wanted in (value.iri, value.text):
        return 1.0
    one, other = folded(wanted), folded(value.text)
    if one == other:
        return 1.0
    if wanted[:4].isdecimal() or value.text[:4].isdecimal():  # a year is the day's year; no number is alike
        return 1.0 if value.text.startswith(wanted) or wanted.startswith(value.text) else 0.0
    return fuzz.token_set_ratio(one, other) / 100
