-- What a town contracts, tenders or specifies; `member` is who of the pool wrote a specification.
create table town_contract (
    id uuid primary key,
    municipality uuid not null references organisation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('specification', 'bid', 'contract')),
    title text not null check (title <> ''),
    counterparty text not null default '',
    member uuid references member (id) on delete restrict,
    specification uuid references town_contract (id) on delete restrict,
    during daterange not null check (not isempty(during)),
    entered_by uuid,
    created_at timestamptz not null,
    check (kind = 'specification' or counterparty <> ''),
    check (member is null or kind = 'specification'),
    check (specification is null or kind <> 'specification')
);
-- Each pool whose people work for the town looks with its own eyes: employers are known to it alone.
create table contract_check (
    id uuid primary key,
    contract uuid not null references town_contract (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    clear boolean not null,
    finding text not null,
    checked_at timestamptz not null
);
create table contract_conflict (
    id uuid primary key,
    contract uuid not null references town_contract (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    declaration uuid not null references conflict_declaration (id) on delete restrict,
    finding text not null,
    state text not null check (state in ('open', 'kept', 'lifted')),
    reason text not null default '',
    decided_at timestamptz,
    decided_by uuid,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'open') = (decided_at is null)),
    check (state = 'open' or reason <> ''),
    unique (contract, member)
);
call protect('town_contract', 'select, insert');
call protect('contract_check', 'select, insert');
call protect('contract_conflict', 'select, insert, update');
revoke update (contract, declaration, finding) on contract_conflict from app;
create policy seen on town_contract for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[]));
create policy entered on town_contract for insert with check (
    owner = (select app_organisation()) and municipality = any ((select app_reach())::uuid[]));
create policy seen on contract_check for select using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create policy found on contract_check for insert with check (owner = (select app_organisation()));
create policy seen on contract_conflict for select using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create policy found on contract_conflict for insert with check (owner = (select app_organisation()));
create policy decided on contract_conflict for update using (owner = (select app_organisation()));
create index on town_contract (municipality, created_at desc);
create index on town_contract (owner);
create index on town_contract (member);
create index on contract_check (contract);
create index on contract_check (owner, checked_at desc);
create index on contract_check (municipality);
create index on contract_conflict (owner, state);
create index on contract_conflict (municipality);
create index on contract_conflict (member);
