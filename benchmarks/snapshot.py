"""From a file to a served snapshot, against bare spaCy over the same body text with the same model, in one
run.

    python benchmarks/snapshot.py [FILE]        default: the thesis in ../shared, else the example essay

Each side runs in a process of its own, one after the other, `--rounds` times in turn; the best of each
counts, since these machines are shared. Bare is `nlp.pipe` with every component of the model over the body
text, paragraph-sized, without loading the model. Ours is everything from reading the file to the published
snapshot as `regesta run` does it, model loading included (while the file is read). Prints seconds, the ratio,
and peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def bare(file: Path) -> dict[str, float]:
    """Seconds of `nlp.pipe` over the body text."""
    from regesta.extract.annotate import load_model
    from regesta.extract.read import analyse, read_path

    document = read_path(file)
    sentences = [analyse(document, s).text for s in document.sentences]
    paragraphs = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    nlp = load_model()
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(paragraphs))
    return {"seconds": time.perf_counter() - start, "words": words}


def ours(file: Path) -> dict[str, float]:
    """Seconds of the whole way into an empty workspace."""
    from regesta.commands.workspace import accept_policies, read_while_loading
    from regesta.extract import documents
    from regesta.extract.corpus.work import extract_read
    from regesta.extract.workspace import create
    from regesta.graph.build import build
    from regesta.review.policy import read_policies

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        space = create(Path(folder) / "w")
        document = documents.add(space, file, document=read_while_loading(file, space.settings.model))
        read = time.perf_counter()
        extract_read(space, document)
        extracted = time.perf_counter()
        accept_policies(space, list(read_policies(space.settings.policies)), "benchmark")
        report = build(space)
        end = time.perf_counter()
    return {
        "seconds": end - start,
        "read": read - start,
        "extract": extracted - read,
        "accept and build": end - extracted,
        "quads": report.quads,
    }


def spent() -> dict[str, float]:
    """Peak memory (MB) and processor seconds of this process so far, and those of the processes beside it."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "memory": own.ru_maxrss / 1024,
        "own": own.ru_utime + own.ru_stime,
        "others": others.ru_utime + others.ru_stime,
    }


def measured(side: str, file: Path) -> dict[str, float]:
    """One side, in a process of its own; `memory` is its peak in MB."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(
        [sys.executable, __file__, str(file), "--side", side],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def main() -> None:
    shared = Path(os.environ.get("REGESTA_SHARED", ROOT.parent / "shared")) / "thesis.txt"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=shared if shared.is_file() else ROOT / "examples" / "iran-1946.txt",
    )
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--side", choices=("bare", "ours"))
    options = parser.parse_args()
    if options.side:
        result = (bare if options.side == "bare" else ours)(options.file)
        print(json.dumps(result | spent()))
        return
    rounds = [(measured("bare", options.file), measured("ours", options.file)) for _ in range(options.rounds)]
    peer = min((r[0] for r in rounds), key=lambda r: r["seconds"])
    own = min((r[1] for r in rounds), key=lambda r: r["seconds"])
    print(f"{options.file.name}: {peer['words']:,.0f} words of body")
    print(f"bare nlp.pipe            {peer['seconds']:7.1f} s   peak {peer['memory']:,.0f} MB")
    print(
        f"file to served snapshot  {own['seconds']:7.1f} s   peak {own['memory']:,.0f} MB   "
        f"{own['quads']:,.0f} quads"
    )
    print(
        f"   read {own['read']:.1f} s, extract {own['extract']:.1f} s, accept and build "
        f"{own['accept and build']:.1f} s"
    )
    print(
        f"   processor: {own['own']:.1f} s here, {own['others']:.1f} s beside; bare {peer['own']:.1f} s whole"
    )
    print("load of the machine " + ", ".join(f"{x:.1f}" for x in os.getloadavg()))
    print(
        f"ratio {own['seconds'] / peer['seconds']:.2f}; in each round "
        + ", ".join(f"{o['seconds'] / b['seconds']:.2f}" for b, o in rounds)
    )


if __name__ == "__main__":
    main()
