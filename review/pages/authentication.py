"""Who is reviewing: named reviewers with hashed tokens, sessions, a proxy's user header, or the one person of
a local workspace."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from regesta.extract.workspace import WorkspaceError
from regesta.review.pages.refusal import Refusal
from regesta.review.signature import signed

Role = Literal["reader", "reviewer", "editor"]
ROLES: tuple[str, ...] = get_args(Role)
COOKIE = "regesta_review"
SESSION_SECONDS = 12 * 3600
#: Verdicts a second one person may give when the pages are served to others, and how many at once.
VERDICTS_A_SECOND, BURST = 60, 600
#: Where the server notes the address a request really came from.
PEER = "regesta.peer"
#: Wrong tokens one address may try in a minute.
TRIES = 10
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A person: `name` as they log in, `speaks_as` what verdicts carry (an ORCID when known), `by` how we
    know who they are. `second_every`: they read every so manieth passage a second time, blind; 0 for not."""

    name: str
    role: Role
    speaks_as: str
    by: Literal["local", "session", "bearer", "proxy"] = "local"
    second_every: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of `[review.reviewers]`; `token_sha256` in hex, empty for people only a proxy lets in."""

    name: str
    role: Role = "reviewer"
    token_sha256: str = ""
    orcid: str = ""
    second_every: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The `[review]` settings that say who may do what. With no `reviewers` only this machine may come in, as
    `local_name`, "" until somebody said who they are; `local_signs` is what their verdicts carry.
    `publish_after` is how many quiet seconds after a verdict the graph is published, 0 for
    never."""

    local_name: str
    local_signs: str = ""
    reviewers: Mapping[str, Entry]
    user_header: str = ""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    public_url: str = ""
    publish_after: float = 0.0


def read_access(settings: Mapping[str, Any], *, public_url: str = "") -> Access:
    """Access out of the `[review]` table of regesta.toml.

    Errors: WorkspaceError naming the setting and what is legal.
    """
    known = {"reviewer", "orcid", "reviewers", "user_header", "trusted_proxies", "publish_after_seconds"}
    if unknown := sorted(set(settings) - known):
        raise WorkspaceError(
            f"[review] has unknown settings {', '.join(unknown)}; the settings are "
            f"{', '.join(sorted(known))}. Mend it in regesta.toml."
        )
    entries: dict[str, Entry] = {}
    for name, row in dict(settings.get("reviewers", {})).items():
        row = {"token_sha256": row} if isinstance(row, str) else dict(row)
        entry = Entry(
            name=name,
            role=row.get("role", "reviewer"),
            token_sha256=str(row.get("token_sha256", "")).lower(),
            orcid=str(row.get("orcid", "")),
            second_every=_every(row.get("second_every", 0), name),
        )
        where = f"[review.reviewers] {name}"
        if set(row) - {"role", "token_sha256", "orcid", "second_every"}:
            raise WorkspaceError(
                f"{where} has unknown settings; a reviewer has token_sha256, role, orcid and second_every. "
                "Mend it in regesta.toml."
            )
        if entry.role not in ROLES:
            raise WorkspaceError(
                f"{where} has role {entry.role!r}; the roles are {', '.join(ROLES)}. Mend it in regesta.toml."
            )
        if entry.token_sha256 and not _SHA256.match(entry.token_sha256):
            raise WorkspaceError(
                f"{where} has a token_sha256 that is not 64 hex digits. Type: printf %s TOKEN | sha256sum"
            )
        entries[name] = entry
    return Access(
        local_name=str(settings.get("reviewer") or signed(None, settings)),
        local_signs=signed(str(settings.get("orcid") or settings.get("reviewer") or ""), settings),
        reviewers=entries,
        user_header=str(settings.get("user_header", "")).lower(),
        trusted_proxies=tuple(settings.get("trusted_proxies", ("127.0.0.1", "::1"))),
        public_url=public_url.rstrip("/"),
        publish_after=_seconds(settings.get("publish_after_seconds", 0)),
    )


def _every(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise WorkspaceError(
            f"[review.reviewers] {name} has second_every {value!r}; it is a number, as 5 for every fifth "
            "passage, 0 for none. Mend it in regesta.toml."
        )
    return value


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise WorkspaceError(
            f"[review] publish_after_seconds is {value!r}; it is a number of seconds, 0 for never. Mend it "
            "in regesta.toml."
        )
    return float(value)


class Authenticator:
    """Decides per request who is asking, and whether a post is really theirs. Sessions and CSRF tokens end
    with the process."""

    def __init__(self, access: Access, *, clock: Callable[[], float] = time.time) -> None:
        self.access, self.clock = access, clock
        self._secret = secrets.token_bytes(32)
        self._tries: dict[str, list[float]] = defaultdict(list)
        self._budgets: dict[str, tuple[float, float]] = {}

    @property
    def local(self) -> bool:
        """Whether no login is asked for, because only this machine may come in."""
        return not self.access.reviewers

    def who(self, request: HTTPConnection) -> Reviewer | None:
        """The person asking; None when they must log in first.

        Errors: Refusal for a wrong bearer token, and for anybody but this machine when no reviewers are
        named.
        """
        self.refuse_foreign(request)
        if self.local:
            if not _is_local(request):
                raise Refusal(
                    403,
                    "Not from this machine",
                    "this workspace names no reviewers, so only the machine it lies on may review it, and "
                    "nothing may stand between. "
                    "To let others in, add [review.reviewers] to regesta.toml (docs/review.md shows how) and "
                    "start again.",
                )
            signs = self.access.local_signs or self.access.local_name
            return Reviewer(name=self.access.local_name, role="editor", speaks_as=signs)
        header = request.headers.get("authorization", "")
        if header.lower().startswith("bearer "):
            entry = self.by_token(request, header[7:].strip())
            if entry is None:
                raise Refusal(
                    401,
                    "Unknown token",
                    "no reviewer has this token.",
                    {"WWW-Authenticate": 'Bearer realm="regesta review"'},
                )
            return _reviewer(entry, "bearer")
        if self.access.user_header and _peer(request) in self.access.trusted_proxies:
            entry = self.access.reviewers.get(request.headers.get(self.access.user_header, ""))
            if entry is not None:
                return _reviewer(entry, "proxy")
        entry = self._by_session(request.cookies.get(COOKIE, ""))
        return _reviewer(entry, "session") if entry is not None else None

    def refuse_hurried(self, reviewer: Reviewer) -> None:
        """Refuse more verdicts than a person, or a careful program, gives: over `VERDICTS_A_SECOND` for
        longer than a burst. This machine alone is not held back.

        Errors: Refusal (429) saying when to go on.
        """
        if self.local:
            return
        now = self.clock()
        left, since = self._budgets.get(reviewer.name, (float(BURST), now))
        left = min(float(BURST), left + max(now - since, 0.0) * VERDICTS_A_SECOND)  # clocks are set back, too
        if left < 1:
            self._budgets[reviewer.name] = (left, now)
            raise Refusal(
                429,
                "Too fast",
                f"more than {VERDICTS_A_SECOND} verdicts a second came from {reviewer.name}; go on in a "
                "second.",
                {"Retry-After": "1"},
            )
        self._budgets[reviewer.name] = (left - 1, now)

    def by_token(self, request: HTTPConnection, token: str) -> Entry | None:
        """The reviewer whose token this is.

        Errors: Refusal (429) when this address tried too many wrong ones.
        """
        address, now = request.client.host if request.client else "", self.clock()
        tries = self._tries[address] = [t for t in self._tries[address] if 0 <= now - t < 60]
        if len(tries) >= TRIES:
            raise Refusal(
                429, "Too many tries", "wait a minute before the next token.", {"Retry-After": "60"}
            )
        digest = hashlib.sha256(token.encode()).hexdigest()
        found = None
        for entry in self.access.reviewers.values():
            # Every digest is compared, so that the time taken does not tell which names have tokens.
            if entry.token_sha256 and hmac.compare_digest(entry.token_sha256, digest):
                found = entry
        if found is None:
            tries.append(now)
        return found

    def session(self, entry: Entry) -> str:
        """A cookie value that names the reviewer for twelve hours."""
        said = f"{entry.name.encode().hex()}.{int(self.clock()) + SESSION_SECONDS}"
        return f"{said}.{self._sign('session', said + entry.token_sha256)}"

    def _by_session(self, cookie: str) -> Entry | None:
        name, _, rest = cookie.partition(".")
        until, _, signature = rest.partition(".")
        try:
            entry = self.access.reviewers.get(bytes.fromhex(name).decode())
            expired = int(until) < self.clock()
        except ValueError:
            return None
        if (
            entry is None
            or expired
            or not hmac.compare_digest(
                signature, self._sign("session", f"{name}.{until}{entry.token_sha256}")
            )
        ):
            return None
        return entry

    def csrf(self, reviewer: Reviewer | None) -> str:
        """The token every form of this person carries."""
        return self._sign("csrf", f"{reviewer.by}:{reviewer.name}" if reviewer else "")

    def refuse_forged(self, request: HTTPConnection, reviewer: Reviewer | None, token: str) -> None:
        """Refuse a post that some other site made the browser send. A bearer token needs no proof: browsers
        do not add it by themselves."""
        if reviewer is not None and reviewer.by == "bearer":
            return
        if not hmac.compare_digest(token.encode(), self.csrf(reviewer).encode()):
            raise Refusal(
                403,
                "Form out of date",
                "this form is not from this session, or the server was started again since. Load the page "
                "again and repeat.",
            )

    def refuse_foreign(self, request: HTTPConnection) -> None:
        """Refuse whatever a script of another site asks for, reading included."""
        origin = request.headers.get("origin", "")
        if not origin or origin.rstrip("/") == self.access.public_url:
            return
        if urlsplit(origin).netloc != request.headers.get("host", ""):
            raise Refusal(
                403,
                "Another site",
                f"the request comes from a page of {origin}; only these pages themselves may ask.",
            )

    def _sign(self, purpose: str, said: str) -> str:
        return hmac.new(self._secret, f"{purpose}|{said}".encode(), hashlib.sha256).hexdigest()


def _reviewer(entry: Entry, by: Literal["session", "bearer", "proxy"]) -> Reviewer:
    return Reviewer(
        name=entry.name,
        role=entry.role,
        speaks_as=entry.orcid or entry.name,
        by=by,
        second_every=entry.second_every,
    )


def _peer(request: HTTPConnection) -> str:
    """The address at the other end of the line, whomever its headers say it speaks for."""
    return str(request.scope.get(PEER) or (request.client.host if request.client else ""))


def _is_local(request: HTTPConnection) -> bool:
    """Whether both ends are this machine: a forwarded request is not, nor one under a name that some other
    site may own."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return (
        (request.client is not None and _loopback(request.client.host))
        and _loopback(host)
        and not any(h in request.headers for h in _FORWARDED)
    )


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
