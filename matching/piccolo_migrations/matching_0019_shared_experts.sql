-- For which themes a person of a pool answers the questions of the towns they serve.
create table shared_expert (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    themes text[] not null,
    created_at timestamptz not null,
    version integer not null default 1,
    constraint shared_expert_owner_member_key unique (owner, member)
);
-- A town's question and where it went. The composite key keeps the way true: the person works for this very town.
create table expert_question (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    assignment uuid references assignment (id) on delete restrict,
    agreement uuid references agreement (id) on delete restrict,
    theme text not null check (theme <> ''),
    title text not null check (title <> ''),
    why text not null check (why <> ''),
    state text not null check (state in ('open', 'closed')),
    created_at timestamptz not null,
    closed_at timestamptz,
    version integer not null default 1,
    check ((state = 'closed') = (closed_at is not null)),
    check ((member is null) = (assignment is null) and (member is null) = (agreement is null)),
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
-- Who serves whom, as `matching/assignments` publishes it.
create view served_town with (security_invoker = true) as
select id as assignment, owner, member, municipality from assignment where state in ('agreed', 'running');
grant select on served_town to app;

call protect('shared_expert', 'select, insert, update');
call protect('expert_question', 'select, insert');
grant update (state, closed_at, version) on expert_question to app;
create policy seen on shared_expert for select using (
    owner = (select app_organisation()) or member = (select app_member())
    or exists (select 1 from assignment a where a.member = shared_expert.member and a.owner = shared_expert.owner
        and a.municipality = any ((select app_reach())::uuid[]) and a.state in ('agreed', 'running')));
create policy kept on shared_expert for insert with check (owner = (select app_organisation()));
create policy changed on shared_expert for update using (owner = (select app_organisation()));
create policy parties on expert_question for select using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy asked on expert_question for insert with check (
    municipality = (select app_organisation()) and state = 'open'
    and (assignment is not null or owner = any ((select app_pools())::uuid[])
        or exists (select 1 from municipality m where m.organisation = expert_question.municipality
            and m.prefecture = expert_question.owner)));
create policy closed on expert_question for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create index on shared_expert (member);
create index on expert_question (owner, created_at);
create index on expert_question (municipality, created_at);
create index on expert_question (member);

-- What may be talked about: a question to an expert, too.
alter table thread drop constraint thread_kind_check;
alter table thread add constraint thread_kind_check check (kind in ('need', 'assignment', 'expert_question'));
