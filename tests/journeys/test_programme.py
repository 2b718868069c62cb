"""The ministry registers twelve recommended people and suspends one: board, rows and public check agree. A prefecture
answers the survey from what is prepared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

MINISTRY = "霞（総務省）"
PREFECTURE = "田所（広島県）"


def in_force(ministry: Walker) -> int:
    """What the national board says."""
    ministry.open("/national")
    words = ministry.page.locator(".figure-number").first.inner_text()
    found = re.match(r"\d+", words)
    assert found is not None, words
    return int(found[0])


def test_twelve_are_registered_and_one_is_suspended(product: str, chromium: Browser, pictures: Path) -> None:
    ministry = Walker(chromium, product, pictures)
    ministry.enter_as(MINISTRY)
    before = in_force(ministry)
    ministry.open("/accelerators?state=recommended")
    boxes = ministry.page.locator("input[name='registrations']")
    assert boxes.count() == 12
    for n in range(12):
        boxes.nth(n).check()
    ministry.press("選んだ人を登録する")
    assert in_force(ministry) == before + 12
    ministry.picture("50-national-1280")

    ministry.open("/accelerators?state=registered")
    ministry.page.locator("input[name='registrations']").first.check()
    ministry.press("選んだ人の登録証と名刺をつくる")
    ministry.open("/accelerators?state=registered")
    ministry.page.locator("tbody th a").first.click()
    ministry.look()
    registration = ministry.page.url.removeprefix(product)
    code = ministry.page.locator("a", has_text="確認ページを見る").get_attribute("href") or ""
    ministry.unfold("停止する")
    ministry.write("reason", "本人の確認のため")
    ministry.press("停止する")
    assert in_force(ministry) == before + 11
    ministry.open(registration)

    somebody = Walker(chromium, product, pictures, screen=PHONE)
    somebody.open(code)
    expect(somebody.page.get_by_text("停止中です")).to_be_visible()
    somebody.picture("50-certificate-320")
    somebody.open("/open-data")


def test_a_prefecture_answers_from_what_is_prepared(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures)
    hall.enter_as(PREFECTURE)
    hall.open("/survey/dx-records-2027/answers")
    hall.press("神石高原町")
    hall.picture("51-survey-sheet-1280")
    hall.press("この内容で答える")
    expect(hall.page.get_by_text("いま登録されている答え").first).to_be_visible()
    hall.open("/survey/dx-records-2027")
    hall.picture("51-survey-table-1280")
