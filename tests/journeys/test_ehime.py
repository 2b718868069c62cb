"""Ehime's way: three experts shared by all twenty towns, every town heard, a year's log, settled by population."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from auth.organisations.operations import link_bodies
from auth.viewer import Viewer
from registry.frameworks.operations import keep_framework
from registry.frameworks.rules import Model
from registry.frameworks.schemas import FrameworkRecord
from registry.municipalities.queries import towns_of
from tests.browser import Browser
from tests.journeys import employing
from tests.journeys.employing import Term, said
from tests.journeys.reading import Printed, issued
from tests.journeys.walker import Walker
from tests.journeys.years import Years
from tests.matching.employment import TODAY
from tests.world import EHIME, MATSUYAMA

pytestmark = [pytest.mark.browser, pytest.mark.database]

EXPERTS: Final = ("伊予 架空", "宇和 架空", "三間 架空")
TERM: Final = Term(date(2027, 4, 1), date(2028, 3, 31), 2, "special_part_time")
SUMMER, WINTER, SETTLING = date(2027, 8, 2), date(2028, 2, 1), date(2028, 4, 10)
COSTS: Final = (2_000_000, 999_999)


def test_three_experts_over_twenty_towns(years: Years, chromium: Chromium, pictures: Path) -> None:
    inhabitants = years.done(founded())
    officer = years.done(years.program("ehime"))
    towns = {town: years.done(years.program(login_of(town))) for town in inhabitants}
    groups = [dict(list(towns.items())[at :: len(EXPERTS)]) for at in range(len(EXPERTS))]
    shared = [years.done(employed(years, officer, group, at)) for at, group in enumerate(groups)]

    years.turn_to(TERM.first_day)
    years.turn_to(WINTER)
    for at, (group, proposal) in enumerate(zip(groups, shared, strict=True)):
        years.done(worked(years, officer, group, at, proposal))
    heard_twice(years.desk(chromium, pictures, "ehime"))

    years.turn_to(SETTLING)
    for group, proposal in zip(groups, shared, strict=True):
        agreement = years.done(employing.agreement_of(officer, proposal))
        path = years.done(employing.settled(officer, group, agreement, 2027, COSTS))
        if str(MATSUYAMA) in group:
            close(years.desk(chromium, pictures, "ehime"), path)
            years.work([agreement, years.done(post_at(group[str(MATSUYAMA)]))])
        else:
            years.done(employing.closed(officer, path))
        by_population(years.done(said(officer, path)), {town: inhabitants[town] for town in group})
    papers_are_right(years.done(issued(towns[str(MATSUYAMA)])), pictures)


def login_of(town: str) -> str:
    """How somebody of a town signs in; Matsuyama is in the world already."""
    return "matsuyama" if town == str(MATSUYAMA) else f"town-{town[:8]}"


async def founded() -> dict[str, int]:
    """The framework of the governor and all mayors; the twenty towns with invented populations."""
    hall = Viewer.system(EHIME, kind="prefecture")
    record = FrameworkRecord(model=Model.EHIME, name="チーム愛媛", started_on=TODAY, source="架空の発表")
    await keep_framework(code="380008", kept=record, by=hall)
    found = await towns_of(prefecture=EHIME, by=hall)
    inhabitants = {town.id: 5_000 + 7_919 * at for at, town in enumerate(found)}
    await employing.counted(inhabitants, date(2027, 1, 1))
    for town in (town.id for town in found if town.id != MATSUYAMA):
        await link_bodies(parent=EHIME, child=town, kind="framework", start=TODAY, by=hall)
        await employing.officer(town, "municipality", login_of(str(town)))
    return {str(town): people for town, people in inhabitants.items()}


async def employed(years: Years, officer: Browser, towns: dict[str, Browser], at: int) -> str:
    """One expert for a third of the towns: asked, answered, confirmed, appointed by each town, signed."""
    member = await employing.registered(
        officer, EXPERTS[at], login=f"expert-{at}", days=TODAY, form=TERM.form, prefecture=str(EHIME)
    )
    await employing.entering(member, EHIME, f"expert-{at}")
    expert = await years.program(f"expert-{at}")
    needs = [await employing.heard(officer, await employing.asked(town), TODAY, TERM) for town in towns.values()]
    proposal = await employing.proposed(officer, member, needs, answer_by=date(2026, 12, 5))
    await employing.accepted([*towns.values(), expert], proposal)
    await employing.confirmed(officer, proposal)
    await employing.appointed(towns, officer, proposal)
    agreement = await employing.agreement_of(officer, proposal)
    await employing.divided(officer, agreement, {"equal": 0, "population": 100, "use": 0}, 3_000_000)
    await employing.agreed([officer, *towns.values()], agreement)
    await employing.signed(officer, agreement, TODAY)
    return proposal


async def worked(years: Years, officer: Browser, towns: dict[str, Browser], at: int, proposal: str) -> None:
    """The expert comes to each town of theirs, and the town says that it is right."""
    expert = await years.program(f"expert-{at}")
    for town, assignment in (await employing.assignments_of(officer, proposal)).items():
        await employing.logged(expert, towns[town], assignment, [SUMMER, WINTER], 233)


def heard_twice(hall: Walker) -> None:
    """Every town was listened to twice this year, as promised."""
    hall.open("/support/coverage?towns=all")
    expect(hall.page.get_by_role("row").filter(has_text="約束どおり")).to_have_count(20)
    hall.picture("56-heard-twice-1280")


def close(hall: Walker, settlement: str) -> None:
    """A person closes the year."""
    hall.open(settlement).press("この年度を締める")
    hall.picture("56-year-closed-1280")


def by_population(page: dict[str, Any], inhabitants: dict[str, int]) -> None:
    """Each town bears what its inhabitants make it bear, by largest remainder, to the yen."""
    shares = {row["organisation"]: row["share_yen"] for row in page["shares"]}
    total = sum(COSTS)
    assert page["settlement"]["state"] == "closed" and sum(shares.values()) == total
    assert {row["inhabitants_as_of"] for row in page["shares"]} == {"2027-01-01"}
    people = sum(inhabitants.values())
    assert shares.keys() == inhabitants.keys()
    for town, count in inhabitants.items():
        assert abs(shares[town] * people - total * count) < people, "more than a yen away from its part"


async def post_at(town: Browser) -> str:
    """The appointment that the town made."""
    [row] = (await said(town, "/appointments"))["appointments"]
    return str(row["id"])


def papers_are_right(papers: list[Printed], pictures: Path) -> None:
    """委嘱状 by the town's own head, 協定書 of eight bodies over several pages."""
    by_kind = {paper.kind: paper for paper in papers}
    assert set(by_kind) == {"agreement", "ishokujo"}
    assert "松山市長" in by_kind["ishokujo"].words and "委嘱します" in by_kind["ishokujo"].words
    agreement = by_kind["agreement"]
    assert agreement.pages >= 2 and f"{agreement.pages}/{agreement.pages}" in agreement.words
    by_kind["ishokujo"].picture(pictures, "56-ishokujo")
    agreement.picture(pictures, "56-agreement-last-page", page=agreement.pages)
