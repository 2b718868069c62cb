"""Who sees a person, and with how much of them."""

from dataclasses import replace

import asyncpg
import msgspec
import pytest

from auth.journal.queries import who_looked
from auth.organisations.operations import register_body
from auth.viewer import Viewer
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from registry.members import operations
from registry.members.matching import matching_facts
from registry.members.operations import invite_member
from registry.members.queries import card, cards, kept, member_names, pool_list, pools_of, profile
from registry.members.schemas import MemberEdit, NewMember, OwnContacts, SkillHeld, Wishes
from tests.registry.people import designer, signed_in, skill_called
from tests.world import AKIOTA, JINSEKI, SERA, World

pytestmark = pytest.mark.database

CARD_FIELDS = {
    "id", "roles", "skills", "experience_band", "prefecture", "remaining", "on_site", "remote", "forms", "certificates",
}  # fmt: skip


async def test_a_town_of_the_pool_sees_the_anonymous_card_and_nothing_else(world: World) -> None:
    member = await designer(by=world.hiroshima)
    shown = await card(id=member, by=world.sera)
    assert set(msgspec.to_builtins(shown)) == CARD_FIELDS
    assert (shown.roles, shown.prefecture) == (["service_designer"], "広島県")
    assert [(s.name, s.level, s.verified) for s in shown.skills] == [("窓口・申請の設計", 3, True)]
    assert "灰谷" not in str(msgspec.json.encode(shown).decode())
    assert await member_names(ids=[member], by=world.sera, purpose="x") == {}
    with pytest.raises(NotAllowed):
        await profile(id=member, by=world.sera, purpose="x")


async def test_nobody_outside_the_pool_sees_even_the_card(world: World) -> None:
    member = await designer(by=world.hiroshima)
    for outsider in (world.ehime, world.matsuyama, world.ministry, Viewer.public()):
        assert (await cards(by=outsider))[0] == []
        with pytest.raises(NotFound):
            await card(id=member, by=outsider)
        with pytest.raises(NotFound):
            await profile(id=member, by=outsider, purpose="x")


async def test_the_pool_owner_sees_names_and_each_look_is_journalled(world: World) -> None:
    member = await designer(by=world.hiroshima)
    rows, found = await pool_list(by=world.hiroshima)
    assert ([row.name for row in rows], found.total) == (["灰谷 凪"], 1)
    seen = await profile(id=member, by=world.hiroshima, purpose="相談の準備")
    assert (seen.name, seen.email, seen.note) == ("灰谷 凪", "nagi@example.jp", "窓口の経験が長い。")
    assert [basis.basis for basis in seen.bases] == ["pool_owner"]
    await invite_member(member=member, url="https://dxpool.example", by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    looks = await who_looked(by=nagi)
    assert [look.purpose for look in looks] == ["本人をサインインに招待するため", "相談の準備", "人材プールの一覧"]
    assert looks[1].organisation == "広島県" and "note" in looks[1].fields


async def test_a_member_sees_the_own_profile_without_leaving_a_trace(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    before = len(await who_looked(by=nagi))
    assert (await profile(id=member, by=nagi, purpose="x")).name == "灰谷 凪"
    assert [shown.id for shown in (await cards(by=nagi))[0]] == [member]
    assert len(await who_looked(by=nagi)) == before


async def test_without_level_or_role_a_person_is_incomplete_and_never_matched(world: World) -> None:
    skill = await skill_called("クラウド", by=world.hiroshima)
    for new in (
        NewMember(name="未満 架空", roles=[], skills=[SkillHeld(skill=skill, level=2)]),
        NewMember(name="段階 架空", roles=["engineer"], skills=[SkillHeld(skill=skill)]),
    ):
        id = (await operations.register_member(new=new, by=world.hiroshima)).id
        assert (await kept(id=id, by=world.hiroshima)).state == "incomplete"
        with pytest.raises(NotFound):
            await card(id=id, by=world.sera)
    assert await matching_facts(by=world.hiroshima) == []
    assert (await cards(by=world.sera))[0] == []


async def test_an_incomplete_person_becomes_matchable_once_completed(world: World) -> None:
    skill = await skill_called("クラウド", by=world.hiroshima)
    new = NewMember(name="段階 架空", roles=["engineer"], skills=[SkillHeld(skill=skill)])
    id = (await operations.register_member(new=new, by=world.hiroshima)).id
    edit = MemberEdit(name="段階 架空", roles=["engineer"], skills=[SkillHeld(skill=skill, level=2)], base=SERA,
                      max_municipalities=2, travel_limit_minutes=90, day_rate_yen=30_000, version=1)  # fmt: skip
    assert (await operations.edit_member(id=id, edit=edit, by=world.hiroshima)).version == 2
    await operations.set_wishes(id=id, wishes=Wishes(wished=[JINSEKI, SERA], refused=[AKIOTA]), by=world.hiroshima)
    (facts,) = await matching_facts(by=world.hiroshima)
    assert (facts.id, facts.roles, facts.skills) == (id, frozenset({"engineer"}), {skill: 2})
    assert (facts.max_municipalities, facts.travel_limit_minutes, facts.day_rate_yen) == (2, 90, 30_000)
    assert (facts.wishes, facts.refused) == ({JINSEKI: 1, SERA: 2}, frozenset({AKIOTA}))
    assert facts.base_code == "344621" and facts.latitude is not None
    assert await matching_facts(by=world.ehime) == []


async def test_a_stale_edit_is_a_conflict(world: World) -> None:
    member = await designer(by=world.hiroshima)
    edit = MemberEdit(name="灰谷 凪", version=1)
    await operations.edit_member(id=member, edit=edit, by=world.hiroshima)
    with pytest.raises(Conflict, match="先に変えました"):
        await operations.edit_member(id=member, edit=edit, by=world.hiroshima)


async def test_a_member_changes_the_own_contacts_and_nobody_else_does(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    await operations.edit_own_contacts(contacts=OwnContacts(email="new@example.jp", version=1), by=nagi)
    assert (await profile(id=member, by=nagi, purpose="x")).email == "new@example.jp"
    with pytest.raises(Conflict):
        await operations.edit_own_contacts(contacts=OwnContacts(version=1), by=nagi)
    with pytest.raises(NotFound):
        await operations.edit_own_contacts(contacts=OwnContacts(version=2), by=world.sera)


async def test_only_the_own_pool_edits(world: World) -> None:
    member = await designer(by=world.hiroshima)
    edit = MemberEdit(name="別の 名前", version=1)
    with pytest.raises(NotAllowed):
        await operations.edit_member(id=member, edit=edit, by=world.sera)
    with pytest.raises(NotAllowed):
        await operations.edit_member(id=member, edit=edit, by=world.hiroshima_reader)
    with pytest.raises(NotFound):
        await operations.edit_member(id=member, edit=edit, by=world.ehime)


async def test_proof_of_a_skill_stays_until_the_level_changes(world: World) -> None:
    member = await designer(by=world.hiroshima)
    (held,) = (await card(id=member, by=world.hiroshima)).skills
    same = MemberEdit(name="灰谷 凪", skills=[SkillHeld(skill=held.skill, level=3, verified=True)], version=1)
    await operations.edit_member(id=member, edit=same, by=world.hiroshima)
    assert (await card(id=member, by=world.hiroshima)).skills[0].verified
    claimed = MemberEdit(name="灰谷 凪", skills=[SkillHeld(skill=held.skill, level=4)], version=2)
    await operations.edit_member(id=member, edit=claimed, by=world.hiroshima)
    assert not (await card(id=member, by=world.hiroshima)).skills[0].verified


async def test_an_employer_sees_the_name_until_the_person_leaves(world: World) -> None:
    company = (await register_body(kind="company", name="架空デザイン", kana="カクウ", by=world.hiroshima)).id
    employer = replace(Viewer.system(company), role="clerk", kind="company")
    member = await designer(by=world.hiroshima, employer=company)
    assert await member_names(ids=[member], by=employer, purpose="打診") == {member: "灰谷 凪"}
    with pytest.raises(NotFound):
        await profile(id=member, by=employer, purpose="打診")
    left = MemberEdit(name="灰谷 凪", external_key="P-1", version=1)
    await operations.edit_member(id=member, edit=left, by=world.hiroshima)
    assert await member_names(ids=[member], by=employer, purpose="打診") == {}
    assert (await kept(id=member, by=world.hiroshima)).external_key == "P-1"


async def test_an_ended_membership_opens_nothing_more_to_write(world: World, server: Server, database: str) -> None:
    id = await designer(by=world.hiroshima)
    person = await signed_in(id, by=world.hiroshima)
    assert await pools_of(by=person) == [world.hiroshima.organisation]
    admin = await asyncpg.connect(server.dsn(SUPERUSER, database))
    await admin.execute(
        "update pool_membership set during = daterange('2020-04-01', '2021-04-01') where member = $1", id
    )
    await admin.close()
    assert await pools_of(by=person) == []
    async with unit_of_work(world.hiroshima) as work:
        assert await work.connection.execute("update member set version = version + 1 where id = $1", id) == "UPDATE 0"
