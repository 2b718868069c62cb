"""A member puts something right, is asked for their name, consents, takes it back, and sees who looked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from foundation.text.dates import today_jst
from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

TOWN = "太田川（安芸太田町）"
MEMBER = "綾小路 まどか"


def test_a_member_consents_and_takes_it_back(product: str, chromium: Browser, pictures: Path) -> None:
    until = (today_jst(datetime.now(UTC)) + timedelta(days=60)).isoformat()
    member = Walker(chromium, product, pictures, screen=PHONE)
    member.enter_as(MEMBER)
    member.open("/me")
    member.write("phone", "082-000-0123")
    member.press("名前と連絡先を直す")
    expect(member.page.locator("[name='phone']")).to_have_value("082-000-0123")
    person = _member_id(member)

    town = Walker(chromium, product, pictures)
    town.enter_as(TOWN)
    town.open(f"/members/{person}")
    town.press("名前を知りたいと依頼する")
    town.choose("purpose", "contact")
    town.write("detail", "窓口の見直しについて、一度お話を聞きたいです。")
    town.write_day("until", until)
    town.press("依頼を送る")
    asked = town.page.url.removeprefix(product)
    expect(town.page.get_by_text("本人の返事を待っています。")).to_be_visible()
    assert "綾小路" not in town.page.content()

    member.open(asked)
    member.picture("member_consents_asked")
    member.choose("decision", "consented")
    member.press("決める")
    town.open(asked)
    expect(town.page.get_by_text("綾小路 まどかさん")).to_be_visible()

    member.open("/consents")
    member.picture("member_consents_given")
    given = (
        member.page.locator("li", has_text="安芸太田町")
        .filter(has_text="連絡をとるため")
        .filter(has=member.page.get_by_role("button", name="同意を取り消す"))
    )
    member.press("同意を取り消す", within=given.first)
    town.open(asked)
    assert "綾小路" not in town.page.locator("main").inner_text()

    member.open("/who-looked")
    expect(member.page.get_by_text("安芸太田町").first).to_be_visible()
    member.picture("member_consents_who_looked")
    member.open("/personal-data")
    with member.page.expect_download() as kept:
        link = member.page.get_by_role("link", name="まとめて受け取る", exact=True)
        member.tab_to(link)
        member.page.keyboard.press("Enter")
    assert kept.value.suggested_filename.endswith(".zip")


def _member_id(walker: Walker) -> str:
    """The id of the member's own card, as their page names it."""
    answer = walker.page.request.get(f"{walker.address}/api/v1/me").json()
    found: str = answer["profile"]["card"]["id"]
    return found
