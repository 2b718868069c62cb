-- 職務記述書. `current` and `fixed` are numbers of its versions; `edition` counts how often it was fixed (第n版).
-- `shown`: its towns have been asked once, and see from then on that it exists.
create table job_description (
    id uuid primary key,
    need uuid not null references need (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    readers uuid[] not null default '{}',
    title text not null check (title <> ''),
    role text not null check (role in ('producer', 'project_manager', 'service_designer', 'engineer')),
    state text not null default 'draft' check (state in ('draft', 'asked', 'confirmed', 'hr_approved',
        'finance_approved', 'fixed', 'revised', 'withdrawn')),
    shown boolean not null default false,
    current integer not null default 1 check (current > 0),
    fixed integer,
    edition integer not null default 0,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (fixed <= current),
    check ((fixed is null) = (edition = 0))
);
-- A version's words never change; `asked_at` says since when the towns read it.
create table job_description_version (
    id uuid primary key,
    description uuid not null references job_description (id) on delete restrict,
    number integer not null check (number > 0),
    owner uuid not null references organisation (id) on delete restrict,
    readers uuid[] not null default '{}',
    content jsonb not null,
    written_by uuid,
    written_at timestamptz not null,
    asked_at timestamptz,
    unique (description, number)
);
-- Who did what with which version: the sign-offs, in order.
create table job_description_step (
    id uuid primary key,
    description uuid not null references job_description (id) on delete restrict,
    number integer not null check (number > 0),
    owner uuid not null references organisation (id) on delete restrict,
    readers uuid[] not null default '{}',
    verb text not null,
    reason text not null default '',
    done_by uuid,
    done_for uuid not null references organisation (id) on delete restrict,
    done_at timestamptz not null
);
call protect('job_description', 'select, insert, update');
call protect('job_description_version', 'select, insert');
grant update (asked_at) on job_description_version to app;
call protect('job_description_step', 'select, insert');
create policy seen on job_description for select using (
    owner = (select app_organisation())
    or shown and (municipality = (select app_organisation()) or readers && array[(select app_organisation())]));
create policy drafted on job_description for insert with check (
    owner = (select app_organisation()) and municipality = any ((select app_reach())::uuid[]));
-- The town answers what it was asked, and nothing else.
create policy changed on job_description for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()) and state = 'asked')
    with check (owner = (select app_organisation())
        or municipality = (select app_organisation()) and state in ('confirmed', 'draft'));
create policy seen on job_description_version for select using (
    owner = (select app_organisation())
    or asked_at is not null and readers && array[(select app_organisation())]);
create policy written on job_description_version for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from job_description d where d.id = description and d.owner = job_description_version.owner));
create policy shown on job_description_version for update using (owner = (select app_organisation()));
create policy seen on job_description_step for select using (
    owner = (select app_organisation()) or readers && array[(select app_organisation())]);
create policy done on job_description_step for insert with check (
    done_for = (select app_organisation())
    and exists (select 1 from job_description d where d.id = description and d.owner = job_description_step.owner));
create index on job_description (owner, state);
create index on job_description (municipality, state);
create index on job_description (need);
create index on job_description_step (description, done_at);
