"""The pages of joint employment, each looked at by whoever it is for: nothing too wide, nothing inaccessible."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.walker import DESK, PHONE, Walker

pytestmark = pytest.mark.browser

HALL: Final = (
    "/proposals", "/appointments", "/assignments", "/assignments/calendar", "/rotations", "/agreements", "/settlements",
    "/contracts", "/documents", "/documents/drafts", "/documents/drafts/new?kind=posting_notice", "/support",
    "/support/coverage", "/support/knowledge", "/studies", "/funding", "/experts", "/coordination",
)  # fmt: skip
TOWN: Final = (
    "/assignments",
    "/agreements",
    "/experts",
    "/experts/questions/new",
    "/contracts",
    "/funding",
    "/documents",
)
MEMBER: Final = ("/proposals", "/assignments", "/assignments/calendar", "/experts", "/coordination", "/documents")
FIRST_OF: Final = {
    "/proposals": "/proposals/", "/appointments": "/appointments/", "/assignments": "/assignments/",
    "/agreements": "/agreements/", "/settlements": "/settlements/", "/documents": "/documents/",
    "/documents/drafts": "/documents/drafts/", "/rotations": "/rotations/", "/experts": "/experts/questions/",
}  # fmt: skip
"""List -> how the address of what it lists begins; the first of them is opened too."""
ID: Final = 36
"""Letters of an id in an address."""


@pytest.mark.parametrize(
    ("who", "pages", "screen"),
    [("三好野（愛媛県）", HALL, DESK), ("田所（広島県）", HALL[8:], PHONE), ("久万野（久万高原町）", TOWN, PHONE),
     ("𠮷永 灯里", MEMBER, PHONE)],
    ids=["hall", "hall-on-a-phone", "town", "member"],
)  # fmt: skip
def test_every_page_can_be_used_by_everybody(
    product: str, chromium: Browser, pictures: Path, who: str, pages: tuple[str, ...], screen: ViewportSize
) -> None:
    walker = Walker(chromium, product, pictures, screen=screen).enter_as(who)
    for path in pages:
        walker.open(path)
        first = first_listed(walker, FIRST_OF.get(path))
        if first is not None:
            walker.open(first)
    if pages is HALL:
        walker.open("/assignments")
        walker.open(f"{first_listed(walker, '/assignments/')}/handover")


def first_listed(walker: Walker, begins: str | None) -> str | None:
    """The address of the first thing that the page lists, as far as there is one."""
    if begins is None:
        return None
    found = walker.page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    return next((href for href in found if href.startswith(begins) and len(href) == len(begins) + ID), None)
