"""A citation cut into atoms: the stretches between its commas, its brackets and quoted titles, its shelfmarks
and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import Shelfmark, find_archives, find_shelfmarks

#: Where a line ended within an address: before a stop, behind the slashes it begins with, behind a stroke or
#: a hyphen when what follows looks like more of it.
_ADDRESS_GOES_ON = (
    r"(?:\s(?=\.[a-z\d-]{2,}[./])"
    r"|(?<=[-/_=])\s(?!www\.|https?:|doi)(?=[a-z\d][\w.%~-]*[-/.][\w./%~#?=&-]{3,}))"
)
URL = re.compile(
    rf"(?:<\s*)?\b(?:https?://\s?|www\.)(?:[^\s<>\"]|{_ADDRESS_GOES_ON})+[^\s<>\".,;:)\]]/?(?:\s*>)?"
)
DOI = re.compile(r"\b(?:doi:?\s*)10\.\d{4,9}/\S+[^\s.,;)]", re.IGNORECASE)
_YEAR = r"(?:1[5-9]\d\d|20[0-2]\d)"
#: A title in single quotation marks that quotes in double ones.
_OUTER = re.compile(
    r"(?:(?<=[\s(\[])|^)'(?=[^\s'])(?=[^']*\")(?:[^']|(?<=\w)'(?=\w))*?"
    r"\"(?:[^'\"]|(?<=\w)'(?=\w))*\"(?:[^']|(?<=\w)'(?=\w))*'(?=[\s,.;:)]|$)"
)
#: A title in single quotation marks: six characters at least.
_SINGLE = re.compile(r"(?:(?<=[\s(\[])|^)'(?=[^\s'])(.{6,}?[^\s])'(?=[\s,.;:)]|$)")
#: What goes on behind a colon is the title's: "Hungry Minds": Eisenhower's ...
_GOES_ON = re.compile(r":\s*\w")
_QUOTE_ENDS = re.compile(r"['\"],?\s*$")
_BRACKET_YEAR = re.compile(rf"\s\({_YEAR}\)")
_PAGE_AND_LINE = re.compile(r"\d{1,4}\.\d{1,3}")
_LINES_BEHIND = re.compile(r"\s?-\s?\d{1,4}(?:\.\d{1,3})?(?![\d/])")
_YEARS = re.compile(r"(?:1[5-9]\d\d|20[0-2]\d)\s?[/-]\s?\d{1,4}")


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch [start, end) of the folded note; `kind` is text, paren, quote, shelf, archive or url; `mark`
    a shelf atom's shelfmark; `glued` says that a bracket stands right before it, or it right behind words."""

    kind: str
    start: int
    end: int
    text: str
    mark: Shelfmark | None = None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch [start, end) of the piece that is one atom whatever commas it holds."""

    start: int
    end: int
    kind: str
    mark: Shelfmark | None = None

    def overlaps(self, other: _Claim) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class AtomPatterns:
    """The patterns of commas and brackets in a language; `atom_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: Commas that join: American dates, states, forms of companies, generations. Group 1 is the comma.
        self.joining = (
            re.compile(rf"(?:{w('short_months')})[a-z]*\.?\s+\d{{1,2}}(,)\s*\d{{4}}"),
            re.compile(rf"(,)\s*(?:{w('name_tails')})\b"),
            # no volume: "Brook, Tolls, II, 279"
            re.compile(rf"(?<=[a-z])(,)\s*(?:II|III)(?=[\s,.])(?![.,]?\s(?:(?:{w('page_short')})\.?\s?)?\d)"),
            re.compile(rf"(?<!\d)(,)\s*(?:{w('comma_states')})(?=\s*[:),])"),
            re.compile(r"\d{1,2}\s+[A-Z][a-z]+(,)\s*\d{4}\b"),
            # a sum: "$200,000"
            re.compile(r"[$£€]\s?\d{1,3}(,)(?=\d{3}(?!\d))"),
            re.compile(r"\d(,)(?=\d{3}(?!\d))"),
        )
        roles = "|".join((w("editor"), w("translator")))
        years = rf"{_YEAR}(?:\s?[/-]\s?(?:{_YEAR}|\d{{1,2}})(?!\d))?"
        #: A bracket's words when they are an imprint, a year, a role or a note.
        self.bracket = re.compile(
            rf"^\s*(?:(?:[^()]*[\s,:])?(?:{w('undated_in_brackets')}|(?:{w('about_year_in_brackets')})\s?{_YEAR}"
            rf"|{years})\s*"
            rf"|(?:{roles})|.*\b(?:{w('editor')}|{w('translator_by')})"
            rf"|(?:{w('accessed')}).*|(?:{w('thesis')}).*|(?:{w('bracket_notes')})"
            r"|[A-Z][\w .&-]*:\s*[A-Z].*)\s*$",
            re.IGNORECASE,
        )
        #: An office's day or month, in a bracket behind an issue's number: "no. 18 (30 Oct 50)".
        self.short_day = re.compile(rf"(?:\d{{1,2}}\s)?(?:{w('short_months')})\.?\s\d\d")
        self.issue = re.compile(rf"\b(?:{w('issue')})\.?\s?\d+\s$", re.IGNORECASE)
        #: A word before an archive's name that lets it stand alone: "in the", "at".
        self.lead = re.compile(rf"(?:^|\W)(?:{w('archive_leads')})$")
        #: A day and "in" before an archive's name: "Winter to Sayre, March 9, 1968 in NARA".
        self.dated_lead = re.compile(rf"(?<!\d)\d{{4}},?\s(?:{w('archive_leads')})$")
        self.stray_lead = re.compile(rf"(?:^|,?\s)(?:{w('archive_leads')})\s*$")
        #: What stands behind an archive's name and is its shelfmark.
        self.unit = re.compile(rf"[A-Z]+ ?\d|[A-Z]\.\s?\d|(?:{w('unit_words')})")
        #: What follows a bracket with a span of years when that is a journal's: pages, or nothing.
        self.before_pages = re.compile(rf"\s*(?:[:,]\s*(?:{w('page_marks')}|\d)|$)")
        #: "(ION GNSS 2008)": a meeting's short name in a bracket, and no imprint.
        self.meeting = re.compile(r"[A-Z]{2,}[A-Za-z/-]*(?:[ -][A-Z]{2,})*\s'?(?:\d\d|\d{4})")
        self.publishing = re.compile(rf"{w('publisher_words')}|{w('publishing_houses')}")
        #: What stands before a quoted title, and what goes on a title behind quoted words of it.
        self.before_quote = re.compile(rf"\b(?:{w('contained_in', 'before_quotes')}) $", re.IGNORECASE)
        self.goes_on = re.compile(rf" ?[\u3400-\u9fff]| (?!(?:{w('behind_quotes')}|[ivxlc]+)\b)[a-z]{{3,}}")
        self.behind_quote = re.compile(rf"\s(?:(?:{w('contained_in')})\b|[(<\[]|https?:)")


@lru_cache(maxsize=8)
def atom_patterns(words: CitationWords) -> AtomPatterns:
    """The patterns of a language's commas and brackets."""
    return AtomPatterns(words)


def cut(text: str, start: int, end: int, words: CitationWords) -> list[Atom]:
    """The atoms of text[start:end], in order. `text` is folded; offsets are those of `text`."""
    piece = text[start:end]
    patterns = atom_patterns(words)
    claims = _claims(piece, patterns)
    kept = {m.start(1) for p in patterns.joining for m in p.finditer(piece)}
    return [
        Atom(a.kind, a.start + start, a.end + start, a.text, a.mark, a.glued)
        for a in _Walk(piece, claims, kept, patterns).atoms()
    ]


def _claims(piece: str, patterns: AtomPatterns) -> list[_Claim]:
    """The addresses, shelfmarks, archives and quoted titles of a piece, in order; none overlaps another."""
    claims = [_Claim(m.start(), m.end(), "url") for p in (URL, DOI) for m in p.finditer(piece)]
    archives = find_archives(piece)
    found: list[_Claim] = [
        _Claim(m.start, m.end, "shelf", m)
        for m in find_shelfmarks(piece, archives)
        if archives or not _printed_number(piece, m.start, m.end)
    ]
    found += [
        _Claim(home.start, home.end, "archive")
        for home in archives
        if _alone(piece, home.start, home.end, patterns)
    ]
    found += [_Claim(a, b, "quote") for a, b in _quotes(piece, patterns)]
    for claim in found:
        if not any(claim.overlaps(other) for other in claims):
            claims.append(claim)
    return sorted(claims, key=lambda c: c.start)


def _printed_number(piece: str, a: int, b: int) -> bool:
    """Whether what has a shelfmark's form, in no archive, is a journal and its volume behind a quoted title
    ("'A mint', SM 47 (1997)") or page and line of an ancient work ("I: 107.12-15")."""
    journal = _QUOTE_ENDS.search(piece[:a]) and _BRACKET_YEAR.match(piece[b:])
    lines = _PAGE_AND_LINE.fullmatch(piece[a:b]) and _LINES_BEHIND.match(piece[b:])
    return bool(journal or lines)


def _alone(piece: str, a: int, b: int, patterns: AtomPatterns) -> bool:
    """Whether an archive's name stands as an atom of its own: a word beside it makes it part of a title or a
    publisher."""
    before, after = piece[:a].rstrip(), piece[b:].lstrip()
    opened = (
        not before
        or before[-1] in ",;([."
        or (bool(patterns.lead.search(before)) and not before[:-3].strip(" ,;"))
        or bool(patterns.dated_lead.search(before))
    )
    return opened and (
        not after
        or after[0] in ",;:.)]"
        or (after[:1].isupper() and bool(patterns.unit.match(after)))
        or after[:1].isdigit()
    )


def _quotes(piece: str, patterns: AtomPatterns) -> list[tuple[int, int]]:
    """Spans of quoted titles, quotation marks included."""
    outer = _OUTER.search(piece)
    if outer:
        # a quotation within a quoted title: 'Britain and "the War", 1964-68'
        return [*_quotes(piece[: outer.start()], patterns), (outer.start(), outer.end())]
    return _double_quoted(piece, patterns) or [
        m.span() for m in _SINGLE.finditer(piece) if _closes(piece, m, patterns)
    ]


def _double_quoted(piece: str, patterns: AtomPatterns) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    opened, within = -1, _quoted_within(piece)
    for k in (m.start() for m in re.finditer('"', piece) if m.start() not in within):
        if opened >= 0:
            if not (_GOES_ON.match(piece[k + 1 : k + 4]) or _within_title(piece, opened, k + 1, patterns)):
                out.append((opened, k + 1))
            opened = -1
        elif k == 0 or piece[k - 1] in " (,[;":
            opened = k
    return out


def _quoted_within(piece: str) -> set[int]:
    """The quotation marks of words quoted within a quoted title: one that opens inside another, with as many
    behind them that close."""
    out: set[int] = set()
    open_: list[int] = []
    for m in re.finditer('"', piece):
        k = m.start()
        opens = (k == 0 or piece[k - 1] in " ([") and bool(re.match(r"\w", piece[k + 1 : k + 2]))
        if opens:
            open_.append(k)
        elif open_:
            begun = open_.pop()
            out |= {begun, k} if open_ else set()
    return set() if open_ else out


def _within_title(piece: str, opened: int, closed: int, patterns: AtomPatterns) -> bool:
    """Whether quotation marks stand within a title's words: small letters before and behind ("The fate of the
    "model" towns")."""
    before = piece[:opened]
    return (
        bool(re.search(r"(?:[a-z]{2}|[\u3400-\u9fff]) $", before))
        and piece[closed - 2] not in ",."
        and not patterns.before_quote.search(before)
        and bool(patterns.goes_on.match(piece[closed:]))
    )


def _closes(piece: str, m: re.Match[str], patterns: AtomPatterns) -> bool:
    """Whether single quotation marks enclose a title: a stop stands before or behind the closing one, or what
    the title stands in."""
    if _GOES_ON.match(piece[m.end() : m.end() + 3]):
        return False
    return (
        m.group(1).endswith((",", ".", "?", "!"))
        or piece[m.end() : m.end() + 1] in (",", ".", ";", ":", ")", "")
        or bool(patterns.behind_quote.match(piece[m.end() :]))
    )


class _Walk:
    """One walk over a piece that cuts it at commas, brackets and claims; offsets are the piece's."""

    def __init__(self, piece: str, claims: Sequence[_Claim], kept: set[int], patterns: AtomPatterns) -> None:
        self.piece, self.queue, self.kept, self.patterns = piece, list(claims), kept, patterns
        self.begin, self.glued = 0, False

    def atoms(self) -> Iterator[Atom]:
        """The atoms in order."""
        k = 0
        while k < len(self.piece):
            if self.queue and k == self.queue[0].start:
                claim = self.queue.pop(0)
                lead = self.patterns.stray_lead if claim.kind == "archive" else None
                yield from self._words(k, lead)
                yield Atom(claim.kind, claim.start, claim.end, self.piece[k : claim.end], claim.mark)
                self.begin, self.glued = claim.end, False
                k = claim.end
            elif self.piece[k] in "([" and (close := _closing(self.piece, k)) > 0:
                if not self._claimed(k, close) and _structural(self.piece, k, close, self.patterns):
                    yield from self._words(k)
                    apart = self.piece[k - 1 : k] not in ",;"
                    yield Atom("paren", k, close + 1, self.piece[k : close + 1], glued=apart)
                    self.begin, self.glued = close + 1, True
                    k = close + 1
                else:
                    yield from self._before_shelfmark(k, close)
                    k = self._past_bracket(k, close)
            else:
                if self.piece[k] == "," and k not in self.kept:
                    yield from self._words(k)
                    self.begin, self.glued = k + 1, False
                k += 1
        yield from self._words(len(self.piece))

    def _before_shelfmark(self, opened: int, close: int) -> Iterator[Atom]:
        """The words before a bracket with a shelfmark: "15 May 1945 (National Archives, T 209/5)"."""
        if any(opened < c.start < close and c.kind == "shelf" for c in self.queue):
            yield from self._words(opened)
            self.begin, self.glued = opened + 1, True

    def _words(self, upto: int, lead: re.Pattern[str] | None = None) -> Iterator[Atom]:
        """What stands between the last cut and this one, when it has a letter or digit, without the `lead`
        that ends it."""
        a, b = self.begin, upto
        m = lead.search(self.piece[a:b]) if lead else None
        b = a + m.start() if m else b
        while a < b and self.piece[a] in " ,.":
            a += 1
        while b > a and self.piece[b - 1] in " ,":
            b -= 1
        if a < b and re.search(r"\w", self.piece[a:b]):
            yield Atom("text", a, b, self.piece[a:b], glued=self.glued)

    def _claimed(self, opened: int, close: int) -> bool:
        return any(opened < c.start < close for c in self.queue)

    def _past_bracket(self, opened: int, close: int) -> int:
        """Where the walk goes on at a bracket of words: behind it, when no claim stands in it; a bracket with
        commas and no shelfmark gives its claims up."""
        inside = [c for c in self.queue if opened < c.start < close]
        if "," in self.piece[opened + 1 : close] and not any(c.kind == "shelf" for c in inside):
            self.queue = [c for c in self.queue if c not in inside]
            inside = []
        return opened + 1 if inside else close + 1


def _closing(piece: str, opened: int) -> int:
    depth = 0
    for k in range(opened, len(piece)):
        depth += (piece[k] in "([") - (piece[k] in ")]")
        if depth == 0:
            return k
    return -1


def _structural(piece: str, opened: int, close: int, patterns: AtomPatterns) -> bool:
    """Whether a bracket carries an imprint, a year, a role or a note rather than words of a title."""
    inner = piece[opened + 1 : close].strip(" ,")
    if patterns.short_day.fullmatch(inner):
        return bool(patterns.issue.search(piece[:opened]))
    if not patterns.bracket.match(inner):
        return False
    if patterns.meeting.fullmatch(inner) and not patterns.publishing.search(inner):
        return False
    if _YEARS.fullmatch(inner) and not patterns.before_pages.match(piece[close + 1 :]):
        return False
    if len(re.findall(_YEAR, inner)) > 1 and ":" not in inner and not re.search(r"[/\[]", inner):
        return False
    return not (re.search(r"\b(?:19|18|20)\d\d\s?-\s?(?:19|20)?\d\d$", inner) and ":" not in inner)
