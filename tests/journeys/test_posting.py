"""HR publishes a role: from a town's need to a job description signed by all, a posting, an application, an offer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from foundation.text.dates import today_jst
from registry.postings.rules import CONSENT_NOW
from tests.journeys.selecting import make_offer
from tests.journeys.walker import DESK, PHONE, Walker

pytestmark = pytest.mark.browser

HR, FINANCE = "志和（広島県・人事）", "算用（広島県・財政）"
TOWNS = {"世羅町": "情野（世羅町）", "神石高原町": "高原（神石高原町）", "安芸太田町": "太田川（安芸太田町）",
         "尾道市": "坂上（尾道市）"}  # fmt: skip
TITLE = "窓口を作り直す人"


class Telling:
    """Where it is told, and by whom."""

    def __init__(self, browser: Browser, address: str, pictures: Path) -> None:
        self._how = (browser, address, pictures)
        self.hr, self.finance = self.somebody(HR), self.somebody(FINANCE)
        self.today = today_jst(datetime.now(UTC))

    def somebody(self, name: str | None, *, phone: bool = False) -> Walker:
        """Somebody of the demo, or somebody from outside."""
        walker = Walker(*self._how, screen=PHONE if phone else DESK)
        return walker if name is None else walker.enter_as(name)

    def in_days(self, days: int) -> str:
        """An ISO day from today."""
        return (self.today + timedelta(days=days)).isoformat()


def test_hr_publishes_a_role_from_a_need_to_an_offer(product: str, chromium: Browser, pictures: Path) -> None:
    telling = Telling(chromium, product, pictures)
    description, town = describe(telling)
    sign(telling, description, town)
    posting = publish(telling, description)
    ask_and_apply(telling, posting)
    offer(telling)


def describe(telling: Telling) -> tuple[str, str]:
    """From a need with a requirement; what it lacks is said until it is whole. Returns its page, and the town."""
    hr = telling.hr.open("/job-descriptions/new")
    needs = hr.page.locator("label.choice-line", has=hr.page.locator("input[name=need]"))
    label = next(text for text in needs.all_inner_texts() if any(town in text for town in TOWNS))
    town = next(town for town in TOWNS if town in label)
    value = needs.filter(has_text=town).first.locator("input").get_attribute("value")
    assert value is not None
    hr.choose("need", value)
    hr.press("下書きをつくる")
    hr.picture("posting-01-builder-1280")
    hr.write("title", TITLE)
    hr.choose("pay_unit", "day")
    hr.write("pay_yen", "30000")
    hr.choose("side_job", "with_permission")
    for field, days in (("first_day", 60), ("last_day", 240), ("apply_until", 14)):
        hr.write_day(field, telling.in_days(days))
    hr.press("保存する")
    hr.picture("posting-02-checked-1280")
    return f"/job-descriptions/{hr.id_in_address()}", town


def sign(telling: Telling, path: str, town: str) -> None:
    """The town, HR and finance, in this order."""
    telling.hr.open(path).press("町に確認を頼む")
    phone = telling.somebody(TOWNS[town], phone=True).open(path)
    phone.picture("posting-03-town-320")
    phone.press("この内容でよいと答える")
    telling.hr.open(path).press("人事として決裁する")
    telling.finance.open(path).press("財政として決裁する")
    telling.hr.open(path).press("この版を確定する")
    telling.hr.picture("posting-04-fixed-1280")
    expect(telling.hr.page.get_by_text("第1版が有効")).to_be_visible()


def publish(telling: Telling, description: str) -> str:
    """The posting, public from here on; returns its page."""
    hr = telling.hr.open(description)
    hr.press("この職務記述書で募集する")
    hr.write_day("questions_until", telling.in_days(7))
    hr.write("contact", "デジタル推進課 000-000-0000")
    hr.press("保存する")
    hr.press("募集を始める")
    hr.picture("posting-05-office-1280")
    return f"/postings/{hr.id_in_address()}"


def ask_and_apply(telling: Telling, posting: str) -> None:
    """Somebody from outside asks on a telephone, reads the answer, applies and looks where it stands."""
    person = telling.somebody(None, phone=True).open(posting)
    person.write("question", "週末だけでも働けますか。")
    person.press("質問を送る")
    hr = telling.hr.open(f"{posting}/manage")
    hr.write("answer", "平日に月1日は来庁してください。")
    hr.press("答えを載せる")
    person.open(posting)
    expect(person.page.get_by_text("平日に月1日は来庁してください。")).to_be_visible()
    person.picture("posting-06-public-320")
    person.press("応募する")
    person.write("name", "架空 望未")
    person.write("email", "nozomi@example.jp")
    person.write("story", "役場の窓口で5年働きました。")
    person.tick("consent", CONSENT_NOW)
    person.press("応募を送る")
    person.picture("posting-07-received-320")
    number = person.page.locator(".notice h2").inner_text().split("　")[1]
    person.open("/my-application").write("number", number)
    person.press("確認する")
    expect(person.page.get_by_text("受け付けました", exact=True)).to_be_visible()


def offer(telling: Telling) -> None:
    """The demo's posting whose last day is over: who judges, a sheet, an offer, the letter."""
    hr = telling.hr.open("/postings/manage")
    hr.page.locator("tr", has_text="締め切り").first.get_by_role("link").first.focus()
    hr.press(hr.page.locator("tr", has_text="締め切り").first.get_by_role("link").first.inner_text())
    make_offer(hr, pictured="posting")
