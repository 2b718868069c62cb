-- `scheme` is a code of the shipped list of schemes, read as it stood on `referred_on`. `agreed_from` is the first day of
-- an agreed assignment that has not begun: the need's own body reads it without reading the assignment.
alter table need
    add column budget text check (budget in ('initial', 'june', 'september', 'december', 'none', 'unknown')),
    add column scheme text,
    add column referred_on date,
    add column hold_until date,
    add column agreed_from date,
    add constraint need_referral_whole check ((scheme is null) = (referred_on is null));
grant update (budget, scheme, referred_on, hold_until, agreed_from) on need to app;

-- What was answered to the questions of the template in force on the day of the hearing. The prefecture's own notes.
create table hearing_answer (
    id uuid primary key,
    hearing uuid not null references hearing (id) on delete restrict,
    heard_by uuid not null references organisation (id) on delete restrict,
    question text not null,
    answer text not null check (answer <> ''),
    unique (hearing, question)
);
call protect('hearing_answer', 'select, insert');
create policy own_notes on hearing_answer using (heard_by = (select app_organisation()))
    with check (heard_by = (select app_organisation())
        and exists (select 1 from hearing h where h.id = hearing));

create table need_review (
    need uuid primary key references need (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    prefecture uuid not null references organisation (id) on delete restrict,
    outcome text not null check (outcome in ('solved', 'partly', 'not_solved')),
    findings text not null check (findings <> ''),
    hours_saved integer check (hours_saved between 0 and 100000),
    next_wish text not null default '',
    reviewed_at timestamptz not null
);
call protect('need_review', 'select, insert');
create policy seen on need_review for select using (municipality = any ((select app_reach())::uuid[]));
create policy written on need_review for insert with check (
    municipality = any ((select app_reach())::uuid[])
    and exists (select 1 from need n where n.id = need and n.municipality = need_review.municipality));

create table need_file (
    id uuid primary key,
    need uuid not null references need (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    name text not null,
    created_at timestamptz not null
);
call protect('need_file', 'select, insert, delete');
create policy seen on need_file for select using (exists (select 1 from need n where n.id = need));
create policy attached on need_file for insert with check (
    organisation = (select app_organisation()) and exists (select 1 from need n where n.id = need));
create policy taken_away on need_file for delete using (organisation = (select app_organisation()));
create index on need_file (need);

-- Several towns ask for the same thing together. Each need stays a need of its town; what they share is here. `bodies` are
-- those who take or took part: the list stands on the group, or two policies would read each other.
create table joint_need (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    lead uuid not null references organisation (id) on delete restrict,
    bodies uuid[] not null,
    title text not null check (title <> ''),
    purpose text not null default '',
    equal_weight smallint not null check (equal_weight between 0 and 100),
    population_weight smallint not null check (population_weight between 0 and 100),
    use_weight smallint not null check (use_weight between 0 and 100),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (equal_weight + population_weight + use_weight = 100)
);
create table joint_need_part (
    id uuid primary key,
    joint_need uuid not null references joint_need (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    population integer check (population > 0),
    population_as_of date,
    half_days integer check (half_days between 1 and 62),
    joined_at timestamptz not null,
    left_at timestamptz,
    left_reason text not null default '',
    check ((population is null) = (population_as_of is null)),
    check (left_at is null or left_at >= joined_at)
);
create unique index joint_need_part_once on joint_need_part (need) where left_at is null;
call protect('joint_need', 'select, insert, update', array['purpose']);
call protect('joint_need_part', 'select, insert');
grant update (half_days, left_at, left_reason) on joint_need_part to app;
create policy seen on joint_need for select using (
    owner = (select app_organisation()) or (select app_organisation()) = any (bodies));
create policy founded on joint_need for insert with check (owner = (select app_organisation()));
create policy changed on joint_need for update using (owner = (select app_organisation()));
create policy seen on joint_need_part for select using (
    exists (select 1 from joint_need j where j.id = joint_need));
create policy joined on joint_need_part for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from need n where n.id = need and n.municipality = joint_need_part.municipality));
create policy changed on joint_need_part for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create index on joint_need (owner);
create index on joint_need_part (joint_need);
