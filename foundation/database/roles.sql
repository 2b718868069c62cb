-- Roles and rights that the product stands on. Run by a superuser inside the product's database; may run again.
-- Plain SQL: psql, asyncpg and psycopg alike send it as it stands, to PostgreSQL 15 and later.

begin;
set local client_min_messages = warning;

-- Roles belong to the whole cluster: two databases prepared at once would trip over each other.
lock table pg_catalog.pg_authid in share row exclusive mode;

do $$
declare
    role_name text;
begin
    foreach role_name in array array['owner', 'app', 'worker', 'ledger', 'aggregator', 'doorkeeper', 'sealer', 'backup'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
            execute format('create role %I', role_name);
        end if;
    end loop;
end
$$;

-- owner runs migrations. app serves requests and owns nothing. worker is app plus the queue of jobs.
alter role owner with login nosuperuser nobypassrls createrole nocreatedb noreplication;
alter role app with login nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
alter role worker with login inherit nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
grant app to worker;

-- ledger checks capacity across bodies, aggregator counts for the nation, doorkeeper lets people sign in, sealer reads
-- the whole journal.
-- Each owns a few functions or views; nobody signs in as one.
alter role ledger with nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
alter role aggregator with nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
alter role doorkeeper with nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
alter role sealer with nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
grant ledger, aggregator, doorkeeper, sealer to owner with admin option;

-- backup reads everything, past row security, and writes nothing.
alter role backup with login nosuperuser bypassrls nocreaterole nocreatedb noreplication;
alter role backup set default_transaction_read_only = on;
grant pg_read_all_data to backup;

alter role app set search_path = public, jobs;
alter role worker set search_path = public, jobs;
alter role app set statement_timeout = '30s';
alter role worker set statement_timeout = '10min'; -- an import of many rows; nobody waits before a screen
alter role worker set lock_timeout = '1min';

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

do $$
begin
    execute format('alter database %I owner to owner', current_database());
end
$$;
alter schema public owner to owner;
revoke create on schema public from public;

commit;
