"""Times and memory of reading: the thesis text (or the example, where the thesis is not beside the checkout)
and a 300-page PDF.

Run `python benchmarks/reading.py [FILE] [--pages 300]`. Bars: the thesis text under 2 s, 300 pages of PDF
under 20 s, memory linear in pages. The PDF is made on the spot by tests/extract/read/conftest.py, so nothing
is downloaded.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def _pdf(folder: Path, pages: int) -> Path:
    """A PDF of about `pages` pages: the tests' essay set again and again."""
    spec = importlib.util.spec_from_file_location(
        "reading_essay", ROOT / "tests" / "extract" / "read" / "conftest.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reading_essay"] = module
    spec.loader.exec_module(module)
    path = folder / f"pages-{pages}.pdf"
    path.write_bytes(module.to_pdf(module.Essay(module.CHAPTERS), copies=max(1, pages // 4)))
    return path


def main() -> None:
    """Prints one line a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=300)
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


if __name__ == "__main__":
    main()
