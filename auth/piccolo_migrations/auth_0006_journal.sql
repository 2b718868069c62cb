-- Entries are appended freely and sealed in batches. A batch must hold every entry of its time and never get another:
-- each entry therefore carries an era. Whoever writes holds the era's lock until the end of the transaction; whoever
-- seals opens the next era and takes those that nobody holds any more. Writers never wait for a seal, nor for each other.
do $$ begin
    if not exists (select from pg_roles where rolname = 'sealer') then
        raise exception 'role sealer is missing: run foundation/database/roles.sql as superuser first';
    end if;
end $$;

create sequence journal_era;
select setval('journal_era', 1);
grant select on sequence journal_era to app;
grant usage on sequence journal_era to worker;

create function current_journal_era() returns bigint language plpgsql volatile as $$
declare
    era bigint;
begin
    loop
        select last_value into era from journal_era;
        perform pg_advisory_xact_lock_shared(1785689458, era::integer);
        exit when era = (select last_value from journal_era);
    end loop;
    return era;
end $$;

-- Entries from before the eras are of era 0. The default comes second, so that no row has to be rewritten.
alter table journal add column era bigint not null default 0;
alter table journal alter column era set default current_journal_era();
create index on journal (era, id);
create index on journal using brin (at);

-- Hashes and no person: `leaves` are the entries' hashes one after the other, so that a broken place can be named.
create table journal_seal (
    number bigint primary key check (number > 0),
    first_era bigint not null,
    last_era bigint not null check (last_era >= first_era),
    entries integer not null check (entries > 0 and octet_length(leaves) = 32 * entries),
    leaves bytea not null,
    previous bytea not null,
    hash bytea not null,
    key bytea not null,
    signature bytea not null,
    sealed_at timestamptz not null
);
alter table journal_seal alter column leaves set storage external;
grant select, insert on journal_seal to worker;
grant select (number, sealed_at) on journal_seal to app; -- how long ago, for the measures

-- The one view over everybody's entries: for the worker that seals and for the operator's command line.
create policy sealer_reads on journal for select to sealer using (true);
grant select on journal to sealer;
grant create on schema public to sealer;
create view journal_whole as
select id, at, account, organisation, role, member_viewer, verb, noun, subject, person, fields, purpose, before_hash,
    after_hash, is_read, era
from journal;
alter view journal_whole owner to sealer;
revoke create on schema public from sealer;
grant select on journal_whole to worker;
