"""A note's text without markup: emphasis, links, doubled quotation marks and dashes of typed text made plain,
every other character where it stood."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Emphasis reaches over so many characters at most, and over no blank line.
LONGEST_EMPHASIS = 400
_EMPHASIS = re.compile(
    r"(?<![\w*/])(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])"
    rf"(?P<words>(?:[^*_\n]|\n(?!\s*\n)){{1,{LONGEST_EMPHASIS}}}?)(?<=\S)(?P=mark)(?![\w*])"
)
#: "[3 March 1911](https://example.org/x)"
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<url>(?:https?://|www\.)[^\s()<>]+)\)")
#: A backslash before a sign that would be markup without it.
_ESCAPE = re.compile(r"\\(?=[\[\]()*_`#<>&.$])")
#: A citation by its name in a template of Hugo, Jekyll or Quire: '{{< q-cite "Dale 1994" "12" >}}', with the
#: words it shows; what stands between and around them.
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?:[\w-]*-)?cite\w*\s+(?P<given>[\"'“”][^{}<>\n]{1,200}?[\"'“”])\s*[>%]\}\}"
    r"|\{%\s*(?:[\w-]*-)?cite\w*\s+(?P<tagged>[\"'“”][^{}\n]{1,200}?[\"'“”])\s*%\}"
)
_ARGUMENTS = re.compile(r"(?P<close>[\"'“”])(?P<gap>\s+)(?=[\"'“”])|[\"'“”]")
_DASHES = re.compile(r"(?<=\d)--(?=\d)|(?<=\d)---(?=\d)")
#: Typewriter quotation marks: ``Title'' or ''Title''.
_OPENING = re.compile(r"(?<![\w'`])(?:``|'')(?=[^\s'`])")
_CLOSING = re.compile(r"(?<=[^\s'`])(?:''|´´)(?![\w'`])")


def unmarked(text: str) -> str:
    """The text as long as it was: backslashes before signs, emphasis and a link's brackets blank, the address
    behind a comma, "12--15" as "12- 15", ``words'' in plain double quotation marks; of a template that
    cites the words it shows."""
    for signs, rule in _RULES:
        # most texts have none of the signs, and a rule goes through all of a document
        if any(sign in text for sign in signs):
            text = rule(text)
    return text


def _shown(m: re.Match[str]) -> str:
    """The words that a citing template shows, with commas between them, where they stood."""
    group = "given" if m["given"] else "tagged"
    shown = _ARGUMENTS.sub(lambda a: "," + " " * (len(a.group()) - 1) if a["close"] else " ", m[group])
    before, behind = m.start(group) - m.start(), m.end() - m.end(group)
    return " " * before + shown + " " * behind


def _blank(mark: str) -> str:
    return " " * len(mark)


def _plain_emphasis(text: str) -> str:
    return _EMPHASIS.sub(lambda m: _blank(m["mark"]) + m["words"] + _blank(m["mark"]), text)


#: The rules in their order, each with the signs of which its markup has one.
_RULES: tuple[tuple[tuple[str, ...], Callable[[str], str]], ...] = (
    (("\\",), lambda text: _ESCAPE.sub(" ", text)),
    (("{",), lambda text: _SHORTCODE.sub(_shown, text)),
    (("](",), lambda text: _LINK.sub(lambda m: f" {m['words']}, {m['url']} ", text)),
    (("*", "_"), _plain_emphasis),
    (("--",), lambda text: _DASHES.sub(lambda m: "-" + " " * (len(m.group()) - 1), text)),
    (("``", "''"), lambda text: _OPENING.sub(' "', text)),
    (("''", "´´"), lambda text: _CLOSING.sub('" ', text)),
)
