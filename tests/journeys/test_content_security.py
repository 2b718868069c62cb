"""The content security policy in a real browser: our own pages never break it, and nothing slipped in is executed."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

POLICY: Final = "content-security-policy"
LISTEN: Final = """
window.broken = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
MARK: Final = "(window.owned ??= []).push('{0}')"
PAYLOADS: Final = {
    "script": "<script>{mark}</script>",
    "module": '<script type="module">{mark}</script>',
    "data script": '<script src="data:text/javascript,{mark}"></script>',
    "foreign script": '<script src="https://evil.example/{name}.js"></script>',
    "error": '<img src="/static/absent.png" onerror="{mark}">',
    "load": '<svg onload="{mark}"></svg>',
    "focus": '<input aria-label="x" autofocus onfocus="{mark}">',
    "toggle": '<details open ontoggle="{mark}"><summary>x</summary></details>',
    "frame": '<iframe srcdoc="<script>parent.eval(`{mark}`)</script>"></iframe>',
    "object": '<object data="data:text/html,<script>{mark}</script>"></object>',
    "link": '<a id="slipped" href="javascript:{mark}">x</a>',
    "htmx": '<button id="slipped-htmx" hx-on:click="{mark}">x</button>',
}
MOST_RUN_OR_ARE_STOPPED: Final = 8
"""Of the payloads; a browser may have reasons of its own against one."""
EVERYDAY: Final = ("/", "/needs", "/members", "/account", "/account/passkeys", "/staff", "/notices", "/style")
OFFICIAL: Final = "田所（広島県）"


def test_pages_keep_to_the_policy(product: str, chromium: Browser) -> None:
    broken = breaches(entered(chromium, product, OFFICIAL), product, EVERYDAY)
    print(f"content security: {len(EVERYDAY)} pages in a real browser, {len(broken)} breaches")
    assert not broken


def test_nothing_slipped_in_is_executed(product: str, chromium: Browser) -> None:
    kept, without = (executed(chromium, product, keep_policy=keep) for keep in (True, False))
    print(f"content security: {len(kept)} of {len(PAYLOADS)} payloads executed; without the policy {len(without)}")
    assert kept == set()
    assert len(without) >= MOST_RUN_OR_ARE_STOPPED, f"the control executed only {without}: the payloads have no teeth"


@pytest.mark.prove
def test_every_page_of_every_menu_keeps_to_the_policy(product: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{product}/sign-in")
    names = page.locator("[aria-labelledby=demo-accounts] button").all_inner_texts()
    seen, broken = 0, []
    for name in names:
        own = entered(chromium, product, name)
        paths = sorted(set(own.locator("nav a, main a").evaluate_all("links => links.map(link => link.pathname)")))
        broken += breaches(own, product, paths)
        seen += len(paths)
        own.context.close()
    print(f"content security: {len(names)} accounts, {seen} pages in a real browser, {len(broken)} breaches")
    assert seen > len(names) * 5 and not broken


def entered(chromium: Browser, product: str, name: str) -> Page:
    """A page of a fresh browser, signed in as one of the demo's people, that notes what breaks the policy."""
    page = chromium.new_context(locale="ja-JP").new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{product}/sign-in")
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    return page


def breaches(page: Page, product: str, paths: Iterable[str]) -> list[str]:
    """What broke the policy on which page."""
    found = []
    for path in paths:
        answer = page.goto(product + path, wait_until="load")
        assert answer is not None and POLICY in answer.headers
        found += [f"{path}: {one}" for one in page.evaluate("window.broken")]
    return found


def executed(chromium: Browser, product: str, *, keep_policy: bool) -> set[str]:
    """Which payloads run in a page of ours into which they were slipped on the way."""
    page = chromium.new_context().new_page()
    page.add_init_script(LISTEN)
    page.route("https://evil.example/**", _foreign)
    page.route(f"{product}/help", lambda route: _slip(route, keep_policy=keep_policy))
    page.goto(f"{product}/help", wait_until="load")
    for id in ("slipped", "slipped-htmx"):
        page.evaluate(f"document.getElementById('{id}').click()")
    page.wait_for_function(f"() => (window.owned ?? window.broken).length >= {MOST_RUN_OR_ARE_STOPPED}")
    return set(page.evaluate("window.owned ?? []"))


def _slip(route: Route, *, keep_policy: bool) -> None:
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if keep_policy or name != POLICY}
    slipped = "".join(text.format(mark=MARK.format(name), name=name) for name, text in PAYLOADS.items())
    route.fulfill(response=answer, headers=headers, body=answer.text().replace("</main>", f"{slipped}</main>"))


def _foreign(route: Route) -> None:
    name = urlsplit(route.request.url).path.strip("/").removesuffix(".js").replace("%20", " ")
    route.fulfill(body=MARK.format(name), content_type="text/javascript")
