"""Random parses put through every proposer; run as a program by test_any_parse.py, in processes of its own.

    python any_parse.py FIRST LAST SENTENCES SECONDS

walks the documents of the seeds FIRST..LAST-1, each of SENTENCES sentences, and prints a seed as it begins
with it. A document that takes longer than SECONDS ends the program with the stack at which it hangs.
"""

from __future__ import annotations

import faulthandler
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.util import get_model_meta

from regesta.extract.annotate import annotate
from regesta.extract.annotate.models import folder_of, package_of
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.faults import Faults
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.propose.proposer import Context
from regesta.extract.propose.rules import RULES
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote, Record, Sentence, quote_of
from regesta.extract.text.languages import ENGLISH

#: Words beside those of the language pack: names, numbers, dates, signs, other alphabets, hardly words at
#: all.
OTHERS = [
    "Eden",
    "Mollet",
    "Nasser",
    "Kyle",
    "Lucas",
    "Moscow",
    "Egypt",
    "British",
    "Soviet",
    "DPRK",
    "NATO",
    "I",
    "me",
    "who",
    "whom",
    "which",
    "there",
    "it",
    "this",
    "that",
    "3",
    "May",
    "1946",
    "23",
    "1950s",
    "7.5",
    "5/6",
    "27th",
    "'46",
    "1946-47",
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "on",
    "by",
    "for",
    "with",
    "and",
    "or",
    "but",
    "not",
    "n't",
    "'s",
    "'",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "—",
    "-",
    "…",
    "“",
    "”",
    "«",
    "»",
    '"',
    "&",
    "%",
    "$",
    "no-one",
    "Ærø",
    "Сталин",
    "毛澤東",
    "e.g.",
    "U.S.",
    "Dr.",
    "O'Neill",
    "von",
    "der",
    "x",
    "X",
    "--",
    "...",
    "#1",
    "a.m.",
    "\xad",
    "\ufeff",
]
KINDS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
    "SPACE",
]
#: In every second sentence verbs are verbs, names are names, and both have the relations of most sentences,
#: so that what a rule asks for comes together often.
OF_VERBS = ["ROOT", "ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp"]
OF_NOUNS = [
    "nsubj",
    "nsubj",
    "nsubjpass",
    "dobj",
    "dobj",
    "pobj",
    "agent",
    "dative",
    "appos",
    "poss",
    "conj",
    "compound",
]
NOTES = (
    "Keith Kyle, Suez (London: Weidenfeld, 1991), p. 12.",
    "Bevin to Eden, 3 May 1946, FO 371/52315, TNA.",
    "Telegram from Shtykov to Vyshinsky, 19 January 1950, AVP RF, f. 059a, op. 5a, d. 3, l. 87.",
    "Ibid., p. 4; Lucas, Divided We Stand, p. 7.",
)


def words_of(value: Any) -> Iterator[str]:
    """The words of a table: of its keys and of every string in it."""
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, Mapping):
        for k, v in value.items():
            yield from k.split()
            yield from words_of(v)
    elif isinstance(value, Iterable):
        for v in value:
            yield from words_of(v)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """Every word that stands in a table of the English pack, in alphabetical order."""

    found = {w for table in ENGLISH.tables() for w in words_of(ENGLISH.table(table))}
    return tuple(sorted(w for w in found if 0 < len(w) < 20 and not set(w) & set("\\|[]{}^*+?")))


@lru_cache(maxsize=1)
def verbs() -> tuple[str, ...]:
    """The verbs that make events or attribute claims."""
    found = {w for name in ("events_verbs", "claims_verbs") for w in words_of(ENGLISH.table(name))}
    return tuple(sorted(w for w in found if w.isalpha() and w.islower()))


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of people, states and organisations of the shipped authority."""
    return tuple(sorted(e.label for e in known().entries.values()))


@lru_cache(maxsize=1)
def labels() -> Mapping[str, list[str]]:
    """The labels of the installed model: parser, tagger, ner."""
    package = package_of("en_core_web_sm") or package_of("")
    assert package is not None
    found: Mapping[str, list[str]] = get_model_meta(folder_of(package))["labels"]
    return found


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """English words and signs apart."""
    return spacy.blank("en").tokenizer


class AnyParser:
    """In the place of a spaCy pipeline: its tokens are the tokenizer's, everything else is by chance.

    Every chain of heads ends in a root, there may be several roots, arcs may cross, and any word may have any
    label, tag, part of speech, lemma and entity.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.tokenizer = tokenizer()
        self.lang = "en"
        self.meta = {"lang": "en", "name": "chance", "version": "0"}

    def pipe(self, texts: Iterable[str], batch_size: int = 1, n_process: int = 1) -> Iterator[Doc]:
        return (self.parsed(self.tokenizer(text)) for text in texts)

    def parsed(self, doc: Doc) -> Doc:
        """A document of the same tokens, parsed by chance."""
        size = len(doc)
        pos, tags = self.chance.choices(KINDS, k=size), self.some("tagger", size)
        deps = self.some("parser", size)
        if self.chance.random() < 0.5:
            for k, t in enumerate(doc):
                if t.lower_ in verbs():
                    pos[k], tags[k] = "VERB", self.chance.choice(("VBD", "VBD", "VBN", "VB", "VBG"))
                    deps[k] = self.chance.choice(OF_VERBS)
                elif t.text[:1].isupper():
                    pos[k], tags[k], deps[k] = "PROPN", "NNP", self.chance.choice(OF_NOUNS)
        return Doc(
            doc.vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            heads=self.heads(size),
            deps=deps,
            tags=tags,
            pos=pos,
            lemmas=[
                t.lower_ if self.chance.random() < 0.7 else self.chance.choice(vocabulary()) for t in doc
            ],
            ents=self.entities(size),
        )

    def heads(self, size: int) -> list[int]:
        """A forest: in a random order, each word hangs on one before it in that order, or is a root."""
        order = self.chance.sample(range(size), size)
        roots = self.chance.choice((0.05, 0.3, 1.0))
        far = (
            self.chance.random() < 0.5
        )  # words hang anywhere, or like a chain on the word before in the order
        heads = list(range(size))
        for k, word in enumerate(order):
            if k and self.chance.random() > roots:
                heads[word] = order[self.chance.randrange(k) if far else k - 1]
        return heads

    def some(self, component: str, size: int) -> list[str]:
        """Labels of a component; now and then two of them only, so that they meet."""
        every = labels()[component]
        few = self.chance.sample(every, 4) if self.chance.random() < 0.3 else every
        return self.chance.choices(few, k=size)

    def entities(self, size: int) -> list[str]:
        """Entities of one or two words, as BIO tags."""
        out: list[str] = []
        while len(out) < size:
            label = self.chance.choice(labels()["ner"])
            out += self.chance.choice((["O"], ["O", "O"], [f"B-{label}"], [f"B-{label}", f"I-{label}"]))
        return out[:size]


def document(seed: int, sentences: int) -> Document:
    """A document of sentences of random words, some with a note."""
    chance = random.Random(seed)
    text, records, notes = "", [], []
    for k in range(sentences):
        words = [
            chance.choice(chance.choice((vocabulary(), vocabulary(), verbs(), names(), OTHERS)))
            for _ in range(chance.randint(1, 16))
        ]
        if chance.random() < 0.5:
            words = [words[0].capitalize(), *words[1:], "."]
        body = " ".join(words)
        span = (len(text), len(text) + len(body))
        records.append(Sentence(id=f"s{k}", document="d", spans=(span,), division=f"d{k // 7}"))
        text += body + " "
        if chance.random() < 0.3:
            note = chance.choice(NOTES)
            number = len(notes) + 1
            notes.append(
                Footnote(
                    id=f"I.{number}",
                    document="d",
                    span=(len(text), len(text) + len(note)),
                    number=number,
                    marker=(span[1] - 1, span[1]),
                    sentence=f"s{k}",
                )
            )
            text += note + " "
    return Document(id="d", text=text, sentences=tuple(records), footnotes=tuple(notes))


def walk(seed: int, sentences: int) -> list[Record]:
    """What every proposer makes of the document of a seed; nothing is caught."""
    read = document(seed, sentences)
    authority = known()
    annotated = annotate(read, AnyParser(random.Random(seed)))  # type: ignore[arg-type]  # stands in for a Language
    context = Context(
        authority=authority,
        language=ENGLISH,
        faults=Faults("d", strict=True),
        layer=mention_layer(annotated, authority),
    )
    out: list[Record] = []
    for rules in RULES:
        here = Context(
            authority=authority,
            language=ENGLISH,
            faults=context.faults,
            layer=context.layer,
            citations=tuple(r for r in out if r.kind == "citation"),  # type: ignore[misc]
            records=tuple(out),
        )
        out += rules(annotated, here)
    for record in out:
        spans = getattr(record, "spans", None) or ((record.span,) if hasattr(record, "span") else ())
        assert all(0 <= a < b <= len(read.text) for a, b in spans), record
        assert getattr(record, "quote", "") in ("", quote_of(read.text, spans)), record
    return out


@lru_cache(maxsize=1)
def known() -> Any:
    """The shipped authority."""
    return load_authority(shipped_files())


def main(first: int, last: int, sentences: int, seconds: int) -> None:
    found: set[str] = set()
    for seed in range(first, last):
        print("seed", seed, flush=True)
        faulthandler.dump_traceback_later(seconds, exit=True)
        found |= {r.kind for r in walk(seed, sentences)}
        faulthandler.cancel_dump_traceback_later()
    print("found", *sorted(found), flush=True)


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
