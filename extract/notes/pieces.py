"""A note's body cut into pieces, one per work or document cited; remarks and signal words are left
outside."""

from __future__ import annotations

import re

from regesta.extract.text.lexicon import alternatives, words

_SIGNAL = re.compile(rf"\s*(?:[(\[]\s*)?(?:(?:{alternatives('signals')})[,:]?\s+)+", re.IGNORECASE)
_LEAD = re.compile(rf"\b(?i:{alternatives('leads')}),?:?\s+(?=[\"'(]?[^\W\d_a-zа-я])")
_IBID = rf"(?i:{alternatives('ibid')}|{alternatives('idem')})(?!\w)"
#: After pages a new citation may begin with no semicolon: "p. 90, and Lucas, Divided We Stand", "85, and
#: Lucas, ...", "p. 3. Kyle, Suez, p. 9".
_PAGE_END = rf"(?:\b\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?\s(?:1[5-9]|20)\d\d|\b(?:pp?|fols?|ll?)\.?\s?\d[\d\s,-]*(?<![\s,])[nf]{{0,2}}|\bch(?:ap)?s?\.?\s?(?:\d+|[IVX]+)|,\s\d{{1,3}}(?:-\d{{1,3}})?|\)|{_IBID}\.?)"
_NAME_COMMA = r"[^\W\d_a-zа-я][\w'.-]+(?:\s[^\W\d_a-zа-я][\w'.-]*){0,3},\s"
_AFTER_PAGES = re.compile(
    rf"{_PAGE_END}(?:(?P<stop>\.\s+(?={_IBID}|{_NAME_COMMA}))|(?P<and>,?\s+(?=(?i:and|see also|also|and see|cf\.?)\s+(?:{_IBID}|[\"']?{_NAME_COMMA}|[\"']))))",
)
_SENTENCE = re.compile(
    rf"(?<=[\w)\"'])(?<!\b[A-Z])[.:]\s+(?=(?:(?!and\b|also\b)(?:{alternatives('signals')})|{_IBID})(?!\w))",
    re.IGNORECASE,
)
#: After pages a sentence of talk begins: "p. 500. This account is disputed."
_TALK = re.compile(
    r"(?<=\d)\.\s+(?=(?i:emphasis|italics|my translation|translation by)\b|(?:This|These|Those|The|It|He|She|They|In|However|But|As|His|Her|Their|There|Although|While|On|Both|Neither|According)\s[a-z])"
)


#: Behind pages or an imprint: where the work just cited was found quoted.
_QUOTED = re.compile(
    r"(?<=[\d)])(?P<by>,?\s+)(?=(?:as )?(?:(?:quoted|cited|reprinted|reproduced|excerpted|translated) (?:in|by|from)|citing|quoting)\s+[\"']?[^\W\d_a-zа-я])"
)


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a note's pieces, in order; `text` is folded, [start, end) the note's body.

    Cut at semicolons outside brackets and quotation marks, at sentences that open with a signal word, and
    after pages where a new
    name begins. A remark before "see" is left out when a citation follows it.
    """
    out: list[tuple[int, int]] = []
    for a, b in _semicolons(text, start, end):
        cuts = sorted(
            {m.start() + a for p in (_SENTENCE, _TALK) for m in p.finditer(text[a:b])}
            | {m.start(m.lastgroup or 0) + a for m in _AFTER_PAGES.finditer(text[a:b])}
            | {m.start() + a for m in _QUOTED.finditer(text[a:b])}
        )
        for x, y in zip([a, *cuts], [*cuts, b], strict=True):
            span = _trim(text, x, y)
            if span:
                out.append(span)
    return out


def _semicolons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, begin, depth, quoted = [], start, 0, False
    balanced = text.count('"', start, end) % 2 == 0
    for k in range(start, end):
        c = text[k]
        if c in "([":
            depth += 1
        elif c in ")]":
            depth = max(0, depth - 1)
        elif c == '"' and balanced:
            quoted = not quoted
        elif c == ";" and not quoted and (depth == 0 or ")" not in text[k:end]):
            out.append((begin, k))
            begin = k + 1
    out.append((begin, end))
    return _rejoined(text, out)


def _rejoined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Semicolons within the title of a series' volume ("vol. VI, Eastern Europe; The Soviet Union
    (Washington: ...)") taken back."""
    out: list[tuple[int, int]] = []
    for a, b in spans:
        before = text[out[-1][0] : out[-1][1]] if out else ""
        if (
            before
            and words("document_series", case=True).search(before)
            and not re.search(r"\bpp?\.|\(|\bdoc", before)
            and re.match(r"\s*[A-Z][^,;(]{2,60}\s*\(", text[a:b])
        ):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _trim(text: str, a: int, b: int) -> tuple[int, int] | None:
    while a < b and text[a] in " ,.;:":
        a += 1
    leads = list(_LEAD.finditer(text, a, b))
    lead = leads[-1] if leads else None
    if lead is not None and (
        _remark(text[a : lead.start()])
        or re.match(r"(?:quoted|cited|reprinted)\b", lead.group(), re.IGNORECASE)
    ):
        a = lead.end()
    signal = _SIGNAL.match(text, a, b)
    if signal and signal.end() < b and not re.match(r"\s*,", text[signal.end() : b]):
        a = signal.end()
    opened = text[a:b].count("(") - text[a:b].count(")")
    while b > a and (text[b - 1] in " ,;:" or (text[b - 1] == ")" and opened < 0)):
        opened += text[b - 1] == ")"
        b -= 1
    if (
        b > a
        and text[b - 1] == "."
        and not re.search(
            rf"(?:^|\W)(?:{alternatives('ibid')}|op\.? ?cit|loc\.? ?cit|Inc|Ltd|Jr|al|cit)\.$",
            text[a:b],
            re.IGNORECASE,
        )
    ):
        b -= 1
    return (a, b) if re.search(r"\w", text[a:b]) else None


def _remark(prefix: str) -> bool:
    """Whether the words before "see" are talk: no number of a page or year, no bracketed imprint, no
    shelfmark."""
    return not re.search(r"\d|\bpp?\.|\(|\"", prefix) or bool(
        re.match(
            r"\s*(?:On|For|This|It|The|As|In|That|Although|While|But|However|According)\b[^\"()]{12,}$",
            prefix,
        )
    )
