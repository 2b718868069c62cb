"""What matching asks of the viewer's own pool: people who are active and complete, without a name.

Part of `queries`, apart because it reads every table of terms at once.
"""

from typing import Any, Final

import msgspec

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.companies.queries import LISTING_OVER
from registry.members.access import members_kept_by
from registry.members.rules import MemberState
from registry.members.schemas import MemberFacts
from registry.members.tables import Member
from registry.municipalities.queries import PLACES
from registry.skills.queries import COUNTS_AS

# A company whose listing has run out offers nobody; evidence counts under the skill of today it was mapped to.
FACTS: Final = f"""
with standing as materialized (select held, counts_as from {COUNTS_AS})
select m.id, m.forms, m.on_site, m.remote, t.travel_limit_minutes, t.day_rate_yen,
    base.code as base_code, base.latitude, base.longitude,
    coalesce(t.max_municipalities, 3) as max_municipalities, roles.roles, skills.skills, skills.valid, wishes.wishes,
    (select coalesce(json_agg(json_build_array(lower(p.during), upper(p.during) - 1)), '[]')
        from member_pause p where p.member = m.id) as pauses
from ({{scope}}) m
left join member_terms t on t.member = m.id
left join {PLACES} base on base.id = t.base
join lateral (select array_agg(r.role) as roles from member_role r where r.member = m.id) roles
    on roles.roles is not null
join lateral (select json_object_agg(held.skill, held.level) as skills,
        coalesce(json_object_agg(held.skill, json_build_array(held.since, held.until))
            filter (where held.dated), '{{{{}}}}') as valid from (
    select standing.counts_as as skill, max(s.level) as level, bool_and(s.valid is not null) as dated,
        case when bool_and(not lower_inf(s.valid)) then min(lower(s.valid)) end as since,
        case when bool_and(not upper_inf(s.valid)) then max(upper(s.valid)) - 1 end as until
    from member_skill s join standing on standing.held = s.skill
    where s.member = m.id and s.level is not null group by standing.counts_as) held) skills on skills.skills is not null
cross join lateral (select coalesce(json_agg(json_build_object(
        'town', w.municipality, 'refused', w.refused, 'rank', w.rank)), '[]') as wishes
    from member_wish w where w.member = m.id) wishes
where not exists (select 1 from member_identity i join {LISTING_OVER} ended on ended.company = i.employer
    where i.member = m.id)
order by m.id
"""


async def matching_facts(*, by: Viewer) -> list[MemberFacts]:
    """Complete people of the pool that the viewer's own body keeps, by id.

    Who pauses is among them, with the days of the pause: a need that begins afterwards may still be theirs. A skill
    is there with the days on which it counts.
    """
    scope = members_kept_by(by) & Member.state.is_in([MemberState.ACTIVE, MemberState.PAUSED])
    columns = (Member.id, Member.forms, Member.on_site, Member.remote)
    query, arguments = Member.select(*columns).where(scope).querystrings[0].compile_string()
    async with reading(by) as work:
        rows = await work.connection.fetch(FACTS.format(scope=query), *arguments)
    return [_facts(dict(row)) for row in rows]


def _facts(row: dict[str, Any]) -> MemberFacts:
    wishes = msgspec.json.decode(row.pop("wishes"))
    return msgspec.convert(
        row
        | {
            "skills": msgspec.json.decode(row["skills"]),
            "valid": msgspec.json.decode(row["valid"]),
            "pauses": msgspec.json.decode(row["pauses"]),
            "wishes": {wish["town"]: wish["rank"] or 1 for wish in wishes if not wish["refused"]},
            "refused": [wish["town"] for wish in wishes if wish["refused"]],
        },
        MemberFacts,
    )
