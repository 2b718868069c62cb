"""A prefecture finds one person entered twice, joins the two, and reads afterwards what was and what became."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

OFFICER = "田所（広島県）"


def test_two_entries_of_one_person_become_one(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures).enter_as(OFFICER)
    hall.open("/merges")
    card = hall.page.locator("article.card").first
    name = card.locator("h3").inner_text().split(" と ")[0]
    other = card.get_by_role("link", name="二つめの登録").get_attribute("href")
    hall.write("reason", "氏名とメールが同じ")
    hall.press("一つめを残す提案をする", within=card)
    expect(hall.page.get_by_text("すべての人材プール")).to_have_count(0)
    hall.picture("merge-proposed")
    hall.press("統合する")
    expect(hall.page.locator("main")).to_contain_text("統合しました")
    assert other is not None
    hall.open(other)
    assert not hall.page.url.endswith(other)
    expect(hall.page.locator("h1")).to_have_text(name)
    hall.press("変更の記録")
    expect(hall.page.locator("main")).to_contain_text("登録の統合")
    hall.picture("merge-history", height=900)


def test_the_pages_of_a_person_fit_a_phone(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures, screen=PHONE).enter_as(OFFICER)
    hall.open("/members")
    person = hall.page.locator("main a[href^='/members/0']").first.get_attribute("href")
    for part in ("", "/experiences", "/certifications", "/documents", "/skills", "/offers", "/pauses", "/wishes",
                 "/terms", "/corrections", "/history"):  # fmt: skip
        hall.open(f"{person}{part}")
