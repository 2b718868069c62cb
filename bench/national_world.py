"""A nation with a long history, loaded in bulk: 10,000 people in 47 pools, 500 of them registered, 1,741 towns.

What a board reads (people, towns, needs, assignments, training) is the same at every size; the journal and the support
records behind it grow.
"""

from typing import Any, Final

import asyncpg

from bench.registry_world import load_people
from registry.municipalities.loading import MINISTRY

PEOPLE: Final = 10_000
BATCH: Final = 1_000_000
"""Rows of one insert: the journal's memory stays small."""
PATIENCE: Final = 3600.0
"""Seconds a batch may take on a machine that does other things."""
POOLS: Final = """
update pool_membership kept set pool = m.prefecture from member m where m.id = kept.member;
update member set registered_by = prefecture;
"""
REGISTER: Final = """
insert into registration (id, member, recommended_by, ministry, number, state, during, created_at, changed_at)
select gen_random_uuid(), m.id, m.registered_by, $1, 'R8-' || row_number() over (), 'registered',
    daterange('2026-01-01', '2099-01-01'), now(), now() from member m order by m.id limit 500
"""
FACTS: Final = """
insert into municipality_fact (id, municipality, indicator, as_of, number, source, entered_at)
select gen_random_uuid(), organisation, indicator, make_date(year, 4, 1),
    case indicator when 'dx_staff' then place % 12 else 900 + place * 137 end, '測定のための架空の値', now()
from (select organisation, row_number() over (order by organisation) as place from municipality) town,
    generate_series(2024, 2026) year, unnest(array['dx_staff', 'population']) indicator
"""
NEEDS: Final = """
insert into need (id, municipality, prefecture, title, state, submitted_at, created_at, changed_at)
select gen_random_uuid(), organisation, prefecture, '窓口の見直し',
    (array['submitted', 'heard', 'accepted', 'accepted', 'filled', 'closed'])[1 + (place + n) % 6], now(), now(), now()
from (select organisation, prefecture, row_number() over (order by organisation) as place from municipality) town,
    generate_series(1, 3) n where place % 4 < 3
"""
REQUIREMENTS: Final = """
insert into need_requirement (need, municipality, prefecture, role, half_days, on_site_half_days, during, form)
select id, municipality, prefecture,
    (array['producer', 'project_manager', 'service_designer', 'engineer'])[1 + row_number() over () % 4], 4, 2,
    daterange('2026-04-01', '2099-04-01'), 'joint_hire' from need where state in ('accepted', 'filled', 'closed')
"""
WORK: Final = """
insert into assignment (id, proposal, owner, member, municipality, need, appointment, half_days, during, state,
    created_at)
select gen_random_uuid(), gen_random_uuid(), n.prefecture, m.id, n.municipality, n.id, gen_random_uuid(), 4,
    daterange('2026-04-01', '2099-04-01'), 'running', now()
from (select *, row_number() over (partition by prefecture order by id) as place from need where state = 'filled') n
join (select *, row_number() over (partition by prefecture order by id) as place from member) m
    on m.prefecture = n.prefecture and m.place = n.place
"""
ENROLMENTS: Final = """
insert into enrolment (id, member, course, pool, required_for, state, required_at, changed_at)
select gen_random_uuid(), work.member, course.code, work.owner, '配属が決まったため', 'required', now(), now()
from (select distinct member, owner from assignment) work, course
"""
LINES: Final = """
insert into figure_snapshot (figure, dimension, day, value, counted_at)
select figure, dimension, day::date, 400, now() from unnest(array['registered-people', 'people-at-work', 'pool-people',
    'needs-unmet']) figure, (select '' as dimension union select 'prefecture=' || lpad(n::text, 2, '0')
    from generate_series(1, 47) n) dimensions, generate_series('2025-01-01', '2026-11-01', interval '1 day') day
"""
SUPPORT: Final = """
insert into support_record (id, owner, municipality, done_on, minutes, means, themes, done, shared, side, state,
    created_at, changed_at)
select gen_random_uuid(), prefecture, organisation, date '2026-11-20' - (n / 2000) % 1500, 60 + n % 240, 'on_site',
    '{counter}', '窓口の流れを一緒に見直した。', 'pool', 'pool', 'confirmed', now(), now()
from (select organisation, prefecture, row_number() over (order by organisation) as place from municipality) town
join generate_series($1::integer, $2::integer) n on town.place = 1 + n % 1741
"""
JOURNAL: Final = """
insert into journal (id, at, role, verb, noun, is_read)
select gen_random_uuid(), now() - n * interval '1 second', 'manager', 'note', 'bench', false
from generate_series($1::integer, $2::integer) n
"""


async def load_nation(administrator: "asyncpg.Connection[Any]", *, journal: int, support: int) -> None:
    """Everything, as superuser and without triggers; so many rows of the journal and records of support."""
    await load_people(administrator, PEOPLE)
    await administrator.execute("set session_replication_role = replica")
    await administrator.execute(POOLS)
    await administrator.execute(REGISTER, MINISTRY)
    for filled in (FACTS, NEEDS, REQUIREMENTS, WORK, ENROLMENTS, LINES):
        await administrator.execute(filled)
    for filled, rows in ((SUPPORT, support), (JOURNAL, journal)):
        for first in range(1, rows + 1, BATCH):
            await administrator.execute(filled, first, min(first + BATCH - 1, rows), timeout=PATIENCE)
    await administrator.execute("vacuum analyze", timeout=PATIENCE)
    await administrator.execute("checkpoint", timeout=PATIENCE)
