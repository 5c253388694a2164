"""Every sentence of a document parsed once, for all proposers together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.grammar import refuse_circles
from regesta.extract.annotate.models import label_of, refuse_language
from regesta.extract.annotate.parsing import parsed as parsed_texts
from regesta.extract.annotate.schemes import translated
from regesta.extract.faults import Faults
from regesta.extract.read import analyse
from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.document import Document
from regesta.extract.record import Sentence
from regesta.extract.text.languages import ENGLISH, LanguageError, LanguagePack

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def annotate(
    document: Document,
    nlp: Language,
    language: LanguagePack = ENGLISH,
    faults: Faults | None = None,
    *,
    processes: int = 0,
) -> AnnotatedDocument:
    """The document with one spaCy Doc per sentence, over exactly the sentence's analysed text, in document
    order.

    The analysed text, not the raw one, is parsed: markers and interrupting notes are out, lost possessives
    are back. A sentence without a word is left out. One that cannot be parsed, or whose parse goes round in a
    circle, is left out with a diagnostic in `faults`; without a collector its error is raised (ParseError for
    a circle). `processes` parse at once, 0 being as many as pay.
    Errors: ParseError for a parse whose labels no scheme knows; LanguageError for a document in another
    language than the pack's; ModelError for a pipeline of another.
    """
    if document.language.partition("-")[0] not in ("", language.code):
        raise LanguageError(
            f"{document.id!r} is in {document.language!r} and was to be read by the rules of "
            f"{language.code!r}. "
            "Give annotate the pack of its language (language_pack), or correct the document's language."
        )
    refuse_language(nlp, language)
    own = faults.of(label_of(nlp)) if faults is not None else None
    notes = notes_by_sentence(document)
    parsed: list[tuple[Sentence, AnalysedText, Doc]] = []
    for record, text, doc in _parsed(document, nlp, language, own, processes):
        with _guarded(own, record):
            refuse_circles(doc)
            if len(doc):
                parsed.append((record, text, doc))
    docs = translated([doc for _, _, doc in parsed])
    sentences = tuple(
        AnnotatedSentence(record, text, doc, notes.get(record.id, ()))
        for (record, text, _), doc in zip(parsed, docs, strict=True)
    )
    if faults is not None and own is not None:
        faults.found.extend(own.found)
    return AnnotatedDocument(document, sentences, label_of(nlp), language)


def _guarded(faults: Faults | None, record: Sentence) -> AbstractContextManager[None]:
    return nullcontext() if faults is None else faults.at("parse", record.spans)


def _parsed(
    document: Document, nlp: Language, language: LanguagePack, faults: Faults | None, processes: int
) -> Iterator[tuple[Sentence, AnalysedText, Doc]]:
    """Every sentence that can be parsed: all in batches, or one by one when a batch raises."""
    analysed: list[tuple[Sentence, AnalysedText]] = []
    for record in document.sentences:
        with _guarded(faults, record):
            analysed.append((record, analyse(document, record, language)))
    try:
        docs = parsed_texts(nlp, [text.text for _, text in analysed], processes)
    except Exception:
        if faults is None:
            raise
    else:
        yield from ((record, text, doc) for (record, text), doc in zip(analysed, docs, strict=True))
        return
    for record, text in analysed:
        doc = None
        with _guarded(faults, record):
            doc = nlp(text.text)
        if doc is not None:
            yield record, text, doc


def notes_by_sentence(document: Document) -> dict[str, tuple[str, ...]]:
    """Sentence id -> ids of the footnotes whose marker stands in it, in marker order; a marker just after the
    full stop is the sentence's."""
    starts = [s.spans[0][0] for s in document.sentences]
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    known = {s.id for s in document.sentences}
    for note in document.footnotes:
        where = note.marker[0] if note.marker else -1
        k = bisect_right(starts, where) - 1
        if note.sentence in known:
            found[note.sentence].append((where, note.id))
        elif k >= 0:
            found[document.sentences[k].id].append((where, note.id))
    return {sentence: tuple(i for _, i in sorted(rows)) for sentence, rows in found.items()}
