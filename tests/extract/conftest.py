"""Small documents for tests of the apparatus: sentences, notes and a bibliography, put together with true
offsets; and installed packages that bring a proposer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Citation, Footnote, Sentence, Source, Span

MakeDocument = Callable[..., Document]
ResolveDocument = Callable[[Document], tuple[list[Citation], list[Source]]]
InstallProposer = Callable[[str, str, str], Path]


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


@pytest.fixture
def install_proposer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstallProposer:
    """Makes an installed package with one module and one entry point (NAME = MODULE:OBJECT); the folder it
    lies in."""

    def made(module: str, code: str, point: str) -> Path:
        folder = tmp_path / "site"
        info = folder / f"{module}-1.dist-info"
        info.mkdir(parents=True)
        name = module.replace("_", "-")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[regesta.proposers]\n{point}\n")
        (folder / f"{module}.py").write_text(code)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, module, raising=False)
        return folder

    return made
