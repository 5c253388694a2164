"""Reading: a file in, a Document out, every offset in its raw text."""

from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.document import Abbreviation, BibliographyEntry, Document, ReadingNote
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.reader import read_bytes, read_path, read_text
from regesta.extract.read.repair import analyse
from regesta.extract.read.report import BrokenReading, ReadingReport, refuse_broken, report_of

__all__ = [
    "Abbreviation",
    "AnalysedText",
    "BibliographyEntry",
    "BrokenReading",
    "Document",
    "ReadingError",
    "ReadingNote",
    "ReadingReport",
    "analyse",
    "read_bytes",
    "read_path",
    "read_text",
    "refuse_broken",
    "report_of",
]
