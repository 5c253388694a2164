"""A note's body cut into pieces, one per work or document cited; remarks and signal words are left
outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from regesta.extract.notes.prose import without_prose
from regesta.extract.notes.prose_words import said_of_work
from regesta.extract.text.lexicon import CitationWords

_NAME_COMMA = r"[^\W\d_a-zа-я][\w'.-]+(?:\s[^\W\d_a-zа-я][\w'.-]*){0,3},\s"
#: A person: one to four words with capitals, one initial or more among them or not.
_NAME = r"[^\W\d_a-z][\w'-]+(?:\s[^\W\d_a-z][\w'.-]*){0,3}"
#: A work in short with its volume and page: "Cal. For. Eliz. viii. 478".
_ABBREVIATED_VOLUME = r"(?:[^\W\d_a-zа-я][\w'-]*\.?\s){1,5}(?:p\. )?[ivxlc]+\.\s?(?:pp?\.\s?)?\d"
#: The number of a reference in a list: "[26] J. Smith".
_LABEL = re.compile(
    r"\[\]\s?\d{1,3}\.?\s+(?=[^\W\d_a-z\"'])|\[\d{1,3}\]\s+(?=[^\W\d_a-z])|\d{1,3}\.\s+(?=[^\W\d_a-z](?:[^\W\d_]*,?\s[^\W\d_a-z]|\.))"
)


#: A mark that closes words quoted before a piece.
_CLOSED_BEFORE = re.compile(r"['\"]\s(?=[a-z])")
#: Works in one round bracket.
_ENCLOSED = re.compile(r"\s*\([^()]*\)[\s.]*")
#: Authors with initials behind and nothing else: a semicolon there parts no citations.
_FAMILY_INITIALS = r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?,\s+(?:[^\W\d_a-z]\.[ -]?)+"
_AUTHORS_ALONE = re.compile(rf"\s*(?:{_LABEL.pattern})?{_FAMILY_INITIALS}(?:;\s+{_FAMILY_INITIALS})*")


#: A work by an author's full name and nothing but a title of some words, and words that name no author and
#: have an imprint: one title, parted by a semicolon.
_NAMED_TITLE = re.compile(
    r"(?<![\w'])[^\W\d_a-z][\w'.-]*(?:\s[\w'.-]+){0,4}?\s[^\W\d_a-z][\w'-]+,\s(?P<title>[^\W\d_a-z][^;()\"]*[\w'!?])\s*$"
)
_REST_OF_TITLE = re.compile(
    r"\s*(?:[a-z]{1,3},\s)?[^,;()\"]{3,200}(?:,\s\d+\s[a-z]{3,4}\.)?\s"
    r"\([^()]*:\s[^()]*(?:1[4-9]|20)\d\d\)"
)
#: Words that such a title has at least before the semicolon.
LEAST_TITLE = 3
#: A year, as an imprint or a day has it; a word in small letters, as a remark has and a shelfmark has not.
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SMALL_WORD = re.compile(r"(?<![\w.])[a-z]{3,}|(?<=\[)\d+ [A-Z]?[a-z]{2,}")
#: Words behind pages in quotation marks are quoted from there when they are as many; a title has fewer.
QUOTED_WORDS = 5
#: A quotation before the work that holds it is no title: it has so many words, a stop of its own before the
#: closing mark, and the author begins right behind.
LONG_OPENING = 12
_OPENING_QUOTATION = re.compile(
    r"\s*\"(?P<words>[^\"]*[.?!…])\"\s+(?=\(?[^\W\d_a-z][\w'-]+(?:\s[^\W\d_a-z][\w'.-]*){0,3}[,.]\s)"
)
#: Nothing but a quotation, a label before it or not: 'Epigraph: "..."'.
_QUOTATION_ALONE = re.compile(r"(?:[^\W\d_]+:\s)?\"(?P<words>[^\"]+)\"?[\s.?!]*")
#: Words behind a number and a colon are quoted from the place cited when they are as many, whatever the
#: number counts ("Lib. I. c. 23: ...").
LONG_QUOTATION = 12


class PiecePatterns:
    """The patterns by which a language's notes are cut; `piece_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: What stands before a citation and is no part of it: "see also", "quoted in".
        self.signal = re.compile(rf"\s*(?:[(\[]\s*)?(?:(?:{w('signals')})[,:]?[\])]?\s+)+", re.IGNORECASE)
        self.lead = re.compile(
            rf"\b(?i:{w('leads')}),?:?\s+(?:(?:{w('articles', 'authors_own')})\s+)?{said_of_work(words)}"
            r"(?=[\"'(]?[^\W\d_a-zа-я])"
        )
        self.quoting_lead = re.compile(rf"(?:{w('quoting_leads')})\b", re.IGNORECASE)
        back = rf"(?i:{w('ibid')}|{w('idem')})(?!\w)"
        #: After pages a new citation may begin with no semicolon: "p. 90, and Lucas, Divided We Stand",
        #: "85, and Lucas, ...", "p. 3. Kyle, Suez, p. 9".
        edited = rf"(?:[^\W\d_a-z][\w'.-]*\s){{1,4}}(?:{w('bare_editors')})\.,?\s"
        page_end = (
            r"(?:\b\d{1,2}\s[A-Z][a-z]{2,8}\.?\s(?:1[5-9]|20)\d\d"
            rf"|\b(?:{w('page_short')})\.?\s?\d[\d\s,-]*(?<![\s,])[nf]{{0,2}}"
            rf"|\b[ivxlc]+\.\s?\d+(?:-\d+)?(?:,\s\d+(?:-\d+)?)*"
            rf"|\b(?:{w('chapters')})\.?\s?(?:\d+|[IVX]+)|,\s\d{{1,3}}(?:-\d{{1,3}})?|\)|https?://\S*[^\s.]|{back}\.?)"
        )
        press = rf"(?:{w('publishing_houses', 'places')})"
        #: "Reed's Oil, p. 4": a work in short by its author's name.
        owned = (
            rf"[^\W\d_a-zа-я][\w-]+(?:'s|(?<=s)')\s[\"']?[^\W\d_a-zа-я][^,.;()]{{0,60}},\s"
            rf"(?:{w('page_short')})\.?\s?\d"
        )
        self.after_pages = re.compile(
            rf"{page_end}(?:(?P<stop>\.\s+(?={back}|(?!{press},\s){_NAME_COMMA}|{_ABBREVIATED_VOLUME}))"
            rf"|(?P<list>,\s+(?={owned}))"
            rf"|(?P<and>,?\s+(?=(?i:{w('joining_signals')})\s+(?:{back}|[\"']?{_NAME_COMMA}|[\"']|{owned}|{edited}))))"
        )
        #: A stop and a dash between two works: "Hurst, Tolls, cap. 28.--Lane, Weirs, p. 3".
        self.dashed = re.compile(
            r"(?:(?:(?<=[\d)])[.,]?|(?<=[^\W\d_]{2})\.)--\s*|(?<=[\d)])\.-\s*|(?<=[.?!]\")\s?--?\s?)"
            r"(?=[\"(]?[^\W\d_a-z])"
        )
        #: In a bracket behind an older work, before the edition meant: "(text: Lane, ed., ...".
        self.of_edition = re.compile(
            rf"[(;]\s*(?=(?:{w('edition_labels')})(?::\s|\s(?-i:[^\W\d_a-z])[\w'-]+\s(?:1[5-9]|20)\d\d))",
            re.IGNORECASE,
        )
        self.label_alone = re.compile(rf"[(;\s]*(?:{w('edition_labels')})[:\s]*", re.IGNORECASE)
        #: Behind an imprint or an address a new sentence, that goes on with no part of the work.
        self.behind_imprint = re.compile(
            rf"(?:\([^()]*[^\W\d_][,:]?\s(?:1[5-9]|20)\d\d\)|https?://\S*[^\s.])"
            rf"(?P<end>\.\s+)(?=[^\W\d_a-z][a-z]+\s)"
            rf"(?!(?i:{w('volume', 'issue', 'pages', 'edition', 'editor', 'translator')}"
            rf"|{w('found_in', 'accessed', 'places', 'divisions', 'shown_places')})(?!\w))"
        )
        #: Behind "ibid." with its pages a sentence of whatever kind, but who wrote to whom there.
        self.behind_ibid = re.compile(
            rf"\b(?i:{w('ibid')})(?!\w)[.,]*\s(?:(?:{w('page_short')})\.?\s?)?\d[\d\s,-]*(?P<end>\.\s+)"
            rf"(?=[^\W\d_a-z][^\W\d_])(?!(?:[^\W\d_a-z][\w.'-]*\s){{1,4}}(?:{w('pair_joints')})\s)"
        )
        #: Behind pages a word on the works just cited, and one more: "pp. 5-6, the latter against, and by
        #: Hill, The Gulf".
        self.behind_aside = re.compile(
            rf"(?<=[\dnf)])(?P<aside>,\s(?:{w('page_asides')})\b[^,;.()\d]{{0,60}}),?\s"
            rf"(?=(?i:{w('joining_signals')})\s+[\"']?{_NAME_COMMA})"
        )
        self.sentence = re.compile(
            rf"(?<=[\w)\"'])(?<!\b[A-Z])[.:]\s+"
            rf"(?=(?:(?!(?:{w('no_sentence_signals')})\b)(?:{w('signals')})|{back})(?!\w))",
            re.IGNORECASE,
        )
        #: Behind a quoted sentence a signal opens a new one: '... around." See Brock'.
        self.behind_sentence = re.compile(
            rf"(?<=[.?!]\")\s+(?=(?!(?:{w('no_sentence_signals')})\b)(?:{w('signals')})(?!\w)[^a-z]*[A-Z\"'])",
            re.IGNORECASE,
        )
        #: After pages a sentence of talk begins: "p. 500. This account is disputed."
        self.talk = re.compile(rf"(?<=\d)\.\s+(?=(?i:{w('talk_remarks')})\b|(?:{w('talk_openings')})\s[a-z])")
        #: Behind pages or an imprint a sentence leads up to a further work: "(1988). For more on tolls, see".
        self.leading_sentence = re.compile(
            rf"(?:(?<=[\d)])\.|(?<=[.?!]\"))\s+(?=(?:{w('remark_openings')})\b[^.;()\"]{{0,140}}?"
            rf"[\s,](?i:{w('remark_signals')})\s)"
        )
        #: Behind pages that say so, a sentence of small words.
        self.prose = re.compile(
            r"(?<=\d)(?<!\b\d\d\d\d)\.\s+"
            r"(?=[^\W\d_a-z][\w']*\s(?:[a-z]+\s|\d+\s){3}|[^\W\d_a-z]\w+'s\s[a-z]{3,}\s)"
        )
        #: Behind pages that say so: the words quoted from there, to the end.
        self.quotation = re.compile(r"(?<=\d)[:.,]?\s+\"(?P<words>[^\"]*)(?:\"[^\"]{0,40})?$")
        self.paged = re.compile(rf"(?:\b(?:{w('page_short')})\.\s?|\b[ivxl]+\.?,?\s)\d[\d\s,-]*$")
        #: A bracket that says where a work is found: "[Worldcat]".
        self.found_at = re.compile(rf"[.,]?\s*\[(?:{w('catalogue_links')})\]\s*\.?$")
        #: Behind pages or an imprint: where the work just cited was found quoted.
        self.quoted = re.compile(
            rf"(?<=[\d)\]\"])(?P<by>,?\s+)"
            rf"(?=[(\[]?(?i:{w('found_in', 'seen_in', 'quoting_another')}):?\]?\s+"
            rf"(?:[\"']?[^\W\d_a-zа-я]|(?i:{w('ibid')})))"
        )
        #: Behind pages to the end: remarks in brackets that hold neither a year nor an imprint.
        self.bracket_remark = re.compile(
            r"(?<=\d)[.,]?\s+(?P<remarks>(?:(?:\([^()\[\]:]*\)|\[[^()\[\]:]*\])[\s.,]*)+)$"
        )
        self.named_later = re.compile(rf"{w('hereafter')}", re.IGNORECASE)
        self.sentences = (
            self.sentence,
            self.behind_sentence,
            self.talk,
            self.leading_sentence,
            self.prose,
        )
        #: A last full stop that belongs to its word.
        self.kept_stop = re.compile(rf"(?:^|\W)(?:{w('ibid')}|{w('stopped_words')})\.$", re.IGNORECASE)
        self.locator = re.compile(rf"\b(?:{w('locators')})|\(")
        self.numbered = re.compile(rf"\d|\b(?:{w('page_marks')})|\(|\"")
        self.remark = re.compile(rf"\s*(?:{w('remark_openings')})\b(?:[^\"()]|\"[^\"]{{1,40}}\"){{12,}}$")
        self.series = words.pattern("document_series", case=True)
        #: When an address was looked up, behind a semicolon.
        self.accessed = re.compile(rf"\s*(?:{w('accessed')})", re.IGNORECASE)
        #: What someone does with a work, before its author, title and imprint: "Dale relies on Ruth Brook,".
        self.talk_of_work = re.compile(
            rf"{_NAME}\s[a-z]{{2,}}s\s(?:[^;()]{{1,120}}\s)??(?:(?:{w('talk_joints')})|[\w'\"]+:)\s"
            rf"(?={_NAME},\s[^\W\d_a-z][^;()]{{5,}}\s\([^()]*:\s[^()]*(?:1[4-9]|20)\d\d\))"
        )

    def cuts(self, text: str) -> Iterator[int]:
        """The offsets at which a stretch between two semicolons is cut, in no order."""
        for pattern in (*self.sentences, self.quoted):
            yield from (m.start() for m in pattern.finditer(text))
        for pattern in (self.after_pages, self.behind_ibid, self.behind_imprint):
            yield from (m.start(m.lastgroup or 0) for m in pattern.finditer(text))
        for m in self.behind_aside.finditer(text):
            yield from m.span("aside")
        for m in self.dashed.finditer(text):
            yield from m.span()
        yield from (m.start() for m in self.of_edition.finditer(text))


@lru_cache(maxsize=8)
def piece_patterns(words: CitationWords) -> PiecePatterns:
    """The patterns by which a language's notes are cut."""
    return PiecePatterns(words)


def pieces(text: str, start: int, end: int, words: CitationWords) -> list[tuple[int, int]]:
    """The spans of a note's pieces, in order; `text` is folded, [start, end) the note's body.

    Cut at semicolons outside brackets and quotation marks, at sentences that open with a signal word, and
    after pages where a new name begins. A remark before "see" is left out when a citation follows it.
    """
    patterns = piece_patterns(words)
    out: list[tuple[int, int]] = []
    for a, b in _semicolons(text, start, end, patterns):
        cuts = sorted({a + k for k in patterns.cuts(text[a:b])})
        for x, y in zip([a, *cuts], [*cuts, b], strict=True):
            if patterns.label_alone.fullmatch(text, x, y):
                continue
            for begin, stop in without_prose(text, x, y, words):
                span = _trim(text, begin, stop, patterns)
                if span:
                    out.append(span)
    return [span for k, span in enumerate(out) if not _is_quotation(text, span, out[k + 1 : k + 2])]


def _is_quotation(text: str, span: tuple[int, int], behind: Sequence[tuple[int, int]]) -> bool:
    """Whether a piece is words quoted in a note, with nothing beside them, before the work they are quoted
    from: '"dug on the whole from hand to hand"; Dale, Canals, 4'."""
    m = _QUOTATION_ALONE.fullmatch(text, *span)
    if m is None or not behind or len(m["words"].split()) < QUOTED_WORDS:
        return False
    long_words = re.findall(r"[^\W\d_]{4,}", m["words"])
    small = sum(w[0].islower() for w in long_words)
    return ";" in text[span[1] : behind[0][0]] and small * 2 > len(long_words)


def _semicolons(text: str, start: int, end: int, patterns: PiecePatterns) -> list[tuple[int, int]]:
    out, begin, depth, quoted = [], start, 0, False
    if _ENCLOSED.fullmatch(text, start, end):
        # "(Brook 1990; Dale 1991, 4)"
        depth = -1
    balanced = text.count('"', start, end) % 2 == 0
    for k in range(start, end):
        c = text[k]
        depth = max(min(depth, 0), depth + (c in "([") - (c in ")]"))
        if c == '"' and balanced:
            quoted = not quoted
        elif c == ";" and not quoted and (depth == 0 or ")" not in text[k:end]):
            out.append((begin, k))
            begin = k + 1
    out.append((begin, end))
    return _rejoined(text, out, patterns)


def _rejoined(text: str, spans: list[tuple[int, int]], patterns: PiecePatterns) -> list[tuple[int, int]]:
    """Semicolons taken back within the title of a series' volume ("vol. VI, Eastern Europe; The Soviet Union
    (Washington: ...)"), between authors ("Linden, K.; Cummings, S."), between title and subtitle, before
    when an address was looked up."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        before = text[out[-1][0] : out[-1][1]] if out else ""
        accessed = before and patterns.accessed.match(text, a, b)
        if (
            accessed
            or _AUTHORS_ALONE.fullmatch(before)
            or _title_goes_on(before, text[a:b], patterns)
            or (
                before
                and patterns.series.search(before)
                and not patterns.locator.search(before)
                and re.match(r"\s*[A-Z][^,;(]{2,60}\s*\(", text[a:b])
            )
        ):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _title_goes_on(before: str, behind: str, patterns: PiecePatterns) -> bool:
    """Whether the words behind a semicolon are the rest of the title before it: "Ruth Dale, The Port of
    Varna; A History in Maps (Sofia: Lane, 1931)"."""
    named = _NAMED_TITLE.search(before)
    return bool(
        named
        and len(named["title"].split()) >= LEAST_TITLE
        and not patterns.paged.search(before)
        and not re.search(r",\s\d[\d, -]*$", before)
        and not patterns.signal.match(behind)
        and _REST_OF_TITLE.match(behind)
    )


def _trim(text: str, a: int, b: int, patterns: PiecePatterns) -> tuple[int, int] | None:
    """A piece without the remark and the signal before it and the stops around it; None when nothing is
    left."""
    a = b - len(text[a:b].lstrip(" ,.;:"))
    a += 2 * bool(_CLOSED_BEFORE.match(text, a, b))
    label = _LABEL.match(text, a, b)
    a = label.end() if label else a
    a = _past_lead(text, _past_quotation(text, a, b), b, patterns)
    signal = patterns.signal.match(text, a, b)
    if signal and signal.end() < b and not re.match(r"\s*,", text[signal.end() : b]):
        a = signal.end()
    b = _without_stops(text, a, _without_quotation(text, a, b, patterns))
    if text[a:b].endswith(".") and not patterns.kept_stop.search(text[a:b]):
        b = _without_stops(text, a, b - 1)
    a, b = _unbracketed(text, a, b)
    return (a, b) if re.search(r"\w", text[a:b]) else None


def _unbracketed(text: str, a: int, b: int) -> tuple[int, int]:
    """A piece without the round bracket around all of it, closed or not."""
    if text[a:b].startswith("(") and text.find(")", a, b) in (-1, b - 1):
        return a + 1, _without_stops(text, a + 1, b - text[a:b].endswith(")"))
    return a, b


def _without_quotation(text: str, a: int, b: int, patterns: PiecePatterns) -> int:
    """Where a piece ends without the words quoted from the pages it gives, and without a link's label."""
    link = patterns.found_at.search(text, a, b)
    b = link.start() if link else _without_remarks(text, a, b, patterns)
    last = text.rfind('"', a, b)
    opened = last if text.count('"', a, b) % 2 else text.rfind('"', a, last)
    m = patterns.quotation.search(text[a:b], max(0, opened - a - 4)) if opened >= 0 else None
    if m is None:
        return b
    many = len(m["words"].split())
    announced = m.group().startswith(":") and many >= LONG_QUOTATION
    paged = many >= QUOTED_WORDS and patterns.paged.search(text[a : a + m.start()])
    return a + m.start() if announced or paged else b


def _without_remarks(text: str, a: int, b: int, patterns: PiecePatterns) -> int:
    """Where a piece ends without the remarks in brackets behind its pages: "pp. 18-20 (2 coins)"."""
    m = patterns.bracket_remark.search(text, a, b)
    if m is None or not patterns.paged.search(text[a : m.start()]):
        return b
    said = m["remarks"]
    kept = _YEAR.search(said) or patterns.named_later.search(said) or not _SMALL_WORD.search(said)
    return b if kept else m.start()


def _without_stops(text: str, a: int, b: int) -> int:
    """Where a piece ends without the stops behind it, closing brackets that nothing opened among them."""
    opened = text[a:b].count("(") - text[a:b].count(")")
    while b > a and (text[b - 1] in " ,;:" or (text[b - 1] == ")" and opened < 0)):
        opened += text[b - 1] == ")"
        b -= 1
    return b


def _past_lead(text: str, a: int, b: int, patterns: PiecePatterns) -> int:
    """Where the citation begins behind a remark that leads up to it."""
    talk = patterns.talk_of_work.match(text, a, b)
    if talk:
        return talk.end()
    leads = list(patterns.lead.finditer(text, a, b))
    if leads and (
        _remark(text[a : leads[-1].start()], patterns) or patterns.quoting_lead.match(leads[-1].group())
    ):
        return leads[-1].end()
    return a


def _past_quotation(text: str, a: int, b: int) -> int:
    """Where the citation begins behind the words quoted from it."""
    m = _OPENING_QUOTATION.match(text, a, b)
    if m is None or len(m["words"].split()) < LONG_OPENING:
        return a
    long_words = re.findall(r"[^\W\d_]{4,}", m["words"])
    small = sum(w[0].islower() for w in long_words)
    # the headline of a newspaper has capitals
    return m.end() if small * 2 >= len(long_words) else a


def _remark(prefix: str, patterns: PiecePatterns) -> bool:
    """Whether the words before "see" are talk: no number of a page or year, no bracketed imprint, no
    shelfmark."""
    return not patterns.numbered.search(prefix) or bool(patterns.remark.match(prefix))
