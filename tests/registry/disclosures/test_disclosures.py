"""A name opens by a row and closes with it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.columns import Period
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from foundation.text.dates import today_jst
from registry.disclosures.operations import close_consent, end, grant, withdraw_consent
from registry.disclosures.queries import disclosures_of
from registry.disclosures.rules import Basis
from registry.members.queries import member_names, profile
from registry.municipalities.loading import MINISTRY
from tests.registry.people import designer, signed_in
from tests.world import HIROSHIMA, JINSEKI, SERA, World

pytestmark = pytest.mark.database


def from_today(days: int | None = None) -> Period:
    today = today_jst(current_clock().now())
    return Period(today, None if days is None else today + timedelta(days=days))


async def opened(member: UUID, receiver: UUID, basis: Basis, *, by: Viewer, subject: UUID | None = None) -> UUID:
    done = await grant(member=member, receiver=receiver, basis=basis, purpose="配属", period=from_today(),
                       subject=subject, by=by)  # fmt: skip
    return done.id


async def name_for(viewer: Viewer, member: UUID) -> str | None:
    return (await member_names(ids=[member], by=viewer, purpose="確かめ")).get(member)


async def test_an_assignment_opens_the_name_to_that_town_alone(world: World) -> None:
    member, subject = await designer(by=world.hiroshima), uuid4()
    await opened(member, SERA, Basis.ASSIGNMENT, by=world.hiroshima, subject=subject)
    assert await name_for(world.sera, member) == "灰谷 凪"
    assert await name_for(world.jinseki, member) is None
    seen = await profile(id=member, by=world.sera, purpose="配属")
    assert (seen.email, seen.note, seen.side_jobs) == ("nagi@example.jp", None, None)
    await end(subject=subject, by=world.hiroshima)
    assert await name_for(world.sera, member) is None


async def test_a_consent_for_one_purpose_is_closed_by_the_person_or_the_pool_and_nobody_else(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    for closer in (nagi, world.hiroshima):
        subject = uuid4()
        await opened(member, SERA, Basis.CONSENT, by=nagi, subject=subject)
        for stranger in (world.sera, world.ehime):
            await close_consent(subjects=[subject], by=stranger)
        assert await name_for(world.sera, member) == "灰谷 凪"
        await close_consent(subjects=[subject], by=closer)
        assert await name_for(world.sera, member) is None


async def test_row_security_alone_leaves_a_general_consent_to_the_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    await opened(member, SERA, Basis.CONSENT, by=nagi)
    for other in (world.hiroshima, world.sera, world.ehime):
        async with unit_of_work(other) as work:
            await work.connection.execute("update disclosure set during = 'empty' where basis = 'consent'")
    assert await name_for(world.sera, member) == "灰谷 凪"


async def test_supervision_carries_no_name(world: World) -> None:
    member = await designer(by=world.ehime)
    nagi = await signed_in(member, by=world.ehime)
    await opened(member, SERA, Basis.CONSENT, by=nagi)
    assert await name_for(world.sera, member) == "灰谷 凪"
    assert await name_for(world.hiroshima, member) is None


async def test_a_recommendation_shows_the_ministry_a_name_and_nothing_else(world: World) -> None:
    member = await designer(by=world.hiroshima)
    assert await name_for(world.ministry, member) is None
    await opened(member, MINISTRY, Basis.RECOMMENDATION, by=world.hiroshima)
    assert await name_for(world.ministry, member) == "灰谷 凪"


async def test_a_consent_taken_back_closes_at_once(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    given = await opened(member, JINSEKI, Basis.CONSENT, by=nagi)
    assert await name_for(world.jinseki, member) == "灰谷 凪"
    with pytest.raises(NotAllowed):
        await withdraw_consent(id=given, by=world.jinseki)
    await withdraw_consent(id=given, by=nagi)
    assert await name_for(world.jinseki, member) is None
    (own,) = await disclosures_of(member=member, by=nagi)
    assert (own.basis, own.receiver) == ("pool_owner", HIROSHIMA)
    with pytest.raises(NotAllowed, match="本人がした同意だけ"):
        await withdraw_consent(id=own.id, by=nagi)


async def test_only_the_pool_and_the_person_open_a_name(world: World) -> None:
    member = await designer(by=world.hiroshima)
    for stranger, body in ((world.sera, SERA), (world.ehime, world.ehime.organisation), (world.ministry, MINISTRY)):
        assert body is not None
        with pytest.raises(NotAllowed):
            await opened(member, body, Basis.CONSENT, by=stranger)


@pytest.mark.parametrize("basis", ["consent", "pool_owner"])
async def test_row_security_alone_refuses_a_body_that_opens_a_name_to_itself(world: World, basis: str) -> None:
    member = await designer(by=world.hiroshima)
    for stranger in (world.sera, world.ehime):
        with pytest.raises(NotAllowed):
            async with unit_of_work(stranger) as work:
                await work.connection.execute(
                    "insert into disclosure (id, member, receiver, basis, purpose, granted_by, during, created_at) "
                    "values ($1, $2, $3, $4, 'x', $3, '[2020-01-01,)', now())",
                    work.new_id(), member, stranger.organisation, basis,
                )  # fmt: skip


async def test_row_security_alone_refuses_a_pool_that_takes_in_another_pools_person(world: World) -> None:
    member = await designer(by=world.hiroshima)
    with pytest.raises(NotAllowed):
        async with unit_of_work(world.ehime) as work:
            await work.connection.execute(
                "insert into pool_membership (id, member, pool, during) values ($1, $2, $3, '[2020-01-01,)')",
                work.new_id(), member, world.ehime.organisation,
            )  # fmt: skip
