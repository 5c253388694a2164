"""The built graph without the words of its documents: what quotes them is left out, or gives way to a
reviewer's wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from regesta.graph.bundle.verbatim import GIVEN_UP, NOT_GIVEN, Verbatim
from regesta.graph.map.view import LABEL, OA, RDFS, A
from regesta.graph.name import Names
from regesta.graph.rdf import Literal, NamedNode, Quad
from regesta.ontology.terms import RG

#: What holds nothing but words of the text.
QUOTATIONS = frozenset((RG.quote, RG.cue, *(NamedNode(OA + name) for name in ("exact", "prefix", "suffix"))))
#: What a wording of one's own may stand for.
_WORDS = frozenset((RG.text, LABEL, NamedNode(RDFS + "comment")))
#: What is kept of candidates: how they stand, and what a question about the review asks. The rest of what was
#: only proposed is two fifths of a graph, and is in the records.
STANDING = frozenset(
    (
        *(A, LABEL, RG.status, RG.confidence, RG.proposedBy, RG.identifier, RG.evidenceFor),
        *(RG.rule, RG.message, RG.severity, RG.start, RG.version),
    )
)
#: Kinds of things whose labels are words of the text when nobody worded them.
_SAID_BY_THE_TEXT = ("claim/", "proposition/", "position/")
#: Kinds of things whose labels end, behind a colon, with words of the text.
_LABELLED_BY_BOTH = ("event/", "event-mention/", "decision-mention/", "footnote/", "evidence/")
#: Kinds of things that are named and not quoted: their literals are titles, authors and shelfmarks.
_NAMED = ("source/", "actor/", "author/", "archive/", "doc/", "reviewer/", "policy/", "queries/")


@dataclass(slots=True)
class Told:
    """What is known of the subjects: reviewers' wordings, and where each begins."""

    wordings: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)


def without_words(quads: Iterable[Quad], texts: Sequence[Verbatim], names: Names) -> Iterator[Quad]:
    """The quads of a graph, none of which has eight words in a row of a text, nor any quotation.

    A claim or proposition that nobody worded says where its words begin instead of what they are; of
    candidates only their standing is kept.
    """
    rows = [q for q in quads if q.graph_name != names.candidates or q.predicate in STANDING]
    # The graph may be older than the texts: a document that is here no more has its words in it still.
    texts = [*texts, Verbatim("\n".join(words_in(rows, names)))]
    told = told_of(rows, texts)
    for q in rows:
        if not isinstance(q.object, Literal):
            yield q
        elif (value := fit(q, q.object, texts, names, told)) is not None:
            yield q if value == q.object.value else saying(q, q.object, value)


def words_in(rows: Iterable[Quad], names: Names) -> Iterator[str]:
    """The words of documents, as the graph has them: quotations, sentences, notes."""
    texts = (f"{names.base}sentence/", f"{names.base}footnote/")
    for q in rows:
        told = q.predicate in QUOTATIONS or (q.predicate == RG.text and str(q.subject)[1:].startswith(texts))
        if told and isinstance(q.object, Literal):
            yield q.object.value


def told_of(rows: Iterable[Quad], texts: Sequence[Verbatim]) -> Told:
    """What is known of the subjects of a graph; a wording that quotes a text is none."""
    told = Told()
    for q in rows:
        if not isinstance(q.object, Literal):
            continue
        if q.predicate == RG.start:
            told.starts.setdefault(str(q.subject), q.object.value)
        elif q.predicate == RG.wording and not quoted(q.object.value, texts):
            told.wordings[str(q.subject)] = q.object.value
    return told


def saying(q: Quad, was: Literal, value: str) -> Quad:
    made = Literal(value, language=was.language) if was.language else Literal(value)
    return Quad(q.subject, q.predicate, made, q.graph_name)


def fit(q: Quad, said: Literal, texts: Sequence[Verbatim], names: Names, told: Told) -> str | None:
    """What a literal may say without the texts; None where the triple is left out."""
    path = str(getattr(q.subject, "value", "")).removeprefix(names.base)
    if q.predicate in QUOTATIONS:
        return None
    if path.startswith(_NAMED) or not is_text(said):
        return said.value
    value = own_words(q, path, said.value, told)
    if not quoted(value, texts):
        return value
    return place_of(q, told) if q.predicate in _WORDS else None


def own_words(q: Quad, path: str, value: str, told: Told) -> str:
    """What a literal says in words of our own: a reviewer's wording before all."""
    worded = told.wordings.get(str(q.subject), "")
    if q.predicate == RG.text or (q.predicate == LABEL and path.startswith(_SAID_BY_THE_TEXT)):
        return worded or place_of(q, told)
    if q.predicate == LABEL and not worded and path.startswith(_LABELLED_BY_BOTH):
        return value.partition(": ")[0]
    return value


def quoted(value: str, texts: Sequence[Verbatim]) -> bool:
    return any(words.quoted(value) for words in texts)


def is_text(said: Literal) -> bool:
    return said.language is not None or said.datatype.value.endswith("#string")


def place_of(q: Quad, told: Told) -> str:
    """What stands for words that are not given."""
    start = told.starts.get(str(q.subject), "")
    return f"{NOT_GIVEN}, from character {start}]" if start else GIVEN_UP


__all__ = [
    *("QUOTATIONS", "STANDING", "Told", "fit", "own_words", "place_of", "quoted", "saying", "told_of"),
    *("without_words", "words_in"),
]
