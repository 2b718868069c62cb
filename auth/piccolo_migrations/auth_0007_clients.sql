-- Somebody who forgot their password: a link by mail, for one use within half an hour. Only hashes of links are kept.
create table password_reset (
    id uuid primary key,
    account uuid not null references account (id) on delete cascade,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
call protect('password_reset', 'select');
create policy own on password_reset for select using (account = (select app_account()));
create index on password_reset (account);
create policy doorkeeper_keeps on password_reset for all to doorkeeper using (true) with check (true);
grant select, insert, update, delete on password_reset to doorkeeper;
grant select (email) on account to doorkeeper;

-- An outside system that works for a body with the rights its manager chose. It is an account of its own, so that the
-- journal, keys of idempotency and whatever else names an account can name it; it holds no role and has no password.
create table api_client (
    account uuid primary key references account (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    name text not null check (length(name) between 1 and 100),
    scopes text[] not null check (cardinality(scopes) between 1 and 100),
    calls_a_minute integer not null check (calls_a_minute between 1 and 6000),
    created_at timestamptz not null,
    created_by uuid,
    ended_at timestamptz,
    version integer not null default 1
);
call protect('api_client', 'select, insert, update');
create policy own_body on api_client for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'auditor', 'system'));
create policy registered on api_client for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy changed on api_client for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on api_client (organisation, created_at);
create policy named_client on account for select using (
    exists (select 1 from api_client c where c.account = account.id));
create policy renamed_client on account for update using (
    (select app_role()) in ('manager', 'system') and exists (select 1 from api_client c where c.account = account.id));

-- Secrets are kept as hashes of 256 random bits. A new one may stand beside the old one for a while.
create table api_client_secret (
    id uuid primary key,
    account uuid not null references api_client (account) on delete cascade,
    organisation uuid not null references organisation (id) on delete restrict,
    hash bytea not null,
    created_at timestamptz not null,
    ends_at timestamptz
);
call protect('api_client_secret', 'select, insert, update');
revoke update (hash) on api_client_secret from app;
create policy own_body on api_client_secret for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy made on api_client_secret for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy ended on api_client_secret for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on api_client_secret (account);

-- How often a client called in the minute that runs, and when last. One row for each: written at every call.
create table api_client_use (
    account uuid primary key references api_client (account) on delete cascade,
    organisation uuid not null references organisation (id) on delete restrict,
    minute timestamptz not null,
    calls integer not null,
    used_at timestamptz not null
);
call protect('api_client_use', 'select');
create policy own_body on api_client_use for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'auditor', 'system'));

-- Keys that sign access tokens: the public half is published, the private half encrypted under the installation's key.
-- No body's (listed in tests/house/without_row_security.toml).
create table api_signing_key (
    id text primary key check (id ~ '^[A-Za-z0-9_-]{8,64}$'),
    public text not null,
    kept bytea not null,
    created_at timestamptz not null
);
grant select on api_signing_key to app;

create policy doorkeeper_reads on api_client for select to doorkeeper using (true);
create policy doorkeeper_reads on api_client_secret for select to doorkeeper using (true);
create policy doorkeeper_keeps on api_client_use for all to doorkeeper using (true) with check (true);
grant select on api_client, api_client_secret to doorkeeper;
grant select, insert, update on api_client_use to doorkeeper;
grant select, insert, delete on api_signing_key to doorkeeper;

grant create on schema public to doorkeeper;
create function has_account(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from account a where a.member = person and a.closed_at is null)
$$;
-- For the worker that writes the letter; whoever asks at the door learns nothing of it.
create function account_to_reset(wanted text)
returns table (account uuid, email text, display_name text, member uuid, organisation uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id, a.email, a.display_name, a.member,
        (select h.organisation from role_holding h where h.account = a.id and h.during @> app_today()
         order by h.organisation limit 1)
    from account a
    where a.login = lower(wanted) and a.closed_at is null and a.email is not null and a.password_hash is not null
$$;
create function begin_password_reset(new_id uuid, person uuid, secret bytea, moment timestamptz, until timestamptz)
returns boolean language sql security definer set search_path = public, pg_temp as $$
    update password_reset set ended_at = moment where account = person and ended_at is null and id <> new_id;
    with made as (
        insert into password_reset (id, account, token_hash, created_at, expires_at)
        values (new_id, person, secret, moment, until) on conflict (id) do nothing returning 1
    ) select exists (select 1 from made)
$$;
create function password_reset_for(secret bytea, moment timestamptz) returns table (account uuid, login text)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id, a.login from password_reset r join account a on a.id = r.account
    where r.token_hash = secret and r.ended_at is null and r.expires_at > moment and a.closed_at is null
$$;
-- One statement takes the link, so that two browsers with it set one password; every session ends.
create function reset_password(secret bytea, new_hash text, moment timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    person uuid;
begin
    update password_reset set ended_at = moment
    where token_hash = secret and ended_at is null and expires_at > moment returning password_reset.account into person;
    if person is not null then
        update account set password_hash = new_hash, version = version + 1 where id = person;
        delete from web_session s where s.account = person;
    end if;
    return person;
end $$;
create function forget_password_resets(before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from password_reset where expires_at < before
$$;

-- What the token's door checks a secret against; nothing where the client was ended.
create function secrets_of_client(wanted uuid, moment timestamptz) returns table (hash bytea, scopes text[])
language sql stable security definer set search_path = public, pg_temp as $$
    select s.hash, c.scopes from api_client c join api_client_secret s on s.account = c.account
    where c.account = wanted and c.ended_at is null and (s.ends_at is null or s.ends_at > moment)
$$;
-- Counts the call and tells for whom it works: the scopes are those of now, not those of when the token was made.
create function viewer_of_client(wanted uuid, moment timestamptz, on_day date)
returns table (account uuid, display_name text, division text, organisation uuid, organisation_name text,
               organisation_kind text, member uuid, reach uuid[], pools uuid[], scopes text[], calls integer,
               most integer)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    client api_client;
    counted integer;
begin
    select * into client from api_client c where c.account = wanted and c.ended_at is null;
    if not found then
        return;
    end if;
    insert into api_client_use as u (account, organisation, minute, calls, used_at)
    values (wanted, client.organisation, date_trunc('minute', moment), 1, moment)
    on conflict on constraint api_client_use_pkey do update set minute = excluded.minute, used_at = excluded.used_at,
        calls = case when u.minute = excluded.minute then u.calls + 1 else 1 end
    returning u.calls into counted;
    return query
    select client.account, client.name, ''::text, o.id, o.name, o.kind, null::uuid,
        array(select o.id union select l.child from organisation_link l
              where l.parent = o.id and l.during @> on_day and o.kind in ('prefecture', 'union')),
        array(select l.parent from organisation_link l
              where o.id in (l.parent, l.child) and l.during @> on_day and l.kind = 'framework' group by l.parent),
        client.scopes, counted, client.calls_a_minute
    from organisation o where o.id = client.organisation;
end $$;
-- A new key only where the last one is old, so that nobody fills the table; the one before it stays published.
create function keep_signing_key(new_id text, new_public text, new_kept bytea, moment timestamptz, older_than timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
    insert into api_signing_key (id, public, kept, created_at) select new_id, new_public, new_kept, moment
    where not exists (select 1 from api_signing_key k where k.created_at > older_than);
    delete from api_signing_key where id not in (select k.id from api_signing_key k order by k.created_at desc limit 2);
$$;
do $$
declare
    signature text;
begin
    foreach signature in array array[
        'has_account(uuid)', 'account_to_reset(text)',
        'begin_password_reset(uuid, uuid, bytea, timestamptz, timestamptz)',
        'password_reset_for(bytea, timestamptz)', 'reset_password(bytea, text, timestamptz)',
        'forget_password_resets(timestamptz)', 'secrets_of_client(uuid, timestamptz)',
        'viewer_of_client(uuid, timestamptz, date)',
        'keep_signing_key(text, text, bytea, timestamptz, timestamptz)'] loop
        execute format('alter function %s owner to doorkeeper', signature);
        execute format('revoke execute on function %s from public', signature);
        execute format('grant execute on function %s to %s', signature,
            case when signature ~ '^(account_to_reset|begin_password_reset)' then 'worker' else 'app' end);
    end loop;
end $$;
revoke create on schema public from doorkeeper;
