"""A form of more fields than any page has is not taken apart, at whichever door: it would keep the process busy."""

import pytest

from foundation.web.forgery import MOST_FIELDS
from tests.browser import Visit

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]

DOORS = (
    "/session", "/api/v1/session", "/api/v1/oauth/token",
    "/sign-in/providers/00000000-0000-0000-0000-000000000000/logout",
)  # fmt: skip


async def test_countless_fields_are_refused(visit: Visit) -> None:
    browser = await visit()
    token = await browser.token()
    headers = {"content-type": "Application/X-WWW-Form-Urlencoded; charset=utf-8", "x-csrf-token": token}
    for door in DOORS:
        answer = await browser.client.post(door, content=b"a&" * MOST_FIELDS, headers=headers)
        assert answer.status_code == 422 and "多すぎる" in answer.text, door
    few = await browser.client.post("/session", content=b"a&" * 100, headers=headers)
    assert few.status_code == 422 and "多すぎる" not in few.text, "the control"
