"""Links in the headers of pages and data that lead programs on: what to cite, where the data and the licence
are, what kind of thing it is (https://signposting.org/FAIR/)."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.graph.description import dataset_of
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.protocol.negotiation import JSONLD, TURTLE, Syntax

_ABOUT = "https://schema.org/AboutPage"
_DATASET = "https://schema.org/Dataset"
_SYNTAXES: tuple[Syntax, ...] = (TURTLE, JSONLD)


def link(target: str, rel: str, media: str = "") -> str:
    """One link of a Link header (RFC 8288)."""
    return f'<{target}>; rel="{rel}"' + (f'; type="{media}"' if media else "")


def licence(config: ServeConfig) -> list[str]:
    """The licence, where the workspace names one."""
    return [link(config.licence, "license")] if config.licence else []


def of_page(config: ServeConfig, iri: str, path: str) -> str:
    """The links of a thing's page: its IRI, its data, the dataset it is of."""
    data = [(f"/data/{path}.{s.ending}", s.media) for s in _SYNTAXES]
    return _header(
        link(iri, "cite-as"),
        *(link(address, rel, media) for address, media in data for rel in ("alternate", "describedby")),
        link(_ABOUT, "type"),
        link("/", "collection", "text/html"),
        *licence(config),
    )


def of_data(config: ServeConfig, iri: str, path: str) -> str:
    """The links of a thing's data: what they describe, and its page."""
    return _header(
        link(f"/page/{path}", "alternate", "text/html"),
        link(iri, "describes"),
        link(iri, "cite-as"),
        link("/.well-known/void", "collection", TURTLE.media),
        *licence(config),
    )


def of_dataset(config: ServeConfig) -> str:
    """The links of the first page: the dataset as a whole, its description, its data."""
    return _header(
        link(dataset_of(config.base).value, "cite-as"),
        *(link("/.well-known/void", "describedby", s.media) for s in _SYNTAXES),
        *(link("/graphs?default", "item", s.media) for s in _SYNTAXES),
        link(_ABOUT, "type"),
        link(_DATASET, "type"),
        *licence(config),
    )


def _header(*links: str) -> str:
    return ", ".join(links)


def with_licence(config: ServeConfig, links: str) -> str:
    """A Link header with the licence, if there is one to name and it does not stand there."""
    more: Iterable[str] = licence(config) if 'rel="license"' not in links else ()
    return _header(*filter(None, (links, *more)))


__all__ = ["licence", "link", "of_data", "of_dataset", "of_page", "with_licence"]
