"""Refusals as problem details."""

from __future__ import annotations

from regesta.review.pages.refusal import Refusal


def test_a_refusal_is_a_problem_of_rfc_9457() -> None:
    refusal = Refusal(403, "Somebody else's verdict", "an editor may take it back", {"Retry-After": "1"})
    assert refusal.to_dict() == {
        "type": "about:blank",
        "title": "Somebody else's verdict",
        "status": 403,
        "detail": "an editor may take it back",
    }
    assert (str(refusal), refusal.headers) == ("an editor may take it back", {"Retry-After": "1"})
    assert Refusal(404, "Not found", "there is no such page").headers == {}
