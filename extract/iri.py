"""The parts of IRIs: names as path segments, and the IRIs of identifiers in other people's authorities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

#: Authorities whose identifiers have well-known IRIs: scheme (also the prefix in CURIEs) and what its IRIs
#: begin with.
SCHEMES: Mapping[str, str] = {
    "wikidata": "http://www.wikidata.org/entity/",
    "viaf": "http://viaf.org/viaf/",
    "gnd": "https://d-nb.info/gnd/",
    "isni": "https://isni.org/isni/",
    "orcid": "https://orcid.org/",
    "lcnaf": "http://id.loc.gov/authorities/names/",
    "geonames": "https://sws.geonames.org/",
    "doi": "https://doi.org/",
}


#: What a link may lead to: a whole IRI that can be looked up.
WEB_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@lru_cache(maxsize=65536)
def segment(text: str) -> str:
    """A name as one path segment: blanks as `_`, everything but letters, digits and `-.~` percent-encoded (so
    `_` is `%5F`); no two names give one segment."""
    if not text.strip("."):
        return text.replace(".", "%2E") or "%00"
    return quote(text, safe="").replace("_", "%5F").replace("%20", "_")


def authority_iri(scheme: str, value: str) -> str | None:
    """The IRI of an identifier in somebody else's authority, None for a scheme that has no IRIs known
    here."""
    if value.startswith(("http://", "https://")):
        return quote(value, safe=":/?#[]@!$&'()*+,;=%~-._")
    prefix = SCHEMES.get(scheme.lower())
    return prefix + quote(value, safe="/-._~") if prefix else None
