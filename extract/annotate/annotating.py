"""Every sentence of a document parsed once, for all proposers together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.grammar import refuse_circles
from regesta.extract.annotate.models import label_of
from regesta.extract.read import analyse
from regesta.extract.read.document import Document
from regesta.extract.text.languages import ENGLISH, LanguagePack

if TYPE_CHECKING:
    from spacy.language import Language

#: Sentences parsed together; past this size md gains nothing and memory grows.
BATCH = 128


def annotate(document: Document, nlp: Language, language: LanguagePack = ENGLISH) -> AnnotatedDocument:
    """The document with one spaCy Doc per sentence, over exactly the sentence's analysed text, in document
    order.

    The analysed text, not the raw one, is parsed: markers and interrupting notes are out, lost possessives
    are back.
    """
    analysed = [analyse(document, sentence) for sentence in document.sentences]
    notes = notes_by_sentence(document)
    docs = list(nlp.pipe((a.text for a in analysed), batch_size=BATCH))
    for doc in docs:
        refuse_circles(doc)
    sentences = tuple(
        AnnotatedSentence(record, text, doc, notes.get(record.id, ()))
        for record, text, doc in zip(document.sentences, analysed, docs, strict=True)
    )
    return AnnotatedDocument(document, sentences, label_of(nlp), language)


def notes_by_sentence(document: Document) -> dict[str, tuple[str, ...]]:
    """Sentence id -> ids of the footnotes whose marker stands in it, in marker order; a marker just after the
    full stop is the sentence's."""
    starts = [s.spans[0][0] for s in document.sentences]
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    known = {s.id for s in document.sentences}
    for note in document.footnotes:
        where = note.marker[0] if note.marker else -1
        sentence = note.sentence if note.sentence in known else ""
        if not sentence and where >= 0:
            k = bisect_right(starts, where) - 1
            sentence = document.sentences[k].id if k >= 0 else ""
        if sentence:
            found[sentence].append((where, note.id))
    return {sentence: tuple(i for _, i in sorted(rows)) for sentence, rows in found.items()}
