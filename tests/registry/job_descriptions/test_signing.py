"""From a need to a fixed version: who reads, who signs in which order, what a stale write meets."""

import pytest

from auth.permissions.rules import Role
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.job_descriptions import signing
from registry.job_descriptions.operations import write_version
from registry.job_descriptions.queries import (
    description_page,
    fixed_version,
    job_description_row,
    job_descriptions,
    version_of,
    waiting_for,
)
from registry.job_descriptions.schemas import NewVersion, Step
from tests.matching.employment import TODAY, on
from tests.registry.job_descriptions.describing import COMPLETE, begun, fixed, officer, take, written
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_a_draft_takes_over_the_requirement_and_the_usual_words(world: World) -> None:
    content = (await description_page(id=await begun(world), by=world.hiroshima)).latest.content
    assert (content.role, content.half_days, content.on_site_half_days) == ("service_designer", 8, 2)
    assert content.form == "special_part_time" and [town.name for town in content.towns] == ["世羅町"]
    assert "窓口・申請の設計" in [duty.name for duty in content.duties] and "3か月" in content.goals


async def test_the_town_reads_what_it_was_asked_and_no_draft(world: World) -> None:
    with on(TODAY):
        id = await written(world)
        with pytest.raises(NotFound):
            await description_page(id=id, by=world.sera)
        await take(id, signing.ask_town, world.hiroshima)
        shown = await description_page(id=id, by=world.sera)
        assert shown.numbers == [2] and [row.id for row in (await job_descriptions(by=world.sera))[0]] == [id]
        with pytest.raises(NotFound):
            await version_of(description=id, number=1, by=world.sera)
        for outsider in (world.jinseki, world.ehime, world.matsuyama, world.ministry):
            assert (await job_descriptions(by=outsider))[0] == []


async def test_town_hr_and_finance_sign_in_order_and_one_person_not_twice(world: World) -> None:
    with on(TODAY):
        id = await written(world)
        hr, finance = await officer(Role.HR), await officer(Role.FINANCE)
        await take(id, signing.ask_town, hr)
        assert [one.link for one in await waiting_for(by=world.sera)] == [f"/job-descriptions/{id}"]
        with pytest.raises(RuleBroken):
            await take(id, signing.approve_as_hr, hr)
        with pytest.raises(NotAllowed):
            await take(id, signing.confirm, world.hiroshima)
        await take(id, signing.confirm, world.sera)
        with pytest.raises(NotAllowed):
            await take(id, signing.approve_as_hr, finance)
        await take(id, signing.approve_as_hr, world.hiroshima)
        with pytest.raises(NotAllowed, match="別の人"):
            await take(id, signing.approve_as_finance, world.hiroshima)
        assert await waiting_for(by=finance) and not await waiting_for(by=world.hiroshima_reader)
        await take(id, signing.approve_as_finance, finance)
        await take(id, signing.fix, hr)
        row, version = await fixed_version(description=id, by=world.sera)
        assert (row.state, row.edition, version.number) == ("fixed", 1, 2)


async def test_the_fixed_version_stays_in_force_while_the_next_is_written(world: World) -> None:
    with on(TODAY):
        id = await fixed(world)
        await take(id, signing.revise, world.hiroshima, reason="日数を増やすため")
        version = (await job_description_row(id=id, by=world.hiroshima)).version
        skills = (await description_page(id=id, by=world.hiroshima)).latest.content.skills
        more = {"skills": [{"skill": one.skill, "level": 3, "must": True} for one in skills], "half_days": 12,
                "towns": [world.sera.organisation], "version": version}  # fmt: skip
        await write_version(id=id, new=NewVersion.model_validate(COMPLETE | more), by=world.hiroshima)
        row, kept = await fixed_version(description=id, by=world.sera)
        assert (row.state, row.edition, kept.content.half_days) == ("revised", 1, 8)
        assert (await description_page(id=id, by=world.sera)).latest.number == 2
        assert (await description_page(id=id, by=world.hiroshima)).latest.number == 3


async def test_what_is_missing_keeps_it_from_the_town(world: World) -> None:
    with on(TODAY):
        id = await written(world, goals="", pay_yen=None)
        with pytest.raises(RuleBroken, match="2つ"):
            await take(id, signing.ask_town, world.hiroshima)


async def test_who_is_to_sign_may_send_it_back_with_a_reason(world: World) -> None:
    with on(TODAY):
        id = await written(world)
        await take(id, signing.ask_town, world.hiroshima)
        with pytest.raises(NotAllowed):
            await take(id, signing.send_back, world.hiroshima, reason="まだ早い")
        with pytest.raises(RuleBroken):
            await take(id, signing.send_back, world.sera)
        await take(id, signing.send_back, world.sera, reason="来庁の日を増やしてほしい")
        shown = await description_page(id=id, by=world.hiroshima)
        assert shown.description.state == "draft" and shown.steps[-1].reason == "来庁の日を増やしてほしい"


async def test_a_stale_write_and_a_stale_signature_are_refused(world: World) -> None:
    with on(TODAY):
        id = await written(world)
        old = (await job_description_row(id=id, by=world.hiroshima)).version
        await take(id, signing.ask_town, world.hiroshima)
        with pytest.raises(Conflict):
            await signing.confirm(id=id, step=Step(version=old), by=world.sera)
        await take(id, signing.send_back, world.sera, reason="直してください")
        words = NewVersion.model_validate({"title": "別の人の案", "role": "engineer", "version": old})
        with pytest.raises(Conflict):
            await write_version(id=id, new=words, by=world.hiroshima)
        assert (await description_page(id=id, by=world.hiroshima)).numbers == [1, 2]
