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
    with certified_provider(port, redirect=returning, backchannel=behind, secret=SECRET) as certified:
        invite(manager, "niimi@example.jp")
        newcomer = Walker(chromium, product, pictures)
        join(newcomer, letter_link(home, "niimi@example.jp"), "架空県職員ID")
        newcomer.look()
        end_session_there(newcomer.page, certified.issuer)
        newcomer.page.goto(f"{product}/needs")
        expect(newcomer.page).to_have_url(re.compile("/sign-in"))
    print(f"certified provider: in, linked, out by back-channel in {time.monotonic() - begun:.1f} s")


@pytest.mark.prove
def test_a_group_lost_there_is_a_session_lost_here_within_a_minute(
    product: str, home: Path, pictures: Path, chromium: Browser
) -> None:
    require_certified_provider()
    manager = Walker(chromium, product, pictures).enter_as("田所（広島県）")
    port = free_port()
    returning = register(manager, f"http://127.0.0.1:{port}", name="架空県グループID", groups="dx-tantou=clerk")
    behind = returning.removesuffix("/return") + "/logout"
    with certified_provider(port, redirect=returning, backchannel=behind, secret=SECRET) as certified:
        certified.says(["dx-tantou"])
        invite(manager, "furuta@example.jp")
        official = Walker(chromium, product, pictures)
        join(official, letter_link(home, "furuta@example.jp"), "架空県グループID")
        assert time_until_out(official, still=70) is None, "signed out although the group is there"
        certified.says([])
        lost = time_until_out(official, still=60)
        assert lost is not None
    print(f"certified provider: a group that stays, 70 s signed in; a group lost, signed out after {lost:.0f} s")


def register(manager: Walker, issuer: str, *, name: str = "架空県職員ID", groups: str = "") -> str:
    """The provider on the manager's page; returns the redirect address that the page names."""
    manager.open("/identity-providers/new?preset=keycloak")
    page = manager.page
    page.get_by_label("画面に出す名前").fill(name)
    page.get_by_label("グループと役割").fill(groups)
    page.get_by_label("発行者（issuer）").fill(issuer)
    page.get_by_label("クライアントID").fill("dxpool")
    page.get_by_label("クライアントシークレットか秘密鍵").fill(SECRET)
    page.get_by_label("サインインの画面に出す（公開する）").check()
    manager.press("加える")
    found = re.search(r"http://127\.0\.0\.1:\d+/sign-in/providers/[0-9a-f-]+/return", page.inner_text("main"))
    assert found is not None
    return found[0]


def join(newcomer: Walker, link: str, provider: str) -> None:
    """From the letter's link through the provider to the home page."""
    newcomer.open(link)
    newcomer.page.get_by_role("link", name=provider, exact=True).click()
    sign_in_there(newcomer.page, login=provider)
    expect(newcomer.page).to_have_url(f"{newcomer.address}/")
    expect(newcomer.page.locator("body")).to_contain_text(NEWCOMER)


def time_until_out(official: Walker, *, still: float) -> float | None:
    """Seconds until the person, who goes on working, is asked to sign in again; None if that takes longer."""
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) <= still:
        official.page.goto(f"{official.address}/needs")
        if "/sign-in" in official.page.url:
            return passed
        official.page.wait_for_timeout(2000)
    return None


def invite(manager: Walker, address: str) -> None:
    """Somebody new, by mail."""
    manager.open("/staff")
    page = manager.page
    page.get_by_label("名前", exact=False).last.fill(NEWCOMER)
    page.get_by_label("メールアドレス").fill(address)
    page.locator("#f-role").select_option("clerk")
    manager.press("招待する")
    expect(page.locator("main")).to_contain_text(address)


def letter_link(home: Path, address: str) -> str:
    """The path of the invitation, from the letter that the worker put into the folder."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for place in (home / "mail").glob("*.eml"):
            letter = BytesParser(policy=policy.default).parsebytes(place.read_bytes())
            if letter["To"] == address:
                found = LINK.search(letter.get_content())
                assert found is not None
                return found[1]
        time.sleep(0.2)
    raise AssertionError("the invitation was not mailed")


def sign_in_there(page: Page, login: str) -> None:
    """At the provider: any name, any password, and consent."""
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill("any")
    page.get_by_role("button").first.click()
    page.get_by_role("button", name=re.compile("Continue")).click()


def end_session_there(page: Page, issuer: str) -> None:
    """At the provider: sign out, there."""
    page.goto(f"{issuer}/session/end")
    page.get_by_role("button", name=re.compile("Yes")).click()
    page.wait_for_load_state()
