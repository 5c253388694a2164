"""From notes to sources: each note's body cut into citations, what an Ibid. means, which citations are of one
work or document, where each is kept."""

from regesta.extract.notes.proposing import propose_citations
from regesta.extract.notes.resolution import Linked, link, resolve

__all__ = ["Linked", "link", "propose_citations", "resolve"]
