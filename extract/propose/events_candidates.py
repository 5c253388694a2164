"""The words of a sentence that may name an event: each with the frame that fits, its arguments and its actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.events_lexicon import Frame, Lexicon
from regesta.extract.propose.events_roles import PLACE_PREPOSITIONS, Roles
from regesta.extract.propose.events_syntax import Arguments, governor, noun_arguments, verb_arguments

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, the frame it fits, and who stands in its slots; `carrier` is the light verb over a noun, `place` the place by its prepositions."""

    word: Token
    frame: Frame
    arguments: Arguments
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str
    objects: tuple[Token, ...]
    carrier: Token | None = None

    @property
    def noun(self) -> bool:
        """Whether the event is named by a noun alone."""
        return self.word.pos_ in ("NOUN", "PROPN") and self.carrier is None


def candidates(sentence: AnnotatedSentence, roles: Roles, lexicon: Lexicon) -> list[Candidate]:
    """Verb candidates and noun candidates in text order; a noun its verb already names is left to the verb."""
    found: dict[int, Candidate] = {}
    absorbed: set[int] = set()
    for token in sentence.doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        made = _verb(token, roles, lexicon, found)
        if made is None:
            continue
        found[token.i] = made
        absorbed |= {t.i for t in made.objects if _same_act(made, t, lexicon)}
    for token in sentence.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in absorbed or token.lemma_.lower() not in lexicon.nouns:
            continue
        if _inside_name(token, roles):
            continue
        noun = _noun(token, roles, lexicon)
        if noun is not None:
            found[token.i] = noun
    return [found[i] for i in sorted(found)]


def _same_act(made: Candidate, obj: Token, lexicon: Lexicon) -> bool:
    """Whether the object noun names the very act its verb carries ("launched an attack"), not another one ("ordered an attack")."""
    frames = lexicon.nouns.get(obj.lemma_.lower(), ())
    return any(f.type == made.frame.type for f in frames) or (bool(frames) and made.word.lemma_.lower() in ("issue", "give", "send", "make") and made.frame.type != "Deployment")


def _inside_name(token: Token, roles: Roles) -> bool:
    """Whether the noun is part of an actor's or a place's name ("Council", "Joint Commission"), or only modifies another noun."""
    if roles.layer.actor_at(roles.sentence, token.i) or token.dep_ == "compound":
        return True
    return False


def _keys(verb: Token) -> Iterator[tuple[str, str]]:
    """The lemma with each particle or preposition it has, longest first, then the bare lemma; with the slot its object stands in."""
    lemma = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ == "prt"]
    particles += [c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i == verb.i + 1]
    prepositions = [c.lower_ for c in verb.children if c.dep_ in ("prep", "agent")]
    for p in particles:
        for q in prepositions:
            yield f"{lemma} {p} {q}", q
        yield f"{lemma} {p}", "object"
    for q in prepositions:
        yield f"{lemma} {q}", q
    yield lemma, "object"


def _verb(verb: Token, roles: Roles, lexicon: Lexicon, found: dict[int, Candidate]) -> Candidate | None:
    over = governor(verb)
    control = ""
    if over is not None:
        if over.i in found:
            control = found[over.i].frame.control if found[over.i].frame.complement else ""
        elif over.pos_ == "NOUN":
            control = next((f.control for f in lexicon.nouns.get(over.lemma_.lower(), ()) if f.complement), "")
    arguments = verb_arguments(verb, control)
    for key, slot in _keys(verb):
        for frame in lexicon.verbs.get(key, ()):
            objects = arguments.objects if slot == "object" else arguments.slot(slot)
            if frame.object and not any(_is_of(t, frame.object, roles, lexicon) for t in objects):
                continue
            subjects = arguments.subjects
            if frame.subject and not any(_is_of(t, frame.subject, roles, lexicon) for t in subjects):
                continue
            return _filled(verb, frame, arguments, objects, slot, roles)
    return None


def _filled(verb: Token, frame: Frame, arguments: Arguments, objects: tuple[Token, ...], slot: str, roles: Roles) -> Candidate:
    agents = list(roles.actors(arguments.subjects))
    for name in frame.agent:
        heads = objects if name == "object" else arguments.slot(name)
        agents += [a for a in roles.actors(heads) if a not in agents]
    recipients: list[str] = []
    for name in frame.recipient:
        heads = objects if name == "object" else arguments.slot(name)
        recipients += [a for a in roles.actors(heads) if a not in recipients]
    if frame.complement and frame.control == "object" and "object" in frame.recipient and not recipients:
        # "asked Stalin to send": the parser hangs the one asked on the infinitive.
        inner = [s for c in arguments.complements if any(x.lower_ == "to" and x.dep_ == "aux" for x in c.children) for s in c.children if s.dep_ == "nsubj"]
        recipients += list(roles.actors(t for s in inner for t in (s, *s.conjuncts)))
    if frame.recipient and not recipients:
        # "sent a telegram to Stalin": the parser may hang the addressee on the object.
        below = [t for o in objects for c in o.children if c.dep_ == "prep" and c.lower_ in frame.recipient for p in c.children if p.dep_ == "pobj" for t in (p, *p.conjuncts)]
        recipients += [a for a in roles.actors(below) if a not in agents]
    place = roles.place(h for p in PLACE_PREPOSITIONS for h in arguments.slot(p))
    if not place and frame.type in ("Occupation", "MilitaryAction", "Visit"):
        place = roles.place(objects)
    recipients = [a for a in recipients if a not in agents]
    return Candidate(verb, frame, arguments, tuple(agents), tuple(recipients), place, objects)


def _is_of(token: Token, classes: tuple[str, ...], roles: Roles, lexicon: Lexicon) -> bool:
    lemma = token.lemma_.lower()
    for name in classes:
        if name == "actor":
            if roles.actors([token]):
                return True
        elif name == "place":
            if roles.is_place(token):
                return True
        elif name == "pronoun":
            if token.pos_ == "PRON" and token.lower_ in ("it", "this", "that", "them", "which", "these"):
                return True
        elif name == "person":
            if token.ent_type_ == "PERSON" or lemma in lexicon.classes["person"] or any(roles.layer.kinds.get(a) == "person" for a in roles.actors([token])):
                return True
        elif name == "force" and any(_is_army(a) for a in roles.actors([token])):
            return True
        elif lemma in lexicon.classes[name] or token.lower_ in lexicon.classes[name] or _compound(token) in lexicon.classes[name]:
            return True
    return False


def _is_army(name: str) -> bool:
    return any(word in name.lower().split() for word in ("army", "forces", "force", "troops", "volunteers", "navy", "corps", "division", "fleet"))


def _compound(token: Token) -> str:
    before = [c for c in token.children if c.dep_ in ("compound", "amod") and c.i == token.i - 1]
    return f"{before[0].lower_} {token.lemma_.lower()}" if before else ""


def _noun(noun: Token, roles: Roles, lexicon: Lexicon) -> Candidate | None:
    frames = lexicon.nouns.get(noun.lemma_.lower(), ())
    if not frames:
        return None
    frame = frames[0]
    arguments = noun_arguments(noun)
    carrier = noun.head if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() in lexicon.light else None
    agents = list(roles.actors(arguments.subjects))
    slots = ["by", *frame.agent]
    if frame.of in ("agent", "agents"):
        slots.append("of")
    for name in slots:
        agents += [a for a in roles.actors(arguments.slot(name)) if a not in agents]
    if carrier is not None:
        shared = verb_arguments(carrier)
        agents += [a for a in roles.actors(shared.subjects) if a not in agents] if not agents or frame.of == "agents" else []
    recipients: list[str] = []
    for name in frame.recipient:
        recipients += [a for a in roles.actors(arguments.slot(name)) if a not in recipients and a not in agents]
        if carrier is not None:
            recipients += [a for a in roles.actors(verb_arguments(carrier).slot(name)) if a not in recipients and a not in agents]
    place = roles.place(h for p in PLACE_PREPOSITIONS for h in arguments.slot(p))
    return Candidate(noun, frame, arguments, tuple(agents), tuple(recipients), place, (), carrier)
