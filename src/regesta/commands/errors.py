"""Which error ends a command with which exit code; docs/commands.md lists them."""

from __future__ import annotations

import errno

from regesta.extract.annotate.grammar import ParseError
from regesta.extract.annotate.models import ModelError
from regesta.extract.authority.reading import AuthorityError
from regesta.extract.faults import StrictError
from regesta.extract.link.sssom import LinkFileError
from regesta.extract.locking import UNWRITABLE
from regesta.extract.propose.proposer import ProposerError
from regesta.extract.read import ReadingError
from regesta.extract.score.scoring import GoldError
from regesta.extract.text.languages import LanguageError
from regesta.extract.workspace import WorkspaceError
from regesta.graph.build import BuildError
from regesta.graph.bundle.unpacking import BundleError
from regesta.graph.export import ExportError
from regesta.graph.imported_graphs import GraphImportError
from regesta.graph.serve.config import ServeError
from regesta.graph.serve.workers.engine import QueryError
from regesta.graph.store import StoreError
from regesta.graph.sync import SyncError
from regesta.graph.validate.finding import ShapesFileError
from regesta.queries.binding import BadParameter
from regesta.queries.header import QueryFileError
from regesta.queries.saved import UnknownQuery
from regesta.review.acts import ActError
from regesta.review.exchange.plan import ImportFault
from regesta.review.log import LogError
from regesta.review.policy import PolicyError

#: 2: the call is wrong; 3: an input file is; 4: the workspace is; 5: something is in use or not there yet; 6:
#: the query is; 7: the graph is; 8: a document cannot be read in full (--strict).
CODES: tuple[tuple[type[Exception], int], ...] = (
    (BadParameter, 2),
    (UnknownQuery, 2),
    (ActError, 2),
    (PolicyError, 2),
    (ModelError, 2),
    (ParseError, 2),
    (LanguageError, 2),
    (ExportError, 2),
    (ProposerError, 2),
    (GoldError, 3),
    (ImportFault, 3),
    (BundleError, 3),
    (GraphImportError, 3),
    (ReadingError, 3),
    (AuthorityError, 3),
    (LinkFileError, 3),
    (QueryFileError, 3),
    (ShapesFileError, 3),
    (WorkspaceError, 4),
    (LogError, 4),
    (StoreError, 5),
    (ServeError, 5),
    (SyncError, 5),
    (QueryError, 6),
    (BuildError, 7),
    (StrictError, 8),
)


def exit_code(error: Exception) -> int | None:
    """The exit code of an error a user can mend, None for one of our own."""
    return next((code for kind, code in CODES if isinstance(error, kind)), None)


def not_written(error: Exception) -> str:
    """What to say where the workspace's folder may not be written or its disk is full, "" for other
    errors."""
    if not isinstance(error, OSError) or error.filename is None:
        return ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"the disk is full: {error.filename} could not be written. Make room, then type it again."
    if error.errno in UNWRITABLE:
        return (
            f"{error.filename} may not be written: {error.strerror}. What only reads (serve, query, sparql, "
            "export) works there; for the rest copy the workspace to where you may write."
        )
    return ""
