"""Authorities: who and what is meant by a name. `load_authority`, `Authority`."""

from regesta.extract.authority.reading import (
    Authority,
    AuthorityError,
    Entry,
    authorities,
    load_authority,
    shipped_files,
)

__all__ = ["Authority", "AuthorityError", "Entry", "authorities", "load_authority", "shipped_files"]
