"""Which error ends a command with which exit code; docs/commands.md lists them."""

from __future__ import annotations

import errno

from regesta.extract.locking import UNWRITABLE

#: 2: the call is wrong; 3: an input file is; 4: the workspace is; 5: something is in use or not there yet; 6:
#: the query is; 7: the graph is; 8: a document cannot be read in full (--strict). Errors go by the names of
#: their classes: importing every room for their sake would keep who mistyped waiting for a second.
CODES: tuple[tuple[str, int], ...] = (
    ("regesta.queries.binding.BadParameter", 2),
    ("regesta.queries.saved.UnknownQuery", 2),
    ("regesta.review.acts.ActError", 2),
    ("regesta.review.policy.PolicyError", 2),
    ("regesta.extract.annotate.models.ModelError", 2),
    ("regesta.extract.annotate.grammar.ParseError", 2),
    ("regesta.extract.text.languages.LanguageError", 2),
    ("regesta.graph.export_error.ExportError", 2),
    ("regesta.ontology.alignment.UnknownVocabulary", 2),
    ("regesta.extract.propose.proposer.ProposerError", 2),
    ("regesta.extract.score.gold.GoldError", 3),
    ("regesta.review.exchange.plan.ImportFault", 3),
    ("regesta.graph.bundle.unpacking.BundleError", 3),
    ("regesta.graph.imported_graphs.GraphImportError", 3),
    ("regesta.extract.read.errors.ReadingError", 3),
    ("regesta.extract.authority.reading.AuthorityError", 3),
    ("regesta.extract.link.sssom.LinkFileError", 3),
    ("regesta.queries.header.QueryFileError", 3),
    ("regesta.graph.validate.finding.ShapesFileError", 3),
    ("regesta.extract.workspace.WorkspaceError", 4),
    ("regesta.review.verdict_lines.LogError", 4),
    ("regesta.extract.database.address.DatabaseError", 5),
    ("regesta.graph.store.snapshots.StoreError", 5),
    ("regesta.graph.serve.config.ServeError", 5),
    ("regesta.graph.sync.SyncError", 5),
    ("regesta.extract.corpus.on_ray.RayError", 5),
    ("regesta.graph.serve.workers.engine.QueryError", 6),
    ("regesta.graph.assembling.BuildError", 7),
    ("regesta.extract.faults.StrictError", 8),
)


def exit_code(error: Exception) -> int | None:
    """The exit code of an error a user can mend, None for one of our own."""
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__}
    return next((code for kind, code in CODES if kind in kinds), None)


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
