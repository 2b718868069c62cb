"""A passkey in a real browser with an authenticator of its own: registered, proven with, signed in with, removed."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

OFFICIAL = "田所（広島県）"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
PASSKEYS = "/account/passkeys"


def test_a_passkey_from_registering_to_removing(product: str, pictures: Path, chromium: Browser) -> None:
    walker = Walker(chromium, by_name(product), pictures, screen=PHONE).enter_as(OFFICIAL)
    device = Device(walker)
    walker.open("/account").press("パスキーを登録する・見る")
    walker.write("name", "架空の端末")
    walker.press("パスキーを登録する")
    expect(walker.page.locator("main")).to_contain_text("架空の端末")
    assert len(device.passkeys()) == 1
    walker.open(f"/sign-in/again?next={PASSKEYS}").press("パスキーで確かめる")
    expect(walker.page).to_have_url(f"{walker.address}{PASSKEYS}")
    sign_out(walker)
    walker.press("パスキーで入る")
    expect(walker.page).to_have_url(f"{walker.address}/")
    assert [one["signCount"] for one in device.passkeys()] == [3]
    walker.open(PASSKEYS).unfold("名前を変える・外す")
    walker.press("このパスキーを外す")
    sign_out(walker)
    walker.page.get_by_role("button", name="パスキーで入る").click()
    expect(walker.page.locator("main")).to_contain_text("パスキーを確かめられませんでした")


def test_without_a_script_nothing_else_is_missing(product: str, chromium: Browser) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{by_name(product)}/sign-in")
    expect(page.get_by_role("button", name="パスキーで入る")).to_be_hidden()
    page.get_by_role("button", name=OFFICIAL).click()
    page.goto(f"{by_name(product)}{PASSKEYS}")
    expect(page.locator("main")).to_contain_text("パスワードと確認コードは、このまま使えます")


class Device:
    """The authenticator that Chromium pretends to have (Chrome DevTools Protocol, WebAuthn)."""

    def __init__(self, walker: Walker) -> None:
        self._session: CDPSession = walker.page.context.new_cdp_session(walker.page)
        self._session.send("WebAuthn.enable")
        self._id = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def passkeys(self) -> list[dict[str, Any]]:
        """What it holds."""
        held = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return list(held["credentials"])


def by_name(product: str) -> str:
    """The same address by name: browsers give no passkeys to a number."""
    return f"http://localhost:{urlsplit(product).port}"


def sign_out(walker: Walker) -> None:
    """From whatever page."""
    walker.open("/").page.context.clear_cookies()
    walker.open("/sign-in")
