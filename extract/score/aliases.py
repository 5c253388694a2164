"""Names that annotators agreed on, as the table by which a scorer compares them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from regesta.extract.authority import Authority
from regesta.extract.authority.reading import Entry
from regesta.extract.score.compare import plain
from regesta.extract.score.gold import GoldError


def read_aliases(file: Path, known: Authority, group_words: frozenset[str]) -> Authority:
    """The names of a JSON file `{"canonical name": ["other name", ...]}`, and no others.

    What an actor is and which adjectives stand for it `known` says; one it does not know is a body where the
    name has one of `group_words`, else a person.
    Errors: GoldError for a file that is none.
    """
    try:
        table = json.loads(file.read_text("utf-8"))
        rows = {str(label): tuple(map(str, others)) for label, others in table.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise GoldError(
            f"{file} is no table of names ({error}). It must be a JSON object such as "
            '{"Keith Kyle": ["Kyle", "K. Kyle"]}.'
        ) from error
    entries = {label: _entry(label, others, known, group_words) for label, others in rows.items()}
    names: dict[str, tuple[str, ...]] = {}
    for label, others in rows.items():
        names |= dict.fromkeys((label, *others), (label,))
    return Authority(entries=entries, names=names)


def _entry(label: str, others: tuple[str, ...], known: Authority, group_words: frozenset[str]) -> Entry:
    same: Mapping[str, Entry] = {e.label: e for name in (label, *others) for e in known.of_name(name)}
    found = same.get(label) or next(iter(same.values()), None)
    body = not group_words.isdisjoint(plain(label).split())
    kind = found.kind if found is not None else "organisation" if body else "person"
    return Entry(
        label=label, kind=kind, aliases=others, adjectives=found.adjectives if found is not None else ()
    )
