"""HR fills a role: a town's need, a description signed by all, a posting, an application, an offer, a new member."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.viewer import Viewer
from registry.postings.rules import CONSENT_NOW
from tests.journeys.asking import ask, hear, say_whom
from tests.journeys.selecting import make_offer
from tests.journeys.walker import PHONE, Walker
from tests.journeys.years import Years
from tests.registry.people import skill_called
from tests.world import HIROSHIMA, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.database]

TROUBLE: Final = "転入してきた人に、3つの窓口を回ってもらっています。"
FINDINGS: Final = "窓口は3つ。様式は住民課が作り直してよいとのこと。"
TITLE: Final = "窓口を作り直す人"
APPLICANT: Final = "架空 望未"
OPEN_FOR: Final = 14
"""Days in which one may apply; the last one counts."""


@dataclass
class Telling:
    """Where it is told, and by whom."""

    years: Years
    browser: Browser
    pictures: Path
    hr: Walker
    skill: UUID

    def in_days(self, days: int) -> str:
        """An ISO day from the one it is."""
        return (self.years.today + timedelta(days=days)).isoformat()

    def phone(self, login: str = "") -> Walker:
        """Somebody of a body, or from outside, with a telephone in hand."""
        if login:
            return self.years.phone(self.browser, self.pictures, login)
        return Walker(self.browser, self.years.address, self.pictures, screen=PHONE)


def test_a_need_becomes_a_role_an_offer_and_a_member(years: Years, chromium: Browser, pictures: Path) -> None:
    for role in (Role.HR, Role.FINANCE):
        years.done(officer(role))
    skill = years.done(skill_called("窓口・申請の設計", by=years.world.hiroshima))
    telling = Telling(years, chromium, pictures, years.desk(chromium, pictures, Role.HR), skill)
    description = describe(telling, ask(telling.phone("sera"), TROUBLE))
    sign(telling, description)
    posting = publish(telling, description)
    number = ask_and_apply(telling, posting)
    application = select(telling, posting)
    accept(telling, number)
    take_on(telling.hr, application)


async def officer(role: Role) -> None:
    """Somebody of Hiroshima's division who signs in by the role's name."""
    new = NewAccount(login=role, display_name=f"架空の{role}", password=PASSWORD)
    await open_account(new, role=role, by=Viewer.system(HIROSHIMA, kind="prefecture"))


def describe(telling: Telling, need: str) -> str:
    """The need is heard and described; what the description lacks is said until it is whole. Returns its page."""
    hr, today = telling.hr, telling.years.today
    hear(hr, need, today=today, findings=FINDINGS)
    say_whom(hr, today=today, skill=telling.skill)
    hr.press("人さがしを始める")
    hr.press("職務記述書をつくって募集する")
    hr.press("下書きをつくる")
    hr.picture("posting-01-builder-1280")
    hr.write("title", TITLE)
    hr.choose("pay_unit", "day")
    hr.write("pay_yen", "30000")
    hr.choose("side_job", "with_permission")
    for field, days in (("first_day", 60), ("last_day", 120), ("apply_until", OPEN_FOR)):
        hr.write_day(field, telling.in_days(days))
    hr.press("保存する")
    hr.picture("posting-02-checked-1280")
    return f"/job-descriptions/{hr.id_in_address()}"


def sign(telling: Telling, path: str) -> None:
    """The town, HR and finance, in this order."""
    telling.hr.open(path).press("町に確認を頼む")
    town = telling.phone("sera").open(path)
    town.picture("posting-03-town-320")
    town.press("この内容でよいと答える")
    telling.hr.open(path).press("人事として決裁する")
    telling.years.desk(telling.browser, telling.pictures, Role.FINANCE).open(path).press("財政として決裁する")
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


def ask_and_apply(telling: Telling, posting: str) -> str:
    """Somebody from outside asks on a telephone, reads the answer, applies; returns the number of the receipt."""
    person = telling.phone().open(posting)
    person.write("question", "週末だけでも働けますか。")
    person.press("質問を送る")
    hr = telling.hr.open(f"{posting}/manage")
    hr.write("answer", "平日に月1日は来庁してください。")
    hr.press("答えを載せる")
    person.open(posting)
    expect(person.page.get_by_text("平日に月1日は来庁してください。")).to_be_visible()
    person.picture("posting-06-public-320")
    person.press("応募する")
    person.write("name", APPLICANT)
    person.write("kana", "かくう のぞみ")
    person.write("email", "nozomi@example.jp")
    person.write("story", "役場の窓口で5年働きました。")
    person.choose("held", f"{telling.skill}:3")
    person.tick("consent", CONSENT_NOW)
    person.press("応募を送る")
    person.picture("posting-07-received-320")
    number = person.page.locator(".notice h2").inner_text().split("　")[1]
    person.open("/my-application").write("number", number)
    person.press("確認する")
    expect(person.page.get_by_text("受け付けました", exact=True)).to_be_visible()
    return number


def select(telling: Telling, posting: str) -> str:
    """On the day after the last one: who judges, a sheet, an offer, the letter; returns the application's page."""
    telling.years.turn_to(telling.years.today + timedelta(days=OPEN_FOR + 1))
    telling.hr = telling.years.desk(telling.browser, telling.pictures, Role.HR)
    telling.hr.open(f"{posting}/manage").press("締め切る")
    make_offer(telling.hr, pictured="posting")
    return f"/applications/{telling.hr.id_in_address()}"


def accept(telling: Telling, number: str) -> None:
    """With the number of the receipt: the letter is read, the pool and the pledge are agreed to."""
    phone = telling.phone().open("/my-application")
    phone.write("number", number)
    phone.press("確認する")
    expect(phone.page.get_by_text("採用のお申し出", exact=False).first).to_be_visible()
    phone.tick("joins", "1")
    phone.tick("pledges", "1")
    phone.picture("posting-10-offer-320")
    phone.press("申し出を承諾する")


def take_on(hr: Walker, application: str) -> None:
    """What was written once is the member's; the application leads to them."""
    hr.open(application).press("人材プールに加える")
    hr.picture("posting-11-membership-1280")
    hr.press("人材プールに加えて、本人に知らせる")
    expect(hr.page.get_by_role("heading", name=APPLICANT)).to_be_visible()
    hr.picture("posting-12-member-1280")
    hr.open(application).press("人材のページを開く")
