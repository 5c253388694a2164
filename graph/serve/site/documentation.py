"""The documentation at /docs: the site that `make site` builds into the folder `manual` beside this file."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from starlette.types import Receive, Scope, Send

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.responding import header, send_body

#: Scripts that stand in a page itself (not data, not in a file of their own).
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
#: Where the site is when it was built.
MANUAL = resources.files("regesta.graph.serve.site").joinpath("manual")
_NAME = re.compile(r"(?!\.)[\w.@-]+")


@dataclass(frozen=True)
class Page:
    """A file of the site, ready to be sent."""

    body: bytes
    media_type: str
    policy: str
    tag: str


class Documentation:
    """Answers `/docs/{path:path}` from a folder of files; a folder's address is its index.html.

    The pages come from a generator that writes small scripts into them: the policy of each names these by
    their digests, so that no other script runs. Errors: Problem 404, which says how the site is built where
    it is not.
    """

    def __init__(self, folder: Traversable | None = None) -> None:
        self.folder = folder or MANUAL
        self._page = lru_cache(maxsize=256)(self._read)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path_params"].get("path", ""))
        page = self._page(path)
        if page is None:
            await self._lead_on(scope, send, path)
            return
        headers = {
            "Content-Type": page.media_type,
            "Cache-Control": "no-cache",
            "ETag": page.tag,
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
            **({"Content-Security-Policy": page.policy} if page.policy else {}),
        }
        known = header(scope, b"if-none-match") == page.tag
        await send_body(scope, send, 304 if known else 200, b"" if known else page.body, headers)

    async def _lead_on(self, scope: Scope, send: Send, path: str) -> None:
        """To the folder's own address; else nowhere."""
        if path and not path.endswith("/") and self._page(path + "/") is not None:
            await send_body(scope, send, 307, b"", {"Location": f"/docs/{path}/"})
            return
        if not self.folder.is_dir():
            raise Problem(
                404,
                "The documentation is not part of this installation",
                "Its source is in the folder docs/ of the project. Type `make site` in a checkout to build "
                "it, then `regesta serve` again.",
            )
        raise Problem(404, "There is no such page", f"The documentation has no page {path}; see /docs/.")

    def _read(self, path: str) -> Page | None:
        steps = (path + "index.html" if not path or path.endswith("/") else path).split("/")
        file = self.folder
        for step in steps:
            if not _NAME.fullmatch(step) or not file.is_dir():
                return None
            file = file.joinpath(step)
        if not file.is_file():
            return None
        body = file.read_bytes()
        kind = mimetypes.guess_type(steps[-1])[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        policy = policy_of(body) if kind == "text/html" else ""
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
        return Page(body, f"{kind}; charset=utf-8" if text else kind, policy, tag)


def policy_of(body: bytes) -> str:
    """What a page may load: files from here, and the scripts that stand in it, by digest."""
    digests = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(body)}
    scripts = " ".join(f"'sha256-{digest}'" for digest in sorted(digests))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
