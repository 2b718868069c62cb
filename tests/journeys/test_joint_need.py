"""A town asks on a telephone and is heard; two neighbours' needs are joined, talked about, split and joined again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from foundation.text.dates import today_jst
from tests.journeys.story import PREFECTURE
from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

TOWNS: Final = {"情野（世羅町）": "世羅町", "高原（神石高原町）": "神石高原町"}
TROUBLE: Final = "公民館の予約を、電話と紙の台帳で受けています。"
TITLE: Final = "公民館の予約を一つに"


def test_two_neighbours_need_one_person(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures).enter_as(PREFECTURE)
    phones = {name: Walker(chromium, product, pictures, screen=PHONE).enter_as(name) for name in TOWNS}
    needs = [asked(phone) for phone in phones.values()]
    for need in needs:
        heard(hall, need)
    joint = joined(hall, needs)
    sera = phones["情野（世羅町）"]
    sera.open(f"/needs/{needs[0]}")
    expect(sera.page.get_by_role("link", name=TITLE)).to_be_visible()
    talked(hall, sera, needs[0])
    read_by_both(phones, joint)
    split_and_joined_again(hall, joint)


def asked(town: Walker) -> str:
    """On a telephone: what it is about, one sentence, when, with which budget."""
    town.open("/needs/new")
    town.tick("themes", "counter")
    town.write("story", TROUBLE)
    town.choose("urgency", "three_months")
    town.choose("budget", "none")
    town.picture("20-need-intake-320")
    town.press("相談を送る")
    return town.id_in_address()


def heard(hall: Walker, need: str) -> None:
    """With the questions of the template."""
    hall.open(f"/needs/{need}")
    hall.unfold("聞き取りを記録する")
    hall.write_day("heard_on", today_jst(datetime.now(UTC)).isoformat())
    hall.choose("means", "telephone")
    hall.write("answer_goal", "夜でも予約できる")
    hall.write("findings", "台帳は1冊。予約は月に40件。")
    hall.picture("21-hearing-questions-1280")
    hall.press("聞き取りを記録する")
    expect(hall.page.get_by_text("夜でも予約できる")).to_be_visible()


def joined(hall: Walker, needs: list[str]) -> str:
    """From the first need to what goes with it, with the reasons."""
    hall.open(f"/needs/{needs[0]}")
    hall.press("近くの町と一緒にできるか見る")
    expect(hall.page.get_by_text("同じこと：窓口・申請").first).to_be_visible()
    hall.tick("needs", needs[1])
    hall.write("title", TITLE)
    hall.write("purpose", "同じ人に、同じ週に来てもらいます。")
    hall.write("equal_weight", "50")
    hall.write("population_weight", "50")
    hall.picture("22-joint-need-suggestions-1280")
    hall.press("一緒に進める")
    expect(hall.page.get_by_text("2団体で進めています")).to_be_visible()
    hall.picture("23-joint-need-1280")
    return hall.id_in_address()


def talked(hall: Walker, town: Walker, need: str) -> None:
    """A word from the prefecture, an answer from the telephone."""
    hall.open(f"/coordination/needs/{need}")
    hall.write("body", "神石高原町と一緒に進めます。")
    hall.press("送る")
    town.open("/coordination")
    expect(town.page.get_by_text("未読").first).to_be_visible()
    town.picture("24-coordination-320")
    town.open(f"/coordination/needs/{need}")
    town.write("body", "わかりました。よろしくお願いします。")
    town.press("送る")
    hall.open(f"/needs/{need}")
    expect(hall.page.get_by_text("よろしくお願いします。")).to_be_visible()
    hall.look()
    hall.picture("24-need-with-thread-1280")


def read_by_both(phones: dict[str, Walker], joint: str) -> None:
    """Each town sees whom it goes with; the other's need stays the other's."""
    for name, phone in phones.items():
        phone.open(f"/joint-needs/{joint}")
        for town in TOWNS.values():
            expect(phone.page.get_by_role("listitem").filter(has_text=town).first).to_be_visible()
        expect(phone.page.get_by_text("町の中の相談です")).to_have_count(1)
        if name == "情野（世羅町）":
            phone.picture("25-joint-need-320")


def split_and_joined_again(hall: Walker, joint: str) -> None:
    """Everybody goes their own way, and comes back."""
    hall.open(f"/joint-needs/{joint}")
    hall.unfold("すべての町を分ける")
    hall.write("reason", "予算の時期が合わないため")
    hall.press("すべての町を分ける")
    expect(hall.page.get_by_text("分かれました").first).to_be_visible()
    hall.unfold("分かれた相談を、もう一度一緒にする")
    hall.press("一緒にする")
    expect(hall.page.get_by_text("2団体で進めています")).to_be_visible()
