"""Authors of cited works as actors: who is whom by initials, and who is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.annotate.models import installed
from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.propose.mentions.cited_authors import with_cited_authors
from regesta.extract.propose.mentions.layer import mention_layer, propose_actors
from regesta.extract.record import Actor, Fields, Source

AnnotatedOf = Callable[..., AnnotatedDocument]
pytestmark = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")


def cited(annotated: AnnotatedDocument, *printed: str) -> dict[str, Actor]:
    """The actors of a document that cites books by these authors."""
    layer = mention_layer(annotated, load_authority(shipped_files()))
    sources = [
        Source(id=f"source-{n}", document="d", type="book", fields=Fields(author_names=(name,)))
        for n, name in enumerate(printed)
    ]
    return {a.name: a for a in with_cited_authors(layer, sources, propose_actors(annotated, layer))}


def test_initials_that_agree_are_the_persons_own_name_and_others_are_not(annotated_of: AnnotatedOf) -> None:
    annotated = annotated_of("Myong Lim Park argued that the war was planned.", books=())
    actors = cited(annotated, "M. Park", "Q. Park")
    assert "M. Park" in actors["Myong Lim Park"].aliases
    assert "Q. Park" not in actors["Myong Lim Park"].aliases
    assert actors["Q. Park"].actor_kind == "person"


def test_a_name_that_fits_two_persons_is_nobodys(annotated_of: AnnotatedOf) -> None:
    annotated = annotated_of("John Marsh met James Marsh at the harbour.", books=())
    actors = cited(annotated, "J. Marsh")
    assert "J. Marsh" not in actors
    assert not any("J. Marsh" in a.aliases for a in actors.values())


def test_forms_of_one_author_are_one_actor_surer_by_a_given_name(annotated_of: AnnotatedOf) -> None:
    annotated = annotated_of("The harbour was closed in May.", books=())
    actors = cited(annotated, "Ruth Ellery", "R. Ellery", "T. Oakes")
    assert set(actors) == {"Ruth Ellery", "T. Oakes"}
    assert actors["Ruth Ellery"].aliases == ("R. Ellery",)
    assert actors["Ruth Ellery"].confidence > actors["T. Oakes"].confidence
