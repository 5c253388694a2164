"""The commands that the pages of the documentation show, and what is said in the pages' source about running them.

A command stands in an indented or fenced block. The suite runs it, page by page and in order
(`test_pages_run.py`), unless a comment before the block says why not; readers of the site do not see comments:

    <!-- not run: REASON -->            no line of the block
    <!-- not run (regesta sync): REASON -->   the lines that begin so
    <!-- run by tests/house/test_x.py::test_y -->   another test does that; likewise with (beginning)
    <!-- into regesta.toml -->          the block is settings, which the commands behind it go by

`python -m tests.house.pages` lists what is not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: What a line begins with for its block to be one of commands.
PROGRAM = re.compile(
    r"(?:\$ )?(?:[A-Z_]+=\S* )*(?:\.venv/bin/)?"
    r"(?:regesta(?!\.)|python|pipx?|uvx?|curl|make|podman|docker|sudo|apt|brew|winget|export|npm|jupyter)(?: |$)"
)
TAG = re.compile(r"<!-- (not run|run by|into regesta\.toml)(?: \(([^)]*)\))?:? *(.*?) *-->")


@dataclass(frozen=True)
class Tag:
    """What a comment says of the block behind it: `kind`, the beginning of the lines it is about ("" for all),
    and the reason or the test."""

    kind: str
    only: str
    text: str


@dataclass(frozen=True)
class Line:
    """A command of a page: `text` without what is remarked behind it, and the tag that keeps it from being
    run, if any."""

    page: str
    number: int
    text: str
    tag: Tag | None = None


@dataclass(frozen=True)
class Setting:
    """Settings of a page that the commands behind them go by."""

    page: str
    number: int
    text: str


def pages(root: Path = ROOT) -> list[Path]:
    """The README and every page of the site."""
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def steps(page: Path, root: Path = ROOT) -> Iterator[Line | Setting]:
    """The commands and settings of a page, in order."""
    name = str(page.relative_to(root))
    tags: list[Tag] = []
    for first, lines in _blocks(page.read_text("utf-8").split("\n")):
        if not lines:
            found = TAG.findall(first[1])
            tags += [Tag(*parts) for parts in found]
        elif any(tag.kind.startswith("into") for tag in tags):
            yield Setting(name, first[0], "\n".join(lines) + "\n")
            tags = []
        elif PROGRAM.match(lines[0]):
            yield from _commands(name, first[0], lines, tags)
            tags = []


def _blocks(lines: list[str]) -> Iterator[tuple[tuple[int, str], list[str]]]:
    """The blocks of code, each with the number of its first line; and each comment that is a tag, without
    lines."""
    at = 0
    while at < len(lines):
        line, first = lines[at], (at + 1, lines[at])
        if TAG.search(line):
            yield first, []
        elif fence := re.match(r"\s*(```|~~~)", line):
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence[1]))
            yield (at + 2, line), [text.strip() for text in lines[at + 1 : end]]
            at = end
        elif re.match(r"    \s*\S", line) and (at == 0 or not lines[at - 1].strip()):
            end = next((n for n in range(at, len(lines)) if not lines[n].startswith("    ")), len(lines))
            yield first, [text.strip() for text in lines[at:end]]
            at = end - 1
        at += 1


def _commands(page: str, first: int, lines: list[str], tags: list[Tag]) -> Iterator[Line]:
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    for number, line in enumerate(joined.split("\n"), first):
        text = re.split(r"\s+#(?:\s|$)|\s{3,}", line.removeprefix("$ ").removeprefix(".venv/bin/"))[0].strip()
        tag = next((t for t in tags if text.startswith(t.only)), None)
        if text:
            yield Line(page, number, text, tag)


def not_run() -> list[Line]:
    """The commands that no test runs, with the reason of each."""
    return [
        step
        for page in pages()
        for step in steps(page)
        if isinstance(step, Line) and step.tag is not None and step.tag.kind == "not run"
    ]


if __name__ == "__main__":
    for one in not_run():
        print(f"{one.page}:{one.number}: {one.text}  ({one.tag.text if one.tag else ''})")
