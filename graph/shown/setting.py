"""How much of each document's text may be shown: what `[documents.ID] text` says, and what holds where it
says nothing."""

from __future__ import annotations

import hashlib
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from regesta.extract.workspace import TEXT_LEVELS, Workspace, WorkspaceError
from regesta.graph.bundle.withheld import withheld

#: `full`: the text; `quotations`: the words that accepted statements stand on, and nothing between them;
#: `none`: no words of the text, what is held in our words only.
Level = Literal["full", "quotations", "none"]


@dataclass(frozen=True, slots=True)
class TextSetting:
    """How much may be shown: `levels` by document, `otherwise` of every other."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    otherwise: Level = "full"

    def of(self, document: str) -> Level:
        """How much of one document may be shown."""
        return self.levels.get(document, self.otherwise)

    @property
    def strictest(self) -> Level:
        """What holds for words of which nobody can tell which document they are of."""
        return max((*self.levels.values(), self.otherwise), key=TEXT_LEVELS.index)

    @property
    def restricts(self) -> bool:
        """Whether anything may not be shown."""
        return self.strictest != "full"

    @property
    def key(self) -> str:
        """Twelve hex digits that no other setting has."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def to_json(self) -> str:
        """As `from_json` reads it."""
        return json.dumps([dict(self.levels), self.otherwise], sort_keys=True)

    @classmethod
    def from_json(cls, told: str) -> TextSetting:
        """What `to_json` wrote."""
        levels, otherwise = json.loads(told)
        return cls(levels, otherwise)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which nobody else reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def text_setting(workspace: Workspace, *, public: bool = False) -> TextSetting:
    """What may be shown of a workspace's documents; `public`: to others than those at this machine, who see
    quotations only unless the settings say otherwise.

    Errors: WorkspaceError for a setting of a document that is not there, which would protect nothing.
    """
    said = workspace.settings.documents
    published = withheld(workspace)
    here = workspace.documents()
    known = {*here, *(published.documents if published else ())}
    if strange := sorted(set(said) - known):
        raise WorkspaceError(
            f"{workspace.root}/regesta.toml has [documents.{strange[0]}], and there is no such document; "
            f"there are {', '.join(sorted(known)) or 'none'}. Mend the name, or take the setting out."
        )
    usual: Level = "quotations" if public else "full"
    levels = {name: cast(Level, said.get(name, {}).get("text", usual)) for name in known}
    # Of a document whose text was never here nothing can be shown; what else may still be in the graph is
    # there by chance.
    levels = {name: level for name, level in levels.items() if name in here or name in said}
    return TextSetting(levels, "full" if known and all(v == "full" for v in levels.values()) else usual)


__all__ = ["Level", "TextSetting", "is_loopback", "text_setting"]
