"""The whole of what is kept of a person, in one statement. Part of `queries`: the scope says who may ask."""

from typing import Final
from uuid import UUID

import msgspec

from auth.viewer import Viewer
from foundation.database.scope import Condition, sql_of
from foundation.database.unit_of_work import current_work
from registry.capacity.queries import OFFERS
from registry.members.kept_schemas import Kept

# `mine` is the acting body, `self` the person: a pool's own notes, proofs, days and requests are for these two alone.
KEPT: Final = f"""
select json_build_object(
    'state', m.state, 'version', m.version, 'prefecture', m.prefecture,
    'external_key', (select p.external_key from pool_membership p where p.member = m.id and p.pool = {{mine}}
        order by p.during @> app_today() desc limit 1),
    'employer', (select i.employer from member_identity i where i.member = m.id),
    'terms', coalesce((select json_build_object('base', t.base, 'travel_limit_minutes', t.travel_limit_minutes,
        'max_municipalities', t.max_municipalities, 'day_rate_yen', t.day_rate_yen, 'pledged_on', t.pledged_on,
        'regions', t.regions, 'conditions', t.conditions) from member_terms t where t.member = m.id), '{{{{}}}}'),
    'wished', (select coalesce(json_agg(w.municipality order by w.rank), '[]')
        from member_wish w where w.member = m.id and not w.refused),
    'refused', (select coalesce(json_agg(w.municipality), '[]')
        from member_wish w where w.member = m.id and w.refused),
    'kept_by', coalesce(array_to_json(pools_keeping(m.id)), '[]'),
    'held', (select coalesce(json_agg(json_build_object('skill', s.skill, 'level', s.level,
            'verified_by', s.verified_by, 'valid_from', lower(s.valid), 'valid_to', upper(s.valid) - 1)
            order by s.level desc nulls last, s.id), '[]') from member_skill s where s.member = m.id),
    'offers', (select coalesce(json_agg(o order by o.first_day), '[]')
        from {OFFERS} o where o.member = m.id and (o.pool = {{mine}} or m.id = {{self}})),
    'pauses', (select coalesce(json_agg(json_build_object('id', p.id, 'first_day', lower(p.during),
            'last_day', upper(p.during) - 1, 'reason', p.reason, 'pool', p.registered_by) order by p.during), '[]')
        from member_pause p where p.member = m.id),
    'experiences', (select coalesce(json_agg(json_build_object('id', e.id, 'title', e.title, 'body_name', e.body_name,
            'municipal', e.municipal, 'municipality', e.municipality, 'first_day', lower(e.during),
            'last_day', upper(e.during) - 1, 'did', e.did, 'outcome', e.outcome, 'version', e.version,
            'skills', (select coalesce(json_agg(x.skill), '[]') from experience_skill x where x.experience = e.id))
            order by e.during desc, e.id), '[]')
        from member_experience e where e.member = m.id),
    'certifications', (select coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name,
            'number', c.number, 'issued_on', c.issued_on, 'valid_to', c.valid_to, 'version', c.version)
            order by c.issued_on desc, c.id), '[]')
        from member_certification c where c.member = m.id),
    'documents', (select coalesce(json_agg(json_build_object('id', d.id, 'kind', d.kind, 'title', d.title,
            'pool', d.pool, 'created_at', d.created_at) order by d.created_at desc, d.id), '[]')
        from member_document d where d.member = m.id),
    'proofs', (select coalesce(json_agg(json_build_object('skill', s.skill, 'pool', s.pool, 'seen_on', s.seen_on,
            'evidence', s.evidence)), '[]')
        from skill_proof s where s.member = m.id and (s.pool = {{mine}} or m.id = {{self}})),
    'notes', (select coalesce(json_object_agg(n.pool, n.note), '{{{{}}}}')
        from pool_note n where n.member = m.id and (n.pool = {{mine}} or m.id = {{self}})),
    'corrections', (select count(*) from member_correction r where r.member = m.id and r.state = 'open'
        and (r.pool = {{mine}} or m.id = {{self}}))
) from (select id, state, version, prefecture from member where {{scope}}) m
"""


async def kept_in(scope: Condition, *, by: Viewer) -> Kept | None:
    """What is kept of the one person in the scope; an open unit of work is needed. None where there is nobody."""
    where, values = sql_of(scope)
    own: tuple[UUID | None, ...] = (by.organisation, by.member)
    mine, oneself = (f"${len(values) + position}::uuid" for position in (1, 2))
    found = await current_work().connection.fetchval(KEPT.format(scope=where, mine=mine, self=oneself), *values, *own)
    return msgspec.json.decode(found, type=Kept) if found else None
