"""Reading a text takes steps in proportion to its length, whatever its letters."""

from __future__ import annotations

import functools
import itertools
import random
import re
from collections.abc import Callable

import pytest
from tests.graph.serve.sparql.backtracking import Counted, TooManySteps

from regesta.graph.serve.sparql import tokens as module
from regesta.graph.serve.sparql.screening import passes_at_a_glance, screen
from regesta.graph.serve.sparql.tokens import depth, form, services, stable, tokens

#: What hostile texts repeat: letters of many alphabets, what begins names, strings, comments, IRIs and numbers
#: and does not end them.
PIECES = [
    *(
        "é",
        "я",
        "字",
        "²",
        "٣",
        "a",
        "a.",
        "a.b",
        "é·",
        "a-",
        "x:",
        ":",
        ":a.",
        ":a..",
        "_:a.",
        "_:",
        "%4",
        "%41",
    ),
    *(
        "<",
        "<a",
        "< ",
        "<a:",
        "SERVICE <",
        "SERVICE",
        "SERVICE#",
        "LOAD ",
        "^",
        "^^",
        ";",
        "?",
        "?a",
        "@a-",
        "@",
    ),
    *(
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\'",
        '\\"',
        "'\\",
        '"\\',
        '"""\\',
        "'''\\'",
        "''",
        '""',
        "\n",
        '"\n',
        "'\n",
    ),
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "#",
        "#\n",
        "# ",
        " ",
        "\t",
        "1",
        "1.",
        ".1",
        "1e",
        "1e+",
        ".",
        "..",
        "-",
        "&&",
    ),
    *(
        "NOW",
        "NOW#",
        "NOW ",
        "NOW#\n",
        "PREFIX",
        "PREFIX ",
        "PREFIX a:",
        "PREFIX a:<b>",
        "BASE",
        "BASE <",
        "BASE<b> ",
    ),
]
STARTS = ["", "'", '"', '"""', "'''", "<", "#", "a", "PREFIX", "NOW", "SERVICE"]
ENDS = ["", "\\", "\n", "'", ":", ">", "(", "SELECT"]
READERS: dict[str, Callable[[str], object]] = {
    "tokens": lambda text: list(tokens(text)),
    "depth": lambda text: depth("(" * 201 + text),
    "services": lambda text: _quietly(services, text + " service"),
    "form": form,
    "stable": stable,
}
#: How often a piece is repeated at first; then twice, then four times as often.
FEW = 15
#: The second doubling may take so many times the steps that the first added: 2 where they grow with the
#: length, 4 where they grow with its square.
GROWTH, SLACK = 2.6, 200


def _quietly(read: Callable[[str], object], text: str) -> object:
    try:
        return read(text)
    except module.Unclear:
        return None


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Counted]:
    """The patterns of the module, counted."""
    made: list[Counted] = []

    def count(pattern: re.Pattern[str]) -> Counted:
        made.append(Counted(pattern))
        return made[-1]

    for name, value in vars(module).copy().items():
        if isinstance(value, re.Pattern):
            monkeypatch.setattr(module, name, count(value))
    real = module._token
    monkeypatch.setattr(module, "_token", functools.cache(lambda *kinds: count(real(*kinds))))
    return made


def steps(counted: list[Counted], read: Callable[[str], object], text: str) -> int:
    """How many steps the patterns take to read a text."""
    for pattern in counted:
        pattern.steps = 0
    read(text)
    return sum(pattern.steps for pattern in counted)


def grows_with_the_length(
    counted: list[Counted], read: Callable[[str], object], start: str, unit: str, end: str
) -> bool:
    few, twice, most = (steps(counted, read, start + unit * FEW * n + end) for n in (1, 2, 4))
    return most - twice <= GROWTH * (twice - few) + SLACK


@pytest.mark.parametrize("reader", READERS)
def test_steps_grow_with_the_length_only(counted: list[Counted], reader: str) -> None:
    """Every piece, behind the starts and before the ends by turns."""
    turns = itertools.cycle(itertools.product(STARTS, ENDS))
    for piece, (start, end) in zip(PIECES, turns, strict=False):
        assert grows_with_the_length(counted, READERS[reader], start, piece, end), (start, piece, end)


@pytest.mark.parametrize("reader", READERS)
def test_mixtures_grow_with_the_length_only(counted: list[Counted], reader: str) -> None:
    chance = random.Random(13)
    for _ in range(20):
        unit = "".join(chance.choices(PIECES, k=chance.choice((2, 2, 3))))
        start, end = chance.choice(STARTS), chance.choice(ENDS)
        assert grows_with_the_length(counted, READERS[reader], start, unit, end), (start, unit, end)


def test_the_counter_tells_a_pattern_that_goes_wrong() -> None:
    bad = Counted(re.compile(r"(?:#[^\n]*)*\("), allowed=100_000)
    with pytest.raises(TooManySteps):
        bad.match("#" * 40)
    good = Counted(re.compile(r"(?:#[^\n]*+)*+\("))
    good.match("#" * 40)
    assert good.steps < 400


@pytest.mark.parametrize("text", ["ASK {}", "ASK { ?s ?p ?o }" + " # (" * 100, "é" * 5000, "'" * 5000])
def test_most_texts_pass_at_a_glance(text: str) -> None:
    assert passes_at_a_glance(text)


@pytest.mark.parametrize(
    ("text", "depth_found", "targets", "unclear"),
    [
        ("ASK { SERVICE <http://x/> { ?s ?p ?o } }", 0, ("http://x/",), False),
        ("ASK " + "{" * 300 + "}" * 300, 300, (), False),
        ("ASK { SERVICEex:a {} }", 0, (), True),
    ],
)
def test_a_text_is_screened(text: str, depth_found: int, targets: tuple[str, ...], unclear: bool) -> None:
    found = screen(text)
    assert not passes_at_a_glance(text)
    assert (found.depth, found.services, bool(found.unclear)) == (depth_found, targets, unclear)


def test_a_string_that_does_not_end_hides_what_follows_from_the_count_of_brackets() -> None:
    for end in ("", "'", "''", "\\", "''\\"):
        assert depth("(" * 201 + "'''" + "(" * 300 + end) == 201


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PREFIX a: <b> # SELECT\n ASK {}", "ASK"),
        ("base <x> prefix : <y> describe <z>", "DESCRIBE"),
        ("} SELECT", ""),
        ("", ""),
        ("PREFIX" + " " * 200, ""),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, found: str) -> None:
    assert form(text) == found
