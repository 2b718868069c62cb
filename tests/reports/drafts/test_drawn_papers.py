"""Drawn papers: what each says and must not say, who draws up and who issues, and that numbers leave no gap."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.agreements.operations import divide_cost
from matching.agreements.queries import agreement_of
from matching.agreements.schemas import CostDivision
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.handovers.operations import open_handover
from matching.support.operations import write_record
from matching.support.schemas import NewRecord
from reports.drafts.operations import approve_draft, withdraw_draft
from reports.drafts.queries import draft_page, drafts
from reports.drafts.schemas import Approval, Withdrawal
from reports.papers.rules import Kind
from reports.register.queries import papers_of, pdf
from tests.browser import Visit
from tests.matching.employment import FIRST, TODAY, confirmed, on, running
from tests.reports.drafts.drawn import drawn, issued, numbers, printed
from tests.reports.issuing.queued import make_queued, text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def assignment_of(town: Viewer) -> UUID:
    return (await assignments(by=town))[0][0].id


async def test_a_notice_is_read_as_a_draft_and_issued_with_the_words_that_were_read(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        town, pool = story.towns[0], story.pool
        about = await assignment_of(town)
        draft = await drawn(Kind.POSTING_NOTICE, about, by=pool, place="世羅町役場 企画課")
        await make_queued(pool)
        shown = await draft_page(id=draft, by=pool)
        before = text_of((await pdf(id=shown.papers.documents[0].id, by=pool)).content)
        assert "案" in before and "第号" in before and "灰谷凪" in before
        with pytest.raises(NotFound):
            await draft_page(id=draft, by=town)
        paper = await issued(draft, by=pool)
        assert paper.state_words == "発行済み 令和8年度 配属第1号"
        for reader in (pool, town, story.member):
            text = text_of((await pdf(id=paper.id, by=reader)).content)
            assert "世羅町長様" in text and "広島県知事" in text and "月2日" in text and "世羅町役場企画課" in text
            assert "令和9年1月1日から令和9年3月31日まで" in text and "案" not in text
        with pytest.raises(NotFound):
            await pdf(id=paper.id, by=story.towns[1])


async def test_conditions_are_issued_by_the_body_that_appoints(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        town, pool = story.towns[0], story.pool
        about = (await appointments(by=town))[0][0].id
        with pytest.raises(RuleBroken) as refused:
            await drawn(Kind.CONDITIONS, about, by=pool, pay="日額32,000円")
        assert refused.value.field == "hours"
        words = {"pay": "日額32,000円", "hours": "8時30分から17時15分まで", "leave": "土曜日と日曜日"}
        draft = await drawn(Kind.CONDITIONS, about, by=pool, **words)
        with pytest.raises(NotAllowed, match="世羅町"):
            await approve_draft(id=draft, approval=Approval(version=1), by=pool)
        text = await printed(draft, by=town)
        for said in (
            "地方公務員法第3条第3項第3号",
            "日額32,000円",
            "世羅町（月2日",
            "灰谷凪様",
            "世羅町長",
            "労働基準法第15条",
        ):
            assert said in text, said
        assert "広島県知事" not in text


async def test_a_request_is_refused_where_the_town_itself_appoints(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        with pytest.raises(RuleBroken, match="地方公務員法第3条第3項第3号"):
            await drawn(Kind.DISPATCH_REQUEST, await assignment_of(story.towns[0]), by=story.towns[0])


async def test_a_dispatch_is_requested_by_the_town_and_answered_under_its_number(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world, form="dispatch")
        town, pool = story.towns[0], story.pool
        about = await assignment_of(town)
        with pytest.raises(RuleBroken, match="要請書"):
            await drawn(Kind.DISPATCH_REPLY, about, by=pool)
        request = await printed(await drawn(Kind.DISPATCH_REQUEST, about, by=town), by=town)
        assert "広島県知事様" in request and "地方自治法第252条の17の規定により" in request and "要請します" in request
        reply = await printed(await drawn(Kind.DISPATCH_REPLY, about, by=pool), by=pool)
        assert "令和8年11月21日付け令和8年度派遣要請第1号" in reply and "同意します" in reply and "世羅町長様" in reply


async def test_plan_and_report_come_from_the_records(world: World) -> None:
    with on(TODAY):
        story = await running(world)
    with on(FIRST):
        town, pool = story.towns[0], story.pool
        about = await assignment_of(town)
        plan = await printed(await drawn(Kind.SUPPORT_PLAN, about, by=pool, goal="窓口を一つにする"), by=pool)
        assert "窓口が分かれていて困る" in plan and "窓口を一つにする" in plan and "3か月で6日" in plan
        with pytest.raises(RuleBroken, match="支援の記録"):
            await drawn(Kind.USE_REPORT, about, by=town)
        told = {"draft": uuid4(), "assignment": about, "done_on": FIRST, "minutes": 465, "means": "on_site",
                "done": "窓口を見て回った", "shared": "parties"}  # fmt: skip
        await write_record(new=NewRecord.model_validate(told), by=story.member)
        text = await printed(await drawn(Kind.USE_REPORT, about, by=town, remark="助かった"), by=town)
        for said in ("窓口を見て回った", "訪問1件", "1日（予定2日）", "令和9年1月", "助かった", "広島県知事様"):
            assert said in text, said


async def test_a_cost_statement_shows_steps_and_loses_no_yen(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        agreement = await agreement_of(proposal=story.proposal, by=story.pool)
        assert agreement is not None
        with pytest.raises(RuleBroken, match="割り方"):
            await drawn(Kind.COST_STATEMENT, agreement, by=story.pool)
        await divide_cost(id=agreement, division=CostDivision(equal=50, use=50, yearly_yen=1_000_000, version=1),
                          by=story.pool)  # fmt: skip
        draft = await drawn(Kind.COST_STATEMENT, agreement, by=story.pool)
        text = await printed(draft, by=story.pool)
        assert "166,666.6666" in text and "333,334円" in text and text.count("333,333円") >= 2 and "+1円" in text
        assert "1,000,000円" in text and "均等割50％・日数割50％" in text and "灰谷" not in text
        shared = (await papers_of(subject=agreement, by=story.towns[2])).documents
        assert Kind.COST_STATEMENT in {paper.kind for paper in shared}


async def test_a_confirmation_of_conflicts_is_the_pools_alone(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        draft = await drawn(Kind.CONFLICT_CONFIRMATION, story.proposal, by=story.pool, remark="取引がない")
        paper = await issued(draft, by=story.pool)
        text = text_of((await pdf(id=paper.id, by=story.pool)).content)
        for said in (
            "世羅町",
            "問題なし",
            "令和8年11月21日",
            "利益相反は認められません",
            "取引がない",
            "申告はありません",
        ):
            assert said in text, said
        for other in (*story.towns, story.member):
            with pytest.raises(NotFound):
                await pdf(id=paper.id, by=other)
            if other in story.towns:
                with pytest.raises(NotFound):
                    await drawn(Kind.CONFLICT_CONFIRMATION, story.proposal, by=other)


async def test_each_drawing_has_a_number_of_its_own_and_concurrent_ones_leave_no_gap(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        about = await assignment_of(story.towns[0])
        made = await asyncio.gather(*(drawn(Kind.POSTING_NOTICE, about, by=story.pool) for _ in range(4)))
        assert sorted([(await draft_page(id=id, by=story.pool)).draft.edition for id in made]) == [1, 2, 3, 4]
        approving = (approve_draft(id=id, approval=Approval(version=1), by=story.pool) for id in made)
        await asyncio.gather(*approving)
        await make_queued(story.pool)
        assert await numbers(about, by=story.pool) == [1, 2, 3, 4]


async def test_a_draft_is_decided_once_and_as_it_was_read(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        about = await assignment_of(story.towns[0])
        draft = await drawn(Kind.POSTING_NOTICE, about, by=story.pool)
        with pytest.raises(Conflict):
            await approve_draft(id=draft, approval=Approval(version=9), by=story.pool)
        with pytest.raises(NotFound):
            await withdraw_draft(id=draft, withdrawal=Withdrawal(version=1, reason="不要"), by=world.matsuyama)
        await withdraw_draft(id=draft, withdrawal=Withdrawal(version=1, reason="宛先の誤り"), by=story.pool)
        with pytest.raises(RuleBroken, match="取り下げ"):
            await approve_draft(id=draft, approval=Approval(version=2), by=story.pool)
        assert [row.reason for row in await drafts(by=story.pool, state="withdrawn")] == ["宛先の誤り"]
        async with unit_of_work(story.pool) as work:
            assert await work.connection.fetchval("select count(*) from document where number is not null") == 0


async def test_pages_of_drawn_papers_through_both_doors(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        about = await assignment_of(story.towns[0])
        hall, town, outsider = await visit("hiroshima"), await visit("sera"), await visit("matsuyama")
        assert "配属通知" in (await hall.get("/documents/drafts/new")).text
        form = await hall.get("/documents/drafts/new?kind=posting_notice")
        assert str(about) in form.text and "勤務する場所" in form.text
        refused = await hall.send(
            "/documents/drafts", {"kind": "working_conditions", "about": str(about), "pay": "日額"}
        )
        assert refused.status_code == 404 or "日額" in refused.text
        sent = await hall.post("/documents/drafts", {"kind": "posting_notice", "about": str(about), "place": "役場"})
        page = sent.headers["location"]
        shown = await hall.get(page)
        assert "灰谷 凪" in shown.text and "決裁して発行する" in shown.text
        assert (await outsider.get(page)).status_code == 404 and (await town.get(page)).status_code == 404
        stale = await hall.post(f"{page}/approval", {"version": "7"})
        assert stale.status_code == 409 and "ほかの人が先に動かしました" in stale.text
        assert (await hall.post(f"{page}/approval", {"version": "1"})).status_code == 303
        again = await hall.send(f"{page}/withdrawal", {"version": 2, "reason": "誤り"})
        assert again.status_code == 422 and "決裁済み" in again.text
        api = await hall.get(f"/api/v1{page}")
        assert api.json()["draft"]["state"] == "approved"
        assert date.fromisoformat(api.json()["draft"]["approved_at"][:10]) == TODAY


async def test_a_handover_is_printed_once_it_has_begun(world: World) -> None:
    with on(TODAY):
        story = await running(world)
    with on(FIRST):
        town, pool = story.towns[0], story.pool
        about = await assignment_of(town)
        with pytest.raises(RuleBroken, match="引き継ぎ"):
            await drawn(Kind.HANDOVER, about, by=pool)
        await open_handover(assignment=about, by=pool)
        draft = await drawn(Kind.HANDOVER, about, by=pool, remark="鍵は総務課")
        text = await printed(draft, by=pool)
        assert "引き継ぎの項目" in text and "まだ" in text and "鍵は総務課" in text and "灰谷凪" in text
