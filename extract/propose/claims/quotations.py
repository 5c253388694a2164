"""Whose the sentences of a quotation are: one opened where it is introduced, one set apart in a paragraph of
its own after a colon, and sentences that are nothing but quotation."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract.propose.claims.blocks import Block, Sentences
from regesta.extract.propose.claims.drafts import Holder, holder_by
from regesta.extract.propose.claims.noun_phrases import person_spoken_of

_OPEN, _CLOSE, _EITHER = "“„«", "”»", '"'


def quoted(sentences: Sentences, k: int) -> Block | None:
    """A quotation opened in an attributed sentence, up to the sentence that closes it."""
    holder = next((d.holder for d in sentences.drafts[k] if d.attributed), None)
    if holder is None or not open_after(sentences.doc(k).text, False):
        return None
    last = min(k + 1 + sentences.words.weights.longest_quotation, len(sentences.drafts))
    still = True
    for i in range(k + 1, last):
        still = open_after(sentences.doc(i).text, still)
        if not still:
            return Block("quoted", holder, k + 1, i + 1)
    return None


def set_apart(sentences: Sentences, k: int) -> Block | None:
    """ "Boas put it thus:" and the paragraph after it: a quotation without marks, of whom the sentence
    names."""
    first, last = k + 1, len(sentences.drafts)
    if first >= last or not sentences.doc(k).text.rstrip().endswith(":"):
        return None
    holder = _introduced(sentences, k, 1) if sentences.begins_paragraph(first) else None
    if holder is None:
        return None
    limit = min(first + sentences.words.weights.longest_set_apart, last)
    end = next((i for i in range(first + 1, limit) if _breaks_off(sentences, k, i)), limit)
    return Block("set_apart", holder, first, end)


def _breaks_off(sentences: Sentences, k: int, other: int) -> bool:
    """Whether a sentence stands in another paragraph or division than what sentence k introduces."""
    return sentences.begins_paragraph(other) or not sentences.same_division(k, other)


def quoted_alone(sentences: Sentences, k: int) -> Block | None:
    """Sentences that are all quotation and say of nobody that he holds it: of whom the sentences before
    name."""
    end, still = k + 1, False
    while end < min(k + 1 + sentences.words.weights.longest_quotation, len(sentences.drafts)):
        text = sentences.doc(end).text
        if not all_quotation(text, still):
            break
        end, still = end + 1, open_after(text, still)
    if end == k + 1 or open_after(sentences.doc(k).text, False):
        return None
    if any(d.attributed and d.within is None for d in sentences.drafts[k + 1]):
        return None
    holder = _introduced(sentences, k, 2)
    return None if holder is None else Block("quoted_alone", holder, k + 1, end)


def _introduced(sentences: Sentences, k: int, back: int) -> Holder | None:
    """Who holds something by the words of a sentence or of up to `back` before it, or is spoken of there: the
    nearest; scholars whom the text does not name say nothing in their own words."""
    for i in range(k, max(-1, k - 1 - back), -1):
        held = [d.holder for d in sentences.drafts[i] if d.holder.voice != "author" and d.holder.names]
        named = [h for h in held if h.names[0] != sentences.words.holders.unnamed]
        found = named[-1] if named else _spoken_of(sentences, i)
        if found is not None:
            return found
    return None


def _spoken_of(sentences: Sentences, k: int) -> Holder | None:
    """The person who is the subject of a sentence, or whose work or view is."""
    name = person_spoken_of(sentences.finder.layer, k)
    if name is None:
        return None
    return holder_by("introduced", (name,), sentences.finder.scholars.voice(name), sentences.words)


def all_quotation(text: str, still: bool) -> bool:
    """Whether no word of a sentence stands outside quotation marks; `still` is whether a quotation was open
    before it."""
    if not still and not text.lstrip().startswith((*_OPEN, _EITHER)):
        return False
    return not any(c.isalnum() and not inside for c, inside in _marked(text, still))


def open_after(text: str, still: bool) -> bool:
    """Whether a quotation is open after a sentence; `still` is whether one was before it."""
    for _, inside in _marked(text, still):
        still = inside
    return still


def _marked(text: str, still: bool) -> Iterator[tuple[str, bool]]:
    """The characters of a sentence, each with whether a quotation is open after it."""
    for character in text:
        if character in _OPEN:
            still = True
        elif character in _CLOSE:
            still = False
        elif character == _EITHER:
            still = not still
        yield character, still
