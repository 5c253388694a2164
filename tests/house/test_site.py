"""The documentation as a site: it builds without a warning, every link inside it leads somewhere, every command
it names is one that there is (those it shows to be typed are run: test_pages_run.py)."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
import typer
from tests.house.pages import pages as pages_of

from regesta.cli import command_line
from regesta.commands.bare_words import UsageError
from regesta.commands.examples import EXAMPLES

#: `regesta COMMAND ...` within a sentence or table of a page; lines of their own are run (test_pages_run.py).
COMMAND = re.compile(r"`(?:\.venv/bin/)?regesta (?P<words>[a-z][^`]*)`")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly."""
    pytest.importorskip("mkdocs", reason="mkdocs is not installed; it is in requirements/lock.txt")
    folder = tmp_path_factory.mktemp("site")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")
    return folder


def pages(site: Path) -> dict[str, lxml.html.HtmlElement]:
    """Every page by its address."""
    return {
        "/" + str(page.relative_to(site)).removesuffix("index.html"): lxml.html.fromstring(page.read_bytes())
        for page in site.rglob("*.html")
    }


def test_every_link_leads_somewhere(site: Path) -> None:
    found = pages(site)
    anchors = {address: set(page.xpath("//@id|//a/@name")) for address, page in found.items()}
    lost = []
    for address, page in found.items():
        if address == "/404.html":
            continue  # its links are made for the root of a site
        for link in page.xpath("//@href|//@src"):
            to = urlsplit(urljoin(address, str(link)))
            if to.scheme or to.netloc or str(link).startswith(("data:", "mailto:")):
                continue
            place = unquote(to.path)
            if place in found:
                good = not to.fragment or unquote(to.fragment) in anchors[place]
            else:
                good = (site / place.lstrip("/")).is_file()
            if not good:
                lost.append(f"{address}: {link}")
    assert lost == []


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loaded = [
        f"{address}: {link}"
        for address, page in pages(site).items()
        for link in page.xpath("//script/@src|//link[@rel='stylesheet']/@href|//img/@src")
        if urlsplit(str(link)).netloc
    ]
    assert loaded == []


def shown(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Every command a page names in a sentence, as words."""
    for page in pages_of(root):
        for match in COMMAND.finditer(page.read_text("utf-8")):
            words = shlex.split(match["words"].replace("\\|", "|"))
            yield f"{page.name}: regesta {match['words']}", words


def test_every_command_named_is_one_there_is(root: Path) -> None:
    found = [(where, refusal(words)) for where, words in shown(root)]
    assert [f"{where}: {why}" for where, why in found if why] == []
    assert len(found) > 120


def test_a_command_that_is_not_there_is_refused() -> None:
    assert refusal(["conjure"])
    assert refusal(["trace", "Cumings", "--colour"])
    assert refusal(["verdict", "bless", "claim-1"])
    assert refusal(["trace", "Cumings", "--depth", "2"]) == ""


def test_every_command_has_an_example_in_its_help() -> None:
    program = typer.main.get_command(command_line())
    seen = set()
    for name in program.commands:  # type: ignore[attr-defined]
        found = program.get_command(None, name)  # type: ignore[attr-defined]
        inner = getattr(found, "commands", {})
        for path, command in [(f"{name} {n}", c) for n, c in inner.items()] or [(name, found)]:
            assert command.epilog == f"Example: {EXAMPLES[path]}", path
            assert refusal(shlex.split(EXAMPLES[path])[1:]) == "", path
            seen.add(path)
    assert seen == set(EXAMPLES)


def refusal(words: list[str]) -> str:
    """What the command line says against these words when it reads them; nothing is done. A file that is not
    there is the reader's own."""
    program: Any = typer.main.get_command(command_line())
    parent: Any = None
    name = "regesta"
    try:
        while True:
            context = program.make_context(name, list(words), parent=parent)
            if not hasattr(program, "commands"):
                return ""
            name, program, words = program.resolve_command(context, [*context._protected_args, *context.args])
            parent = context
    except UsageError as error:
        return "" if "does not exist" in error.message else error.message
    except typer.Exit:
        return ""
