"""In which way a citation serves a claim: as the work that makes it, as evidence, for information, or against
it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from regesta.extract.authority.reading import fold
from regesta.extract.record import Citation, Claim, Decision, Event

_REACH = 40


@cache
def _cues() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(resources.files("regesta.graph.map").joinpath("roles.toml").read_text("utf-8"))
    return {role: tuple(words) for role, words in data.items()}


def evidence_role(text: str, statement: Claim | Event | Decision, citation: Citation) -> str:
    """A notation of the scheme evidence-role.

    `statement` when a scholar's claim cites a work by that scholar; else by the words up to 40 characters
    before the citation and at its beginning (`roles.toml`); else `evidence`.
    """
    if isinstance(statement, Claim) and statement.voice in ("scholar", "school"):
        families = {fold(a) for a in citation.fields.authors}
        names = {
            part
            for holder in statement.holder
            for part in (fold(holder).split()[:1] + fold(holder).split()[-1:])
        }
        if families & names:
            return "statement"
    start = citation.span[0]
    lead = " ".join(text[max(0, start - _REACH) : start + _REACH].split()).lower()
    for role, cues in _cues().items():
        if any(cue in lead for cue in cues):
            return role
    return "evidence"
