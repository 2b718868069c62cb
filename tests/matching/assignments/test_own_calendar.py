"""A person's own calendar outside: read by its address alone, and by no earlier one."""

import re
from typing import Final

import pytest

from auth.accounts.closing import account_called, close_account, reopen_account
from foundation.errors import NotAllowed, NotFound, RuleBroken
from matching.assignments.calendar_links import renew_calendar_link
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, on
from tests.registry.people import designer, signed_in
from tests.training.sessions.test_calendar import read
from tests.world import World

ADDRESS: Final = re.compile(r"/calendars/[\w-]+/[\w-]+")

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_the_address_opens_the_own_calendar_until_a_new_one_is_given(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        member, outside = await visit("nagi"), await visit()
        member.client.headers["host"] = "evil.example"
        shown = (await member.post("/assignments/calendar/link")).text
        assert "evil.example" not in shown, "the address is the installation's own, whatever the request says"
        found = ADDRESS.search(shown)
        assert found is not None
        path = found.group()
        answer = await outside.get(path)
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/calendar")
        lines = read(answer.content)
        told = {value for name, value in lines if name == "SUMMARY"}
        assert told == {f"{town.organisation_name}の支援（月2日）" for town in story.towns}
        starts = [value for name, value in lines if name == "DTSTART;VALUE=DATE"]
        ends = [value for name, value in lines if name == "DTEND;VALUE=DATE"]
        assert set(starts) == {"20270101"} and set(ends) == {"20270401"}
        assert story.member.account_name not in answer.text
        new = (await member.send("/assignments/calendar/link", None)).json()
        assert (await outside.get(path)).status_code == 404
        assert (await outside.get(f"/api/v1/calendars/{new['id']}/{new['secret']}")).status_code == 200
        assert (await member.post("/assignments/calendar/link/removal")).status_code == 303
        assert (await outside.get(f"/calendars/{new['id']}/{new['secret']}")).status_code == 404
        with pytest.raises(NotAllowed):
            await renew_calendar_link(by=story.pool)


async def test_a_closed_account_has_no_calendar_outside_and_an_opened_one_asks_for_a_new_address(
    world: World, visit: Visit
) -> None:
    await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
    member, outside = await visit("nagi"), await visit()

    async def new_address() -> str:
        told = (await member.send("/assignments/calendar/link", None)).json()
        return f"/calendars/{told['id']}/{told['secret']}"

    path = await new_address()
    assert (await outside.get(path)).status_code == 200
    owner = await account_called(login="NAGI")
    with pytest.raises(NotAllowed):
        await close_account(owner=owner, reason="", by=world.hiroshima)
    with pytest.raises(NotFound):
        await account_called(login="nobody")
    await close_account(owner=owner, reason="盗まれたおそれ", by=owner.system)
    assert (await outside.get(path)).status_code == 404
    assert (await member.get("/assignments/calendar")).headers["location"].startswith("/sign-in")
    with pytest.raises(RuleBroken):
        await close_account(owner=owner, reason="盗まれたおそれ", by=owner.system)
    await reopen_account(owner=owner, reason="本人と確かめた", by=owner.system)
    assert (await outside.get(path)).status_code == 404, "the address ended with the account"
    assert (await member.get("/assignments/calendar")).status_code == 303, "the session ended as well"
    member = await visit("nagi")
    assert (await outside.get(await new_address())).status_code == 200
