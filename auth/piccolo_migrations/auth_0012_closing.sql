-- An account that somebody else uses is closed at once, whoever's it is: by the operator, at the command line. It leaves
-- no session behind, so that opening it again opens none.
grant update (closed_at) on account to doorkeeper;
create policy doorkeeper_closes on account for update to doorkeeper using (true) with check (true);

grant create on schema public to doorkeeper;
create function account_called(wanted text) returns table (account uuid, member uuid, organisation uuid, closed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id, a.member,
        (select h.organisation from role_holding h where h.account = a.id order by h.during desc, h.organisation limit 1),
        a.closed_at is not null
    from account a where a.login = lower(wanted) and (select app_role()) = 'system'
$$;
-- Without a moment the account is opened again. False: it was so already.
create function close_account(wanted uuid, moment timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    with changed as (
        update account a set closed_at = moment
        where a.id = wanted and (a.closed_at is null) = (moment is not null) and (select app_role()) = 'system'
        returning a.id
    ), ended as (
        delete from web_session s using changed where s.account = changed.id
    ) select exists (select 1 from changed)
$$;
alter function account_called(text) owner to doorkeeper;
alter function close_account(uuid, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function account_called(text), close_account(uuid, timestamptz) from public;
grant execute on function account_called(text), close_account(uuid, timestamptz) to app;
