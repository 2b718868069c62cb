-- An accepted applicant becomes a member: the skills they claim, what they agree to, and who they became.

-- `<skill>:<level>` of the posting's own skills, as the applicant says of themselves.
alter table application_person add column held text[] not null default '{}';
alter table application
    add column pool_consent text,
    add column pool_consented_on date,
    add column pledged_on date,
    add column joined_at timestamptz,
    add constraint application_pool_consent_dated check ((pool_consent is null) = (pool_consented_on is null)),
    add constraint application_joined_as_member check (joined_at is null or member is not null);
grant update (member, pool_consent, pool_consented_on, pledged_on, joined_at) on application to app;

-- Whose application it was never changes; where nobody was known, it becomes a member that the posting body keeps.
create function application_joins() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if old.member is not null or not keeps_today(new.member) then
        raise exception '応募と人材を結べるのは、まだ人材でない人の応募と、自分の団体の人材プールの人だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger application_joins before update on application
    for each row when (old.member is distinct from new.member) execute function application_joins();
