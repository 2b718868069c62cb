"""The evidence pack: declarations, checks and decisions about one person, for their pool alone."""

import json

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound
from matching.contracts.operations import decide, enter
from matching.contracts.queries import conflicts_of
from matching.contracts.schemas import Decision, NewEntry
from matching.contracts.tasks import check_contract
from reports.papers.rules import Kind
from reports.register.queries import pdf, preview
from tests.matching.employment import FIRST, TODAY, on, running
from tests.reports.drafts.drawn import drawn, issued
from tests.reports.issuing.queued import text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

WAITING = "select args from jobs.procrastinate_jobs where task_name = 'check_contract' order by id"


async def test_the_pack_holds_declarations_checks_and_decisions(world: World) -> None:
    with on(TODAY):
        story = await running(world, employer_name="架空システム株式会社")
    with on(FIRST):
        town, pool, member = story.towns[0], story.pool, story.member.member
        assert member is not None
        entry = {"municipality": town.organisation, "kind": "contract", "title": "窓口システムの保守",
                 "counterparty": "架空システム", "first_day": FIRST}  # fmt: skip
        await enter(entry=NewEntry.model_validate(entry), by=town)
        async with unit_of_work(pool) as work:
            waiting = [json.loads(row["args"]) for row in await work.connection.fetch(WAITING)]
        for arguments in waiting:
            await check_contract(**arguments)
        [(_, conflict)] = await conflicts_of(member=member, by=pool)
        await decide(id=conflict.id, decision=Decision(verb="keep", version=1, reason="入札に関わる"), by=pool)
        paper = await issued(await drawn(Kind.CONFLICT_EVIDENCE, member, by=pool), by=pool)
        text = text_of((await pdf(id=paper.id, by=pool)).content)
        assert "灰谷凪" in text and "窓口システムの保守" in text and "問題なし" in text
        said = str((await preview(id=paper.id, by=pool)).content)
        assert "契約の相手方" in said and "配置できないままとした（令和9年1月1日：入札に関わる）" in said
        for other in (town, story.member, world.ehime):
            with pytest.raises(NotFound):
                await pdf(id=paper.id, by=other)
