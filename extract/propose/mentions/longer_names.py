"""Whether a word that is somebody's family name is only a part of a longer name: "Duke George", "King Henry",
"George IV", "Anderson 1985"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regesta.extract.propose.mentions.words import MentionWords

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands right behind a name and tells it from a statesman's: a ruler's number, a cited work's year.
_NUMBER = re.compile(r"[IVX]+|1[4-9]\d\d[a-z]?|20\d\d[a-z]?")
#: What the model calls days and figures: no part of a name ("told Eden Monday").
_NO_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP"})


def is_part_of_longer_name(token: Token, lexicon: MentionWords) -> bool:
    """Whether a capitalised word right before or behind, or a number behind, makes another name of it; titles
    before a name do not, but those of rulers and nobles, who have no family name behind them, do."""
    behind, before = _behind(token), _before(token)
    if behind is not None and (_NUMBER.fullmatch(behind.text) or _is_name(behind)):
        return True
    if before is None or not _is_name(before):
        return False
    title = before.text.rstrip(".")
    return title in lexicon.titles.of_given_names if title in lexicon.titles.words else before.head == token


def is_title_here(token: Token, lexicon: MentionWords) -> bool:
    """Whether a family name that is a title too is one here: with the article, or before a name."""
    if token.text not in lexicon.titles.words:
        return False
    behind = _behind(token)
    article = token.i > 0 and token.nbor(-1).lower_ in lexicon.articles.definite
    return article or (behind is not None and _is_name(behind))


def _is_name(token: Token) -> bool:
    """Whether a word beside a name may belong to it: capitalised, a proper noun, no day and no people."""
    return token.text.istitle() and token.pos_ == "PROPN" and token.ent_type_ not in _NO_NAMES


def _behind(token: Token) -> Token | None:
    """The word right behind a word, nothing but a space between."""
    return token.nbor(1) if token.whitespace_ and token.i + 1 < len(token.doc) else None


def _before(token: Token) -> Token | None:
    """The word right before a word, nothing but a space between."""
    return token.nbor(-1) if token.i > 0 and token.nbor(-1).whitespace_ else None
