"""Reviewed graphs that are published without their texts, each an archive in a folder of its own, shipped for
`regesta demo --dataset NAME`."""

from __future__ import annotations

from importlib import resources

#: What the archive of a dataset is called in its folder.
ARCHIVE = "bundle.zip"


def names() -> list[str]:
    """The datasets there are, sorted."""
    folders = resources.files("regesta.datasets").iterdir()
    return sorted(f.name for f in folders if f.is_dir() and (f / ARCHIVE).is_file())


def archive(name: str) -> bytes:
    """The archive of a dataset. Errors: LookupError, with those there are."""
    if name not in names():
        raise LookupError(f"there is no dataset {name!r}; there are {', '.join(names()) or 'none yet'}.")
    return (resources.files("regesta.datasets") / name / ARCHIVE).read_bytes()


__all__ = ["ARCHIVE", "archive", "names"]
