"""Whom of the authority a document may mean: nobody of another age, and nobody by letters that the document
itself gives to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Authority, Entry
from regesta.extract.authority.reading import build, fold
from regesta.extract.propose.mentions.abbreviations import defined_forms, long_form_of
from regesta.extract.propose.mentions.eras import active_years, years_told

#: So many sentences say of what time they are. Set by judgement.
_FEW = 20


def contemporaries(annotated: AnnotatedDocument, authority: Authority) -> Authority:
    """The part of an authority that a document may mean: its persons who were grown up and alive in a year
    that the document names, and its abbreviations but for those that the document writes out otherwise.

    A person of a table with an era is left out where the document names no year; but a few sentences without
    a year may be of any time.
    """
    years = years_told(annotated)
    if not years and len(annotated.sentences) < _FEW:
        return authority
    defined = dict(defined_forms(annotated))
    entries = [_without_letters(e, defined) for e in authority.entries.values() if _may_be_meant(e, years)]
    same = entries == list(authority.entries.values())
    return authority if same else build(entries)


def _may_be_meant(entry: Entry, years: Sequence[int]) -> bool:
    """Whether an entry is no person of another age than the years named."""
    active = active_years(entry) if entry.kind == "person" else None
    if active is None:
        return True
    if not years:
        return not entry.era
    return any(active[0] <= year <= active[1] for year in years)


def _without_letters(entry: Entry, defined: Mapping[str, str]) -> Entry:
    """An entry without the abbreviations that stand for something else in the document."""
    lost = [a for a in entry.aliases if a in defined and _means_another(entry, a, defined[a])]
    return replace(entry, aliases=tuple(a for a in entry.aliases if a not in lost)) if lost else entry


def _means_another(entry: Entry, short: str, long: str) -> bool:
    """Whether letters abbreviate a name of the entry that ends in another word than what the document has
    them stand for."""
    written_out = [n for n in (entry.label, *entry.aliases) if " " in n and long_form_of(short, n)]
    last = fold(long).split()[-1]
    return bool(written_out) and all(fold(n).split()[-1] != last for n in written_out)
