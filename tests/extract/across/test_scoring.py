"""When two things of different documents are one: precision before recall."""

from __future__ import annotations

import pytest

from regesta.extract.across.scoring import AGAINST, is_of_a_kind, scored
from regesta.extract.across.things import Thing, Told, keys_of
from regesta.extract.across.weights import across_weights
from regesta.extract.record import Fields

SAME_WORLD = frozenset({"ann berg", "paul dorn", "otto falk", "eva grau"})


def person(name: str, document: str) -> Thing:
    return Thing(kind="actor", document=document, record=f"actor-{document}", type="person", name=name)


def told(year: int = 1950, persons: frozenset[str] = SAME_WORLD) -> Told:
    return Told((), year, persons)


@pytest.mark.parametrize(
    ("one", "other", "proposed"),
    [
        ("Harold Pembury", "Harold J. Pembury", True),
        ("Viktor Veresov", "Victor Veresoff", True),
        ("Harold J. Pembury", "H. J. Pembury", True),
        ("Harold Pembury", "Pembury", False),
        ("Harold Pembury", "Edmund Pembury", False),
        ("Harold J. Pembury", "Harold K. Pembury", False),
        ("H. J. Pembury", "E. J. Pembury", False),
    ],
)
def test_persons_by_full_names(one: str, other: str, proposed: bool) -> None:
    score, reason = scored(person(one, "a"), person(other, "b"), (told(), told()))
    assert (score >= across_weights().possible) is proposed
    assert bool(reason) or not proposed


def test_nobody_lives_in_two_centuries_and_strangers_are_less_sure() -> None:
    pair = person("Harold Pembury", "a"), person("Harold Pembury", "b")
    assert scored(*pair, (told(1850), told(1950))) == AGAINST
    assert scored(*pair, (told(), told(persons=frozenset())))[0] < scored(*pair, (told(), told()))[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Committee", True),
        ("the Central Committee", True),
        ("Foreign Ministry", True),
        ("Royal Boundary Commission", False),
        ("Carvonia", False),
    ],
)
def test_names_of_a_kind(name: str, expected: bool) -> None:
    assert is_of_a_kind(name) is expected
    things = [
        Thing(kind="actor", document=d, record=d, type="organisation", name=name, names=(name,)) for d in "ab"
    ]
    assert (scored(*things, (told(), told()))[0] == 0) is expected


def source(document: str, **fields: object) -> Thing:
    told = Fields(**fields)  # type: ignore[arg-type]
    kind = "archival_document" if told.archive else "book"
    return Thing(kind="source", document=document, record=document, type=kind, name="", fields=told)


def test_works_and_documents() -> None:
    work = {"authors": ("Kettering",), "title": "The Origins of the Dornbach Rising", "year": "1971"}
    letter = {"sender": "Pembury", "recipient": "Vosper", "archive": "NAC", "doc_date": "1951-03-12"}
    shelf = {"units": (("box", "22"), ("folder", "3")), "shelfmark": "box 22, folder 3"}
    both = (told(), told())
    assert scored(source("a", **work), source("b", **work), both)[0] >= 0.8
    assert scored(source("a", **work), source("b", **work | {"year": "1988"}), both)[0] < 0.8
    assert scored(source("a", **work), source("b", title=work["title"]), both)[0] == 0
    assert scored(source("a", **letter, **shelf), source("b", **letter, **shelf), both)[0] >= 0.8
    other = letter | {"doc_date": "1951-03-13"}
    assert scored(source("a", **letter, **shelf), source("b", **other, **shelf), both)[0] < 0.8


def event(document: str, **said: object) -> Thing:
    row = {"type": "Order", "name": "", "day": "1951-03-12", "names": ("Ann Berg",), "agents": ("Ann Berg",)}
    return Thing(kind="event", document=document, record=document, **(row | said))  # type: ignore[arg-type]


def test_events_by_day_type_and_who_takes_part() -> None:
    both = (told(), told())
    named = {"names": ("A. Berg", "Committee"), "agents": ()}
    led = {"names": ("Ann Berg", "Otto Falk")}
    assert scored(event("a", **led), event("b", **led), both)[0] == 0.85
    assert scored(event("a", place="Kolberg"), event("b", place="Kolberg"), both)[0] == 0.85
    assert scored(event("a"), event("b"), both)[0] < across_weights().possible
    assert scored(event("a", **led), event("b", names=("Ann Berg", "Eva Grau")), both) == AGAINST
    assert scored(event("a"), event("b", type="Meeting"), both) == AGAINST
    assert scored(event("a", place="Dornbach"), event("b", place="Kolberg"), both) == AGAINST
    assert scored(event("a"), event("b", agents=("Otto Falk",), names=("Otto Falk",)), both) == AGAINST
    assert scored(event("a", agents=(), names=("Committee",)), event("b", **named), both)[0] <= 0


def test_only_what_has_a_key_in_common_is_compared() -> None:
    assert set(keys_of(person("Victor Veresoff", "a"))) & set(keys_of(person("V. Veresov", "b")))
    assert not list(keys_of(person("Veresov", "a")))
