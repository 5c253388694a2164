"""Holders by the rule that names them."""

from __future__ import annotations

from regesta.extract.propose.claims.drafts import NOBODY, holder_by, the_author, unnamed_scholars
from regesta.extract.propose.claims.lexicon import ClaimWords


def test_a_holder_is_as_sure_as_its_rule(words: ClaimWords) -> None:
    holder = holder_by("people", ("burghers",), "actor", words)
    assert (holder.names, holder.voice, holder.rule) == (("burghers",), "actor", "people")
    assert holder.sure == words.weights.holders["people"]


def test_the_writer_and_unnamed_scholars_have_names_of_the_language(words: ClaimWords) -> None:
    assert the_author("impersonal", words).names == (words.holders.author,)
    assert unnamed_scholars("others", words).names == (words.holders.unnamed,)
    assert unnamed_scholars("others", words).voice == "school"
    assert NOBODY.names == ()
