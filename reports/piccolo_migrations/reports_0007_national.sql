-- What the nation counts in more detail. Bodies and needs are no people: their rows open. People stay counts.
grant select (need, role) on need_requirement to aggregator;
grant select (id, prefecture) on need to aggregator;
create policy aggregator_counts on need_requirement for select to aggregator using (true);
grant select (member, form, state, during) on appointment to aggregator;
create policy aggregator_counts on appointment for select to aggregator using (true);

grant create on schema public to aggregator;
create view national_town_rows as
select town.organisation as town, town.prefecture,
    case when exists (select 1 from assignment work where work.municipality = town.organisation
            and work.state in ('agreed', 'running') and upper(work.during) > (select app_today())) then 'supported'
        when exists (select 1 from need asked where asked.municipality = town.organisation
            and asked.state in ('submitted', 'heard', 'triaged', 'accepted', 'on_hold')) then 'waiting'
        else 'never' end as standing,
    staff.number <= 1 and population.number <= 50000 as one_person_it
from municipality town
left join lateral (select number from municipality_fact f where f.municipality = town.organisation
    and f.indicator = 'dx_staff' order by as_of desc limit 1) staff on true
left join lateral (select number from municipality_fact f where f.municipality = town.organisation
    and f.indicator = 'population' order by as_of desc limit 1) population on true
where exists (select 1 from national_reader);
alter view national_town_rows owner to aggregator;
-- People whose registration is in force, each once, by the prefecture that recommended them and their roles.
create view national_registrations as
select keeper.prefecture, role.role, count(distinct r.member)::integer as people,
    grouping(keeper.prefecture) = 1 as all_prefectures, grouping(role.role) = 1 as all_roles
from registration r
join organisation keeper on keeper.id = r.recommended_by
left join member_role role on role.member = r.member
where r.state in ('registered', 'in_use') and r.during @> (select app_today()) and exists (select 1 from national_reader)
group by grouping sets ((keeper.prefecture, role.role), (keeper.prefecture), (role.role), ());
alter view national_registrations owner to aggregator;
-- The same people by the form of the appointment they are in today; null: none.
create view national_registration_forms as
select held.form, count(distinct r.member)::integer as people from registration r
left join appointment held on held.member = r.member and held.state in ('approved', 'in_force')
    and held.during @> (select app_today())
where r.state in ('registered', 'in_use') and r.during @> (select app_today()) and exists (select 1 from national_reader)
group by held.form;
alter view national_registration_forms owner to aggregator;
-- Needs that wait for a person, by role and prefecture.
create view national_unmet as
select asked.prefecture, wanted.role, count(*)::integer as needs
from need asked join need_requirement wanted on wanted.need = asked.id
where asked.state = 'accepted' and exists (select 1 from national_reader)
group by asked.prefecture, wanted.role;
alter view national_unmet owner to aggregator;
revoke create on schema public from aggregator;
grant select on national_town_rows, national_registrations, national_registration_forms, national_unmet to app;

-- History: what a figure said on a day, small cells withheld already (value null). Written once a day, never re-counted.
create table figure_snapshot (
    figure text not null check (figure ~ '^[a-z-]{1,60}$'),
    dimension text not null check (length(dimension) <= 120),
    day date not null,
    value integer,
    counted_at timestamptz not null,
    primary key (figure, dimension, day)
);
call protect('figure_snapshot', 'select, insert');
create policy published on figure_snapshot for select using (true);
create policy counted on figure_snapshot for insert with check (
    (select app_role()) = 'system'
    and exists (select 1 from organisation o where o.id = (select app_organisation()) and o.kind = 'ministry'));
create index on figure_snapshot (day);

-- Open data: the latest content of each data set and those before it; a content that did not change is not kept twice.
create table open_data_file (
    id uuid primary key,
    name text not null check (name ~ '^[a-z0-9-]{1,60}$'),
    ending text not null check (ending in ('csv', 'json')),
    day date not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    rows integer not null,
    bytes bytea not null,
    made_at timestamptz not null,
    unique (name, ending, day)
);
call protect('open_data_file', 'select, insert');
create policy published on open_data_file for select using (true);
create policy made on open_data_file for insert with check (
    (select app_role()) = 'system'
    and exists (select 1 from organisation o where o.id = (select app_organisation()) and o.kind = 'ministry'));
create index on open_data_file (name, ending, day desc);
