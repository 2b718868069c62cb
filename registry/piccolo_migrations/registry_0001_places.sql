-- Public bodies and public facts: no row security (tests/house/without_row_security.toml says why, table by table).
create table municipality (
    organisation uuid primary key references organisation (id) on delete restrict,
    kind text not null check (kind in ('designated_city', 'city', 'town', 'village', 'special_ward')),
    prefecture uuid not null references organisation (id) on delete restrict,
    search_key text not null,
    latitude double precision not null check (latitude between 20 and 46),
    longitude double precision not null check (longitude between 122 and 154)
);
grant select on municipality to app;
create index on municipality (prefecture);

-- One row per town, indicator and date of effect. A number, or an answer; 調査無し and 無回答 are answers of their own.
create table municipality_fact (
    id uuid primary key,
    municipality uuid not null references organisation (id) on delete restrict,
    indicator text not null,
    as_of date not null,
    number numeric,
    answer text check (answer in ('yes', 'no', 'not_surveyed', 'no_answer')),
    source text not null check (source <> ''),
    entered_by uuid,
    entered_at timestamptz not null,
    check ((number is null) <> (answer is null)),
    unique (municipality, indicator, as_of)
);
call protect('municipality_fact', 'select, insert, update');
create policy published on municipality_fact for select using (true);
create policy imported on municipality_fact for insert with check ((select app_role()) = 'system');
create policy corrected on municipality_fact for update using ((select app_role()) = 'system');
create index on municipality_fact (indicator, as_of);

create table framework (
    id uuid primary key,
    prefecture uuid not null unique references organisation (id) on delete restrict,
    pool_owner uuid not null references organisation (id) on delete restrict,
    model text not null check (model in ('ehime', 'hiroshima', 'kumamoto', 'nagano', 'other')),
    name text not null,
    started_on date,
    source text not null,
    version integer not null default 1
);
call protect('framework', 'select, insert');
create policy announced on framework for select using (true);
create policy founded on framework for insert with check (pool_owner = (select app_organisation()));

create table skill_scheme (
    code text primary key,
    name text not null,
    version text not null,
    source text not null
);
create table skill (
    id uuid primary key,
    scheme text not null references skill_scheme (code) on delete restrict,
    code text not null,
    name text not null,
    role text check (role in ('producer', 'project_manager', 'service_designer', 'engineer')),
    unique (scheme, code)
);
grant select on skill_scheme, skill to app;
grant insert on skill_scheme, skill to app;
