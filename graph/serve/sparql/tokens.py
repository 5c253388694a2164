"""SPARQL text as tokens: enough to see keywords, IRIs and nesting without ever mistaking a string or a
comment for code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

_LOCAL = r"[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_INNER = r"[\w:.·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_ENDING = r"[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_NAME = rf":(?:(?:{_LOCAL})(?:(?:{_INNER})*(?:{_ENDING}))?)?"
_LONG = r"""(?P<long>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"""(?:(?:"|"")?(?:[^"\\]|\\.))*\""")"""
_SHORT = r"""(?P<string>'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")"""
_PREFIXED = rf"(?P<pname>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?{_NAME})"
_UNPREFIXED = rf"(?P<pname>{_NAME})"


@cache
def _token(long: bool, short: bool, prefixed: bool) -> re.Pattern[str]:
    """What a token is where these of its kinds may still begin; made when a text first needs it, since most
    need one or two of the eight and each takes over a millisecond."""
    kinds = [
        r"(?P<blank>[\x20\x09\x0d\x0a]+)",
        r"(?P<comment>\#[^\r\n]*)",
        r"(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)",
        *([_LONG] if long else []),
        *([_SHORT] if short else []),
        r"(?P<var>[?$][\w·̀-ͯ‿⁀]+)",
        r"(?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
        r"(?P<bnode>_:\w(?:[\w.·-]*[\w·-])?)",
        _PREFIXED if prefixed else _UNPREFIXED,
        r"(?P<number>(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)|[0-9]*\.[0-9]+|[0-9]+)",
        r"(?P<word>[A-Za-z][A-Za-z0-9_]*)",
        r"(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)",
    ]
    return re.compile("|".join(kinds), re.DOTALL)


LINE_END: Final = re.compile(r"\r\n|\r|\n")
_RUN: Final = re.compile(r"[\w.·-]*")
_LINE: Final = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (iri, string, var, lang, bnode, pname, number, word, mark), its text, where it starts
    and ends."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, given in capitals."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, without blanks and comments; what no token matches comes as a
    one-character mark.

    Time grows with the length of the text only, whatever its letters: where a name or a string was sought in
    vain it is not sought again (tests/graph/serve/sparql/test_linear.py counts the steps).
    """
    at = names_from = strings_from = 0  # before the latter no name with a prefix, no string of a line begins
    long = True
    while at < len(text):
        match = _token(long, at >= strings_from, at >= names_from).match(text, at)
        assert match is not None
        kind, start, at = match.lastgroup or "mark", at, match.end()
        if start >= names_from and kind in _LETTERS:
            names_from = _no_name_before(text, start)
        if kind != "long" and text.startswith(_QUOTES, start):
            long = False  # no such string ends
        if kind == "mark" and start >= strings_from and text[start] in "'\"":
            strings_from = _end(_LINE, text, start)
        if kind not in _UNSEEN:
            yield Token(_SHOWN.get(kind, kind), match[0], start, at)


def _no_name_before(text: str, start: int) -> int:
    """Where a name with a prefix may begin again after a token that is none. No colon follows the run of
    letters that begins here (a word, or a letter of another alphabet), or it were a name: nor does any name
    begin within the run."""
    return _end(_RUN, text, start) if text[start].isalnum() else start


#: Kinds that are no tokens, and those that go by another name.
_UNSEEN = frozenset(("blank", "comment"))
_SHOWN = {"long": "string"}
#: As what a run of letters comes that begins no name, and what begins a string of several lines.
_LETTERS = frozenset(("word", "mark"))
_QUOTES = ("'''", '"""')


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern ends that may be empty and so always matches."""
    found = pattern.match(text, at)
    return found.end() if found else at


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset; a line ends with LF, CR LF or CR."""
    breaks = [m.end() for m in LINE_END.finditer(text, 0, offset)]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


#: Brackets nested deeper than this overflow the parser's stack.
DEEPEST: Final = 200
_BRACKET: Final = re.compile(r"[{(\[]|[})\]]")
#: What is no code. A string that does not end takes the rest of its line (or text): the parser comes no
#: further.
_HIDDEN: Final = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>|\#[^\r\n]*"""
    r"""|'''(?:(?:'|'')?(?:[^'\\]|\\.))*+(?:'''|'{0,2}\\?\Z)"""
    r"""|\"""(?:(?:"|"")?(?:[^"\\]|\\.))*+(?:\"""|"{0,2}\\?\Z)"""
    r"""|'(?:[^'\\\r\n]|\\.)*+'?|"(?:[^"\\\r\n]|\\.)*+"?""",
    re.DOTALL,
)


def brackets(text: str) -> int:
    """How many brackets open, those in strings and comments among them."""
    return text.count("{") + text.count("(") + text.count("[")


def depth(text: str) -> int:
    """How deep the brackets nest. A plain count over the characters comes first: most queries have few."""
    if brackets(text) <= DEEPEST:
        return 0
    deepest = level = 0
    for bracket in _BRACKET.finditer(_HIDDEN.sub(" ", text)):
        level += 1 if bracket[0] in "{([" else -1
        deepest = max(deepest, level)
    return deepest


class Unclear(ValueError):
    """A text that another reader of SPARQL may take apart differently at a place where that matters; the
    message says what to write."""


_CHANGES = re.compile(
    # A comment before the bracket is not read to its end: it counts as if a bracket followed.
    r"(?<![?$:\w])(?:NOW|RAND|UUID|STRUUID|BNODE)[\x20\x09\x0d\x0a]*+[(\#]",
    re.IGNORECASE,
)
_SAFE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


def _calls(text: str, keyword: str) -> tuple[list[Token], list[int]]:
    """The tokens of the text, and where among them the keyword stands; both empty when it is nowhere. Errors:
    Unclear.

    The engine takes keywords also where no blank follows (`SERVICEex:a`), and reads `1<2)SERVICE#>` as a
    comparison where the grammar's longest match is an IRI. So every place that could be read as the keyword
    in either way must be clear, or the text is refused.
    """
    sought = keyword.lower()
    if sought not in text.lower():
        return [], []
    listed = list(tokens(text))
    found = []
    for i, token in enumerate(listed):
        if token.is_word(keyword):
            found.append(i)
        elif advice := _mistakable(token, keyword, sought):
            raise Unclear(f"{token.text} could be read {advice}")
    return listed, found


def _mistakable(token: Token, keyword: str, sought: str) -> str:
    """As what another reader may take a token that hides the keyword, and what to write; "" for others."""
    low = token.text.lower()
    if token.kind == "iri":
        if not _SAFE_IRI.match(token.text) and any(mark in low for mark in (sought, "#", "'")):
            return f"in two ways beside {keyword}; write the IRI whole, with http://, or put a blank after <"
    elif sought in (low if token.kind == "word" else _prefix(token)):
        return f"as {keyword}; write a blank after {keyword}, or name the prefix otherwise"
    return ""


def _prefix(token: Token) -> str:
    return token.text.lower().partition(":")[0] if token.kind == "pname" else ""


def services(text: str) -> list[str]:
    """The targets of SERVICE clauses: IRIs without brackets; a variable or prefixed name as it stands. Empty
    without SERVICE. Errors: Unclear."""
    found = []
    listed, places = _calls(text, "SERVICE")
    for i in places:
        j = i + 1
        if j < len(listed) and listed[j].is_word("SILENT"):
            j += 1
        target = listed[j] if j < len(listed) else listed[i]
        found.append(target.text[1:-1] if target.kind == "iri" else target.text)
    return found


def loads(text: str) -> bool:
    """Whether an update has a LOAD. Errors: Unclear."""
    return bool(_calls(text, "LOAD")[1])


def stable(text: str) -> bool:
    """Whether the same query on the same data always gives the same answer: no NOW, RAND, UUID, STRUUID or
    BNODE in it."""
    return "(" not in text or not _CHANGES.search(text)  # each is called with brackets


_PLAIN_FORM = re.compile(
    r"\s*+(?:(?:PREFIX\s++[^\s<]*+|BASE)\s*+<[^>]*+>\s*+)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)


#: The forms of a query, and those whose result is a graph.
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
GRAPH_FORMS: Final = ("CONSTRUCT", "DESCRIBE")
#: The form of a query is looked for among its first so many characters.
START: Final = 20_000


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first word after the prologue; empty when it is none of
    them."""
    if plain := _PLAIN_FORM.match(text):  # nothing but prefixes before it: no need to read the whole text
        return plain[1].upper()
    for token in tokens(text[:START]):
        if token.is_word(*FORMS):
            return token.text.upper()
        if token.kind not in ("pname", "iri") and not token.is_word("PREFIX", "BASE"):
            return ""
    return ""
