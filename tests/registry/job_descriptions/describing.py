"""Job descriptions as tests tell them: a complete one for Sera, and two people of Hiroshima who sign."""

from typing import Any
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.viewer import Viewer
from registry.job_descriptions import signing
from registry.job_descriptions.operations import draft_description, write_version
from registry.job_descriptions.queries import job_description_row
from registry.job_descriptions.schemas import NewDescription, NewVersion, Step
from tests.matching.employment import matchable_need
from tests.registry.people import skill_called
from tests.world import HIROSHIMA, World, viewer_of

COMPLETE: dict[str, Any] = {
    "title": "窓口サービスデザイナー", "role": "service_designer", "duties": ["10", "04"],
    "goals": "着任から3か月で、窓口3つの手順を書き出す", "authority": "様式の案をつくり、試すことができる",
    "reports_to": "住民課長", "form": "special_part_time", "first_day": "2027-01-01", "last_day": "2027-03-31",
    "half_days": 8, "on_site_half_days": 2, "place": "世羅町役場", "pay_yen": 30000, "pay_unit": "day",
    "side_job": "allowed", "apply_until": "2026-12-10", "screening_on": "2026-12-12", "interview_on": "2026-12-18",
    "result_on": "2026-12-22",
}  # fmt: skip


async def officer(role: Role) -> Viewer:
    """Somebody of Hiroshima's HR or finance division."""
    new = NewAccount(login=f"hiroshima-{role}", display_name=f"架空の{role}")
    done = await open_account(new, role=role, by=Viewer.system(HIROSHIMA, kind="prefecture"))
    return await viewer_of(done.id)


async def begun(world: World) -> UUID:
    """A draft from a need of Sera, as the requirement and the usual words of the role filled it in."""
    need = await matchable_need(world.sera, by=world.hiroshima, half_days=8)
    return (await draft_description(new=NewDescription(need=need), by=world.hiroshima)).id


async def written(world: World, **more: Any) -> UUID:
    """The same with complete words."""
    id = await begun(world)
    skill = await skill_called("窓口・申請の設計", by=world.hiroshima)
    needed = {"skills": [{"skill": skill, "level": 2, "must": True}], "towns": [world.sera.organisation]}
    version = (await job_description_row(id=id, by=world.hiroshima)).version
    await write_version(
        id=id, new=NewVersion.model_validate(COMPLETE | needed | more | {"version": version}), by=world.hiroshima
    )
    return id


async def take(id: UUID, act: Any, by: Viewer, reason: str = "") -> None:
    """Take a step on the description as it is now."""
    version = (await job_description_row(id=id, by=by)).version
    await act(id=id, step=Step(version=version, reason=reason), by=by)


async def fixed(world: World, **more: Any) -> UUID:
    """One that the town confirmed, HR and finance approved, and HR fixed."""
    id = await written(world, **more)
    hr, finance = await officer(Role.HR), await officer(Role.FINANCE)
    await take(id, signing.ask_town, hr)
    await take(id, signing.confirm, world.sera)
    await take(id, signing.approve_as_hr, hr)
    await take(id, signing.approve_as_finance, finance)
    await take(id, signing.fix, hr)
    return id
