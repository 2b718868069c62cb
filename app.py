"""Builds the application: the only file that knows every package."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Litestar, Request
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from auth.permissions import Policy, Right, holds
from auth.signin import access as signin_access
from auth.signin import api as signin_api
from auth.signin import pages as signin_pages
from auth.signin.pages import SignInSettings
from auth.signin.queries import viewer_of_session
from auth.signin.rules import cookie_name
from auth.viewer import Viewer
from foundation.database import violations
from foundation.database.clock import current_clock
from foundation.database.engine import ENGINE
from foundation.database.idempotency import Keyed
from foundation.errors import Refusal
from foundation.health import pages as health_pages
from foundation.jobs.worker import Task
from foundation.web.filters import FILTERS
from foundation.web.forms import new_key
from foundation.web.guards import Verdict, policy_guard
from foundation.web.headers import with_headers
from foundation.web.refusals import answer_failure, answer_http, answer_refusal
from registry.needs import access as needs_access
from registry.needs import api as needs_api
from registry.needs import pages as needs_pages
from registry.needs import tables as needs_tables
from reports.homes import access as homes_access
from reports.homes import pages as homes_pages
from settings import Settings

ROOT: Final = Path(__file__).parent
DOORS: Final[tuple[ModuleType, ...]] = (health_pages, signin_pages, signin_api, needs_pages, needs_api, homes_pages)
POLICIES: Final[tuple[ModuleType, ...]] = (signin_access, needs_access, homes_access)
SENTENCES: Final[tuple[ModuleType, ...]] = (needs_tables,)
FRAMEWORK_ROUTES: Final = ("GET /static/{file_path}", "GET /openapi.json")
TASKS: Final[Mapping[str, Task]] = {}
NAVIGATION: Final = (
    ("ホーム", "/", Right.HOME),
    ("相談・要望", "/needs", Right.READ_NEEDS),
    ("人材", "/members", Right.READ_CARDS),
    ("割当", "/allocation", Right.ALLOCATE),
    ("提案", "/proposals", Right.READ_PROPOSALS),
    ("任用・配属", "/appointments", Right.READ_EMPLOYMENT),
    ("研修", "/training", Right.READ_TRAINING),
    ("全国の状況", "/national", Right.READ_NATIONAL),
)


def policy_rows() -> dict[str, Policy]:
    """Every policy row by route; two rows for one route are a mistake."""
    rows = [Policy(route, Right.OPEN) for route in (*health_pages.OPEN_ROUTES, *FRAMEWORK_ROUTES)]
    rows += [row for module in POLICIES for row in module.POLICY]
    table = {row.route: row for row in rows}
    assert len(table) == len(rows), "a route has two policy rows"
    return table


def create_app(settings: Settings | None = None) -> Litestar:
    """The application, ready for any ASGI server."""
    settings = settings or Settings()
    for module in SENTENCES:
        violations.declare(module.SENTENCES)
    return Litestar(
        route_handlers=[*(handler for module in DOORS for handler in module.HANDLERS), _static_files()],
        guards=[policy_guard(_verdicts())],
        dependencies={"by": Provide(_by, sync_to_thread=False), "keyed": Provide(_keyed)},
        middleware=[_viewer_middleware(cookie_name(secure=settings.secure))],
        exception_handlers={Refusal: answer_refusal, HTTPException: answer_http, Exception: answer_failure},
        csrf_config=_csrf(settings),
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(_templates())),
        openapi_config=OpenAPIConfig(
            title="自治体DX人材プール API", version="1", path="/api/v1", render_plugins=[JsonRenderPlugin()]
        ),
        state=State({"chrome": _chrome(settings), "sign_in": SignInSettings(settings.demo, settings.secure)}),
        lifespan=[_database(settings)],
        request_max_body_size=12 * 1024 * 1024,
        logging_config=None,
        debug=False,
    )


def asgi() -> ASGIApp:
    """What the server runs: the application inside its headers."""
    return with_headers(create_app())


def _verdicts() -> dict[str, Verdict]:
    return {route: _verdict(row.right) for route, row in policy_rows().items()}


def _verdict(right: Right) -> Verdict:
    return lambda viewer: holds(viewer, right)


def _by(scope: Scope) -> Viewer:
    viewer: Viewer = scope["state"]["viewer"]
    return viewer


async def _keyed(request: Request[Any, Any, State]) -> Keyed | None:
    key = request.headers.get("idempotency-key")
    if not key:
        return None
    return Keyed(key=key, verb=f"{request.method} {request.url.path}", body=await request.body())


def _viewer_middleware(cookie: str) -> Callable[[ASGIApp], ASGIApp]:
    def middleware(app: ASGIApp) -> ASGIApp:
        async def finding_viewer(scope: Scope, receive: Receive, send: Send) -> None:
            request: Request[Any, Any, State] = Request(scope)
            scope.setdefault("state", {})["viewer"] = await viewer_of_session(request.cookies.get(cookie))
            await app(scope, receive, send)

        return finding_viewer

    return middleware


def _csrf(settings: Settings) -> CSRFConfig:
    return CSRFConfig(
        secret=settings.secret.get_secret_value() or "not for production",
        cookie_name="csrf",
        header_name="x-csrf-token",
        cookie_secure=settings.secure,
        cookie_httponly=True,
        cookie_samesite="lax",
    )


def _templates() -> Environment:
    nouns = sorted(str(folder) for folder in ROOT.glob("*/*/templates") if folder.is_dir())
    environment = Environment(loader=FileSystemLoader(nouns), undefined=StrictUndefined, autoescape=True,
                              trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    environment.globals["new_key"] = new_key
    environment.filters.update(FILTERS)
    return environment


def _chrome(settings: Settings) -> Callable[[Request[Any, Any, State]], dict[str, Any]]:
    def chrome(request: Request[Any, Any, State]) -> dict[str, Any]:
        viewer: Viewer = request.scope["state"].get("viewer", Viewer.public())
        path = request.url.path
        return {
            "viewer": viewer if viewer.signed_in else None,
            "nav": [(label, href, path == href or (href != "/" and path.startswith(href)))
                    for label, href, right in NAVIGATION if viewer.signed_in and holds(viewer, right)],
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
