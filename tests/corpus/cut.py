"""Cuts a chapter out of the file of a whole book, the same bytes every time; `about.toml` names the command.

python -m tests.corpus.cut lines BOOK.htm CHAPTER.htm 1-428 6778-9262
python -m tests.corpus.cut pages BOOK.pdf CHAPTER.pdf 47-70
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2

Ranges = Sequence[tuple[int, int]]
#: What a PDF writer puts in that is new each time: when it was written, and a random number.
_NEW_EACH_TIME = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/ID\[<)[0-9A-F]{32}><[0-9A-F]{32}(?=>\])")


def cut_lines(data: bytes, ranges: Ranges) -> bytes:
    """The lines of these ranges (from 1, both ends included) as they stand in the file, line ends and all."""
    lines = data.split(b"\n")
    return b"".join(line + b"\n" for first, last in ranges for line in lines[first - 1 : last])


def cut_pages(data: bytes, ranges: Ranges) -> bytes:
    """The pages of these ranges (from 1, both ends included) as a PDF that does not say when it was made."""
    chapter, out = pypdfium2.PdfDocument.new(), BytesIO()
    pages = [page for first, last in ranges for page in range(first - 1, last)]
    chapter.import_pages(pypdfium2.PdfDocument(data), pages)
    chapter.save(out)
    return _NEW_EACH_TIME.sub(lambda m: re.sub(rb"[0-9A-F]", b"0", m[0]), out.getvalue())


_WAYS: dict[str, Callable[[bytes, Ranges], bytes]] = {"lines": cut_lines, "pages": cut_pages}


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.corpus.cut", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("way", choices=sorted(_WAYS))
    parser.add_argument("book", type=Path)
    parser.add_argument("chapter", type=Path)
    parser.add_argument("ranges", nargs="+", type=_range, metavar="FIRST-LAST")
    a = parser.parse_args(argv)
    a.chapter.write_bytes(_WAYS[a.way](a.book.read_bytes(), a.ranges))
    return 0


if __name__ == "__main__":
    sys.exit(main())
