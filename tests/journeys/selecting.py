"""HR selects: who judges, the papers, a sheet, an offer; from the page of a posting whose last day is over."""

from playwright.sync_api import expect

from registry.postings.rules import CRITERIA
from tests.journeys.walker import Walker


def make_offer(hr: Walker, *, pictured: str = "") -> None:
    """To whoever applied first; the letter is on the page afterwards."""
    hr.unfold("選考にあたる人を加える")
    hr.write("label", "情報政策課長")
    hr.press("加える")
    hr.press("書類選考を始める")
    if pictured:
        hr.picture(f"{pictured}-08-selecting-1280")
    hr.press(hr.page.locator("#applications-table a").first.inner_text())
    for key in CRITERIA:
        hr.choose(f"score_{key}", "4")
    hr.press("評価を送る")
    hr.choose("verdict", "offer")
    hr.write("reason", "経験が合うため")
    hr.press("決めて、応募した人に知らせる")
    if pictured:
        hr.picture(f"{pictured}-09-offered-1280")
    expect(hr.page.get_by_text("採用のお申し出", exact=False).first).to_be_visible()
