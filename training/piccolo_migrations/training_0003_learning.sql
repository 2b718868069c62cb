-- What a course asks beforehand, how long its completion counts (null: for good), what it teaches: codes of our own
-- scheme of skills.
alter table course add column kind text not null default 'practice' check (kind in ('practice', 'leader'));
alter table course add column prerequisites text[] not null default '{}';
alter table course add column valid_months integer check (valid_months > 0);
alter table course add column teaches text[] not null default '{}';

-- A course's text and units, one immutable row for each version. The shipped ones come with the product; the ministry
-- publishes the next. They are public, as the ministry promised menus and texts to be.
create table course_edition (
    id uuid primary key,
    course text not null references course (code) on delete restrict,
    number integer not null check (number > 0),
    text text not null check (text <> ''),
    units jsonb not null,
    what_changed text not null,
    source text not null check (source <> ''),
    published_by uuid references organisation (id) on delete restrict,
    published_on date not null,
    constraint course_edition_number unique (course, number)
);
call protect('course_edition', 'select, insert');
create policy published on course_edition for select using (true);
create policy shipped on course_edition to owner using (published_by is null) with check (published_by is null);
create policy publishing on course_edition for insert with check (
    published_by = (select app_organisation()) and exists (
        select 1 from organisation nation where nation.id = published_by and nation.kind = 'ministry'));

-- A session may run for several days in a row, at one of three kinds of place.
alter table course_session add column last_day date;
alter table course_session add column place_kind text not null default 'prefecture'
    check (place_kind in ('college', 'prefecture', 'online'));
alter table course_session add constraint course_session_days check (
    last_day is null or last_day between held_on and held_on + 13);

-- Whoever finds no place waits for one. The school of the session sees who waits, and moves the first one up.
alter table enrolment add column waiting_for uuid references course_session (id) on delete restrict;
alter table enrolment add column waiting_school uuid references organisation (id) on delete restrict;
alter table enrolment add column waiting_since timestamptz;
alter table enrolment add constraint enrolment_waiting check (
    (waiting_for is null) = (waiting_school is null) and (waiting_for is null) = (waiting_since is null)
    and (waiting_for is null or state in ('required', 'make_up')));
grant update (waiting_for, waiting_school, waiting_since) on enrolment to app;
create policy waited_for on enrolment for select using (waiting_school = (select app_organisation()));
create policy moved_up on enrolment for update using (waiting_school = (select app_organisation()));
create index on enrolment (waiting_for, waiting_since) where waiting_for is not null;

-- Who came on which day of a session.
create table attendance (
    id uuid primary key,
    enrolment uuid not null references enrolment (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    school uuid not null references organisation (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    session uuid not null references course_session (id) on delete restrict,
    day date not null,
    constraint attendance_once unique (enrolment, session, day)
);
call protect('attendance', 'select, insert, delete');
create policy seen on attendance for select using (
    school = (select app_organisation()) or pool = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy noted on attendance for insert with check (
    school = (select app_organisation()) and exists (
        select 1 from enrolment held where held.id = attendance.enrolment and held.member = attendance.member
        and held.pool = attendance.pool and held.session = attendance.session));
create policy corrected on attendance for delete using (school = (select app_organisation()));
create index on attendance (session, day);

-- How far a person is with one unit: what they answered so far (position of the choice, 0: not yet), and the day on
-- which everything was right.
create table unit_progress (
    id uuid primary key,
    enrolment uuid not null references enrolment (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    unit integer not null check (unit > 0),
    edition integer not null check (edition > 0),
    answers integer[] not null,
    passed_on date,
    changed_at timestamptz not null,
    version integer not null default 1,
    constraint unit_progress_once unique (enrolment, unit)
);
call protect('unit_progress', 'select, insert, update');
create policy seen on unit_progress for select using (
    member = (select app_member()) or pool = any ((select app_reach())::uuid[])
    or exists (select 1 from enrolment held where held.id = unit_progress.enrolment
               and held.school = (select app_organisation())));
create policy begun on unit_progress for insert with check (
    member = (select app_member()) and exists (
        select 1 from enrolment held where held.id = unit_progress.enrolment and held.member = unit_progress.member
        and held.pool = unit_progress.pool));
create policy answered on unit_progress for update using (member = (select app_member()));
create index on unit_progress (member);
create index on unit_progress (pool);

-- What somebody says of a course they took: for the school, without their name.
create table course_feedback (
    id uuid primary key,
    enrolment uuid not null references enrolment (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    school uuid not null references organisation (id) on delete restrict,
    session uuid not null references course_session (id) on delete restrict,
    rating integer not null check (rating between 1 and 4),
    words text not null,
    said_at timestamptz not null,
    constraint course_feedback_once unique (enrolment, session)
);
call protect('course_feedback', 'select, insert, update');
create policy seen on course_feedback for select using (
    member = (select app_member()) or school = (select app_organisation()));
create policy said on course_feedback for insert with check (
    member = (select app_member()) and exists (
        select 1 from enrolment held where held.id = course_feedback.enrolment and held.member = course_feedback.member
        and held.session = course_feedback.session and held.school = course_feedback.school));
create policy forgotten on course_feedback for update using (member = (select app_member()));
create index on course_feedback (session);
