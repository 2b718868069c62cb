-- With what a provider may be asked again whether somebody still belongs (encrypted), and when that was done last.
alter table web_session
    add column standing bytea,
    add column asked_at timestamptz;

grant create on schema public to doorkeeper;
create function keep_standing(secret bytea, sealed bytea, moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    update web_session set standing = sealed, asked_at = moment where token_hash = secret
$$;
-- The first request after a while takes it upon itself to ask; those beside it go on with what is known.
create function claim_standing(secret bytea, moment timestamptz, asked_before timestamptz)
returns table (provider uuid, subject text, standing bytea)
language sql security definer set search_path = public, pg_temp as $$
    update web_session s set asked_at = moment
    where s.token_hash = secret and s.standing is not null and s.asked_at <= asked_before
    returning s.provider, s.provider_subject, s.standing
$$;
alter function keep_standing(bytea, bytea, timestamptz) owner to doorkeeper;
alter function claim_standing(bytea, timestamptz, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function keep_standing(bytea, bytea, timestamptz),
    claim_standing(bytea, timestamptz, timestamptz) from public;
grant execute on function keep_standing(bytea, bytea, timestamptz),
    claim_standing(bytea, timestamptz, timestamptz) to app;
