"""Small documents for tests of the apparatus: sentences, notes and a bibliography, put together with true
offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Citation, Footnote, Sentence, Source, Span

MakeDocument = Callable[..., Document]
ResolveDocument = Callable[[Document], tuple[list[Citation], list[Source]]]


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    """A document of notes; each may bring the sentence that calls it. Notes given as lists are chapters; the
    bibliography is a list of entries."""

    def make(
        notes: Sequence[str | tuple[str, str]] | Sequence[Sequence[str | tuple[str, str]]],
        bibliography: Sequence[str] = (),
        rubrics: Sequence[Sequence[str]] = (),
    ) -> Document:
        chapters: list[list[str | tuple[str, str]]] = (
            [list(c) for c in notes] if notes and isinstance(notes[0], list) else [list(notes)]
        )  # type: ignore[arg-type]
        text, footnotes, sentences, entries = "", [], [], []

        def put(words: str) -> Span:
            nonlocal text
            start = len(text)
            text += words + "\n"
            return start, start + len(words)

        for number, chapter in enumerate(chapters, 1):
            for k, note in enumerate(chapter, 1):
                sentence, body = note if isinstance(note, tuple) else ("Something happened.", note)
                span = put(sentence)
                sentences.append(Sentence(id=f"s{number}.{k}", document="t", spans=(span,)))
                footnotes.append(
                    Footnote(
                        id=f"{number}.{k}",
                        document="t",
                        span=put(body),
                        number=k,
                        division=f"d{number}",
                        marker=(span[1] - 1, span[1]),
                        sentence=f"s{number}.{k}",
                    )
                )
        for k, entry in enumerate(bibliography):
            entries.append(
                BibliographyEntry(span=put(entry), rubrics=tuple(rubrics[k]) if k < len(rubrics) else ())
            )
        return Document(
            id="t",
            text=text,
            footnotes=tuple(footnotes),
            sentences=tuple(sentences),
            bibliography=tuple(entries),
        )

    return make


@pytest.fixture(scope="session")
def resolve_document() -> ResolveDocument:
    """Propose and resolve in one step."""
    return lambda document: resolve(document, propose_citations(document))
