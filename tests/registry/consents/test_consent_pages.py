"""Consents by page and by program: nothing typed is lost, and a bad answer gets a sentence."""

from datetime import timedelta

import pytest

from tests.browser import Visit
from tests.registry.consents.test_requests import asked, name_for, today
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database


async def test_a_town_asks_by_form_and_the_person_decides_by_program(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    await signed_in(member, by=world.hiroshima)
    sera, nagi = await visit("sera"), await visit("nagi")
    assert "名前を知りたいと依頼する" in (await sera.get(f"/members/{member}")).text
    form = await sera.get(f"/consents/requests/new?member={member}")
    assert form.status_code == 200 and "灰谷" not in form.text
    refused = await sera.post("/consents/requests", {"member": str(member), "detail": "勉強会の相談です。"})
    assert refused.status_code == 422 and "勉強会の相談です。" in refused.text
    until = today() + timedelta(days=30)
    sent = await sera.post("/consents/requests", {
        "member": str(member), "purpose": "lecture", "detail": "勉強会の相談です。", "until_year": str(until.year),
        "until_month": str(until.month), "until_day": str(until.day),
    })  # fmt: skip
    place = sent.headers["location"]
    assert "同意の文" not in (await sera.get(place)).text.split("次にできること")[1]
    page = await nagi.get(place)
    assert "勉強会の相談です。" in page.text and "この文に同意して" in page.text
    listed = (await nagi.get("/api/v1/consents")).json()
    assert [row["state"] for row in listed["requests"]] == ["waiting"]
    stale = await nagi.post(f"{place}/decision", {"version": "7", "decision": "refused", "until": str(until)})
    assert stale.status_code == 409
    assert await name_for(world.sera, member) is None


async def test_every_page_of_consents_opens_for_those_who_may(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    id = await asked(member, by=world.sera)
    for login in ("sera", "hiroshima"):
        browser = await visit(login)
        for path in ("/consents", "/consents/wordings", f"/consents/requests/{id}"):
            assert (await browser.get(path)).status_code == 200, f"{login}: {path}"
    assert (await (await visit("jinseki")).get(f"/consents/requests/{id}")).status_code == 404
