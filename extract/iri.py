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


#: How addresses of the same authorities are also written: a pattern whose group is the identifier.
_ADDRESSES: Mapping[str, re.Pattern[str]] = {
    "wikidata": re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d+)"),
    "viaf": re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(\d+)/?"),
    "gnd": re.compile(r"https?://d-nb\.info/gnd/([\dX-]+)"),
    "isni": re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?(\d{15}[\dX])"),
    "orcid": re.compile(r"https?://orcid\.org/([\dX-]+)"),
    "lcnaf": re.compile(r"https?://id\.loc\.gov/authorities/names/(\w+)(?:\.html)?"),
    "geonames": re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:/.*)?"),
    "doi": re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)"),
}
#: Other names of their schemes.
_ALIASES: Mapping[str, str] = {"wd": "wikidata", "lccn": "lcnaf", "naf": "lcnaf", "geonameid": "geonames"}


def identifier_of(text: str) -> tuple[str, str] | None:
    """(scheme, value) of an identifier written as an address or as "viaf:12345"; an address of no authority
    known here has the scheme "iri". None for what is neither."""
    text = text.strip()
    for scheme, pattern in _ADDRESSES.items():
        m = pattern.fullmatch(text)
        if m:
            return scheme, m.group(1)
    if WEB_IRI.fullmatch(text):
        return "iri", text
    prefix, _, value = text.partition(":")
    name = _ALIASES.get(prefix.lower(), prefix.lower())
    return (name, value.strip()) if name in SCHEMES and value.strip() else None
