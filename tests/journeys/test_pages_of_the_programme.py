"""The programme's pages, each looked at once by whoever it is for: nothing too wide, nothing inaccessible."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.test_pages_of_joint_employment import first_listed
from tests.journeys.walker import DESK, PHONE, Walker

pytestmark = pytest.mark.browser

MINISTRY: Final = (
    "/national", "/national/by-prefecture/people-at-work", "/national/towns?alone=unknown", "/accelerators",
    "/frameworks", "/frameworks/340006", "/joint-procurements", "/accompaniments", "/accompaniments/new", "/training",
    "/credentials",
)  # fmt: skip
HALL: Final = (
    "/region", "/region/pool-people", "/training", "/training/requirements/new", "/training/fees", "/accelerators/new",
    "/events", "/events/new", "/practices", "/practices/new", "/mentors", "/careers", "/survey",
    "/survey/dx-records-2027/answers", "/joint-procurements/new",
)  # fmt: skip
MEMBER: Final = ("/training", "/credentials", "/events", "/mentors", "/careers", "/practices")
SCHOOL: Final = ("/training", "/credentials")
ANYBODY: Final = (
    "/training/courses", "/training/courses/assembly", "/certificates", "/credentials/check", "/open-data",
    "/open-data/numbers", "/figures", "/survey", "/survey/dx-dashboard-2023",
    "/survey/dx-dashboard-2023/towns?indicator=cio&answer=missing",
)  # fmt: skip
FIRST_OF: Final = {
    "/accelerators": "/accelerators/", "/joint-procurements": "/joint-procurements/", "/credentials": "/credentials/",
    "/accompaniments": "/accompaniments/", "/events": "/events/", "/practices": "/practices/",
}  # fmt: skip
"""List -> how the address of what it lists begins; the first of them is opened too."""
TRAINING: Final = ("/training/people/", "/training/sessions/", "/training/enrolments/")
"""The same of the page of training, which lists several things."""


@pytest.mark.parametrize(
    ("who", "pages", "screen"),
    [("霞（総務省）", MINISTRY, DESK), ("田所（広島県）", HALL, PHONE), ("𠮷永 灯里", MEMBER, PHONE),
     ("学野（研修機関）", SCHOOL, DESK), (None, ANYBODY, PHONE)],
    ids=["ministry", "hall", "member", "school", "anybody"],
)  # fmt: skip
def test_every_page_of_the_programme_can_be_used_by_everybody(
    product: str, chromium: Browser, pictures: Path, who: str | None, pages: tuple[str, ...], screen: ViewportSize
) -> None:
    walker = Walker(chromium, product, pictures, screen=screen)
    if who:
        walker.enter_as(who)
    for path in pages:
        walker.open(path)
        lists = TRAINING if path == "/training" else (FIRST_OF.get(path),)
        for first in [first_listed(walker, begins) for begins in lists]:
            if first is not None:
                walker.open(first)
