-- A conversation about one thing. Its parties stand on it: no policy has to read the thing, of whatever noun it is.
create table thread (
    id uuid primary key,
    kind text not null check (kind in ('need', 'assignment')),
    subject uuid not null,
    owner uuid not null references organisation (id) on delete restrict,
    bodies uuid[] not null,
    members uuid[] not null default '{}',
    title text not null,
    link text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (kind, subject)
);
create table message (
    id uuid primary key,
    thread uuid not null references thread (id) on delete restrict,
    organisation uuid references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    author_name text not null,
    body text not null check (body <> ''),
    created_at timestamptz not null,
    check (organisation is not null or member is not null)
);
create table message_file (
    id uuid primary key,
    message uuid not null references message (id) on delete restrict,
    thread uuid not null references thread (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    name text not null
);
-- Until when an account has read a thread.
create table thread_seen (
    thread uuid not null references thread (id) on delete restrict,
    account uuid not null references account (id) on delete restrict,
    seen_at timestamptz not null,
    primary key (thread, account)
);
call protect('thread', 'select, insert');
grant update (changed_at, title) on thread to app;
call protect('message', 'select, insert');
call protect('message_file', 'select, insert');
call protect('thread_seen', 'select, insert');
grant update (seen_at) on thread_seen to app;
create policy parties on thread for select using (
    (select app_organisation()) = any (bodies) or (select app_member()) = any (members));
create policy opened on thread for insert with check (
    (select app_organisation()) = any (bodies) or (select app_member()) = any (members));
create policy continued on thread for update using (
    (select app_organisation()) = any (bodies) or (select app_member()) = any (members));
create policy parties on message for select using (exists (select 1 from thread t where t.id = thread));
create policy written on message for insert with check (
    (organisation = (select app_organisation()) or organisation is null and member = (select app_member()))
    and exists (select 1 from thread t where t.id = thread));
create policy parties on message_file for select using (exists (select 1 from thread t where t.id = thread));
create policy attached on message_file for insert with check (
    exists (select 1 from message m where m.id = message and m.thread = message_file.thread
        and (m.organisation = (select app_organisation()) or m.member = (select app_member()))));
create policy own on thread_seen using (account = (select app_account())) with check (account = (select app_account()));
create index on message (thread, created_at);
create index on message_file (thread);
create index on thread using gin (bodies);

-- A question to every body of a framework. Each sees the question; an answer only who gave it and who asked, until the
-- asker opens it to all.
create table question (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    bodies uuid[] not null,
    author_name text not null,
    title text not null check (title <> ''),
    body text not null check (body <> ''),
    answer_by date,
    created_at timestamptz not null,
    closed_at timestamptz,
    version integer not null default 1
);
create table question_answer (
    id uuid primary key,
    question uuid not null references question (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    author_name text not null,
    body text not null check (body <> ''),
    answered_at timestamptz not null,
    version integer not null default 1,
    unique (question, organisation)
);
create table answer_opening (
    answer uuid primary key references question_answer (id) on delete restrict,
    question uuid not null references question (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    opened_at timestamptz not null
);
call protect('question', 'select, insert');
grant update (closed_at, version) on question to app;
call protect('question_answer', 'select, insert');
grant update (body, author_name, answered_at, version) on question_answer to app;
call protect('answer_opening', 'select, insert');
create policy framework on question for select using (
    owner = (select app_organisation()) or (select app_organisation()) = any (bodies));
create policy asked on question for insert with check (
    owner = (select app_organisation())
    and bodies <@ array(
        select l.child from organisation_link l where l.parent = any ((select app_pools())::uuid[])
        union select unnest((select app_pools())::uuid[])));
create policy closed on question for update using (owner = (select app_organisation()));
create policy seen on answer_opening for select using (exists (select 1 from question q where q.id = question));
create policy opened on answer_opening for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from question q where q.id = question and q.owner = answer_opening.owner));
create policy seen on question_answer for select using (
    organisation = (select app_organisation()) or owner = (select app_organisation())
    or exists (select 1 from answer_opening o where o.answer = question_answer.id));
create policy answered on question_answer for insert with check (
    organisation = (select app_organisation())
    and exists (select 1 from question q where q.id = question and q.owner = question_answer.owner));
create policy corrected on question_answer for update using (organisation = (select app_organisation()));
create index on question using gin (bodies);
create index on question (owner);
