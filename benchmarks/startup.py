"""How long `import regesta` and `regesta --help` take, beside `python -c pass`: medians of `--rounds`
processes each, one after the other.

python benchmarks/startup.py --rounds 15
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

CASES = {
    "python -c pass": ["-c", "pass"],
    "import regesta": ["-c", "import regesta"],
    "regesta --help": ["-m", "regesta", "--help"],
    "regesta queries --help": ["-m", "regesta", "queries", "--help"],
}


def seconds(words: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(args.rounds):
        for name, words in CASES.items():
            taken[name].append(seconds(words))
    base = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        print(f"{name:<24}{statistics.median(times) * 1000:8.0f} ms{statistics.median(times) / base:8.1f} x")


if __name__ == "__main__":
    main()
