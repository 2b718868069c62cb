-- The courses that a pool asks of everybody before posting, as Hiroshima does. `course` is the code of the catalogue in
-- `training`; its name stands beside it, because what was asked must stay readable whatever becomes of the catalogue.
create table posting_course (
    id uuid primary key,
    pool uuid not null references organisation (id) on delete restrict,
    course text not null check (course ~ '^[a-z_]+$'),
    course_name text not null check (course_name <> ''),
    source text not null check (source <> ''),
    created_at timestamptz not null,
    constraint posting_course_once unique (pool, course)
);
call protect('posting_course', 'select, insert, delete');
create policy seen on posting_course for select using (pool = any ((select app_reach())::uuid[]));
create policy kept on posting_course for insert with check (pool = (select app_organisation()));
create policy dropped on posting_course for delete using (pool = (select app_organisation()));

-- One course asked of one person by one pool. Matching writes it when hiring is decided, a pool whenever it likes.
create table training_requirement (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    course text not null check (course ~ '^[a-z_]+$'),
    course_name text not null check (course_name <> ''),
    required_for text not null check (required_for <> ''),
    due_on date,
    before_posting boolean not null,
    required_at timestamptz not null,
    waived_on date,
    waived_because text not null default '',
    version integer not null default 1,
    constraint training_requirement_once unique (member, pool, course),
    check ((waived_on is null) = (waived_because = ''))
);
call protect('training_requirement', 'select, insert, update');
create policy seen on training_requirement for select using (
    pool = any ((select app_reach())::uuid[]) or member = (select app_member()));
create policy asked on training_requirement for insert with check (
    pool = (select app_organisation()) and exists (
        select 1 from pool_membership kept where kept.member = training_requirement.member
        and kept.pool = training_requirement.pool));
create policy changed on training_requirement for update using (pool = (select app_organisation()));
create index on training_requirement (pool, due_on);

-- A course completed, for good or until a day. `school` noted it; `enrolment` is the row of `training` it came from,
-- whose migration says who may insert.
create table training_completion (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    school uuid not null references organisation (id) on delete restrict,
    course text not null check (course ~ '^[a-z_]+$'),
    course_name text not null check (course_name <> ''),
    completed_on date not null,
    valid_to date,
    enrolment uuid not null,
    constraint training_completion_once unique (enrolment, completed_on),
    check (valid_to >= completed_on)
);
call protect('training_completion', 'select, insert');
create policy seen on training_completion for select using (
    school = (select app_organisation()) or member = (select app_member())
    or pool = any ((select app_reach())::uuid[])
    or exists (select 1 from pool_membership kept where kept.member = training_completion.member
               and kept.pool = (select app_organisation()) and kept.during @> (select app_today())));
create index on training_completion (member, course);
create index on training_completion (pool);
create index on training_completion (school);
