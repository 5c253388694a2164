"""Time and memory of the whole extraction beside the bare parse with the same model, in one run.

Run `python benchmarks/extraction.py [FILE] [--model NAME]`. The peer is `nlp.pipe` over the same sentences:
what the chain adds to it is ours. Bar: the whole chain, reading included, takes no more than twice the bare
parse. Each part runs in a process of its own, so that peaks do not mix.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def bare(path: Path, model: str) -> dict[str, object]:
    """Seconds and peak memory (MB) of `nlp.pipe` alone over the document's sentences, and words a second."""
    from regesta.extract.annotate import load_model
    from regesta.extract.annotate.parsing import BATCH
    from regesta.extract.read import analyse, read_path

    document = read_path(path)
    texts = [analyse(document, sentence).text for sentence in document.sentences]
    nlp = load_model(model)
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))
    seconds = time.perf_counter() - start
    return {
        "seconds": round(seconds, 1),
        "peak_mb": _peak_mb(),
        "sentences": len(texts),
        "tokens_per_second": round(words / seconds),
    }


def chain(path: Path, model: str) -> dict[str, object]:
    """Seconds, peak memory (MB), the seconds of each step and the number of records of each kind, reading
    included, loading the model not."""
    from regesta.extract.annotate import load_model
    from regesta.extract.authority import authorities
    from regesta.extract.pipeline import extract
    from regesta.extract.read import read_path

    nlp, authority = load_model(model), authorities()
    marks: list[tuple[str, float]] = []
    start = time.perf_counter()
    document = read_path(path)
    marks.append(("reading", start))
    records = extract(
        document, nlp, authority, progress=lambda name, _: marks.append((name, time.perf_counter()))
    )
    end = time.perf_counter()
    times = [t for _, t in marks[1:]] + [end]
    steps = {
        name: round(after - before, 1)
        for (name, before), after in zip(marks, times, strict=True)
        if name != "done"
    }
    return {
        "seconds": round(end - start, 1),
        "peak_mb": _peak_mb(),
        "steps": steps,
        "records": dict(Counter(r.kind for r in records)),
    }


PARTS: dict[str, Callable[[Path, str], dict[str, object]]] = {"bare": bare, "chain": chain}


def _child(part: str, path: Path, model: str) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, str(path), "--model", model, "--part", part],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment,
    )
    return dict(json.loads(done.stdout))


def main() -> int:
    """Prints both measures and their ratio; exit code 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--model", default="")
    parser.add_argument("--part", choices=sorted(PARTS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    thesis = Path(os.environ.get("REGESTA_SHARED", ROOT.parent / "shared")) / "thesis.txt"
    file = options.file or (thesis if thesis.is_file() else ROOT / "examples" / "iran-1946.txt")
    if options.part:
        print(json.dumps(PARTS[options.part](file, options.model)))
        return 0
    alone, whole = _child("bare", file, options.model), _child("chain", file, options.model)
    print(f"{file.name}: bare parse    {json.dumps(alone)}")
    print(f"{file.name}: whole chain   {json.dumps(whole)}")
    ratio = float(str(whole["seconds"])) / float(str(alone["seconds"]))
    print(f"whole chain / bare parse = {ratio:.2f} (bar 2.00)")
    return 0 if ratio <= 2 else 1


if __name__ == "__main__":
    sys.exit(main())
