-- A posting holds what everybody may read. One that is not prepared any more is public; an enquiry to companies is read
-- by the companies it was sent to alone. `content` is the fixed job description, as it stood when the posting was opened.
create table posting (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    description uuid not null references job_description (id) on delete restrict,
    edition integer not null,
    method text not null check (method in ('public_call', 'contest', 'enquiry')),
    state text not null default 'prepared' check (state in ('prepared', 'open', 'closed', 'selecting', 'offered',
        'filled', 'failed', 'reopened')),
    title text not null check (title <> ''),
    appeal text not null default '',
    contact text not null,
    places integer not null check (places between 1 and 50),
    apply_until date not null,
    questions_until date not null,
    round integer not null default 1,
    content jsonb not null,
    opened_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (questions_until <= apply_until),
    check (state = 'prepared' or opened_at is not null)
);
-- What concerns the selection is the posting body's alone, so it stands apart from what everybody reads.
create table posting_notes (
    posting uuid primary key references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    reason text not null default ''
);
create table posting_enquiry (
    id uuid primary key,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    company uuid not null references organisation (id) on delete restrict,
    sent_at timestamptz,
    unique (posting, company)
);
-- Asked by anybody; read by everybody once it is answered. Who asked is not kept at all.
create table posting_question (
    id uuid primary key,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    question text not null check (question <> ''),
    answer text not null default '',
    asked_at timestamptz not null,
    answered_at timestamptz,
    version integer not null default 1,
    check ((answered_at is null) = (answer = ''))
);
-- Seats of those who judge: of the posting body or of a town. Whoever of the body writes the sheet holds the seat.
create table posting_assessor (
    id uuid primary key,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    body uuid not null references organisation (id) on delete restrict,
    label text not null check (label <> ''),
    unique (posting, body, label)
);
create table posting_stage (
    id uuid primary key,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    round integer not null,
    kind text not null check (kind in ('papers', 'interview')),
    opened_at timestamptz not null,
    closed_at timestamptz,
    unique (posting, round, kind)
);
-- An application without its person: what remains when the person has been forgotten.
create table application (
    id uuid primary key,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    company uuid references organisation (id) on delete restrict,
    round integer not null,
    number_hash bytea not null unique,
    state text not null default 'received' check (state in ('received', 'passed', 'offered', 'accepted', 'declined',
        'rejected', 'withdrawn')),
    applied_at timestamptz not null,
    decided_at timestamptz,
    forget_on date,
    forgotten_at timestamptz,
    version integer not null default 1,
    check (forgotten_at is null or state <> 'accepted')
);
create table application_person (
    application uuid primary key references application (id) on delete restrict,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    name text not null,
    kana text not null default '',
    email text not null,
    phone text not null default '',
    story text not null,
    files uuid[] not null default '{}',
    consent text not null,
    consented_at timestamptz not null
);
create table application_sheet (
    id uuid primary key,
    application uuid not null references application (id) on delete restrict,
    stage uuid not null references posting_stage (id) on delete restrict,
    assessor uuid not null references posting_assessor (id) on delete restrict,
    posting uuid not null references posting (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    body uuid not null references organisation (id) on delete restrict,
    written_by uuid not null,
    scores jsonb not null,
    comment text not null default '',
    written_at timestamptz not null,
    version integer not null default 1,
    unique (application, stage, assessor)
);
create table application_decision (
    id uuid primary key,
    application uuid not null references application (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    verdict text not null check (verdict in ('advance', 'offer', 'reject')),
    reason text not null check (reason <> ''),
    decided_by uuid,
    decided_at timestamptz not null
);
create table application_letter (
    id uuid primary key,
    application uuid not null references application (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    subject text not null,
    body text not null,
    made_at timestamptz not null
);
-- Tries of people whom nobody knows: hashes of what they tried and from where, counted by `public_tries`.
create table public_try (
    id uuid primary key,
    subject bytea not null,
    at timestamptz not null
);
call protect('posting', 'select, insert, update', '{edition}');
call protect('posting_notes', 'select, insert, delete');
call protect('posting_enquiry', 'select, insert, update, delete');
call protect('posting_question', 'select, insert');
grant update (answer, answered_at, version) on posting_question to app;
call protect('posting_assessor', 'select, insert, delete');
call protect('posting_stage', 'select, insert');
grant update (closed_at) on posting_stage to app;
call protect('application', 'select, insert');
grant update (state, decided_at, forget_on, forgotten_at, version) on application to app;
call protect('application_person', 'select, insert, delete');
call protect('application_sheet', 'select, insert, delete');
grant update (scores, comment, written_at, version) on application_sheet to app;
call protect('application_decision', 'select, insert, delete');
call protect('application_letter', 'select, insert, delete');
call protect('public_try', 'insert');
grant select on public_try to app;

create policy seen on posting_enquiry for select using (
    owner = (select app_organisation()) or sent_at is not null and company = (select app_organisation()));
create policy sent on posting_enquiry for all using (owner = (select app_organisation()))
    with check (owner = (select app_organisation())
        and exists (select 1 from organisation o where o.id = company and o.kind = 'company'));
create policy published on posting for select using (
    owner = (select app_organisation())
    or state <> 'prepared' and (method <> 'enquiry'
        or exists (select 1 from posting_enquiry e where e.posting = posting.id)));
create policy prepared on posting for insert with check (owner = (select app_organisation()));
create policy kept on posting for update using (owner = (select app_organisation()));
create policy own_notes on posting_notes using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create policy published on posting_question for select using (
    answered_at is not null or owner = (select app_organisation()));
create policy asked on posting_question for insert with check (
    answered_at is null and (select app_role()) = 'public'
    and exists (select 1 from posting p where p.id = posting and p.owner = posting_question.owner));
create policy answered on posting_question for update using (owner = (select app_organisation()));
create policy seen on posting_assessor for select using (
    (select app_organisation()) in (owner, body));
create policy named on posting_assessor for insert with check (owner = (select app_organisation()));
create policy struck on posting_assessor for delete using (owner = (select app_organisation()));
-- Only an assessor of the posting (or its own body) gets past this: it reads nothing but who assesses.
create policy seen on posting_stage for select using (
    owner = (select app_organisation())
    or exists (select 1 from posting_assessor a where a.posting = posting_stage.posting));
create policy begun on posting_stage for insert with check (owner = (select app_organisation()));
create policy ended on posting_stage for update using (owner = (select app_organisation()));
create policy seen on application for select using (
    owner = (select app_organisation()) or member = (select app_member()) or company = (select app_organisation())
    or exists (select 1 from posting_assessor a where a.posting = application.posting));
create policy taken_in on application for insert with check (owner = (select app_organisation()));
create policy decided on application for update using (owner = (select app_organisation()));
create policy seen on application_person for select using (
    owner = (select app_organisation())
    or exists (select 1 from application a where a.id = application_person.application
        and a.member = (select app_member()))
    or exists (select 1 from posting_assessor a where a.posting = application_person.posting));
create policy taken_in on application_person for insert with check (owner = (select app_organisation()));
create policy forgotten on application_person for delete using (owner = (select app_organisation()));
create policy own_decision on application_decision using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create policy own_letter on application_letter using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create policy public_only on public_try for insert with check ((select app_role()) = 'public');
create policy public_reads on public_try for select using ((select app_role()) = 'public');

-- Whether the sheets about an application in a stage are open to the others: every assessor's is in, or the stage ended.
create policy counts on application_sheet for select to ledger using (true);
create policy counts on posting_assessor for select to ledger using (true);
create policy counts on posting_stage for select to ledger using (true);
create policy forgotten on public_try to ledger using (at < now() - interval '1 day');
create policy found on application for select to doorkeeper using (true);
grant select (application, stage, assessor) on application_sheet to ledger;
grant select (id, posting) on posting_assessor to ledger;
grant select (id, posting, closed_at) on posting_stage to ledger;
grant select (at), delete on public_try to ledger;
grant select (id, owner, number_hash) on application to doorkeeper;
create function sheets_are_open(wanted uuid, at_stage uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select s.closed_at is not null or not exists (
        select 1 from posting_assessor a where a.posting = s.posting and not exists (
            select 1 from application_sheet t
            where t.application = wanted and t.stage = at_stage and t.assessor = a.id))
    from posting_stage s where s.id = at_stage
$$;
create function sheets_in(wanted uuid, at_stage uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*)::integer from application_sheet t where t.application = wanted and t.stage = at_stage
$$;
create function forget_public_tries() returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from public_try where at < now() - interval '1 day';
$$;
-- The number that an applicant was given leads to the application and to nothing else.
create function application_at(hash bytea) returns table (id uuid, owner uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id, a.owner from application a where a.number_hash = hash
$$;
create policy seen on application_sheet for select using (
    body = (select app_organisation()) and written_by = (select app_account())
    or (owner = (select app_organisation())
            or exists (select 1 from posting_assessor a where a.posting = application_sheet.posting))
        and sheets_are_open(application, stage));
create policy written on application_sheet for insert with check (
    body = (select app_organisation()) and written_by = (select app_account())
    and exists (select 1 from posting_assessor a where a.id = assessor and a.body = application_sheet.body
        and a.posting = application_sheet.posting and a.owner = application_sheet.owner));
create policy rewritten on application_sheet for update using (
    body = (select app_organisation()) and written_by = (select app_account()));
create policy forgotten on application_sheet for delete using (owner = (select app_organisation()));
grant create on schema public to ledger, doorkeeper;
alter function sheets_are_open(uuid, uuid) owner to ledger;
alter function sheets_in(uuid, uuid) owner to ledger;
alter function forget_public_tries() owner to ledger;
alter function application_at(bytea) owner to doorkeeper;
revoke create on schema public from ledger, doorkeeper;
revoke execute on function sheets_are_open(uuid, uuid), sheets_in(uuid, uuid), forget_public_tries(),
    application_at(bytea) from public;
grant execute on function sheets_are_open(uuid, uuid), sheets_in(uuid, uuid), forget_public_tries(),
    application_at(bytea) to app;
create index on posting (owner, state);
create index on posting (state, apply_until);
create index on posting_question (posting);
create index on posting_assessor (posting);
create index on posting_enquiry (company);
create index on application (posting, state);
create index on application (member);
create index on application (forget_on) where forgotten_at is null;
create index on application_sheet (application);
create index on application_letter (application);
create index on public_try (subject, at);
