"""What lists count of a person is what the person's own rows say, whichever way these were written."""

from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.members.operations import edit_member
from registry.members.queries import as_registered, find_people, kept
from registry.members.question import PeopleQuestion
from registry.members.record_schemas import SkillStated
from registry.members.schemas import MemberEdit, SkillHeld
from registry.members.stating import state_skill
from tests.registry.people import designer, skill_called
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DRIFT = """
select m.id from member m where
    m.roles <> coalesce((select array_agg(r.role order by r.role) from member_role r where r.member = m.id), '{}')
    or m.skills <> coalesce((select array_agg(s.skill order by s.skill) from member_skill s
        where s.member = m.id and s.valid is null), '{}')
"""


async def counted(by: Viewer, facet: str) -> dict[str, int]:
    """The counts beside a filter, of everybody the viewer sees; what is kept of people agrees with their rows."""
    async with reading(by) as work:
        assert await work.connection.fetch("select 1 from member") and not await work.connection.fetch(DRIFT)
    return (await find_people(question=PeopleQuestion(), by=by)).facets[facet]


async def test_counts_follow_registration_and_every_change(world: World) -> None:
    by = world.hiroshima
    one, cloud = await skill_called("窓口・申請の設計", by=by), await skill_called("クラウド", by=by)
    await designer(by=by, name="架空 一子", email=None)
    person = await designer(by=by, name="架空 二子", email=None)
    assert await counted(by, "skill") == {str(one): 2}
    now, version = await as_registered(id=person, by=by, purpose="確認")
    changed = {"roles": ["engineer", "producer"], "skills": [SkillHeld(skill=cloud, level=2)], "version": version}
    edit = MemberEdit.model_validate(now.model_dump() | changed)
    await edit_member(id=person, edit=edit, by=by)
    assert await counted(by, "skill") == {str(one): 1, str(cloud): 1}
    assert await counted(by, "role") == {"service_designer": 1, "engineer": 1, "producer": 1}


async def test_a_skill_with_days_counts_on_those_days_alone(world: World) -> None:
    by = world.hiroshima
    skill = await skill_called("窓口・申請の設計", by=by)
    person = await designer(by=by)
    for first, last, count in ((date(2020, 1, 1), date(2020, 12, 31), {}), (None, date(2099, 12, 31), {str(skill): 1})):
        stated = SkillStated(
            skill=skill, level=3, valid_from=first, valid_to=last, version=(await kept(id=person, by=by)).version
        )  # fmt: skip
        await state_skill(member=person, stated=stated, by=by)
        assert await counted(by, "skill") == count
