-- What the lists of people count, kept on the row they scan: roles, and the skills that count on every day. A skill with
-- days of its own stays where it is. Kept by triggers; a test compares them with the rows they are made of.
alter table member
    add column roles text[] not null default '{}',
    add column skills uuid[] not null default '{}';
create index on member_skill (member) where valid is not null;

-- Of the skills on a card those that count on some days only, today among them.
create view card_skill_dated as select s.member, s.skill from member_skill s
where s.valid @> (select app_today()) and (s.member = (select app_member()) or s.member in (
    select kept.member from pool_membership kept
    where kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[])));

create function keep_findable(people uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
    update member m set roles = found.roles, skills = found.skills
    from (select given.id,
            coalesce((select array_agg(r.role order by r.role) from member_role r where r.member = given.id), '{}') as roles,
            coalesce((select array_agg(s.skill order by s.skill) from member_skill s
                where s.member = given.id and s.valid is null), '{}') as skills
        from unnest(people) as given (id) order by given.id) found
    where m.id = found.id and (m.roles <> found.roles or m.skills <> found.skills)
$$;
create function findable_kept() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform keep_findable((select array_agg(distinct member) from changed));
    return null;
end $$;
create policy ledger_reads on member for select to ledger using (true);
create policy ledger_keeps on member for update to ledger using (true);
grant select (id, roles, skills), update (roles, skills) on member to ledger;
grant create on schema public to ledger;
alter function keep_findable(uuid[]) owner to ledger;
alter function findable_kept() owner to ledger;
alter view card_skill_dated owner to ledger;
revoke create on schema public from ledger;
revoke execute on function keep_findable(uuid[]), findable_kept() from public;
grant select on card_skill_dated to app;

create trigger findable_added after insert on member_role
    referencing new table as changed for each statement execute function findable_kept();
create trigger findable_gone after delete on member_role
    referencing old table as changed for each statement execute function findable_kept();
create trigger findable_changed after update on member_role
    referencing new table as changed for each statement execute function findable_kept();
create trigger findable_added after insert on member_skill
    referencing new table as changed for each statement execute function findable_kept();
create trigger findable_gone after delete on member_skill
    referencing old table as changed for each statement execute function findable_kept();
create trigger findable_changed after update on member_skill
    referencing new table as changed for each statement execute function findable_kept();

alter table member no force row level security;
alter table member_role no force row level security;
alter table member_skill no force row level security;
update member m set
    roles = coalesce((select array_agg(r.role order by r.role) from member_role r where r.member = m.id), '{}'),
    skills = coalesce((select array_agg(s.skill order by s.skill) from member_skill s
        where s.member = m.id and s.valid is null), '{}');
alter table member force row level security;
alter table member_role force row level security;
alter table member_skill force row level security;
