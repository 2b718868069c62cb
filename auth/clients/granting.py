"""The grant itself, by authlib: who the client is, which scopes it gets, how refusals are worded (RFC 6749)."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, InvalidScopeError, OAuth2Request
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6749.util import extract_basic_authorization

from auth.clients.queries import secret_hash
from auth.clients.rules import TOKEN_LASTS, granted

ENDPOINT: Final = "https://this.installation/api/v1/oauth/token"
"""authlib wants to see https; whether it is, is the proxy's in front of us."""
AUTH_METHODS: Final = ("client_secret_basic", "client_secret_post")
Signed = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a token, as it came. `headers`: Authorization alone is read."""

    headers: Mapping[str, str]
    form: Mapping[str, str]

    @property
    def client(self) -> UUID | None:
        """Who says to be asking; None where nobody legible does."""
        try:
            return UUID(extract_basic_authorization(self.headers)[0] or self.form.get("client_id", ""))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    content: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def error(self) -> str:
        """The standard's word for why not; empty where a token goes out."""
        return str(self.content.get("error", ""))


def answered(asked: Asked, *, hashes: Sequence[bytes], scopes: Sequence[str], signed: Signed) -> Answer:
    """A token or a refusal. `hashes` are those of the secrets that work; none where there is no such client."""
    known = _Known(str(asked.client), hashes, scopes) if hashes else None
    server = _Server(known, signed)
    answer: Answer = server.create_token_response(asked)
    return answer


class _Request(OAuth2Request):  # type: ignore[misc]  # authlib has no types
    def __init__(self, asked: Asked) -> None:
        super().__init__("POST", ENDPOINT, headers=dict(asked.headers) if asked.client else {})
        self.payload = BasicOAuth2Payload(dict(asked.form))

    @property
    def form(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.payload.data
        return found


class _Known(ClientMixin):  # type: ignore[misc]  # authlib has no types
    def __init__(self, id: str, hashes: Sequence[bytes], scopes: Sequence[str]) -> None:
        self._id, self._hashes, self._scopes = id, hashes, scopes

    def get_client_id(self) -> str:
        return self._id

    def get_allowed_scope(self, scope: str | None) -> str:
        return granted(scope, self._scopes)

    def check_client_secret(self, client_secret: str) -> bool:
        given = secret_hash(client_secret)
        return any(hmac.compare_digest(given, kept) for kept in self._hashes)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method in AUTH_METHODS

    def check_grant_type(self, grant_type: str) -> bool:
        return bool(grant_type == ClientCredentialsGrant.GRANT_TYPE)


class _Grant(ClientCredentialsGrant):  # type: ignore[misc]  # authlib has no types
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar[list[str]] = list(AUTH_METHODS)


class _Server(AuthorizationServer):  # type: ignore[misc]  # authlib has no types
    def __init__(self, known: _Known | None, signed: Signed) -> None:
        super().__init__()
        self._known = known
        self._signed = signed
        self.register_grant(_Grant)

    def query_client(self, _client_id: str) -> _Known | None:
        return self._known

    def validate_requested_scope(self, scope: str | None) -> None:
        """Less than what was asked may go out, nothing at all may not (section 5.2)."""
        if scope and self._known and not self._known.get_allowed_scope(scope):
            raise InvalidScopeError

    def generate_token(self, *, client: _Known, scope: str | None, **_: Any) -> dict[str, Any]:
        allowed = client.get_allowed_scope(scope)
        return {
            "access_token": self._signed(allowed), "token_type": "Bearer", "scope": allowed,
            "expires_in": int(TOKEN_LASTS.total_seconds()),
        }  # fmt: skip

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Nothing is kept: a token is checked by its signature, and its client at every call."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: Asked) -> _Request:
        return _Request(request)

    def handle_response(self, status: int, body: Mapping[str, Any], headers: Sequence[tuple[str, str]]) -> Answer:
        return Answer(status, body, dict(headers))
