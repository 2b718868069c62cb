-- Conditions under which a plan is computed. They are edited; every run keeps a copy of those it was computed under.
create table allocation_scenario (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    name text not null check (name <> ''),
    conditions jsonb not null,
    copied_from uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    unique (id, owner),
    foreign key (copied_from, owner) references allocation_scenario (id, owner) on delete restrict
);
call protect('allocation_scenario', 'select, insert, update');
create policy own_body on allocation_scenario using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on allocation_scenario (owner, created_at desc);

-- A run without a scenario is today's, under the published settings. `replay_hash`: the plan computed once more from what
-- the run keeps.
alter table allocation_run
    add column scenario uuid,
    add column conditions jsonb not null default '{}',
    add column replayed_at timestamptz,
    add column replay_hash text,
    add foreign key (scenario, owner) references allocation_scenario (id, owner) on delete restrict,
    add check ((replayed_at is null) = (replay_hash is null)),
    drop constraint allocation_run_state_check,
    add constraint allocation_run_state_check
        check (state in ('waiting', 'running', 'finished', 'failed', 'cancelled'));
grant update (replayed_at, replay_hash) on allocation_run to app;
