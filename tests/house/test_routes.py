"""Every route has a policy row, every policy row a route, every write both doors, every link a page."""

import re
from functools import cache

from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from nouns import FRAMEWORK_ROUTES, SAID, policy_rows
from settings import Settings
from tests.house.repository import place, routes, templates, written_links

PAGE_ONLY = {
    "POST /session": "a program signs in through its own client credentials, not with a form's cookie",
    "POST /session/code": "a program sends the code with the password",
    "POST /demo-session": "the demo's buttons are for people",
    "POST /sign-in/again": "a program signs in anew",
    "POST /sign-in/again/passkey": "a program signs in anew",
    "POST /sign-in/providers/{openid_provider}/logout": "a provider's server posts its own form (OpenID Connect)",
    "POST /sign-out": "ends a browser's session",
    "POST /acting-body": "switches a browser's session",
}
"""Writes without a JSON twin, each with its reason."""

PROGRAM_ONLY = {
    "DELETE /session": "a program ends its session; a page posts /sign-out",
    "POST /oauth/token": "an outside system asks for its access token",
}
CLOSED = {"GET /{path}": "the framework's own answer below the API's root; without a row it is closed to everybody"}
API = "/api/v1"


@cache
def application() -> Litestar:
    return create_app(Settings(secret=SecretStr("only for tests")))


def doors() -> list[tuple[str, str, str]]:
    """Method, path and policy key of every route of the product."""
    return list(routes(application()))


def test_every_route_has_a_policy_row() -> None:
    open_to_nobody = sorted({key for _, _, key in doors()} - set(policy_rows()) - set(CLOSED))
    assert not open_to_nobody, f"add a Policy row to the noun's access.py for: {open_to_nobody}"


def test_every_policy_row_has_a_route() -> None:
    leading_nowhere = sorted(set(policy_rows()) - {key for _, _, key in doors()} - set(FRAMEWORK_ROUTES))
    assert not leading_nowhere, f"these policy rows lead nowhere: {leading_nowhere}"


def test_every_write_has_both_doors() -> None:
    found = doors()
    pages = {key for method, path, key in found if method != "GET" and not path.startswith(API)}
    programs = {key for method, path, key in found if method != "GET" and path.startswith(API)}
    assert not pages - programs - set(PAGE_ONLY), f"no JSON twin: {sorted(pages - programs - set(PAGE_ONLY))}"
    unpaged = programs - pages - set(PROGRAM_ONLY)
    assert not unpaged, f"no page form: {sorted(unpaged)}"
    assert set(PAGE_ONLY) <= pages | programs, "PAGE_ONLY names a route that is gone"


def test_every_sentence_of_what_was_done_belongs_to_a_form() -> None:
    forms = {key for method, path, key in doors() if method == "POST" and not path.startswith(API)}
    assert not set(SAID) - forms, f"no page sends these forms: {sorted(set(SAID) - forms)}"


def test_no_written_link_leads_nowhere() -> None:
    """A word fits a parameter of words only: `/members/imports` is no `/members/{member:uuid}`."""
    spelled = (re.sub(r"\{\w+:(str|path)\}", "[^/]+", route.path) for route in application().routes)
    page = re.compile("|".join(path for path in spelled if "{" not in path))
    lost = {(place(path), link) for path in templates() for link in written_links(path) if not page.fullmatch(link)}
    assert not lost, f"no such page: {sorted(lost)}"
