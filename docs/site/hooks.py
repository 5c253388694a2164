"""What the site adds to the pages under docs/: files that stand elsewhere, and links to them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

#: Files of the project that are pages or downloads of the site: place in the project -> place in the site.
BESIDE = {
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "datasets/README.md": "datasets.md",
}
NOTEBOOKS = "queries/notebooks"
_NOTEBOOK = re.compile(r"\]\((?:\.\./)+queries/notebooks/([\w-]+\.ipynb)\)")
_BESIDE = re.compile(r"\]\((?:\.\./)+datasets/README\.md\)")
_DOCS = re.compile(r"\]\(docs/")


def on_files(files: Files, config: Any) -> Files:
    """Add what stands beside docs/."""
    root = Path(config.config_file_path).parent
    beside = BESIDE | {
        str(p.relative_to(root)): f"notebooks/{p.name}" for p in sorted((root / NOTEBOOKS).glob("*.ipynb"))
    }
    for source, place in beside.items():
        files.append(File.generated(config, place, abs_src_path=str(root / source)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links to notebooks lead to the site's own copies; those of pages at the top lead to docs/."""
    up = "../" * page.file.src_uri.count("/")
    markdown = _NOTEBOOK.sub(rf"]({up}notebooks/\1)", markdown)
    markdown = _BESIDE.sub(f"]({up}datasets.md)", markdown)
    return _DOCS.sub("](", markdown) if page.file.src_uri in BESIDE.values() else markdown
