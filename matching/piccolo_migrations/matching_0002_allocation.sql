-- A run keeps what went in and what came out, so that any past plan can be replayed and explained.
create table allocation_run (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    name text not null,
    progress uuid not null,
    state text not null check (state in ('waiting', 'running', 'finished', 'failed')),
    settings jsonb not null,
    instance jsonb,
    plan jsonb,
    summary jsonb,
    input_hash text,
    plan_hash text,
    failure text not null default '',
    created_at timestamptz not null,
    created_by uuid not null,
    finished_at timestamptz,
    check ((state = 'finished') = (plan is not null and summary is not null and plan_hash is not null)),
    check (state <> 'failed' or failure <> '')
);
call protect('allocation_run', 'select, insert, update');
create policy own_body on allocation_run using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on allocation_run (owner, created_at desc);
-- What a person of the body decided by hand: this pair in, or this pair out, and why.
create table allocation_pin (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    kind text not null check (kind in ('must', 'never')),
    reason text not null default '',
    created_at timestamptz not null,
    constraint allocation_pin_one_per_pair unique (owner, member, need),
    check (kind = 'must' or reason <> '')
);
create unique index allocation_pin_one_must on allocation_pin (owner, need) where kind = 'must';
call protect('allocation_pin', 'select, insert, update, delete');
create policy own_body on allocation_pin using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));

-- What people of the pool serve or were asked to serve: bookings stand in the ledger, unanswered lines do not yet.
create view allocation_commitment with (security_invoker = true) as
select a.owner, a.member, a.municipality, a.need, a.half_days, a.during, true as booked
from assignment a where a.state in ('planned', 'agreed', 'running')
union all
select p.owner, p.member, l.municipality, l.need, l.half_days, l.during, false
from proposal p join proposal_line l on l.proposal = p.id
where p.state = 'proposed' and l.struck_at is null;
grant select on allocation_commitment to app;
-- Towns a person may not serve: declared by themselves, or by a colleague for their common employer.
create view allocation_bar with (security_invoker = true) as
select d.pool, d.member, d.municipality, d.during from conflict_declaration d where d.bars
union
select d.pool, i.member, d.municipality, d.during
from conflict_declaration d join member_identity i on i.employer = d.employer where d.bars;
grant select on allocation_bar to app;
