"""Signing in through a provider: out with a browser's attempt, back with a code, in with a session or a refusal.

Every refusal is journalled with its reason in one word; the person is told no more than what to do next.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from auth.providers.asking import Way
from auth.providers.directory import DIRECTORY
from auth.providers.exchange import person_proven
from auth.providers.queries import open_provider, secret_of
from auth.providers.rules import Disbelieved, Expected, Proven
from auth.providers.schemas import Provider
from auth.providers.tokens import believed_logout_token
from auth.signin.attempts import Aim, Attempt, new_attempt, opened
from auth.signin.groups import follow_groups
from auth.signin.operations import Through, note_refusal, open_session
from auth.signin.rules import FRESH_FOR
from auth.signin.standing import keep_standing
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed

JUST_NOW: Final = timedelta(minutes=2)
"""How long ago somebody may have proven themselves who was asked to do it now."""
REFUSED: Final = (
    "サインインを受け付けませんでした。何も変わっていません。もう一度、サインインの画面からやり直してください。"
    "続くときは、所属の管理者に時刻を伝えてください。"
)
NOT_LINKED: Final = (
    "このIDは、まだ利用者につながっていません。所属の管理者からの招待メールのリンクを開いて、つないでください。"
)
CANCELLED: Final = "認証の窓口で、サインインが取り消されました。もう一度、サインインの画面からやり直してください。"
SENTENCES: Final = {"not_linked": NOT_LINKED, "access_denied": CANCELLED}


@dataclass(frozen=True, slots=True)
class Home:
    """Where providers send people back to, and how we reach providers."""

    url: str
    way: Way

    def returning(self, provider: UUID) -> str:
        """The one redirect address of a provider: an answer of another one does not fit it."""
        return f"{self.url.rstrip('/')}/sign-in/providers/{provider}/return"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody came back proven: what they wanted, who the provider says they are."""

    attempt: Attempt
    provider: Provider
    proven: Proven


async def set_out(
    *, provider: UUID, following: str, aim: Aim, home: Home, account: UUID | None = None, invitation: str = ""
) -> tuple[str, Attempt]:
    """The provider's address to go to, and the attempt that has to come back. Raises `NotAllowed`, `Unavailable`."""
    known = await open_provider(id=provider)
    async with refusing(known):
        metadata = await DIRECTORY.metadata(known.issuer, home.way)
    attempt = new_attempt(provider=provider, following=following, aim=aim, at=current_clock().now(),
                          account=account, invitation=invitation)  # fmt: skip
    question = {
        "response_type": "code", "client_id": known.client_id, "redirect_uri": home.returning(provider),
        "scope": " ".join(known.scopes), "state": attempt.state, "nonce": attempt.nonce,
        "code_challenge": attempt.challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    if known.acr:
        question["acr_values"] = " ".join(known.acr)
    if aim == "again":
        question |= {"prompt": "login", "max_age": "0"}
    return f"{metadata.authorization}{'&' if '?' in metadata.authorization else '?'}{urlencode(question)}", attempt


async def arrive(*, provider: UUID, cookie: str | None, told: Mapping[str, str], home: Home) -> Arrived:
    """Check what the browser brought back. Raises `NotAllowed` for whatever is not believed, `Unavailable`."""
    known = await open_provider(id=provider)
    async with refusing(known):
        attempt = await _own_attempt(provider, cookie, told)
        metadata = await DIRECTORY.metadata(known.issuer, home.way)
        if told.get("iss", "" if metadata.names_issuer else known.issuer) != known.issuer:
            raise Disbelieved("iss_of_answer")
        if "error" in told:
            raise Disbelieved("access_denied" if told["error"] == "access_denied" else "provider_error")
        if not told.get("code"):
            raise Disbelieved("code_missing")
        proven = await person_proven(
            known, secret=await secret_of(provider=provider), code=told["code"], verifier=attempt.verifier,
            redirect_uri=home.returning(provider), expected=_expected(known, attempt), way=home.way,
        )  # fmt: skip
        return Arrived(attempt, known, proven)


async def enter(*, arrived: Arrived, old_token: str | None) -> str:
    """Open a session for the account linked to whom the provider named; returns its secret. Raises `NotAllowed`."""
    known, proven, attempt = arrived.provider, arrived.proven, arrived.attempt
    async with refusing(known):
        async with unit_of_work(Viewer.public()) as work:
            account = await work.connection.fetchval(
                "select account_of_link($1, $2, $3, $4)", known.id, known.issuer, proven.subject, work.now
            )  # fmt: skip
        if account is None:
            raise Disbelieved("not_linked")
        if attempt.aim == "again" and account != attempt.account:
            raise Disbelieved("another_person")
        await follow_groups(provider=known, groups=proven.groups, account=account)
    return await open_through(account=account, arrived=arrived, old_token=old_token)


async def open_through(*, account: UUID, arrived: Arrived, old_token: str | None) -> str:
    """Open a session that stands for the provider's body alone, and that the provider may be asked about again."""
    known, proven, now = arrived.provider, arrived.proven, current_clock().now()
    token = await open_session(
        account=account, old_token=old_token, organisation=known.organisation,
        proven_at=min(proven.at or now - FRESH_FOR, now),
        through=Through(known.id, proven.subject, proven.session),
    )  # fmt: skip
    await keep_standing(token=token, provider=known, standing=proven.standing)
    return token


async def end_by_provider(*, provider: UUID, logout_token: object, home: Home) -> int:
    """Back-channel logout: end the sessions that the token names; returns how many. Raises `NotAllowed`."""
    known = await open_provider(id=provider)
    now = current_clock().now()
    expected = Expected(known.issuer, known.client_id, frozenset(known.algorithms), nonce="")
    async with refusing(known):
        claims = await DIRECTORY.with_keys(
            known.issuer,
            home.way,
            lambda keys: believed_logout_token(logout_token, keys=keys, expected=expected, now=now),
        )
        if not await _spend(f"jti {provider} {claims['jti']}"):
            raise Disbelieved("logout_replayed")
        return await _end(provider, claims.get("sub"), claims.get("sid"))


async def end_by_front(*, provider: UUID, issuer: str, session: str) -> None:
    """Front-channel logout: the provider's page names the session it ended; another issuer ends nothing."""
    known = await open_provider(id=provider)
    if issuer == known.issuer and session and session.isprintable():
        await _end(provider, None, session)


async def _end(provider: UUID, subject: str | None, session: str | None) -> int:
    async with unit_of_work(Viewer.public()) as work:
        ended: int = await work.connection.fetchval(
            "select end_web_sessions_of_provider($1, $2, $3)", provider, subject, session
        )
        return ended


async def _own_attempt(provider: UUID, cookie: str | None, told: Mapping[str, str]) -> Attempt:
    attempt = opened(cookie, now=current_clock().now())
    if attempt.provider != provider:
        raise Disbelieved("mix_up")
    if not hmac.compare_digest(told.get("state", "").encode("utf-8", "surrogatepass"), attempt.state.encode()):
        raise Disbelieved("state_foreign" if told.get("state") else "state_missing")
    if not await _spend(f"state {attempt.state}"):
        raise Disbelieved("state_replayed")
    return attempt


def _expected(known: Provider, attempt: Attempt) -> Expected:
    return Expected(
        issuer=known.issuer, client_id=known.client_id, algorithms=frozenset(known.algorithms), nonce=attempt.nonce,
        acr=frozenset(known.acr), authenticated_within=JUST_NOW if attempt.aim == "again" else None,
    )  # fmt: skip


async def _spend(value: str) -> bool:
    """Whether this is the first time."""
    async with unit_of_work(Viewer.public()) as work:
        first: bool = await work.connection.fetchval(
            "select spend($1, null, $2)", hashlib.sha256(value.encode()).digest(), work.now
        )
        return first


@asynccontextmanager
async def refusing(provider: Provider) -> AsyncIterator[None]:
    """Turn disbelief into a refusal with its row in the journal of the provider's body."""
    try:
        yield
    except Disbelieved as doubt:
        async with unit_of_work(Viewer.public()):
            await note_refusal(provider=provider.id, organisation=provider.organisation, reason=doubt.reason)
        raise NotAllowed(SENTENCES.get(doubt.reason, REFUSED)) from doubt
