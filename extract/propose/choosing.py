"""Which proposers work, and how what they propose is combined: `[proposers]` of `regesta.toml`, or Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any, cast, get_args

from regesta.extract.propose.llm.proposer import Llm
from regesta.extract.propose.proposer import STEPS, Combine, Proposer, ProposerError, Step
from regesta.extract.propose.rules import RULES

#: Where other people's packages name theirs: `[project.entry-points."regesta.proposers"]`, name =
#: "module:object".
GROUP = "regesta.proposers"
#: The proposers that come with Regesta.
SHIPS: tuple[Proposer, ...] = (*RULES, Llm())
#: What the shipped proposer of a step is called, whatever its version.
SHIPPED = "rules"
COMBINES: tuple[str, ...] = get_args(Combine)


@dataclass(frozen=True, slots=True)
class Choice:
    """A proposer chosen for a step, how its records join those before, and its own settings."""

    proposer: Proposer
    combine: Combine = "keep"
    settings: Mapping[str, Any] = field(default_factory=dict)


#: The proposers of every step, in the order in which they are combined.
Choices = Mapping[Step, tuple[Choice, ...]]


def choices(given: Mapping[str, Any] | None = None) -> Choices:
    """The proposers of every step: the rules, but where `given` says otherwise.

    `given` is what `[proposers]` holds: a step's name -> a list of names, of tables such as {use = "llm",
    combine = "add"}, or (in Python) of proposers; beside it `settings`, a proposer's name -> its settings.
    An empty list leaves a step out.
    Errors: ProposerError for an unknown step, name or way to combine, with those there are.
    """
    rows = dict(given or {})
    settings = rows.pop("settings", {})
    unknown = sorted(set(rows) - set(STEPS))
    if unknown:
        raise ProposerError(
            f"[proposers] names unknown steps {', '.join(unknown)}; the steps are {', '.join(STEPS)}, "
            "and settings of a proposer stand in [proposers.settings.NAME]."
        )
    return {step: _of_step(step, rows.get(step, [SHIPPED]), settings) for step in STEPS}


def _of_step(step: Step, row: Any, settings: Mapping[str, Any]) -> tuple[Choice, ...]:
    if isinstance(row, str) or not isinstance(row, Sequence):
        raise ProposerError(
            f'[proposers] has {step} = {row!r}, which is no list. Write for instance {step} = ["rules"].'
        )
    out: list[Choice] = []
    for entry in row:
        used, combine = _entry(step, entry)
        proposer = named(step, used) if isinstance(used, str) else used
        label = used if isinstance(used, str) else proposer.name
        out.append(Choice(proposer, combine, settings.get(label) or settings.get(_bare(proposer.name)) or {}))
    return tuple(out)


def _entry(step: Step, entry: Any) -> tuple[str | Proposer, Combine]:
    """What one entry of a step's list uses, and how it is combined."""
    combine: Any = "keep"
    used: Any = entry
    if isinstance(entry, Mapping):
        extra = sorted(set(entry) - {"use", "combine"})
        if extra or "use" not in entry:
            raise ProposerError(
                f"[proposers] has for {step} the entry {dict(entry)!r}; an entry has `use` (a name) and may "
                "have "
                f"`combine` ({', '.join(COMBINES)})."
            )
        used, combine = entry["use"], entry.get("combine", "keep")
    if combine not in COMBINES:
        raise ProposerError(
            f"[proposers] combines {used!r} for {step} by {combine!r}; the ways are {', '.join(COMBINES)}."
        )
    if not isinstance(used, str | Proposer):
        raise ProposerError(
            f"[proposers] has for {step} {used!r}, which is neither a name nor a proposer: a callable with "
            "`name` and `steps`."
        )
    return used, cast(Combine, combine)


def named(step: Step, name: str) -> Proposer:
    """The proposer of a step that a name means: with its version ("claims.v2"), without when only one has the
    name, or "rules" for the shipped one.

    Errors: ProposerError for a name nobody has, two with one name, or one that is for other steps.
    """
    if name == SHIPPED:
        return next(r for r in RULES if step in r.steps)
    others, broken = _installed()
    there = (*SHIPS, *others)
    fits = [p for p in there if p.name == name] or [p for p in there if _bare(p.name) == name]
    usable = [p for p in fits if step in p.steps]
    if len(usable) == 1:
        return usable[0]
    raise ProposerError(" ".join([_misnamed(name, step, fits, there), *broken]))


def _misnamed(name: str, step: Step, fits: Sequence[Proposer], there: Sequence[Proposer]) -> str:
    """What to say of a name that means no proposer of the step, or several."""
    usable = [p.name for p in fits if step in p.steps]
    listed = ", ".join(sorted({SHIPPED, *(p.name for p in there if step in p.steps)}))
    if usable:
        return f"{name!r} means {len(usable)} proposers: {', '.join(usable)}. Name one with its version."
    if fits:
        steps = ", ".join(fits[0].steps)
        return f"the proposer {name!r} is for {steps}, not for {step}. For {step} there are {listed}."
    return (
        f"there is no proposer called {name!r}. For {step} there are {listed}. Install the package that has "
        "it, "
        "or mend [proposers] in regesta.toml; see docs/proposers.md."
    )


def available() -> tuple[Proposer, ...]:
    """The shipped proposers, then those of installed packages (entry-point group `regesta.proposers`), by
    name; without those that cannot be loaded."""
    return (*SHIPS, *_installed()[0])


def _installed() -> tuple[list[Proposer], list[str]]:
    """The proposers of installed packages by the name of their entry point, and what is wrong with the
    others."""
    found: list[Proposer] = []
    broken: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        try:
            made = point.load()
            made = made() if isinstance(made, type) else made
        except Exception as error:
            broken.append(
                f"The installed proposer {point.name!r} ({point.value}) cannot be loaded: "
                f"{type(error).__name__}: {error}."
            )
            continue
        if isinstance(made, Proposer):
            found.append(made)
        else:
            broken.append(
                f"The entry point {point.name!r} ({point.value}) is no proposer: it needs `name`, `steps` "
                "and a call "
                "with (annotated, context)."
            )
    return found, broken


def _bare(name: str) -> str:
    """A proposer's name without its version."""
    return name.rpartition(".v")[0] or name
