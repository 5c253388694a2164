"""Where sentences end in running text."""

from __future__ import annotations

import re

from regesta.extract.read.language import words

_STOP = re.compile(r"[.?!\u2026]+[\"'\u201d\u2019)\]\u00bb]*(?:\\(?=\n| ))?(?=\s|$)")
_OPENS = re.compile(r"[\"'\u201c\u2018\u00ab(\[]*[A-Z\u00c0-\u00de0-9]")


def boundaries(text: str, breaks: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    """(start, end) of every sentence of `text`, blanks trimmed; `breaks` are places where a sentence ends
    whatever stands there (a list item, a block)."""
    cuts: set[int] = set(breaks)
    for m in _STOP.finditer(text):
        if _ends(text, m):
            cuts.add(m.end())
    out: list[tuple[int, int]] = []
    at = 0
    for cut in [*sorted(cuts), len(text)]:
        piece = text[at:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            out.append((at + lead, at + len(piece.rstrip())))
        at = cut
    return out


def _ends(text: str, m: re.Match[str]) -> bool:
    after = text[m.end() : m.end() + 60].lstrip()
    if after and not _OPENS.match(after):
        # a small letter goes on with the sentence, a dash or a mark after a closing quotation too
        return False
    stop = m.group().rstrip("\\")
    if stop[0] != "." or len(stop.rstrip("\"'\u201d\u2019)]\u00bb")) > 1:
        return True
    word = re.search(r"([^\s\"'\u201c\u2018(\[]+)$", text[max(0, m.start() - 40) : m.start()])
    token = word.group(1).rstrip("\\") if word else ""
    low = token.lower()
    nxt = re.match(r"[\"'\u201c\u2018(\[]*([^\W\d_]+)", after)
    follower = nxt.group(1).lower() if nxt else ""
    starter = follower in words("sentences", "starters")
    closed = len(stop) > 1
    if low in words("sentences", "closing_abbreviations") or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", token):
        if low == "no" and re.match(r"\d", after):
            return False
        return not after or starter or closed
    if re.fullmatch(r"[A-Z]", token):
        # an initial, unless the sentence ends in a letter or numeral ("Plan B. The ...")
        return not after or (starter and follower not in ("i", "a") and _names_a_thing(text, m.start()))
    if low in words("sentences", "abbreviations"):
        return (not after or starter) and closed if low not in ("m", "d", "l", "c", "n", "f", "v") else closed
    if (
        re.fullmatch(r"\d{1,2}", token)
        and not closed
        and text[: m.start()].rstrip("\\ ")[: -len(token)].strip() == ""
    ):
        return False
    return not (
        re.fullmatch(r"\d{1,2}|[ivx]{1,4}|[a-h]", token)
        and _opens_item(text, m.start() - len(word.group(1) if word else ""))
    )


def ends_in_abbreviation(line: str) -> bool:
    """True when the line's last full stop closes an initial or an abbreviation ("said by F."), so that the
    sentence goes on."""
    m = re.search(r"([^\s\"'\u201c\u2018(\[]+)\.\s*$", line)
    if not m:
        return False
    low = m.group(1).lower()
    return bool(re.fullmatch(r"[A-Z]|(?:[A-Z]\.)+[A-Z]", m.group(1))) or (
        low in words("sentences", "abbreviations") and low not in words("sentences", "closing_abbreviations")
    )


def _names_a_thing(text: str, dot: int) -> bool:
    """True after "Plan", "Group" ...: a capital letter that names a thing and not a person."""
    before = re.search(r"([^\W\d_]+)\s+[A-Z]$", text[:dot])
    return bool(
        before
        and before.group(1)
        in {
            "Plan",
            "Group",
            "Division",
            "Type",
            "Class",
            "Point",
            "Annex",
            "Appendix",
            "Section",
            "Zone",
            "Article",
            "World",
            "War",
            "Vitamin",
            "Day",
        }
    )


def _opens_item(text: str, at: int) -> bool:
    """True when the number at `at` opens a numbered item: nothing stands before it but a sentence's end."""
    before = text[:at].rstrip()
    return not before or before[-1] in '.?!:;"\u201d)'
