"""Parses of the corpus kept on disk, each under a digest of everything it depends on.

A file's name holds the digest of the sentences as they are parsed (and so of the text and of how it is read), of
the code that parses them, and of the model. Where only files of another digest lie, the cache is stale: that is
an error, and they are never used.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, DocBin
from tests.corpus.catalogue import CorpusError

import regesta.extract.annotate
from regesta.extract.annotate.models import label_of
from regesta.extract.annotate.parsing import parsed
from regesta.extract.read import Document, analyse
from regesta.extract.text.languages import ENGLISH

if TYPE_CHECKING:
    from spacy.language import Language

#: Hexadecimal digits of a digest in a file's name.
_DIGITS = 16
_SUFFIX = ".docbin"


class StaleError(CorpusError):
    """Parses that are missing, or that were made of another text, by other code, or by another model."""


def cache_folder() -> Path:
    """Where parses and fold models lie: `regesta/corpus` in the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "regesta" / "corpus"


def sentences_of(document: Document) -> list[str]:
    """The sentences of a document as they are parsed, each once."""
    texts = (analyse(document, s, ENGLISH).text for s in document.sentences)
    return list(dict.fromkeys(texts))


def code_digest() -> str:
    """Digest of the code and tables that make parses."""
    folder = Path(next(iter(regesta.extract.annotate.__path__)))
    files = sorted(f for f in folder.iterdir() if f.suffix in (".py", ".toml", ".tsv"))
    return digest_of(f.name.encode() + b"\0" + f.read_bytes() for f in files)


def model_digest(nlp: Language) -> str:
    """Digest of a pipeline: what its package says of it, and the sizes and names of its files."""
    folder = Path(str(nlp.path)) if getattr(nlp, "path", None) else None
    files = sorted(f for f in folder.rglob("*") if f.is_file()) if folder else []
    sizes = (f"{f.name} {f.stat().st_size}".encode() for f in files)
    return digest_of([label_of(nlp).encode(), str(nlp.meta.get("spacy_version", "")).encode(), *sizes])


def digest_of(parts: Iterable[bytes]) -> str:
    """SHA-256 (hex) of some bytes, each by its length and itself."""
    made = hashlib.sha256()
    for part in parts:
        made.update(str(len(part)).encode() + b":" + part)
    return made.hexdigest()


def parses_file(document: Document, nlp: Language, folder: Path) -> Path:
    """The file that holds the parses of a document, whether it is there or not."""
    texts = digest_of(t.encode() for t in sentences_of(document))
    key = digest_of(part.encode() for part in (texts, code_digest(), model_digest(nlp)))
    return folder / f"{document.id}-{key[:_DIGITS]}{_SUFFIX}"


def renew(document: Document, nlp: Language, folder: Path) -> bool:
    """Parse a document and keep the parses, in the place of older ones; False when they are there already."""
    file = parses_file(document, nlp, folder)
    if file.is_file():
        return False
    docs = parsed(nlp, sentences_of(document), 1)
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_bytes(DocBin(docs=docs, store_user_data=False).to_bytes())
    draft.replace(file)
    return True


def kept_pipeline(document: Document, nlp: Language, folder: Path) -> KeptParses:
    """A pipeline that gives the kept parses of a document.

    Errors: StaleError when there are none, or only those of another text, code or model.
    """
    file = parses_file(document, nlp, folder)
    if not file.is_file():
        others = list(folder.glob(f"{document.id}-{'?' * _DIGITS}{_SUFFIX}"))
        why = (
            "are stale: its text, the code that parses or the model has changed"
            if others
            else "are not there"
        )
        raise StaleError(f"the parses of {document.id} {why}. Type `make folds`.")
    docs = DocBin().from_bytes(file.read_bytes()).get_docs(nlp.vocab)
    return KeptParses(nlp, docs)


class KeptParses:
    """A spaCy pipeline whose parses were made before; it parses nothing itself."""

    def __init__(self, nlp: Language, docs: Iterable[Doc]) -> None:
        self._nlp = nlp
        self._docs = {doc.text: doc for doc in docs}

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """The kept parse of each text. Errors: StaleError for a text without one."""
        for text in texts:
            yield self(text)

    def __call__(self, text: str) -> Doc:
        if text not in self._docs:
            raise StaleError(f"there is no parse of {text[:60]!r} among those kept. Type `make folds`.")
        return self._docs[text]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._nlp, name)
