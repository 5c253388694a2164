"""Where sentences end in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.extract.read.vocabulary import SentenceWords

_STOP = re.compile(r"[.?!\u2026]+[\"'\u201d\u2019)\]\u00bb]*(?:\\(?=\n| ))?(?=\s|$)")
_OPENS = re.compile(r"[\"'\u201c\u2018\u00ab(\[]*[A-Z\u00c0-\u00de0-9]")
_CLOSERS = "\"'\u201d\u2019)]\u00bb"
_WORD_BEFORE = re.compile(r"([^\s\"'\u201c\u2018(\[]+)$")
_NEXT_WORD = re.compile(r"[\"'\u201c\u2018(\[]*([^\W\d_]+)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")


def boundaries(
    text: str, words: SentenceWords, breaks: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """(start, end) of every sentence of `text`, blanks trimmed; `breaks` are places where a sentence ends
    whatever stands there (a list item, a block)."""
    cuts: set[int] = set(breaks)
    cuts.update(m.end() for m in _STOP.finditer(text) if _ends(text, m, words))
    out: list[tuple[int, int]] = []
    at = 0
    for cut in [*sorted(cuts), len(text)]:
        piece = text[at:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            out.append((at + lead, at + len(piece.rstrip())))
        at = cut
    return out


@dataclass(frozen=True, slots=True)
class _FullStop:
    """A full stop and what stands around it: where it stands and the word before begins, that word, the text
    after and its first word in small letters, whether a closing bracket or quotation mark follows."""

    text: str
    at: int
    begins: int
    token: str
    after: str
    follower: str
    closed: bool


def _ends(text: str, m: re.Match[str], words: SentenceWords) -> bool:
    after = text[m.end() : m.end() + 60].lstrip()
    if after and not _OPENS.match(after):
        # a small letter goes on with the sentence, a dash or a mark after a closing quotation too
        return False
    stop = m.group().rstrip("\\")
    if stop[0] != "." or len(stop.rstrip(_CLOSERS)) > 1:
        return True
    word = _WORD_BEFORE.search(text[max(0, m.start() - 40) : m.start()])
    following = _NEXT_WORD.match(after)
    here = _FullStop(
        text,
        m.start(),
        m.start() - (len(word.group(1)) if word else 0),
        word.group(1).rstrip("\\") if word else "",
        after,
        following.group(1).lower() if following else "",
        len(stop) > 1,
    )
    for rule in _RULES:
        verdict = rule(here, words)
        if verdict is not None:
            return verdict
    return True


def _closing_abbreviation(s: _FullStop, words: SentenceWords) -> bool | None:
    """After "etc." or "U.S." a sentence ends where a usual opener follows; "No. 3" goes on."""
    low = s.token.lower()
    if low not in words.closing and not _INITIALS.fullmatch(s.token):
        return None
    if low in words.number_words and s.after[:1].isdigit():
        return False
    return not s.after or s.follower in words.starters or s.closed


def _initial(s: _FullStop, words: SentenceWords) -> bool | None:
    """A single capital is an initial, unless the sentence ends in a letter or numeral ("Plan B. The ...")."""
    if not re.fullmatch(r"[A-Z]", s.token):
        return None
    opens = s.follower in words.starters and s.follower not in words.weak_starters
    return not s.after or (opens and _names_a_thing(s, words))


def _abbreviation(s: _FullStop, words: SentenceWords) -> bool | None:
    """After "Dr." or "vol." a sentence ends only where a bracket or quotation closes with it."""
    low = s.token.lower()
    if low not in words.abbreviations:
        return None
    if low in words.letters:
        return s.closed
    return s.closed and (not s.after or s.follower in words.starters)


def _item_number(s: _FullStop, words: SentenceWords) -> bool | None:
    """The number of a list's item ends nothing ("2. The men were to leave")."""
    if re.fullmatch(r"\d{1,2}", s.token) and not s.closed:
        lead = s.text[max(0, s.at - 8) : s.at].rstrip("\\ ")[: -len(s.token)]
        if not lead.strip() and not s.text[: s.at].rstrip("\\ ")[: -len(s.token)].strip():
            return False
    if re.fullmatch(r"\d{1,2}|[ivx]{1,4}|[a-h]", s.token) and _opens_item(s.text, s.begins):
        return False
    return None


_RULES = (_closing_abbreviation, _initial, _abbreviation, _item_number)


def ends_in_abbreviation(line: str, words: SentenceWords) -> bool:
    """True when the line's last full stop closes an initial or an abbreviation ("said by F."), so that the
    sentence goes on."""
    m = re.search(r"([^\s\"'\u201c\u2018(\[]+)\.\s*$", line[-80:])
    if not m:
        return False
    low = m.group(1).lower()
    return bool(re.fullmatch(r"[A-Z]|(?:[A-Z]\.)+[A-Z]", m.group(1))) or (
        low in words.abbreviations and low not in words.closing
    )


def _names_a_thing(s: _FullStop, words: SentenceWords) -> bool:
    """True after "Plan", "Group" ...: a capital letter that names a thing and not a person."""
    before = re.search(r"([^\W\d_]+)\s+[A-Z]$", s.text[max(0, s.at - 60) : s.at])
    return bool(before and before.group(1) in words.lettered_things)


def _opens_item(text: str, at: int) -> bool:
    """True when the number at `at` opens a numbered item: nothing stands before it but a sentence's end."""
    before = text[max(0, at - 200) : at].rstrip()
    return (not before and not text[:at].strip()) or before[-1:] in tuple('.?!:;"\u201d)')
