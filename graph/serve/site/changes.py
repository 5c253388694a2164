"""What changed: the verdicts given last, as a page, as JSON and as an Atom feed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup
from starlette.types import Scope, Send

from regesta.graph.bundle.verbatim import given
from regesta.graph.serve.protocol.description import origin
from regesta.graph.serve.protocol.negotiation import HTML, JSON, choose
from regesta.graph.serve.protocol.responding import header, send_body, send_json
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.dates import in_words
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.views.reading import Plain, plain, word
from regesta.graph.serve.site.views.verdict import DONE

#: So many verdicts are looked at, and so many changes shown: what one person or policy did in one minute is
#: one change.
_VERDICTS, SHOWN = 3000, 50
#: So many of the statements of a change are named.
_NAMED = 5
_LAST = f"""SELECT ?verdict ?at ?outcome ?who ?policy ?reason ?record WHERE {{
  ?verdict a rg:Verdict ; rg:at ?at ; rg:outcome ?outcome ; rg:reviewer/rdfs:label ?who .
  OPTIONAL {{ ?verdict rg:underPolicy/rdfs:label ?policy }} OPTIONAL {{ ?verdict rg:reason ?reason }}
  OPTIONAL {{ ?verdict rg:onRecord ?record }}
}} ORDER BY DESC(?at) DESC(?verdict) LIMIT {_VERDICTS}"""


@dataclass(frozen=True, slots=True)
class Changed:
    """What one person or policy did in one minute: the IRI of its last verdict, when (ISO), what was done, by
    whom, why, on how many records, and the first of them with their words."""

    verdict: str
    at: str
    done: str
    who: str
    why: str
    records: int
    things: Sequence[Plain]

    @property
    def title(self) -> str:
        """In one line."""
        if self.records == 1 and self.things:
            return f"{self.done}: {self.things[0]['label']}"
        return f"{self.done}: {self.records:,} records, by {self.who}"

    @property
    def when(self) -> str:
        """The day and minute in words."""
        return f"{in_words(self.at[:10])}, {self.at[11:16]}"


async def last_changes(site: Site) -> list[Changed]:
    """The changes of the served generation, newest first."""
    rows = plain(await site.once("changes", _LAST, graphs=(f"{site.config.base}graph/review",)))
    together = sorted(rows, key=_minute, reverse=True)  # the order in which they came stays within each
    grouped = [list(group) for _, group in groupby(together, key=_minute)]
    grouped = sorted(grouped, key=lambda group: group[0]["at"], reverse=True)[:SHOWN]
    wanted = {r["record"] for group in grouped for r in group[:_NAMED] if "record" in r}
    labels = await _labels(site, wanted)
    return [_changed(group, labels) for group in grouped]


def _minute(row: Plain) -> tuple[str, str, str, str]:
    """What the verdicts of one change have in common."""
    return row["at"][:16], row["who"], row.get("policy", ""), row["outcome"]


async def _labels(site: Site, things: Iterable[str]) -> dict[str, str]:
    """What things are called, accepted or not."""
    listed = " ".join(f"<{iri}>" for iri in sorted(things))
    query = f"SELECT ?thing (SAMPLE(?l) AS ?label) {{ VALUES ?thing {{ {listed} }} ?thing rdfs:label ?l }} "
    found: dict[str, str] = {}
    for graphs in ((f"{site.config.base}graph/candidates",), ("",)):  # what is accepted has the last word
        rows = plain(await site.rows(f"{query} GROUP BY ?thing", graphs=graphs))
        found |= {row["thing"]: row["label"] for row in rows if "thing" in row}
    return found


def _changed(group: Sequence[Plain], labels: dict[str, str]) -> Changed:
    first = group[0]
    records = list(dict.fromkeys(r["record"] for r in group if "record" in r))
    done = DONE.get(word(first["outcome"]), word(first["outcome"]).capitalize())
    things = [{"thing": r, "label": _called(labels.get(r, ""))} for r in records[:_NAMED]]
    who = f"the policy {first['policy']}" if "policy" in first else first["who"]
    reasons = {r.get("reason", "") for r in group}
    why = reasons.pop() if len(reasons) == 1 else ""
    return Changed(first["verdict"], first["at"], done, who, why, max(len(records), 1), things)


def _called(label: str) -> str:
    return label if given(label) else "a statement whose words are not given here"


async def changes(site: Site, scope: Scope, send: Send) -> None:
    """`/changes`."""
    found = await last_changes(site)
    if choose(header(scope, b"accept"), (HTML, JSON)) is JSON:
        await send_json(scope, send, [_as_json(site, change) for change in found])
        return
    await show(site, scope, send, "changes.html", changes=found, things=[c.things for c in found])


def _as_json(site: Site, change: Changed) -> dict[str, Any]:
    return {
        "verdict": change.verdict,
        "at": change.at,
        "title": change.title,
        "by": change.who,
        "why": change.why,
        "records": change.records,
        "things": [dict(t) | {"page": site.local(t["thing"])} for t in change.things],
    }


_FEED = Markup("""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{id}</id>
<title>{title}: what changed</title>
<updated>{updated}</updated>
<link rel="self" type="application/atom+xml" href="{here}/changes.atom"/>
<link rel="alternate" type="text/html" href="{here}/changes"/>
<generator>Regesta</generator>
{entries}</feed>
""")
_ENTRY = Markup("""<entry>
<id>{id}</id>
<title>{title}</title>
<updated>{at}</updated>
<author><name>{who}</name></author>
<link rel="alternate" type="text/html" href="{href}"/>
<content type="text">{said}</content>
</entry>
""")
#: When nothing was judged yet; a feed needs a time.
_NEVER = "1970-01-01T00:00:00Z"


async def feed(site: Site, scope: Scope, send: Send) -> None:
    """`/changes.atom` (RFC 4287): the id of an entry is the IRI of its verdict, so that readers know what
    they have seen."""
    found = await last_changes(site)
    here = origin(site, scope)
    entries = Markup().join(_entry(site, here, change) for change in found)
    body = _FEED.format(
        id=f"{site.config.base}changes",
        title=site.config.title,
        updated=found[0].at if found else _NEVER,
        here=here,
        entries=entries,
    )
    headers = {"Content-Type": "application/atom+xml; charset=utf-8", "Cache-Control": "no-cache"}
    await send_body(scope, send, 200, body.encode(), headers)


def _entry(site: Site, here: str, change: Changed) -> Markup:
    leads = change.things[0]["thing"] if change.records == 1 and change.things else change.verdict
    said = [*([f"Why: {change.why}"] if change.why else []), *(t["label"] for t in change.things)]
    return _ENTRY.format(
        id=change.verdict,
        title=change.title,
        at=change.at,
        who=change.who,
        href=f"{here}{site.local(leads)}",
        said=_clean("\n".join(said)),
    )


def _clean(text: str) -> str:
    """Text without the characters XML has no place for."""
    return "".join(c for c in text if c in "\n\t" or c >= " ")


__all__ = ["Changed", "changes", "feed", "last_changes"]
