"""The licences of what the package needs to run, read from what is installed beside it.

    python tests/house/licences.py           lists them; fails on one that is unknown, or that asks for more than
                                             naming and is not named in NOTICE

Only what `pyproject.toml` needs at run time is looked at, and what that needs, without extras.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
#: Words of licences that let anybody do anything as long as the licence goes along; first found, first taken.
_PERMISSIVE = (
    "apache",
    "mit",
    "bsd",
    "isc",
    "psf",
    "python software foundation",
    "unlicense",
    "zpl",
    "cc0",
    "hpnd",
    "0bsd",
)
#: Words of licences that ask for more: of the package itself, or of what is changed in its files.
_MORE = ("gpl", "lesser general public", "general public license", "mpl", "mozilla", "epl", "eupl", "cddl")


def licence(name: str) -> str:
    """The licence a distribution states: its SPDX expression, its classifiers, else the first line of its
    `License` field; "" where it states none."""
    told = metadata.metadata(name)
    if expression := told.get("License-Expression"):
        return expression
    classified = [
        c.rpartition(" :: ")[2] for c in told.get_all("Classifier", ()) if c.startswith("License ::")
    ]
    return (
        "; ".join(c for c in classified if c != "OSI Approved")
        or (told.get("License") or "").split("\n")[0].strip()
    )


def needed(name: str, seen: dict[str, str] | None = None) -> Mapping[str, str]:
    """What a distribution needs to run, itself left out, and what those need: name -> licence."""
    found: dict[str, str] = {} if seen is None else seen
    for line in metadata.requires(name) or ():
        wanted = Requirement(line)
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if key in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[key] = licence(wanted.name)
        except metadata.PackageNotFoundError:
            continue  # an optional part of another system
        needed(wanted.name, found)
    return found


def asks_for_more(stated: str) -> bool:
    """Whether a licence asks for more than to go along with copies."""
    return any(word in stated.lower() for word in _MORE)


def faults(licences: Mapping[str, str], notice: str) -> Iterator[str]:
    """What must be mended before these may be shipped with."""
    for name, stated in licences.items():
        if asks_for_more(stated):
            if name not in notice.lower():
                yield f"{name} is under {stated}; name it in NOTICE"
        elif not any(word in stated.lower() for word in _PERMISSIVE):
            yield f"{name} states {stated or 'no licence'}; find out, and say so in NOTICE"


def main() -> int:
    """Print the table; 1 when something must be mended."""
    licences, notice = needed("regesta"), (ROOT / "NOTICE").read_text("utf-8")
    for name, stated in sorted(licences.items()):
        sys.stdout.write(f"{name:32} {stated or 'none stated'}\n")
    wrong = [f for f in faults(licences, notice) if f.split(" ", 1)[0] not in notice.lower()]
    for fault in wrong:
        sys.stderr.write(f"{fault}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
