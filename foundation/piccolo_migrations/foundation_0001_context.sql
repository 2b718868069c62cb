-- What the unit of work says about the viewer. Afterwards a setting is '' and not NULL, so that a missing context
-- gives no rows instead of an error. Policies call these inside a scalar subquery, so that they run once a statement.
create function app_uuid(setting text) returns uuid language sql stable parallel safe
    return nullif(current_setting(setting, true), '')::uuid;
create function app_uuids(setting text) returns uuid[] language sql stable parallel safe
    return string_to_array(nullif(current_setting(setting, true), ''), ',')::uuid[];
create function app_account() returns uuid language sql stable parallel safe return app_uuid('app.account');
create function app_organisation() returns uuid language sql stable parallel safe return app_uuid('app.organisation');
create function app_member() returns uuid language sql stable parallel safe return app_uuid('app.member');
create function app_role() returns text language sql stable parallel safe
    return nullif(current_setting('app.role', true), '');
create function app_reach() returns uuid[] language sql stable parallel safe return app_uuids('app.reach');
create function app_pools() returns uuid[] language sql stable parallel safe return app_uuids('app.pools');
create function app_today() returns date language sql stable parallel safe
    return nullif(current_setting('app.today', true), '')::date;

-- Every tenant table goes through this: row security forced on its owner too, and the application's privileges.
-- Keys are written once: a policy for UPDATE says which rows may change, and a row whose key could be changed would be
-- pointed at somebody else's. `free` names the columns of this table that bear such a name and may change all the same.
create procedure protect(target regclass, privileges text, free text[] default '{}') language plpgsql as $$
declare
    fixed constant text[] := array['id', 'key', 'account', 'organisation', 'organisation_id', 'owner', 'issuer', 'sender',
        'sent_by', 'pool', 'booked_by', 'registered_by', 'recommended_by', 'granted_by', 'heard_by', 'ministry', 'receiver',
        'basis', 'purpose', 'member', 'person', 'municipality', 'prefecture', 'need', 'proposal', 'line', 'agreement',
        'appointment', 'appointing_body', 'subject', 'skill', 'course', 'session', 'kind', 'login', 'demo', 'password_hash',
        'created_at', 'created_by', 'external_key'];
    changing text;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('grant %s on %s to app', replace(privileges, ', update', ''), target);
    if privileges like '%update%' then
        select string_agg(quote_ident(attname), ', ' order by attnum) into changing from pg_attribute
        where attrelid = target and attnum > 0 and not attisdropped and (attname = any (free) or attname <> all (fixed));
        execute format('grant update (%s) on %s to app', changing, target);
    end if;
end $$;

grant select on migration to app;

create table idempotency_key (
    account uuid not null,
    key text not null check (length(key) between 1 and 200),
    verb text not null,
    request bytea not null,
    result uuid,
    version integer,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null,
    primary key (account, key)
);
call protect('idempotency_key', 'select, insert, update, delete');
create policy own on idempotency_key using (account = (select app_account()))
    with check (account = (select app_account()));
create index on idempotency_key (seen_at);

-- Bytes live here so that row security, backup and several machines hold for them too. `readers` are bodies and members.
create table file (
    id uuid primary key,
    name text not null,
    media_type text not null,
    sha256 bytea not null,
    bytes bytea not null check (octet_length(bytes) <= 10485760),
    owner uuid not null,
    readers uuid[] not null default '{}',
    created_at timestamptz not null
);
call protect('file', 'select, insert, update, delete');
-- Supervision opens no file: the owner is compared with the acting body, never with reach.
create policy readers on file for select using (
    owner in ((select app_organisation()), (select app_member()))
    or readers && array[(select app_organisation()), (select app_member())]);
create policy owner_inserts on file for insert with check (
    owner in ((select app_organisation()), (select app_member())));
create policy owner_updates on file for update using (owner in ((select app_organisation()), (select app_member())));
create policy owner_deletes on file for delete using (owner in ((select app_organisation()), (select app_member())));
create index on file (owner);

-- Long work tells the page how far it is. It holds counts and a sentence, never personal data.
create table progress (
    id uuid primary key,
    organisation uuid not null,
    account uuid,
    task text not null,
    done integer not null default 0,
    total integer not null default 0,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'finished', 'failed')),
    sentence text not null default '',
    result uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
call protect('progress', 'select, insert, update');
create policy own_body on progress using (organisation = (select app_organisation()))
    with check (organisation = (select app_organisation()));
create index on progress (organisation, created_at desc);

-- Mail waits here until the worker has sent it, once for each notice and address. `told` is the body or member told.
create table mail_outbox (
    id uuid primary key,
    notice uuid not null,
    told uuid not null,
    address text not null,
    subject text not null,
    body text not null,
    created_at timestamptz not null,
    sent_at timestamptz,
    unique (notice, address)
);
call protect('mail_outbox', 'select, insert, update');
create policy told_only on mail_outbox using (told in ((select app_organisation()), (select app_member())))
    with check (told in ((select app_organisation()), (select app_member())));
create index on mail_outbox (created_at) where sent_at is null;

-- What nobody needs any more goes: answered requests after a week (`decisions.md` 15), sent mail after thirty days. The
-- ages stand here and in the policies, so that whoever calls it cannot choose them.
create policy forgotten on idempotency_key to ledger using (seen_at < now() - interval '7 days');
create policy forgotten on mail_outbox to ledger using (sent_at < now() - interval '30 days');
grant select (seen_at), delete on idempotency_key to ledger;
grant select (sent_at), delete on mail_outbox to ledger;
create function forget_old() returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from idempotency_key where seen_at < now() - interval '7 days';
    delete from mail_outbox where sent_at < now() - interval '30 days';
$$;
grant create on schema public to ledger;
alter function forget_old() owner to ledger;
revoke create on schema public from ledger;
revoke execute on function forget_old() from public;
grant execute on function forget_old() to app;
