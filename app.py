"""Builds the application: the only file that knows every package."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, Final

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from auth.clients.queries import viewer_of_bearer
from auth.clients.tokens import Issuer
from auth.journal.queries import seconds_since_seal
from auth.passkeys.rules import party_at
from auth.permissions import Right, holds
from auth.providers.asking import Way
from auth.signin.addresses import networks
from auth.signin.cookies import SignInSettings
from auth.signin.openid import Home
from auth.signin.queries import proven_just_now, token_hash, viewer_of_session
from auth.signin.rules import PROVEN_OTHERWISE, cookie_name
from auth.signin.standing import followed
from auth.viewer import Viewer
from auth.webhooks.sending import Road
from foundation.commandline.installation import Installation
from foundation.database import violations
from foundation.database.clock import current_clock
from foundation.database.engine import ENGINE
from foundation.database.idempotency import Keyed
from foundation.errors import Refusal
from foundation.health.observing import observed
from foundation.health.queries import Watched
from foundation.jobs.worker import ClockTask, Task
from foundation.notifications.post import Post
from foundation.processes.garbage import settle
from foundation.processes.logs import log_as_json
from foundation.processes.parentage import die_with_parent
from foundation.vault.box import VAULT
from foundation.web.api_page import ApiPage
from foundation.web.bearer import bearer_of
from foundation.web.forgery import Forgery
from foundation.web.guards import Verdict, policy_guard
from foundation.web.headers import with_headers
from foundation.web.refusals import answer_failure, answer_http, answer_lost, answer_refusal
from foundation.web.templating import templates_of
from nouns import DOORS, HOURLY, SAID, SENTENCES, TASKS, policy_rows
from reports.homes.navigation import navigation
from settings import Settings
from training.credentials.keyring import publish_under

ROOT: Final = Path(__file__).parent
AGES: Final = {"journal_seal": seconds_since_seal}
"""What `/metrics` asks the nouns."""


def create_app(settings: Settings | None = None) -> Litestar:
    """The application, ready for any ASGI server."""
    settings = settings or Settings()
    for module in SENTENCES:
        violations.declare(module.SENTENCES)
    VAULT.open_with(settings.vault_keys())
    publish_under(settings.own_url)
    viewers, forgery = _viewer_middleware(settings), _forgery(settings).middleware
    return Litestar(
        route_handlers=[*(handler for module in DOORS for handler in module.HANDLERS), _static_files()],
        guards=[policy_guard(_verdicts(), _fresh())],
        dependencies={"by": Provide(_by, sync_to_thread=False), "keyed": Provide(_keyed)},
        middleware=[viewers, forgery],
        exception_handlers={Refusal: answer_refusal, HTTPException: answer_http, Exception: answer_failure},
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(templates_of(ROOT))),
        openapi_config=OpenAPIConfig(
            title="自治体DX人材プール API", version="1", path="/api/v1", render_plugins=[JsonRenderPlugin(), ApiPage()]
        ),
        state=State(
            {
                "chrome": _chrome(settings),
                "policy": policy_rows(),
                "said": SAID,
                "lost": viewers(forgery(answer_lost)),
                "watched": _watched(settings),
                "sign_in": _sign_in(settings),
                "passkeys_for": party_at(settings.own_url) if settings.local_accounts else None,
                "road": _road(settings),
            }
        ),
        lifespan=[_database(settings)],
        request_max_body_size=12 * 1024 * 1024,
        logging_config=None,
        debug=False,
    )


def worker_tasks(settings: Settings) -> dict[str, Task]:
    """The worker's tasks, told what of this installation they ask for."""
    for module in SENTENCES:
        violations.declare(module.SENTENCES)
    VAULT.open_with(settings.vault_keys())
    post = Post(
        folder=settings.home / "mail",
        sender=settings.mail_from,
        public_url=settings.own_url,
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )
    told = {
        "post": post,
        "demo": settings.demo,
        "road": _road(settings),
        "outside": installation_of(settings).outside(),
    }
    return {name: _told(task, told) for name, task in TASKS.items()}


def hourly_tasks(settings: Settings) -> dict[str, ClockTask]:
    """The calendar's tasks, told the same."""
    told = {"outside": installation_of(settings).outside()}
    return {name: _told(task, told) for name, task in HOURLY.items()}


def installation_of(settings: Settings) -> Installation:
    """What the command line and the worker are told of this installation."""
    return Installation(
        settings.home, given=settings.database_for if settings.database_url else None, second=settings.second_place,
        secret=settings.secret.get_secret_value(), keys=tuple(settings.vault_keys()),
    )  # fmt: skip


def _told(task: Task, installation: Mapping[str, Any]) -> Task:
    """The task with what it asks of this installation, by the names of its arguments."""
    return partial(task, **{name: installation[name] for name in signature(task).parameters if name in installation})


def asgi() -> ASGIApp:
    """What the server runs, in a process that the server's first one starts: the application inside its headers."""
    die_with_parent()
    log_as_json(process="web")
    settings = Settings()
    answering = observed(with_headers(create_app(settings)), secret=settings.secret.get_secret_value())
    settle()
    return answering


def _watched(settings: Settings) -> Watched:
    return Watched(settings.home, settings.drain_mark, settings.metrics_token.get_secret_value(), AGES)


def _verdicts() -> dict[str, Verdict]:
    return {route: _verdict(row.right) for route, row in policy_rows().items()}


def _verdict(right: Right) -> Verdict:
    return lambda viewer: holds(viewer, right)


def _fresh() -> dict[str, Verdict]:
    return {route: proven_just_now for route, row in policy_rows().items() if row.fresh}


def _sign_in(settings: Settings) -> SignInSettings:
    return SignInSettings(
        demo=settings.demo, secure=settings.secure, local_accounts=settings.local_accounts,
        home=Home(settings.own_url, _way(settings)), trusted=networks(settings.trusted_proxies),
    )  # fmt: skip


def _way(settings: Settings) -> Way:
    return Way(proxy=settings.outbound_proxy, plain_http=settings.plain_http_providers)


def _road(settings: Settings) -> Road:
    return Road(proxy=settings.outbound_proxy, to_this_machine=settings.webhooks_to_this_machine)


def _by(scope: Scope) -> Viewer:
    viewer: Viewer = scope["state"]["viewer"]
    return viewer


async def _keyed(request: Request[Any, Any, State]) -> Keyed | None:
    key = request.headers.get("idempotency-key")
    if not key:
        return None
    return Keyed(key=key, verb=f"{request.method} {request.url.path}", body=await request.body())


def _viewer_middleware(settings: Settings) -> Callable[[ASGIApp], ASGIApp]:
    cookie, issuer = cookie_name(secure=settings.secure), Issuer(settings.own_url)
    way = _way(settings)

    def middleware(app: ASGIApp) -> ASGIApp:
        async def finding_viewer(scope: Scope, receive: Receive, send: Send) -> None:
            request: Request[Any, Any, State] = Request(scope)
            public = scope["path"].startswith("/static/")
            token = None if public else request.cookies.get(cookie)
            state = scope.setdefault("state", {})
            state["viewer"] = Viewer.public()
            bearer = bearer_of(request)
            if bearer is None:
                found = await viewer_of_session(token)
                state["viewer"] = await followed(found, token=token or "", way=way)
            else:
                token, state["viewer"] = None, await viewer_of_bearer(bearer, issuer=issuer)
            state["session_hash"] = token_hash(token or "")
            await app(scope, receive, send)

        return finding_viewer

    return middleware


def _forgery(settings: Settings) -> Forgery:
    secret = settings.secret.get_secret_value()
    if not secret:
        raise RuntimeError("DXPOOL_SECRET が空です。dxpool serve から起動するか、十分に長い値を設定してください。")
    return Forgery(secret.encode(), cookie_name(secure=settings.secure), settings.secure, PROVEN_OTHERWISE)


def _chrome(settings: Settings) -> Callable[[Request[Any, Any, State]], dict[str, Any]]:
    def chrome(request: Request[Any, Any, State]) -> dict[str, Any]:
        viewer: Viewer = request.scope["state"].get("viewer", Viewer.public())
        path = request.url.path
        return {
            "viewer": viewer if viewer.signed_in else None,
            "nav": navigation(viewer, path),
            "demo": settings.demo,
            "now": current_clock().now(),
        }  # fmt: skip

    return chrome


def _database(settings: Settings) -> Callable[[Litestar], Any]:
    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        if settings.database_url:
            ENGINE.configure(settings.database_for("app"))
            await ENGINE.open()
        try:
            yield
        finally:
            if settings.database_url:
                await ENGINE.close()

    return lifespan


def _static_files() -> Any:
    return create_static_files_router(
        path="/static", directories=[ROOT / "foundation" / "web" / "static"], opt={"open": True},
        cache_control=None, include_in_schema=False,
    )  # fmt: skip
