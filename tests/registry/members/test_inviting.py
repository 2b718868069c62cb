"""A person of a pool is invited by mail and chooses how to sign in; nobody sets their first password."""

import re

import pytest

from auth.signin.operations import sign_in
from auth.signin.queries import viewer_of_session
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.members.operations import invite_member
from tests.browser import Visit
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database

URL = "https://dxpool.example"
CHOSEN = {"login": "nagi"} | dict.fromkeys(("password", "again"), "a password only this person knows")
LETTERS = "select address, body from mail_outbox order by created_at"


async def link_in_letter(by: Viewer) -> str:
    async with reading(by) as work:
        [letter] = await work.connection.fetch(LETTERS)
    assert letter["address"] == "nagi@example.jp"
    found = re.search(r"(/invitations/\S+)", letter["body"])
    assert found is not None
    return found[1]


async def test_an_invited_person_signs_in_as_themselves(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    hall = await visit("hiroshima")
    page = (await hall.get(f"/members/{member}")).text
    assert "招待のメールを送る" in page and 'type="password"' not in page
    assert (await hall.post(f"/members/{member}/invitation")).status_code == 303
    person = await visit()
    link = await link_in_letter(world.hiroshima)
    assert "広島県からの招待" in (await person.get(link)).text
    assert (await person.post(link, CHOSEN)).status_code == 303
    token = await sign_in(login="nagi", password=CHOSEN["password"], old_token=None)
    viewer = await viewer_of_session(token)
    assert (viewer.member, viewer.organisation) == (member, None)
    again = await hall.send(f"/members/{member}/invitation", {})
    assert again.status_code == 409 and "もうサインインできます" in again.text


async def test_whom_a_pool_does_not_invite(world: World) -> None:
    member = await designer(by=world.hiroshima)
    for nobody in (world.ehime, world.sera):
        with pytest.raises((NotFound, NotAllowed)):
            await invite_member(member=member, url=URL, by=nobody)
    with pytest.raises(NotAllowed):
        await invite_member(member=member, url=URL, by=world.hiroshima_reader)
    without_address = await designer(by=world.hiroshima, name="白川 凪", email=None)
    with pytest.raises(RuleBroken):
        await invite_member(member=without_address, url=URL, by=world.hiroshima)
    await signed_in(member, by=world.hiroshima)
    with pytest.raises(Conflict):
        await invite_member(member=member, url=URL, by=world.hiroshima)
