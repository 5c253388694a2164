"""Regesta turns a footnoted history thesis into a reviewed knowledge graph.

    import regesta

    document = regesta.read("thesis.docx")       # a Document: .text .sentences .footnotes .divisions
    records = regesta.candidates(document)       # claims, events, decisions, citations, sources ... with their spans
    workspace = regesta.Workspace.create("korea")

What stands in `__all__` is the public API (docs/api.md). Everything is loaded when it is first asked for.
"""  # noqa: E501

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from regesta.api.answers import Answer
    from regesta.api.reading import annotate, candidates, propose, read
    from regesta.api.scoring import score
    from regesta.api.verdicts import Verdicts
    from regesta.api.workspace import Workspace
    from regesta.extract.annotate import AnnotatedDocument, ModelError
    from regesta.extract.authority import Authority
    from regesta.extract.read import BrokenReading, Document, ReadingError, ReadingReport
    from regesta.extract.record import (
        Actor,
        Citation,
        Claim,
        Decision,
        Event,
        Footnote,
        Mention,
        Record,
        Sentence,
        Source,
    )
    from regesta.extract.workspace import WorkspaceError
    from regesta.graph.serve.workers.engine import QueryError

_HOMES = {
    "Actor": "extract.record",
    "AnnotatedDocument": "extract.annotate",
    "Answer": "api.answers",
    "Authority": "extract.authority",
    "BrokenReading": "extract.read",
    "Citation": "extract.record",
    "Claim": "extract.record",
    "Decision": "extract.record",
    "Document": "extract.read",
    "Event": "extract.record",
    "Footnote": "extract.record",
    "Mention": "extract.record",
    "ModelError": "extract.annotate",
    "QueryError": "graph.serve.workers.engine",
    "ReadingError": "extract.read",
    "ReadingReport": "extract.read",
    "Record": "extract.record",
    "Sentence": "extract.record",
    "Source": "extract.record",
    "Verdicts": "api.verdicts",
    "Workspace": "api.workspace",
    "WorkspaceError": "extract.workspace",
    "annotate": "api.reading",
    "candidates": "api.reading",
    "propose": "api.reading",
    "read": "api.reading",
    "score": "api.scoring",
}

__all__ = [
    "Actor",
    "AnnotatedDocument",
    "Answer",
    "Authority",
    "BrokenReading",
    "Citation",
    "Claim",
    "Decision",
    "Document",
    "Event",
    "Footnote",
    "Mention",
    "ModelError",
    "QueryError",
    "ReadingError",
    "ReadingReport",
    "Record",
    "Sentence",
    "Source",
    "Verdicts",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "annotate",
    "candidates",
    "propose",
    "read",
    "score",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'regesta' has no attribute {name!r}")
    value = getattr(import_module(f"regesta.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
