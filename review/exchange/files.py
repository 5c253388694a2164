"""A file somebody brings back, read as what its name says it is."""

from __future__ import annotations

from pathlib import PurePath

from regesta.review.exchange.plan import Fault, Ground, ImportFault
from regesta.review.request import VerdictRequest

#: The endings of files of annotations.
ENDINGS = (".csv", ".json", ".jsonld", ".xmi", ".zip")


def read(
    name: str, data: bytes, ground: Ground, *, proposer: str
) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the file `name` says of the records, and what in it cannot be understood; `proposer` made what is
    new in it.

    Errors: ImportFault for an ending that is not known, and a file that is not what its ending says.
    """
    # Imported when wanted: the reader of CAS files is slow to load.
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".csv":
            from regesta.review.exchange import spreadsheet

            return spreadsheet.read(data, ground)
        if suffix in (".json", ".jsonld"):
            from regesta.review.exchange import webannotation

            return webannotation.read(data, ground, proposer=proposer)
        if suffix in (".xmi", ".zip"):
            from regesta.review.exchange import cas

            return cas.read(data, ground, proposer=proposer)
    except RecursionError as error:
        raise ImportFault(
            f"{name} is nested too deeply to be annotations; export it again from the tool it was made with"
        ) from error
    raise ImportFault(
        f"{name or 'the file'} has an ending that is not known; annotations come as .json or .jsonld (Web "
        "Annotation), .xmi or .zip (INCEpTION), .csv (spreadsheet)"
    )
