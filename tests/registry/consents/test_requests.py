"""A body asks for a name, the person decides, and the name is open for that purpose and that long."""

from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.dates import add_months, today_jst
from registry.consents.operations import decide_request, lapse_request, request_name, withdraw_request
from registry.consents.queries import consents, names_open_to_us, request, requests, waiting_for, wording_on
from registry.consents.rules import Decision, Purpose
from registry.consents.schemas import NameDecision, NameRequest, Withdrawal
from registry.disclosures.operations import withdraw_consent
from registry.members.queries import cards, member_names
from tests.matching.employment import on
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database


def today() -> date:
    return today_jst(current_clock().now())


async def asked(member: UUID, *, by: Viewer, days: int = 90, purpose: Purpose = Purpose.CONSIDER) -> UUID:
    wanted = NameRequest(member=member, purpose=purpose, detail="窓口の見直しを相談したい。",
                         until=today() + timedelta(days=days))  # fmt: skip
    return (await request_name(wanted=wanted, by=by)).id


async def decision(*, version: int = 1, **more: object) -> NameDecision:
    async with reading(Viewer.public()) as work:
        number = (await wording_on(work.today)).number
    return NameDecision.model_validate({"version": version, "decision": "consented", "wording": number} | more)


async def name_for(viewer: Viewer, member: UUID) -> str | None:
    return (await member_names(ids=[member], by=viewer, purpose="確かめ")).get(member)


async def test_the_person_is_told_decides_and_the_name_opens_to_that_town_alone(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = await asked(member, by=world.sera)
    assert "名前を知りたい" in (await latest_notices(by=nagi))[0].subject
    assert [row.due for row in await waiting_for(by=nagi)] == [today() + timedelta(days=90)]
    assert await name_for(world.sera, member) is None
    await decide_request(id=id, decision=await decision(), by=nagi)
    assert await name_for(world.sera, member) == "灰谷 凪"
    assert await name_for(world.jinseki, member) is None
    (given,) = await consents(by=nagi)
    assert (given.purpose, given.means, given.last_day) == (
        "受け入れを検討するため",
        "account",
        today() + timedelta(days=90),
    )
    (open_to_us,) = await names_open_to_us(by=world.sera)
    assert (open_to_us.basis, open_to_us.person) == ("consent", "灰谷 凪")
    assert "見られるように" in (await latest_notices(by=world.sera))[0].subject


async def test_a_consent_ends_with_its_last_day(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = await asked(member, by=world.sera, days=90)
    sooner = today() + timedelta(days=10)
    await decide_request(id=id, decision=await decision(until=sooner), by=nagi)
    with on(sooner):
        assert await name_for(world.sera, member) == "灰谷 凪"
        assert [row.due for row in await waiting_for(by=nagi)] == [sooner]
        assert [row.due for row in await waiting_for(by=world.hiroshima)] == [sooner]
    with on(sooner + timedelta(days=1)):
        assert await name_for(world.sera, member) is None
        assert await waiting_for(by=nagi) == []


async def test_withdrawal_closes_the_very_next_request_in_every_list(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    for purpose in (Purpose.CONSIDER, Purpose.LECTURE):
        await decide_request(id=await asked(member, by=world.sera, purpose=purpose), decision=await decision(), by=nagi)
    first, second = await consents(by=nagi)
    await withdraw_consent(id=first.id, by=nagi)
    assert await name_for(world.sera, member) == "灰谷 凪", "the other purpose still stands"
    await withdraw_consent(id=second.id, by=nagi)
    assert await name_for(world.sera, member) is None
    assert await names_open_to_us(by=world.sera) == []
    assert {row.person for row in await requests(by=world.sera)} == {""}
    async with reading(world.sera) as work:
        assert await work.connection.fetch("select name from member_identity where member = $1", member) == []
    shown, _ = await cards(by=world.sera)
    assert member in {card.id for card in shown}, "the anonymous card stays"


async def test_without_an_account_the_pool_records_the_paper(world: World) -> None:
    member = await designer(by=world.hiroshima)
    id = await asked(member, by=world.sera)
    assert [row.link for row in await waiting_for(by=world.hiroshima)] == [f"/consents/requests/{id}"]
    with pytest.raises(RuleBroken, match="紙の置き場所"):
        await decide_request(id=id, decision=await decision(), by=world.hiroshima)
    paper = await decision(signed_on=today(), evidence_note="同意書つづり 12番")
    await decide_request(id=id, decision=paper, by=world.hiroshima)
    assert await name_for(world.sera, member) == "灰谷 凪"
    (row,) = await consents(by=world.hiroshima)
    assert (row.means, row.evidence_note, row.may_end) == ("paper", "同意書つづり 12番", True)
    await withdraw_consent(id=row.id, by=world.hiroshima)
    assert await name_for(world.sera, member) is None


async def test_with_an_account_nobody_decides_for_the_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await signed_in(member, by=world.hiroshima)
    id = await asked(member, by=world.sera)
    paper = await decision(signed_on=today(), evidence_note="つづり")
    for other in (world.hiroshima, world.sera):
        with pytest.raises(NotAllowed):
            await decide_request(id=id, decision=paper, by=other)
    with pytest.raises(NotFound):
        await decide_request(id=id, decision=paper, by=world.jinseki)


async def test_row_security_alone_refuses_a_town_that_answers_itself(world: World) -> None:
    member = await designer(by=world.hiroshima)
    id = await asked(member, by=world.sera)
    with pytest.raises(Conflict, match="決められるのは"):
        async with unit_of_work(world.sera) as work:
            await work.connection.execute(
                "update disclosure_request set state = 'consented', decided_at = now() where id = $1", id
            )


async def test_row_security_alone_refuses_to_ask_about_somebody_unseen(world: World) -> None:
    member = await designer(by=world.hiroshima)
    with pytest.raises(NotFound):
        await asked(member, by=world.matsuyama)
    with pytest.raises(NotAllowed):
        async with unit_of_work(world.matsuyama) as work:
            await work.connection.execute(
                "insert into disclosure_request (id, member, receiver, pool, purpose, until, state, created_at) "
                "values ($1, $2, $3, $4, 'contact', '2030-01-01', 'waiting', now())",
                work.new_id(), member, world.matsuyama.organisation, world.hiroshima.organisation,
            )  # fmt: skip


async def test_a_refusal_needs_no_reason_and_opens_nothing(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = await asked(member, by=world.sera)
    await decide_request(id=id, decision=NameDecision(version=1, decision=Decision.REFUSE), by=nagi)
    assert (await request(id=id, by=world.sera)).state == "refused"
    assert await name_for(world.sera, member) is None


async def test_stale_decisions_meet_a_conflict(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    id = await asked(member, by=world.sera)
    with pytest.raises(Conflict, match="新しくなりました"):
        await decide_request(id=id, decision=await decision(wording=1), by=nagi)
    await withdraw_request(id=id, withdrawal=Withdrawal(version=1), by=world.sera)
    with pytest.raises(RuleBroken, match="取り下げ"):
        await decide_request(id=id, decision=await decision(), by=nagi)
    with pytest.raises(NotAllowed):
        await withdraw_request(id=id, withdrawal=Withdrawal(version=2), by=nagi)


async def test_the_same_question_waits_once_and_no_longer_than_the_wording_allows(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await asked(member, by=world.sera)
    with pytest.raises(Conflict):
        await asked(member, by=world.sera)
    with pytest.raises(RuleBroken, match="最後の日"):
        await asked(member, by=world.jinseki, days=(add_months(today(), 12) - today()).days + 1)
    with pytest.raises(RuleBroken, match="もう見られます"):
        await asked(member, by=world.hiroshima)


async def test_nobody_answers_and_the_request_lapses(world: World) -> None:
    member = await designer(by=world.hiroshima)
    id = await asked(member, by=world.sera, days=5)
    with pytest.raises(RuleBroken):
        await lapse_request(id=id, by=world.hiroshima)
    with on(today() + timedelta(days=6)):
        await lapse_request(id=id, by=world.hiroshima)
        assert (await request(id=id, by=world.sera)).state == "lapsed"


async def test_a_wording_keeps_its_words(world: World) -> None:
    async with reading(world.sera) as work:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await work.connection.execute("update consent_wording set body = 'x'")
