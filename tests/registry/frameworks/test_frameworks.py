"""A framework lets its participants read the cards of its pool, and there is one for each prefecture."""

from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.ids import body_id
from registry.frameworks.operations import add_union, found_framework, keep_framework, set_participants
from registry.frameworks.queries import framework_of, frameworks_in_place
from registry.frameworks.rules import Model
from registry.frameworks.schemas import FrameworkRecord, NewFramework, NewUnion, Participants
from tests.browser import Visit
from tests.world import World, viewer_of

pytestmark = pytest.mark.database

KURE = body_id("342025")


def framework(world: World) -> NewFramework:
    """Hiroshima's, with a town more."""
    assert world.hiroshima.organisation is not None
    return NewFramework(
        prefecture=world.hiroshima.organisation, model=Model.HIROSHIMA, name="架空の推進体制",
        started_on=date(2026, 4, 1), participants=[KURE], source="架空の発表",
    )  # fmt: skip


async def test_participants_read_the_pools_cards_from_then_on(world: World) -> None:
    await found_framework(new=framework(world), by=world.hiroshima)
    assert await frameworks_in_place(by=Viewer.public()) == 1
    assert world.hiroshima.account is not None
    assert KURE in (await viewer_of(world.hiroshima.account)).reach


async def test_one_for_each_prefecture(world: World) -> None:
    await found_framework(new=framework(world), by=world.hiroshima)
    with pytest.raises(Conflict):
        await found_framework(new=framework(world), by=world.hiroshima)


async def test_a_town_or_a_reader_founds_none(world: World) -> None:
    for by in (world.sera, world.hiroshima_reader, Viewer.public()):
        with pytest.raises(NotAllowed):
            await found_framework(new=framework(world), by=by)


def record(**more: object) -> FrameworkRecord:
    given = {"model": "nagano", "name": "架空の共同体制", "started_on": "2026-04-01", "source": "架空の発表"}
    return FrameworkRecord.model_validate(given | more)


async def test_a_prefecture_records_and_corrects_and_a_union_may_own_the_pool(world: World) -> None:
    await keep_framework(code="340006", kept=record(), by=world.hiroshima)
    union = (await add_union(code="340006", new=NewUnion(name="架空広域連合"), by=world.hiroshima)).id
    mended = record(pool_owner=union, owner_kind="union", version=1)
    assert (await keep_framework(code="340006", kept=mended, by=world.hiroshima)).version == 2
    found = await framework_of(code="340006", by=Viewer.public())
    assert (found.row.owner_name, found.row.owner_kind, found.row.participants) == ("架空広域連合", "union", 0)
    with pytest.raises(Conflict):
        await keep_framework(code="340006", kept=mended, by=world.hiroshima)
    town = Viewer.system(union, kind="union")
    await set_participants(code="340006", chosen=Participants(participants=[KURE], since=date(2026, 4, 1)), by=town)
    assert (await framework_of(code="340006", by=Viewer.public())).participants == [KURE]
    with pytest.raises(RuleBroken):
        await keep_framework(code="340006", kept=record(pool_owner=body_id("380008"), version=2), by=world.hiroshima)


async def test_who_leaves_a_framework_reads_no_more_cards(world: World) -> None:
    await keep_framework(code="340006", kept=record(), by=world.hiroshima)
    assert world.sera.account is not None and world.hiroshima.organisation in world.sera.pools
    rest = Participants(participants=[KURE], since=date(2026, 4, 1))
    await set_participants(code="340006", chosen=rest, by=world.hiroshima)
    assert world.hiroshima.organisation not in (await viewer_of(world.sera.account)).pools
    assert (await framework_of(code="340006", by=Viewer.public())).participants == [KURE]
    foreign = Participants(participants=[body_id("382019")], since=date(2026, 4, 1))
    with pytest.raises(RuleBroken):
        await set_participants(code="340006", chosen=foreign, by=world.hiroshima)


async def test_a_framework_is_its_prefectures_and_its_owners(world: World) -> None:
    await keep_framework(code="340006", kept=record(), by=world.hiroshima)
    for by in (world.ehime, world.sera, world.ministry, world.hiroshima_reader, Viewer.public()):
        with pytest.raises(NotAllowed):
            await keep_framework(code="340006", kept=record(version=1), by=by)
        with pytest.raises(NotAllowed):
            await set_participants(code="340006", chosen=Participants(since=date(2026, 4, 1)), by=by)
        with pytest.raises(NotAllowed):
            await add_union(code="340006", new=NewUnion(name="架空"), by=by)


async def test_the_overview_has_47_rows_and_both_doors_write(world: World, visit: Visit) -> None:
    ehime = await visit("ehime")
    typed = {"model": "ehime", "name": "架空の協働", "owner_kind": "prefecture", "pool_owner": str(body_id("380008")),
             "source": "架空の発表", "version": "0"}  # fmt: skip
    assert (await ehime.post("/frameworks/380008", typed)).status_code == 303
    stale = await ehime.post("/frameworks/380008", typed | {"name": "書きかけ"})
    assert stale.status_code == 409 and "書きかけ" in stale.text
    nobody = await visit()
    rows = (await nobody.get("/api/v1/frameworks")).json()
    assert len(rows) == 47 and [row["model"] for row in rows if row["code"] == "380008"] == ["ehime"]
    assert "架空の協働" in (await nobody.get("/frameworks")).text
    assert "愛媛県の推進体制を開く" in (await ehime.get("/frameworks")).text
    assert "の推進体制を開く" not in (await (await visit("ministry")).get("/frameworks")).text
    assert (await ehime.send("/frameworks/380008/unions", {"name": "架空圏域協議会"})).status_code == 201
    assert "架空圏域協議会" in (await ehime.get("/frameworks/380008")).text
    since = {"since": "2026-04-01", "participants": [str(body_id("382019"))]}
    assert (await ehime.send("/frameworks/380008/participants", since)).status_code == 201
    assert (await nobody.get("/frameworks/999999")).status_code == 404
