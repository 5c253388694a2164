"""Where places lie: by the coordinates their entry of an authority file gives, else by the shipped table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from regesta.extract.authority.reading import Authority, fold

#: Latitude and longitude in degrees (WGS 84).
Coordinates = tuple[float, float]


def coordinates(authority: Authority, name: str) -> Coordinates | None:
    """Where the place of that name lies; None where nobody says."""
    entry = authority.entry(name)
    if entry is not None and entry.coordinates is not None:
        return entry.coordinates
    return _table().get(fold(name))


@cache
def _table() -> Mapping[str, Coordinates]:
    """The shipped table by folded names."""
    found: dict[str, Coordinates] = {}
    lines = resources.files(__package__).joinpath("gazetteer.tsv").read_text("utf-8").splitlines()
    for line in [one for one in lines if one and not one.startswith("#")][1:]:
        names, latitude, longitude = line.split("\t")
        for name in names.split("|"):
            found[fold(name)] = float(latitude), float(longitude)
    return found
