-- Sessions and failed tries were open tables, because both are looked up before anybody is known. They stand behind the
-- doorkeeper now: whoever does not hold a session's secret finds no session, and nobody lists them.
alter table web_session
    add column provider uuid,
    add column provider_subject text,
    add column provider_session text,
    add column proven_at timestamptz;
alter table sign_in_failure
    add column id uuid not null default gen_random_uuid() primary key,
    add column account uuid;
create index on web_session (account);
create index on web_session (provider, provider_subject) where provider is not null;

revoke select, insert, update, delete on web_session, sign_in_failure from app;
call protect('web_session', 'select, delete');
call protect('sign_in_failure', 'select');
-- One's own: to end one's other sessions, and to see that somebody else tried.
create policy own on web_session for select using (account = (select app_account()));
create policy ended on web_session for delete using (account = (select app_account()));
create policy own on sign_in_failure for select using (account = (select app_account()));
create policy doorkeeper_keeps on web_session for all to doorkeeper using (true) with check (true);
create policy doorkeeper_keeps on sign_in_failure for all to doorkeeper using (true) with check (true);
grant select, insert, update, delete on web_session, sign_in_failure to doorkeeper;

grant create on schema public to doorkeeper;

create function viewer_of_web_session(secret bytea, on_day date, seen_after timestamptz, opened_after timestamptz)
returns table (account uuid, display_name text, division text, organisation uuid, organisation_name text,
               organisation_kind text, role text, member uuid, reach uuid[], pools uuid[],
               seen_at timestamptz, proven_at timestamptz, provider uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select v.*, s.seen_at, coalesce(s.proven_at, s.created_at), s.provider from web_session s
    cross join lateral viewer_for(s.account, s.organisation, on_day) v
    where s.token_hash = secret and s.seen_at > seen_after and s.created_at > opened_after
$$;
create function open_web_session(
    secret bytea, person uuid, acting uuid, opened timestamptz, proven timestamptz,
    via uuid, via_subject text, via_session text
) returns void language sql security definer set search_path = public, pg_temp as $$
    insert into web_session (token_hash, account, organisation, created_at, seen_at, proven_at,
                             provider, provider_subject, provider_session)
    values (secret, person, acting, opened, opened, proven, via, via_subject, via_session)
$$;
create function note_web_session_seen(secret bytea, seen timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    update web_session set seen_at = seen where token_hash = secret
$$;
create function end_web_session(secret bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from web_session where token_hash = secret
$$;
-- A provider ends what it began: one session where it names one, else all of the person's that came through it.
create function end_web_sessions_of_provider(via uuid, of_subject text, of_session text) returns integer
language sql security definer set search_path = public, pg_temp as $$
    with ended as (
        delete from web_session s where s.provider = via and coalesce(of_subject, of_session) is not null
        and (of_subject is null or s.provider_subject = of_subject)
        and (of_session is null or s.provider_session = of_session) returning 1
    ) select count(*)::integer from ended
$$;
-- Counts a try before it is checked, so that tries at the same moment count as well. False: the limit is reached.
create function count_try(tried text, tried_at timestamptz, since timestamptz, most integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(tried, 0));
    if (select count(*) from sign_in_failure f where f.subject = tried and f.at > since) >= most then
        return false;
    end if;
    insert into sign_in_failure (subject, at, account)
    values (tried, tried_at, (select a.id from account a where a.login = tried));
    return true;
end $$;
-- Without a moment every try of the subject, else the one try that turned out to be right.
create function forget_tries(tried text, moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from sign_in_failure f where f.subject = tried and (moment is null or f.at = moment)
$$;
create function forget_old_sign_ins(seen_before timestamptz, opened_before timestamptz, tried_before timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
    delete from web_session s where s.seen_at <= seen_before or s.created_at <= opened_before;
    delete from sign_in_failure f where f.at < tried_before;
$$;

alter function viewer_of_web_session(bytea, date, timestamptz, timestamptz) owner to doorkeeper;
alter function open_web_session(bytea, uuid, uuid, timestamptz, timestamptz, uuid, text, text) owner to doorkeeper;
alter function note_web_session_seen(bytea, timestamptz) owner to doorkeeper;
alter function end_web_session(bytea) owner to doorkeeper;
alter function end_web_sessions_of_provider(uuid, text, text) owner to doorkeeper;
alter function count_try(text, timestamptz, timestamptz, integer) owner to doorkeeper;
alter function forget_tries(text, timestamptz) owner to doorkeeper;
alter function forget_old_sign_ins(timestamptz, timestamptz, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function
    viewer_of_web_session(bytea, date, timestamptz, timestamptz),
    open_web_session(bytea, uuid, uuid, timestamptz, timestamptz, uuid, text, text),
    note_web_session_seen(bytea, timestamptz), end_web_session(bytea), end_web_sessions_of_provider(uuid, text, text),
    count_try(text, timestamptz, timestamptz, integer), forget_tries(text, timestamptz),
    forget_old_sign_ins(timestamptz, timestamptz, timestamptz) from public;
grant execute on function
    viewer_of_web_session(bytea, date, timestamptz, timestamptz),
    open_web_session(bytea, uuid, uuid, timestamptz, timestamptz, uuid, text, text),
    note_web_session_seen(bytea, timestamptz), end_web_session(bytea), end_web_sessions_of_provider(uuid, text, text),
    count_try(text, timestamptz, timestamptz, integer), forget_tries(text, timestamptz),
    forget_old_sign_ins(timestamptz, timestamptz, timestamptz) to app;
