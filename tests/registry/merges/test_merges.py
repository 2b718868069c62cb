"""Two entries of one person: found, proposed, agreed by every pool, joined; what others hold follows."""

from datetime import date
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from foundation.database.idempotency import Done
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.capacity.operations import book
from registry.capacity.queries import bookings_of
from registry.members.careers import add_experience
from registry.members.dossiers import successor_of
from registry.members.histories import history
from registry.members.joining import join_by_code, make_code
from registry.members.queries import card, kept, member_names, pool_list
from registry.members.record_schemas import CodeTyped, NewExperience
from registry.merges.operations import answer_merge, join_merge, propose_merge
from registry.merges.queries import merge, merges
from registry.merges.schemas import MergeDecision, MergeVersion, NewMerge
from tests.registry.people import SPRING, designer, offering, signed_in
from tests.world import EHIME, JINSEKI, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DID = NewExperience(title="文書管理の更新", first_day=date(2024, 4, 1))


async def twins(world: World) -> tuple[UUID, UUID]:
    """The same person twice, entered differently."""
    kept_one = await designer(by=world.hiroshima, roles=["service_designer"])
    return kept_one, await designer(by=world.hiroshima, name="灰谷　凪", kana="ハイタニ ナギ", roles=["engineer"])


async def proposed(world: World, first: UUID, second: UUID) -> UUID:
    new = NewMerge(member=first, absorbed=second, reason="氏名と連絡先が同じ")
    return (await propose_merge(new=new, by=world.hiroshima)).id


async def joined(world: World, first: UUID, second: UUID) -> Done:
    id = await proposed(world, first, second)
    return await join_merge(id=id, seen=MergeVersion(version=1), by=world.hiroshima)


async def test_spellings_of_one_name_are_found_and_only_in_the_own_pool(world: World) -> None:
    first, second = await twins(world)
    await designer(by=world.ehime)
    (pair,) = (await merges(by=world.hiroshima)).pairs
    assert {pair.first, pair.second} == {first, second} and pair.why == "both"
    assert (await merges(by=world.ehime)).pairs == []


async def test_what_others_hold_follows_the_kept_person(world: World) -> None:
    first, second = await twins(world)
    await offering(second, 8, by=world.hiroshima)
    await add_experience(member=second, new=DID, by=world.hiroshima)
    await book(member=second, municipality=SERA, subject=second, period=SPRING, half_days=4, by=world.hiroshima)
    await joined(world, first, second)
    (booking,) = await bookings_of(member=first, by=world.hiroshima)
    assert (booking.municipality, booking.half_days) == (SERA, 4)
    own = await kept(id=first, by=world.hiroshima)
    assert [row.title for row in own.experiences] == ["文書管理の更新"] and own.offers[0].half_days == 8
    assert set((await card(id=first, by=world.sera)).roles) == {"service_designer", "engineer"}
    assert [row.card.id for row in (await pool_list(by=world.hiroshima))[0]] == [first]


async def test_the_other_entry_leads_on_and_is_read_in_the_history(world: World) -> None:
    first, second = await twins(world)
    await joined(world, first, second)
    assert await successor_of(id=second, by=world.sera) == first
    assert await successor_of(id=second, by=world.matsuyama) is None
    with pytest.raises(NotFound):
        await card(id=second, by=world.hiroshima)
    told = (await history(member=first, by=world.hiroshima))[0]
    assert told.verb == "merge_members" and told.fields["name"] == ("灰谷　凪", "灰谷 凪")
    assert await member_names(ids=[second], by=world.hiroshima, purpose="x") == {}


async def test_bookings_that_would_meet_are_refused_and_nothing_moves(world: World) -> None:
    first, second = await twins(world)
    for member in (first, second):
        await offering(member, 8, by=world.hiroshima)
        await book(member=member, municipality=SERA, subject=member, period=SPRING, half_days=2, by=world.hiroshima)
    with pytest.raises(Conflict, match="同じ町の予約"):
        await joined(world, first, second)
    assert len(await bookings_of(member=second, by=world.hiroshima)) == 1


async def test_more_days_than_the_kept_person_offers_are_refused(world: World) -> None:
    first, second = await twins(world)
    for member, town in ((first, SERA), (second, JINSEKI)):
        await offering(member, 8, by=world.hiroshima)
        await book(member=member, municipality=town, subject=member, period=SPRING, half_days=6, by=world.hiroshima)
    with pytest.raises(Conflict, match="日数を超える"):
        await joined(world, first, second)


async def test_every_pool_that_keeps_one_agrees_first(world: World) -> None:
    first, second = await twins(world)
    nagi = await signed_in(first, by=world.hiroshima)
    code = (await make_code(by=nagi)).code
    await join_by_code(typed=CodeTyped(code=code.lower()), by=world.ehime)
    id = await proposed(world, first, second)
    with pytest.raises(RuleBroken, match="まだ答えていない"):
        await join_merge(id=id, seen=MergeVersion(version=1), by=world.hiroshima)
    assert any(notice.link == f"/merges/{id}" for notice in await latest_notices(by=world.ehime))
    with pytest.raises(NotFound):
        await answer_merge(id=id, decision=MergeDecision(agreed=True, version=1), by=world.sera)
    await answer_merge(id=id, decision=MergeDecision(agreed=True, version=1), by=world.ehime)
    with pytest.raises(NotAllowed, match="提案した"):
        await join_merge(id=id, seen=MergeVersion(version=2), by=world.ehime)
    await join_merge(id=id, seen=MergeVersion(version=2), by=world.hiroshima)
    assert EHIME in (await kept(id=first, by=world.hiroshima)).kept_by
    assert (await merge(id=id, by=world.ehime)).state == "merged"


async def test_a_refusal_ends_it(world: World) -> None:
    first, second = await twins(world)
    nagi = await signed_in(first, by=world.hiroshima)
    await join_by_code(typed=CodeTyped(code=(await make_code(by=nagi)).code), by=world.ehime)
    id = await proposed(world, first, second)
    with pytest.raises(RuleBroken, match="理由"):
        await answer_merge(id=id, decision=MergeDecision(agreed=False, version=1), by=world.ehime)
    await answer_merge(id=id, decision=MergeDecision(agreed=False, reason="別の人です", version=1), by=world.ehime)
    with pytest.raises(RuleBroken, match="統合しません"):
        await join_merge(id=id, seen=MergeVersion(version=2), by=world.hiroshima)


async def test_an_account_of_the_other_entry_is_that_of_the_kept_person(world: World) -> None:
    first, second = await twins(world)
    await signed_in(second, by=world.hiroshima)
    await joined(world, first, second)
    with pytest.raises(Conflict):
        await signed_in(first, by=world.hiroshima, login="other")


async def test_nobody_joins_people_whom_they_do_not_keep(world: World) -> None:
    first, other = await designer(by=world.hiroshima), await designer(by=world.ehime)
    with pytest.raises(NotFound):
        await proposed(world, first, other)
