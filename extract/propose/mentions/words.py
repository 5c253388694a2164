"""The words of mention finding, read from `mentions.toml` once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.extract.propose.mentions.gazetteer import fold_word
from regesta.extract.text.languages import ENGLISH


class MentionWords:
    """The tables of `mentions.toml`; read-only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        places = data["places"]
        self.locative = frozenset(places["locative"])
        self.motion = frozenset(places["motion"])
        self.departing = frozenset(places["departing"])
        self.sending = frozenset(places["sending"])
        self.reached = frozenset(places["reached"])
        self.conquered = frozenset(places["conquered"])
        self.conquered_nouns = frozenset(places["conquered_nouns"])
        self.fallen = frozenset(places["fallen"])
        self.part_nouns = frozenset(places["part_nouns"])
        self.named_after = frozenset(places["named_after"])
        self.owner_titles = frozenset(data["adjectives"]["titles"])
        self.owner_things = frozenset(data["adjectives"]["things"])
        self.group_nouns = frozenset(data["groups"]["nouns"])
        self.not_groups = frozenset(data["groups"]["not_groups"])
        self.government_nouns = frozenset(data["adjectives"]["government"])
        self.prefixes: dict[str, str] = data["adjectives"]["prefixes"]
        self.force_heads = frozenset(data["forces"]["heads"])
        self.force_middles = frozenset(data["forces"]["middles"])
        self.org_heads = frozenset(data["organisations"]["heads"])
        self.org_not_alone = frozenset(data["organisations"]["not_alone"])
        self.org_lower_heads = tuple(tuple(w.split()) for w in data["organisations"]["lower_heads"])
        self.titles = frozenset(data["titles"]["words"])
        self.person_titles = self.titles - frozenset(data["titles"]["of_offices"])
        self.roles = frozenset(data["persons"]["roles"])
        self.personal_objects = frozenset(data["persons"]["objects"])
        self.human_verbs = frozenset(data["persons"]["verbs"])
        self.not_persons = frozenset(data["not_persons"]["words"])
        self.opener_endings = tuple(data["not_persons"]["opener_endings"])
        self.particles = frozenset(data["titles"]["particles"])
        self.name_suffixes = frozenset(data["titles"]["name_suffixes"])
        self.surname_first = frozenset(fold_word(n) for n in data["surname_first"]["names"])
        pronouns = data["pronouns"]
        self.person_pronouns = frozenset(pronouns["person"])
        self.thing_pronouns = frozenset(pronouns["thing"])
        self.plural_pronouns = frozenset(pronouns["plural"])
        self.agentive = frozenset(pronouns["agentive"])


WORDS = MentionWords(ENGLISH.table("mentions"))
