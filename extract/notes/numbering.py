"""Rules for numbers between commas: the volume, the issue and the pages of a work or a journal."""

from __future__ import annotations

import re

from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.imprint import read_paren
from regesta.extract.notes.marks import Mark, mark_patterns, read_marks, tail_marks
from regesta.extract.notes.parts import MOST_ISSUES
from regesta.extract.notes.taking import Taking, part_patterns

ROMAN = re.compile(r"[IVXLC]+")
_ROMAN_ANY = re.compile(r"[IVXLC]+|[ivxlc]+")
#: A Roman volume in small letters and a page, behind a word that is shortened.
_SHORT_VOLUME = re.compile(r"(?<=[a-z]\.)\s(?=[ivxlc]+\.\s?\d[\d\s,-]*$)")
_ROMAN_PAGES = re.compile(r"[ivxlc]+(?:\s?-\s?[ivxlc]+)?(?:,\s?[ivxlc]+)*")
#: A newspaper's section and page.
_SECTION = re.compile(r"[A-D]-?\d{1,2}")
#: How many numbers a volume or an issue has at most where no word announces it.
_SMALL_NUMBER = re.compile(r"\d{1,3}")
#: A span of pages; a letter may stand before each ("A67-A82").
_SPAN = re.compile(r"[A-Z]?\d{1,6}\s?-\s?[A-Z]?\d{1,6}")
#: A page of a journal, a letter before it or not, and a year that ends the journal's name.
_PAGE = re.compile(r"[A-Z]?\d{1,6}(?:\s?-\s?[A-Z]?\d{1,6})?")
_LETTERED = re.compile(r"[A-Z]\d{1,5}(?:\s?-\s?[A-Z]?\d{1,5})?")
#: Behind a title a page with a letter is one that has more characters; fewer may be a road or a format.
SHORT_PAGE = 4
#: What a page has several of, with its number: "67 no. 1".
_NUMBER_OF_PAGE = re.compile(r"(?<=\d)\s(?:no|nr|n)\.\s?\d+$")
_NAME_AND_YEAR = re.compile(r"(?P<name>.*[^\W\d_][.)]?)\s(?P<year>(?:1[5-9]|20)\d\d)")


def pages_like_years(at: Taking) -> bool:
    """A span behind a volume where the year is known: "(1999). Port Letters 46, 1624-1633"."""
    parts, text = at.parts, at.atom.text.strip(" .:")
    dated = parts.year or parts.imprint.year
    if not (dated and parts.volume) or parts.pages or not _SPAN.fullmatch(text):
        return False
    parts.pages = text
    return True


def numbers(at: Taking) -> bool:
    """Numbers that say what they are: pages, volume, a date."""
    found = read_marks(at.atom.text, at.atom.start, at.words, at.parts.lent)
    for mark in found:
        at.parts.take(mark)
    if any(m.kind == "volume" for m in found):
        at.parts.volume_at = at.k
    return bool(found)


def roman_volume(at: Taking) -> bool:
    """A roman number behind a count of volumes ("2 vols. (London, 1956), II, 412") or a series."""
    volume, bare = at.parts.volume, at.bare
    counted = ROMAN.fullmatch(bare) and part_patterns(at.words).volume_word.search(volume)
    if not counted:
        series = at.words.pattern("document_series", case=True)
        if volume or not _ROMAN_ANY.fullmatch(bare) or not any(series.match(w.text) for w in at.parts.words):
            return False
    at.parts.volume = bare
    return True


def roman_before_pages(at: Taking) -> bool:
    """A Roman number before pages: "History of the Docks, v, 261-267", "Hening, iii, pp. 204-9"."""
    following = at.following
    if at.parts.volume or at.before is None or following is None or not _ROMAN_ANY.fullmatch(at.bare):
        return False
    number = following.text.strip(" :.")
    marks = read_marks(number, 0, at.words) if following.kind == "text" else []
    if not (
        mark_patterns(at.words).bare_pages.fullmatch(number)
        or [m.kind for m in marks] in (["pages"], ["shown"])
    ):
        return False
    at.parts.volume = at.bare
    return True


def volume_before_year(at: Taking) -> bool:
    """A number before a bracketed year: "Foreign Affairs, 45 (1967)", "Historical Journal, xxix (1986)"."""
    text = at.atom.text.strip()
    if at.before is None or at.parts.volume or not at.year_follows:
        return False
    if not (_SMALL_NUMBER.fullmatch(text) or _ROMAN_ANY.fullmatch(text)):
        return False
    at.parts.volume = text
    return True


def pages_before_year(at: Taking) -> bool:
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


def volume_behind_year(at: Taking) -> bool:
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


def volume_before_issue(at: Taking) -> bool:
    """A small or Roman number before the word for an issue: "Information and Computation, 84, No. 1"."""
    text, following = at.atom.text.strip(), at.following
    if at.parts.volume or at.before is None or following is None:
        return False
    if not (_SMALL_NUMBER.fullmatch(text) or _ROMAN_ANY.fullmatch(text)):
        return False
    if following.kind != "text" or [m.kind for m in read_marks(following.text, 0, at.words)][:1] != ["issue"]:
        return False
    at.parts.volume = text
    return True


def journal_and_year(at: Taking) -> bool:
    """A journal's name with a year before volume and page, as chemists write: "Port Lett. 1983, 8, 491"."""
    numbers = [a.text.strip(" .") for a in at.atoms[at.k + 1 : at.k + 3] if a.kind == "text"]
    m = _NAME_AND_YEAR.fullmatch(at.atom.text.strip())
    if m is None or len(numbers) < 2 or at.parts.volume or at.parts.year:
        return False
    if not (_SMALL_NUMBER.fullmatch(numbers[0]) and _PAGE.fullmatch(numbers[1])):
        return False
    at.parts.words.append(at.stretch(m["name"]))
    at.parts.year = m["year"]
    return True


def lettered_page(at: Taking) -> bool:
    """A page with a letter before it, behind a volume or a quoted title: "18, A237", '"The quay," P10008'."""
    text = at.atom.text.strip(" .")
    titled = (
        at.before is not None and at.before.quoted and at.k + 1 == len(at.atoms) and len(text) > SHORT_PAGE
    )
    if not (at.parts.volume or titled) or at.parts.pages or not _LETTERED.fullmatch(text):
        return False
    at.parts.pages = text
    return True


def volume_journal_page(at: Taking) -> bool:
    """The manner of lawyers, behind a year in a bracket: "(1979) 27 Port Studies 183 at 190"."""
    behind_year = at.atom.glued and at.parts.bracket_year
    m = part_patterns(at.words).law_report.fullmatch(at.atom.text.strip(" .")) if behind_year else None
    if m is None or at.parts.volume:
        return False
    at.parts.volume, at.parts.pages = m["volume"], ", ".join(p for p in (m["page"], m["at"]) if p)
    at.parts.words.append(at.stretch(m["journal"]))
    return True


def issue_before_year(at: Taking) -> bool:
    """A second number before a bracketed year: "International Affairs 54, 1 (1978)"."""
    text = at.atom.text.strip()
    if at.before is None or not at.parts.volume or at.parts.issue:
        return False
    if not (_SMALL_NUMBER.fullmatch(text) and at.year_follows):
        return False
    at.parts.issue = text
    return True


def roman_pages(at: Taking) -> bool:
    """Pages of a preface behind an imprint, or a span of them behind a title: "(Leith: Moor Press, 1990),
    xii", "Brook, Tolls, xii-xiv"."""
    imprint, text = at.parts.imprint, at.bare.lstrip(": ")
    printed = (imprint.place or imprint.publisher) and imprint.year
    titled = at.before is not None and at.last_but_pages and "-" in text
    if at.parts.pages or not (printed or titled) or not _ROMAN_PAGES.fullmatch(text):
        return False
    at.parts.pages = text
    return True


def bare_pages(at: Taking) -> bool:
    """Numbers with no word before them: pages, at the end or behind a bracket or other pages."""
    parts = at.parts
    bare = mark_patterns(at.words).bare_pages.fullmatch(_NUMBER_OF_PAGE.sub("", at.atom.text.strip(" :.")))
    numbered = (parts.volume or parts.issue) and _SPAN.fullmatch(at.atom.text.strip(" :."))
    if bare is None or not (at.atom.glued or parts.pages or at.last or numbered):
        return False
    if _told_before(at):
        # "cap. 10, 11": no pages, more of the same
        parts.shown = f"{parts.shown}, {bare['v']}"
        return True
    parts.pages = f"{parts.pages}, {bare['v']}" if parts.pages and not at.atom.glued else bare["v"]
    return True


def _told_before(at: Taking) -> bool:
    """Whether a chapter or another place told by its word, or a number that goes on one, stands right
    before."""
    if at.parts.pages or not at.parts.shown:
        return False
    patterns = mark_patterns(at.words)
    k = at.k - 1
    while k > 0 and patterns.bare_pages.fullmatch(at.atoms[k].text.strip(" :.")):
        k -= 1
    return k >= 0 and bool(patterns.shown.fullmatch(at.atoms[k].text.strip()))


def pages_and_page(at: Taking) -> bool:
    """Pages and the one meant in a bracket: "pp. 256-58 (p. 257)"."""
    m = part_patterns(at.words).pages_and_page.fullmatch(at.atom.text.strip(" :."))
    if m is None or at.before is None or at.parts.pages:
        return False
    at.parts.pages = f"{m['pages']}, {m['page']}"
    return True


def section_page(at: Taking) -> bool:
    """A newspaper's section and page, behind its day."""
    text = at.atom.text.strip()
    if not at.parts.dates or at.parts.pages or not _SECTION.fullmatch(text):
        return False
    at.parts.pages = text
    return True


def journal_number(at: Taking) -> tuple[int, list[Mark]]:
    """Where the numbers begin that end a journal's name, and what they are. A first stretch of words is no
    journal, nor one behind a shelfmark; "Resolution 2" has no volume (but "Port Letters 39" behind a quoted
    title has), nor has a name with a number before a volume that says it is one."""
    text, before = at.atom.text, at.before
    if at.parts.marks:
        return len(text), []
    shortened = _volume_of_short_form(at)
    if shortened[1] or (before is None and not _issue_follows(at)):
        return shortened
    quoted = bool(before and before.quoted)
    cut_at, tail = tail_marks(text, at.atom.start, at.words, journal=quoted and _bare_year_follows(at))
    document = not quoted and kind_of(text, at.words)
    told = document or (at.parts.numbered and len(tail) == 1)
    return _without_volume(text, cut_at, tail) if told else (cut_at, tail)


def _without_volume(text: str, cut_at: int, tail: list[Mark]) -> tuple[int, list[Mark]]:
    """The numbers at the end of a name that cannot have a volume: none, where one is a volume."""
    return (len(text), []) if any(m.kind == "volume" for m in tail) else (cut_at, tail)


def _bare_year_follows(at: Taking) -> bool:
    """Whether a bracket with a year and no place stands right behind."""
    following = at.following
    if following is None or following.kind != "paren":
        return False
    read = read_paren(following.text[1:-1], at.words)
    return bool(read.year) and not (read.place or read.publisher)


def _issue_follows(at: Taking) -> bool:
    """Whether the number of an issue stands right behind: "Port Magazine 37, no. 76"."""
    following = at.following
    marks = read_marks(following.text, 0, at.words) if following and following.kind == "text" else []
    return bool(marks) and marks[0].kind == "issue"


def _volume_of_short_form(at: Taking) -> tuple[int, list[Mark]]:
    """Volume and page at the end of a work's name in short: "Cal. For. Eliz. viii. 52"."""
    text = at.atom.text
    m = _SHORT_VOLUME.search(text)
    marks = read_marks(text[m.end() :], at.atom.start + m.end(), at.words) if m else []
    return (m.start(), marks) if m and [x.kind for x in marks] == ["volume", "pages"] else (len(text), [])
