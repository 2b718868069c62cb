-- An uploaded file between preview and application, of any kind. It takes the place of `member_import`, which stays as
-- it is until nothing reads it any more. `done` counts the rows that are in: the worker goes on from there.
create table import_file (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('members', 'needs', 'facts', 'companies')),
    file uuid not null references file (id) on delete restrict,
    filename text not null,
    uploaded_at timestamptz not null,
    uploaded_by uuid,
    state text not null default 'uploaded'
        check (state in ('uploaded', 'waiting', 'running', 'applied', 'cancelled', 'failed')),
    progress uuid,
    finished_at timestamptz,
    done integer not null default 0,
    added integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    left_out integer not null default 0,
    failure text not null default ''
);
call protect('import_file', 'select, insert, update');
create policy own_body on import_file using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on import_file (owner, uploaded_at desc);

-- What a row of a body's own list became, where the thing itself has no number of the body's: the same row again
-- changes nothing.
create table import_key (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('needs', 'companies')),
    row_key text not null,
    subject uuid not null,
    row_hash bytea not null,
    unique (owner, kind, row_key)
);
call protect('import_key', 'select, insert, update');
create policy own_body on import_key using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));

create policy moved_out on member_import for select to owner using (true);
create policy moved_in on import_file for insert to owner with check (true);
insert into import_file (id, owner, kind, file, filename, uploaded_at, uploaded_by, state, finished_at, done, added,
                         changed, unchanged, left_out)
select id, pool, 'members', file, filename, uploaded_at, uploaded_by,
    case when applied_at is null then 'uploaded' else 'applied' end, applied_at, added + changed + unchanged, added,
    changed, unchanged, left_out
from member_import;
drop policy moved_out on member_import;
drop policy moved_in on import_file;

-- Companies that offer staff. The name is the body's; what is listed about it is here. A listing is shared to other
-- bodies one by one; its expiry is the listing body's to set.
create table company (
    organisation uuid primary key references organisation (id) on delete restrict,
    registered_by uuid not null references organisation (id) on delete restrict,
    corporate_number text unique check (corporate_number ~ '^[0-9]{13}$'),
    conditions text not null default '',
    contact_name text not null default '',
    contact_email text,
    contact_phone text,
    listed_until date not null,
    version integer not null default 1,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (organisation, registered_by)
);
create table company_share (
    id uuid primary key,
    company uuid not null references company (organisation) on delete restrict,
    granted_by uuid not null,
    receiver uuid not null references organisation (id) on delete restrict,
    created_at timestamptz not null,
    unique (company, receiver),
    -- Only the body that lists a company shares it; a policy could not ask `company`, whose own policy reads this table.
    foreign key (company, granted_by) references company (organisation, registered_by) on delete restrict
);
create table company_offer (
    id uuid primary key,
    company uuid not null references company (organisation) on delete restrict,
    role text not null check (role in ('producer', 'project_manager', 'service_designer', 'engineer')),
    headcount integer not null check (headcount between 1 and 999),
    unique (company, role)
);
create table company_dealing (
    id uuid primary key,
    company uuid not null references company (organisation) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    what text not null default '',
    unique (company, municipality)
);
call protect('company', 'select, insert, update');
call protect('company_share', 'select, insert, delete');
call protect('company_offer', 'select, insert, delete');
call protect('company_dealing', 'select, insert, delete');
create index on company (registered_by);
create index on company_share (receiver, company);
create index on company_dealing (municipality);

create policy seen on company_share for select using (
    granted_by = (select app_organisation()) or receiver = (select app_organisation())
    or company = (select app_organisation()));
create policy given on company_share for insert with check (granted_by = (select app_organisation()));
create policy taken_back on company_share for delete using (granted_by = (select app_organisation()));
create policy seen on company for select using (
    registered_by = (select app_organisation()) or organisation = (select app_organisation())
    or exists (select 1 from company_share given where given.company = company.organisation
        and given.receiver = (select app_organisation())));
create policy listed on company for insert with check (
    registered_by = (select app_organisation()) and exists (
        select 1 from organisation body where body.id = company.organisation and body.kind = 'company'
        and body.registered_by = (select app_organisation())));
create policy changed on company for update using (
    registered_by = (select app_organisation()) or organisation = (select app_organisation()));
create policy seen on company_offer for select using (
    exists (select 1 from company c where c.organisation = company_offer.company));
create policy written on company_offer for all using (exists (
    select 1 from company c where c.organisation = company_offer.company
    and (select app_organisation()) in (c.organisation, c.registered_by)));
create policy seen on company_dealing for select using (
    exists (select 1 from company c where c.organisation = company_dealing.company));
create policy written on company_dealing for all using (exists (
    select 1 from company c where c.organisation = company_dealing.company
    and (select app_organisation()) in (c.organisation, c.registered_by)));

create function company_expiry_kept() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if new.listed_until <> old.listed_until and old.registered_by is distinct from app_organisation() then
        raise exception '掲載の期限を変えられるのは、一覧に載せた団体だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger company_expiry_kept before update on company for each row execute function company_expiry_kept();

-- What other nouns read: with which towns a company deals (also after its listing ran out), and whose listing is over.
create view company_trading with (security_invoker = true) as
select company, municipality, what from company_dealing;
create view company_listing_over with (security_invoker = true) as
select organisation as company from company where listed_until < (select app_today());
grant select on company_trading, company_listing_over to app;

-- Facts that a town or its prefecture records, beside the published ones (`recorded_by` empty), which stay as published.
alter table municipality_fact add column recorded_by uuid references organisation (id) on delete restrict;
alter table municipality_fact add column version integer not null default 1;
grant update (recorded_by, version) on municipality_fact to app;
create policy recorded on municipality_fact for insert with check (
    recorded_by = (select app_organisation()) and (municipality = (select app_organisation()) or exists (
        select 1 from municipality town where town.organisation = municipality_fact.municipality
        and town.prefecture = (select app_organisation()))));
create policy mended on municipality_fact for update using (
    recorded_by is not null and (municipality = (select app_organisation()) or exists (
        select 1 from municipality town where town.organisation = municipality_fact.municipality
        and town.prefecture = (select app_organisation()))))
    with check (recorded_by = (select app_organisation()));

-- A framework is kept up to date by its prefecture and by the owner of its pool; a union may be that owner.
alter table framework add column owner_kind text not null default 'prefecture'
    check (owner_kind in ('prefecture', 'union', 'city_group', 'municipality', 'other'));
alter table framework add column note text not null default '';
grant update (pool_owner, owner_kind, model, name, started_on, source, note, version) on framework to app;
create policy announced_by_prefecture on framework for insert with check (prefecture = (select app_organisation()));
create policy kept on framework for update using (
    (select app_organisation()) in (prefecture, pool_owner))
    with check ((select app_organisation()) in (prefecture, pool_owner));
create policy united on organisation for insert with check (
    kind = 'union' and code is null and registered_by = (select app_organisation())
    and prefecture = (select app_organisation()));
grant update (during) on organisation_link to app;
create policy left_framework on organisation_link for update using (
    kind = 'framework' and parent = (select app_organisation()) and (select app_role()) in ('manager', 'system'));

-- Versions of a scheme are schemes of one family, each from a day on. Mappings lead from an earlier skill to a later one;
-- what people were found to have stays under the skill it was found for.
alter table skill_scheme add column family text not null default '';
alter table skill_scheme add column valid_from date;
alter table skill add column area text not null default '';
create table skill_mapping (
    id uuid primary key,
    earlier uuid not null references skill (id) on delete restrict,
    later uuid not null references skill (id) on delete restrict,
    kind text not null check (kind in ('same', 'merged', 'split', 'near')),
    during daterange not null,
    reason text not null check (reason <> ''),
    created_by uuid not null references organisation (id) on delete restrict,
    created_at timestamptz not null,
    check (earlier <> later),
    exclude using gist (earlier with =, later with =, during with &&)
);
call protect('skill_mapping', 'select, insert');
grant update (during) on skill_mapping to app;
create policy published on skill_mapping for select using (true);
create policy recorded on skill_mapping for insert with check (
    created_by = (select app_organisation()) and exists (
        select 1 from organisation nation where nation.id = skill_mapping.created_by and nation.kind = 'ministry'));
create policy ended on skill_mapping for update using (created_by = (select app_organisation()));
create index on skill_mapping (later);

-- Each skill counts as itself and as what it was mapped to; `near` is for readers and counts as nothing.
create view skill_counts_as with (security_invoker = true) as
with recursive step (earlier, later) as (
    select earlier, later from skill_mapping where kind <> 'near' and during @> (select app_today())
    union select later, earlier from skill_mapping where kind = 'same' and during @> (select app_today())
), chain (held, counts_as) as (
    select id, id from skill
    union select chain.held, step.later from chain join step on step.earlier = chain.counts_as
)
select held, counts_as from chain;
grant select on skill_counts_as to app;
