"""A union whose framework towns take part in looks after their needs, beside their prefecture and nobody else."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from auth.organisations.operations import link_bodies, register_union
from auth.organisations.queries import system_for
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from matching.conflicts.queries import towns_offered
from matching.proposals import operations
from matching.proposals.schemas import ProposalDraft, Sending
from registry.needs.operations import record_hearing
from registry.needs.schemas import HearingRecord
from tests.matching.employment import ANSWER_BY, TODAY, matchable_need, on
from tests.registry.people import designer, offering
from tests.world import HIROSHIMA, JINSEKI, SERA, SINCE, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

HEARD = HearingRecord.model_validate({"heard_on": "2026-11-20", "means": "visit", "findings": "窓口は3つ。"})


@dataclass(frozen=True, slots=True)
class Unions:
    """One that Sera and Jinseki take part in, one of another prefecture."""

    own: Viewer
    foreign: Viewer


@pytest.fixture
async def unions(world: World) -> Unions:
    own = (await register_union(name="架空広域連合", kana="", by=Viewer.system(HIROSHIMA))).id
    for town in (SERA, JINSEKI):
        await link_bodies(parent=own, child=town, kind="framework", start=SINCE, by=Viewer.system(own))
    foreign = (await register_union(name="架空事務組合", kana="", by=world.ehime)).id
    return Unions(await system_for(own), await system_for(foreign))


async def drafted(need: UUID, *, by: Viewer, login: str) -> UUID:
    member = await designer(by=by, email=f"{login}@example.jp")
    await offering(member, 8, by=by)
    return (await operations.draft_proposal(draft=ProposalDraft(member=member, needs=[need]), by=by)).id


async def test_a_union_hears_its_towns_and_is_told(world: World, unions: Unions) -> None:
    with on(TODAY):
        need = await matchable_need(world.sera, by=unions.own)
        told = [notice.subject for notice in await latest_notices(by=unions.own, limit=5)]
        assert "世羅町から相談が届きました" in told
        with pytest.raises(NotFound):
            await record_hearing(id=need, hearing=HEARD, by=unions.foreign)
        with pytest.raises(NotAllowed, match="組合"):
            await matchable_need(world.sera, by=world.sera)
        with pytest.raises(NotFound):
            await matchable_need(world.akiota, by=unions.own)
        assert {town for town, _ in await towns_offered(by=unions.own)} == {SERA, JINSEKI}


async def test_of_two_bodies_that_look_for_people_the_first_to_send_asks(world: World, unions: Unions) -> None:
    with on(TODAY):
        need = await matchable_need(world.sera, by=unions.own)
        first = await drafted(need, by=unions.own, login="one")
        second = await drafted(need, by=world.hiroshima, login="two")
        await operations.send_proposal(id=first, sending=Sending(answer_by=ANSWER_BY), by=unions.own)
        with pytest.raises(Conflict, match="ほかの団体の提案で返事を待っています"):
            await operations.send_proposal(id=second, sending=Sending(answer_by=ANSWER_BY), by=world.hiroshima)


async def test_of_two_that_send_at_once_one_is_told_of_the_other(world: World, unions: Unions) -> None:
    with on(TODAY):
        need = await matchable_need(world.sera, by=unions.own)
        drafts = [(await drafted(need, by=by, login=f"at-once-{at}"), by)
                  for at, by in enumerate((unions.own, world.hiroshima))]  # fmt: skip
        outcomes = await asyncio.gather(
            *(operations.send_proposal(id=id, sending=Sending(answer_by=ANSWER_BY), by=by) for id, by in drafts),
            return_exceptions=True,
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Done"]


async def test_row_security_alone_lets_no_foreign_union_write_a_requirement(world: World, unions: Unions) -> None:
    with on(TODAY):
        need = await matchable_need(world.sera, by=unions.own)
    forged = Viewer.system(unions.foreign.organisation or HIROSHIMA, reach=unions.own.reach)
    statement = "update need_requirement set half_days = 9 where need = $1 returning need"
    for by, rows in ((forged, 0), (unions.own, 1)):
        async with unit_of_work(by) as work:
            assert len(await work.connection.fetch(statement, need)) == rows
