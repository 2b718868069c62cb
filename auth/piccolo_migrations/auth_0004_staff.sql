-- Nobody sets another's password: a link goes out by mail, works once and for some days, and the person chooses how to
-- sign in. `account` is set where somebody who has one gets a new way in; `member` where it is for a person of a pool.
create table invitation (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    token_hash bytea not null unique,
    address text not null,
    display_name text not null,
    division text not null default '',
    role text check (role in ('manager', 'hr', 'finance', 'clerk', 'reader', 'auditor')),
    member uuid,
    account uuid references account (id) on delete cascade,
    sender uuid not null references organisation (id) on delete restrict,
    sent_by uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    check (role is not null or member is not null or account is not null)
);
call protect('invitation', 'select, insert, update');
create policy kept on invitation for select using (
    organisation = (select app_organisation()) or sender = (select app_organisation()));
-- Managers invite to roles; whoever keeps the pool invites its people. A prefecture invites the manager of a town.
create policy sent on invitation for insert with check (
    sender = (select app_organisation())
    and (role is null or (select app_role()) in ('manager', 'system'))
    and (organisation = (select app_organisation())
        or role = 'manager' and account is null and organisation = any ((select app_reach())::uuid[])));
create policy ended on invitation for update using (
    organisation = (select app_organisation()) or sender = (select app_organisation()));
create index on invitation (organisation, created_at desc);

-- The second factor of a local account: a secret for one-time codes, encrypted, and hashes of recovery codes.
create table second_factor (
    account uuid primary key references account (id) on delete cascade,
    kept bytea not null,
    confirmed_at timestamptz,
    recovery bytea[] not null default '{}'
);
call protect('second_factor', 'select, insert, update, delete', array['account']);
create policy own on second_factor using (account = (select app_account())) with check (account = (select app_account()));

-- What the year's review said of each role: kept, or ended.
create table role_review (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    holding uuid not null references role_holding (id) on delete restrict,
    kept boolean not null,
    reviewed_by uuid,
    reviewed_at timestamptz not null
);
call protect('role_review', 'select, insert');
create policy own_body on role_review for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'auditor', 'system'));
create policy reviewed on role_review for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on role_review (holding, reviewed_at desc);

-- A role that a provider's groups speak for waits until a manager agrees.
create table role_request (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    account uuid not null references account (id) on delete cascade,
    role text not null check (role in ('manager', 'hr', 'finance', 'clerk', 'reader', 'auditor')),
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid,
    granted boolean
);
call protect('role_request', 'select, update');
create policy own_body on role_request for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy decided on role_request for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create unique index role_request_waiting on role_request (organisation, account, role) where decided_at is null;

create policy doorkeeper_keeps on invitation for all to doorkeeper using (true) with check (true);
create policy doorkeeper_reads on second_factor for select to doorkeeper using (true);
create policy doorkeeper_spends on second_factor for update to doorkeeper using (true);
create policy doorkeeper_keeps on role_request for all to doorkeeper using (true) with check (true);
create policy doorkeeper_opens on account for insert to doorkeeper with check (true);
create policy doorkeeper_changes on account for update to doorkeeper using (true);
create policy doorkeeper_gives on role_holding for insert to doorkeeper with check (true);
grant select, update on invitation to doorkeeper;
grant select, update on second_factor to doorkeeper;
grant select, insert on role_request to doorkeeper;
grant insert on account to doorkeeper;
grant select (version), update (password_hash, version) on account to doorkeeper;
grant insert on role_holding to doorkeeper;

grant create on schema public to doorkeeper;
create function invitation_for(secret bytea, moment timestamptz)
returns table (id uuid, organisation uuid, organisation_name text, display_name text, address text, role text,
               member uuid, account uuid, login text)
language sql stable security definer set search_path = public, pg_temp as $$
    select i.id, o.id, o.name, i.display_name, i.address, i.role, i.member, i.account, a.login
    from invitation i join organisation o on o.id = i.organisation left join account a on a.id = i.account
    where i.token_hash = secret and i.ended_at is null and i.expires_at > moment
$$;
-- One statement takes the invitation, so that two browsers with the same link make one account.
create function accept_invitation(secret bytea, new_account uuid, new_holding uuid, wanted text, hash text,
                                  moment timestamptz, on_day date) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    taken invitation;
    person uuid;
begin
    update invitation set ended_at = moment
    where token_hash = secret and ended_at is null and expires_at > moment returning * into taken;
    if taken.id is null then
        return null;
    end if;
    person := coalesce(taken.account, new_account);
    if taken.account is null then
        insert into account (id, login, password_hash, display_name, division, email, member)
        values (person, lower(wanted), hash, taken.display_name, taken.division, taken.address, taken.member);
        if taken.role is not null then
            insert into role_holding (id, account, organisation, role, during)
            values (new_holding, person, taken.organisation, taken.role, daterange(on_day, null));
        end if;
    elsif hash is not null then
        update account set password_hash = hash, version = version + 1 where id = person;
        delete from web_session s where s.account = person;
    end if;
    return person;
end $$;
create function change_password(person uuid, hash text) returns void
language sql security definer set search_path = public, pg_temp as $$
    update account set password_hash = hash, version = version + 1 where id = person and person = app_account()
$$;
-- What sign-in needs of the second factor; nothing where none is confirmed.
create function second_factor_of(person uuid) returns bytea
language sql stable security definer set search_path = public, pg_temp as $$
    select kept from second_factor where account = person and confirmed_at is not null
$$;
create function spend_recovery_code(person uuid, code bytea) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    with spent as (
        update second_factor set recovery = array_remove(recovery, code)
        where account = person and confirmed_at is not null and code = any (recovery) returning 1
    ) select exists (select 1 from spent)
$$;
create function ask_for_role(new_id uuid, body uuid, person uuid, wanted text, moment timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    with asked as (
        insert into role_request (id, organisation, account, role, asked_at) values (new_id, body, person, wanted, moment)
        on conflict do nothing returning 1
    ) select exists (select 1 from asked)
$$;
alter function invitation_for(bytea, timestamptz) owner to doorkeeper;
alter function accept_invitation(bytea, uuid, uuid, text, text, timestamptz, date) owner to doorkeeper;
alter function change_password(uuid, text) owner to doorkeeper;
alter function second_factor_of(uuid) owner to doorkeeper;
alter function spend_recovery_code(uuid, bytea) owner to doorkeeper;
alter function ask_for_role(uuid, uuid, uuid, text, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function invitation_for(bytea, timestamptz),
    accept_invitation(bytea, uuid, uuid, text, text, timestamptz, date), change_password(uuid, text),
    second_factor_of(uuid), spend_recovery_code(uuid, bytea), ask_for_role(uuid, uuid, uuid, text, timestamptz)
    from public;
grant execute on function invitation_for(bytea, timestamptz),
    accept_invitation(bytea, uuid, uuid, text, text, timestamptz, date), change_password(uuid, text),
    second_factor_of(uuid), spend_recovery_code(uuid, bytea), ask_for_role(uuid, uuid, uuid, text, timestamptz)
    to app;
