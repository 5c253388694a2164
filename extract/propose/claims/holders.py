"""Who holds what a frame reports: the writer, a scholar, a school, an actor, or a document and its writer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.lexicon import mapping, verb_kinds, words
from regesta.extract.propose.claims.phrases import OPENING_HOLDER, POINTING
from regesta.extract.propose.claims.stance import opening
from regesta.extract.propose.mentions.person_names import person_names
from regesta.extract.record import Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from regesta.extract.propose.mentions.layer import MentionLayer

AUTHOR = "thesis author"
_NAME = r"((?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w'’-]{2,})"
#: "Bevin to Bullard", "telegram from Bullard to", "report by Shikin".
_SENT = re.compile(
    rf"(?:(?:^|[,;:]\s){_NAME}\sto\s{_NAME}|\b(?:[Tt]elegram|[Ll]etter|[Rr]eport|[Mm]emorandum|[Mm]essage|[Cc]able|[Dd]iary|[Dd]ispatch|[Ii]nterview)s?\s(?:from|by|of|with)\s{_NAME})"
)
_QUANTIFIERS = frozenset(
    [
        "some",
        "many",
        "most",
        "other",
        "several",
        "few",
        "certain",
        "various",
        "a",
        "an",
        "the",
        "these",
        "those",
        "number",
        "of",
        "all",
        "recent",
        "earlier",
        "later",
        "early",
        "more",
        "one",
        "numerous",
        "different",
        "both",
        "such",
    ]
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose claim it is; `sure` 0..1 is how far the resolution can be trusted."""

    names: tuple[str, ...]
    voice: Voice
    sure: float = 0.9


class HolderFinder:
    """Resolves frames of one annotated document. It knows who is a scholar there: people whom notes or
    bibliography name as authors and who, in the
    body, are reported to hold things, or named where their own work is cited, more often than they are said
    to do things."""

    def __init__(self, annotated: AnnotatedDocument, layer: MentionLayer) -> None:
        self.annotated = annotated
        self.layer = layer
        self.names = person_names(annotated.language)
        self.cited = _cited_surnames(annotated)
        self.notes = {n.id: n.span for n in annotated.document.footnotes}
        self.witnesses = _witnesses(annotated)
        self.reported: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.beside: Counter[str] = Counter()
        self.present: Counter[str] = Counter()
        self.past: Counter[str] = Counter()

    def observe(self, sentence: int, frames: tuple[Attribution, ...]) -> None:
        """Count who is mentioned in a sentence and who is reported there; call it for every sentence before
        resolving."""
        holders = {
            name
            for f in frames
            for h in f.holders
            for name in [self.layer.actor_at(sentence, h)]
            if name and "saying" not in verb_kinds().get(f.lemma, frozenset())
        }
        self.reported.update(holders)
        for f in frames:
            if f.kind in ("verb", "object") and f.holders:
                name = self.layer.actor_at(sentence, f.holders[0])
                if name:
                    (
                        self.present
                        if _in_present(self.annotated.sentences[sentence].doc[f.verb])
                        else self.past
                    )[name] += 1
        named = {m.actor for m in self.layer.mentions(sentence) if m.form == "name"}
        self.seen.update(named)
        notes = [self.notes[n] for n in self.annotated.sentences[sentence].footnotes if n in self.notes]
        authors = {
            self.names.family(name)
            for a, b in notes
            for name in self.names.cited(self.annotated.document.text[a:b])
        }
        self.beside.update({name for name in named if self.names.family(name) in authors} - holders)

    def scholar(self, name: str) -> bool:
        """Whether a name is a scholar's in this document."""
        if self.layer.kinds.get(name, "person") != "person":
            return False
        family = self.names.family(name)
        cited = self.cited.get(family, 0)
        if (
            2 * self.witnesses.get(family, 0) >= max(1, cited)
            and len(self.layer.inventory.surnames.get(family, ())) <= 1
        ):
            return False
        seen = max(1, self.seen[name])
        # "Mombauer has rejected this view": whom a history reports in the present writes about it, cited or
        # not
        if not cited:
            return self.present[name] > self.past[name] and self.seen[name] <= 2 * self.present[name]
        return (self.reported[name] + self.beside[name]) / seen >= 0.25 or seen <= 3

    def voice(self, name: str) -> Voice:
        """Whose voice a named holder speaks in: a school's, a scholar's or an actor's."""
        if self.layer.kinds.get(name) == "school":
            return "school"
        return "scholar" if self.scholar(name) else "actor"

    def resolve(self, sentence: int, frame: Attribution, before: Holder | None) -> Holder | None:
        """The holder of a frame, None when it reports nobody's position; `before` is the holder of the last
        attributed claim near by."""
        doc = self.annotated.sentences[sentence].doc
        kinds = verb_kinds().get(frame.lemma, frozenset())
        if frame.kind == "impersonal" and not frame.holders:
            return Holder((AUTHOR,), "author", 0.9)
        if not frame.holders:
            return self._unnamed(doc, frame, kinds)
        head = doc[frame.holders[0]]
        lemma = head.lemma_.lower()
        if frame.lemma == POINTING:
            return before if before is not None and before.voice != "author" else None
        if frame.kind == "passive":
            return self._passive(sentence, doc, frame, head, kinds, before)
        if self._own(head):
            return Holder((AUTHOR,), "author", 0.95)
        names = self._names(sentence, frame)
        documents = words("verbs", "documents", "nouns")
        if (
            (lemma in documents or head.lower_ in documents)
            and head.pos_ in ("NOUN", "PROPN")
            and not (names and self.layer.actor_at(sentence, head.i))
        ):
            return self.document(sentence, head, kinds)
        if _school_noun(head) and (not names or self.layer.kinds.get(names[0]) in ("group", "school")):
            return self._school(head)
        if frame.lemma == OPENING_HOLDER:
            return self._scholar_by_name(head, names)
        if names:
            return Holder(names, self.voice(names[0]), 0.9)
        if head.pos_ == "PRON" or head.tag_ in (grammar.DETERMINER_TAG, grammar.RELATIVE_DETERMINER):
            return self._pronoun(sentence, head, frame, kinds, before)
        if "evidence" in kinds and (head.pos_ == "NOUN" or head.tag_ == grammar.GERUND):
            return Holder((AUTHOR,), "author", 0.8)
        if head.pos_ == "PROPN" or (
            head.is_title and head.pos_ not in ("PRON", "DET") and self.names.family(head.text) in self.cited
        ):
            return self._scholar_by_name(head, ()) or Holder((_phrase(head),), "actor", 0.6)
        if head.lower_ in ("others", "some", "many", "several", "most") and kinds & {"position", "thinking"}:
            return Holder((mapping("frames", "school_defaults")["unnamed"],), "school", 0.7)
        if (
            head.pos_ == "NOUN"
            and lemma in words("frames", "people", "nouns")
            and frame.kind in ("verb", "phrase", "mind")
        ):
            return Holder((_phrase(head),), "actor", 0.6)
        return None

    def _scholar_by_name(self, head: Token, names: tuple[str, ...]) -> Holder | None:
        """The scholar that a name means, None when it means none; a family name that no mention resolved
        means the one person of the document who bears it."""
        if names:
            return Holder(names, "scholar", 0.8) if self.scholar(names[0]) else None
        name = _phrase(head)
        if self.names.family(name) not in self.cited or len(name.split()) > 4:
            return None
        bearers = [n for n in self.seen if self.names.family(n) == self.names.family(name)]
        return (
            Holder((bearers[0],), self.voice(bearers[0]), 0.7)
            if len(bearers) == 1
            else Holder((name,), "scholar", 0.6)
        )

    def _own(self, head: Token) -> bool:
        own = words("frames", "own", "subjects")
        if head.lower_ in ("i", "we", "one") and head.pos_ in ("PRON", "NUM", "NOUN"):
            return True
        if head.lemma_.lower() not in own:
            return False
        return any(c.lower_ in words("frames", "own", "determiners") for c in head.children) and not any(
            c.dep_ == grammar.POSSESSOR and c.pos_ == "PROPN" for c in head.children
        )

    def _names(self, sentence: int, frame: Attribution) -> tuple[str, ...]:
        doc = self.annotated.sentences[sentence].doc
        out: list[str] = []
        for h in frame.holders:
            for name in (
                self.layer.actors_of(doc[h])
                if h == frame.holders[0]
                else filter(None, (self.layer.actor_at(sentence, h),))
            ):
                if name not in out:
                    out.append(name)
        return tuple(out)

    def _unnamed(self, doc: Doc, frame: Attribution, kinds: frozenset[str]) -> Holder | None:
        verb = doc[frame.verb]
        if (
            frame.kind in ("verb", "passive")
            and "position" in kinds
            and verb.tag_ in (grammar.GERUND, grammar.PAST_PARTICIPLE)
        ):
            return Holder((mapping("frames", "school_defaults")["unnamed"],), "school", 0.5)
        return None

    def _passive(
        self,
        sentence: int,
        doc: Doc,
        frame: Attribution,
        head: Token,
        kinds: frozenset[str],
        before: Holder | None,
    ) -> Holder | None:
        verb = doc[frame.verb]
        agent = next(
            (
                p
                for c in verb.children
                if c.dep_ == grammar.BY_AGENT
                for p in c.children
                if p.dep_ == grammar.PREPOSITION_OBJECT
            ),
            None,
        )
        if agent is not None:
            return self.resolve(
                sentence,
                Attribution(
                    "verb",
                    frame.cue,
                    frame.content,
                    (agent.i, *(c.i for c in agent.conjuncts)),
                    frame.lemma,
                    frame.verb,
                ),
                before,
            )
        if head.lower_ != "it":
            names = self._names(sentence, frame)
            if (names and kinds & {"thinking"}) or (
                names and frame.lemma in ("tell", "inform", "persuade", "convince", "assure")
            ):
                return Holder(names, "actor", 0.5)
            return None
        modals = words("stance", "impersonal", "modals")
        if any(c.dep_ == grammar.AUXILIARY and c.lower_ in modals for c in verb.children) or (
            "evidence" in kinds and not kinds & {"saying", "position"}
        ):
            return Holder((AUTHOR,), "author", 0.95)
        if (
            before is not None
            and before.voice in ("scholar", "school")
            and opening(doc).kind in ("addition", "example")
        ):
            return Holder(
                before.names, before.voice, 0.6
            )  # "X argued that ... For example, it was believed that"
        if kinds & {"position"} or frame.lemma in (
            "believe",
            "think",
            "assume",
            "say",
            "suggest",
            "know",
            "accept",
            "consider",
            "suppose",
            "see",
            "understand",
            "recognise",
            "recognize",
        ):
            return Holder((mapping("frames", "school_defaults")["unnamed"],), "school", 0.8)
        if before is not None and before.voice in ("actor", "document"):
            return Holder(before.names, "actor", 0.4)
        found = self._last_subject(sentence)
        return Holder((found,), "actor", 0.45) if found else None

    def _after_documents(self, sentence: int) -> bool:
        """Whether the sentence before is about papers or finds, which "they" in this one then means: "The
        papers ... They do not prove that"."""
        if sentence == 0:
            return False
        nouns = words("verbs", "documents", "nouns") | words("frames", "evidence_subjects", "nouns")
        doc = self.annotated.sentences[sentence - 1].doc
        subjects = [
            t
            for t in doc
            if t.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT) and t.head.dep_ == grammar.ROOT
        ]
        return any(t.tag_ == grammar.PLURAL_NOUN and t.lemma_.lower() in nouns for t in subjects)

    def _last_subject(self, sentence: int) -> str | None:
        for k in range(sentence - 1, max(-1, sentence - 3), -1):
            doc = self.annotated.sentences[k].doc
            for token in doc:
                if (
                    token.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT)
                    and token.head.dep_ == grammar.ROOT
                ):
                    names = self.layer.actors_of(token)
                    if names:
                        return names[0]
        return None

    def document(self, sentence: int, head: Token, kinds: frozenset[str] = frozenset()) -> Holder:
        """Who wrote the document that a noun names: its genitive, its by- or from-phrase, the note that cites
        it, an adjective; else the document itself."""
        prepositions = words("frames", "writer", "prepositions")
        near = [c for c in head.children if c.dep_ == grammar.POSSESSOR]
        inner = [
            p
            for c in head.subtree
            if c.lower_ in ("by", "from")
            and c.dep_ in (grammar.PREPOSITION, grammar.BY_AGENT)
            and c.head.lemma_ not in ("receive", "obtain", "find", "address")
            for p in c.children
            if p.dep_ == grammar.PREPOSITION_OBJECT
        ]
        outer = [
            p
            for c in head.children
            if c.dep_ == grammar.PREPOSITION and c.lower_ in prepositions
            for p in c.children
            if p.dep_ == grammar.PREPOSITION_OBJECT
        ]
        adjectives = [
            c for c in head.children if c.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER)
        ]
        for token in (*near, *inner, *outer):
            names = self.layer.actors_of(token)
            if names:
                return Holder(names, "document", 0.85)
        noted = self._noted_writer(sentence, head.lemma_.lower())
        if noted:
            return Holder((noted,), "document", 0.6)
        for token in adjectives:
            names = self.layer.actors_of(token)
            if names:
                return Holder(names, "document", 0.7)
        for token in (*near, *inner):
            if token.pos_ in ("PROPN", "NOUN"):
                return Holder((_phrase(token),), "document", 0.6)
            found = self._last_subject(sentence)
            if found:
                return Holder((found,), "document", 0.5)
        if (
            kinds
            and "evidence" in kinds
            and head.lemma_.lower() in ("document", "source", "record", "archive", "data", "file")
        ):
            return Holder((AUTHOR,), "author", 0.6)
        return Holder((_phrase(head),), "document", 0.5)

    def _noted_writer(self, sentence: int, kind: str) -> str:
        """The writer that a note of the sentence, or the next note on, names for a document of that kind
        ("Report by X")."""
        for k in range(sentence, min(sentence + 3, len(self.annotated.sentences))):
            for note in self.annotated.sentences[k].footnotes:
                span = self.notes.get(note)
                found = _writer(self.annotated.document.text[span[0] : span[1]], kind) if span else ""
                if found:
                    return found
            if self.annotated.sentences[k].footnotes:
                return ""
        return ""

    def _school(self, head: Token) -> Holder:
        for child in head.children:
            if child.dep_ == grammar.POSSESSOR:
                names = self.layer.actors_of(child)
                if names and _school_noun(head) in words("frames", "answering_schools", "nouns"):
                    return Holder((f"{head.text.lower()} of {names[0]}",), "school", 0.8)
                if names:
                    return Holder(names, self.voice(names[0]), 0.8)
        adjectives = mapping("frames", "school_adjectives")
        for child in head.children:
            if child.lower_ in adjectives:
                return Holder((adjectives[child.lower_],), "school", 0.9)
        known = mapping("frames", "schools")[_school_noun(head)]
        if known != "*":
            return Holder((known,), "school", 0.9)
        for child in (c for c in head.children if c.dep_ == grammar.APPOSITION):
            names = self.layer.actors_of(child)
            if names:
                return Holder(names, "scholar", 0.8)
        rest = [
            t.text
            for t in head.doc[head.left_edge.i : head.i]
            if t.lower_ not in _QUANTIFIERS
            and t.dep_ in (grammar.ADJECTIVE, grammar.COMPOUND, grammar.NOUN_MODIFIER)
        ]
        if not rest:
            return Holder((mapping("frames", "school_defaults")["unnamed"],), "school", 0.8)
        return Holder((" ".join([*rest, head.text]),), "school", 0.8)

    def _pronoun(
        self, sentence: int, head: Token, frame: Attribution, kinds: frozenset[str], before: Holder | None
    ) -> Holder | None:
        reporting = head.doc[frame.verb]
        if head.lower_ in words("frames", "evidence_subjects", "pronouns"):
            if (
                head.lower_ == "it"
                and before is not None
                and before.voice == "document"
                and kinds & {"saying", "position"}
            ):
                return Holder(before.names, "document", 0.6)
            told = reporting.tag_ == grammar.PAST and "position" in kinds and "evidence" not in kinds
            if (
                head.lower_ == "it"
                and told
                and before is not None
                and (
                    (
                        before.voice in ("scholar", "school")
                        and before.names[0] != mapping("frames", "school_defaults")["unnamed"]
                    )
                    or self.layer.kinds.get(before.names[0], "") not in ("person", "")
                )
            ):
                return Holder(
                    before.names, before.voice, 0.6
                )  # "the school held that ...; it also argued that"
            if head.lower_ == "it" and not kinds & {"evidence"}:
                return Holder((AUTHOR,), "author", 0.5) if "position" in kinds else None
            return Holder((AUTHOR,), "author", 0.9) if "evidence" in kinds else None
        if (
            head.lower_ == "they"
            and "evidence" in kinds
            and not kinds & {"saying", "position"}
            and self._after_documents(sentence)
        ):
            return Holder((AUTHOR,), "author", 0.7)
        if (
            before is not None
            and before.voice != "author"
            and head.lower_ in ("he", "she", "they", "who", "his", "her", "their")
        ):
            return Holder(before.names, before.voice, 0.6)
        return None


def _in_present(verb: Token) -> bool:
    """Whether a verb is in the present tense or the present perfect."""
    if verb.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT):
        return True
    return verb.tag_ == grammar.PAST_PARTICIPLE and any(
        c.dep_ == grammar.AUXILIARY
        and c.tag_ in (grammar.PRESENT_THIRD, grammar.PRESENT)
        and c.lemma_ == "have"
        for c in verb.children
    )


def _school_noun(head: Token) -> str:
    """The entry of the schools table that a noun is, "" when it is none; a capitalised plural
    ("Revisionists") is tagged as a name and keeps its s."""
    known = mapping("frames", "schools")
    lemma = head.lemma_.lower()
    return (
        next((form for form in (lemma, lemma.removesuffix("s")) if form in known), "")
        if head.pos_ in ("NOUN", "PROPN", "ADJ")
        else ""
    )


def _writer(note: str, kind: str) -> str:
    match = re.search(
        rf"\b{re.escape(kind)}s?\s+(?:by|from|of)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*)(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][\w.'’-]*){{0,9}})",
        " ".join(note.split()),
        re.IGNORECASE,
    )
    return match.group(1).rstrip(".,") if match and match.group(1)[0].isupper() else ""


def _phrase(head: Token) -> str:
    """A noun phrase as a name: without its determiner and what follows the head."""
    tokens = [
        t
        for t in head.doc[head.left_edge.i : head.i + 1]
        if t.dep_
        not in (
            grammar.DETERMINER,
            grammar.PUNCTUATION,
            grammar.COORDINATOR,
            grammar.PRECONJUNCTION,
            grammar.PREDETERMINER,
        )
    ]
    text = "".join(t.text_with_ws for t in tokens).strip()
    return re.sub(r"['’]s?$", "", text) or head.text


def _witnesses(annotated: AnnotatedDocument) -> dict[str, int]:
    """Folded family name -> how many notes cite his letters, telegrams and reports: such people took part,
    whatever they wrote later."""
    names = person_names(annotated.language)
    found: Counter[str] = Counter()
    for note in annotated.document.footnotes:
        text = " ".join(annotated.document.text[note.span[0] : note.span[1]].split())
        found.update(
            {names.family(name) for match in _SENT.finditer(text) for name in match.groups() if name}
        )
    return dict(found)


def _cited_surnames(annotated: AnnotatedDocument) -> dict[str, int]:
    """Folded family name -> in how many notes it stands as an author's; a name that only the bibliography has
    counts once."""
    names = person_names(annotated.language)
    found: Counter[str] = Counter()
    document = annotated.document
    for note in document.footnotes:
        found.update({names.family(name) for name in names.cited(document.text[note.span[0] : note.span[1]])})
    for entry in document.bibliography:
        name = names.listed(document.text[entry.span[0] : entry.span[1]])
        if name:
            found[names.family(name)] = max(1, found[names.family(name)])
    return dict(found)
