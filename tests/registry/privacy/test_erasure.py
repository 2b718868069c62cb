"""Everything held on a person in one file; erasure that is refused with reasons, and that leaves nothing that names."""

import io
import json
import zipfile
from datetime import timedelta

import asyncpg
import pytest

from auth.inbox.operations import tell_member
from auth.journal.queries import looks_by_day
from auth.viewer import Viewer
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.notifications.outbox import put_letters
from foundation.text.ids import uuid7
from registry.consents.operations import decide_request
from registry.members.operations import register_member
from registry.members.queries import card, member_names, registrar
from registry.members.schemas import NewMember
from registry.privacy.operations import erase_person, keep_to_retention
from registry.privacy.queries import export_person, person_desk, retention
from registry.privacy.schemas import Erasure
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, on
from tests.registry.consents.test_requests import asked, decision, today
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

WHY = Erasure(reason="本人からの求め", confirmed="消去する")


async def test_a_person_takes_everything_along(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    await asked(member, by=world.sera)
    for by in (nagi, world.hiroshima):
        export = await export_person(member=member, by=by)
        with zipfile.ZipFile(io.BytesIO(export.content)) as packed:
            told = json.loads(packed.read("person.json"))
        tables = {table["table"]: table["rows"] for table in told["tables"]}
        assert tables["member_identity"][0]["name"] == "灰谷 凪"
        assert tables["disclosure_request"][0]["detail"] == "窓口の見直しを相談したい。"
        assert "password_hash" not in tables["account"][0]
    looks, _ = await looks_by_day(by=nagi)
    assert "本人について持っている情報の書き出し" in {look.purpose for look in looks}


async def test_no_link_that_signs_the_person_in_leaves_with_what_is_held(world: World) -> None:
    member = await designer(by=world.hiroshima)
    link, told = "https://dxpool.example/password-resets/of-this-person", Viewer.system_for_person(member)
    await put_letters(notice=uuid7(), addresses=["nagi@example.jp"], subject="設定し直し", body=link, by=told)
    export = await export_person(member=member, by=world.hiroshima)
    with zipfile.ZipFile(io.BytesIO(export.content)) as packed:
        said = packed.read("person.json").decode()
    assert "設定し直し" in said and "of-this-person" not in said


async def test_a_pool_that_a_person_has_left_takes_nothing_that_others_told_them(world: World) -> None:
    member = await designer(by=world.hiroshima)
    async with unit_of_work(world.ehime):
        await tell_member(
            member=member, key="of another pool", subject="愛媛県から", body="よその話", link="/", by=world.ehime
        )

    async def taken() -> str:
        export = await export_person(member=member, by=world.hiroshima)
        with zipfile.ZipFile(io.BytesIO(export.content)) as packed:
            return packed.read("person.json").decode()

    assert "よその話" in await taken(), "the control: their pool's desk works for the person"
    async with unit_of_work(world.hiroshima) as work:
        await work.connection.execute(
            "update pool_membership set during = daterange(lower(during), app_today()) where member = $1", member
        )
    after = await taken()
    assert "よその話" not in after and "pool_membership" in after


async def test_nobody_else_takes_anything(world: World) -> None:
    member = await designer(by=world.hiroshima)
    other = await signed_in((await register_member(new=NewMember(name="別の 架空"), by=world.hiroshima)).id,
                            by=world.hiroshima, login="other")  # fmt: skip
    for stranger in (world.sera, world.ehime, world.ministry, other):
        with pytest.raises(NotFound):
            await export_person(member=member, by=stranger)
        with pytest.raises((NotFound, NotAllowed)):
            await erase_person(member=member, erasure=WHY, by=stranger)
    with pytest.raises(NotAllowed):
        await erase_person(member=member, erasure=WHY, by=world.hiroshima_reader)


async def test_both_doors_erase(world: World, visit: Visit) -> None:
    page, program = await visit("hiroshima"), await visit("hiroshima")
    said = {"reason": "本人からの求め", "confirmed": "消去する"}
    on_page, by_program = await designer(by=world.hiroshima), await designer(by=world.hiroshima, name="別の 架空")
    assert (await page.post(f"/personal-data/{on_page}/erasure", said)).status_code == 303
    for _ in range(2):
        assert (await program.send(f"/personal-data/{by_program}/erasure", said, key="once")).status_code == 201
    for member in (on_page, by_program):
        assert not await member_names(ids=[member], by=world.hiroshima, purpose="消去の確かめ")


async def test_erasing_leaves_no_name_anywhere_and_the_card_stays(world: World, server: Server, database: str) -> None:
    name = "消去 される架空"
    member = await designer(by=world.hiroshima, name=name, note=f"{name}の備考", external_key="34-901")
    person = await signed_in(member, by=world.hiroshima)
    await decide_request(id=await asked(member, by=world.sera), decision=await decision(), by=person)
    assert (await person_desk(member=member, by=world.hiroshima)).bars == []
    await erase_person(member=member, erasure=WHY, by=world.hiroshima)
    await erase_person(member=member, erasure=WHY, by=world.hiroshima)
    assert await member_names(ids=[member], by=world.sera, purpose="x") == {}
    with pytest.raises(NotFound):
        await card(id=member, by=world.sera)
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, database))
    try:
        tables = await administrator.fetch("select relname from pg_class where relkind = 'r' "
                                           "and relnamespace = 'public'::regnamespace")  # fmt: skip
        for row in tables:
            found = await administrator.fetchval(
                f"select count(*) from {row['relname']} t where t::text like '%消去 される%'"
            )
            assert found == 0, f"{row['relname']} still names the person"
        state = await administrator.fetchval("select state from member where id = $1", member)
        roles = await administrator.fetchval("select count(*) from member_role where member = $1", member)
        assert (state, roles) == ("ended", 1)
        done = await administrator.fetchval(
            "select count(*) from journal where verb = 'erase_person' and person = $1 and organisation = $2",
            member, world.hiroshima.organisation)  # fmt: skip
        assert done == 2
        assert await administrator.fetchval("select count(*) from account where member = $1", member) == 0
    finally:
        await administrator.close()


async def test_a_running_appointment_refuses_with_its_last_day(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        assert story.member.member is not None
        with pytest.raises(RuleBroken, match=r"任用「.*」が令和"):
            await erase_person(member=story.member.member, erasure=WHY, by=story.pool)
        async with reading(story.pool):
            names = await member_names(ids=[story.member.member], by=story.pool, purpose="x")
        assert names, "nothing was removed"


async def test_who_left_long_ago_is_forgotten_by_the_daily_run_and_nothing_is_overdue(world: World) -> None:
    with on(today() - timedelta(days=30)):
        member = await designer(by=world.hiroshima)
    async with unit_of_work(world.hiroshima) as work:
        await work.connection.execute(
            "update pool_membership set during = daterange(lower(during), app_today()) where member = $1", member
        )
    assert world.hiroshima.organisation is not None
    system = Viewer.system(world.hiroshima.organisation)
    with on(today() + timedelta(days=300)):
        assert {row.found for row in await keep_to_retention(by=system)} == {0}
    with on(today() + timedelta(days=400)):
        ran = {row.code: row for row in await keep_to_retention(by=system)}
        assert (ran["former_member"].found, ran["former_member"].removed) == (1, 1)
        assert await keep_to_retention(by=system) == [], "the day's run is done"
    with on(today() + timedelta(days=401)):
        assert {(row.found, row.kept_back) for row in await keep_to_retention(by=system)} == {(0, 0)}
        assert {row.kept_back for row in await retention(by=world.hiroshima)} == {0}


async def test_the_command_line_finds_the_body_that_registered_a_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    assert await registrar(by=Viewer.system_for_person(member)) == world.hiroshima.organisation
