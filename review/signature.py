"""Whose name verdicts carry: as given, else the one set for this machine or this workspace; never its login
name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regesta.extract.whole_files import write_atomic
from regesta.review.acts import ActError

#: The environment variable that names who judges on this machine.
VARIABLE = "REGESTA_REVIEWER"
_ORCID = re.compile(r"(?:https?://orcid\.org/|orcid:)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_TABLE = re.compile(r"^\[review\][^\S\n]*(?:#.*)?\n", re.MULTILINE)
_OWN = re.compile(r"^(?:reviewer|orcid)\s*=.*\n", re.MULTILINE)


class NoReviewer(ActError):
    """Nobody has said who judges; the message says how to."""


def signed(given: str | None, settings: Mapping[str, Any]) -> str:
    """Who a verdict is from: as given, else $REGESTA_REVIEWER, else the ORCID or the name under `[review]`;
    "" where none is known."""
    own = str(settings.get("orcid") or settings.get("reviewer") or "")
    return given or os.environ.get(VARIABLE) or own


def signature(given: str | None, settings: Mapping[str, Any]) -> str:
    """Who a verdict is from.

    Errors: NoReviewer where nobody has said it: a login name of the machine signs nothing.
    """
    name = signed(given, settings)
    if not name:
        raise NoReviewer(
            "say who judges: --reviewer with a name or an ORCID, or once for all under [review] in "
            f'regesta.toml: reviewer = "YOUR NAME", or ${VARIABLE}.'
        )
    return name


def orcid_of(typed: str) -> str:
    """An ORCID as typed, in its plain form; "" for an empty one.

    Errors: ActError for what is none, or whose last digit does not fit.
    """
    if not typed.strip():
        return ""
    found = _ORCID.fullmatch(typed.strip())
    if found is None or _check_digit(found[1]) != found[1][-1]:
        raise ActError(f"{typed.strip()!r} is no ORCID; it has sixteen digits, as 0000-0002-1825-0097.")
    return found[1]


def _check_digit(orcid: str) -> str:
    """The last digit by the others (ISO 7064, mod 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def keep(config: Path, name: str, orcid: str) -> None:
    """Write who judges into the `[review]` table of a workspace's settings file; the rest stays as it is.

    Errors: ActError for a name that is none.
    """
    plain = " ".join(name.split())
    if not plain or any(not c.isprintable() for c in plain):
        raise ActError("type your name: verdicts are signed with it.")
    lines = f"reviewer = {_quoted(plain)}\n" + (f"orcid = {_quoted(orcid)}\n" if orcid else "")
    text = config.read_text("utf-8")
    table = _TABLE.search(text)
    if table is None:
        made = text.rstrip("\n") + f"\n\n[review]\n{lines}"
    else:
        end = text.find("\n[", table.end())
        own = text[table.end() : end if end >= 0 else len(text)]
        made = text[: table.end()] + lines + _OWN.sub("", own) + (text[end:] if end >= 0 else "")
    write_atomic(config, made.encode("utf-8"))


def _quoted(text: str) -> str:
    """A TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
