"""SPARQL text as tokens: enough to see keywords, IRIs and nesting without ever mistaking a string or a comment for code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    (?P<blank>[\x20\x09\x0d\x0a]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"""(?:(?:"|"")?(?:[^"\\]|\\.))*\"""|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
  | (?P<var>[?$][\w·̀-ͯ‿⁀]+)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<bnode>_:\w(?:[\w.·-]*[\w·-])?)
  | (?P<pname>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])(?:(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
  | (?P<number>(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)|[0-9]*\.[0-9]+|[0-9]+)
  | (?P<word>[A-Za-z][A-Za-z0-9_]*)
  | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (iri, string, var, lang, bnode, pname, number, word, mark), its text, where it starts and ends."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, given in capitals."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, without blanks and comments; what no token matches comes as a one-character mark."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind not in ("blank", "comment"):
            yield Token(kind, match[0], match.start(), match.end())


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    before = text[:offset]
    line = before.count("\n") + 1
    return line, offset - (before.rfind("\n") + 1) + 1


#: Brackets nested deeper than this overflow the parser's stack.
DEEPEST: Final = 200
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


def depth(text: str) -> int:
    """How deep the brackets nest. A plain count over the characters comes first: most queries have few."""
    if text.count("{") + text.count("(") + text.count("[") <= DEEPEST:
        return 0
    deepest = level = 0
    for token in tokens(text):
        if token.text in _OPEN:
            level += 1
            deepest = max(deepest, level)
        elif token.text in _CLOSE:
            level -= 1
    return deepest


_FEDERATES = re.compile(r"service", re.IGNORECASE)
_CHANGES = re.compile(r"(?<![?$:\w])(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


def services(text: str) -> list[str]:
    """The targets of SERVICE clauses: IRIs without brackets; a variable or prefixed name as it stands. Empty without SERVICE."""
    if not _FEDERATES.search(text):
        return []
    found = []
    listed = list(tokens(text))
    for i, token in enumerate(listed):
        if token.is_word("SERVICE"):
            j = i + 1
            if j < len(listed) and listed[j].is_word("SILENT"):
                j += 1
            target = listed[j] if j < len(listed) else token
            found.append(target.text[1:-1] if target.kind == "iri" else target.text)
    return found


def loads(text: str) -> bool:
    """Whether an update has a LOAD."""
    return any(token.is_word("LOAD") for token in tokens(text)) if re.search("load", text, re.IGNORECASE) else False


def stable(text: str) -> bool:
    """Whether the same query on the same data always gives the same answer: no NOW, RAND, UUID, STRUUID or BNODE in it."""
    return not _CHANGES.search(text)


_PLAIN_FORM = re.compile(r"\s*(?:(?:PREFIX\s+[^\s<]*|BASE)\s*<[^>]*>\s*)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word outside prefixes; empty when there is none."""
    if plain := _PLAIN_FORM.match(text):  # nothing but prefixes before it: no need to read the whole text
        return plain[1].upper()
    for token in tokens(text):
        if token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return token.text.upper()
    return ""
