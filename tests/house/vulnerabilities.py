"""Known vulnerabilities of what requirements/lock.txt pins.

    python tests/house/vulnerabilities.py          asks osv.dev, else PyPI, by pip-audit; where neither answers,
                                                   looks into the advisories that the package safety-db ships

Ends with 1 when something known is pinned. When no service answers it says so, and from when the advisories
are that it looked into: nothing found then means little.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata, util
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

LOCK = Path(__file__).parents[2] / "requirements" / "lock.txt"
#: The services of pip-audit, in the order they are asked.
SERVICES = ("osv", "pypi")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pinned(lock: str) -> Mapping[str, str]:
    """What a lock pins: name -> version."""
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in _PIN.findall(lock)}


def audited(service: str) -> Sequence[Mapping[str, Any]] | None:
    """What pip-audit says of each pinned package, None when the service did not answer for most of them."""
    run = subprocess.run(
        [sys.executable, "-m", "pip_audit", "-s", service, "-f", "json", "--disable-pip", "-r", str(LOCK)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        told = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    known = [row for row in told if "vulns" in row]
    return known if 2 * len(known) > len(told) else None


def shipped_advisories() -> Path | None:
    """The file of advisories that safety-db ships, where that is installed."""
    found = util.find_spec("safety_db")
    return Path(found.origin).with_name("insecure_full.json") if found and found.origin else None


def listed(pins: Mapping[str, str], advisories: Mapping[str, Any]) -> Iterator[str]:
    """The pins that advisories in safety-db's form name, each with what is said of it."""
    for name, version in sorted(pins.items()):
        for advisory in advisories.get(name, ()):
            if any(_within(version, spec) for spec in advisory.get("specs", ())):
                told = str(advisory.get("advisory", "")).split("\n")[0]
                yield f"{name} {version}: {advisory.get('cve') or advisory.get('id')}: {told[:160]}"


def _within(version: str, spec: str) -> bool:
    try:
        return SpecifierSet(spec).contains(version, prereleases=True)
    except InvalidSpecifier:
        return True  # what cannot be read is for a person to read


def main() -> int:
    """Ask, print, and return 1 when something known is pinned."""
    pins = pinned(LOCK.read_text("utf-8"))
    for service in SERVICES:
        rows = audited(service)
        if rows is not None:
            found = [f"{r['name']} {r['version']}: {v['id']}" for r in rows for v in r["vulns"]]
            print(f"{len(rows)} of {len(pins)} pinned packages were known to {service}", *found, sep="\n")
            return int(bool(found))
    print(f"no service answered ({', '.join(SERVICES)}): today's advisories were NOT looked at")
    file = shipped_advisories()
    if file is None:
        print("nor is safety-db installed: nothing was looked at")
        return 0
    found = list(listed(pins, json.loads(file.read_text("utf-8"))))
    print(f"{len(pins)} pinned packages beside the advisories of safety-db {metadata.version('safety-db')}:")
    print(*(found or ["none of them is named there"]), sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
