"""The parts of one citation before its kind is known: what its atoms say each for itself, words still in
order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from regesta.extract.notes.atoms import URL, Atom, cut
from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.imprint import Imprint, comma_imprint, read_paren
from regesta.extract.notes.marks import (
    BARE_PAGES,
    EDITION,
    ISSUE,
    VOLUME,
    Mark,
    dates_in,
    read_marks,
    tail_marks,
)
from regesta.extract.text.lexicon import alternatives, words
from regesta.extract.text.names import helpers
from regesta.extract.text.shelfmarks import Shelfmark, archive_of

#: "ibid." within a citation: the document stands where the one before it does.
IBID = re.compile(rf"(?:in\s+)?(?:{alternatives('ibid')})\.?", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,6}(?:[ -][A-Z]{1,6})?")
_ROLE = re.compile(
    rf"(?:(?P<e>{alternatives('editor')})|(?P<t>{alternatives('translator')}))\.?", re.IGNORECASE
)
_BY = re.compile(
    rf"(?:(?P<e>{alternatives('editor_by')})|(?P<t>{alternatives('translator_by')}))\s*(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Words:
    """A stretch of words [start, end): part of authors, title or container; `first` and `order` number its
    first and last atom, `role` is what a bracket behind it says ("editor", "translator")."""

    start: int
    end: int
    text: str
    quoted: bool = False
    role: str = ""
    order: int = 0
    first: int = 0


@dataclass(slots=True)
class Parts:
    """Everything read off the atoms, in order; `dates` are (EDTF, start, end) of atoms that are nothing but a
    date."""

    words: list[Words] = field(default_factory=list)
    imprint: Imprint = field(default_factory=Imprint)
    archives: list[Words] = field(default_factory=list)
    marks: list[Shelfmark] = field(default_factory=list)
    mark_spans: list[tuple[int, int]] = field(default_factory=list)
    pages: str = ""
    volume: str = ""
    issue: str = ""
    document: str = ""
    edition: str = ""
    year: str = ""
    dates: list[tuple[str, int, int]] = field(default_factory=list)
    in_same_place: bool = False
    lent: list[tuple[str, int, int]] = field(default_factory=list)
    url: str = ""
    url_first: bool = False
    thesis: bool = False
    bracket_year: bool = False
    bracketed: bool = False
    volume_at: int = -1
    numbered: bool = False


def gather(text: str, start: int, end: int) -> Parts:
    """The parts of the piece text[start:end]; `text` is folded."""
    parts = Parts()
    parts.lent = [
        (d.edtf, start + d.start, start + d.end)
        for d in dates_in(text[start:end])
        if d.inferred and d.edtf.count("-") == 2
    ]
    atoms = _opened(cut(text, start, end))
    parts.numbered = any(
        a.kind == "text" and any(m.kind == "volume" for m in read_marks(a.text, 0)) for a in atoms
    )
    place = comma_imprint(atoms)
    used: set[int] = set()
    if place is not None:
        parts.imprint, used = place
    for k, atom in enumerate(atoms):
        if k in used:
            continue
        if atom.kind == "paren":
            _paren(parts, atom)
        elif atom.kind == "shelf" and atom.mark is not None:
            parts.marks.append(atom.mark)
            parts.mark_spans.append((atom.start, atom.end))
        elif atom.kind == "archive":
            parts.archives.append(Words(atom.start, atom.end, atom.text, order=k, first=k))
        elif atom.kind == "url":
            parts.url = atom.text.strip("<> ")
            parts.url_first = k == 0
        elif atom.kind == "quote":
            inner = atom.text[1:-1].rstrip(" ,")
            if re.search(r"(?<![A-Z.])\.$", inner):
                inner = inner[:-1]
            parts.words.append(
                Words(
                    atom.start + 1,
                    atom.start + 1 + len(inner),
                    inner.rstrip(" ,."),
                    quoted=True,
                    order=k,
                    first=k,
                )
            )
        else:
            following = atoms[k + 1] if k + 1 < len(atoms) else None
            if (
                following is not None
                and following.kind == "shelf"
                and following.mark is not None
                and not parts.archives
                and _ACRONYM.fullmatch(atom.text)
                and following.mark.type == "archival_document"
            ):
                # an acronym before a shelfmark is an archive, known or not
                parts.archives.append(Words(atom.start, atom.end, atom.text, order=k, first=k))
                continue
            if IBID.fullmatch(atom.text):
                parts.in_same_place = True
                continue
            later = any(_dated(a) for a in atoms[k + 1 :]) or bool(parts.imprint.year)
            pages_only = all(
                a.kind == "text" and BARE_PAGES.fullmatch(a.text.strip(" :.")) for a in atoms[k:]
            )
            _text(
                parts,
                atom,
                k,
                later_year=later,
                year_follows=following is not None and following.kind == "paren" and _dated(following),
                last=pages_only or k == len(atoms) - 1 or all(a.kind in ("url",) for a in atoms[k + 1 :]),
            )
    return parts


def _opened(atoms: list[Atom]) -> list[Atom]:
    """Atoms that begin with a mark and go on ("Vol. 9. Shanghai: ...") opened into two."""
    out: list[Atom] = []
    for atom in atoms:
        m = None
        if atom.kind == "text":
            m = next(
                (
                    m
                    for p in (VOLUME, ISSUE, EDITION)
                    if (m := p.match(atom.text))
                    and re.match(r"[.:]?\s+[A-Z]|\s*:\s*\w", atom.text[m.end() :])
                ),
                None,
            )
        if m is None or read_marks(atom.text, 0):
            out.append(atom)
            continue
        rest = m.end() + len(atom.text[m.end() :]) - len(atom.text[m.end() :].lstrip(".: "))
        out.append(Atom("text", atom.start, atom.start + m.end(), atom.text[: m.end()], glued=atom.glued))
        out.append(Atom("text", atom.start + rest, atom.end, atom.text[rest:]))
    return out


def _paren(parts: Parts, atom: Atom) -> None:
    read = read_paren(atom.text[1:-1])
    if read.accessed:
        parts.imprint = parts.imprint.filled(accessed=read.accessed)
        return
    if (
        read.role
        and not (read.place or read.publisher or read.year)
        and parts.words
        and not read.editors
        and not read.translators
    ):
        parts.words[-1].role = read.role
        return
    parts.thesis = parts.thesis or read.thesis
    parts.bracket_year = parts.bracket_year or bool(read.year and not read.place and not read.publisher)
    parts.bracketed = parts.bracketed or bool(read.place or read.publisher)
    parts.edition = parts.edition or read.edition
    if read.date:
        parts.dates.append((read.date, atom.start, atom.end))
    parts.imprint = parts.imprint.filled(
        place=read.place,
        publisher=read.publisher,
        year=read.year,
        editors=read.editors,
        translators=read.translators,
        accessed=read.accessed,
        role=read.role,
    )


def _dated(atom: Atom) -> bool:
    """Whether an atom is a year or carries an imprint with one."""
    if atom.kind == "paren":
        return bool(read_paren(atom.text[1:-1]).year)
    return atom.kind == "text" and any(m.kind == "year" for m in read_marks(atom.text, 0))


def _text(parts: Parts, atom: Atom, k: int, *, last: bool, later_year: bool, year_follows: bool) -> None:
    found = read_marks(atom.text, atom.start, parts.lent)
    before = parts.words[-1] if parts.words else None
    if (
        before is not None
        and len(found) == 1
        and found[0].kind == "year"
        and _titles_year(found[0].value, before, later_year)
    ):
        before.end, before.order = atom.end, k
        before.text = f"{before.text}, {atom.text}"
        return
    role = _ROLE.fullmatch(atom.text)
    if role and before is not None:
        before.role = "editor" if role["e"] else "translator"
        return
    if found:
        for mark in found:
            _take(parts, mark)
        if any(m.kind == "volume" for m in found):
            parts.volume_at = k
        return
    if before is not None and words("remarks").match(atom.text):
        return
    if re.fullmatch(r"passim\.?", atom.text.strip(), re.IGNORECASE):
        return
    if re.fullmatch(r"[IVXLC]+", atom.text.strip(" .")) and re.search(r"vol", parts.volume, re.IGNORECASE):
        # "2 vols. (London, 1956), II, 412"
        parts.volume = atom.text.strip(" .")
        return
    if (
        re.fullmatch(r"[IVXLC]+|[ivxlc]+", atom.text.strip(" ."))
        and not parts.volume
        and any(words("document_series", case=True).match(w.text) for w in parts.words)
    ):
        parts.volume = atom.text.strip(" .")
        return
    if (
        re.fullmatch(r"\d{1,3}|[ivxlc]+|[IVXLC]+", atom.text.strip())
        and year_follows
        and before is not None
        and not parts.volume
    ):
        # "Foreign Affairs, 45 (1967)", "Historical Journal, xxix (1986)"
        parts.volume = atom.text.strip()
        return
    if (
        re.fullmatch(r"\d{1,3}", atom.text.strip())
        and year_follows
        and before is not None
        and parts.volume
        and not parts.issue
    ):
        # "International Affairs 54, 1 (1978)"
        parts.issue = atom.text.strip()
        return
    if re.fullmatch(
        r"(?:unpublished|forthcoming|in press|n\.d\.?|[IVXLC]+)",
        atom.text.strip(" ."),
        re.IGNORECASE if len(atom.text) > 6 else 0,
    ):
        return
    bare = BARE_PAGES.fullmatch(atom.text.strip(" :."))
    if bare and (atom.glued or last or parts.pages):
        parts.pages = f"{parts.pages}, {bare['v']}" if parts.pages and not atom.glued else bare["v"]
        return
    if re.fullmatch(r"[A-D]-?\d{1,2}", atom.text.strip()) and parts.dates and not parts.pages:
        # a newspaper's section and page
        parts.pages = atom.text.strip()
        return
    accessed = re.match(
        r"(?:last )?(?:accessed|retrieved|consulted)\b(?: on)?:?\s*", atom.text, re.IGNORECASE
    )
    if accessed:
        parts.imprint = parts.imprint.filled(accessed=atom.text[accessed.end() :])
        return
    if words("thesis").search(atom.text) and len(atom.text.split()) <= 8:
        parts.thesis = True
        return
    by = _BY.match(atom.text)
    if by and before is not None:
        name = helpers(atom.text[by.end() :].strip(" ."))
        parts.imprint = (
            parts.imprint.filled(editors=name) if by["e"] else parts.imprint.filled(translators=name)
        )
        return
    url = URL.search(atom.text)
    if url:
        parts.url = parts.url or url.group()
    # a journal's volume may end its name; a first stretch of words is no journal
    cut_at, tail = tail_marks(atom.text, atom.start) if before is not None else (len(atom.text), [])
    if any(m.kind == "volume" for m in tail) and (kind_of(atom.text) or (parts.numbered and len(tail) == 1)):
        # "Resolution 2" is no volume, nor is a number before a volume that says it is one
        cut_at, tail = len(atom.text), []
    for mark in tail:
        _take(parts, mark)
    body = atom.text[:cut_at]
    if archive_of(body):
        parts.archives.append(Words(atom.start, atom.start + cut_at, body, order=k, first=k))
        return
    parts.words.append(Words(atom.start, atom.start + cut_at, body, order=k, first=k))


def _titles_year(year: str, before: Words, later: bool) -> bool:
    """Whether a year between commas ends the title ("..., 1945-1954"): another year follows, or it is a span
    of years; never behind a series."""
    if before.quoted or words("document_series", case=True).match(before.text):
        return False
    return later or "-" in year


def _take(parts: Parts, mark: Mark) -> None:
    if mark.kind == "pages":
        parts.pages = f"{parts.pages}, {mark.value}" if parts.pages else mark.value
    elif mark.kind == "date":
        parts.dates.append((mark.value, mark.start, mark.end))
    elif mark.kind == "year":
        parts.year = parts.year or mark.value
    elif mark.kind == "volume":
        parts.volume = parts.volume or mark.value
    elif mark.kind == "issue":
        parts.issue = parts.issue or mark.value
    elif mark.kind == "document":
        parts.document = parts.document or mark.value
    elif mark.kind == "edition":
        parts.edition = parts.edition or mark.value
