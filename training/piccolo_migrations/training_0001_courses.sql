-- What is taught is public reference data with its source (tests/house/without_row_security.toml).
create table course (
    code text primary key check (code ~ '^[a-z_]+$'),
    position integer not null unique,
    name text not null check (name <> ''),
    aim text not null,
    basis text not null,
    minutes integer check (minutes > 0),
    source text not null check (source <> '')
);
grant select on course to app;

-- A session is announced to everybody who signs in; its school alone writes it.
create table course_session (
    id uuid primary key,
    course text not null references course (code) on delete restrict,
    school uuid not null references organisation (id) on delete restrict,
    held_on date not null,
    begins_at time not null,
    place text not null check (place <> ''),
    online boolean not null,
    places integer not null check (places between 1 and 500),
    created_at timestamptz not null
);
call protect('course_session', 'select, insert');
create policy announced on course_session for select using ((select app_account()) is not null
    or (select app_role()) = 'system');
create policy held on course_session for insert with check (school = (select app_organisation()));
create index on course_session (school, held_on);
create index on course_session (course, held_on);

-- One row per person and course: who asks for it and why, and how far it has come. `school` and `session` are set from
-- enrolling on; a row of another school's session is not the school's to see.
create table enrolment (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    course text not null references course (code) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    required_for text not null check (required_for <> ''),
    session uuid references course_session (id) on delete restrict,
    school uuid references organisation (id) on delete restrict,
    state text not null check (state in ('required', 'enrolled', 'attending', 'completed', 'not_completed', 'make_up')),
    reason text not null default '',
    required_at timestamptz not null,
    changed_at timestamptz not null,
    completed_on date,
    version integer not null default 1,
    constraint enrolment_once unique (member, course),
    check ((session is null) = (school is null)),
    check (state in ('required', 'make_up') or session is not null),
    check ((state = 'completed') = (completed_on is not null)),
    check (state <> 'not_completed' or reason <> '')
);
call protect('enrolment', 'select, insert, update', '{session}');
create policy seen on enrolment for select using (
    pool = any ((select app_reach())::uuid[]) or school = (select app_organisation())
    or member = (select app_member()));
create policy asked_for on enrolment for insert with check (
    pool = (select app_organisation()) and exists (
        select 1 from pool_membership kept where kept.member = enrolment.member and kept.pool = enrolment.pool));
create policy moved on enrolment for update using (
    pool = (select app_organisation()) or school = (select app_organisation()) or member = (select app_member()));
create index on enrolment (pool, member);
create index on enrolment (session);
create index on enrolment (school, state);

-- Nobody but its school sees who else is in a session, so `ledger` counts the places, under a lock on the session.
create policy ledger_locks on course_session for all to ledger using (true);
create policy ledger_counts on enrolment for select to ledger using (true);
grant select, update on course_session to ledger;
grant select (session, state) on enrolment to ledger;

create function session_places_checked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    room integer;
begin
    select places into room from course_session where id = new.session for update;
    if (select count(*) from enrolment where session = new.session) > room then
        raise exception 'no place left' using errcode = 'check_violation', constraint = 'session_places';
    end if;
    return null;
end $$;
grant create on schema public to ledger;
alter function session_places_checked() owner to ledger;
create constraint trigger session_places_checked after insert or update of session on enrolment
    for each row when (new.session is not null) execute function session_places_checked();

-- How many places are gone, never to whom.
create view session_places_taken as
select session, count(*)::integer as taken from enrolment where session is not null group by session;
alter view session_places_taken owner to ledger;
revoke create on schema public from ledger;
grant select on session_places_taken to app;

-- The nation counts people by course and state, without names.
create policy aggregator_counts on enrolment for select to aggregator using (true);
grant select (course, state, member) on enrolment to aggregator;
grant create on schema public to aggregator;
create view national_training as
select course, state, count(distinct member)::integer as people from enrolment
where exists (select 1 from national_reader) group by course, state;
alter view national_training owner to aggregator;
revoke create on schema public from aggregator;
grant select on national_training to app;
