"""The hub's login, for pages that are somebody's own."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, ClassVar

from jupyterhub.services.auth import HubOAuth, HubOAuthenticated
from tornado.web import HTTPError, RequestHandler

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class OwnPage(HubOAuthenticated, RequestHandler):
    """A page for whoever the hub says is asking; nothing that is written in it runs."""

    hub_auth_class = HubOAuth
    policy: ClassVar[str] = POLICY

    def set_default_headers(self) -> None:
        """Let no browser keep the page, or take anything from elsewhere into it."""
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def prepare(self) -> None:
        """Ask the hub who it is while others are served; `current_user` has the answer then."""
        await self.hub_auth.get_user(self, sync=False)

    @property
    def person(self) -> str:
        """The name of who asks, as the hub and nbgrader have it."""
        who: dict[str, Any] = self.current_user
        if who["kind"] != "user":
            raise HTTPError(403)
        return str(who["name"])

    @property
    def groups(self) -> frozenset[str]:
        """The hub's groups of who asks."""
        who: dict[str, Any] = self.current_user or {}
        return frozenset(who.get("groups", ()))


def cookie_secret() -> bytes:
    """Return what signs the pages' cookies: the same until the hub starts anew."""
    return sha256(f"cookies {HubOAuth.instance().api_token}".encode()).digest()
