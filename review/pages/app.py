"""The review pages as a web application, to be mounted under a path of the server or served alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from regesta.extract.workspace import Workspace
from regesta.review.pages import adding, amending, api, merging, passages, views
from regesta.review.pages.answers import Answering
from regesta.review.pages.authentication import Access, Authenticator, read_access
from regesta.review.pages.imports import Imports
from regesta.review.pages.publishing import Publish, Publishing, publish_as_json
from regesta.review.pages.publishing import publish as publish_now
from regesta.review.pages.site import ASSETS, ReviewSite


def create_review(
    workspace: Workspace,
    *,
    reviewers: Mapping[str, Any] | None = None,
    access: Access | None = None,
    home: str = "/",
    desk: str = "",
    publish: Publish | None = None,
) -> Starlette:
    """The pages of one workspace's review.

    Who may do what comes from `[review]` of regesta.toml; `reviewers` stands in for its table of that name,
    `access` for all of it. `home` is the address of the site's front page, `desk` that of the desk it was
    started from; `publish` builds and publishes the
    graph. The review session is opened at the first request.
    Errors: WorkspaceError for settings that are not legal.
    """
    settings = dict(workspace.settings.review) | ({"reviewers": reviewers} if reviewers is not None else {})
    given = access or read_access(settings, public_url=str(workspace.settings.serve.get("public_url", "")))
    publishing = Publishing(publish, given.publish_after) if publish is not None else None
    site = ReviewSite(workspace, Authenticator(given), home, desk, publishing)
    answer, login, imports = Answering(site), views.Login(site), Imports()
    app = Starlette(
        routes=[
            Route("/", answer.known(views.queue), methods=["GET"]),
            Route("/login", answer.open(login.form), methods=["GET"]),
            Route("/login", answer.open(login.enter), methods=["POST"]),
            Route("/logout", answer.open(login.leave), methods=["POST"]),
            Route("/name", answer.known(views.introduce), methods=["POST"]),
            Route("/progress", answer.known(views.progress), methods=["GET"]),
            Route("/passages", answer.known(passages.passages), methods=["GET"]),
            Route("/passage/{sentence}", answer.known(passages.passage), methods=["GET"]),
            Route("/passage/{sentence}", answer.known(passages.judge_whole), methods=["POST"]),
            Route("/amend/{sentence}/{record}", answer.known(amending.show), methods=["GET"]),
            Route("/amend/{sentence}/{record}", answer.known(amending.amend), methods=["POST"]),
            Route("/new", answer.known(adding.new), methods=["GET"]),
            Route("/new", answer.known(adding.add), methods=["POST"]),
            Route("/import", answer.known(imports.form), methods=["GET"]),
            Route("/import", answer.known(imports.upload), methods=["POST"]),
            Route("/import/confirm", answer.known(imports.confirm), methods=["POST"]),
            Route("/import/back", answer.known(imports.back), methods=["POST"]),
            Route("/several", answer.known(views.several), methods=["POST"]),
            Route("/merge/{record}", answer.known(merging.ask), methods=["GET"]),
            Route("/undo", answer.known(views.undo), methods=["POST"]),
            Route("/withdraw", answer.known(views.withdraw), methods=["POST"]),
            Route("/publish", answer.known(publish_now), methods=["POST"]),
            Route("/pick", answer.known(api.pick), methods=["GET"]),
            Route("/api/me", answer.known(api.me), methods=["GET"]),
            Route("/api/queue", answer.known(api.queue), methods=["GET"]),
            Route("/api/records/{record}", answer.known(api.record), methods=["GET"]),
            Route("/api/records", answer.known(adding.add_as_json), methods=["POST"]),
            Route("/api/passages", answer.known(passages.judge_as_json), methods=["POST"]),
            Route("/api/verdicts", answer.known(api.give), methods=["POST"]),
            Route("/api/undo", answer.known(api.undo), methods=["POST"]),
            Route("/api/withdrawals", answer.known(api.withdraw), methods=["POST"]),
            Route("/api/publish", answer.known(publish_as_json), methods=["POST"]),
            Route("/static/{path:path}", ASSETS),
            Route("/{record}", answer.known(views.record), methods=["GET"]),
            Route("/{record}", answer.known(views.judge), methods=["POST"]),
            Route("/{path:path}", answer.known(views.nothing)),
        ]
    )
    app.state.site = site
    return app
