-- Who else may say who somebody is. The sign-in page names the open ones to everybody; the secret stands apart.
create table openid_provider (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    preset text not null check (preset in ('entra', 'keycloak', 'digital_auth', 'gbizid', 'other')),
    name text not null,
    issuer text not null,
    client_id text not null,
    token_auth text not null check (token_auth in ('client_secret_basic', 'client_secret_post', 'private_key_jwt')),
    algorithms text[] not null,
    scopes text[] not null,
    acr text[] not null default '{}',
    claims_from text not null default 'id_token' check (claims_from in ('id_token', 'userinfo')),
    groups_claim text not null default '',
    group_roles text[] not null default '{}',
    is_open boolean not null default false,
    created_at timestamptz not null,
    version integer not null default 1,
    unique (organisation, issuer, client_id)
);
call protect('openid_provider', 'select, insert, update');
create policy named on openid_provider for select using (is_open or organisation = (select app_organisation()));
create policy managed on openid_provider for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy changed on openid_provider for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on openid_provider (organisation);

-- A client secret or a private key, encrypted under the installation's key (foundation/vault).
create table openid_provider_secret (
    provider uuid primary key references openid_provider (id) on delete cascade,
    organisation uuid not null references organisation (id) on delete restrict,
    kept bytea not null,
    changed_at timestamptz not null
);
call protect('openid_provider_secret', 'select, insert, update');
create policy managed on openid_provider_secret for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy written on openid_provider_secret for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy changed on openid_provider_secret for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));

-- Who an account is to a provider: (issuer, subject) and never a mail address. The issuer stands here as it was when
-- the two were linked: a provider that is pointed elsewhere finds nobody.
create table openid_link (
    id uuid primary key,
    account uuid not null references account (id) on delete cascade,
    organisation uuid not null references organisation (id) on delete restrict,
    provider uuid not null references openid_provider (id) on delete restrict,
    issuer text not null,
    subject text not null,
    linked_at timestamptz not null,
    used_at timestamptz,
    unique (issuer, subject, organisation)
);
call protect('openid_link', 'select, delete');
create policy seen on openid_link for select using (
    account = (select app_account())
    or organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy unlinked on openid_link for delete using (
    account = (select app_account())
    or organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on openid_link (account);
create index on openid_link (organisation);

-- Values that serve once: a state that came back, the id of a logout token, the step of a one-time code.
create table spent_value (
    hash bytea primary key,
    account uuid,
    spent_at timestamptz not null
);
call protect('spent_value', 'select');
create policy own on spent_value for select using (account = (select app_account()));
create index on spent_value (spent_at);

create policy doorkeeper_reads on openid_provider for select to doorkeeper using (true);
create policy doorkeeper_reads on openid_provider_secret for select to doorkeeper using (true);
create policy doorkeeper_keeps on openid_link for all to doorkeeper using (true) with check (true);
create policy doorkeeper_keeps on spent_value for all to doorkeeper using (true) with check (true);
grant select on openid_provider, openid_provider_secret to doorkeeper;
grant select, insert, update on openid_link to doorkeeper;
grant select, insert, delete on spent_value to doorkeeper;

grant create on schema public to doorkeeper;
create function secret_of_provider(wanted uuid) returns bytea
language sql stable security definer set search_path = public, pg_temp as $$
    select s.kept from openid_provider_secret s join openid_provider p on p.id = s.provider
    where s.provider = wanted and p.is_open
$$;
create function account_of_link(via uuid, by_issuer text, of_subject text, moment timestamptz) returns uuid
language sql security definer set search_path = public, pg_temp as $$
    update openid_link i set used_at = moment from openid_provider p, account a
    where p.id = via and p.issuer = by_issuer and p.is_open and i.organisation = p.organisation
    and i.issuer = by_issuer and i.subject = of_subject and a.id = i.account and a.closed_at is null
    returning i.account
$$;
create function link_person(new_id uuid, person uuid, via uuid, of_subject text, moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into openid_link (id, account, organisation, provider, issuer, subject, linked_at)
    select new_id, person, p.organisation, p.id, p.issuer, of_subject, moment from openid_provider p where p.id = via
$$;
-- True the first time only.
create function spend(value bytea, of_account uuid, moment timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    with kept as (
        insert into spent_value (hash, account, spent_at) values (value, of_account, moment)
        on conflict (hash) do nothing returning 1
    ) select exists (select 1 from kept)
$$;
create function forget_spent(before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from spent_value where spent_at < before
$$;
alter function secret_of_provider(uuid) owner to doorkeeper;
alter function account_of_link(uuid, text, text, timestamptz) owner to doorkeeper;
alter function link_person(uuid, uuid, uuid, text, timestamptz) owner to doorkeeper;
alter function spend(bytea, uuid, timestamptz) owner to doorkeeper;
alter function forget_spent(timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function secret_of_provider(uuid), account_of_link(uuid, text, text, timestamptz),
    link_person(uuid, uuid, uuid, text, timestamptz), spend(bytea, uuid, timestamptz), forget_spent(timestamptz)
    from public;
grant execute on function secret_of_provider(uuid), account_of_link(uuid, text, text, timestamptz),
    link_person(uuid, uuid, uuid, text, timestamptz), spend(bytea, uuid, timestamptz), forget_spent(timestamptz)
    to app;
