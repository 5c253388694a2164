"""Sources as BibTeX, written by pybtex, for Zotero, JabRef and LaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from regesta.extract.notes.reference_formats import TYPES, holding, own_authors, parted, parties_of
from regesta.extract.record import Fields, Source
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.names import NameWords, name_words

#: BibTeX entry -> its field for what a source stands in, and for who published it.
_CONTAINER = {"article": "journal", "incollection": "booktitle", "book": "series", "techreport": "type"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
#: What pybtex takes for LaTeX already and leaves as it is; the rest (& % $ # _) it escapes itself.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
#: Fields that styles hand to \url, which wants them as they are.
_VERBATIM = ("url",)


class _Writer(Writer):  # type: ignore[misc]  # pybtex is not typed
    """pybtex's writer, addresses left as they are."""

    def _write_field(self, stream: Any, type: str, value: str) -> None:
        if type in _VERBATIM:
            stream.write(f",\n    {type} = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)


def bibtex(sources: Iterable[Source], pack: LanguagePack = ENGLISH) -> str:
    """The sources as a BibTeX file in UTF-8, one entry each in the order given; keys are family name, year
    and a letter where two agree."""
    used: set[str] = set()
    words = name_words(pack)
    rows = [(_unique(_key(s), used), _entry(s, words)) for s in sources]
    return str(_Writer(encoding="UTF-8").to_string(BibliographyData(rows)))


def _entry(source: Source, words: NameWords) -> Any:
    f = source.fields
    kind = TYPES[source.type][0]
    if kind == "incollection" and not f.container:
        kind = "misc"
    rows = {**_print(source, kind), **_numbers(f), **_kept(source)}
    fields = [(name, value) for name, value in rows.items() if value and value != "{}"]
    return Entry(kind, fields, {role: people for role, people in _people(f, words).items() if people})


def _print(source: Source, kind: str) -> dict[str, str]:
    """Title, and what it was printed in, where and by whom."""
    f = source.fields
    return {
        "title": f"{{{_latex(f.title or source.label)}}}",
        _CONTAINER.get(kind, "howpublished"): _latex(f.container),
        _PUBLISHER.get(kind, "publisher"): _latex(_publisher(f, kind)),
        "address": _latex(f.place),
    }


def _numbers(f: Fields) -> dict[str, str]:
    """Dates and numbers."""
    return {
        "year": _latex(f.year or f.doc_date[:4]),
        "date": _latex(f.doc_date),
        "volume": _latex(f.volume),
        "number": _latex(f.issue or f.doc_number),
        "edition": _latex(f.edition),
        "pages": _latex(re.sub(r"\s*-+\s*", "--", f.pages)),
    }


def _kept(source: Source) -> dict[str, str]:
    """Where it is to be had: its address, and the archives that hold it."""
    f = source.fields
    holdings = [holding(h.archive, h.path) for h in source.held_in]
    return {
        "url": re.sub(r"[\s{}]", "", f.url),
        "urldate": _latex(f.accessed),
        "language": _latex(f.language),
        # Zotero keeps it as "Loc. in Archive"
        "location": _latex("".join(holdings[:1])),
        "note": _latex("; ".join(p for p in (_parties(f), *holdings) if p)),
    }


def _people(f: Fields, words: NameWords) -> dict[str, list[Any]]:
    """Authors (of a letter its senders), editors and translators."""
    own = own_authors(f)
    authors = _persons([name for name, _ in own], [family for _, family in own], words)
    return {
        "author": authors or _persons(parties_of(f.sender, words), (), words),
        "editor": _persons(f.editors, (), words),
        "translator": _persons(f.translators, (), words),
    }


def _persons(names: Sequence[str], families: Sequence[str], words: NameWords) -> list[Any]:
    return [_person(n, words, families[k] if k < len(families) else "") for k, n in enumerate(names)]


def _person(name: str, words: NameWords, family: str) -> Any:
    """A person of two names, or a body whose words stay together."""
    last, first = parted(name, words, family)
    person = Person()
    person.last_names = [_latex(last) if first else f"{{{_latex(last)}}}"]
    person.first_names = [_latex(first)] if first else []
    return person


def _publisher(f: Fields, kind: str) -> str:
    """Who published it; a thesis without a publisher stands in its university."""
    return f.publisher or (f.container if kind == "phdthesis" else "")


def _key(source: Source) -> str:
    f = source.fields
    named = (*f.authors, *f.editors, f.sender, f.container, f.title, source.type)
    who = next(name for name in named if name)
    plain = unicodedata.normalize("NFKD", who)
    word = (
        re.sub(r"[^A-Za-z0-9]", "", "".join(c for c in plain if not unicodedata.combining(c)).title())[:24]
        or "Source"
    )
    return f"{word}{(f.year or f.doc_date)[:4]}"


def _unique(key: str, used: set[str]) -> str:
    """The key with the first letters behind it that make it new, without regard to case, as BibTeX reads
    keys."""
    count, made = 0, key
    while made.casefold() in used:
        count += 1
        rest, suffix = count, ""
        while rest:
            rest, letter = divmod(rest - 1, 26)
            suffix = chr(ord("a") + letter) + suffix
        made = key + suffix
    used.add(made.casefold())
    return made


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(_LATEX)


def _parties(f: Fields) -> str:
    if f.sender and f.recipient:
        return f"{f.sender} to {f.recipient}"
    return f.sender


__all__ = ["bibtex"]
