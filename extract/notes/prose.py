"""Prose told from references: the sentences of a note that talk, scored by what clauses and references
show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.prose_words import ProseWords, prose_words
from regesta.extract.text.lexicon import CitationWords

_CAPITAL = r"[^\W\d_a-z]"
_QUOTED = re.compile(r"\"[^\"]*\"")
#: Stops that may end a sentence: no initial's, a capital or an opening mark behind.
_STOP = re.compile(r"(?<=[\w)\]\"'])[.?!][\"')\]]*\s+(?=[\"'(\[]*[^\W_a-z])")
#: A colon behind words in small letters: what follows may be the work that the words are about.
_COLON = re.compile(r"(?<=[a-z]{2}):\s+(?=[\"']?[^\W\d_a-z])")
_LAST_WORD = re.compile(r"[\w.]+$")
_IMPRINT = re.compile(r"\((?P<inner>[^()]*(?<!\d)(?:1[4-9]|20)\d\d(?:[-/]\d{2,4})?[a-z]?)\)")
_YEAR = re.compile(r"(?<!\d)[,:]\s*(?:1[4-9]|20)\d\d(?!\d)")
_ADDRESS = re.compile(r"https?://|www\.|\bdoi\b", re.IGNORECASE)
#: An address in prose; what a bracket holds that may be a citation of its own.
_URL = re.compile(r"https?://[^\s,;)\]]+(?<![.])")
_BRACKET = re.compile(r"\(([^()]{6,})\)")
_YEAR_LAST = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?:[-/]\d{2,4})?$")
_PLACE_AND_YEAR = re.compile(rf"{_CAPITAL}[\w.]+(?: {_CAPITAL}[\w.]+)?,\s(?:1[4-9]|20)\d\d(?:[-/]\d{{2,4}})?")
_BRACKETED_WORK = re.compile(rf"\s*[\"']?{_CAPITAL}[^:]*,\s[^:]*\d|\s*{_CAPITAL}[\w'-]+ (?:1[5-9]|20)\d\d")
#: The pages behind the year in the bracket of an imprint: "Leith, 1821, pp. 507-566,".
_PAGES_LAST = re.compile(r",\s(?:pp?|fols?)\.\s?\d[\d\s-]*$")
_PARTS = re.compile(r"[^;\s][^;]*")
#: "S.P", "e.g": letters each with a stop.
_INITIALS = re.compile(r"(?:\w\.)+\w{1,2}")
#: A capitalised word of so many letters before a stop is shortened, unless a sentence plainly begins behind.
LONGEST_SHORTENED = 5
#: No word that is shortened has more characters.
LONGEST_WORD = 30
_WORD = re.compile(r"(?<![\w'])[^\W\d_][\w'-]*")
#: Words of so many letters are looked at for their capitals.
LONG_WORD = 4
#: Share of long words with a capital from which words read like a title or a list of names; words in small
#: letters from which a stretch is as long as a sentence, and as long as talk.
CAPITALS, SENTENCE_WORDS, TALK_WORDS = 0.6, 8, 18
#: A sentence without any sign of a reference has at least so many words.
BARE_WORDS = 6
#: A bracket that holds a year and nothing else has at most so many characters ("c. 1860-61").
BARE_YEAR = 10
#: How far (characters) behind "see" or a colon the signs of a reference are looked for.
REACH = 400


@dataclass(frozen=True)
class _Signs:
    """What a sentence of a note shows; `text` is folded."""

    text: str
    words: ProseWords

    @cached_property
    def bare(self) -> str:
        """The sentence without words in quotation marks and brackets."""
        return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", _QUOTED.sub(" ", self.text))

    @cached_property
    def small(self) -> int:
        """How many words stand in small letters."""
        return sum(w[0].islower() for w in _WORD.findall(self.bare))

    @cached_property
    def capitals(self) -> bool:
        """Most words of some length have a capital."""
        found = [w for w in _WORD.findall(self.bare) if len(w) >= LONG_WORD]
        return bool(found) and sum(w[0].isupper() for w in found) / len(found) >= CAPITALS

    @property
    def clause(self) -> float:
        """What argues for a clause."""
        w, text, words = self.words.weights, self.bare, self.words
        return (
            w.verb * min(2, len(words.verb.findall(text)))
            + w.saying * bool(words.saying.search(text))
            + w.object * bool(words.object.search(text))
            + w.pronoun * bool(words.pronoun.search(text))
            + w.joint * min(2, len(words.joint.findall(text)))
            + w.opening * bool(words.opening.match(self.text))
            + w.small_words * (self.small >= SENTENCE_WORDS)
            + w.long * (self.small >= TALK_WORDS)
        )

    @property
    def verbal(self) -> bool:
        """A finite verb."""
        words = self.words
        return any(p.search(self.bare) for p in (words.verb, words.saying, words.object))

    @property
    def _opens_sentence(self) -> bool:
        """Its first words are a sentence's and no author's."""
        return bool(self.words.opening.match(self.text) or self.words.adverb.match(self.text))

    @cached_property
    def reference(self) -> float:
        """What argues against a clause, at most 0, but for capitals."""
        w, text = self.words.weights, self.text
        return (
            w.author * bool(self.words.author.match(text) and not self._opens_sentence)
            + w.author_year * bool(self.words.author_year.match(text))
            + w.imprint * any(not self.words.month.search(m["inner"]) for m in _IMPRINT.finditer(text))
            + w.year * bool(_YEAR.search(self.bare))
            + w.pages * bool(self.words.pages.search(text))
            + w.number * bool(self.words.number.search(text))
            + w.address * bool(_ADDRESS.search(text))
            + w.quoted * text.lstrip().startswith('"')
        )

    @property
    def against(self) -> float:
        """All that argues against a clause."""
        return self.reference + self.words.weights.capitals * self.capitals

    @property
    def prose(self) -> bool:
        """Whether a finite verb and all else argue for a clause; less is needed where nothing argues for a
        reference."""
        if self.words.adverb.match(self.text) and not self.reference:
            return True
        bare = not self.reference and len(_WORD.findall(self.bare)) >= BARE_WORDS
        least = self.words.least_bare if bare else self.words.least
        return self.verbal and self.clause + self.against >= least


def is_prose(text: str, words: CitationWords) -> bool:
    """Whether a sentence of a note, folded, talks and cites nothing."""
    return _Signs(text, prose_words(words)).prose


def is_reference(text: str, words: CitationWords) -> bool:
    """Whether a sentence shows a sign of a reference and is no prose."""
    signs = _Signs(text, prose_words(words))
    return signs.reference < 0 and not signs.prose


def title_is_prose(title: str, words: CitationWords) -> bool:
    """Whether what was read as a title, folded, is a clause whatever stands behind it."""
    known = prose_words(words)
    signs = _Signs(title, known)
    against = known.weights.capitals * signs.capitals + known.weights.quoted * title.startswith('"')
    return signs.verbal and signs.clause + against >= known.least_title


def without_prose(text: str, a: int, b: int, words: CitationWords) -> list[tuple[int, int]]:
    """The stretches of text[a:b] that are no prose: sentences that talk are left out but for what they cite,
    the others stay together; a whole stretch where nothing in it talks."""
    known = prose_words(words)
    cuts = _boundaries(text, a, b, words)
    out: list[tuple[int, int]] = []
    open_end = -1
    for x, y in zip([a, *cuts], [*cuts, b], strict=True):
        x = _past_words(text, x, y, b, words)
        if x == y:
            continue
        cited = (
            None
            if open_end == x and _ends_authors(text[out[-1][0] : x], known)
            else _cited_instead(text, x, y, words)
        )
        if cited is not None:
            out += cited
            continue
        end = _clause_behind(text, x, y, known)
        if out and open_end == x:
            out[-1] = (out[-1][0], end)
        else:
            out.append((x, end))
        open_end = y if end == y else -1
    return out


def _ends_authors(before: str, known: ProseWords) -> bool:
    """Whether nothing but authors, or authors and a year, stand before a sentence, which then is their title:
    "Brook, A. 1990. What the harbour was"."""
    return bool(known.authors_only.fullmatch(before) and known.signed.search(before))


def _cited_instead(text: str, a: int, b: int, words: CitationWords) -> list[tuple[int, int]] | None:
    """What a sentence cites that talks, or that talks up to what it cites; None for a reference."""
    if is_prose(text[a:b], words):
        return cited_in(text, a, b, words)
    m = prose_words(words).turn.search(text, a, b)
    before = text[a : m.end()] if m else ""
    talks = len(before.split()) >= BARE_WORDS and is_prose(before, words)
    return (cited_in(text, a, b, words) or None) if talks else None


def _past_words(text: str, a: int, b: int, end: int, words: CitationWords) -> int:
    """Where the work begins that something in small letters stands in: "frontier letters in Dale, Tolls"; the
    end `b` of the sentence where it leads up to what follows it before `end`."""
    begin, known = b - len(text[a:b].lstrip(" ,.;:")), prose_words(words)
    signal = words.pattern("signals").match(text, begin, b)
    begin = signal.end() + 1 if signal else begin
    turn = known.author_behind_colon.match(text, begin, end)
    m = known.within.match(text, begin, b) if turn is None or turn.end() > b else turn
    return m.end() if m and is_reference(text[m.end() : end], words) else a


def cited_in(text: str, a: int, b: int, words: CitationWords) -> list[tuple[int, int]]:
    """What a sentence that talks cites: what stands behind "see" or "is in", the titles before its imprints,
    the works in its brackets, its addresses; [] where it cites nothing."""
    known = prose_words(words)
    for m in known.lead.finditer(text, a, b):
        if _leads_to_work(text, a, m.end(), b, words):
            return [(m.end(), _clause_behind(text, m.end(), b, known))]
    found = [span for m in _BRACKET.finditer(text, a, b) for span in _in_bracket(text, a, m, words)]
    return found or [m.span() for m in _URL.finditer(text, a, b)]


def _leads_to_work(text: str, a: int, at: int, b: int, words: CitationWords) -> bool:
    """Whether a work, and no place, begins at text[at], outside brackets and quotation marks."""
    if is_place(text[at:b].split(",")[0], words) or _enclosed(text, a, at):
        return False
    return is_reference(text[at : min(b, at + REACH)], words)


def _in_bracket(text: str, a: int, m: re.Match[str], words: CitationWords) -> list[tuple[int, int]]:
    """The work that a bracket cites: the title before its imprint, or what stands in it."""
    known = prose_words(words)
    if _is_imprint(m[1], words):
        titled = known.title_before.search(text, a, m.start())
        return [(titled.start("title"), m.end())] if titled else []
    if not _BRACKETED_WORK.match(m[1]) or known.month.match(m[1]):
        return []
    several = [p.span() for p in _PARTS.finditer(text, *m.span(1))]
    if len(several) > 1 and all(_BRACKETED_WORK.match(text[x:y]) for x, y in several):
        return several
    dated = known.month.search(m[1]) and _YEAR_LAST.search(m[1])
    return [m.span(1)] if dated or is_reference(m[1], words) else []


def _is_imprint(inner: str, words: CitationWords) -> bool:
    """Whether a bracket holds where and when a work was printed, or when alone."""
    inner = _PAGES_LAST.sub("", inner.strip(" ,"))
    place = inner.split(":")[0].split(",")[0]
    alone = len(inner) <= BARE_YEAR or _PLACE_AND_YEAR.fullmatch(inner)
    return bool(_YEAR_LAST.search(inner)) and (":" in inner or is_place(place, words) or bool(alone))


def _clause_behind(text: str, a: int, b: int, known: ProseWords) -> int:
    """Where a reference ends that a clause goes on from: "Tolls, 4, where the quay is described"."""
    m = known.clause_behind.search(text, a, b)
    return m.start() if m and not _enclosed(text, a, m.start()) else b


def _boundaries(text: str, a: int, b: int, words: CitationWords) -> list[int]:
    """Where sentences begin within text[a:b], outside quotation marks and brackets."""
    known = prose_words(words)
    found = [m.end() for m in _STOP.finditer(text, a, b) if not _abbreviates(text, a, m, known)]
    found += [
        m.end()
        for m in _COLON.finditer(text, a, b)
        if not known.lead.search(text, a, m.start())
        and is_reference(text[m.end() : min(b, m.end() + REACH)], words)
    ]
    return _outside(text, a, sorted(found))


def _outside(text: str, a: int, offsets: list[int]) -> list[int]:
    """Those of the rising offsets that stand outside quotation marks and brackets opened behind `a`."""
    out: list[int] = []
    opened, marks, at = 0, 0, a
    for k in offsets:
        opened += text.count("(", at, k) - text.count(")", at, k)
        marks += text.count('"', at, k)
        at = k
        if opened <= 0 and marks % 2 == 0:
            out.append(k)
    return out


def _abbreviates(text: str, a: int, stop: re.Match[str], known: ProseWords) -> bool:
    """Whether the word before a stop is an initial or is shortened."""
    m = _LAST_WORD.search(text, max(a, stop.start() - LONGEST_WORD), stop.start())
    word = m.group() if m else ""
    if not word[-1:].isalpha():
        return False
    if len(word) == 1 or _INITIALS.fullmatch(word) or known.stopped.fullmatch(word):
        return True
    short = word[0].isupper() and len(word) <= LONGEST_SHORTENED
    return short and not known.sentence_opening.match(text, stop.end())


def _enclosed(text: str, a: int, k: int) -> bool:
    """Whether an offset stands within a bracket or quotation marks that opened behind `a`."""
    before = text[a:k]
    return before.count("(") > before.count(")") or before.count('"') % 2 == 1
