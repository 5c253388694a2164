"""A block of sentences that one holder speaks, and what the rules that find blocks see of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.cited_works import in_brackets
from regesta.extract.propose.claims.drafts import Draft, Holder
from regesta.extract.propose.claims.holders import HolderFinder

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from regesta.extract.propose.claims.lexicon import ClaimWords

#: A paragraph ends with so many line feeds.
_BREAK = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences [first:end) that one holder speaks, by the rule `name`."""

    name: str
    holder: Holder
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a document with the drafts of each, as the rules about blocks see them."""

    annotated: AnnotatedDocument
    drafts: Sequence[Sequence[Draft]]
    finder: HolderFinder
    words: ClaimWords

    def doc(self, k: int) -> Doc:
        return self.annotated.sentences[k].doc

    def noted(self, k: int) -> bool:
        """Whether a note is called in a sentence."""
        return bool(self.annotated.sentences[k].footnotes)

    def begins_paragraph(self, k: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        if k == 0:
            return True
        before, here = (self.annotated.sentences[i].record.spans for i in (k - 1, k))
        return self.annotated.document.text.count("\n", before[-1][1], here[0][0]) >= _BREAK

    def same_division(self, k: int, other: int) -> bool:
        """Whether two sentences stand in the same division."""
        sentences = self.annotated.sentences
        return sentences[k].record.division == sentences[other].record.division

    def authors(self, k: int) -> frozenset[str]:
        """The folded family names of those whose work a sentence cites in brackets."""
        return in_brackets(self.doc(k).text, self.finder.scholars.names)

    def noted_end(self, k: int, limit: int) -> int | None:
        """One past the first sentence after k that carries a note, within the division and the limit."""
        for i in range(k + 1, min(k + 1 + limit, len(self.annotated.sentences))):
            if not self.same_division(k, i):
                return None
            if self.noted(i):
                return i + 1
        return None
