"""Headings that go on in the next line, and what the words of a title look like."""

from __future__ import annotations

import re

from regesta.extract.read.contents import Contents
from regesta.extract.read.headings import classify, fold
from regesta.extract.read.neighbours import Neighbours
from regesta.extract.read.vocabulary import HeadingWords

_STOPS = re.compile(r"[.;,:]\s*$")
#: Characters of the longest title below a label, of two lines between gaps, of two that the contents list.
_TITLE, _TWO_LINES, _LISTED = 100, 160, 220
#: Of the measure, the share below which the second line of a heading stays.
_SECOND = 0.7
#: Letters of a word that counts in a title, the share of them in capitals, and the words of a short phrase.
_LONG_WORD, _CAPITALS, _PHRASE, _FEW = 4, 0.6, 9, 4


def title_like(text: str) -> bool:
    """Capitals as in a title, or a short phrase without a finite look: six of ten long words begin upper
    case, or all but small words do."""
    bare = [w.strip("\"'()[]\u201c\u201d\u2018\u2019,:;?!.") for w in text.split()]
    long = [w for w in bare if len(w) >= _LONG_WORD and w[0].isalpha()]
    if not long:
        return text.isupper() or len(text.split()) <= _FEW
    upper = sum(w[0].isupper() for w in long)
    return upper / len(long) >= _CAPITALS or (len(bare) <= _PHRASE and not re.search(r"[.!]$", text))


def wrapped_heading(
    near: Neighbours, contents: Contents | None, i: int, words: HeadingWords
) -> tuple[int, str]:
    """The last line and the words of the heading that begins on line i: the table of contents says that it
    goes on, or the next line starts small and ends open."""
    bare = near.lines[i].words
    nxt = near.after(i)
    if nxt is None:
        return i, bare
    following = near.lines[nxt].words
    both = nxt, f"{bare} {following}"
    if near.spaced and near.gap_after(i):
        return both if _titled_below(near, i, nxt, words) else (i, bare)
    if _complete(bare, both[1], contents, words):
        return i, bare
    if contents and _listed_as_one(bare, both[1], contents, words):
        return both
    if _second_line(near, bare, nxt, words):
        return both
    return both if near.spaced and _label_over(near, bare, nxt, words) else (i, bare)


def _titled_below(near: Neighbours, i: int, nxt: int, words: HeadingWords) -> bool:
    """True for a label whose title stands below a gap ("CHAPTER 3", "The Road to War")."""
    bare, title = near.lines[i].words, near.lines[nxt].words
    if not _is_label(bare, words) or classify(bare, words).kind != "chapter":
        return False
    return (
        len(title) < _TITLE
        and near.gap_after(nxt)
        and (not _STOPS.search(title) or (title.endswith(".") and bare.endswith(".")))
        and title_like(title)
        and not title[:1].isdigit()
        and not classify(title, words).named
    )


def _complete(bare: str, both: str, contents: Contents | None, words: HeadingWords) -> bool:
    """True for a word that names a part of the text alone: "Bibliography" right over its first rubric."""
    named = classify(bare, words)
    alone = named.named and not named.number and named.kind not in ("chapter", "part")
    return alone and not (contents and contents.exactly(both))


def _listed_as_one(bare: str, both: str, contents: Contents, words: HeadingWords) -> bool:
    return (
        len(both) < _LISTED
        and contents.exactly(classify(both, words).title)
        and not contents.exactly(classify(bare, words).title)
    )


def _second_line(near: Neighbours, bare: str, nxt: int, words: HeadingWords) -> bool:
    """True when the next line is short, ends open, and reads as the rest of the title."""
    following = near.lines[nxt].words
    apart = near.spaced and near.gap_after(nxt)
    if len(following) >= _SECOND * near.width or _STOPS.search(following):
        return False
    if not (apart or _text_follows(near, nxt)) or classify(following, words).named:
        return False

    if classify(bare, words).number and (following[:1].islower() or bare.endswith(":")):
        return True
    both = f"{bare} {following}"
    return apart and len(both) < _TWO_LINES and title_like(both)


def _text_follows(near: Neighbours, i: int) -> bool:
    """True when the line below opens with a capital, or there is none."""
    below = near.after(i)
    return below is None or bool(re.match(r"[\"'\u201c(]?[A-Z]", near.lines[below].words))


def _label_over(near: Neighbours, bare: str, nxt: int, words: HeadingWords) -> bool:
    """True for a label right above its title."""
    following = near.lines[nxt].words
    return (
        _is_label(bare, words)
        and len(following) < near.width
        and near.gap_after(nxt)
        and not _STOPS.search(following)
    )


def _is_label(text: str, words: HeadingWords) -> bool:
    """True for a heading that is only a label ("Chapter Three", "CHAPTER 3."), so that its title stands in
    the next line."""
    named = classify(text, words)
    return named.named and named.kind in ("chapter", "part") and not fold(named.title)
