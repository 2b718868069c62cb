"""Joining needs of several towns, changing the terms, splitting and joining again: the prefecture's verbs."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.municipalities.queries import towns_by_id
from registry.needs.access import may_join
from registry.needs.joint_schemas import Joining, JointNeedRow, JointPlan, JointTerms, Leaving
from registry.needs.moving import handled, move, tell_town
from registry.needs.parting import leave_joint_need
from registry.needs.queries import joint_need_page, joint_needs_of
from registry.needs.requirements import requirements
from registry.needs.rules import JOINABLE, Triage
from registry.needs.schemas import NeedPage
from registry.needs.tables import JointNeed, JointNeedPart

STALE = (
    "この共同の要望は、ほかの人が先に変えました。何も保存していません。"
    "いまの内容と、あなたが書いた内容を下に並べています。見比べて、もう一度送ってください。"
)
TAKEN = "もう、ほかの町と一緒に進めています。先にそこから外してください。"


async def join_needs(*, plan: JointPlan, by: Viewer) -> Done:
    """Join heard needs of different towns under a leading town. Raises `RuleBroken`, also for a need already joined."""
    async with unit_of_work(by) as work:
        needs = await _joinable(plan.needs, by=by)
        towns = {need.municipality for need in needs}
        if len(towns) < 2:
            raise RuleBroken("2つ以上の町の相談を選んでください。", field="needs")
        if plan.lead not in towns:
            raise RuleBroken("代表の町は、一緒に進める町の中から選んでください。", field="lead")
        id = work.new_id()
        terms = plan.model_dump(exclude={"needs", "version"})
        await JointNeed.insert(
            JointNeed(id=id, owner=by.organisation, bodies=_bodies(towns, by), created_at=work.now,
                      changed_at=work.now, **terms)
        )  # fmt: skip
        await _take_in(id, needs, plan.title, work=work, by=by)
        await record(by=by, verb="join", noun="joint_need", subject=id, after=terms | {"needs": plan.needs})
        return Done(id)


async def change_terms(*, id: UUID, terms: JointTerms, by: Viewer) -> Done:
    """Another title, purpose, lead or way to share."""
    async with unit_of_work(by) as work:
        joint = await _kept(id, by=by, version=terms.version)
        if terms.lead not in {part.municipality for part in joint.living}:
            raise RuleBroken("代表の町は、一緒に進める町の中から選んでください。", field="lead")
        fields = terms.model_dump(exclude={"version"})
        before = {name: getattr(joint, name) for name in fields}
        return await _change(joint, fields, "change_terms", before=before, work=work, by=by)


async def add_needs(*, id: UUID, joining: Joining, by: Viewer) -> Done:
    """Needs that join later, or again after they left."""
    async with unit_of_work(by) as work:
        joint = await _kept(id, by=by, version=joining.version)
        needs = await _joinable(joining.needs, by=by)
        taking_part = {part.municipality for part in joint.parts} | {need.municipality for need in needs}
        await _take_in(id, needs, joint.title, work=work, by=by)
        fields = {"bodies": _bodies(taking_part, by)}
        return await _change(joint, fields, "add_needs", before={"needs": [part.need for part in joint.living]},
                             work=work, by=by, told={"needs": joining.needs})  # fmt: skip


async def split_off(*, id: UUID, part: UUID, leaving: Leaving, by: Viewer) -> Done:
    """One town goes its own way again; its need stays as far as it had come."""
    async with unit_of_work(by) as work:
        joint = await _kept(id, by=by, version=leaving.version)
        found = [one for one in joint.living if one.id == part]
        if not found:
            raise RuleBroken("この町は、もう一緒に進めていません。画面を読み込み直してください。")
        await _part_with(found[0].need, leaving.reason, work=work, by=by)
        return await _change(joint, {}, "split_off", before={}, work=work, by=by, told={"part": part})


async def split_joint_need(*, id: UUID, leaving: Leaving, by: Viewer) -> Done:
    """Every town goes its own way again; the group can be joined once more from its page."""
    async with unit_of_work(by) as work:
        joint = await _kept(id, by=by, version=leaving.version)
        if not joint.living:
            raise RuleBroken("この共同の要望は、もう分かれています。")
        for part in joint.living:
            await _part_with(part.need, leaving.reason, work=work, by=by)
        return await _change(joint, {}, "split", before={}, work=work, by=by, told={"reason": leaving.reason})


async def _joinable(ids: Sequence[UUID], *, by: Viewer) -> list[NeedPage]:
    require(by, Right.HEAR)
    if refusal := may_join(by):
        raise NotAllowed(refusal)
    joined = await joint_needs_of(needs=ids, by=by)
    needs = [await handled(id, by=by) for id in dict.fromkeys(ids)]
    for need in needs:
        words = f"{need.municipality_name}の「{need.title}」は、"
        if need.id in joined:
            raise RuleBroken(words + TAKEN, field="needs")
        if need.state not in JOINABLE:
            raise RuleBroken(words + "聞き取りのあと、支援が決まるまでの間だけ一緒にできます。", field="needs")
    return needs


async def _take_in(id: UUID, needs: Sequence[NeedPage], title: str, *, work: Work, by: Viewer) -> None:
    towns = await towns_by_id(ids={need.municipality for need in needs}, by=by)
    wanted = await requirements(ids=[need.id for need in needs], by=by)
    for need in needs:
        town = towns[need.municipality]
        days = wanted[need.id].half_days if need.id in wanted else need.wished_half_days
        await JointNeedPart.insert(
            JointNeedPart(id=work.new_id(), joint_need=id, owner=by.organisation, need=need.id,
                          municipality=need.municipality, population=town.population,
                          population_as_of=town.population_as_of, half_days=days, joined_at=work.now)
        )  # fmt: skip
        if need.state != "accepted":
            await move(need, "triage", work=work, by=by, changes={"triage": Triage.JOINT_NEED})
        told = f"共同の要望「{title}」に入りました。負担の分け方も見られます。"
        await tell_town(need, "近くの町と一緒に進めます", told, by=by)


async def _part_with(need: UUID, reason: str, *, work: Work, by: Viewer) -> None:
    await leave_joint_need(need=need, reason=reason, work=work, by=by)
    await tell_town(await handled(need, by=by), "一緒に進めるのをやめ、この町だけで進めます", reason, by=by)


def _bodies(towns: Iterable[UUID], by: Viewer) -> list[UUID]:
    assert by.organisation is not None
    return sorted({by.organisation, *towns})


async def _kept(id: UUID, *, by: Viewer, version: int | None) -> JointNeedRow:
    require(by, Right.HEAR)
    joint = await joint_need_page(id=id, by=by)
    if not by.acts_for(joint.owner):
        raise NotAllowed("共同の要望を変えられるのは、まとめている県だけです。")
    if version is not None and version != joint.version:
        raise Conflict(STALE)
    return joint


async def _change(
    joint: JointNeedRow,
    fields: dict[str, Any],
    verb: str,
    *,
    before: dict[str, Any],
    work: Work,
    by: Viewer,
    told: dict[str, Any] | None = None,
) -> Done:
    changes = fields | {"changed_at": work.now, "version": joint.version + 1}
    columns = {getattr(JointNeed, name): value for name, value in changes.items()}
    same = (JointNeed.id == joint.id) & (JointNeed.version == joint.version)
    if not await JointNeed.update(columns).where(same).returning(JointNeed.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="joint_need", subject=joint.id, before=before, after=fields | (told or {}))
    return Done(joint.id, joint.version + 1)
