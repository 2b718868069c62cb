-- Bodies: their names and codes are public (listed in tests/house/without_row_security.toml).
create table organisation (
    id uuid primary key,
    kind text not null check (kind in ('ministry', 'prefecture', 'municipality', 'union', 'company', 'school')),
    code text unique check (code ~ '^[0-9]{6}$'),
    name text not null check (length(name) between 1 and 200),
    kana text not null default '',
    prefecture uuid references organisation (id) on delete restrict,
    registered_by uuid references organisation (id) on delete restrict,
    version integer not null default 1,
    check ((code is not null) = (kind in ('prefecture', 'municipality')))
);
call protect('organisation', 'select, insert');
create policy public_names on organisation for select using (true);
create policy registered on organisation for insert with check (
    kind in ('company', 'school') and registered_by = (select app_organisation()));
create policy loaded on organisation for all to owner using (true) with check (true);
create index on organisation (kind, code);
create index on organisation (prefecture, code);

-- Who supervises whom, and who takes part in whose framework. Public as well: frameworks are announced.
create table organisation_link (
    id uuid primary key,
    parent uuid not null references organisation (id) on delete restrict,
    child uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('prefecture', 'union', 'framework')),
    during daterange not null,
    exclude using gist (parent with =, child with =, kind with =, during with &&)
);
call protect('organisation_link', 'select, insert');
create policy announced on organisation_link for select using (true);
-- A prefecture or a union takes the towns of its own prefecture into its framework, nobody else.
create policy founded on organisation_link for insert with check (
    kind = 'framework' and parent = (select app_organisation()) and (select app_role()) in ('manager', 'system')
    and exists (select 1 from organisation pool, organisation town
        where pool.id = parent and pool.kind in ('prefecture', 'union') and town.id = child
        and town.prefecture = pool.prefecture));
create policy loaded on organisation_link for all to owner using (true) with check (true);
create index on organisation_link (child, kind);

create table account (
    id uuid primary key,
    login text not null unique check (login = lower(login)),
    password_hash text,
    display_name text not null,
    division text not null default '',
    email text,
    member uuid unique,
    demo boolean not null default false,
    closed_at timestamptz,
    version integer not null default 1
);
call protect('account', 'select, insert, update');

create table role_holding (
    id uuid primary key,
    account uuid not null references account (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    role text not null check (role in ('manager', 'hr', 'finance', 'clerk', 'reader', 'auditor')),
    during daterange not null,
    exclude using gist (account with =, organisation with =, during with &&)
);
call protect('role_holding', 'select, insert');
grant update (during) on role_holding to app;
create index on role_holding (organisation);

-- An account is seen by itself and by the bodies it works for; the holding's own policy reads settings only.
create policy seen on role_holding for select using (
    account = (select app_account()) or organisation = (select app_organisation()));
-- A body gives roles to accounts it opened; taking in somebody who works elsewhere would make their account its own.
create function works_elsewhere(person uuid, body uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from role_holding held where held.account = person and held.organisation <> body)
$$;
create policy managed on role_holding for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system')
    and not works_elsewhere(account, organisation));
create policy changed on role_holding for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy seen on account for select using (
    id = (select app_account())
    or member = (select app_member())
    or demo and (select app_role()) = 'public'
    or exists (select 1 from role_holding held where held.account = account.id));
create policy managed on account for insert with check ((select app_role()) in ('manager', 'system'));
create policy changed on account for update using (
    id = (select app_account()) or (select app_role()) in ('manager', 'system')
    and exists (select 1 from role_holding held where held.account = account.id
        and held.organisation = (select app_organisation())));

-- Sessions are found by the hash of a 256-bit secret before anybody is known; they name an account and no person.
create table web_session (
    token_hash bytea primary key,
    account uuid not null references account (id) on delete cascade,
    organisation uuid references organisation (id) on delete restrict,
    created_at timestamptz not null,
    seen_at timestamptz not null
);
grant select, insert, update, delete on web_session to app;
create index on web_session (seen_at);

create table sign_in_failure (
    subject text not null,
    at timestamptz not null
);
grant select, insert, delete on sign_in_failure to app;
create index on sign_in_failure (subject, at);

create table journal (
    id uuid primary key,
    at timestamptz not null,
    account uuid,
    organisation uuid,
    role text not null,
    member_viewer uuid,
    verb text not null,
    noun text not null,
    subject uuid,
    person uuid,
    fields text[] not null default '{}',
    purpose text not null default '',
    before_hash bytea,
    after_hash bytea,
    is_read boolean not null default false
);
call protect('journal', 'select, insert');
-- Nobody writes in another's name. Before the viewer is known (sign-in) the public writes what follows from it.
create policy written on journal for insert with check (
    (select app_role()) = 'public' or account is not distinct from (select app_account())
    and organisation is not distinct from (select app_organisation()));
create policy read_back on journal for select using (
    person = (select app_member())
    or organisation = (select app_organisation()) and (select app_role()) in ('manager', 'auditor', 'system'));
create index on journal (person, at desc) where person is not null;
create index on journal (organisation, at desc);
create index on journal (subject, at desc);

-- A notice goes to (body, right) or to a member, never to an account: people come and go, the task stays.
create table notice (
    id uuid primary key,
    key text not null unique,
    sender uuid,
    sent_by uuid,
    organisation uuid references organisation (id) on delete restrict,
    needed_right text,
    member uuid,
    subject text not null,
    body text not null,
    link text not null,
    created_at timestamptz not null,
    read_at timestamptz,
    check ((organisation is null) <> (member is null)),
    check ((organisation is null) = (needed_right is null))
);
call protect('notice', 'select, insert, update');
-- The sender sees it too: PostgreSQL looks at the row that a repeated telling would collide with.
create policy received on notice for select using (
    organisation = (select app_organisation()) or member = (select app_member())
    or sender = (select app_organisation()) or sent_by = (select app_account()));
create policy sent on notice for insert with check (sender is not distinct from (select app_organisation()));
create policy marked on notice for update using (
    organisation = (select app_organisation()) or member = (select app_member()));
create index on notice (organisation, created_at desc);
create index on notice (member, created_at desc);

-- The two doors of sign-in: nothing else reads an account before the viewer is known.
create policy doorkeeper_reads on account for select to doorkeeper using (true);
create policy doorkeeper_reads on role_holding for select to doorkeeper using (true);
grant select (id, login, password_hash, member, closed_at, display_name, division) on account to doorkeeper;
grant select on role_holding, organisation, organisation_link to doorkeeper;

create function account_for(wanted text)
returns table (id uuid, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
    select account.id, account.password_hash from account
    where account.login = lower(wanted) and account.closed_at is null
$$;

create function viewer_for(wanted uuid, acting uuid, on_day date)
returns table (account uuid, display_name text, division text, organisation uuid, organisation_name text,
               organisation_kind text, role text, member uuid, reach uuid[], pools uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
    with held as (
        select h.organisation, h.role from role_holding h
        where h.account = wanted and h.during @> on_day and (acting is null or h.organisation = acting)
        order by h.organisation limit 1
    ), linked as (
        select l.parent, l.child, l.kind from organisation_link l, held
        where held.organisation in (l.parent, l.child) and l.during @> on_day
    )
    select a.id, a.display_name, a.division, o.id, o.name, o.kind, coalesce(held.role, 'member'), a.member,
           array(select o.id where o.id is not null
                 union select linked.child from linked
                 where linked.parent = o.id and o.kind in ('prefecture', 'union')),
           array(select linked.parent from linked where linked.kind = 'framework' group by linked.parent)
    from account a left join held on true left join organisation o on o.id = held.organisation
    where a.id = wanted and a.closed_at is null and (held.role is not null or a.member is not null)
$$;
grant create on schema public to doorkeeper;
alter function account_for(text) owner to doorkeeper;
alter function works_elsewhere(uuid, uuid) owner to doorkeeper;
alter function viewer_for(uuid, uuid, date) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function account_for(text), viewer_for(uuid, uuid, date), works_elsewhere(uuid, uuid) from public;
grant execute on function account_for(text), viewer_for(uuid, uuid, date), works_elsewhere(uuid, uuid) to app;

-- The one body that reads national counts; every view of `aggregator` asks it.
grant select on organisation to aggregator;
grant create on schema public to aggregator;
create view national_reader as
select id from organisation where id = (select app_organisation()) and kind = 'ministry';
alter view national_reader owner to aggregator;
revoke create on schema public from aggregator;
