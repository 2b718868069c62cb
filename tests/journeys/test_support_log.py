"""A member logs a visit on a telephone, without signal for a while; the town confirms it; the prefecture sees it."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.story import PREFECTURE
from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

MEMBER: Final = "𠮷永 灯里"
ENTERED: Final = {
    "世羅町": "情野（世羅町）", "神石高原町": "高原（神石高原町）", "安芸太田町": "太田川（安芸太田町）",
    "尾道市": "坂上（尾道市）",
}  # fmt: skip
"""Towns of the demo that can be entered; the member serves one of them at least."""
DONE: Final = "窓口の申請書を数え、重なる欄に印をつけた。"
DRAFTS: Final = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


def test_a_visit_is_logged_confirmed_and_seen(product: str, chromium: Browser, pictures: Path) -> None:
    phone = Walker(chromium, product, pictures, screen=PHONE).enter_as(MEMBER)
    town = next(name for name in ENTERED if phone.page.get_by_role("link", name=f"{name}の支援を記録する").count())
    record = logged(phone, town)
    confirmed(Walker(chromium, product, pictures, screen=PHONE).enter_as(ENTERED[town]), record)
    seen(Walker(chromium, product, pictures).enter_as(PREFECTURE), town, record)
    phone.open(f"/support/{record}")
    expect(phone.page.get_by_text("町が確認済み").first).to_be_visible()


def logged(phone: Walker, town: str) -> str:
    """From the home, in a few taps; what was typed outlives a lost signal, and goes once it was sent."""
    phone.press(f"{town}の支援を記録する")
    expect(phone.page.get_by_label(town)).to_be_checked()
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
    assert phone.page.evaluate(DRAFTS) == 0, "a draft that was sent stays on nobody's telephone"
    return phone.id_in_address()


def confirmed(town: Walker, record: str) -> None:
    """From the town's home, opened to the towns of the framework."""
    town.page.locator(f"a[href='/support/{record}']").first.wait_for()
    town.open(f"/support/{record}")
    town.choose("shared", "towns")
    town.picture("61-support-confirm-320")
    town.press("この内容で合っています")
    expect(town.page.get_by_text("町が確認済み").first).to_be_visible()
    town.open("/support/knowledge?words=重なる欄")
    expect(town.page.get_by_text(DONE)).to_be_visible()


def seen(hall: Walker, town: str, record: str) -> None:
    """Every town on the map, the record behind its town, and the days in the ledger."""
    hall.open("/support/coverage?towns=all")
    hall.picture("62-support-coverage-1280")
    hall.press(town, within=hall.page.locator("#coverage-table"))
    expect(hall.page.locator(f"a[href='/support/{record}']")).to_be_visible()
    hall.open("/support/days")
    expect(hall.page.get_by_role("row").filter(has_text=town).first).to_be_visible()
