"""Needs of several towns become one, go apart and come together again; who sees what of it."""

from uuid import UUID

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.needs import joining, operations
from registry.needs.joinable import suggestions_for
from registry.needs.joint_schemas import Joining, JointNeedRow, JointPlan, JointTerms, Leaving
from registry.needs.queries import joint_need_page, joint_needs, joint_needs_of, need_page
from registry.needs.requirement_schemas import Requirement
from tests.browser import Visit
from tests.registry.needs.telling import heard
from tests.world import JINSEKI, SERA, World

pytestmark = pytest.mark.database

WHY = "予算の時期が合わないため"
REQUIREMENT = Requirement.model_validate(
    {"role": "service_designer", "half_days": 4, "on_site_half_days": 2, "first_day": "2027-01-01",
     "last_day": "2027-03-31", "form": "special_part_time"}
)  # fmt: skip


async def two_heard(world: World) -> list[UUID]:
    """The same trouble in 世羅町 and 神石高原町, some 30 km apart."""
    return [await heard(town, by=world.hiroshima, urgency="three_months") for town in (world.sera, world.jinseki)]


async def joined(world: World, needs: list[UUID], **more: object) -> JointNeedRow:
    plan = JointPlan.model_validate({"needs": needs, "title": "窓口を一つにする", "lead": SERA} | more)
    return await joint_need_page(id=(await joining.join_needs(plan=plan, by=world.hiroshima)).id, by=world.hiroshima)


async def test_neighbours_with_the_same_trouble_are_suggested_with_the_reasons(world: World) -> None:
    need, other = await two_heard(world)
    await heard(world.onomichi, by=world.hiroshima, themes=["security"])
    _, found = await suggestions_for(need=need, by=world.hiroshima)
    assert [one.candidate.need for one in found] == [other]
    said = " ".join(found[0].reasons)
    assert "窓口・申請" in said and "km" in said and "時期が重なる" in said


async def test_joined_needs_stay_needs_of_their_towns(world: World) -> None:
    needs = await two_heard(world)
    joint = await joined(world, needs)
    assert {part.share_per_million for part in joint.living} == {500_000}
    for town, need in zip((world.sera, world.jinseki), needs, strict=True):
        assert (await need_page(id=need, by=town)).triage == "joint_need"
        assert [row.id for row in await joint_needs(by=town)] == [joint.id]
    with pytest.raises(NotFound):
        await need_page(id=needs[1], by=world.sera)
    for outsider in (world.onomichi, world.ehime, world.matsuyama, world.ministry):
        with pytest.raises(NotFound):
            await joint_need_page(id=joint.id, by=outsider)
    assert (await joint_needs_of(needs=needs, by=world.hiroshima))[needs[0]].lead == SERA


async def test_a_need_is_in_one_joint_need_at_a_time(world: World) -> None:
    needs = await two_heard(world)
    await joined(world, needs)
    third = await heard(world.akiota, by=world.hiroshima)
    with pytest.raises(RuleBroken, match="もう、ほかの町と"):
        await joined(world, [needs[0], third])


async def test_only_the_prefecture_joins_and_only_heard_needs(world: World) -> None:
    needs = await two_heard(world)
    plan = JointPlan(needs=needs, title="窓口", lead=SERA)
    with pytest.raises(NotAllowed):
        await joining.join_needs(plan=plan, by=world.hiroshima_reader)
    with pytest.raises(NotAllowed):
        await joining.join_needs(plan=plan, by=world.sera)
    await operations.withdraw_need(id=needs[1], reason=WHY, by=world.jinseki)
    with pytest.raises(RuleBroken, match="聞き取りのあと"):
        await joining.join_needs(plan=plan, by=world.hiroshima)


async def test_a_withdrawal_leaves_the_others_to_bear_the_whole(world: World) -> None:
    needs = [*await two_heard(world), await heard(world.akiota, by=world.hiroshima)]
    joint = await joined(world, needs)
    assert sum(part.share_per_million or 0 for part in joint.living) == 1_000_000
    await operations.withdraw_need(id=needs[0], reason=WHY, by=world.sera)
    left = await joint_need_page(id=joint.id, by=world.hiroshima)
    assert {part.share_per_million for part in left.living} == {500_000}
    assert not left.lead_is_in and not left.is_split


async def test_split_and_joined_again(world: World) -> None:
    needs = await two_heard(world)
    joint = await joined(world, needs)
    await joining.split_joint_need(id=joint.id, leaving=Leaving(reason=WHY), by=world.hiroshima)
    assert (await joint_need_page(id=joint.id, by=world.sera)).is_split
    assert (await need_page(id=needs[0], by=world.sera)).state == "triaged"
    await joining.add_needs(id=joint.id, joining=Joining(needs=needs), by=world.hiroshima)
    again = await joint_need_page(id=joint.id, by=world.hiroshima)
    assert [part.need for part in again.living] == needs and len(again.parts) == 4


async def test_what_is_borne_by_use_follows_the_requirement(world: World) -> None:
    needs = await two_heard(world)
    joint = await joined(world, needs, equal_weight=0, use_weight=100)
    assert joint.missing == ["月の日数"]
    for need, half_days in zip(needs, (4, 12), strict=True):
        wanted = REQUIREMENT.model_copy(update={"half_days": half_days})
        await operations.set_requirement(id=need, requirement=wanted, by=world.hiroshima)
    shares = {part.need: part.share_per_million for part in (await joint_needs(by=world.hiroshima))[0].living}
    assert shares == {needs[0]: 250_000, needs[1]: 750_000}


async def test_stale_terms_are_refused_and_both_texts_shown(world: World, visit: Visit) -> None:
    joint = await joined(world, await two_heard(world))
    terms = JointTerms(title="先に変えた題", lead=JINSEKI, version=joint.version)
    await joining.change_terms(id=joint.id, terms=terms, by=world.hiroshima)
    with pytest.raises(Conflict):
        await joining.change_terms(id=joint.id, terms=terms, by=world.hiroshima)
    hall = await visit("hiroshima")
    fields = {"version": str(joint.version), "title": "あとから変えた題", "lead": str(SERA), "equal_weight": "100"}
    refused = await hall.post(f"/joint-needs/{joint.id}/terms", fields)
    assert refused.status_code == 409
    assert "先に変えた題" in refused.text and "あとから変えた題" in refused.text


async def test_pages_from_suggestion_to_joint_need(world: World, visit: Visit) -> None:
    need, other = await two_heard(world)
    hall, sera, matsuyama = await visit("hiroshima"), await visit("sera"), await visit("matsuyama")
    offered = await hall.get(f"/joint-needs/new?need={need}")
    assert "神石高原町" in offered.text and "直線で約" in offered.text
    alone = await hall.post("/joint-needs", {"needs": [str(need)], "title": "窓口", "lead": str(SERA)})
    assert alone.status_code == 422 and "窓口" in alone.text
    fields = {"needs": [str(need), str(other)], "title": "窓口を一つに", "lead": str(SERA), "purpose": "様式をそろえる"}
    made = await hall.post("/joint-needs", fields)
    assert made.status_code == 303
    place = made.headers["location"]
    shown = await sera.get(place)
    assert "様式をそろえる" in shown.text and "神石高原町" in shown.text and "50.00％" in shown.text
    assert (await matsuyama.get(place)).status_code == 404
    assert (await sera.post(f"{place}/split", {"reason": "やめたい"})).status_code == 403
    assert (await hall.send(f"{place}/split", {"reason": WHY})).status_code == 201
