"""The wheel holds the rooms under one package, and every file of them; the import rules hold."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOMS = ("ontology", "extract", "review", "graph", "queries", "examples", "datasets")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; it is in requirements/lock.txt")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def tracked(root: Path, *folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *folders],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {name for name in listed.split("\n") if name and (root / name).is_file()}


def test_the_wheel_holds_every_file_of_the_rooms(root: Path, wheel: zipfile.ZipFile) -> None:
    wanted = {f"regesta/{name}" for name in tracked(root, *ROOMS)} | {
        name.removeprefix("src/") for name in tracked(root, "src/regesta")
    }
    inside = {name for name in wheel.namelist() if not name.split("/")[0].endswith(".dist-info")}
    assert wanted - inside == set()
    assert {name.split("/")[0] for name in inside} == {"regesta"}


def test_a_wheel_alone_runs_the_demo(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Installed into an empty environment; the packages it needs are lent by the one that tests."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True, timeout=60
    )
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    wheel.extractall(packages)
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    ran = subprocess.run(
        [str(tmp_path / "venv" / "bin" / "python"), "-I", "-m", "regesta", "demo", "--workspace", "demo"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Reader Bullard" in ran.stdout
    assert ran.stdout.count("/queries/") == 4  # asked over HTTP; without a terminal it stops then
    assert "SPARQL endpoint" in ran.stdout
    assert (tmp_path / "demo" / "review.jsonl").stat().st_size > 0
    where = subprocess.run(
        [str(tmp_path / "venv" / "bin" / "python"), "-I", "-c", "import regesta; print(regesta.__file__)"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(packages)


def test_the_rooms_are_reached_through_links(root: Path) -> None:
    for room in ROOMS:
        link = root / "src" / "regesta" / room
        assert link.is_symlink()
        assert link.resolve() == (root / room).resolve()


def test_imports_point_upwards(root: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter is not installed; it is in requirements/lock.txt")
    ran = subprocess.run(
        [str(lint), "--config", "pyproject.toml"],
        cwd=root,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(root / "src"), "PATH": ""},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_addresses_and_no_machine_paths(root: Path) -> None:
    lock = (root / "requirements" / "lock.txt").read_text()
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 500
    machine = ("/work" + "/", "/tmp" + "/", "/root" + "/")
    offenders = []
    for name in sorted(tracked(root)):
        try:
            text = (root / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        offenders += [f"{name}: {word}" for word in machine if f'"{word}' in text or f"'{word}" in text]
    assert offenders == []
