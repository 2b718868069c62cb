"""Invented people for tests, taken in through the operations."""

from datetime import date
from uuid import UUID

from auth.accounts.operations import NewAccount, open_account
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import reading
from foundation.text.ids import body_id
from registry.capacity.operations import offer_days
from registry.members.operations import register_member
from registry.members.schemas import NewMember, SkillHeld
from registry.skills.queries import skills_of_scheme
from tests.world import PASSWORD, viewer_of

SPRING = Period.inclusive(date(2027, 1, 1), date(2027, 6, 30))


async def skill_called(name: str, *, by: Viewer) -> UUID:
    """A skill of our own scheme."""
    async with reading(by):
        return next(skill.id for skill in await skills_of_scheme() if skill.name == name)


async def designer(*, by: Viewer, **more: object) -> UUID:
    """A complete service designer in the pool of `by`'s body."""
    skill = await skill_called("窓口・申請の設計", by=by)
    given = {
        "name": "灰谷 凪", "kana": "はいたに なぎ", "roles": ["service_designer"], "prefecture": body_id("340006"),
        "skills": [SkillHeld(skill=skill, level=3, verified=True)], "experience_band": "10-14", "on_site": True,
        "remote": True, "forms": ["special_part_time"], "email": "nagi@example.jp", "note": "窓口の経験が長い。",
        "employer_name": "架空デザイン",
    } | more  # fmt: skip
    return (await register_member(new=NewMember.model_validate(given), by=by)).id


async def offering(member: UUID, half_days: int, *, by: Viewer, period: Period = SPRING) -> None:
    """The person offers `half_days` a month."""
    assert by.organisation is not None
    await offer_days(member=member, pool=by.organisation, period=period, half_days=half_days, by=by)


async def signed_in(member: UUID, *, by: Viewer, login: str = "nagi") -> Viewer:
    """The person with an account, as the viewer they are."""
    assert by.organisation is not None
    account = NewAccount(login=login, display_name="灰谷 凪", password=PASSWORD, member=member)
    return await viewer_of((await open_account(account, role=None, by=Viewer.system(by.organisation))).id)
