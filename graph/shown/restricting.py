"""The lines of a generation with no more of the documents' words than may be shown.

Every line is judged by itself, with what is known of its subject: of which documents it is, where it begins,
how a reviewer worded it. What cannot be told to be of one document is held to the strictest setting of all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.extract.workspace import TEXT_LEVELS
from regesta.graph.bundle.knowledge import (
    STANDING,
    Told,
    fit,
    own_words,
    place_of,
    quoted,
    saying,
    told_of,
    words_in,
)
from regesta.graph.bundle.verbatim import Verbatim
from regesta.graph.map.view import LABEL, OA
from regesta.graph.name import Names
from regesta.graph.rdf import Literal, NamedNode, Quad
from regesta.graph.shown.setting import Level, TextSetting
from regesta.graph.store.syntax import parse, serialise
from regesta.ontology.terms import ONTOLOGY, RG

#: A line whose object is words: a literal of no datatype, in some language or none.
_WORDS = re.compile(rb'"(?:@[A-Za-z0-9-]+)?(?: <[^<>]*>)? \.\n?\Z')
#: The words around a quotation, by which it is found again and by which quotations could be joined.
_AROUND = frozenset(NamedNode(OA + name) for name in ("prefix", "suffix"))
#: What runs on: the text itself and its notes.
_RUNNING = ("sentence/", "footnote/")
#: Subjects whose IRI names their document behind the kind.
_WITH_DOCUMENT = re.compile(r"(?:passage|footnote|division|author|doc|sentence)/([^/#]+)")


def restricted(
    lines: Sequence[bytes], setting: TextSetting, texts: Mapping[str, str], names: Names
) -> Iterator[bytes]:
    """The N-Quads of a generation as `setting` lets them be shown; `texts` are the raw texts there are."""
    wordy = [line for line in lines if _WORDS.search(line)]
    quads = list(parse(b"".join(wordy), "nquads"))
    found = _Found(setting, names, _texts(quads, setting, texts, names), documents=_documents(lines, names))
    found.told = told_of([*quads, *_starts(lines)], found.none)
    yield from (line for line in lines if not _WORDS.search(line))
    kept = (made for q in quads if (made := found.shown(q)) is not None)
    yield serialise(kept, "nquads")


@dataclass(slots=True)
class _Texts:
    """The words of which nothing may be shown, and those that may not be shown at length."""

    none: Sequence[Verbatim]
    any: Sequence[Verbatim]


@dataclass(slots=True)
class _Found:
    """What is known of a generation before its lines are judged."""

    setting: TextSetting
    names: Names
    texts: _Texts
    documents: Mapping[str, set[str]]
    told: Told = field(default_factory=Told)

    @property
    def none(self) -> Sequence[Verbatim]:
        return self.texts.none

    def shown(self, q: Quad) -> Quad | None:
        """A quad as it may be shown; None where it may not."""
        assert isinstance(q.object, Literal)
        graph = str(getattr(q.graph_name, "value", ""))
        if graph == ONTOLOGY:
            return q
        subject = str(getattr(q.subject, "value", ""))
        if not subject.startswith(self.names.base):
            return None if quoted(q.object.value, self.texts.any) else q
        level = self.level(subject.removeprefix(self.names.base))
        value = self._value(q, q.object, level)
        return None if value is None else q if value == q.object.value else saying(q, q.object, value)

    def level(self, path: str) -> Level:
        """How much may be shown of a thing, by its path under the base."""
        own = self.documents.get(path, set())
        if not own and (named := _WITH_DOCUMENT.match(path)):
            own = {named[1]}
        if not own:
            return self.setting.strictest
        return max((self.setting.of(document) for document in own), key=TEXT_LEVELS.index)

    def _value(self, q: Quad, said: Literal, level: Level) -> str | None:
        if level == "full":
            return said.value
        if q.graph_name == self.names.candidates and q.predicate not in STANDING:
            return None
        return (
            fit(q, said, self.texts.none, self.names, self.told) if level == "none" else self._quoted(q, said)
        )

    def _quoted(self, q: Quad, said: Literal) -> str | None:
        """What a literal says where quotations may be shown: those of accepted statements."""
        path = str(getattr(q.subject, "value", "")).removeprefix(self.names.base)
        if q.predicate in _AROUND:
            return None
        if q.graph_name == self.names.candidates:
            return own_words(q, path, said.value, self.told)
        if path.startswith(_RUNNING) and q.predicate == RG.text:
            return place_of(q, self.told)
        if path.startswith(_RUNNING) and q.predicate == LABEL:
            return said.value.partition(": ")[0]
        return said.value


def _texts(quads: Iterable[Quad], setting: TextSetting, texts: Mapping[str, str], names: Names) -> _Texts:
    """The words that may not be shown: the texts there are, and where nothing at all may be, what the graph
    itself has of them, which may be older than the texts."""
    none = [Verbatim(text) for name, text in texts.items() if setting.of(name) == "none"]
    some = [Verbatim(text) for name, text in texts.items() if setting.of(name) == "quotations"]
    if setting.strictest == "none":
        none.append(Verbatim("\n".join(words_in(quads, names))))
    return _Texts(none, [*none, *some])


_IN = b"> <" + RG.inDocument.value.encode() + b"> <"
_START = b"> <" + RG.start.value.encode() + b'> "'


def _documents(lines: Iterable[bytes], names: Names) -> dict[str, set[str]]:
    """The documents of each thing, by its path under the base."""
    base, out = names.base.encode(), defaultdict(set)
    whole = b"<" + base
    for line in lines:
        if _IN in line and line.startswith(whole):
            subject, _, rest = line.partition(_IN)
            document = rest.partition(b">")[0].removeprefix(base + b"doc/")
            out[subject[len(whole) :].decode()].add(document.decode())
    return out


def _starts(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Where things begin in their text."""
    return iter(parse(b"".join(line for line in lines if _START in line), "nquads"))


__all__ = ["restricted"]
