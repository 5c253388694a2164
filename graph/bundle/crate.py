"""The RO-Crate metadata of an archive: what is in it, who judged, under which licence
(https://www.researchobject.org/ro-crate/specification/1.1/)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from regesta.extract.workspace import Workspace
from regesta.graph.name import Names
from regesta.review.logs import log_of
from regesta.review.verdict import SOFTWARE

METADATA = "ro-crate-metadata.json"
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"prov": "http://www.w3.org/ns/prov#", "sha256": "https://w3id.org/regesta/ontology#sha256"},
]
#: Endings and what they are.
_TYPES = {
    ".nq": "application/n-quads",
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".rq": "application/sparql-query",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
#: What the files of the archive are.
_ABOUT = {
    "graph.nq": "The graph of accepted knowledge, everything proposed, the verdicts and the vocabulary",
    "review.jsonl": "The verdicts, each with the record it judged",
    "quality.json": "How much was accepted how, who judged, and how far reviewers agree",
    "withheld.json": "Which texts are not in the archive, and the digests by which they are known",
    "regesta.toml": "The settings",
}


def metadata(workspace: Workspace, files: Mapping[str, bytes], *, without_text: bool) -> bytes:
    """`ro-crate-metadata.json` for these files; the same files give the same bytes."""
    parts = [_file(name, data) for name, data in sorted(files.items())]
    people = _reviewers(workspace)
    titles = [str(workspace.metadata(d).get("title") or d) for d in workspace.documents()]
    kept = ", without the text" if without_text else ""
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Regesta of {', '.join(titles)}{kept}",
        "description": "Who decided what, who claims what on which evidence; with the verdicts on it.",
        "datePublished": _last_day(workspace),
        "license": {"@id": workspace.settings.licence} if workspace.settings.licence else "none is named",
        "hasPart": [{"@id": p["@id"]} for p in parts],
        "contributor": [{"@id": p["@id"]} for p in people],
    }
    about = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    crate = {"@context": _CONTEXT, "@graph": [about, root, *parts, *people]}
    return (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode()


def _file(name: str, data: bytes) -> dict[str, Any]:
    ending = name[name.rfind(".") :]
    return {
        "@id": name,
        "@type": "File",
        "encodingFormat": _TYPES.get(ending, "application/octet-stream"),
        "contentSize": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        **({"name": _ABOUT[name]} if name in _ABOUT else {}),
    }


def _reviewers(workspace: Workspace) -> list[dict[str, Any]]:
    """Who judged, people and programs."""
    names = Names(workspace.settings.base)
    judged = {v.reviewer: v.agent for v in log_of(workspace).read() if not v.policy}
    return [
        {
            "@id": names.reviewer(who).value,
            "@type": ["SoftwareApplication", "prov:SoftwareAgent"] if agent == SOFTWARE else "Person",
            "name": who,
        }
        for who, agent in sorted(judged.items())
    ]


def _last_day(workspace: Workspace) -> str:
    """The day of the last verdict."""
    days = [v.at[:10] for v in log_of(workspace).read()]
    return max(days, default="1970-01-01")
