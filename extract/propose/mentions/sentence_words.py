"""The words of one sentence beside its tokens, as phrases are looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.gazetteer import Word, words_of
from regesta.extract.propose.mentions.words import MentionWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER)


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A parsed sentence as words without punctuation; `lexicon` are the language's words it is read by. Words
    are meant by their index in `words`."""

    doc: Doc
    words: list[Word]
    lexicon: MentionWords

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, i: int) -> Word:
        return self.words[i]

    def token(self, i: int) -> Token:
        """The token a word stands in."""
        return self.doc[self.words[i].token]

    def tokens(self, first: int, last: int) -> tuple[int, int]:
        """The tokens [start:end) of words [first:last)."""
        return self.words[first].token, self.words[last - 1].token + 1

    def text(self, first: int, last: int) -> str:
        """The words as they stand, on one line, without a second possessive at a plural ("Workers's")."""
        start, end = self.tokens(first, last)
        return self.lexicon.with_single_possessive(" ".join(self.doc[start:end].text.split()))

    def texts(self, first: int, last: int) -> list[str]:
        """The texts of the words."""
        return [w.text for w in self.words[first:last]]

    def is_capital(self, i: int) -> bool:
        """Whether a word begins with a capital or is an ordinal in figures."""
        text = self.words[i].text
        return text[0].isupper() or self.lexicon.is_ordinal(text)

    def adjacent(self, i: int) -> bool:
        """Whether only a possessive ending or a hyphen stands between word i and the one before it."""
        endings = self.lexicon.possessive.endings
        between = range(self.words[i - 1].token + 1, self.words[i].token)
        return all(self.doc[k].text in endings or self.doc[k].text == "-" for k in between)

    def after_article(self, i: int) -> bool:
        """Whether a definite article stands right before a word."""
        before = self.words[i].token - 1
        return before >= 0 and self.doc[before].lower_ in self.lexicon.articles.definite


def sentence_words(doc: Doc, lexicon: MentionWords) -> SentenceWords:
    """The words of a parsed sentence."""
    return SentenceWords(doc, words_of(doc, lexicon.possessive), lexicon)


def is_modifier(token: Token) -> bool:
    """Whether a word only modifies a noun behind it: "Presidium" in "the Presidium session"."""
    return token.dep_ in _MODIFIERS and token.head.i > token.i
