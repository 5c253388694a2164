"""Digests of what extraction says of documents, to hold two versions of the code against each other.

A digest covers, per document and kind, every record's kind, spans, quote and semantic fields: not its id,
confidence, proposer and reason, and ids in other fields only by what they point to. A second digest covers
the ids. Print, keep (`--save FILE`) or compare (`--against FILE`):

    python benchmarks/digests.py ../thesis.txt --save before.json
    python benchmarks/digests.py ../thesis.txt --against before.json --records folder

`--records` keeps the records themselves, so that a difference can be read with diff. Runs through the command
line only, so that any version of the code can be asked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUR_OWN = ("examples/iran-1946.txt", "examples/iran-1946-damaged.txt")
_LEFT_OUT = frozenset(
    {
        "id",
        "confidence",
        "proposer",
        "reason",
        "reasons",
        "resolved_by",
        "grade",
        "document",
        "footnotes_reason",
    }
)
_KINDS_LEFT_OUT = frozenset({"diagnostic"})


def described(record: dict[str, Any]) -> str:
    """What a record says, without how it came about: the line that is digested, ids replaced by nothing."""
    kept = {k: v for k, v in record.items() if k not in _LEFT_OUT}
    return json.dumps(_bare(kept), ensure_ascii=False, sort_keys=True)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in _LEFT_OUT}
    if isinstance(value, list):
        return [_bare(v) for v in value]
    return value


def records_of(path: Path, python: str) -> list[dict[str, Any]]:
    """The records of a document, candidates below the thresholds too, by the command line in a workspace of
    its own."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "w"
        out = Path(folder) / "records.jsonl"
        base = [python, "-m", "regesta"]
        for words in (
            ["init", "-w", str(workspace)],
            ["add", str(path.resolve()), "-w", str(workspace), "--id", "doc"],
            ["extract", "-w", str(workspace)],
            ["export", "-w", str(workspace), "-f", "records", "--all", "-o", str(out)],
        ):
            done = subprocess.run([*base, *words], capture_output=True, text=True, check=False)
            if done.returncode and words[0] == "add" and "--anyway" in done.stderr + done.stdout:
                done = subprocess.run(
                    [*base, *words, "--anyway"], capture_output=True, text=True, check=False
                )
            if done.returncode:
                sys.exit(f"{' '.join(words)} exited {done.returncode}:\n{done.stdout}{done.stderr}")
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def digests(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Per kind: how many, the digest of what they say (order of the document), the digest of their ids."""
    lines: dict[str, list[str]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record["kind"] in _KINDS_LEFT_OUT:
            continue
        lines[record["kind"]].append(described(record))
        ids[record["kind"]].append(record["id"])
    return {
        kind: {
            "count": len(rows),
            "says": _sha("\n".join(sorted(rows))),
            "ids": _sha("\n".join(sorted(ids[kind]))),
        }
        for kind, rows in sorted(lines.items())
    }


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="documents besides the two of examples/")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--records", type=Path, help="a folder for the digested lines of each document")
    args = parser.parse_args()
    found: dict[str, Any] = {}
    for path in [*(ROOT / name for name in OUR_OWN), *args.files]:
        records = records_of(path, sys.executable)
        found[path.name] = digests(records)
        if args.records:
            keep(args.records / f"{path.name}.txt", records)
    if args.save:
        args.save.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    before = json.loads(args.against.read_text("utf-8")) if args.against else {}
    differing = sum(compared(name, kinds, before.get(name, {})) for name, kinds in found.items())
    if before:
        print(f"{differing} differences")
    sys.exit(1 if differing else 0)


def keep(file: Path, records: list[dict[str, Any]]) -> None:
    """Write the digested lines of a document, sorted."""
    lines = sorted(described(r) for r in records if r["kind"] not in _KINDS_LEFT_OUT)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def compared(name: str, kinds: dict[str, Any], before: dict[str, Any]) -> int:
    """Print the digests of one document beside those kept before; returns how many kinds differ. A kind that
    was not kept is not compared."""
    print(name)
    differing = 0
    for kind, row in kinds.items():
        was = before.get(kind, row)
        same = f" DIFFERS (was {was['count']} {was['says']} ids {was['ids']})" if was != row else " same"
        print(
            f"  {kind:<12} {row['count']:>6} {row['says']} ids {row['ids']}{same if kind in before else ''}"
        )
        differing += was != row
    gone = set(before) - set(kinds)
    for kind in sorted(gone):
        print(f"  {kind:<12} gone")
    return differing + len(gone)


if __name__ == "__main__":
    main()
