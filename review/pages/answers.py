"""What the pages share in answering: who asks, what a form holds, how a page, a refusal or an error goes
out."""

from __future__ import annotations

import errno
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from regesta.extract.database import DatabaseError
from regesta.review.acts import ActError, Overtaken
from regesta.review.log import NO_SPACE
from regesta.review.pages.authentication import Reviewer
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.site import ReviewSite, base_of

_LOG = logging.getLogger("regesta.review")
#: Bytes a form or a JSON body may have.
MOST_BYTES = 1 << 20
_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a known person."""

    site: ReviewSite
    request: Request
    reviewer: Reviewer

    async def form(self) -> Mapping[str, str]:
        """The fields of a posted form, after its CSRF token was found right."""
        sent = await form_of(self.request)
        self.site.authenticator.refuse_forged(self.request, self.reviewer, sent.get("csrf", ""))
        return sent

    def may_judge(self) -> None:
        """Refuse readers, and who sends verdicts faster than anybody judges."""
        if self.reviewer.role == "reader":
            raise Refusal(
                403,
                "Readers look on",
                f"{self.reviewer.name} has the role of a reader; a reviewer or an editor gives verdicts.",
            )
        if not self.reviewer.speaks_as:
            raise Refusal(
                403,
                "Who are you?",
                "verdicts are signed with your name: say it once, at the top of any page of review, or under "
                "[review] in regesta.toml.",
            )
        self.site.authenticator.refuse_hurried(self.reviewer)
        if self.site.publishing is not None:
            self.site.publishing.changed()

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self.site.page(template, self.request, reviewer=self.reviewer, **values), status)

    def go(self, path: str) -> Response:
        """See another page of review (303)."""
        return RedirectResponse(f"{base_of(self.request)}/{path}", 303)


Handler = Callable[[Asked], Awaitable[Response]]


async def form_of(request: Request) -> Mapping[str, str]:
    """The text fields of a form; files are passed over."""
    declared = request.headers.get("content-length") or "0"
    if not declared.isdecimal() or int(declared) > MOST_BYTES:
        raise Refusal(413, "Too long", f"a form may have {MOST_BYTES:,} bytes.")
    try:
        async with request.form(max_files=0, max_fields=500) as sent:
            fields = {k: v for k, v in sent.items() if isinstance(v, str)}
    except HTTPException as error:
        raise Refusal(400, "Not a form", f"{error.detail} Send the fields of the page, each once.") from error
    if any("\0" in value for value in fields.values()):
        raise Refusal(400, "Not a text", "a field holds the character NUL, which no text has.")
    return fields


def refuse_malformed(request: Request) -> None:
    """Refuse what no browser and no program of ours sends: a host or an origin that is no address, NUL in a
    path or a parameter."""
    for name, before in (("host", "//"), ("origin", "")):
        try:
            address = urlsplit(before + request.headers.get(name, ""))
            _ = address.hostname, address.port  # each is read here and may be what does not parse
        except ValueError as error:
            raise Refusal(
                400, "Not an address", f"the header {name.title()} is no address ({error})."
            ) from error
    if b"\0" in unquote_to_bytes(request.scope["query_string"]) or "\0" in request.scope["path"]:
        raise Refusal(400, "Not a text", "the address holds the character NUL, which no text has.")


def unwritten(error: OSError) -> Refusal:
    """The answer where the workspace cannot be written: nothing of the verdict was kept.

    Errors: the error itself where it is another.
    """
    if error.errno in NO_SPACE:
        return Refusal(507, "The disk is full", "nothing was logged. Make room, then send it again.")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        why = "the folder of the workspace may not be written by this server; nothing was logged."
        return Refusal(503, "The workspace is read-only", why)
    raise error


def unanswered(error: DatabaseError) -> Refusal:
    """The answer where the database that has the verdict log did not do as asked; who runs the server reads
    why in its log."""
    _LOG.error("%s", error)
    why = (
        "the database that holds the verdicts did not answer. What you sent may have been logged or not: "
        "send it again in a while, it is logged once."
    )
    return Refusal(503, "The verdicts are out of reach", why, {"Retry-After": "5"})


class Answering:
    """Makes endpoints of handlers: asks for a login when one is needed, and turns what goes wrong into pages
    or problem details."""

    def __init__(self, site: ReviewSite) -> None:
        self.site = site

    def known(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint only a known person may use."""

        async def endpoint(request: Request) -> Response:
            reviewer: Reviewer | None = None
            try:
                refuse_malformed(request)
                reviewer = self.site.authenticator.who(request)
                if reviewer is None:
                    if request.method == "GET" and not wants_json(request):
                        return self.safe(RedirectResponse(f"{base_of(request)}/login", 303))
                    raise Refusal(
                        401,
                        "Who are you?",
                        "log in, or send your token as `Authorization: Bearer TOKEN`.",
                        {"WWW-Authenticate": 'Bearer realm="regesta review"'},
                    )
                refuse_seeing(request, reviewer)
                return self.safe(await handler(Asked(self.site, request, reviewer)))
            except (Refusal, ActError) as error:
                return self.refused(request, error, reviewer)
            except OSError as error:
                return self.refused(request, unwritten(error), reviewer)
            except DatabaseError as error:
                return self.refused(request, unanswered(error), reviewer)

        return endpoint

    def open(
        self, handler: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint anybody may use, such as the login form."""

        async def endpoint(request: Request) -> Response:
            try:
                refuse_malformed(request)
                self.site.authenticator.refuse_foreign(request)
                return self.safe(await handler(request))
            except Refusal as error:
                return self.refused(request, error, None)

        return endpoint

    def refused(self, request: Request, error: Refusal | ActError, reviewer: Reviewer | None) -> Response:
        """What could not be done, said in the form the request wants."""
        problem = (
            error
            if isinstance(error, Refusal)
            else Refusal(
                409 if isinstance(error, Overtaken) else 404 if "there is no record" in str(error) else 400,
                "Not done",
                str(error),
            )
        )
        if wants_json(request):
            return self.safe(
                JSONResponse(
                    problem.to_dict(), problem.status, problem.headers, media_type="application/problem+json"
                )
            )
        body = self.site.page("refused.html", request, reviewer=reviewer, problem=problem)
        return self.safe(HTMLResponse(body, problem.status, problem.headers))

    @staticmethod
    def safe(response: Response) -> Response:
        """The response with the headers all of them carry."""
        response.headers.update(_SAFE)
        return response


#: Where a second reader may go: what shows others' verdicts is closed to them.
_BLIND = ("/passage", "/amend", "/new", "/pick", "/undo", "/logout", "/api/me", "/api/passages", "/api/undo")


def refuse_seeing(request: Request, reviewer: Reviewer) -> None:
    """Refuse a second reader what shows how others judged.

    Errors: Refusal (403) saying where to go.
    """
    path = request.url.path.removeprefix(base_of(request))
    if reviewer.second_every and not path.startswith(_BLIND):
        raise Refusal(
            403,
            "A second reading is blind",
            f"you read every {reviewer.second_every}th passage without seeing how others judged: go to "
            f"{base_of(request)}/passages.",
        )


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    path = request.url.path.removeprefix(base_of(request))
    return (
        path.startswith("/api/") or path == "/pick" or "application/json" in request.headers.get("accept", "")
    )
