"""Label schemes: a parse by another scheme's labels becomes one by the names of `grammar`, or is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from regesta.extract.annotate import grammar
from regesta.extract.annotate.grammar import ParseError, relation_named

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Part of speech of a word, part of speech of its head, relation; "" fits all.
Row = tuple[str, str, str]
#: Labels whose words may negate what they hang on.
_ADVERBIAL = frozenset({grammar.ADVERB})
_SUBJECT = frozenset({grammar.SUBJECT})


@dataclass(frozen=True, slots=True)
class Promotion:
    """A dependent that heads what it marks in our grammar; see `schemes.toml` for its fields."""

    relation: str
    pos: frozenset[str]
    under: frozenset[str]
    over: frozenset[str]
    form: frozenset[str]
    takes: str
    leaves: str
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme of labels: what each means among our relations, and where its heads differ from ours.
    `native` is true of the scheme our names come from: its parses are taken as they are."""

    name: str
    source: str
    native: bool
    relations: Mapping[str, tuple[Row, ...]]
    features: tuple[tuple[str, str, str], ...] = ()
    promotions: tuple[Promotion, ...] = ()
    skip: frozenset[tuple[str, str]] = frozenset()
    lemmas: tuple[tuple[str, str, str, str], ...] = ()
    entities: Mapping[str, str] = field(default_factory=dict)
    forms: bool = False

    def rows(self, label: str) -> tuple[Row, ...]:
        """What a label may mean; that of "nmod" for "nmod:tmod"; () for an unknown one."""
        return self.relations.get(label) or self.relations.get(label.partition(":")[0], ())

    def unknown(self, labels: Iterable[str]) -> list[str]:
        """The labels it does not know, in alphabetical order."""
        return sorted(label for label in labels if not self.rows(label))


def translated(docs: Sequence[Doc]) -> list[Doc]:
    """The parses of one document with our relations and word forms; as they are where they have them already.

    Errors: ParseError naming the labels that no scheme of `schemes.toml` knows.
    """
    labels = {token.dep_ for doc in docs for token in doc}
    scheme = scheme_of(labels)
    return list(docs) if scheme.native else [_translate(doc, scheme) for doc in docs]


def scheme_of(labels: Iterable[str]) -> Scheme:
    """The first scheme that knows all labels. Errors: ParseError naming those that the nearest does not
    know."""
    known = set(labels)
    for scheme in schemes():
        if not scheme.unknown(known):
            return scheme
    nearest = min(schemes(), key=lambda s: len(s.unknown(known)))
    raise ParseError(
        f"the parser labels relations in a way that Regesta does not know: "
        f"{', '.join(nearest.unknown(known))} "
        f"(the nearest scheme is {nearest.name!r}; known are {', '.join(s.name for s in schemes())}). "
        "Use a model with one of these, or add a table to extract/annotate/schemes.toml; see "
        "docs/languages.md."
    )


class _Tree:
    """The heads and relations of one parse while they are changed; words are their indexes."""

    def __init__(self, doc: Doc, scheme: Scheme) -> None:
        self.tokens: list[Token] = list(doc)
        self.labels = [t.dep_ for t in doc]
        self.heads = [t.head.i for t in doc]
        self.relations = [_relation(t, scheme) for t in doc]

    def matches(self, i: int, labels: frozenset[str]) -> bool:
        """Whether a word's label, or its label without subtype, is one of some."""
        return self.labels[i] in labels or self.labels[i].partition(":")[0] in labels

    def children(self, i: int) -> list[int]:
        """The words that hang on a word."""
        return [k for k, head in enumerate(self.heads) if head == i and k != i]

    def rise(self, i: int, rule: Promotion) -> None:
        """Let a word change places with its head."""
        below = self.heads[i]
        root = self.heads[below] == below
        moving = [
            k for k in self.children(below) if k != i and ("*" in rule.moves or self.matches(k, rule.moves))
        ]
        self.heads[i] = i if root else self.heads[below]
        self.relations[i] = relation_named(rule.takes) if rule.takes else self.relations[below]
        self.labels[i], self.labels[below] = self.labels[below], ""
        self.heads[below], self.relations[below] = i, relation_named(rule.leaves)
        for k in moving:
            self.heads[k] = i


def _translate(doc: Doc, scheme: Scheme) -> Doc:
    """A copy of one parse with our relations, heads and word forms."""
    tree = _Tree(doc, scheme)
    for rule in scheme.promotions:
        for i in _rising(tree, rule):
            tree.rise(i, rule)
    for i, label in enumerate(tree.labels):
        if (label, tree.labels[tree.heads[i]]) in scheme.skip:
            tree.heads[i] = tree.heads[tree.heads[i]]
    _by_lemma(tree, scheme)
    return _copy(doc, tree, scheme)


def _copy(doc: Doc, tree: _Tree, scheme: Scheme) -> Doc:
    """The same words with the heads and relations of a tree."""
    from spacy.tokens import Doc as SpacyDoc

    columns: dict[str, Any] = {
        "words": [t.text for t in doc],
        "spaces": [bool(t.whitespace_) for t in doc],
        "pos": [t.pos_ for t in doc],
        "lemmas": [t.lemma_ for t in doc],
        "morphs": [str(t.morph) for t in doc],
        "ents": [_entity(t, scheme) for t in doc],
        "tags": [form_of(t) if scheme.forms else t.tag_ for t in doc],
        "heads": tree.heads,
        "deps": tree.relations,
    }
    return SpacyDoc(doc.vocab, **columns)


def _entity(token: Token, scheme: Scheme) -> str:
    """A word's place in a named entity, as spaCy writes it: "B-PERSON", "O"."""
    kind = scheme.entities.get(token.ent_type_, token.ent_type_)
    return f"{token.ent_iob_}-{kind}" if kind else "O"


def _relation(token: Token, scheme: Scheme) -> str:
    """Our relation for a word by its label, its part of speech, its head's, and its features."""
    rows = scheme.rows(token.dep_)
    name = next(r for pos, head, r in rows if pos in ("", token.pos_) and head in ("", token.head.pos_))
    relation = relation_named(name)
    if relation in _ADVERBIAL:
        for feature, value, other in scheme.features:
            if value in token.morph.get(feature, []):
                return relation_named(other)
    return relation


def _rising(tree: _Tree, rule: Promotion) -> list[int]:
    """The words that a promotion lets rise; one at most above each word, the first."""
    above: dict[int, int] = {}
    for i, below in enumerate(tree.heads):
        if below != i and tree.matches(i, frozenset({rule.relation})) and _fits(tree, i, below, rule):
            above.setdefault(below, i)
    return list(above.values())


def _fits(tree: _Tree, i: int, below: int, rule: Promotion) -> bool:
    """Whether parts of speech, forms and the label of the word below are those a promotion asks for."""
    token = tree.tokens[i]
    return (
        (not rule.pos or token.pos_ in rule.pos)
        and (not rule.under or tree.matches(below, rule.under))
        and (not rule.over or tree.tokens[below].pos_ in rule.over)
        and (not rule.form or not rule.form.isdisjoint(token.morph.get("VerbForm", [])))
    )


def _by_lemma(tree: _Tree, scheme: Scheme) -> None:
    """Relations that only the lemma tells: the auxiliary of a passive, and its subject."""
    for relation, lemma, other, subject in scheme.lemmas:
        for i, token in enumerate(tree.tokens):
            head = tree.tokens[tree.heads[i]]
            participle = form_of(head) == grammar.PAST_PARTICIPLE
            if tree.relations[i] != relation_named(relation) or token.lemma_ != lemma or not participle:
                continue
            tree.relations[i] = relation_named(other)
            for k in tree.children(tree.heads[i]):
                if subject and tree.relations[k] in _SUBJECT:
                    tree.relations[k] = relation_named(subject)


def form_of(token: Token) -> str:
    """Our name for a word's form, by its universal part of speech and features; "" where none fits."""
    features = token.morph.to_dict()
    for parts, wanted, form in _forms():
        if token.pos_ in parts and all(value in features.get(key, "").split(",") for key, value in wanted):
            return form
    return ""


@lru_cache(maxsize=1)
def schemes() -> tuple[Scheme, ...]:
    """The schemes of `schemes.toml`, in its order."""
    return tuple(_scheme(name, table) for name, table in _table().items() if name != "forms")


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...], str], ...]:
    return tuple(
        (tuple(parts.split()), _features(wanted), relation_named(form))
        for parts, wanted, form in _table()["forms"]["rows"]
    )


def _features(text: str) -> tuple[tuple[str, str], ...]:
    """ "VerbForm=Part|Tense=Pres" as pairs."""
    return tuple((key, value) for key, _, value in (f.partition("=") for f in text.split("|")) if key)


def _table() -> dict[str, Any]:
    text = resources.files("regesta.extract.annotate").joinpath("schemes.toml").read_text("utf-8")
    return tomllib.loads(text)


def _scheme(name: str, table: Mapping[str, Any]) -> Scheme:
    if "labels" in table:
        rows = {label: (("", "", label),) for label in table["labels"]}
        return Scheme(name, table["source"], True, rows)
    relations: dict[str, tuple[Row, ...]] = {}
    for label, meant in table["relations"].items():
        rows_of = [["", "", meant]] if isinstance(meant, str) else meant
        relations[label] = tuple((pos, head, relation) for pos, head, relation in rows_of)
    return Scheme(
        name,
        table["source"],
        False,
        relations,
        features=tuple((a, b, c) for a, b, c in table["features"]),
        promotions=tuple(_promotion(row) for row in table.get("promote", ())),
        skip=frozenset((a, b) for a, b in table["skip"]),
        lemmas=tuple((a, b, c, d) for a, b, c, d in table.get("lemmas", ())),
        entities=table["entities"],
        forms=table["forms"],
    )


def _promotion(row: Mapping[str, Any]) -> Promotion:
    lists = {key: frozenset(row[key]) for key in ("pos", "under", "over", "form", "moves")}
    return Promotion(relation=row["relation"], takes=row["takes"], leaves=row["leaves"], **lists)
