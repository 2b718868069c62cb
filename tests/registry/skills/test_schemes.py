"""Versions stand beside each other; a merged or split skill keeps its evidence, and questions follow the mapping."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.members.matching import matching_facts
from registry.members.queries import card, count_people, find_people
from registry.members.question import PeopleQuestion
from registry.municipalities.loading import MINISTRY
from registry.skills.operations import end_mapping, import_scheme, map_skills, preview_mapping
from registry.skills.queries import mappings, schemes, skills_of_scheme, skills_standing_for
from registry.skills.schemas import MappingEnd, NewMapping, SchemeWords
from tests.browser import Visit
from tests.registry.people import designer, skill_called
from tests.registry.skills.test_scheme_file import SMALL
from tests.world import World

pytestmark = pytest.mark.database

SINCE = date(2026, 4, 1)


def words(code: str = "kakuu-1", **more: object) -> SchemeWords:
    given = {
        "code": code,
        "family": "kakuu",
        "name": "架空の標準",
        "version": "1",
        "valid_from": SINCE,
        "source": "架空",
    }
    return SchemeWords.model_validate(given | more)


async def ids_of(scheme: str, by: Viewer) -> list[UUID]:
    async with reading(by):
        return [skill.id for skill in await skills_of_scheme(scheme)]


async def test_what_is_shipped(world: World) -> None:
    async with reading(world.sera):
        found = {row.code: row for row in await schemes()}
        assert found["mic_roles"].skills == 4 and found["mic_roles"].in_force
        assert found["dxpool"].skills > 10 and found["dxpool"].in_force


async def test_versions_of_a_family_follow_each_other_by_date(world: World) -> None:
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    newer = words("kakuu-2", version="2", valid_from=date(2026, 10, 1))
    await import_scheme(words=newer, content=SMALL.encode(), by=world.ministry)
    later = words("kakuu-3", version="3", valid_from=date(2099, 4, 1))
    await import_scheme(words=later, content=SMALL.encode(), by=world.ministry)
    async with reading(world.ministry):
        rows = [row for row in await schemes() if row.family == "kakuu"]
    assert [(row.version, row.skills, row.in_force) for row in rows] == [
        ("3", 3, False),
        ("2", 3, True),
        ("1", 3, False),
    ]


async def test_the_same_code_with_other_skills_is_refused(world: World) -> None:
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    with pytest.raises(Conflict):
        await import_scheme(words=words(), content=SMALL.replace("画面", "書面").encode(), by=world.ministry)
    with pytest.raises(RuleBroken, match="参照"):
        await import_scheme(words=words("x-1"), content=b"a: &a [b]\n", by=world.ministry)
    for by in (world.hiroshima, world.sera, Viewer.public()):
        with pytest.raises(NotAllowed):
            await import_scheme(words=words("x-2"), content=SMALL.encode(), by=by)


async def test_a_merge_keeps_evidence_and_the_question_follows(world: World) -> None:
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    old = await skill_called("窓口・申請の設計", by=world.hiroshima)
    new = (await ids_of("kakuu-1", world.ministry))[0]
    member = await designer(by=world.hiroshima)
    (before,) = await matching_facts(by=world.hiroshima)
    assert before.skills == {old: 3}
    other = await skill_called("クラウド", by=world.hiroshima)
    merge = NewMapping(earlier=[old, other], later=[new], kind="merged", first_day=SINCE, reason="一つにまとめた")
    await map_skills(new=merge, by=world.ministry)
    (after,) = await matching_facts(by=world.hiroshima)
    assert after.skills == {old: 3, new: 3}
    assert [skill.skill for skill in (await card(id=member, by=world.hiroshima)).skills] == [old]
    async with reading(world.hiroshima):
        assert await skills_standing_for([new, old]) == {new: {new, old, other}, old: {old}}
    row = (await mappings_seen(world))[0]
    await end_mapping(id=row, end=MappingEnd(last_day=SINCE + timedelta(days=10)), by=world.ministry)
    async with reading(world.hiroshima):
        assert len((await skills_standing_for([new]))[new]) == 2


async def test_a_search_for_the_skill_of_today_finds_evidence_under_the_one_before(world: World) -> None:
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    old = await skill_called("窓口・申請の設計", by=world.hiroshima)
    new = (await ids_of("kakuu-1", world.ministry))[0]
    member = await designer(by=world.hiroshima)
    asked = PeopleQuestion(skill=[f"{new}:3"])
    assert await found_by(asked, world.hiroshima) == ([], 0)
    split = NewMapping(earlier=[old], later=await ids_of("kakuu-1", world.ministry), kind="split", first_day=SINCE,
                       reason="分けた")  # fmt: skip
    reach = await preview_mapping(new=split, by=world.ministry)
    assert (reach.people, await found_by(asked, world.hiroshima)) == (None, ([], 0))
    await map_skills(new=split, by=world.ministry)
    assert await found_by(asked, world.hiroshima) == ([member], 1)
    assert await found_by(PeopleQuestion(skill=[f"{new}:4"]), world.hiroshima) == ([], 0)
    assert await found_by(PeopleQuestion(skill=[f"{old}:3"]), world.hiroshima) == ([member], 1)


async def found_by(question: PeopleQuestion, by: Viewer) -> tuple[list[UUID], int]:
    """Whom the list shows, and what a saved search of the same question counts."""
    found = await find_people(question=question, by=by)
    (counted,) = await count_people(questions=[question], by=by)
    return [row.card.id for row in found.rows], counted


async def test_what_a_mapping_would_reach_is_a_number_for_the_ministry_alone(world: World) -> None:
    old, new = [await skill_called(name, by=world.hiroshima) for name in ("窓口・申請の設計", "クラウド")]
    same = NewMapping(earlier=[old], later=[new], kind="same", first_day=SINCE, reason="同じ")
    assert (await preview_mapping(new=same, by=world.ministry)).people == 0
    for number in range(3):
        await designer(by=world.hiroshima, name=f"架空 人{number}", email=f"p{number}@example.jp")
        told = (await preview_mapping(new=same, by=world.ministry)).people
        assert told == (3 if number == 2 else None)
    for by in (world.hiroshima, world.sera, Viewer.public()):
        with pytest.raises(NotAllowed):
            await preview_mapping(new=same, by=by)


async def mappings_seen(world: World) -> list[UUID]:
    async with reading(world.sera):
        return [row.id for row in await mappings()]


async def test_a_split_counts_as_each_part_and_near_as_nothing(world: World) -> None:
    await import_scheme(words=words(), content=SMALL.encode(), by=world.ministry)
    first, second, third = await ids_of("kakuu-1", world.ministry)
    old = await skill_called("クラウド", by=world.hiroshima)
    split = NewMapping(earlier=[old], later=[first, second], kind="split", first_day=SINCE, reason="分けた")
    await map_skills(new=split, by=world.ministry)
    await map_skills(new=split.model_copy(update={"kind": "near", "later": [third]}), by=world.ministry)
    same = NewMapping(earlier=[third], later=[second], kind="same", first_day=SINCE, reason="同じ")
    await map_skills(new=same, by=world.ministry)
    async with reading(world.sera):
        found = await skills_standing_for([first, second, third])
    assert found == {first: {first, old}, second: {second, third, old}, third: {third, second, old}}
    with pytest.raises(Conflict):
        await map_skills(new=split, by=world.ministry)
    for wrong in (split.model_copy(update={"later": [first]}), split.model_copy(update={"later": [old, first]})):
        with pytest.raises(RuleBroken):
            await map_skills(new=wrong, by=world.ministry)
    with pytest.raises(NotAllowed):
        await map_skills(new=split, by=world.hiroshima)


async def test_only_the_ministrys_hand_writes_mappings_in_the_database(world: World) -> None:
    old, new = [await skill_called(name, by=world.hiroshima) for name in ("クラウド", "窓口・申請の設計")]
    with pytest.raises(NotAllowed):
        async with reading(world.hiroshima) as work:
            await work.connection.execute(
                "insert into skill_mapping (id, earlier, later, kind, during, reason, created_by, created_at) "
                "values ($1, $2, $3, 'same', '[2026-01-01,)', 'x', $4, now())",
                work.new_id(), old, new, world.hiroshima.organisation,
            )  # fmt: skip


async def test_both_doors(world: World, visit: Visit) -> None:
    ministry, nobody = await visit("ministry"), await visit()
    assert "外部人材スキル標準" in (await nobody.get("/skills")).text
    typed = {"code": "kakuu-1", "family": "kakuu", "name": "架空の標準", "version": "1", "source": "架空の発表",
             "valid_from_year": "2026", "valid_from_month": "4", "valid_from_day": "1"}  # fmt: skip
    hidden = {"_csrf_token": await ministry.token(), "_key": "k"}
    sent = await ministry.client.post("/skills/schemes", data=typed | hidden, files={"scheme": ("s.yml", SMALL)})
    assert sent.status_code == 303
    assert "画面づくり" in (await nobody.get("/skills?scheme=kakuu-1")).text
    first, second, _ = await ids_of("kakuu-1", world.ministry)
    mapping = {"earlier": [str(first)], "later": [str(second)], "kind": "same", "first_day": "2026-04-01"}
    refused = await ministry.send("/skills/mappings", mapping)
    assert refused.status_code == 422
    done = await ministry.send("/skills/mappings", mapping | {"reason": "同じ内容"})
    assert done.status_code == 201
    shown = (await nobody.get("/skills")).text
    assert "同じ内容" in shown and "総務省" in shown
    typed = {"earlier": str(first), "later": str(second), "kind": "near", "reason": "見るだけ",
             "first_day_year": "2026", "first_day_month": "4", "first_day_day": "1"}  # fmt: skip
    previewed = await ministry.post("/skills/mappings/preview", typed)
    assert previewed.status_code == 200 and "0人です" in previewed.text and "見るだけ" in previewed.text
    assert (await ministry.post("/skills/mappings/preview", typed | {"later": str(first)})).status_code == 422
    told = await ministry.send("/skills/mappings/preview", mapping | {"reason": "同じ内容"})
    assert (told.status_code, told.json()) == (200, {"people": 0})
    assert "見るだけ" not in (await nobody.get("/skills")).text
    ended = await ministry.post(f"/skills/mappings/{done.json()['id']}/end", {"last_day": "2026-11-30"})
    assert ended.status_code == 303
    assert (await (await visit("hiroshima")).send("/skills/mappings", mapping)).status_code == 403
    with pytest.raises(NotFound):
        await end_mapping(id=MINISTRY, end=MappingEnd(last_day=SINCE), by=world.ministry)


async def test_the_published_standard_comes_in(world: World, real_file: Callable[[str], bytes]) -> None:
    content = real_file("dss_2_0_skills.yml")
    await import_scheme(words=words("dss-2.0", family="dss"), content=content, by=world.ministry)
    assert len(await ids_of("dss-2.0", world.sera)) == 67
