"""Gathers the parts of one citation: each atom goes where its kind belongs, a stretch between commas where
the first rule that knows it puts it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from regesta.extract.notes import contributors, holders, numbering
from regesta.extract.notes.atoms import URL, Atom, cut
from regesta.extract.notes.imprint import comma_imprint, imprint_patterns, read_paren
from regesta.extract.notes.marks import dates_in, mark_patterns, read_marks
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.notes.taking import Taking, part_patterns
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import archive_of

#: What opens a stretch that begins with a number and goes on: a capital behind a stop, or words behind a
#: colon.
_GOES_ON = re.compile(r"[.:]?\s+[A-Z]|\s*:\s*\w")
#: A stretch that names the kind of thesis has at most this many words.
LONGEST_THESIS = 8


def gather(text: str, start: int, end: int, words: CitationWords, year: str = "") -> Parts:
    """The parts of the piece text[start:end]; `text` is folded; `year` is one that stood before it."""
    atoms = _opened(cut(text, start, end, words), words)
    parts = Parts(
        year=year,
        lent=[
            (d.edtf, start + d.start, start + d.end)
            for d in dates_in(text[start:end], words)
            if d.inferred and d.edtf.count("-") == 2
        ],
        numbered=any(
            a.kind == "text" and any(m.kind == "volume" for m in read_marks(a.text, 0, words)) for a in atoms
        ),
    )
    place = comma_imprint(atoms, words)
    used: set[int] = set()
    if place is not None:
        parts.imprint, used = place
    for k in range(len(atoms)):
        if k not in used:
            _take(Taking(parts, atoms, k, words))
    parts.settle()
    return parts


def _opened(atoms: Sequence[Atom], words: CitationWords) -> list[Atom]:
    """Atoms that begin with a mark and go on ("Vol. 9. Shanghai: ...") opened into two."""
    patterns, of_series = mark_patterns(words), part_patterns(words).of_series

    def goes_on(text: str, at: int) -> bool:
        return bool(_GOES_ON.match(text[at:]) or of_series.match(text[at:]))

    out: list[Atom] = []
    for atom in atoms:
        m = None
        if atom.kind == "text":
            opening = (p.match(atom.text) for p in (patterns.volume, patterns.issue, patterns.edition))
            m = next((m for m in opening if m and goes_on(atom.text, m.end())), None)
        if m is None or read_marks(atom.text, 0, words):
            out.append(atom)
            continue
        rest = m.end() + len(atom.text[m.end() :]) - len(atom.text[m.end() :].lstrip(".: "))
        out.append(Atom("text", atom.start, atom.start + m.end(), atom.text[: m.end()], glued=atom.glued))
        out.append(Atom("text", atom.start + rest, atom.end, atom.text[rest:]))
    return out


def _take(at: Taking) -> None:
    """Puts the atom where its kind belongs."""
    atom, parts = at.atom, at.parts
    if atom.kind == "paren":
        _bracket(parts, atom, at.words)
    elif atom.kind == "shelf" and atom.mark is not None:
        parts.marks.append(atom.mark)
        parts.mark_spans.append((atom.start, atom.end))
    elif atom.kind == "archive":
        parts.archives.append(at.stretch(atom.text))
    elif atom.kind == "url":
        parts.url = "".join(atom.text.strip("<>").split())
        parts.url_first = at.k == 0
    elif atom.kind == "quote" and _is_entry(at):
        parts.pages = f"{parts.pages} {atom.text}"
    elif atom.kind == "quote":
        parts.words.append(_quoted(atom, at.k))
    else:
        next(rule for rule in _TEXT_RULES if rule(at))


def _is_entry(at: Taking) -> bool:
    """Whether the atom is the word of a dictionary that "s.v." announces."""
    before = at.atoms[at.k - 1] if at.k else None
    return before is not None and bool(part_patterns(at.words).under_word.fullmatch(before.text))


def _quoted(atom: Atom, k: int) -> Words:
    """A title in quotation marks, without them and the comma or full stop before the closing one."""
    inner = atom.text[1:-1].rstrip(" ,")
    if re.search(r"(?<![A-Z.])\.$", inner):
        inner = inner[:-1]
    begin = atom.start + 1
    return Words(begin, begin + len(inner), inner.rstrip(" ,."), quoted=True, order=k, first=k)


def _bracket(parts: Parts, atom: Atom, words: CitationWords) -> None:
    """An imprint, a role, an edition or a date in a bracket."""
    read = read_paren(atom.text[1:-1], words)
    if read.accessed:
        parts.imprint = parts.imprint.filled(accessed=read.accessed)
        return
    printed = bool(read.place or read.publisher)
    named = read.editors or read.translators
    if read.role and not (printed or read.year or named) and parts.words:
        parts.words[-1].role = read.role
        return
    parts.thesis |= read.thesis
    parts.bracket_year |= bool(read.year) and not printed
    parts.bracketed |= printed
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


def _under_word(at: Taking) -> bool:
    """The word of a dictionary under which something stands: "s.v. oil"."""
    m = part_patterns(at.words).under_word.match(at.atom.text)
    if m is None or at.before is None:
        return False
    at.parts.pages = ", ".join(p for p in (at.parts.pages, at.atom.text) if p)
    return True


def _same_place(at: Taking) -> bool:
    """ "ibid." within a citation."""
    if not part_patterns(at.words).ibid.fullmatch(at.atom.text):
        return False
    at.parts.in_same_place = True
    return True


def _year_of_title(at: Taking) -> bool:
    """A year between commas that ends the title ("..., 1945-1954"): another year follows, or it is a span of
    years; never behind a series."""
    found = read_marks(at.atom.text, at.atom.start, at.words, at.parts.lent)
    before = at.before
    if before is None or [m.kind for m in found] != ["year"] or before.quoted:
        return False
    if at.words.pattern("document_series", case=True).match(before.text):
        return False
    if not (at.later_year or "-" in found[0].value):
        return False
    before.end, before.order = at.atom.end, at.k
    before.text = f"{before.text}, {at.atom.text}"
    return True


def _remark(at: Taking) -> bool:
    """A remark on the source: "declassified", "emphasis added", "passim"."""
    patterns = part_patterns(at.words)
    if at.before is not None and at.words.pattern("remarks").match(at.atom.text.lstrip(" :")):
        return True
    return at.k > 0 and bool(patterns.throughout.fullmatch(at.atom.text.strip()))


def _empty(at: Taking) -> bool:
    """What says nothing: "forthcoming", "n.d.", a roman number of whatever."""
    return bool(numbering.ROMAN.fullmatch(at.bare) or part_patterns(at.words).not_yet_out.fullmatch(at.bare))


def _conjectural_date(at: Taking) -> bool:
    """A day or month somebody concluded: "n.d. [March 1947?]"."""
    m = part_patterns(at.words).conjectural.fullmatch(at.atom.text.strip())
    found = dates_in(m["date"], at.words) if m else []
    if not found:
        return False
    at.parts.dates.append((f"{found[0].edtf.rstrip('?~')}?", at.atom.start, at.atom.end))
    return True


def _accessed(at: Taking) -> bool:
    """When an address was looked up."""
    accessed = imprint_patterns(at.words).accessed.match(at.atom.text)
    if accessed is None:
        return False
    at.parts.imprint = at.parts.imprint.filled(accessed=at.atom.text[accessed.end() :].strip(" ."))
    return True


def _thesis(at: Taking) -> bool:
    """ "unpublished Ph.D. thesis"."""
    text = at.atom.text
    if not at.words.pattern("thesis").search(text) or len(text.split()) > LONGEST_THESIS:
        return False
    at.parts.thesis = True
    return True


def _stretch(at: Taking) -> bool:
    """Words of authors, title or container, or an archive's name; a journal's volume may end them."""
    atom, parts = at.atom, at.parts
    url = URL.search(atom.text)
    if url:
        parts.url = parts.url or "".join(url.group().split())
    cut_at, tail = numbering.journal_number(at)
    if any(m.kind == "volume" for m in tail) and not parts.volume:
        parts.volume_ends = at.k
    for mark in tail:
        parts.take(mark)
    taken = at.stretch(atom.text[:cut_at])
    (parts.archives if archive_of(taken.text) else parts.words).append(taken)
    return True


#: What a stretch between commas may be, in the order it is asked; the last takes anything.
_TEXT_RULES: tuple[Callable[[Taking], bool], ...] = (
    holders.museum,
    holders.library,
    holders.papers_of,
    holders.town_of_paper,
    _under_word,
    holders.collection_by_short_name,
    holders.acronym_of_archive,
    _same_place,
    numbering.pages_like_years,
    numbering.pages_before_year,
    _year_of_title,
    contributors.role_behind,
    numbering.numbers,
    _conjectural_date,
    _thesis,
    _remark,
    numbering.roman_volume,
    numbering.roman_before_pages,
    numbering.volume_before_year,
    numbering.volume_behind_year,
    numbering.volume_before_issue,
    numbering.journal_and_year,
    numbering.lettered_page,
    numbering.volume_journal_page,
    numbering.issue_before_year,
    numbering.roman_pages,
    _empty,
    numbering.bare_pages,
    numbering.pages_and_page,
    numbering.section_page,
    _accessed,
    contributors.helper,
    contributors.further_helper,
    contributors.written_by,
    holders.archives_place,
    _stretch,
)
