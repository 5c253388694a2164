"""The pages of the perspectives, as HTML and as CSV."""

from __future__ import annotations

import csv
import io

from starlette.types import Receive, Scope, Send

from regesta.graph.csvw.rows import guarded
from regesta.graph.serve.protocol.responding import send_body
from regesta.graph.serve.protocol.sparql import pairs
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.perspectives.catalogue import Perspective
from regesta.graph.serve.site.perspectives.listing import Asked, Row, distinct, listing
from regesta.graph.serve.site.views.reading import plain


class PerspectivePage:
    """Answers `/NAME` with a page and `/NAME.csv` with all rows that fit, as spreadsheets read them."""

    def __init__(self, site: Site, perspective: Perspective, *, as_csv: bool = False) -> None:
        self.site, self.perspective, self.as_csv = site, perspective, as_csv

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        graphs = self.site.with_candidates if self.perspective.proposed else None
        key = f"perspective-{self.perspective.name}"
        rows = distinct(plain(await self.site.once(key, self.perspective.query, graphs=graphs)))
        asked = Asked(self.perspective, pairs(scope["query_string"]))
        if self.as_csv:
            await self._table(scope, send, asked.ordered(asked.narrowed(rows)))
            return
        shown = listing(rows, asked)
        await show(
            self.site,
            scope,
            send,
            "perspective.html",
            listing=shown,
            rows=list(shown.rows),
            perspective=self.perspective,
            asked=asked,
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
