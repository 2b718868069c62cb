"""Dealings are declared, found when a proposal is checked, kept as evidence, and bar where they must."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.conflicts.operations import declare, end_dealing
from matching.conflicts.queries import checks, declarations, findings
from matching.conflicts.rules import CLEAR
from matching.conflicts.schemas import DealingOver, Declaration
from matching.proposals import operations
from matching.proposals.queries import proposal_page
from tests.browser import Visit
from tests.matching.companies import company_viewer
from tests.matching.employment import FIRST, LAST, TODAY, answered, on
from tests.registry.people import designer
from tests.world import SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def declared(member: UUID, *, by: Viewer, **more: Any) -> UUID:
    given = {
        "member": member, "municipality": SERA, "kind": "own_business", "statement": "窓口の機器を納めています。",
        "bars": True, "first_day": date(2026, 4, 1),
    } | more  # fmt: skip
    return (await declare(declaration=Declaration.model_validate(given), by=by)).id


async def test_a_barring_declaration_blocks_and_the_evidence_stays(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        await declared(row.member, by=story.member)
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        with pytest.raises(RuleBroken, match="配置できません"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)
        found = {check.municipality: check for check in await checks(proposal=story.proposal, by=story.pool)}
        assert [found[line.municipality].clear for line in row.lines] == [False, True, True]
        assert found[row.lines[1].municipality].finding == CLEAR


async def test_a_barred_town_is_left_out_and_the_rest_confirmed(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        await declared(row.member, by=story.member)
        barred, clear = (next(line.id for line in row.lines if (line.municipality == SERA) == is_barred)
                         for is_barred in (True, False))  # fmt: skip
        with pytest.raises(RuleBroken, match="外せるのは"):
            await operations.strike_line(id=story.proposal, line=barred, by=story.pool)
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        with pytest.raises(RuleBroken, match="外せるのは"):
            await operations.strike_line(id=story.proposal, line=clear, by=story.pool)
        await operations.strike_line(id=story.proposal, line=barred, by=story.pool)
        await operations.confirm_proposal(id=story.proposal, by=story.pool)
        assert len((await proposal_page(id=story.proposal, by=story.pool)).open_lines) == 2


async def test_a_declaration_after_the_check_is_a_conflict(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        await declared(row.member, by=story.pool)
        with pytest.raises(Conflict, match="申告が変わりました"):
            await operations.confirm_proposal(id=story.proposal, by=story.pool)


async def test_what_does_not_bar_or_lies_outside_the_period_does_not_block(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        await declared(row.member, by=story.pool, kind="former_post", bars=False)
        await declared(row.member, by=story.pool, last_day=date(2026, 12, 31))
        await operations.check_conflicts(id=story.proposal, by=story.pool)
        await operations.confirm_proposal(id=story.proposal, by=story.pool)


async def test_a_colleague_s_declaration_about_the_employer_bars_too(world: World) -> None:
    with on(TODAY):
        company = await company_viewer(by=world.hiroshima)
        colleague = await designer(by=world.hiroshima, name="三枝 朔", employer=company.organisation)
        peer = await designer(by=world.hiroshima, name="柊 まどか", employer=company.organisation)
        outsider = await designer(by=world.hiroshima, name="外野 空")
        await declared(colleague, by=world.hiroshima, kind="employer_contract")
        towns = {SERA: Period.inclusive(FIRST, LAST)}
        found = (await findings(member=peer, towns=towns, by=world.hiroshima))[SERA]
        assert not found.clear and "同じ勤め先の人の申告" in found.sentence
        assert (await findings(member=outsider, towns=towns, by=world.hiroshima))[SERA].clear


async def test_only_the_member_and_their_pool_declare_and_see(world: World) -> None:
    with on(TODAY):
        member = await designer(by=world.hiroshima)
        await declared(member, by=world.hiroshima)
        assert len(await declarations(by=world.hiroshima)) == 1
        for other in (world.sera, world.ehime, world.ministry):
            assert await declarations(by=other) == []
        with pytest.raises(NotAllowed):
            await declared(member, by=world.sera)
        with pytest.raises(NotFound):
            await declared(member, by=world.ehime)


async def test_the_page_declares_and_keeps_what_was_typed(world: World, visit: Visit) -> None:
    with on(TODAY):
        member = await designer(by=world.hiroshima)
        pool = await visit("hiroshima")
        assert "申告する" in (await pool.get(f"/conflicts?member={member}")).text
        fields = {
            "member": str(member),
            "municipality": str(SERA),
            "kind": "family",
            "statement": "家族が勤めています。",
        }
        refused = await pool.post("/conflicts", fields)
        assert refused.status_code == 422 and "家族が勤めています" in refused.text
        first = {"first_day_year": "2026", "first_day_month": "4", "first_day_day": "1"}
        assert (await pool.post("/conflicts", fields | first)).headers["location"] == "/conflicts"
        listed = (await pool.get("/conflicts")).text
        assert "家族が勤めています" in listed and f'<a href="/members/{member}">人材カード' not in listed
        assert f'<a href="/members/{member}">' in listed, "the pool reads whom a declaration is about"
        body = fields | {"first_day": "2026-04-01"}
        assert (await pool.send("/conflicts", body)).status_code == 201
        assert (await (await visit("sera")).send("/conflicts", body)).status_code == 403


async def test_a_dealing_that_is_over_bars_until_its_last_day_and_only_its_two_sides_end_it(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
        member = (await proposal_page(id=story.proposal, by=story.pool)).member
        id = await declared(member, by=story.member)
        towns = {SERA: Period.inclusive(FIRST, LAST)}
        over = DealingOver(last_day=date(2026, 3, 31), reason="契約が終わりました。")
        with pytest.raises(RuleBroken, match="始まりの日より前"):
            await end_dealing(id=id, over=over, by=story.member)
        with pytest.raises(NotFound):
            await end_dealing(id=id, over=over, by=world.ehime)
        until_begun = DealingOver(last_day=FIRST, reason="契約が終わりました。")
        await end_dealing(id=id, over=until_begun, by=story.member)
        assert not (await findings(member=member, towns=towns, by=story.pool))[SERA].clear
        with pytest.raises(RuleBroken, match="より前の日"):
            await end_dealing(id=id, over=until_begun, by=story.member)
        day_before = DealingOver(last_day=FIRST - timedelta(days=1), reason="契約書で確かめました。")
        await end_dealing(id=id, over=day_before, by=story.pool)
        assert (await findings(member=member, towns=towns, by=story.pool))[SERA].clear
        [row] = await declarations(by=story.pool)
        assert row.bars and row.last_day == day_before.last_day


async def test_the_page_ends_a_dealing_and_keeps_what_was_typed(world: World, visit: Visit) -> None:
    with on(TODAY):
        id = await declared(await designer(by=world.hiroshima), by=world.hiroshima)
        pool, path = await visit("hiroshima"), f"/conflicts/{id}/end"
        day = {"last_day_year": "2026", "last_day_month": "3", "last_day_day": "31"}
        refused = await pool.post(path, {"reason": "契約が終わりました。"} | day)
        assert (
            refused.status_code == 422 and "契約が終わりました。" in refused.text and "始まりの日より前" in refused.text
        )
        kept = await pool.post(
            path, {"reason": "契約が終わりました。"} | day | {"last_day_month": "4", "last_day_day": "2"}
        )
        assert kept.headers["location"] == "/conflicts"
        assert "4月2日（木）まで" in (await pool.get("/conflicts")).text
        body = {"last_day": "2026-04-01", "reason": "一日前でした。"}
        assert (await pool.send(path, body)).status_code == 201
        assert (await (await visit("sera")).send(path, body)).status_code == 404
