"""What pages call the four ways in which one claim answers another; data keep the vocabulary's names."""

from __future__ import annotations

#: By the property of the vocabulary (`rg:attacks` ...): what the one who answers does, and what is done to
#: the one who is answered.
ANSWERING = {
    "attacks": ("rejects", "rejected"),
    "undercuts": ("undercuts", "undercut"),
    "concedes": ("grants", "granted"),
    "supports": ("supports", "supported"),
}


def does(how: str) -> str:
    """What an answer does, as pages say it; anything else as it stands."""
    return ANSWERING.get(how, (how, how))[0]


def done(how: str) -> str:
    """What is done to what is answered."""
    return ANSWERING.get(how, (how, how))[1]
