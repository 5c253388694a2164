"""Times and memory of reading: the thesis text (or the example, where the thesis is not beside the checkout),
a 300-page PDF, and how the time of every reader grows with its input.

Run `python benchmarks/reading.py [FILE] [--pages 300] [--size 20000]`. Bars: the thesis text under 2 s, 300
pages of PDF under 20 s, memory linear in pages, every exponent at most 1.3 (time grows as input to that
power; 1 is linear, 2 quadratic; seconds are processor time, so that a busy machine matters less). Inputs are
made on the spot by tests/extract/read (conftest.py, growing.py), so nothing is downloaded.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def _measure(path: str) -> None:
    """Reads one file in this process and prints seconds, peak megabytes and counts as JSON."""
    from regesta.extract.read import read_path

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, cpu = time.perf_counter(), time.process_time()
    document = read_path(path)
    print(
        json.dumps(
            {
                "seconds": round(time.perf_counter() - start, 2),
                "cpu_seconds": round(time.process_time() - cpu, 2),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "grown_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before),
                "pages": len(document.pages),
                "sentences": len(document.sentences),
                "footnotes": len(document.footnotes),
            }
        )
    )


def _child(path: Path) -> dict[str, float]:
    """The measure of one file in a process of its own, so that peaks do not mix."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, __file__, "--child", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return dict(json.loads(done.stdout))


def _made_by(name: str) -> Any:
    """A module of tests/extract/read, by its file's name."""
    path = ROOT / "tests" / "extract" / "read" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"reading_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


#: Shapes that are cheap item by item get so many times the size.
_MORE = {"paragraphs.txt": 3, "spaces.txt": 10, "spaces.html": 10, "spaces.md": 10}
#: Seconds of processor time for the smallest input below which a time says nothing, and tries of each.
_LEAST, _TRIES = 0.02, 2


def _exponents(size: int) -> None:
    """Prints seconds for n, 2n and 4n of each shape, and the exponent by which they grow."""
    from regesta.extract.read import read_bytes

    for name, make in _made_by("growing").GROWING.items():
        n = size * _MORE.get(name, 1)
        read_bytes(make(20), name, "d")
        seconds = [_seconds(read_bytes, make(k * n), name) for k in (1, 2, 4)]
        grown = math.log(seconds[2] / seconds[0], 4) if seconds[0] >= _LEAST else math.nan
        shown = " ".join(f"{s:8.3f}" for s in seconds)
        print(f"{name:<22} n = {n:>7,} {shown} s   exponent {grown:4.2f}", flush=True)


def _seconds(read: Callable[[bytes, str, str], object], data: bytes, name: str) -> float:
    """The least processor time of some tries."""
    times = []
    for _ in range(_TRIES):
        start = time.process_time()
        read(data, name, "d")
        times.append(time.process_time() - start)
    return min(times)


def _pdf(folder: Path, pages: int) -> Path:
    """A PDF of about `pages` pages: the tests' essay set again and again."""
    module = _made_by("conftest")
    path = folder / f"pages-{pages}.pdf"
    path.write_bytes(module.to_pdf(module.Essay(module.CHAPTERS), copies=max(1, pages // 4)))
    return path


def main() -> None:
    """Prints one line a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--size", type=int, default=20_000, help="n of the growing inputs; 0 for none")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _measure(options.child)
        return
    thesis = Path(os.environ.get("REGESTA_SHARED", ROOT.parent / "shared")) / "thesis.txt"
    file = options.file or (thesis if thesis.is_file() else ROOT / "examples" / "iran-1946.txt")
    print(f"{file.name:<20}", _child(file))
    with tempfile.TemporaryDirectory() as folder:
        for pages in sorted({options.pages // 3, options.pages}):
            print(f"PDF, {pages:>4} pages    ", _child(_pdf(Path(folder), pages)))
    if options.size:
        _exponents(options.size)


if __name__ == "__main__":
    main()
