"""What every page of review works with: the workspace's review session, opened when first needed, the
authenticator, the templates."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlencode

import anyio.to_thread
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.datastructures import QueryParams
from starlette.requests import Request

from regesta.extract.workspace import ACROSS, Workspace
from regesta.review.arguing import does
from regesta.review.pages.assets import Assets
from regesta.review.pages.authentication import Authenticator, Reviewer
from regesta.review.pages.refusal import Refusal
from regesta.review.queue import ORDERS, QUEUE_KINDS, REVIEWED, Order, Wanted
from regesta.review.queue_index import PASSES
from regesta.review.session import ReviewSession

if TYPE_CHECKING:
    from regesta.review.pages.publishing import Publishing

#: Browser code and styles of the pages.
ASSETS = Assets("regesta.review.pages")
STATUSES = ("candidate", "changed", "deferred", "accepted", "rejected", "")
ORDER_NAMES: Mapping[str, str] = {
    "document": "as in the document",
    "uncertain": "least certain first",
    "connected": "most connected first",
    "disputed": "where reviewers disagree",
    "discrepancy": "where the document disagrees with itself",
    "learned": "likeliest first",
}
STATUS_NAMES: Mapping[str, str] = {
    "candidate": "to judge",
    "changed": "changed since judged",
    "deferred": "deferred",
    "accepted": "accepted",
    "rejected": "rejected",
    "": "all",
}


@dataclass(slots=True)
class ReviewSite:
    """One workspace under review. `home` is where the site's own front page is, `desk` the
    desk that started the server ("": none); `publishing` makes what was
    judged the served graph, where something can."""

    workspace: Workspace
    authenticator: Authenticator
    home: str = "/"
    desk: str = ""
    publishing: Publishing | None = None
    pages: Environment = field(default_factory=lambda: _environment())
    _desk: ReviewSession | None = None
    _stamps: Mapping[str, Hashable] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def _open(self) -> ReviewSession:
        with self._guard:
            stamps = self.workspace.record_store().stamps([*self.workspace.documents(), ACROSS])
            if self._desk is None:
                self._desk = ReviewSession(self.workspace)
            elif stamps != self._stamps:
                self._desk.texts.update(
                    {name: self.workspace.text(name) for name in self.workspace.documents()}
                )
                self._desk.reload()
            self._stamps = stamps
        self._desk.catch_up()
        return self._desk

    async def session(self) -> ReviewSession:
        """The review session, in step with what other programs wrote to the log and with the last
        extraction."""
        return await anyio.to_thread.run_sync(self._open)

    def page(self, name: str, request: Request, **values: Any) -> str:
        """A rendered template; `base` is the address the pages are mounted under."""
        reviewer: Reviewer | None = values.pop("reviewer", None)
        return self.pages.get_template(name).render(
            base=base_of(request),
            home=self.home,
            desk=self.desk,
            publishes=self.publishing is not None,
            reviewer=reviewer,
            csrf=self.authenticator.csrf(reviewer),
            local=self.authenticator.local,
            orders=ORDER_NAMES,
            statuses=STATUS_NAMES,
            kinds=REVIEWED,
            passes=PASSES,
            **values,
        )


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("regesta.review.pages", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = ASSETS.address
    made.filters["query"] = query_of
    made.filters["does"] = does
    made.filters["short"] = short
    made.filters["plural"] = plural
    #: A new name for the request of a form, so that a form sent twice is done once.
    made.globals["new_key"] = partial(secrets.token_urlsafe, 12)
    return made


def short(text: str, most: int = 160) -> str:
    """A text cut at a word, with an ellipsis when something is left out."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"


def plural(word: str) -> str:
    """Several of a kind: claims, identities."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def base_of(request: Request) -> str:
    """The path the pages are mounted under, without a slash at its end."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def query_of(wanted: Wanted, **more: object) -> str:
    """A filter as the query part of an address, defaults left out; empty or with its question mark."""
    plain = Wanted()
    rows: dict[str, object] = {
        name: getattr(wanted, field)
        for name, field in FILTERS.items()
        if getattr(wanted, field) != getattr(plain, field)
    }
    rows |= {k: v for k, v in more.items() if v not in ("", None)}
    return "?" + urlencode(rows) if rows else ""


#: Names in addresses and forms -> fields of `Wanted`.
FILTERS: Mapping[str, str] = {
    "kind": "kind",
    "status": "status",
    "document": "document",
    "q": "words",
    "least": "least",
    "order": "order",
}


def wanted_of(values: QueryParams | Mapping[str, Any]) -> Wanted:
    """The filter an address or a form names.

    Errors: Refusal (400) naming what is legal.
    """
    return Wanted(
        kind=_one_of(values, "kind", ("", *PASSES, *QUEUE_KINDS), ""),
        status=_status(values),
        document=str(values.get("document") or ""),
        words=str(values.get("q") or ""),
        least=_confidence(values),
        order=cast(Order, _one_of(values, "order", ORDERS, "document")),
    )


def filter_said(query: str) -> Wanted:
    """The filter that the query part of an address names.

    Errors: Refusal (400) naming what is legal.
    """
    rows = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=20)
    return wanted_of(dict(rows))


def _one_of(values: QueryParams | Mapping[str, Any], name: str, legal: Sequence[str], default: str) -> str:
    """A value out of a closed list; an empty one is the default."""
    value = str(values.get(name) or default)
    if value not in legal:
        raise _no_such_filter(f"{name} is {value!r}; it may be {', '.join(v for v in legal if v)}.")
    return value


def _status(values: QueryParams | Mapping[str, Any]) -> str:
    """The status wanted: candidates where none is named, any where it is empty or "all"."""
    value = values.get("status")
    status = "candidate" if value is None else "" if value == "all" else str(value)
    return _one_of({"status": status}, "status", STATUSES, "")


def _confidence(values: QueryParams | Mapping[str, Any]) -> float:
    """The least confidence wanted."""
    value = values.get("least")
    try:
        return float(value or 0)
    except ValueError as error:
        raise _no_such_filter(f"least is {value!r}; it is a confidence from 0 to 1, such as 0.6.") from error


def _no_such_filter(message: str) -> Refusal:
    return Refusal(400, "No such filter", message)
