"""A prefecture compares three scenarios, pins one person, asks why not another, and makes proposals of the plan."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.story import PREFECTURE
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

NEAR: Final = "近い人だけ"
CALM: Final = "安定な案"
PLAN: Final = "人ごとの案"
PATIENCE: Final = 120_000


def test_a_prefecture_chooses_among_three_scenarios(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures).enter_as(PREFECTURE)
    decided_by_hand(hall)
    three = [planned(hall), changed(hall, NEAR, travel_limit="40"), changed(hall, CALM, aim="stable")]
    chosen = compared(hall, three)
    why_not(hall, chosen)
    proposed(hall, chosen)


def decided_by_hand(hall: Walker) -> None:
    """The first person of the first need is in every plan."""
    hall.open("/allocation")
    hall.choose("kind", "must")
    hall.press("決める")
    expect(hall.page.locator("input[name=kind][value=must]")).to_be_checked()


def planned(hall: Walker) -> str:
    """Under the published settings."""
    hall.open("/allocation").press("案をつくる")
    return finished(hall)


def changed(hall: Walker, name: str, *, travel_limit: str = "", aim: str = "") -> str:
    """A scenario of its own, saved and computed."""
    hall.open("/allocation/scenarios")
    hall.write("name", name)
    hall.press("条件をつくる")
    if travel_limit:
        hall.write("travel_limit", travel_limit)
    if aim:
        hall.choose("aim", aim)
    hall.press("条件を保存する")
    hall.picture(f"40-scenario-{'near' if travel_limit else 'calm'}-1280")
    hall.press("この条件で計算する")
    return finished(hall)


def finished(hall: Walker) -> str:
    """The page shows the plan by itself when the worker is done."""
    expect(hall.page.get_by_role("heading", name=PLAN)).to_be_visible(timeout=PATIENCE)
    return hall.id_in_address()


def compared(hall: Walker, runs: list[str]) -> str:
    """Side by side: what each fills, and what protection and stability cost."""
    hall.open("/allocation/scenarios")
    for run in runs:
        hall.tick("run", run)
    hall.press("選んだ案をくらべる")
    for words in ("公開している設定のまま", "移動は片道40分まで", "安定な組み合わせ", "保護しなければ", "安定でない組"):
        expect(hall.page.get_by_text(words, exact=True).first).to_be_visible()
    hall.picture("41-comparison-1280")
    return runs[0]


def why_not(hall: Walker, run: str) -> None:
    """Of the need decided by hand, another person: the answer lands in the page."""
    hall.open("/allocation")
    other = hall.page.get_by_role("link", name="さんにしたら").first
    hall.tab_to(other)
    hall.page.keyboard.press("Enter")
    expect(hall.page.locator("#why li").first).to_be_visible(timeout=PATIENCE)
    hall.picture("42-why-not-1280")
    hall.open(f"/allocation/runs/{run}")


def proposed(hall: Walker, run: str) -> None:
    """Every person of the plan in a draft of their own; nothing is sent."""
    label = hall.page.get_by_role("button", name="人に提案をつくる").first.inner_text()
    hall.press(label)
    expect(hall.page.get_by_role("row")).not_to_have_count(1)
    hall.picture("43-drafts-1280")
    hall.open(f"/allocation/runs/{run}")
    hall.unfold("この案の記録")
    expect(hall.page.get_by_text("案の照合値")).to_be_visible()
