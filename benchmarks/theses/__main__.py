"""Writes synthetic theses into a folder, and beside them the truth about each as JSON lines.

    python -m benchmarks.theses FOLDER --count 10 --words 50000 --notes 400 --seed 20

Files are `thesis-00000.md`, `.html` and `.txt` in turn, the truth `thesis-00000.truth.jsonl`: rows of kind
document, note (with what it cites), source, actor, event and claim. Things of one identity have one `source`,
`actor` or `event` in whatever thesis they stand. Ten theses in a row write about one invented world.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.theses.files import FORMS
from benchmarks.theses.thesis import thesis


def write(folder: Path, number: int, *, words: int, notes: int, seed: int, forms: Sequence[str]) -> Path:
    """One thesis and its truth in a folder; returns the path of the thesis."""
    made = thesis(seed, number, words, notes)
    form = forms[number % len(forms)]
    path = folder / f"{made.id}.{form}"
    path.write_text(FORMS[form](made), encoding="utf-8")
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made.truth)
    (folder / f"{made.id}.truth.jsonl").write_text(rows, encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.theses",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first thesis")
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--notes", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--forms", default=",".join(FORMS), help="endings, in turn: " + ", ".join(FORMS))
    options = parser.parse_args()
    forms = options.forms.split(",")
    if unknown := sorted(set(forms) - FORMS.keys()):
        parser.error(f"no form is called {', '.join(unknown)}; there are {', '.join(FORMS)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    for number in range(options.first, options.first + options.count):
        print(
            write(
                options.folder,
                number,
                words=options.words,
                notes=options.notes,
                seed=options.seed,
                forms=forms,
            )
        )


if __name__ == "__main__":
    main()
