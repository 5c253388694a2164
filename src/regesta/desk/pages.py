"""The pages of the desk: the start page, a thesis and what is done with it, as a web application for one
person at one machine."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from regesta import __version__
from regesta.desk.theses import LARGEST, Desk, DeskError, Known
from regesta.graph.serve.bounds import names_of, refuse_malformed, refuse_unknown_name
from regesta.graph.serve.problems import Problem
from regesta.review.pages.assets import Assets

#: What a page may load: only what comes from here.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'"
)
#: Bytes a form may have beside its file.
_FORM = 1 << 16
#: What can be read, for the field where a file is chosen.
ENDINGS = ".docx,.odt,.pdf,.txt,.md,.html,.htm,.xhtml,.epub,.xml,.tei"


def create_desk(
    folder: Path, *, stop: Callable[[], None] = lambda: None, address: str = "", port: int = 0
) -> Starlette:
    """The application over the theses of a folder; `stop` ends the program, `address` is where it is, `port`
    the one it was told to take (0: any)."""
    pages = Pages(Desk(folder, address=address, port=port), stop)
    static = Assets("regesta.desk")
    pages.templates.globals["asset"] = static.address
    routes = [
        Route("/", pages.start),
        Route("/theses", pages.dropped, methods=["POST"]),
        Route("/theses/{name}", pages.thesis),
        Route("/theses/{name}/state", pages.state),
        Route("/theses/{name}/go-on", pages.go_on, methods=["POST"]),
        Route("/theses/{name}/about", pages.about, methods=["POST"]),
        Route("/theses/{name}/open", pages.open, methods=["POST"]),
        Route("/stop", pages.stop, methods=["POST"]),
        Route("/static/{path:path}", static),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            Known: pages.known,
            DeskError: pages.refused,
            Problem: pages.problem,
            404: pages.nowhere,
        },
        lifespan=pages.lifespan,
    )
    app.add_middleware(Guard)
    app.state.desk, app.state.token = pages.desk, pages.token
    return app


class Guard:
    """Answers this machine's own names only (no other site's page may be made to ask us), and says what a
    page may load."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            refuse_malformed(scope)
            refuse_unknown_name(scope, names_of((), ""))
        except Problem as problem:
            await Response(problem.title, problem.status, media_type="text/plain")(scope, receive, send)
            return

        async def headed(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                more = {
                    b"content-security-policy": POLICY.encode(),
                    b"x-content-type-options": b"nosniff",
                    b"referrer-policy": b"same-origin",
                }
                headers = message.setdefault("headers", [])
                assert isinstance(headers, list)
                headers.extend(more.items())
            await send(message)

        await self.app(scope, receive, headed)  # type: ignore[arg-type]


class Pages:
    """The answers; each form carries a token, so that only our own pages change anything."""

    def __init__(self, desk: Desk, stop: Callable[[], None]) -> None:
        self.desk, self._stop, self.token = desk, stop, secrets.token_urlsafe(24)
        self.templates = Environment(
            loader=PackageLoader("regesta.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.templates.globals |= {"token": self.token, "version": __version__, "endings": ENDINGS}

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """What was started ends with the application."""
        yield
        await run_in_threadpool(self.desk.close)

    def start(self, request: Request) -> Response:
        """The start page: where a file is dropped, and what lies on the desk."""
        theses = [(thesis, self.desk.work(thesis.name)) for thesis in self.desk.theses()]
        return self._page("start.html", theses=theses, folder=str(self.desk.folder), largest=LARGEST >> 20)

    async def dropped(self, request: Request) -> Response:
        """Takes a file in and leads to its page; one that is too large is refused before it is sent."""
        self._check_origin(request)
        size = request.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > LARGEST + _FORM:
            raise DeskError(
                f"the file is too large, or its size was not told: at most {LARGEST >> 20} MB are read here. "
                "Pictures make files large: save a copy without them, or use `regesta run` in a terminal."
            )
        async with request.form(max_files=1, max_fields=4) as form:
            self._check(request, form.get("token"))
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise DeskError("no file came: choose one, or drop one on the field.")
            thesis = await run_in_threadpool(self.desk.take, file.filename, file.file)
        return RedirectResponse(_address(thesis.name), 303)

    def thesis(self, request: Request) -> Response:
        """One thesis: how well it was read, what is being done, where it can be opened."""
        thesis = self.desk.thesis(request.path_params["name"])
        work = self.desk.work(thesis.name)
        about = self.desk.metadata(thesis.name) if work.state == "ready" else {}
        return self._page("thesis.html", thesis=thesis, work=work, report=work.report, about=about)

    def state(self, request: Request) -> Response:
        """The same for the script that watches: state, stages, what was said."""
        name = request.path_params["name"]
        return JSONResponse(self.desk.work(name).as_json(), headers={"Cache-Control": "no-store"})

    async def go_on(self, request: Request) -> Response:
        """Goes on with a file that was refused, or tries again."""
        name = request.path_params["name"]
        async with request.form() as form:
            self._check(request, form.get("token"))
            anyway = form.get("anyway") == "yes"
            await run_in_threadpool(self.desk.go_on, name, anyway=anyway)  # it waits while a server starts
        return RedirectResponse(_address(name), 303)

    async def about(self, request: Request) -> Response:
        """Keeps the title and the author that somebody mended."""
        name = request.path_params["name"]
        async with request.form() as form:
            self._check(request, form.get("token"))
            title, author = str(form.get("title") or ""), str(form.get("author") or "")
            await run_in_threadpool(self.desk.describe, name, title=title, author=author)
        return RedirectResponse(_address(name), 303)

    async def open(self, request: Request) -> Response:
        """Leads to a thesis's own pages, its server started when it does not run."""
        async with request.form() as form:
            self._check(request, form.get("token"))
            to = "/review/" if form.get("to") == "review" else "/"
            address = await run_in_threadpool(self.desk.open, request.path_params["name"])
        return RedirectResponse(address + to, 303)

    async def stop(self, request: Request) -> Response:
        """Ends the program, every server with it."""
        async with request.form() as form:
            self._check(request, form.get("token"))
        self._stop()
        return self._page("stopped.html")

    def refused(self, request: Request, error: Exception) -> Response:
        """What somebody can mend, said on a page."""
        return self._page("fault.html", 400, what=str(error))

    def known(self, request: Request, error: Exception) -> Response:
        """A file that was dropped before: asks whether to open what was made of it."""
        assert isinstance(error, Known)
        return self._page("known.html", 409, name=error.name, address=_address(error.name))

    def problem(self, request: Request, error: Exception) -> Response:
        """A request that is none of our pages'."""
        assert isinstance(error, Problem)
        return self._page("fault.html", error.status, what=error.detail)

    def nowhere(self, request: Request, error: Exception) -> Response:
        """A page there is not."""
        return self._page("fault.html", 404, what="There is no such page here.")

    def _check(self, request: Request, token: object) -> None:
        """Errors: Problem 403 for a form that is not from a page of ours."""
        self._check_origin(request)
        if not secrets.compare_digest(str(token).encode(), self.token.encode()):
            raise _strange()

    def _check_origin(self, request: Request) -> None:
        """Errors: Problem 403 for a form that another site's page sends."""
        origin = request.headers.get("origin")
        if origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host"):
            raise _strange()

    def _page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        return HTMLResponse(self.templates.get_template(template).render(**values), status)


def _address(name: str) -> str:
    """Where the page of a thesis is."""
    return f"/theses/{quote(name, safe='')}"


def _strange() -> Problem:
    return Problem(
        403,
        "That form is not from this desk",
        "the form was made before the desk was started again, or by another page. Go back to the start page "
        "and do it again.",
    )
