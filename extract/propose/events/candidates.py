"""The words of a sentence that may name an event: each with the frame that fits, its arguments and its
actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedSentence
from regesta.extract.propose.events.arguments import (
    Arguments,
    governor,
    is_infinitive,
    noun_arguments,
    prepositions,
    verb_arguments,
    with_conjuncts,
)
from regesta.extract.propose.events.lexicon import Lexicon, VerbFrame
from regesta.extract.propose.events.roles import PLACE_PREPOSITIONS, Roles

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types whose object moves or acts itself when nobody is named who sends it.
_MOVED = frozenset({"Deployment", "Withdrawal"})
#: Types whose agent also does the planned act that is the object: "ordered the establishment of".
_DECIDING = frozenset({"Order", "PolicyAdoption"})
#: Types whose other party owns the wish or the leave that is the object.
_ANSWERING = frozenset({"Request", "Approval", "Rejection"})
#: Prepositions that lead to the occasion of a speech ("at the conference", "in the letter").
_SETTINGS = ("at", "in", "during")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, the frame it fits, and who stands in its slots; `carrier` is the light verb over a noun,
    `present` what it has, in the words of `needs`."""

    word: Token
    frame: VerbFrame
    arguments: Arguments
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str
    objects: tuple[Token, ...]
    present: frozenset[str]
    carrier: Token | None = None

    @property
    def noun(self) -> bool:
        """Whether the event is named by a noun alone."""
        return self.word.pos_ in ("NOUN", "PROPN") and self.carrier is None

    def satisfied(self, more: Iterable[str] = ()) -> bool:
        """Whether everything the frame needs is there, with `more` besides."""
        there = {*self.present, *more}
        return all(there & set(need) for need in self.frame.needs)


def candidates(sentence: AnnotatedSentence, roles: Roles, lexicon: Lexicon) -> list[Candidate]:
    """Verb candidates and noun candidates in text order; a noun its verb already names is left to the
    verb."""
    found: dict[int, Candidate] = {}
    absorbed: set[int] = set()
    for token in sentence.doc:
        if (
            (token.pos_ not in ("VERB", "AUX") and token.dep_ != grammar.ADJECTIVE_COMPLEMENT)
            or token.dep_ == grammar.ADJECTIVE
            or not {token.lemma_.lower(), token.lower_} & lexicon.heads
        ):
            continue
        made = _verb(token, roles, lexicon, found)
        if made is None:
            continue
        found[token.i] = made
        absorbed |= {
            n.i for t in made.objects for n in (t, *_shaped(t, lexicon)) if names_act(made, n, lexicon)
        }
    for made in [m for m in found.values() if m.frame.type == "Other"]:
        # "began to launch": the beginning is no event beside what begins.
        if lexicon.governors.get(made.word.lemma_.lower()) == "asserted" and any(
            t.i in found for t in made.arguments.complements
        ):
            del found[made.word.i]
    for token in sentence.doc:
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or token.i in absorbed
            or token.lemma_.lower() not in lexicon.nouns
        ):
            continue
        if token.dep_ == grammar.COMPOUND or roles.layer.actor_at(roles.sentence, token.i):
            continue
        noun = _noun(token, roles, lexicon)
        if (
            noun is not None
            and not noun.agents
            and token.dep_ == grammar.OBJECT
            and token.head.i in found
            and found[token.head.i].frame.type in _DECIDING
        ):
            noun = replace(
                noun,
                agents=found[token.head.i].agents,
                present=noun.present | {"agent", "named"} if found[token.head.i].agents else noun.present,
            )
        if noun is not None:
            found[token.i] = noun
    return [found[i] for i in sorted(found)]


def names_act(made: Candidate, obj: Token, lexicon: Lexicon) -> bool:
    """Whether the object noun names the very act its verb carries ("launched an attack"), not another one
    ("ordered an attack")."""
    frames = lexicon.nouns.get(obj.lemma_.lower(), ())
    if obj.i == made.word.i or (
        made.frame.type == "Communication" and obj.lemma_.lower() in lexicon.classes["message"]
    ):
        return obj.i != made.word.i
    if made.frame.type == "Appointment" and obj.lemma_.lower() in lexicon.classes["post"]:
        return True
    return any(f.type == made.frame.type for f in frames) or (
        bool(frames)
        and made.word.lemma_.lower() in ("issue", "give", "send", "make")
        and made.frame.type != "Deployment"
    )


def _keys(verb: Token) -> Iterator[tuple[str, str]]:
    """The lemma with each particle or preposition it has, longest first, then the bare lemma; with the slot
    its object stands in."""
    lemma = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ == grammar.PARTICLE]
    particles += [c.lower_ for c in verb.children if c.dep_ == grammar.ADVERB and c.i == verb.i + 1]
    found = [c.lower_ for c in verb.children if c.dep_ == grammar.PREPOSITION]
    for p in particles:
        for q in found:
            yield f"{lemma} {p} {q}", q
        yield f"{lemma} {p}", "object"
    for q in found:
        yield f"{lemma} {q}", q
    yield lemma, "object"


def _verb(verb: Token, roles: Roles, lexicon: Lexicon, found: dict[int, Candidate]) -> Candidate | None:
    """The verb with the first of its frames whose classes fit and whose needs are met, a date not yet
    counted; failing that, the first that fits."""
    over = governor(verb)
    control = ""
    if over is not None:
        if over.i in found:
            control = found[over.i].frame.control if found[over.i].frame.complement else ""
        elif over.pos_ == "NOUN":
            control = next(
                (f.control for f in lexicon.nouns.get(over.lemma_.lower(), ()) if f.complement), ""
            )
    arguments = verb_arguments(verb, control)
    for prep, heads in arguments.preps.items():
        for frame in (
            lexicon.verbs.get(f"{verb.lower_} {prep}", ())
            if arguments.passive or verb.dep_ == grammar.ADJECTIVE_COMPLEMENT
            else ()
        ):
            minded = replace(
                arguments, subjects=arguments.objects or arguments.subjects, objects=heads, passive=False
            )
            return _filled(verb, frame, minded, heads, roles, lexicon)
    if verb.pos_ == "ADJ":
        return None
    fallback: list[Candidate] = []
    for key, slot in _keys(verb):
        for frame in lexicon.verbs.get(key, ()):
            objects = arguments.objects if slot == "object" else arguments.slot(slot)
            if frame.object and not any(_is_of(t, frame.object, roles, lexicon) for t in objects):
                continue
            if frame.subject and not any(
                _is_of(t, frame.subject, roles, lexicon) for t in arguments.subjects
            ):
                continue
            made = _filled(verb, frame, arguments, objects, roles, lexicon)
            if made.satisfied():
                return made
            fallback.append(made)
    return next((c for c in fallback if c.satisfied(["dated"])), fallback[0] if fallback else None)


def _filled(
    verb: Token,
    frame: VerbFrame,
    arguments: Arguments,
    objects: tuple[Token, ...],
    roles: Roles,
    lexicon: Lexicon,
) -> Candidate:
    def heads(name: str) -> tuple[Token, ...]:
        if name == "direct":
            return arguments.objects if arguments.objects != objects else ()
        return objects if name == "object" else arguments.slot(name)

    acting = arguments.subjects if frame.gives == "subject" else ()
    agents = _named(roles, acting)
    for name in frame.agent:
        agents += [
            a
            for a in _named(roles, heads(name)) or _named(roles, _below(objects, (name,)))
            if a not in agents
        ]
    recipients = _named(roles, arguments.subjects) if frame.gives == "object" else []
    for name in frame.recipient:
        recipients += [a for a in _named(roles, heads(name)) if a not in recipients]
    if frame.complement and frame.control == "object" and "object" in frame.recipient and not recipients:
        # "asked Stalin to send": the parser hangs the one asked on the infinitive.
        inner = [
            s
            for c in arguments.complements
            if is_infinitive(c)
            for s in c.children
            if s.dep_ == grammar.SUBJECT
        ]
        recipients += _named(roles, (t for s in inner for t in with_conjuncts(s)))
    if frame.recipient and not recipients:
        # "sent a telegram to Stalin": the parser may hang the addressee on the object.
        recipients += [a for a in _named(roles, _below(objects, frame.recipient)) if a not in agents]
    if not recipients and frame.type in _ANSWERING:
        # "asked for Stalin's permission", "rejected Kim's proposal"
        recipients += _named(
            roles,
            (
                p
                for o in (*objects, *arguments.slot("for"), *arguments.slot("with"))
                for p in o.children
                if p.dep_ == grammar.POSSESSOR
            ),
        )
    if not agents and arguments.passive:
        # "the Soviet proposal was drafted": whose proposal it is drafted it.
        own = [
            t for t in objects if any(f.type == frame.type for f in lexicon.nouns.get(t.lemma_.lower(), ()))
        ]
        agents = _named(roles, (s for t in own for s in noun_arguments(t).subjects))
    if not agents and frame.type in _MOVED:
        agents = _named(roles, objects)
    place = roles.place(_where(verb, arguments))
    if not place and frame.type in ("Occupation", "MilitaryAction", "Visit"):
        place = roles.place(objects)
    recipients = [a for a in recipients if a not in agents]
    someone = any(_is_somebody(t, roles) for t in (acting or objects))
    present = _present(arguments, objects, agents, recipients, place, someone, lexicon)
    if agents and all(roles.layer.kinds.get(a) == "school" for a in agents):
        present |= {"school"}
    return Candidate(verb, frame, arguments, tuple(agents), tuple(recipients), place, objects, present)


def _named(roles: Roles, tokens: Iterable[Token]) -> list[str]:
    return list(roles.actors(tokens))


def _below(objects: Iterable[Token], slots: tuple[str, ...]) -> list[Token]:
    """What hangs on the objects by one of the prepositions."""
    return [t for o in objects for name, found in prepositions(o).items() if name in slots for t in found]


def _where(word: Token, arguments: Arguments) -> list[Token]:
    """What the word's place prepositions lead to, and one step further down ("across the river in Korea")."""
    near = [h for p in PLACE_PREPOSITIONS for h in arguments.slot(p)]
    return near + [
        h
        for n in (*near, *arguments.objects)
        for p, found in prepositions(n).items()
        if p in PLACE_PREPOSITIONS
        for h in found
    ]


def _is_somebody(token: Token, roles: Roles) -> bool:
    """Whether a head that no mention names still is a person or a body: "young officers", "the
    delegation"."""
    lemma = token.lemma_.lower()
    return (
        token.ent_type_ in ("PERSON", "ORG", "NORP")
        or any(
            lemma in roles.lexicon.classes[name] for name in ("person", "people", "force", "body", "envoy")
        )
        or lemma in roles.lexicon.organs
        or (lemma in roles.layer.lexicon.roles and token.pos_ == "NOUN")
    )


def _present(
    arguments: Arguments,
    objects: tuple[Token, ...],
    agents: list[str],
    recipients: list[str],
    place: str,
    someone: bool,
    lexicon: Lexicon,
) -> frozenset[str]:
    has = {
        "agent": bool(agents) or someone,
        "someone": someone and not agents,
        "named": bool(agents),
        "addressed": bool(recipients),
        "place": bool(place),
        "object": bool(objects),
        "complement": bool(arguments.complements),
        "expletive": arguments.expletive,
        "conjoint": len(agents) > 1,
        "as": bool(arguments.predicates or arguments.slot("as") or arguments.complements),
        "person": any(
            (t.tag_ == grammar.PERSONAL_PRONOUN and t.lower_ not in ("it", "them"))
            or t.ent_type_ == "PERSON"
            or t.lemma_.lower() in lexicon.classes["person"]
            for t in objects
        ),
        "purpose": bool(arguments.slot("for")),
        "supplies": any(
            t.lemma_.lower() in lexicon.classes[k] for t in objects for k in ("supply", "aid", "force")
        ),
        "mandative": any(_is_mandative(c, lexicon) for c in arguments.complements),
        "help": bool(arguments.complements),
        "infinitive": any(is_infinitive(c) for c in arguments.complements),
        "force": any(t.lemma_.lower() in lexicon.classes["force"] for t in arguments.subjects),
        "war": any(t.lemma_.lower() in lexicon.classes["war"] for t in arguments.subjects),
        "setting": any(
            t.lemma_.lower() in lexicon.classes[k]
            for p in _SETTINGS
            for t in arguments.slot(p)
            for k in ("meeting", "message", "speech", "announcement")
        ),
    }
    return frozenset(name for name, there in has.items() if there)


def _is_mandative(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause says what should be done: an infinitive, a gerund, a that-clause with a bare or a
    modal verb."""
    if is_infinitive(clause) or clause.tag_ == grammar.GERUND:
        return True
    auxiliaries = [
        c.lower_ for c in clause.children if c.dep_ in (grammar.AUXILIARY, grammar.PASSIVE_AUXILIARY)
    ]
    bare = clause.tag_ == grammar.BASE_VERB or (
        clause.tag_ == grammar.PRESENT
        and clause.head.tag_ == grammar.PAST
        and clause.dep_ == grammar.CLAUSAL_COMPLEMENT
    )
    return (bare and not auxiliaries) or bool({"should", "must", "be", "ought"} & set(auxiliaries))


def _shaped(token: Token, lexicon: Lexicon) -> tuple[Token, ...]:
    """What a shaping word shapes: of "a sort of compromise" at sort, compromise."""
    return prepositions(token).get("of", ()) if token.lemma_.lower() in lexicon.shapes else ()


def _is_of(token: Token, classes: tuple[str, ...], roles: Roles, lexicon: Lexicon) -> bool:
    return any(
        _in_class(t, name, roles, lexicon) for t in (token, *_shaped(token, lexicon)) for name in classes
    )


def _in_class(token: Token, name: str, roles: Roles, lexicon: Lexicon) -> bool:
    lemma = token.lemma_.lower()
    if name == "actor":
        return bool(roles.actors([token]))
    if name == "place":
        return roles.is_place(token)
    if name == "pronoun":
        return token.pos_ == "PRON" and token.lower_ in ("it", "this", "that", "them", "which", "these")
    if name == "person" and (
        token.lower_ in ("him", "her", "he", "she")
        or token.ent_type_ == "PERSON"
        or any(roles.layer.kinds.get(a) == "person" for a in roles.actors([token]))
    ):
        return True
    if name == "force" and any(_is_army(a, lexicon) for a in roles.actors([token])):
        return True
    return bool({lemma, token.lower_, _compound(token)} & lexicon.classes[name])


def _is_army(name: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.classes["army_names"] for word in name.lower().split())


def _compound(token: Token) -> str:
    before = [
        c for c in token.children if c.dep_ in (grammar.COMPOUND, grammar.ADJECTIVE) and c.i == token.i - 1
    ]
    return f"{before[0].lower_} {token.lemma_.lower()}" if before else ""


def _noun(noun: Token, roles: Roles, lexicon: Lexicon) -> Candidate | None:
    arguments = noun_arguments(noun)
    of = arguments.slot("of")
    fitting = [
        f
        for f in lexicon.nouns.get(noun.lemma_.lower(), ())
        if not f.object or any(_is_of(t, f.object, roles, lexicon) for t in of)
    ]
    if not fitting:
        return None
    frame = fitting[0]
    up = noun
    while (
        up.dep_ == grammar.PREPOSITION_OBJECT
        and up.head.lower_ == "of"
        and up.head.head.lemma_.lower() in lexicon.shapes
        and up.head.head.i != up.i
    ):
        up = up.head.head
    carrier = (
        up.head
        if up.dep_ in (grammar.OBJECT, grammar.PASSIVE_SUBJECT)
        and up.head.pos_ == "VERB"
        and up.head.lemma_.lower() in lexicon.light
        else None
    )
    if (
        carrier is None
        and up.dep_ == grammar.SUBJECT
        and up.head.pos_ == "VERB"
        and up.head.lemma_.lower() in lexicon.occurring
    ):
        carrier = up.head
    if (
        carrier is None
        and up.dep_ == grammar.ATTRIBUTE
        and up.head.lemma_ == "be"
        and any(c.dep_ == grammar.EXPLETIVE for c in up.head.children)
    ):
        carrier = up.head
    agents = _named(roles, arguments.subjects)
    slots = ["by", *frame.agent]
    if frame.of in ("agent", "agents"):
        slots.append("of")
    for name in slots:
        agents += [a for a in _named(roles, arguments.slot(name)) if a not in agents]
    shared = verb_arguments(carrier) if carrier is not None else None
    if shared is not None and (not agents or frame.of == "agents"):
        agents += [a for a in _named(roles, shared.subjects) if a not in agents]
    recipients: list[str] = []
    for name in frame.recipient:
        heads = [*arguments.slot(name), *(shared.slot(name) if shared is not None else ())]
        recipients += [a for a in _named(roles, heads) if a not in recipients and a not in agents]
    if not agents and frame.type in _MOVED:
        agents = _named(roles, of)
    place = roles.place(_where(noun, arguments))
    present = _present(arguments, (), agents, recipients, place, False, lexicon)
    if carrier is not None:
        present |= {"light"}
    if noun.dep_ == grammar.PREPOSITION_OBJECT and noun.head.head.lemma_.lower() in lexicon.topics:
        present |= {"topic"}
    return Candidate(noun, frame, arguments, tuple(agents), tuple(recipients), place, (), present, carrier)
