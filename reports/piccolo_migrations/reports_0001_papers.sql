-- The register of papers. A draft prints 案 and has no number; an issued paper keeps its number for ever.
create table document (
    id uuid primary key,
    kind text not null check (kind in ('jirei', 'ishokujo', 'agreement')),
    subject uuid not null,
    subject_version integer not null,
    issuer uuid not null references organisation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    readers uuid[] not null default '{}',
    title text not null,
    number integer check (number > 0),
    fiscal_year integer,
    issued_on date,
    reissue boolean not null default false,
    file uuid references file (id) on delete restrict,
    state text not null check (state in ('queued', 'draft', 'issued', 'failed')),
    failure text not null default '',
    created_at timestamptz not null,
    check ((state = 'issued') = (number is not null)),
    check ((number is null) = (fiscal_year is null)),
    check ((number is null) = (issued_on is null)),
    unique (subject, kind, subject_version, issuer),
    unique (issuer, kind, fiscal_year, number)
);
create table document_counter (
    issuer uuid not null references organisation (id) on delete restrict,
    kind text not null,
    fiscal_year integer not null,
    last integer not null,
    primary key (issuer, kind, fiscal_year)
);
call protect('document', 'select, insert, update');
call protect('document_counter', 'select, insert, update');
create policy seen on document for select using (
    owner = any ((select app_reach())::uuid[]) or issuer = (select app_organisation())
    or readers && array[(select app_organisation()), (select app_member())]);
create policy queued on document for insert with check (
    owner = (select app_organisation()) or issuer = (select app_organisation()));
create policy changed on document for update using (
    owner = (select app_organisation()) or issuer = (select app_organisation()));
create policy issuer_only on document_counter using (issuer = (select app_organisation()))
    with check (issuer = (select app_organisation()));
create index on document (owner, created_at desc);

-- National counts. `aggregator` reads the counted columns of everybody and no identity; the ministry reads counts.
create policy aggregator_counts on assignment for select to aggregator using (true);
create policy aggregator_counts on member_role for select to aggregator using (true);
create policy aggregator_counts on member for select to aggregator using (true);
create policy aggregator_counts on pool_membership for select to aggregator using (true);
create policy aggregator_counts on registration for select to aggregator using (true);
create policy aggregator_counts on need for select to aggregator using (true);
grant select (member, municipality, state, during) on assignment to aggregator;
grant select (member, role) on member_role to aggregator;
grant select (id, state) on member to aggregator;
grant select (member, pool, during) on pool_membership to aggregator;
grant select (member, recommended_by, state, during) on registration to aggregator;
grant select (municipality, state) on need to aggregator;
grant select on organisation, municipality, municipality_fact, framework to aggregator;

grant create on schema public to aggregator;
-- One person in one prefecture and role counts once, whatever the number of towns.
create view national_people_at_work as
select distinct town.prefecture, role.role, work.member
from assignment work
join municipality town on town.organisation = work.municipality
left join member_role role on role.member = work.member
where work.state in ('agreed', 'running') and work.during @> (select app_today());
alter view national_people_at_work owner to aggregator;
create view national_counts as
select prefecture, role, count(distinct member)::integer as people,
    grouping(prefecture) = 1 as all_prefectures, grouping(role) = 1 as all_roles
from national_people_at_work
group by grouping sets ((prefecture, role), (prefecture), (role), ());
alter view national_counts owner to aggregator;
revoke create on schema public from aggregator;
grant select on national_counts to app;
