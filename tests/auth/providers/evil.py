"""An OpenID provider of our own on a real socket: it behaves, until a test tells it which lie to tell."""

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from joserfc.jwk import Key

from tests.auth.providers.making import EC, RSA, claims, signed

SECRET = "the secret of a fictional client"
Spoil = Callable[[dict[str, Any]], Any]


def as_it_is(told: dict[str, Any]) -> Any:
    """No lie."""
    return told


@dataclass
class Evil:
    """The provider's state. Each `spoil_*` may change one of its answers before it goes out."""

    issuer: str = ""
    keys: list[Key] = field(default_factory=lambda: [RSA, EC])
    signing: Key = field(default_factory=lambda: RSA)
    subject: str = "person-1"
    more: dict[str, Any] = field(default_factory=dict)
    spoil_discovery: Spoil = as_it_is
    spoil_tokens: Spoil = as_it_is
    spoil_userinfo: Spoil = as_it_is
    make: Callable[[dict[str, Any], Key], str] = lambda told, key: signed(told, key=key)
    status: int = 200
    slow: float = 0
    endless: bool = False
    refreshing: int = 200
    refreshed: int = 0
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str, **other: str) -> str:
        """What the provider does with the address it was sent: the code for whoever signs in there."""
        question = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert question["response_type"] == "code" and question["code_challenge_method"] == "S256"
        code = uuid4().hex
        self.codes[code] = question | other
        return code

    def discovery(self) -> Any:
        """The discovery document."""
        base = self.issuer.rstrip("/")
        return self.spoil_discovery({
            "issuer": self.issuer, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys", "userinfo_endpoint": f"{base}/userinfo",
            "authorization_response_iss_parameter_supported": True,
        })  # fmt: skip

    def tokens(self, form: Mapping[str, list[str]], authorization: str) -> tuple[int, Any]:
        """The token endpoint: one use of a code, the right verifier, a known client; or a refresh token."""
        if form.get("grant_type") == ["refresh_token"]:
            return self._refreshed(form["refresh_token"][0])
        asked = self.codes.pop(form.get("code", [""])[0], None)
        digest = hashlib.sha256(form.get("code_verifier", [""])[0].encode()).digest()
        if asked is None or asked["code_challenge"] != urlsafe_b64encode(digest).rstrip(b"=").decode():
            return 400, {"error": "invalid_grant"}
        if not (authorization.startswith("Basic ") or "client_assertion" in form or "client_secret" in form):
            return 401, {"error": "invalid_client"}
        return 200, self.spoil_tokens(self._made(asked["client_id"], asked["nonce"]) | {"refresh_token": "fresh-1"})

    def _refreshed(self, token: str) -> tuple[int, Any]:
        """A refresh token serves once; whoever comes with an old one gets nothing."""
        self.refreshed += 1
        if self.refreshing != 200 or token != f"fresh-{self.refreshed}":
            return self.refreshing if self.refreshing != 200 else 400, {"error": "invalid_grant"}
        return 200, self.spoil_tokens(
            self._made("dxpool", None) | {"refresh_token": f"fresh-{self.refreshed + 1}"}
        )  # fmt: skip

    def _made(self, client: str, nonce: str | None) -> dict[str, Any]:
        now = datetime.now(UTC)
        told = claims(now, iss=self.issuer, aud=client, sub=self.subject, nonce=nonce,
                      sid="their-session", auth_time=int(now.timestamp()))  # fmt: skip
        token = self.make(told | self.more, self.signing)
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    evil: Evil

    def do_GET(self) -> None:
        """Discovery, keys, userinfo."""
        evil, path = self.evil, urlsplit(self.path).path
        answers: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": evil.discovery,
            "/keys": lambda: {"keys": [key.as_dict(private=False) for key in evil.keys]},
            "/userinfo": lambda: evil.spoil_userinfo({"sub": evil.subject, "groups": ["tantou"]}),
        }
        self._answer(evil.status, next(make for end, make in answers.items() if path.endswith(end))())

    def do_POST(self) -> None:
        """The token endpoint."""
        length = int(self.headers["content-length"])
        form = parse_qs(self.rfile.read(length).decode())
        self._answer(*self.evil.tokens(form, self.headers.get("authorization", "")))

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _answer(self, status: int, content: Any) -> None:
        self.evil.asked.append(self.path)
        time.sleep(self.evil.slow)
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.end_headers()
        try:
            self.wfile.write(body)
            while self.evil.endless:
                self.wfile.write(b" " * 65536)
        except OSError:
            return


@contextmanager
def provider(path: str = "/") -> Iterator[Evil]:
    """A running provider; its issuer ends with `path`."""
    evil = Evil()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"evil": evil}))
    evil.issuer = f"http://127.0.0.1:{server.server_port}{path}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield evil
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
