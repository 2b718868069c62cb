"""A notice by mail: to those who hold the right when it is delivered, once each."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest

from auth.inbox.operations import tell_body, tell_member
from auth.inbox.queries import latest_notices
from auth.inbox.tasks import deliver_notice
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.notifications.post import NotDelivered, Post
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

JOBS = "select count(*) from jobs.procrastinate_jobs where task_name = 'deliver_notice'"
CLOSE_ACCOUNTS = "update account set closed_at = $1 where login = 'hiroshima'"


def folder(place: Path) -> Post:
    """An installation without a mail server."""
    return Post(folder=place, sender="no-reply@pool.example", public_url="https://pool.example")


def letters(place: Path) -> list[EmailMessage]:
    """What lies in the folder."""
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(place.glob("*"))]
    return [letter for letter in found if isinstance(letter, EmailMessage)]


async def told(world: World, *, right: Right = Right.HEAR) -> UUID:
    """A notice from Sera to Hiroshima."""
    assert world.hiroshima.organisation is not None
    async with unit_of_work(world.sera):
        await tell_body(
            organisation=world.hiroshima.organisation, right=right, key="k", by=world.sera,
            subject="相談が\r\nBcc: x@example.jp", body="電話で聞き取ってください。", link="/needs/1",
        )  # fmt: skip
    return (await latest_notices(by=world.hiroshima))[0].id


async def deliver(notice: UUID, to: Viewer, post: Post) -> None:
    """As the worker does."""
    body, member = (str(id) if id else None for id in (to.organisation, to.member))
    await deliver_notice(notice=str(notice), organisation=body, member=member, post=post)


async def test_those_who_hold_the_right_get_one_letter_however_often_it_runs(world: World, tmp_path: Path) -> None:
    notice = await told(world)
    first, later = tmp_path / "first", tmp_path / "later"
    await deliver(notice, world.hiroshima, folder(first))
    await deliver(notice, world.hiroshima, folder(later))
    assert letters(later) == []
    (letter,) = letters(first)
    assert letter["To"] == "hiroshima@example.jp"
    assert letter["Subject"] == "【自治体DX人材プール】相談が Bcc: x@example.jp" and letter["Bcc"] is None
    assert "https://pool.example/needs/1" in letter.get_content()


async def test_a_right_that_readers_hold_reaches_them_too(world: World, tmp_path: Path) -> None:
    notice = await told(world, right=Right.READ_NEEDS)
    await deliver(notice, world.hiroshima, folder(tmp_path))
    assert {letter["To"] for letter in letters(tmp_path)} == {"hiroshima@example.jp", "hiroshima_reader@example.jp"}


async def test_people_are_resolved_when_it_is_delivered(world: World, tmp_path: Path) -> None:
    notice = await told(world)
    async with unit_of_work(world.hiroshima) as work:
        await work.connection.execute(CLOSE_ACCOUNTS, work.now)
    await deliver(notice, world.hiroshima, folder(tmp_path))
    assert letters(tmp_path) == []


async def test_a_member_is_told_at_the_address_of_the_own_account(world: World, tmp_path: Path) -> None:
    member = await signed_in(await designer(by=world.hiroshima), by=world.hiroshima)
    assert member.member is not None
    async with unit_of_work(world.hiroshima):
        await tell_member(
            member=member.member, key="m", by=world.hiroshima, subject="依頼", body="x", link="/proposals"
        )
    async with unit_of_work(member) as work:
        await work.connection.execute("update account set email = 'nagi@example.jp' where id = $1", member.account)
    notice = (await latest_notices(by=member))[0].id
    await deliver(notice, member, folder(tmp_path))
    assert [letter["To"] for letter in letters(tmp_path)] == ["nagi@example.jp"]


async def test_a_server_that_is_away_leaves_the_letter_waiting(world: World, tmp_path: Path) -> None:
    notice = await told(world)
    away = Post(folder=tmp_path, sender="no-reply@pool.example", public_url="", host="127.0.0.1", port=9)
    with pytest.raises(NotDelivered):
        await deliver(notice, world.hiroshima, away)
    assert letters(tmp_path) == []
    await deliver(notice, world.hiroshima, folder(tmp_path))
    assert len(letters(tmp_path)) == 1


async def test_other_bodies_see_no_letter(world: World, tmp_path: Path) -> None:
    notice = await told(world)
    await deliver(notice, world.hiroshima, folder(tmp_path))
    for outsider in (world.sera, world.ehime):
        async with unit_of_work(outsider) as work:
            assert await work.connection.fetchval("select count(*) from mail_outbox") == 0


async def test_told_twice_is_told_once(world: World) -> None:
    assert await told(world) == await told(world)
    assert len(await latest_notices(by=world.hiroshima)) == 1
    async with reading(world.hiroshima) as work:
        jobs = await work.connection.fetchval(JOBS)
    assert jobs == 1, "the second telling queued a delivery of a notice that does not exist"
