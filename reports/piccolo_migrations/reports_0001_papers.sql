-- The register of papers. A draft prints 案 and has no number; an issued paper keeps its number for ever.
-- `content` is what the paper says, as it was printed: it names the person, so its readers are those of the paper.
create table document (
    id uuid primary key,
    kind text not null check (kind in ('jirei', 'ishokujo', 'agreement')),
    subject uuid not null,
    subject_version integer not null,
    issuer uuid not null references organisation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    readers uuid[] not null default '{}',
    title text not null,
    number integer check (number > 0),
    fiscal_year integer,
    issued_on date,
    reissue boolean not null default false,
    file uuid references file (id) on delete restrict,
    content jsonb,
    state text not null check (state in ('queued', 'draft', 'issued', 'failed')),
    failure text not null default '',
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'issued') = (number is not null)),
    check ((number is null) = (fiscal_year is null)),
    check ((number is null) = (issued_on is null)),
    check ((state in ('draft', 'issued')) = (file is not null and content is not null)),
    check ((state = 'failed') = (failure <> '')),
    unique (subject, kind, subject_version, issuer)
);
create unique index document_number on document (issuer, kind, fiscal_year, number) where not reissue;
create table document_counter (
    issuer uuid not null references organisation (id) on delete restrict,
    kind text not null,
    fiscal_year integer not null,
    last integer not null,
    primary key (issuer, kind, fiscal_year)
);
call protect('document', 'select, insert, update', '{created_at}');
call protect('document_counter', 'select, insert, update');
-- Supervision reads no paper: owner, issuer and readers are compared with the acting body, never with reach.
create policy seen on document for select using (
    (select app_organisation()) in (owner, issuer)
    or readers && array[(select app_organisation()), (select app_member())]);
-- Only its issuer numbers a paper; the owner prepares drafts of it.
create policy queued on document for insert with check (
    issuer = (select app_organisation()) or owner = (select app_organisation()) and number is null);
create policy changed on document for update using (
    issuer = (select app_organisation()) or owner = (select app_organisation()) and number is null);
create policy issuer_only on document_counter using (issuer = (select app_organisation()))
    with check (issuer = (select app_organisation()));
create index on document (owner, created_at desc);
create index on document (issuer, created_at desc);
create index on document using gin (readers);
create index on document (subject);

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
-- One person in one prefecture and role counts once, whatever the number of towns. Only the ministry reads the counts.
create view national_people_at_work as
select distinct town.prefecture, role.role, work.member
from assignment work
join municipality town on town.organisation = work.municipality
left join member_role role on role.member = work.member
where work.state in ('agreed', 'running') and upper(work.during) > (select app_today());
alter view national_people_at_work owner to aggregator;
create view national_counts as
select prefecture, role, count(distinct member)::integer as people,
    grouping(prefecture) = 1 as all_prefectures, grouping(role) = 1 as all_roles
from national_people_at_work
where exists (select 1 from national_reader)
group by grouping sets ((prefecture, role), (prefecture), (role), ());
alter view national_counts owner to aggregator;
-- The same of everybody who is active in a pool, by the prefecture of the pool's owner (a union's own is unknown: null).
create view national_pool as
select keeper.prefecture, role.role, count(distinct kept.member)::integer as people,
    grouping(keeper.prefecture) = 1 as all_prefectures, grouping(role.role) = 1 as all_roles
from pool_membership kept
join member on member.id = kept.member and member.state = 'active'
join organisation keeper on keeper.id = kept.pool
left join member_role role on role.member = kept.member
where kept.during @> (select app_today()) and exists (select 1 from national_reader)
group by grouping sets ((keeper.prefecture, role.role), (keeper.prefecture), (role.role), ());
alter view national_pool owner to aggregator;
create view national_needs as
select state, count(*)::integer as needs from need
where state <> 'draft' and exists (select 1 from national_reader) group by state;
alter view national_needs owner to aggregator;
-- Bodies, not people: every town once, by whether it is supported, waiting or neither, and whether it is one-person IT
-- (DX staff at most 1 and population at most 50,000; null where either fact is missing).
create view national_towns as
select town.prefecture,
    case when exists (select 1 from assignment work where work.municipality = town.organisation
            and work.state in ('agreed', 'running') and upper(work.during) > (select app_today())) then 'supported'
        when exists (select 1 from need asked where asked.municipality = town.organisation
            and asked.state in ('submitted', 'heard', 'triaged', 'accepted', 'on_hold')) then 'waiting'
        else 'never' end as standing,
    staff.number <= 1 and population.number <= 50000 as one_person_it,
    count(*)::integer as bodies
from municipality town
left join lateral (select number from municipality_fact f where f.municipality = town.organisation
    and f.indicator = 'dx_staff' order by as_of desc limit 1) staff on true
left join lateral (select number from municipality_fact f where f.municipality = town.organisation
    and f.indicator = 'population' order by as_of desc limit 1) population on true
where exists (select 1 from national_reader)
group by 1, 2, 3;
alter view national_towns owner to aggregator;
revoke create on schema public from aggregator;
grant select on national_counts, national_pool, national_needs, national_towns to app;
