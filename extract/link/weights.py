"""The numbers by which links to authorities are weighed: weights.toml, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from regesta.extract.text.schema import read_schema


@dataclass(frozen=True, slots=True)
class AgreementScores:
    """How sure (0..1) each agreement of two names makes us that they are one person's."""

    same: float
    full: float
    variant: float
    initials: float
    initial: float
    family: float
    conflict: float
    other: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken off the score of a fit."""

    suffix: float
    contradicted: float
    common: float
    teeming: float
    person_by_alias: float
    thing_by_alias: float


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to the score of a fit when fits are ranked."""

    middle: float


@dataclass(frozen=True, slots=True)
class Remains:
    """The share of a score that remains."""

    scholar: float
    out_of_time: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """From which likeness (0..100) on, and for which length in letters, spellings are taken for one."""

    alike: float
    longer: int
    alike_given: float
    initial: int
    thing_longer: int
    thing_alike: float
    thing_alike_sure: float
    other_kind: float


@dataclass(frozen=True, slots=True)
class Lives:
    """Years of a life."""

    grown: int


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """weights.toml; what each number is stands there."""

    exact: float
    near: float
    doubt: float
    common: int
    teeming: int
    agreement: AgreementScores
    taken: Taken
    added: Added
    remains: Remains
    spelling: Spelling
    lives: Lives


@cache
def link_weights() -> LinkWeights:
    """The shipped weights."""
    file = resources.files("regesta.extract.link").joinpath("weights.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return read_schema(LinkWeights, table, "extract/link/weights.toml")
