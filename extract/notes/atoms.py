"""A citation cut into atoms: the stretches between its commas, its brackets and quoted titles, its shelfmarks
and addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.extract.text.lexicon import alternatives
from regesta.extract.text.shelfmarks import Shelfmark, find_archives, find_shelfmarks

URL = re.compile(r"(?:<\s*)?\b(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:)\]]/?(?:\s*>)?")
DOI = re.compile(r"\b(?:doi:?\s*)10\.\d{4,9}/\S+[^\s.,;)]", re.IGNORECASE)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
#: Commas that join: American dates, states, forms of companies, generations.
_KEPT = [
    re.compile(rf"{_MONTHS}\s+\d{{1,2}}(,)\s*\d{{4}}"),
    re.compile(r"(,)\s*(?:Ltd|Inc|Jr|Sr|Co|LLC|S\.A)\b"),
    re.compile(r"(?<=[a-z])(,)\s*(?:II|III)(?=[\s,.])"),
    re.compile(r"(,)\s*D\.?\s?C\b"),
    re.compile(
        r"(,)\s*(?:(?![IVX]{2}\b)[A-Z]{2}|[A-Z]\.[A-Z]\.|Mass\.?|Conn\.?|Calif\.?|Ill\.?|Ohio|England|Ontario|Kansas|N\.?\s?J\.?|N\.?\s?Y\.?)(?=\s*[:),])"
    ),
    re.compile(r"\d{1,2}\s+[A-Z][a-z]+(,)\s*\d{4}\b"),
]
_YEAR = r"(?:1[5-9]\d\d|20[0-2]\d)"
_PAREN = re.compile(
    rf"^\s*(?:(?:[^()]*[\s,:])?(?:n\.d\.?|c\.?\s?{_YEAR}|{_YEAR}(?:\s?[/-]\s?(?:{_YEAR}|\d{{2}}))?|forthcoming|in press|unpublished)\s*|(?:{alternatives('editor')}|{alternatives('translator')})|.*\b(?:{alternatives('editor')}|{alternatives('translator_by')})|(?:accessed|retrieved|consulted|last accessed)\b.*|{alternatives('thesis')}.*|hereafter.*|[\w ]+version|[A-Z][\w .&-]*:\s*[A-Z].*)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch [start, end) of the folded note; `kind` is text, paren, quote, shelf, archive or url; `mark`
    a shelf atom's shelfmark."""

    kind: str
    start: int
    end: int
    text: str
    mark: Shelfmark | None = None
    glued: bool = False


def cut(text: str, start: int, end: int) -> list[Atom]:
    """The atoms of text[start:end], in order. `text` is folded; offsets are those of `text`."""
    piece = text[start:end]
    claims: list[tuple[int, int, str, Shelfmark | None]] = [
        (m.start(), m.end(), "url", None) for p in (URL, DOI) for m in p.finditer(piece)
    ]
    archives = find_archives(piece)
    for mark in find_shelfmarks(piece, archives):
        if not _inside(mark.start, mark.end, claims):
            claims.append((mark.start, mark.end, "shelf", mark))
    for home in archives:
        if not _inside(home.start, home.end, claims) and _alone(piece, home.start, home.end):
            claims.append((home.start, home.end, "archive", None))
    for a, b in _quotes(piece):
        if not _inside(a, b, claims):
            claims.append((a, b, "quote", None))
    claims.sort(key=lambda c: c[0])
    kept = {m.start(1) for p in _KEPT for m in p.finditer(piece)}
    return [
        Atom(k, a + start, b + start, piece[a:b], mark, glued)
        for k, a, b, mark, glued in _walk(piece, claims, kept)
    ]


def _inside(a: int, b: int, claims: list[tuple[int, int, str, Shelfmark | None]]) -> bool:
    return any(a < y and x < b for x, y, *_ in claims)


def _alone(piece: str, a: int, b: int) -> bool:
    """Whether an archive's name stands as an atom of its own: a word beside it makes it part of a title or a
    publisher."""
    before, after = piece[:a].rstrip(), piece[b:].lstrip()
    return (
        not before
        or before[-1] in ",;([."
        or (bool(re.search(r"(?:^|\W)(?:[Tt]he|in|at|[Ii]n the)$", before)) and not before[:-3].strip(" ,;"))
    ) and (
        not after
        or after[0] in ",;:.)]"
        or (after[:1].isupper() and bool(re.match(r"[A-Z]+ ?\d|[A-Z]\.\s?\d|[Ff]ond|RG|Record", after)))
        or after[:1].isdigit()
    )


#: A title in single quotation marks that quotes in double ones.
_OUTER = re.compile(
    r"(?:(?<=[\s(\[])|^)'(?=[^\s'])(?=[^']*\")(?:[^']|(?<=\w)'(?=\w))*?\"(?:[^'\"]|(?<=\w)'(?=\w))*\"(?:[^']|(?<=\w)'(?=\w))*'(?=[\s,.;:)]|$)"
)


def _quotes(piece: str) -> list[tuple[int, int]]:
    """Spans of quoted titles, quotation marks included."""
    out: list[tuple[int, int]] = []
    outer = _OUTER.search(piece)
    if outer:
        # a quotation within a quoted title: 'Britain and "the War", 1964-68'
        return [*_quotes(piece[: outer.start()]), (outer.start(), outer.end())]
    opened = -1
    for k, c in enumerate(piece):
        if c == '"':
            if opened < 0 and (k == 0 or piece[k - 1] in " (,[;"):
                opened = k
            elif opened >= 0:
                if not re.match(r":\s*\w", piece[k + 1 : k + 4]):
                    # what goes on behind a colon is the title's: "Hungry Minds": Eisenhower's ...
                    out.append((opened, k + 1))
                opened = -1
    if not out:
        for m in re.finditer(r"(?:(?<=[\s(\[])|^)'(?=[^\s'])(.{6,}?[^\s])'(?=[\s,.;:)]|$)", piece):
            after = piece[m.end() : m.end() + 2]
            if re.match(r":\s*\w", piece[m.end() : m.end() + 3]):
                continue
            if (
                m.group(1).endswith((",", ".", "?", "!"))
                or after[:1] in (",", ".", ";", ":", ")", "")
                or re.match(r"\s(?:in\b|\()", piece[m.end() : m.end() + 5])
            ):
                out.append((m.start(), m.end()))
    return out


def _walk(
    piece: str, claims: list[tuple[int, int, str, Shelfmark | None]], kept: set[int]
) -> list[tuple[str, int, int, Shelfmark | None, bool]]:
    out: list[tuple[str, int, int, Shelfmark | None, bool]] = []
    begin, k, glued = 0, 0, False

    def flush(upto: int) -> None:
        a, b = begin, upto
        while a < b and piece[a] in " ,":
            a += 1
        while b > a and piece[b - 1] in " ,":
            b -= 1
        if a < b and re.search(r"\w", piece[a:b]):
            out.append(("text", a, b, None, glued))

    queue = list(claims)
    while k < len(piece):
        if queue and k == queue[0][0]:
            a, b, kind, mark = queue.pop(0)
            flush(a)
            out.append((kind, a, b, mark, False))
            begin = k = b
            glued = False
            continue
        c = piece[k]
        if c in "([":
            close = _closing(piece, k)
            if close > 0 and not any(k < x < close for x, *_ in queue) and _structural(piece, k, close):
                flush(k)
                out.append(("paren", k, close + 1, None, piece[k - 1 : k] not in ",;"))
                begin = k = close + 1
                glued = True
                continue
            if close > 0:
                queue = (
                    [q for q in queue if not k < q[0] < close]
                    if piece[k + 1 : close].count(",")
                    and not any(q[2] == "shelf" for q in queue if k < q[0] < close)
                    else queue
                )
                if not any(k < x < close for x, *_ in queue):
                    k = close + 1
                    continue
        if c == "," and k not in kept:
            flush(k)
            begin, glued = k + 1, False
        k += 1
    flush(len(piece))
    return out


def _closing(piece: str, opened: int) -> int:
    depth = 0
    for k in range(opened, len(piece)):
        depth += (piece[k] in "([") - (piece[k] in ")]")
        if depth == 0:
            return k
    return -1


def _structural(piece: str, opened: int, close: int) -> bool:
    """Whether a bracket carries an imprint, a year, a role or a note rather than words of a title."""
    inner = piece[opened + 1 : close].strip()
    if not _PAREN.match(inner):
        return False
    if re.fullmatch(r"(?:1[5-9]\d\d|20[0-2]\d)\s?[/-]\s?\d{2,4}", inner) and not re.match(
        r"\s*(?:[:,]\s*(?:pp?\.|\d)|$)", piece[close + 1 :]
    ):
        return False
    if len(re.findall(_YEAR, inner)) > 1 and ":" not in inner and not re.search(r"[/\[]", inner):
        return False
    return not (re.search(r"\b(?:19|18|20)\d\d\s?-\s?(?:19|20)?\d\d$", inner) and ":" not in inner)
