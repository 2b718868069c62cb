"""How Hiroshima recruits: job descriptions at every stage of their sign-off."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.text.ids import body_id
from registry.job_descriptions import signing
from registry.job_descriptions.operations import draft_description, write_version
from registry.job_descriptions.queries import description_page, job_description_row
from registry.job_descriptions.schemas import NewDescription, NewVersion, Step
from reports.demo.cast import HIROSHIMA, TOWNS, Cast, viewer_of
from reports.demo.requests import OpenNeed
from reports.demo.timeline import Timeline

OFFICERS: Final = {
    Role.HR: NewAccount("demo-16", "志和（広島県・人事）", "人事課", demo=True),
    Role.FINANCE: NewAccount("demo-17", "算用（広島県・財政）", "財政課", demo=True),
}
"""Two more who can be entered: HR and finance sign job descriptions."""
BEGAN: Final = 40
"""Days ago on which the first description was begun."""

Sign = Callable[..., Awaitable[Done]]


async def recruit(needs: list[OpenNeed], cast: Cast, timeline: Timeline) -> list[UUID]:
    """Four descriptions: a draft, one before the town, one before finance, one fixed. Returns the fixed ones."""
    timeline.days_ago(BEGAN)
    hr, finance = [await _officer(role) for role in OFFICERS]
    chosen = _chosen(needs)
    signed = (0, 1, 3, 5)
    fixed = []
    for position, (need, steps) in enumerate(zip(chosen, signed, strict=False)):
        timeline.days_ago(BEGAN - 5 * position)
        id = await _written(need, hr, timeline)
        signs: list[tuple[Sign, Viewer]] = [
            (signing.ask_town, hr), (signing.confirm, cast.bodies[need.town.code]), (signing.approve_as_hr, hr),
            (signing.approve_as_finance, finance), (signing.fix, hr),
        ]  # fmt: skip
        for sign, by in signs[:steps]:
            await _take(id, sign, by)
        if steps == len(signs):
            fixed.append(id)
    return fixed


def _chosen(needs: list[OpenNeed]) -> list[OpenNeed]:
    """One open need of each of Hiroshima's towns that can be entered."""
    found: dict[str, OpenNeed] = {}
    for need in needs:
        if need.pool == HIROSHIMA and need.town.code in TOWNS and not need.early:
            found.setdefault(need.town.code, need)
    return list(found.values())


async def _officer(role: Role) -> Viewer:
    by = Viewer.system(body_id(HIROSHIMA), kind="prefecture")
    return await viewer_of((await open_account(OFFICERS[role], role=role, by=by)).id)


async def _written(need: OpenNeed, by: Viewer, timeline: Timeline) -> UUID:
    """From the need, with what the need does not say."""
    id = (await draft_description(new=NewDescription(need=need.id), by=by)).id
    shown = await description_page(id=id, by=by)
    until = min(timeline.as_of + timedelta(days=14), need.first_day)
    words: dict[str, Any] = {
        "pay_unit": "day", "pay_yen": 30_000, "pay_notes": "旅費は別に支給します", "side_job": "with_permission",
        "apply_until": until, "version": shown.description.version,
        "duties": [duty.code for duty in shown.latest.content.duties],
        "skills": [{"skill": one.skill, "level": one.level, "must": position == 0}
                   for position, one in enumerate(shown.latest.content.skills)],
        "towns": [town.id for town in shown.latest.content.towns],
    }  # fmt: skip
    kept = {name: getattr(shown.latest.content, name) for name in NewVersion.model_fields if name not in words}
    await write_version(id=id, new=NewVersion.model_validate(kept | words), by=by)
    return id


async def _take(id: UUID, sign: Sign, by: Viewer) -> None:
    version = (await job_description_row(id=id, by=by)).version
    await sign(id=id, step=Step(version=version), by=by)
