"""The parts of one citation before its kind is known: what its atoms say each for itself, words still in
order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from regesta.extract.notes.atoms import URL, Atom, cut
from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.imprint import Imprint, comma_imprint, imprint_patterns, is_place, read_paren
from regesta.extract.notes.marks import Mark, dates_in, mark_patterns, read_marks, tail_marks
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import Shelfmark, archive_of

_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,6}(?:[ -][A-Z]{1,6})?")
_ROMAN = re.compile(r"[IVXLC]+")
_ROMAN_ANY = re.compile(r"[IVXLC]+|[ivxlc]+")
#: A Roman volume in small letters and a page, behind a word that is shortened.
_SHORT_VOLUME = re.compile(r"(?<=[a-z]\.)\s(?=[ivxlc]+\.\s?\d[\d\s,-]*$)")
_ROMAN_PAGES = re.compile(r"[ivxlc]+(?:\s?-\s?[ivxlc]+)?(?:,\s?[ivxlc]+)*")
#: What opens a stretch that begins with a number and goes on: a capital behind a stop, or words behind a
#: colon.
_GOES_ON = re.compile(r"[.:]?\s+[A-Z]|\s*:\s*\w")
#: The level of a shelfmark whose files an office of the archive's body made.
OFFICE_FILES = "lot file"
#: The level of a shelfmark that numbers a thing in a museum.
MUSEUM_NUMBER = "inventory number"
#: A newspaper's section and page.
_SECTION = re.compile(r"[A-D]-?\d{1,2}")
#: A stretch that names the kind of thesis has at most this many words.
LONGEST_THESIS = 8
#: How many numbers a volume or an issue has at most where no word announces it.
_SMALL_NUMBER = re.compile(r"\d{1,3}")
#: A span of pages; a letter may stand before each ("A67-A82").
_SPAN = re.compile(r"[A-Z]?\d{1,6}\s?-\s?[A-Z]?\d{1,6}")
#: A page of a journal, a letter before it or not, and a year that ends the journal's name.
_PAGE = re.compile(r"[A-Z]?\d{1,6}(?:\s?-\s?[A-Z]?\d{1,6})?")
_LETTERED = re.compile(r"[A-Z]\d{1,5}(?:\s?-\s?[A-Z]?\d{1,5})?")
_NAME_AND_YEAR = re.compile(r"(?P<name>.*[^\W\d_][.)]?)\s(?P<year>(?:1[5-9]|20)\d\d)")
#: No volume has more issues; a higher number behind it is a page.
MOST_ISSUES = 60


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
    date; `volume_ends` numbers the atom whose words the volume ends, -1 for none."""

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
    volume_ends: int = -1
    behind_colon: str = ""
    colon_behind_imprint: bool = False
    written_by: tuple[str, ...] = ()

    def settle(self) -> None:
        """Takes the number behind a volume and a colon for an issue's where pages or a year stand with it,
        else for a page; behind an imprint the volume is a work's, and what follows its page."""
        if not self.behind_colon:
            return
        dated = self.year or self.imprint.year or self.dates
        paged = self.colon_behind_imprint or int(self.behind_colon) > MOST_ISSUES or not dated
        if paged and not self.pages:
            self.pages = self.behind_colon
        else:
            self.issue = self.issue or self.behind_colon

    def take(self, mark: Mark) -> None:
        """Puts a number where it belongs: pages add up, of anything else the first stays."""
        if mark.kind == "date":
            self.dates.append((mark.value, mark.start, mark.end))
        elif mark.kind == "pages":
            self.pages = f"{self.pages}, {mark.value}" if self.pages else mark.value
        elif mark.kind == "behind_colon":
            self.behind_colon, self.colon_behind_imprint = mark.value, bool(self.imprint.year)
        elif mark.kind in ("year", "volume", "issue", "document", "edition"):
            setattr(self, mark.kind, getattr(self, mark.kind) or mark.value)


class PartPatterns:
    """The patterns of what stands between commas in a language; `part_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: "ibid." within a citation: the document stands where the one before it does.
        self.ibid = re.compile(rf"(?:(?:{w('contained_in')})\s+)?(?:{w('ibid')})\.?", re.IGNORECASE)
        self.role = re.compile(rf"(?:(?P<e>{w('editor')})|(?P<t>{w('translator')}))\.?", re.IGNORECASE)
        self.by = re.compile(
            rf"(?:(?P<e>{w('editor_by')})|(?P<t>{w('translator_by')}))\s*(?-i:(?=[A-Z]))", re.IGNORECASE
        )
        self.joined_helper = re.compile(rf"(?:{w('conjunctions')}|&)\s+")
        self.written_by = re.compile(rf"(?:{w('written_by')})\s+(?=[^\W\d_a-z])")
        #: Words that say nothing of what is cited: of pages, of a work not yet out.
        self.throughout = re.compile(rf"(?:{w('throughout')})\.?", re.IGNORECASE)
        self.not_yet_out = re.compile(rf"(?:{w('not_yet_out')})", re.IGNORECASE)
        #: "n.d. [March 1947?]", "[c. May 1950]"
        self.conjectural = re.compile(
            rf"(?:(?:{w('undated')})\s*)?\[(?:(?:{w('about_year')})\s?)?(?P<date>[^\[\]?]+)\??\]",
            re.IGNORECASE,
        )
        #: "volume 17 of Port Studies".
        self.of_series = re.compile(rf"\s+(?:{w('series_joints')})\s+(?=[^\W\d_a-z])")
        span = r"\d{1,4}(?:\s?-\s?\d{1,4})?"
        #: "27 Port Studies 183 at 190".
        self.law_report = re.compile(
            rf"(?P<volume>\d{{1,3}})\s+(?P<journal>[^\W\d_a-z]\D*?)\s+(?P<page>{span})"
            rf"(?:,?\s+(?:{w('page_leads')})\s+(?P<at>{span}))?"
        )
        self.placed_in_state = re.compile(rf"[^\W\d_a-z][\w .'-]*,\s(?:{w('states')})")
        short = w("page_short")
        self.pages_and_page = re.compile(
            rf"(?:(?:{short})\.?\s?)?(?P<pages>\d+\s?-\s?\d+)\s\((?:at\s)?(?:{short})\.?\s?"
            r"(?P<page>\d[\d\s,-]*)\)"
        )
        self.under_word = re.compile(rf"(?:{w('under_word')})\s*", re.IGNORECASE)
        self.museum = re.compile(rf"(?:^|[\s(])(?:{w('museum_words')})(?=[\s,)]|$)")
        self.volume_word = re.compile(rf"{w('volume_stem')}", re.IGNORECASE)


@lru_cache(maxsize=8)
def part_patterns(words: CitationWords) -> PartPatterns:
    """The patterns of what stands between a language's commas."""
    return PartPatterns(words)


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
            _Taking(parts, atoms, k, words).take()
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


@dataclass(slots=True)
class _Taking:
    """One atom, `atoms[k]`, being put into the parts."""

    parts: Parts
    atoms: Sequence[Atom]
    k: int
    words: CitationWords

    @property
    def atom(self) -> Atom:
        return self.atoms[self.k]

    @property
    def bare(self) -> str:
        """The atom's words without the stops around them."""
        return self.atom.text.strip(" .")

    @property
    def before(self) -> Words | None:
        """The stretch of words before the atom."""
        return self.parts.words[-1] if self.parts.words else None

    @property
    def following(self) -> Atom | None:
        return self.atoms[self.k + 1] if self.k + 1 < len(self.atoms) else None

    @property
    def year_follows(self) -> bool:
        """Whether a bracket with a year stands right behind."""
        following = self.following
        return following is not None and following.kind == "paren" and _dated(following, self.words)

    @property
    def later_year(self) -> bool:
        """Whether a year stands somewhere behind, or in the imprint."""
        later = any(_dated(a, self.words) for a in self.atoms[self.k + 1 :])
        return later or bool(self.parts.imprint.year)

    @property
    def last(self) -> bool:
        """Whether nothing but pages, a table's number or an address stands behind."""
        patterns = mark_patterns(self.words)
        return all(
            a.kind == "text"
            and (patterns.bare_pages.fullmatch(a.text.strip(" :.")) or patterns.part.fullmatch(a.text))
            for a in self.atoms[self.k :]
        ) or all(a.kind == "url" for a in self.atoms[self.k + 1 :])

    def take(self) -> None:
        """Puts the atom where its kind belongs."""
        atom, parts = self.atom, self.parts
        if atom.kind == "paren":
            _bracket(parts, atom, self.words)
        elif atom.kind == "shelf" and atom.mark is not None:
            parts.marks.append(atom.mark)
            parts.mark_spans.append((atom.start, atom.end))
        elif atom.kind == "archive":
            parts.archives.append(Words(atom.start, atom.end, atom.text, order=self.k, first=self.k))
        elif atom.kind == "url":
            parts.url = atom.text.strip("<> ")
            parts.url_first = self.k == 0
        elif atom.kind == "quote" and self._is_entry():
            parts.pages = f"{parts.pages} {atom.text}"
        elif atom.kind == "quote":
            parts.words.append(_quoted(atom, self.k))
        else:
            next(rule for rule in _TEXT_RULES if rule(self))

    def _is_entry(self) -> bool:
        """Whether the atom is the word of a dictionary that "s.v." announces."""
        before = self.atoms[self.k - 1] if self.k else None
        return before is not None and bool(part_patterns(self.words).under_word.fullmatch(before.text))


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


def _dated(atom: Atom, words: CitationWords) -> bool:
    """Whether an atom is a year or carries an imprint with one."""
    if atom.kind == "paren":
        return bool(read_paren(atom.text[1:-1], words).year)
    return atom.kind == "text" and any(m.kind == "year" for m in read_marks(atom.text, 0, words))


def _acronym_of_archive(at: _Taking) -> bool:
    """An acronym before a shelfmark is an archive, known or not."""
    following = at.following
    if (
        following is None
        or following.mark is None
        or following.mark.type != "archival_document"
        or at.parts.archives
        or not _ACRONYM.fullmatch(at.atom.text)
    ):
        return False
    before, lot = at.before, any(level == OFFICE_FILES for level, _ in following.mark.units)
    if lot and before is not None and before.order == at.k - 1 and at.words.names.is_institution(before.text):
        # "Department of State, EUR Lot File 85D55": the office keeps its files in the department's archive
        at.parts.archives.append(at.parts.words.pop())
        return True
    at.parts.archives.append(Words(at.atom.start, at.atom.end, at.atom.text, order=at.k, first=at.k))
    return True


def _museum(at: _Taking) -> bool:
    """A museum before the number of a thing it holds, and the town it is in: "London, British Museum, inv.
    no. EA 10470"."""
    k = next((j for j in range(at.k, min(at.k + 3, len(at.atoms))) if _is_museum_number(at.atoms[j])), 0)
    museum = part_patterns(at.words).museum
    run = at.atoms[max(0, at.k - 1) : k]
    if not k or not any(a.kind == "text" and museum.search(a.text) for a in run):
        return False
    if museum.search(at.atom.text):
        at.parts.archives.append(Words(at.atom.start, at.atom.end, at.atom.text, order=at.k, first=at.k))
        return True
    return is_place(at.atom.text, at.words) or bool(at.parts.archives)


def _is_museum_number(atom: Atom) -> bool:
    return atom.mark is not None and any(level == MUSEUM_NUMBER for level, _ in atom.mark.units)


def _under_word(at: _Taking) -> bool:
    """The word of a dictionary under which something stands: "s.v. oil"."""
    m = part_patterns(at.words).under_word.match(at.atom.text)
    if m is None or at.before is None:
        return False
    at.parts.pages = ", ".join(p for p in (at.parts.pages, at.atom.text) if p)
    return True


def _same_place(at: _Taking) -> bool:
    """ "ibid." within a citation."""
    if not part_patterns(at.words).ibid.fullmatch(at.atom.text):
        return False
    at.parts.in_same_place = True
    return True


def _year_of_title(at: _Taking) -> bool:
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


def _role_behind(at: _Taking) -> bool:
    """ "ed.", "trans." behind a name."""
    role = part_patterns(at.words).role.fullmatch(at.atom.text)
    if role is None or at.before is None:
        return False
    at.before.role = "editor" if role["e"] else "translator"
    return True


def _pages_like_years(at: _Taking) -> bool:
    """A span behind a volume where the year is known: "(1999). Port Letters 46, 1624-1633"."""
    parts, text = at.parts, at.atom.text.strip(" .:")
    dated = parts.year or parts.imprint.year
    if not (dated and parts.volume) or parts.pages or not _SPAN.fullmatch(text):
        return False
    parts.pages = text
    return True


def _numbers(at: _Taking) -> bool:
    """Numbers that say what they are: pages, volume, a date."""
    found = read_marks(at.atom.text, at.atom.start, at.words, at.parts.lent)
    for mark in found:
        at.parts.take(mark)
    if any(m.kind == "volume" for m in found):
        at.parts.volume_at = at.k
    return bool(found)


def _remark(at: _Taking) -> bool:
    """A remark on the source: "declassified", "emphasis added", "passim"."""
    patterns = part_patterns(at.words)
    if at.before is not None and at.words.pattern("remarks").match(at.atom.text.lstrip(" :")):
        return True
    return bool(patterns.throughout.fullmatch(at.atom.text.strip()))


def _roman_volume(at: _Taking) -> bool:
    """A roman number behind a count of volumes ("2 vols. (London, 1956), II, 412") or a series."""
    volume, bare = at.parts.volume, at.bare
    counted = _ROMAN.fullmatch(bare) and part_patterns(at.words).volume_word.search(volume)
    if not counted:
        series = at.words.pattern("document_series", case=True)
        if volume or not _ROMAN_ANY.fullmatch(bare) or not any(series.match(w.text) for w in at.parts.words):
            return False
    at.parts.volume = bare
    return True


def _roman_before_pages(at: _Taking) -> bool:
    """A Roman number before pages: "History of the Docks, v, 261-267", "Hening, iii, pp. 204-9"."""
    following = at.following
    if at.parts.volume or at.before is None or following is None or not _ROMAN_ANY.fullmatch(at.bare):
        return False
    number = following.text.strip(" :.")
    marks = read_marks(number, 0, at.words) if following.kind == "text" else []
    if not (mark_patterns(at.words).bare_pages.fullmatch(number) or [m.kind for m in marks] == ["pages"]):
        return False
    at.parts.volume = at.bare
    return True


def _volume_before_year(at: _Taking) -> bool:
    """A number before a bracketed year: "Foreign Affairs, 45 (1967)", "Historical Journal, xxix (1986)"."""
    text = at.atom.text.strip()
    if at.before is None or at.parts.volume or not at.year_follows:
        return False
    if not (_SMALL_NUMBER.fullmatch(text) or _ROMAN_ANY.fullmatch(text)):
        return False
    at.parts.volume = text
    return True


def _pages_before_year(at: _Taking) -> bool:
    """Pages without a word between a volume and a bracketed year: "Port Letters 39, 1693-96 (2014)"."""
    text, following = at.atom.text.strip(), at.following
    if not at.parts.volume or at.parts.pages or not at.year_follows or following is None:
        return False
    if read_paren(following.text[1:-1], at.words).place:
        # "Le renouveau, 1958-1962 (Paris: Plon, 1970)"
        return False
    if not (_SPAN.fullmatch(text) or (text.isdecimal() and (int(text) > MOST_ISSUES or text[0] == "0"))):
        return False
    at.parts.pages = text
    return True


def _volume_behind_year(at: _Taking) -> bool:
    """A small number before a span of pages, or behind a year before a number: "Port Letters, 2014, 26,
    14"."""
    text, following = at.atom.text.strip(), at.following
    if at.parts.volume or at.before is None or following is None or not _SMALL_NUMBER.fullmatch(text):
        return False
    number = following.text.strip(" .")
    if at.atom.glued or at.parts.imprint.place or not (at.parts.year or at.later_year):
        # behind an imprint, and in a short form, both are pages
        return False
    if not (_SPAN.fullmatch(number) or (at.parts.year and _PAGE.fullmatch(number))):
        return False
    at.parts.volume = text
    return True


def _volume_before_issue(at: _Taking) -> bool:
    """A small number before the word for an issue: "Information and Computation, 84, No. 1"."""
    text, following = at.atom.text.strip(), at.following
    if at.parts.volume or at.before is None or following is None or not _SMALL_NUMBER.fullmatch(text):
        return False
    if following.kind != "text" or [m.kind for m in read_marks(following.text, 0, at.words)][:1] != ["issue"]:
        return False
    at.parts.volume = text
    return True


def _journal_and_year(at: _Taking) -> bool:
    """A journal's name with a year before volume and page, as chemists write: "Port Lett. 1983, 8, 491"."""
    numbers = [a.text.strip(" .") for a in at.atoms[at.k + 1 : at.k + 3] if a.kind == "text"]
    m = _NAME_AND_YEAR.fullmatch(at.atom.text.strip())
    if m is None or len(numbers) < 2 or at.parts.volume or at.parts.year:
        return False
    if not (_SMALL_NUMBER.fullmatch(numbers[0]) and _PAGE.fullmatch(numbers[1])):
        return False
    start = at.atom.start + at.atom.text.index(m["name"])
    at.parts.words.append(Words(start, start + len(m["name"]), m["name"], order=at.k, first=at.k))
    at.parts.year = m["year"]
    return True


def _lettered_page(at: _Taking) -> bool:
    """A page with a letter before it, behind a volume: "18, A237"."""
    text = at.atom.text.strip(" .")
    if not at.parts.volume or at.parts.pages or not _LETTERED.fullmatch(text):
        return False
    at.parts.pages = text
    return True


def _volume_journal_page(at: _Taking) -> bool:
    """The manner of lawyers, behind a year in a bracket: "(1979) 27 Port Studies 183 at 190"."""
    behind_year = at.atom.glued and at.parts.bracket_year
    m = part_patterns(at.words).law_report.fullmatch(at.atom.text.strip(" .")) if behind_year else None
    if m is None or at.parts.volume:
        return False
    start = at.atom.start + at.atom.text.index(m["journal"])
    at.parts.volume, at.parts.pages = m["volume"], ", ".join(p for p in (m["page"], m["at"]) if p)
    at.parts.words.append(Words(start, start + len(m["journal"]), m["journal"], order=at.k, first=at.k))
    return True


def _issue_before_year(at: _Taking) -> bool:
    """A second number before a bracketed year: "International Affairs 54, 1 (1978)"."""
    text = at.atom.text.strip()
    if at.before is None or not at.parts.volume or at.parts.issue:
        return False
    if not (_SMALL_NUMBER.fullmatch(text) and at.year_follows):
        return False
    at.parts.issue = text
    return True


def _roman_pages(at: _Taking) -> bool:
    """Pages of a preface behind an imprint: "(Leith: Moor Press, 1990), xii-xiv"."""
    imprint = at.parts.imprint
    printed = (imprint.place or imprint.publisher) and imprint.year
    if at.parts.pages or not printed or not _ROMAN_PAGES.fullmatch(at.bare.lstrip(": ")):
        return False
    at.parts.pages = at.bare.lstrip(": ")
    return True


def _empty(at: _Taking) -> bool:
    """What says nothing: "forthcoming", "n.d.", a roman number of whatever."""
    return bool(_ROMAN.fullmatch(at.bare) or part_patterns(at.words).not_yet_out.fullmatch(at.bare))


def _bare_pages(at: _Taking) -> bool:
    """Numbers with no word before them: pages, at the end or behind a bracket or other pages."""
    parts = at.parts
    bare = mark_patterns(at.words).bare_pages.fullmatch(at.atom.text.strip(" :."))
    numbered = (parts.volume or parts.issue) and _SPAN.fullmatch(at.atom.text.strip(" :."))
    if bare is None or not (at.atom.glued or parts.pages or at.last or numbered):
        return False
    parts.pages = f"{parts.pages}, {bare['v']}" if parts.pages and not at.atom.glued else bare["v"]
    return True


def _conjectural_date(at: _Taking) -> bool:
    """A day or month somebody concluded: "n.d. [March 1947?]"."""
    m = part_patterns(at.words).conjectural.fullmatch(at.atom.text.strip())
    found = dates_in(m["date"], at.words) if m else []
    if not found:
        return False
    at.parts.dates.append((f"{found[0].edtf.rstrip('?~')}?", at.atom.start, at.atom.end))
    return True


def _pages_and_page(at: _Taking) -> bool:
    """Pages and the one meant in a bracket: "pp. 256-58 (p. 257)"."""
    m = part_patterns(at.words).pages_and_page.fullmatch(at.atom.text.strip(" :."))
    if m is None or at.before is None or at.parts.pages:
        return False
    at.parts.pages = f"{m['pages']}, {m['page']}"
    return True


def _section_page(at: _Taking) -> bool:
    """A newspaper's section and page, behind its day."""
    text = at.atom.text.strip()
    if not at.parts.dates or at.parts.pages or not _SECTION.fullmatch(text):
        return False
    at.parts.pages = text
    return True


def _accessed(at: _Taking) -> bool:
    """When an address was looked up."""
    accessed = imprint_patterns(at.words).accessed.match(at.atom.text)
    if accessed is None:
        return False
    at.parts.imprint = at.parts.imprint.filled(accessed=at.atom.text[accessed.end() :].strip(" ."))
    return True


def _thesis(at: _Taking) -> bool:
    """ "unpublished Ph.D. thesis"."""
    text = at.atom.text
    if not at.words.pattern("thesis").search(text) or len(text.split()) > LONGEST_THESIS:
        return False
    at.parts.thesis = True
    return True


def _helper(at: _Taking) -> bool:
    """ "edited by Alan Bullock", "trans. Max Hayward"."""
    by = part_patterns(at.words).by.match(at.atom.text)
    if by is None or at.before is None:
        return False
    names = at.words.names.helpers(at.atom.text[by.end() :].strip(" ."))
    at.parts.imprint = at.parts.imprint.filled(**{"editors" if by["e"] else "translators": names})
    return True


def _further_helper(at: _Taking) -> bool:
    """One more editor or translator of a list: "trans. Ann Hurst, Tove Lane, and Eva Moor"."""
    patterns, atoms = part_patterns(at.words), at.atoms
    first = next((j for j in reversed(range(at.k)) if not _is_helper(atoms[j], at.words)), 0)
    by = patterns.by.match(atoms[first].text) if atoms[first].kind == "text" else None
    if by is None or not _is_helper(at.atom, at.words):
        return False
    run = range(at.k, len(atoms))
    last = next((j for j in run if not _is_helper(atoms[j], at.words)), len(atoms)) - 1
    if not patterns.joined_helper.match(atoms[last].text):
        return False
    imprint = at.parts.imprint
    names = at.words.names.helpers(patterns.joined_helper.sub("", at.atom.text).strip(" ."))
    if by["e"]:
        at.parts.imprint = replace(imprint, editors=(*imprint.editors, *names))
    else:
        at.parts.imprint = replace(imprint, translators=(*imprint.translators, *names))
    return True


def _is_helper(atom: Atom, words: CitationWords) -> bool:
    """Whether a stretch is a person's full name, "and" before it or not."""
    text = part_patterns(words).joined_helper.sub("", atom.text)
    return atom.kind == "text" and len(text.split()) > 1 and words.names.is_person(text)


def _written_by(at: _Taking) -> bool:
    """Authors behind their title: "by Ruth Dale and Ann Brook"."""
    by = part_patterns(at.words).written_by.match(at.atom.text)
    if by is None or at.before is None or at.parts.written_by:
        return False
    names = at.words.names.people(at.atom.text[by.end() :].strip(" ."))
    if not names or any(len(n.split()) < 2 for n in names):
        return False
    at.parts.written_by = tuple(names)
    return True


def _journal_number(at: _Taking) -> tuple[int, list[Mark]]:
    """Where the numbers begin that end a journal's name, and what they are. A first stretch of words is no
    journal, nor one behind a shelfmark; "Resolution 2" has no volume (but "Port Letters 39" behind a quoted
    title has), nor has a name with a number before a volume that says it is one."""
    text, before = at.atom.text, at.before
    if at.parts.marks:
        return len(text), []
    shortened = _volume_of_short_form(at)
    if shortened[1] or (before is None and not _issue_follows(at)):
        return shortened
    cut_at, tail = tail_marks(text, at.atom.start, at.words)
    document = bool(kind_of(text, at.words)) and not (before and before.quoted)
    if any(m.kind == "volume" for m in tail) and (document or (at.parts.numbered and len(tail) == 1)):
        return len(text), []
    return cut_at, tail


def _issue_follows(at: _Taking) -> bool:
    """Whether the number of an issue stands right behind: "Port Magazine 37, no. 76"."""
    following = at.following
    marks = read_marks(following.text, 0, at.words) if following and following.kind == "text" else []
    return bool(marks) and marks[0].kind == "issue"


def _archives_place(at: _Taking) -> bool:
    """Where an archive is: "National Archives, College Park, MD"."""
    before = at.atoms[at.k - 1] if at.k else None
    named = part_patterns(at.words).placed_in_state.fullmatch(at.atom.text) or is_place(
        at.atom.text, at.words
    )
    return before is not None and before.kind == "archive" and bool(named)


def _volume_of_short_form(at: _Taking) -> tuple[int, list[Mark]]:
    """Volume and page at the end of a work's name in short: "Cal. For. Eliz. viii. 52"."""
    text = at.atom.text
    m = _SHORT_VOLUME.search(text)
    marks = read_marks(text[m.end() :], at.atom.start + m.end(), at.words) if m else []
    return (m.start(), marks) if m and [x.kind for x in marks] == ["volume", "pages"] else (len(text), [])


def _stretch(at: _Taking) -> bool:
    """Words of authors, title or container, or an archive's name; a journal's volume may end them."""
    atom, parts = at.atom, at.parts
    url = URL.search(atom.text)
    if url:
        parts.url = parts.url or url.group()
    cut_at, tail = _journal_number(at)
    if any(m.kind == "volume" for m in tail) and not parts.volume:
        parts.volume_ends = at.k
    for mark in tail:
        parts.take(mark)
    taken = Words(atom.start, atom.start + cut_at, atom.text[:cut_at], order=at.k, first=at.k)
    (parts.archives if archive_of(taken.text) else parts.words).append(taken)
    return True


#: What a stretch between commas may be, in the order it is asked; the last takes anything.
_TEXT_RULES: tuple[Callable[[_Taking], bool], ...] = (
    _museum,
    _under_word,
    _acronym_of_archive,
    _same_place,
    _pages_like_years,
    _pages_before_year,
    _year_of_title,
    _role_behind,
    _numbers,
    _conjectural_date,
    _thesis,
    _remark,
    _roman_volume,
    _roman_before_pages,
    _volume_before_year,
    _volume_behind_year,
    _volume_before_issue,
    _journal_and_year,
    _lettered_page,
    _volume_journal_page,
    _issue_before_year,
    _roman_pages,
    _empty,
    _bare_pages,
    _pages_and_page,
    _section_page,
    _accessed,
    _helper,
    _further_helper,
    _written_by,
    _archives_place,
    _stretch,
)
