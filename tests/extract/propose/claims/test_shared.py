"""Claims that say the same in other words, and pairs of which something tells that they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.propose.claims.proposing import propose_claims
from regesta.extract.propose.claims.shared import propose_shared
from regesta.extract.propose.mentions.layer import mention_layer
from regesta.extract.record import Identity

AnnotatedOf = Callable[..., AnnotatedDocument]
#: Sentences of other matters, so that words tell something.
FILLING = (
    "Kyle noted that the harbour dues had doubled.",
    "Kyle noted that the bishops feared a famine.",
    "Kyle noted that the weavers owned few looms.",
    "Kyle noted that the old bridge needed stone.",
)


@pytest.fixture
def shared_of(annotated_of: AnnotatedOf) -> Callable[..., list[Identity]]:
    """`shared_of("sentence", ...)` -> the identities between the claims of these and other sentences."""
    authority = load_authority(shipped_files())

    def of(*sentences: str) -> list[Identity]:
        annotated = annotated_of(*sentences, *FILLING)
        layer = mention_layer(annotated, authority)
        return propose_shared(annotated, layer, propose_claims(annotated, layer))

    return of


ONE = "Kyle argued that Moscow had planned the winter offensive against the southern garrisons."
SAME = "Lucas also claimed that the Kremlin planned an offensive against the southern garrisons in winter."


def test_the_same_in_other_words_is_proposed_and_not_applied(
    shared_of: Callable[..., list[Identity]],
) -> None:
    (found,) = shared_of(ONE, SAME)
    assert found.of_claims
    assert not found.applied
    assert (found.type, found.one != found.other) == ("claim", True)
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    "other",
    [
        SAME.replace("planned", "never planned"),
        SAME.replace("the Kremlin planned", "Washington planned"),
        "Lucas claimed that Moscow had dropped the autumn treaty with the northern bishops.",
    ],
)
def test_a_denial_another_who_acts_and_another_matter_are_not_the_same(
    shared_of: Callable[..., list[Identity]], other: str
) -> None:
    assert shared_of(ONE, other) == []


def test_other_numbers_are_not_the_same(shared_of: Callable[..., list[Identity]]) -> None:
    one, other = (s.replace(".", f" of {year}.") for s, year in ((ONE, 1949), (SAME, 1951)))
    assert shared_of(one, other) == []


def test_a_pack_without_the_table_proposes_nothing(annotated_of: AnnotatedOf, tmp_path: object) -> None:
    from regesta.extract.text.languages import LanguagePack

    annotated = annotated_of(ONE, SAME)
    layer = mention_layer(annotated, load_authority(shipped_files()))
    claims = propose_claims(annotated, layer)
    bare = replace(annotated, language=LanguagePack("xx", tmp_path))  # type: ignore[arg-type]
    assert propose_shared(bare, layer, claims) == []
