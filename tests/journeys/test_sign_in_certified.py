"""An official joins through a real certified provider, and is signed out when the provider ends their session."""

import re
import time
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.certified import certified_provider, require_certified_provider
from tests.journeys.product import free_port
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

SECRET = "a fictional secret of forty characters, or so"
NEWCOMER = "新見 架空"
PATIENCE = 120.0
"""A product just started has the letters and papers of its demo world to send first."""
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/invitations/\S+)")


def test_in_through_the_provider_and_out_behind(product: str, home: Path, pictures: Path, chromium: Browser) -> None:
    require_certified_provider()
    begun = time.monotonic()
    manager = Walker(chromium, product, pictures).enter_as("田所（広島県）")
    port = free_port()
    returning = register(manager, f"http://127.0.0.1:{port}")
    behind = returning.removesuffix("/return") + "/logout"
    with certified_provider(port, redirect=returning, backchannel=behind, secret=SECRET) as issuer:
        invite(manager)
        newcomer = Walker(chromium, product, pictures)
        newcomer.open(letter_link(home))
        newcomer.page.get_by_role("link", name="架空県職員ID").click()
        sign_in_there(newcomer.page)
        expect(newcomer.page).to_have_url(f"{product}/")
        expect(newcomer.page.locator("body")).to_contain_text(NEWCOMER)
        newcomer.look()
        end_session_there(newcomer.page, issuer)
        newcomer.page.goto(f"{product}/needs")
        expect(newcomer.page).to_have_url(re.compile("/sign-in"))
    print(f"certified provider: in, linked, out by back-channel in {time.monotonic() - begun:.1f} s")


def register(manager: Walker, issuer: str) -> str:
    """The provider on the manager's page; returns the redirect address that the page names."""
    manager.open("/identity-providers/new?preset=keycloak")
    page = manager.page
    page.get_by_label("画面に出す名前").fill("架空県職員ID")
    page.get_by_label("発行者（issuer）").fill(issuer)
    page.get_by_label("クライアントID").fill("dxpool")
    page.get_by_label("クライアントシークレットか秘密鍵").fill(SECRET)
    page.get_by_label("サインインの画面に出す（公開する）").check()
    manager.press("加える")
    found = re.search(r"http://127\.0\.0\.1:\d+/sign-in/providers/[0-9a-f-]+/return", page.inner_text("main"))
    assert found is not None
    return found[0]


def invite(manager: Walker) -> None:
    """Somebody new, by mail."""
    manager.open("/staff")
    page = manager.page
    page.get_by_label("名前", exact=False).last.fill(NEWCOMER)
    page.get_by_label("メールアドレス").fill("niimi@example.jp")
    page.locator("#f-role").select_option("clerk")
    manager.press("招待する")
    expect(page.locator("main")).to_contain_text("niimi@example.jp")


def letter_link(home: Path) -> str:
    """The path of the invitation, from the letter that the worker put into the folder."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for place in (home / "mail").glob("*.eml"):
            letter = BytesParser(policy=policy.default).parsebytes(place.read_bytes())
            if letter["To"] == "niimi@example.jp":
                found = LINK.search(letter.get_content())
                assert found is not None
                return found[1]
        time.sleep(0.2)
    raise AssertionError("the invitation was not mailed")


def sign_in_there(page: Page) -> None:
    """At the provider: any name, any password, and consent."""
    page.locator("input[name=login]").fill("niimi")
    page.locator("input[name=password]").fill("any")
    page.get_by_role("button").first.click()
    page.get_by_role("button", name=re.compile("Continue")).click()


def end_session_there(page: Page, issuer: str) -> None:
    """At the provider: sign out, there."""
    page.goto(f"{issuer}/session/end")
    page.get_by_role("button", name=re.compile("Yes")).click()
    page.wait_for_load_state()
