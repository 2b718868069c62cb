-- The public half of a key pair whose private half never leaves its owner's device or key. What an authenticator said
-- of itself is changed by the doorkeeper alone; its owner may rename it and take it away.
create table passkey (
    id uuid primary key,
    account uuid not null references account (id) on delete cascade,
    name text not null check (length(name) between 1 and 60),
    credential bytea not null check (length(credential) between 1 and 1023),
    public_key bytea not null,
    sign_count bigint not null default 0 check (sign_count >= 0),
    backed_up boolean not null,
    created_at timestamptz not null,
    used_at timestamptz,
    doubted_at timestamptz,
    version integer not null default 1,
    constraint passkey_credential_key unique (credential)
);
call protect('passkey', 'select, insert, update, delete');
revoke update (credential, public_key, sign_count, backed_up, used_at, doubted_at) on passkey from app;
create policy own on passkey using (account = (select app_account())) with check (account = (select app_account()));
create index on passkey (account);
create policy doorkeeper_reads on passkey for select to doorkeeper using (true);
create policy doorkeeper_counts on passkey for update to doorkeeper using (true);
grant select, update on passkey to doorkeeper;

grant create on schema public to doorkeeper;
create function passkey_for(wanted bytea)
returns table (id uuid, account uuid, public_key bytea, doubted boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.account, k.public_key, k.doubted_at is not null
    from passkey k join account a on a.id = k.account where k.credential = wanted and a.closed_at is null
$$;
-- False where the counter did not go on: there is a copy (Web Authentication, section 6.1.1), and neither serves any more.
create function use_passkey(wanted uuid, counted bigint, copied_on boolean, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update passkey set sign_count = counted, backed_up = copied_on, used_at = moment
    where id = wanted and doubted_at is null and (counted > sign_count or counted = 0 and sign_count = 0);
    if found then
        return true;
    end if;
    update passkey set doubted_at = coalesce(doubted_at, moment) where id = wanted;
    return false;
end $$;
alter function passkey_for(bytea) owner to doorkeeper;
alter function use_passkey(uuid, bigint, boolean, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function passkey_for(bytea), use_passkey(uuid, bigint, boolean, timestamptz) from public;
grant execute on function passkey_for(bytea), use_passkey(uuid, bigint, boolean, timestamptz) to app;
