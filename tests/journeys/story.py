"""The story of joint employment, step by step: one person comes to work for three towns."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, expect

from tests.journeys.asking import say_whom
from tests.journeys.papers import picture_of, printed
from tests.journeys.walker import DESK, PHONE, Walker

PREFECTURE: Final = "田所（広島県）"
TOWNS: Final = ("情野（世羅町）", "高原（神石高原町）", "坂上（尾道市）")
MEMBER: Final = "綾小路 まどか"
MINISTRY: Final = "霞（総務省）"
ROSTER: Final = Path(__file__).with_name("roster.csv")
STORY: Final = "転入してきた人に、3つの窓口を回ってもらっています。"
FINDINGS: Final = "窓口は3つ。様式は住民課が作り直してよいとのこと。"


@dataclass
class Story:
    """Where the story is told, and what has come of it so far."""

    browser: Browser
    address: str
    pictures: Path
    today: date
    needs: list[str] = field(default_factory=list)
    proposal: str = ""
    at_work_before: int = 0

    def desk(self, name: str) -> Walker:
        """Somebody at a desk."""
        return Walker(self.browser, self.address, self.pictures).enter_as(name)

    def phone(self, name: str) -> Walker:
        """Somebody with a telephone in hand."""
        return Walker(self.browser, self.address, self.pictures, screen=PHONE).enter_as(name)


def look_at_the_door(story: Story) -> None:
    """1. The sign-in page offers the demo's people."""
    for screen, width in ((DESK, 1280), (PHONE, 320)):
        visitor = Walker(story.browser, story.address, story.pictures, screen=screen).open("/sign-in")
        expect(visitor.page.get_by_role("button", name=PREFECTURE)).to_be_visible()
        visitor.picture(f"01-sign-in-{width}")


def bring_in_people(story: Story) -> None:
    """2. The prefecture uploads a roster, sees what is wrong, applies the rest; a second time nothing changes."""
    hall = story.desk(PREFECTURE)
    for picture in ("02-roster-applied-1280", "02-roster-again-1280"):
        hall.open("/imports?kind=members")
        hall.page.locator("input[type=file]").set_input_files(ROSTER)
        hall.press("中を確かめる")
        if picture == "02-roster-applied-1280":
            hall.picture("02-roster-preview-1280")
        hall.press("この内容で取り込む")
        hall.wait_for("取り込みました", by="いまの様子を見る")
        hall.picture(picture)
    expect(hall.page.get_by_text("新しく0人、変更0人、そのまま2人")).to_be_visible()


def ask_for_help(story: Story) -> None:
    """3. Three towns file a need on a telephone; one of them leaves it half-done and comes back."""
    for position, name in enumerate(TOWNS):
        town = story.phone(name)
        if position == 0:
            town.picture("03-town-home-320")
        town.open("/needs/new")
        town.tick("themes", "counter")
        town.write("story", STORY)
        if position == 0:
            town.press("保存して、あとで続ける")
            town.picture("03-need-saved-320")
            town.open("/needs?state=draft").press(STORY)
        town.choose("urgency", "three_months")
        if position == 0:
            town.picture("03-need-intake-320")
        town.press("相談を送る")
        story.needs.append(town.id_in_address())
        if position == 0:
            town.picture("03-need-sent-320")


def hear_and_triage(story: Story) -> None:
    """4. The prefecture hears each town, triages the need and makes it matchable."""
    hall = story.desk(PREFECTURE)
    hall.picture("04-prefecture-home-1280")
    for position, need in enumerate(story.needs):
        hall.open(f"/needs/{need}")
        hall.unfold("聞き取りを記録する")
        hall.write_day("heard_on", story.today.isoformat())
        hall.choose("means", "visit")
        hall.write("findings", FINDINGS)
        if position == 0:
            hall.picture("04-hearing-1280")
        hall.press("聞き取りを記録する")
        hall.choose("triage", "hands_on")
        hall.press("進め方を決める")
        say_whom(hall, today=story.today)
        if position == 0:
            hall.picture("04-requirement-1280")
        hall.press("人さがしを始める")
        expect(hall.page.get_by_role("heading", level=1)).to_be_visible()


def find_a_person(story: Story) -> None:
    """5. The workbench: who fits and who does not and why, a computed plan, and a proposal for one person."""
    hall = story.desk(PREFECTURE)
    hall.open(f"/allocation?need={story.needs[0]}")
    hall.press("案をつくる")
    expect(hall.page.get_by_role("heading", name="人ごとの案")).to_be_visible(timeout=120_000)
    hall.look()
    hall.picture("05-plan-1280")
    hall.open(f"/allocation?need={story.needs[0]}&member={_member_on(hall)}")
    hall.picture("05-workbench-1280", height=1500)
    hall.unfold("対象外の")
    hall.picture("05-workbench-excluded-1280")
    for need in story.needs:
        hall.tick("needs", need)
    hall.press("選んだ要望で提案をつくる")
    story.proposal = hall.id_in_address()
    hall.picture("05-proposal-1280")


def ask_everybody(story: Story) -> None:
    """6. The towns and the member answer on their own pages; conflicts are checked; the proposal is confirmed."""
    hall, proposal = story.desk(PREFECTURE), f"/proposals/{story.proposal}"
    hall.open(proposal)
    hall.write_day("answer_by", (story.today + timedelta(days=10)).isoformat())
    hall.press("相手に送る")
    for position, name in enumerate((*TOWNS, MEMBER)):
        asked = story.phone(name).open(proposal)
        parties = asked.page.locator("input[name=party]").evaluate_all("all => all.map(one => one.value)")
        for party in parties:
            asked.choose(f"answer_{party}", "accepted")
        if name in (TOWNS[0], MEMBER):
            asked.picture("06-member-answers-320" if name == MEMBER else "06-town-answers-320")
        asked.press("返事を送る")
        assert position < len(TOWNS) or len(parties) == len(TOWNS)
    hall.open(proposal)
    hall.press("利益相反を調べる")
    hall.picture("06-conflicts-checked-1280")
    story.at_work_before = _people_at_work(story)
    hall.press("確定する")
    hall.picture("06-confirmed-1280")


def approve(story: Story) -> None:
    """7. One appointment and three assignments exist. 8. The bodies approve; until then the papers print 案."""
    hall = story.desk(PREFECTURE).open(f"/proposals/{story.proposal}")
    appointment, agreement = _first_path(hall, "/appointments/"), _first_path(hall, "/agreements/")
    hall.open("/assignments")
    expect(hall.page.get_by_text(MEMBER)).to_have_count(len(TOWNS))
    hall.picture("07-assignments-1280")
    _look_at_paper(hall, appointment, state="draft", picture="07-jirei-draft")
    hall.open(appointment)
    hall.picture("07-appointment-draft-1280")
    hall.press("この任用を決裁する")
    hall.picture("08-appointment-approved-1280")
    for name in (PREFECTURE, *TOWNS):
        story.desk(name).open(agreement).press("この協定を決裁する")
    hall.open(agreement)
    hall.picture("08-agreement-1280")
    _look_at_paper(hall, appointment, state="issued", picture="08-jirei-issued")
    _look_at_paper(hall, agreement, state="issued", picture="08-agreement-issued")


def count_nationwide(story: Story) -> None:
    """9. The ministry sees one more person at work, whatever the number of towns, and no names."""
    assert _people_at_work(story) == story.at_work_before + 1
    nation = story.desk(MINISTRY)
    nation.picture("09-ministry-home-1280")
    nation.open("/national")
    nation.picture("09-national-1280")
    assert MEMBER not in nation.page.content()


def _people_at_work(story: Story) -> int:
    """The nation's number, as the ministry reads it."""
    nation = story.desk(MINISTRY)
    figures = nation.page.context.request.get(f"{story.address}/api/v1/national").json()
    cells = figures["people_at_work"]["cells"]
    total: int = next(cell["people"] for cell in cells if (cell["prefecture"], cell["role"]) == ("", ""))
    return total


def _member_on(hall: Walker) -> str:
    """The member's id, from the pool's own list."""
    rows = hall.page.context.request.get(f"{hall.address}/api/v1/members").json()["pool"]
    found: str = next(row["card"]["id"] for row in rows if row["name"] == MEMBER)
    return found


def _first_path(hall: Walker, start: str) -> str:
    """Where the first link that begins so leads."""
    path = hall.page.locator(f"main a[href^='{start}']").first.get_attribute("href")
    assert path is not None
    return path


def _look_at_paper(hall: Walker, path: str, *, state: str, picture: str) -> None:
    request, subject = hall.page.context.request, path.rsplit("/", 1)[1]
    paper = printed(request, hall.address, subject=subject, state=state)
    assert (paper["number"] is None) == (state == "draft")
    picture_of(request, hall.address, paper=paper["id"], picture=hall.pictures / f"{picture}.png")


STEPS: Final = (
    look_at_the_door, bring_in_people, ask_for_help, hear_and_triage, find_a_person, ask_everybody, approve,
    count_nationwide,
)  # fmt: skip
