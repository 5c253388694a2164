"""What supports a claim, directly or through other claims: its reasons and what those rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.views.reading import Plain, ask, by_whom, listed, stated

#: Supports of supports are followed so far; no argument of the reviewed thesis goes on longer.
STEPS = 6
#: One step, asked again of what it found: ten times faster than one path of alternatives.
_SUPPORTS = """SELECT DISTINCT ?answer ?through ?text ?start ?who ?voice WHERE {
          VALUES ?answer { %s }
          ?through rg:supports ?answer . FILTER(?through != ?answer) STATED
          OPTIONAL { ?through rg:start ?start }
          OPTIONAL { ?through rg:voice ?voice } OPTIONAL { ?through rg:holder/rdfs:label ?who }
          } ORDER BY ?start ?who""".replace("STATED", stated("through", "text"))


async def supports(site: Site, claims: Collection[str], graphs: tuple[str, ...]) -> dict[str, list[Plain]]:
    """By claim, the claims that support it, the nearest first, each once by its shortest way: `through` is
    the supporting claim with its `text` and holders (`by`), `far` how many steps it is away, and `reason` and
    `reason_text` the direct support that the way goes through."""
    direct: dict[str, list[Plain]] = {}
    asked = set(claims)
    for _ in range(STEPS):
        if not asked:
            break
        rows = await ask(site, _SUPPORTS % listed(asked), graphs)
        direct |= {claim: [] for claim in asked} | _by_answer(rows)
        asked = {row["through"] for row in rows} - direct.keys()
    return {claim: _followed(claim, direct) for claim in claims}


def _by_answer(rows: Iterable[Plain]) -> dict[str, list[Plain]]:
    """The supports by what they support, each once with all its holders as `by`."""
    found: dict[str, dict[str, Plain]] = defaultdict(dict)
    for row in rows:
        link = found[row["answer"]].setdefault(row["through"], row | {"by": ""})
        who = by_whom(row, "who")
        if who and who not in link["by"].split(", "):
            link["by"] = ", ".join(filter(None, (link["by"], who)))
    return {answer: list(links.values()) for answer, links in found.items()}


def _followed(claim: str, direct: Mapping[str, list[Plain]]) -> list[Plain]:
    """What supports a claim within so many steps, breadth first."""
    found: dict[str, Plain] = {}
    step = [row | {"reason": row["through"], "reason_text": row["text"]} for row in direct.get(claim, ())]
    for far in range(1, STEPS + 1):
        new: dict[str, Plain] = {}
        for row in step:
            if row["through"] != claim and row["through"] not in found:
                new.setdefault(row["through"], row | {"far": str(far)})
        found |= new
        step = [
            further | {"reason": row["reason"], "reason_text": row["reason_text"]}
            for row in new.values()
            for further in direct.get(row["through"], ())
        ]
    return list(found.values())
