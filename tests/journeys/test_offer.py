"""What an offer leads to: the letter, the applicant's yes on a telephone, and the member HR makes of them."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from registry.postings.queries import posting_page
from registry.postings.rows import Received
from tests.journeys.selecting import make_offer
from tests.journeys.walker import PHONE, Walker
from tests.journeys.years import Years
from tests.registry.postings.calling import AFTER, NOBODY, PERSON, applied, opened
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.database]


def test_an_offer_is_accepted_and_makes_a_member(years: Years, chromium: Chromium, pictures: Path) -> None:
    posting, received = years.done(called_and_applied(years.world))
    years.turn_to(AFTER)
    hr = years.desk(chromium, pictures, "hiroshima").open(f"/postings/{posting}/manage")
    hr.press("締め切る")
    make_offer(hr)
    accept(Walker(chromium, years.address, pictures, screen=PHONE), received)
    take_on(hr, received)


async def called_and_applied(world: World) -> tuple[UUID, Received]:
    """A posting, and somebody who says which of its skills they have."""
    posting = await opened(world)
    skill = (await posting_page(id=posting, by=NOBODY)).content.skills[0].skill
    return posting, await applied(posting, held=[f"{skill}:3"], kana="かくう おうぼこ")


def accept(phone: Walker, received: Received) -> None:
    """With the number of the receipt: the letter is read, the pool and the pledge are agreed to."""
    phone.open("/my-application").write("number", received.number)
    phone.press("確認する")
    expect(phone.page.get_by_text("採用のお申し出", exact=False).first).to_be_visible()
    phone.tick("joins", "1")
    phone.tick("pledges", "1")
    phone.picture("posting-10-offer-320")
    phone.press("申し出を承諾する")


def take_on(hr: Walker, received: Received) -> None:
    """What was written once is the member's; the application leads to them."""
    hr.open(f"/applications/{received.application}")
    hr.press("人材プールに加える")
    hr.picture("posting-11-membership-1280")
    hr.press("人材プールに加えて、本人に知らせる")
    expect(hr.page.get_by_role("heading", name=str(PERSON["name"]))).to_be_visible()
    hr.picture("posting-12-member-1280")
    hr.open(f"/applications/{received.application}").press("人材のページを開く")
