"""A member logs a visit on a telephone, without signal for a while; the town confirms it; the prefecture sees it."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.story import PREFECTURE
from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

MEMBER: Final = "𠮷永 灯里"
DONE: Final = "窓口の申請書を数え、重なる欄に印をつけた。"


def test_a_visit_is_logged_confirmed_and_seen(product: str, chromium: Browser, pictures: Path) -> None:
    phone = Walker(chromium, product, pictures, screen=PHONE).enter_as(MEMBER)
    town, record = logged(phone)
    confirmed(phone, record)
    hall = Walker(chromium, product, pictures).enter_as(PREFECTURE)
    seen(hall, town, record)


def logged(phone: Walker) -> tuple[str, str]:
    """From the home, in a few taps; what was typed outlives a lost signal and goes when it was sent."""
    phone.press("支援を記録する")
    phone.page.locator("input[name='assignment']").first.check()
    town = phone.page.locator("label:has(input[name='assignment']:checked) span").first.inner_text().splitlines()[0]
    phone.choose("usual_minutes", "120")
    phone.choose("means", "on_site")
    phone.write("done", DONE)
    phone.page.reload()
    expect(phone.page.get_by_text("この端末に残っていた下書きを戻しました")).to_be_visible()
    expect(phone.page.locator("textarea[name='done']")).to_have_value(DONE)
    phone.page.context.set_offline(True)
    phone.page.get_by_role("button", name="記録を送る").press("Enter")
    expect(phone.page.get_by_text("電波が届きません")).to_be_visible()
    phone.page.context.set_offline(False)
    phone.picture("60-support-log-320")
    phone.press("記録を送る")
    expect(phone.page.get_by_text("町の確認待ち").first).to_be_visible()
    assert phone.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length") == 0
    return town, phone.id_in_address()
