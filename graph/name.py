"""Names for things: IRIs that a person can read, that never change while the thing stays the same, and that
no two things share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from regesta.extract.iri import authority_iri, segment
from regesta.extract.record import Span
from regesta.graph.rdf import NamedNode

_HASHED = re.compile(r"^[a-z]+-([0-9a-f]{12})$")
_ORCID = re.compile(r"^(?:https?://orcid\.org/|orcid:)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$")


#: Where the records of a kind stand, if not under their kind: what has an event's name is the event itself.
_FOLDERS = {"event": "event-mention", "decision": "decision-mention"}


@dataclass(frozen=True)
class Names:
    """The IRIs of one workspace, under its base (which ends with `/` or `#`)."""

    base: str

    def __post_init__(self) -> None:
        if not re.match(r"^https?://[^\s<>\"{}|\\^`]+[/#]$", self.base):
            raise ValueError(
                f"the base IRI {self.base!r} must be an http(s) IRI that ends with / or #; set "
                "`base` in regesta.toml"
            )

    def record(self, kind: str, document: str, record: str) -> NamedNode:
        """`<base>claim/0f3a9c41d2be` for an id that is a content hash, else
        `<base>footnote/<document>/IV.33`; records of events and decisions are mentions of events:
        `<base>event-mention/0f3a9c41d2be`."""
        return self._hashed(_FOLDERS.get(kind, kind), document, record)

    def event(self, document: str, representative: str) -> NamedNode:
        """`<base>event/0f3a9c41d2be`: an event, by the id of its representative mention."""
        return self._hashed("event", document, representative)

    def _hashed(self, folder: str, document: str, record: str) -> NamedNode:
        hashed = _HASHED.match(record)
        return NamedNode(
            f"{self.base}{folder}/{hashed[1] if hashed else segment(document) + '/' + segment(record)}"
        )

    def document(self, document: str) -> NamedNode:
        """`<base>doc/<id>`"""
        return NamedNode(f"{self.base}doc/{segment(document)}")

    def passage(self, document: str, span: Span) -> NamedNode:
        """`<base>passage/<document>/<start>-<end>`, offsets in code points of the raw text."""
        return NamedNode(f"{self.base}passage/{segment(document)}/{span[0]}-{span[1]}")

    def actor(self, name: str) -> NamedNode:
        """`<base>actor/Joseph_Stalin`, by canonical name."""
        return NamedNode(f"{self.base}actor/{segment(name)}")

    def author_of(self, document: str) -> NamedNode:
        """`<base>author/<document>`: the author of a document, whatever their name."""
        return NamedNode(f"{self.base}author/{segment(document)}")

    def place(self, name: str) -> NamedNode:
        """`<base>place/Pyongyang`"""
        return NamedNode(f"{self.base}place/{segment(name)}")

    def proposition(self, content: str) -> NamedNode:
        """`<base>proposition/<hash of the content>`, `content` already normalised."""
        return NamedNode(f"{self.base}proposition/{hashlib.sha256(content.encode()).hexdigest()[:16]}")

    def unit(self, archive: str, path: Iterable[tuple[str, str]]) -> NamedNode:
        """`<base>archive/RGASPI/fond/558/opis/11`: an archive, or a unit by its path of (level,
        identifier)."""
        steps = "".join(f"/{segment(level)}/{segment(identifier)}" for level, identifier in path)
        return NamedNode(f"{self.base}archive/{segment(archive)}{steps}")

    def evidence_link(self, statement: str, citation: str) -> NamedNode:
        """`<base>evidence/<claim>/<citation>`, by record ids."""
        return NamedNode(f"{self.base}evidence/{segment(statement)}/{segment(citation)}")

    def argument_link(self, source: str, kind: str, target: str) -> NamedNode:
        """`<base>argument/<claim>/attacks/<claim>`, by record ids."""
        return NamedNode(f"{self.base}argument/{segment(source)}/{segment(kind)}/{segment(target)}")

    def verdict(self, verdict: str) -> NamedNode:
        """`<base>verdict/<hash>`"""
        hashed = _HASHED.match(verdict)
        return NamedNode(f"{self.base}verdict/{hashed[1] if hashed else segment(verdict)}")

    def reviewer(self, name: str) -> NamedNode:
        """The ORCID IRI of a reviewer who is named by one, else `<base>reviewer/<name>`."""
        orcid = _ORCID.match(name)
        return NamedNode(f"https://orcid.org/{orcid[1]}" if orcid else f"{self.base}reviewer/{segment(name)}")

    def policy(self, label: str) -> NamedNode:
        """`<base>policy/dated-acts/1` for "dated-acts@1"."""
        name, _, version = label.rpartition("@")
        return NamedNode(
            f"{self.base}policy/{segment(name or version)}" + (f"/{segment(version)}" if name else "")
        )

    def run(self, document: str, proposer: str) -> NamedNode:
        """`<base>run/<document>/<proposer>`"""
        return NamedNode(f"{self.base}run/{segment(document)}/{segment(proposer)}")

    def graph(self, name: str) -> NamedNode:
        """`<base>graph/candidates`, `<base>graph/import/<name>` and their like."""
        return NamedNode(f"{self.base}graph/{quote(name, safe='/-._~')}")

    @cached_property
    def candidates(self) -> NamedNode:
        """The graph of everything proposed."""
        return self.graph("candidates")

    @cached_property
    def review(self) -> NamedNode:
        """The graph of verdicts."""
        return self.graph("review")

    @cached_property
    def links(self) -> NamedNode:
        """The graph of accepted links to other people's identifiers."""
        return self.graph("links")

    @cached_property
    def inferred(self) -> NamedNode:
        """The graph of what rules added."""
        return self.graph("inferred")


__all__ = ["Names", "authority_iri", "segment"]
