-- Before skills are merged or split: how many people hold evidence under them, in the whole country. A number and nobody:
-- 1 and 2 are withheld here, as small cells are everywhere (`decisions.md` 21).
create function people_holding(skills uuid[]) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
    select case when people in (1, 2) then null else people end from (
        select count(distinct held.member)::integer as people from member_skill held where held.skill = any (skills)
    ) counted
$$;
grant create on schema public to ledger;
alter function people_holding(uuid[]) owner to ledger;
revoke create on schema public from ledger;
revoke execute on function people_holding(uuid[]) from public;
grant execute on function people_holding(uuid[]) to app;
