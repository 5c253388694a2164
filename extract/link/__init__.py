"""From citations to sources: what an Ibid. means, which citations are of one work or document, where each is kept."""

from __future__ import annotations

from regesta.extract.link.resolution import Linked, link, resolve

__all__ = ["Linked", "link", "resolve"]
