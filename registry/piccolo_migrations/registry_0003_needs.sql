create table need (
    id uuid primary key,
    municipality uuid not null references organisation (id) on delete restrict,
    prefecture uuid not null references organisation (id) on delete restrict,
    title text not null default '',
    story text not null default '',
    themes text[] not null default '{}',
    urgency text check (urgency in ('this_month', 'three_months', 'next_budget', 'not_urgent', 'unknown')),
    wished_half_days integer check (wished_half_days between 1 and 62),
    state text not null default 'draft' check (state in ('draft', 'submitted', 'heard', 'triaged', 'accepted',
        'referred', 'on_hold', 'filled', 'reviewed', 'closed', 'withdrawn')),
    triage text check (triage in ('advice', 'hands_on', 'training', 'joint_procurement', 'joint_need')),
    reason text not null default '',
    submitted_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (state in ('draft', 'withdrawn') or submitted_at is not null)
);
-- The prefecture's own notes of its visit: no other body reads them.
create table hearing (
    id uuid primary key,
    need uuid not null references need (id) on delete restrict,
    heard_by uuid not null references organisation (id) on delete restrict,
    heard_on date not null,
    means text not null check (means in ('visit', 'online', 'telephone')),
    attendees text not null default '',
    findings text not null check (findings <> ''),
    next_step text not null default '',
    created_at timestamptz not null
);
-- What makes a need matchable. Complete by construction: every column is there, or the row is not.
create table need_requirement (
    need uuid primary key references need (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    prefecture uuid not null references organisation (id) on delete restrict,
    role text not null check (role in ('producer', 'project_manager', 'service_designer', 'engineer')),
    half_days integer not null check (half_days between 1 and 62),
    on_site_half_days integer not null check (on_site_half_days between 0 and 62),
    during daterange not null check (not isempty(during) and upper(during) is not null),
    form text not null,
    day_rate_ceiling_yen integer check (day_rate_ceiling_yen > 0),
    version integer not null default 1,
    check (on_site_half_days <= half_days)
);
create table need_skill (
    id uuid primary key,
    need uuid not null references need (id) on delete restrict,
    skill uuid not null references skill (id) on delete restrict,
    level smallint not null check (level between 1 and 4),
    must boolean not null,
    unique (need, skill)
);
call protect('need', 'select, insert, update');
call protect('hearing', 'select, insert, update');
call protect('need_requirement', 'select, insert, update');
call protect('need_skill', 'select, insert, update, delete');
-- A draft is seen by its own body only; once sent, by those who supervise it too.
create policy seen on need for select using (
    municipality = (select app_organisation())
    or state <> 'draft' and municipality = any ((select app_reach())::uuid[]));
create policy asked on need for insert with check (municipality = any ((select app_reach())::uuid[]));
create policy changed on need for update using (
    municipality = (select app_organisation())
    or state <> 'draft' and municipality = any ((select app_reach())::uuid[]));
create policy own_notes on hearing using (heard_by = (select app_organisation()))
    with check (heard_by = (select app_organisation())
        and exists (select 1 from need n where n.id = need));
create policy seen on need_requirement for select using (municipality = any ((select app_reach())::uuid[]));
create policy written on need_requirement for insert with check (prefecture = (select app_organisation())
    and municipality = any ((select app_reach())::uuid[]));
create policy changed on need_requirement for update using (prefecture = (select app_organisation()));
create policy seen on need_skill for select using (exists (select 1 from need_requirement r where r.need = need_skill.need));
create policy written on need_skill for all using (exists (
    select 1 from need_requirement r where r.need = need_skill.need and r.prefecture = (select app_organisation())));
create index on need (municipality, state);
create index on need (prefecture, state);

create table registration (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    recommended_by uuid not null references organisation (id) on delete restrict,
    ministry uuid not null references organisation (id) on delete restrict,
    number text unique,
    state text not null check (state in ('candidate', 'recommended', 'checked', 'registered', 'in_use', 'suspended',
        'struck_off')),
    during daterange,
    reason text not null default '',
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (state in ('candidate', 'recommended', 'checked') or (number is not null and during is not null))
);
-- What had to be so before somebody could be registered, and when it was found so: one row a rule.
create table registration_check (
    id uuid primary key,
    registration uuid not null references registration (id) on delete restrict,
    rule text not null check (rule in ('pool_member', 'recommendation', 'pledge', 'name_consent', 'no_suspension')),
    found_by uuid not null references organisation (id) on delete restrict,
    found_on date not null,
    unique (registration, rule)
);
call protect('registration', 'select, insert, update');
call protect('registration_check', 'select, insert');
create policy seen on registration_check for select using (
    exists (select 1 from registration r where r.id = registration_check.registration));
create policy found on registration_check for insert with check (
    found_by = (select app_organisation()) and exists (select 1 from registration r where r.id = registration_check.registration));
create policy parties on registration for select using (
    recommended_by = any ((select app_reach())::uuid[]) or member = (select app_member())
    or ministry = (select app_organisation()) and state <> 'candidate');
create policy recommended on registration for insert with check (recommended_by = (select app_organisation()));
create policy changed on registration for update using (
    recommended_by = (select app_organisation()) or ministry = (select app_organisation()));
create unique index registration_one_in_force on registration (member) where state <> 'struck_off';
