"""A parse as plain Python objects: the tokens of a spaCy Doc with what proposers ask most, read once.

spaCy makes a new Token at each access and looks each of its strings up again; rules that ask every token ten
things spend half their time there. What is not copied here is asked of the spaCy Doc, which `parsed` keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: What is read of each token, in this order; SPACY is whether a blank follows.
_READ = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "MORPH", "SPACY", "HEAD")
#: How far the head is away is told without a sign: from here on it stands before its word.
_NEGATIVE = 1 << 63
#: How `char_span` treats ends inside a token, in spaCy's words.
_Alignment = Literal["strict", "contract", "expand"]


class LightToken:
    """One token, with the names that spaCy gives its attributes; there is one object for each token, and its
    relatives are such objects too. An attribute that is not here is asked of the spaCy token."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_quote",
        "is_space", "is_title", "lemma_", "like_num", "lower_", "morph", "pos_", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    doc: LightDoc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    whitespace_: str
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_title: bool
    like_num: bool
    morph: _Morphology
    head: LightToken
    children: tuple[LightToken, ...]

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __lt__(self, other: LightToken) -> bool:
        return self.i < other.i

    def __getattr__(self, name: str) -> Any:
        return getattr(self.doc.parsed[self.i], name)

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def lefts(self) -> Iterator[LightToken]:
        return (c for c in self.children if c.i < self.i)

    @property
    def rights(self) -> Iterator[LightToken]:
        return (c for c in self.children if c.i > self.i)

    @property
    def subtree(self) -> Iterator[LightToken]:
        """The token and all below it: those before it, itself, those behind it."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator[LightToken]:
        token = self
        while token.head.i != token.i:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[LightToken, ...]:
        """What is coordinated with the token, itself left out."""
        first = self
        while first.dep_ == grammar.CONJUNCT and first.head.i != first.i:
            first = first.head
        found = [first]
        for word in found:  # which grows meanwhile
            found += [c for c in word.children if c.dep_ == grammar.CONJUNCT and c.i > word.i]
        return tuple(t for t in found if t.i != self.i)

    @property
    def left_edge(self) -> LightToken:
        return self.doc[self.doc.parsed[self.i].left_edge.i]

    @property
    def right_edge(self) -> LightToken:
        return self.doc[self.doc.parsed[self.i].right_edge.i]

    def nbor(self, i: int = 1) -> LightToken:
        """The token so many places further on. Errors: IndexError outside the Doc."""
        if not 0 <= self.i + i < len(self.doc):
            raise IndexError(self.i + i)
        return self.doc[self.i + i]

    def is_ancestor(self, other: LightToken) -> bool:
        return any(t.i == self.i for t in other.ancestors)


class _Morphology:
    """The morphology of some tokens, as spaCy's MorphAnalysis; what was asked once is known."""

    __slots__ = ("_known", "_parsed")

    def __init__(self, parsed: Any) -> None:
        self._parsed = parsed
        self._known: dict[str, list[str]] = {}

    def get(self, field: str, default: list[str] | None = None) -> list[str]:
        """The values of a feature."""
        found = self._known.get(field)
        if found is None:
            found = self._known[field] = self._parsed.get(field)
        return found if found or default is None else default

    def __str__(self) -> str:
        return str(self._parsed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._parsed, name)


class LightSpan:
    """Tokens [start:end) of a Doc, as spaCy's Span; an attribute that is not here is asked of that."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: LightDoc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[LightToken]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> LightToken: ...
    @overload
    def __getitem__(self, at: slice) -> LightSpan: ...
    def __getitem__(self, at: int | slice) -> LightToken | LightSpan:
        if isinstance(at, slice):
            start, end = _range(at, len(self))
            return LightSpan(self.doc, self.start + start, self.start + end)
        return self.doc.tokens[self.start : self.end][at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LightSpan) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, int, str]:
        return id(self.doc), self.start, self.end, self.label_

    def __str__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        return getattr(self.doc.parsed[self.start : self.end], name)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> LightToken:
        """The token nearest to the head of the sentence."""
        return self.doc.tokens[self.doc.parsed[self.start : self.end].root.i]


class LightDoc:
    """A parsed text, as spaCy's Doc; `parsed` is that Doc."""

    __slots__ = ("__weakref__", "ents", "parsed", "text", "tokens")

    def __init__(self, parsed: Doc, known: _Known) -> None:
        self.parsed = parsed
        self.text = parsed.text
        self.tokens = _tokens(self, parsed, known)
        self.ents = tuple(LightSpan(self, e.start, e.end, e.label_) for e in parsed.ents)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[LightToken]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> LightToken: ...
    @overload
    def __getitem__(self, at: slice) -> LightSpan: ...
    def __getitem__(self, at: int | slice) -> LightToken | LightSpan:
        return LightSpan(self, *_range(at, len(self.tokens))) if isinstance(at, slice) else self.tokens[at]

    def __str__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        return getattr(self.parsed, name)

    def char_span(self, start: int, end: int, *, alignment_mode: _Alignment = "strict") -> LightSpan | None:
        """The tokens at some characters, None where there are none."""
        found = self.parsed.char_span(start, end, alignment_mode=alignment_mode)
        return LightSpan(self, found.start, found.end) if found is not None else None


def _range(at: slice, size: int) -> tuple[int, int]:
    """Where a slice begins and ends; one that ends before it begins is empty."""
    start, end, _ = at.indices(size)
    return start, max(start, end)


class _Known:
    """What the tokens of many Docs share: strings, the forms of words, morphology."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._strings: dict[int, str] = {}
        self._words: dict[int, tuple[Any, ...]] = {}
        self.morphs: dict[int, _Morphology] = {}

    def string(self, key: int) -> str:
        found = self._strings.get(key)
        if found is None:
            found = self._strings[key] = self._vocab.strings[key]
        return found

    def word(self, key: int) -> tuple[Any, ...]:
        """Its text, in lower case too, and the signs of its form."""
        found = self._words.get(key)
        if found is None:
            w = self._vocab[key]
            signs = (w.is_alpha, w.is_punct, w.is_quote, w.is_space, w.is_title, w.like_num)
            found = self._words[key] = (w.text, w.lower_, *signs)
        return found


def _tokens(doc: LightDoc, parsed: Doc, known: _Known) -> list[LightToken]:
    """The tokens of a parse, each with its head and its children."""
    string, word, morphs = known.string, known.word, known.morphs
    tokens: list[LightToken] = []
    heads: list[int] = []
    idx = 0
    for i, row in enumerate(parsed.to_array(list(_READ)).tolist()):
        orth, lemma, pos, tag, dep, entity, morph, blank, head = row
        t = LightToken()
        t.doc, t.i, t.idx = doc, i, idx
        t.text, t.lower_, t.is_alpha, t.is_punct, t.is_quote, t.is_space, t.is_title, t.like_num = word(orth)
        t.lemma_, t.pos_, t.tag_ = string(lemma), string(pos), string(tag)
        t.dep_, t.ent_type_ = string(dep), string(entity)
        if morph not in morphs:
            morphs[morph] = _Morphology(parsed[i].morph)
        t.morph = morphs[morph]
        t.whitespace_ = " " if blank else ""
        idx += len(t.text) + blank
        tokens.append(t)
        heads.append(i + (head if head < _NEGATIVE else head - 2 * _NEGATIVE))
    children: list[list[LightToken]] = [[] for _ in tokens]
    for t, head in zip(tokens, heads, strict=True):
        t.head = tokens[head]
        if head != t.i:
            children[head].append(t)
    for t, own in zip(tokens, children, strict=True):
        t.children = tuple(own)
    return tokens


def light(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """The same document with its parses as plain objects; they answer as the spaCy ones do."""
    if not annotated.sentences:
        return annotated
    return _with_docs(annotated, light_docs([s.doc for s in annotated.sentences]))


def light_docs(docs: Sequence[Doc]) -> list[LightDoc]:
    """Parses of one pipeline, at least one, as plain objects."""
    known = _Known(docs[0].vocab)
    return [LightDoc(doc, known) for doc in docs]


def forget(annotated: AnnotatedDocument) -> None:
    """Let go of the tokens of plain parses that nobody reads any more: they know each other, and would all
    stay until the garbage collector comes by."""
    for doc in (s.doc for s in annotated.sentences):
        if isinstance(doc, LightDoc):
            for token in doc.tokens:
                del token.head, token.children
            doc.tokens.clear()
            doc.ents = ()


def with_spacy(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """The same document with its parses as spaCy gives them: what other people's proposers are told to
    expect."""
    return _with_docs(annotated, [getattr(s.doc, "parsed", s.doc) for s in annotated.sentences])


def _with_docs(annotated: AnnotatedDocument, docs: Sequence[object]) -> AnnotatedDocument:
    sentences = tuple(
        replace(s, doc=cast("Doc", doc)) for s, doc in zip(annotated.sentences, docs, strict=True)
    )
    return replace(annotated, sentences=sentences)


__all__ = ["LightDoc", "LightSpan", "LightToken", "forget", "light", "light_docs", "with_spacy"]
