-- A run keeps what went in and what came out, so that any past plan can be replayed and explained.
create table allocation_run (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    name text not null,
    state text not null check (state in ('waiting', 'running', 'finished', 'failed')),
    settings jsonb not null,
    instance jsonb,
    plan jsonb,
    input_hash text,
    plan_hash text,
    failure text not null default '',
    created_at timestamptz not null,
    created_by uuid not null,
    finished_at timestamptz
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
    unique (owner, member, need),
    check (kind = 'must' or reason <> '')
);
call protect('allocation_pin', 'select, insert, update, delete');
create policy own_body on allocation_pin using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
