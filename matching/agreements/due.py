"""What is due with agreements: drafts to approve, papers to sign, agreements that their assignments have outgrown."""

from typing import Final

from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from matching.agreements.queries import agreements_by_id
from matching.agreements.schemas import AgreementRow
from matching.appointments.schemas import ToDo
from matching.appointments.waiting import waits_by_right
from matching.assignments.queries import TERMS

AGREED: Final = "mine.approved_at is not null and coalesce(mine.agreed_text, 0) = a.current_text"
CHANGED: Final = f"""
a.state in ('concluded', 'in_force') and not exists (select 1 from agreement later where later.amends = a.id)
and exists (select 1 from {TERMS} rest where rest.proposal = a.proposal)
and exists (select 1 from agreement_body part left join {TERMS} term
    on term.proposal = a.proposal and term.municipality = part.organisation
    where part.agreement = a.id and part.half_days > 0
        and (part.during, part.half_days) is distinct from (term.during, term.half_days))
"""
"""What the assignments came to is no longer what the agreement says: extended, shortened, with other days, or called
off for one of the towns. Where nothing is left of it there is nothing to amend."""
UNSIGNED: Final = """
select body from unnest(a.bodies) with ordinality as signing (body, place)
where not exists (select 1 from agreement_signature s where s.agreement = a.id and s.organisation = body)
order by place limit 1
"""
NEEDING: Final = f"select a.id from agreement a where a.owner = $1 and {CHANGED}"
WAITING: Final = f"""
with own as (select a.* from agreement a where $1 = any (a.bodies) and a.state <> 'ended')
select a.id, a.title, lower(a.during) as due, 'approve' as what
from own a join agreement_body mine on mine.agreement = a.id and mine.organisation = $1
where $2 and a.state = 'draft' and not ({AGREED})
union all
select a.id, a.title, lower(a.during), 'sign' from own a where $2 and a.state = 'concluded' and ({UNSIGNED}) = $1
union all
select a.id, a.title, lower(a.during), 'amend' from own a where $3 and a.owner = $1 and {CHANGED}
order by due, id
"""
ACTS: Final = {
    "approve": "協定書の案を決裁する",
    "sign": "協定書に署名し、記録する",
    "amend": "配属が変わったので、協定を変更する",
}


async def needing_amendment(*, by: Viewer) -> list[AgreementRow]:
    """The viewer's own agreements whose assignments were extended, ended early or changed since, and no amended one
    has been drafted for."""
    async with reading(by) as work:
        found = await work.connection.fetch(NEEDING, by.organisation)
        return await agreements_by_id(ids=[row["id"] for row in found], by=by)


WAITS: Final = waits_by_right(WAITING, Right.APPROVE, Right.PROPOSE, acts=ACTS, place="/agreements")


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """What waits for the viewer's own body: drafts to approve, papers to sign, agreements to amend."""
    return await WAITS.of(by)
