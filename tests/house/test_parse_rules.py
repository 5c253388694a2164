"""How the parse is spoken of in `extract`: relations by the names of `annotate.grammar`, tokens by their
index.

spaCy makes a new Token at each access, so `is` between tokens is never true and a loop over heads that waits
for it never ends; and a label of one parser in code outside the adapter is a rule that another parser's parse
breaks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from regesta.extract.annotate import grammar

EXTRACT = Path(__file__).resolve().parents[2] / "extract"
ADAPTER = EXTRACT / "annotate" / "grammar.py"
#: Labels that are ordinary words too: as strings they are looked for only beside `.dep_` and `.tag_`.
WORDS = (
    *(
        "ROOT",
        "agent",
        "case",
        "mark",
        "meta",
        "det",
        "dep",
        "cc",
        "conj",
        "aux",
        "neg",
        "attr",
        "prep",
        "prt",
    ),
    *("poss", "punct", "expl", "flat", "compound", "dative", "intj", "cop", "acl", "IN", "TO", "EX", "CD"),
    *("DT", "JJ", "NN", "RB", "WP", "MD", "VB", "POS"),
)
#: Classes, of which there is one each.
TYPES = ("bool", "int", "float", "str", "dict", "list", "tuple")
LABELS = frozenset(v for k, v in vars(grammar).items() if k.isupper() and isinstance(v, str)) - {*WORDS}


def modules(*rooms: str) -> list[Path]:
    """The modules of some rooms of `extract`, without the adapter."""
    return [p for room in rooms for p in sorted((EXTRACT / room).rglob("*.py")) if p != ADAPTER]


def strings(node: ast.AST) -> Iterator[ast.Constant]:
    """The string literals in an expression."""
    return (n for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value)


def reads_a_label(node: ast.AST) -> bool:
    """Whether an expression reads a token's relation or form."""
    return any(isinstance(n, ast.Attribute) and n.attr in ("dep_", "tag_") for n in ast.walk(node))


def label_literals(tree: ast.AST) -> list[str]:
    """Labels written out: any distinctive one, and any string compared with `.dep_` or `.tag_`."""
    found = {n.lineno: n.value for n in strings(tree) if n.value in LABELS}
    for node in ast.walk(tree):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and reads_a_label(node.func):
            sides = [node.func, *node.args]  # `token.dep_.startswith("nsubj")`
        if any(reads_a_label(side) for side in sides):
            found.update({n.lineno: n.value for side in sides for n in strings(side)})
    return [f"line {line}: {value!r}" for line, value in sorted(found.items())]


def may_be_compared_by_identity(node: ast.AST) -> bool:
    """Whether `is` may stand beside an expression: None, True, False, a member of an enumeration, a
    constant."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, bool)
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.isupper() or name in TYPES


def identities(tree: ast.AST) -> list[str]:
    """Comparisons by `is` and `is not` of which no side is a constant."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
                if isinstance(op, ast.Is | ast.IsNot) and not any(
                    may_be_compared_by_identity(side) for side in (left, right)
                ):
                    found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("path", modules("."), ids=lambda p: p.relative_to(EXTRACT).as_posix())
def test_no_label_of_a_parser_stands_outside_the_adapter(path: Path) -> None:
    assert label_literals(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "path", modules("propose", "annotate"), ids=lambda p: p.relative_to(EXTRACT).as_posix()
)
def test_tokens_are_compared_by_their_index(path: Path) -> None:
    assert identities(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "snippet",
    [
        'token.dep_ == "prep"',
        'token.tag_ in ("IN", "TO")',
        'token.dep_.startswith("conj")',
        'child.head.dep_ not in {"agent"}',
        'kinds = ("nsubj", "dobj")',
    ],
)
def test_the_rule_about_labels_can_be_broken(snippet: str) -> None:
    assert label_literals(ast.parse(snippet))


@pytest.mark.parametrize(
    "snippet",
    [
        "up.head is not up",
        "doc[3] is token",
        "ent.root is first",
        "a is b is None",
        "while token.head is not token: token = token.head",
    ],
)
def test_the_rule_about_identity_can_be_broken(snippet: str) -> None:
    assert identities(ast.parse(snippet))


@pytest.mark.parametrize(
    "snippet",
    ["x is None", "x is not True", "holder is NOBODY", "kind is float", "kind is Kind.STATE", "a.i == b.i"],
)
def test_identity_with_constants_is_allowed(snippet: str) -> None:
    assert identities(ast.parse(snippet)) == []


@pytest.mark.parametrize(
    "snippet", ["token.dep_ == grammar.OBJECT", 'token.pos_ == "ADP"', "token.dep_ in (grammar.MARK,)"]
)
def test_names_of_the_grammar_are_allowed(snippet: str) -> None:
    assert label_literals(ast.parse(snippet)) == []
