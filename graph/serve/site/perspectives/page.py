"""The pages of the perspectives, as HTML and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from starlette.types import Receive, Scope, Send

from regesta.graph.csvw.rows import guarded
from regesta.graph.serve.protocol.negotiation import HTML, JSON, choose
from regesta.graph.serve.protocol.responding import header, send_body, send_json
from regesta.graph.serve.protocol.sparql import pairs
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.perspectives.catalogue import DEBATE, LETTERS, Perspective
from regesta.graph.serve.site.perspectives.listing import Asked, Listing, Row, distinct, listing
from regesta.graph.serve.site.perspectives.resting import with_grounds
from regesta.graph.serve.site.pictures.agreement import cited_by, matrix, rivals, shared_sources
from regesta.graph.serve.site.pictures.argument import argued, debates
from regesta.graph.serve.site.pictures.letters import with_threads
from regesta.graph.serve.site.views.reading import plain

#: Debates that stand above the list of answers.
_DEBATES = 16
#: What is worked out from all the rows of a perspective.
_WORKED_OUT: dict[str, Callable[[Sequence[Row]], list[Row]]] = {LETTERS.name: with_threads}


async def rows_of(site: Site, perspective: Perspective) -> list[Row]:
    """All rows of a perspective, read once a generation."""
    if perspective is DEBATE:
        return await site.derived("debate-rows", lambda: _debate(site))
    rows = await _asked(site, perspective)
    more = _WORKED_OUT.get(perspective.name)
    return more(rows) if more else rows


async def _asked(site: Site, perspective: Perspective) -> list[Row]:
    """The rows as the query of a perspective gives them."""
    graphs = site.with_candidates if perspective.proposed else None
    return distinct(
        plain(await site.once(f"perspective-{perspective.name}", perspective.query, graphs=graphs))
    )


async def _debate(site: Site) -> list[Row]:
    """The rows of the debate with their grounds, which are of one generation: they are kept together."""
    return await with_grounds(site, await _asked(site, DEBATE))


async def beside_debate(site: Site, asked: Asked, rows: list[Row]) -> dict[str, Any]:
    """What stands over the table of the debate: what is debated, the matrix of who agrees with whom, and of
    two holders who were chosen the sources they share."""
    pair = [[v for k, v in asked.chosen if k == side] for side in ("who", "whom")]
    between = [pair[0][0], pair[1][0]] if len(pair[0]) == len(pair[1]) == 1 else []
    return {
        "matrix": matrix(asked.narrowed(rows)),
        "debates": debates(site, await argued(site), _DEBATES)
        if asked.begun or (not asked.chosen and not asked.words)
        else [],
        "rivals": rivals(asked.narrowed(rows), await cited_by(site)) if not between else [],
        "between": between,
        "shared": await shared_sources(site, *between) if between and between[0] != between[1] else [],
    }


class PerspectivePage:
    """Answers `/NAME` with a page and `/NAME.csv` with all rows that fit, as spreadsheets read them."""

    def __init__(self, site: Site, perspective: Perspective, *, as_csv: bool = False) -> None:
        self.site, self.perspective, self.as_csv = site, perspective, as_csv

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rows = await rows_of(self.site, self.perspective)
        asked = Asked(self.perspective, pairs(scope["query_string"]))
        as_json = choose(header(scope, b"accept"), (HTML, JSON)) is JSON
        if not self.as_csv and not as_json:
            asked = Asked(self.perspective, pairs(scope["query_string"]), begin=True)
        if self.as_csv:
            await self._table(scope, send, asked.ordered(asked.narrowed(rows)))
            return
        shown = listing(rows, asked)
        if as_json:
            await send_json(scope, send, _as_json(shown))
            return
        more = await beside_debate(self.site, asked, rows) if self.perspective is DEBATE else {}
        await show(
            self.site,
            scope,
            send,
            "perspective.html",
            listing=shown,
            rows=list(shown.rows),
            perspective=self.perspective,
            asked=asked,
            **more,
        )

    async def _table(self, scope: Scope, send: Send, rows: list[Row]) -> None:
        out = io.StringIO()
        table = csv.writer(out)
        columns = self.perspective.columns
        links = sorted({link for _, _, link in columns if link})
        table.writerow([*(name for _, name, _ in columns), *(f"{link} address" for link in links)])
        for row in rows:
            table.writerow([guarded(row.get(v, "")) for v in (*(v for v, _, _ in columns), *links)])
        headers = {
            "Content-Type": "text/csv; charset=utf-8; header=present",
            "Content-Disposition": f'attachment; filename="{self.perspective.name}.csv"',
            "Cache-Control": "no-cache",
        }
        await send_body(scope, send, 200, out.getvalue().encode(), headers)


def _as_json(shown: Listing) -> dict[str, Any]:
    """A page of a list as JSON: `rows` with every variable of the query, `facets` with their counts, how many
    there are, and the address of the next page."""
    return {
        "list": shown.perspective.name,
        "title": shown.perspective.title,
        "all": shown.all,
        "total": shown.total,
        "first": shown.first,
        "rows": [dict(row) for row in shown.rows],
        "facets": {f.name: {c.value: c.count for c in f.choices} for f in shown.facets},
        "next": shown.next or None,
    }
