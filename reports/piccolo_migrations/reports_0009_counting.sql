-- The pool counted without sorting: people who are alike (the same prefectures, the same roles) are counted together, and
-- each group goes into its cells. Whoever is in pools of two prefectures is in both rows, and once in every total.
-- The bounds are compared one by one: behind row security `during @> ...` is planned for one row in two hundred.
grant select (roles) on member to aggregator;
create or replace view national_pool as
with kept as materialized (
    select member, pool from pool_membership
    where (lower_inf(during) or lower(during) <= (select app_today()))
        and (upper_inf(during) or upper(during) > (select app_today())) and exists (select 1 from national_reader)),
often as materialized (select member from kept group by member having count(*) > 1),
alike as materialized (
    select array[keeper.prefecture] as prefectures, same.roles, same.people
    from (select kept.pool, person.roles, count(*) as people
        from kept join member person on person.id = kept.member and person.state = 'active'
        where not exists (select 1 from often where often.member = kept.member)
        group by kept.pool, person.roles) same
    join organisation keeper on keeper.id = same.pool
    union all
    select array_agg(distinct keeper.prefecture), person.roles, 1
    from often join kept using (member)
    join member person on person.id = often.member and person.state = 'active'
    join organisation keeper on keeper.id = kept.pool
    group by person.id),
counted as materialized (
    select prefectures, case when roles = '{}' then array[null::text] else roles end as roles, people from alike)
select prefecture, role, sum(people)::integer as people, false as all_prefectures, false as all_roles
from counted, unnest(prefectures) prefecture, unnest(roles) role group by prefecture, role
union all
select prefecture, null, sum(people)::integer, false, true from counted, unnest(prefectures) prefecture group by prefecture
union all
select null, role, sum(people)::integer, true, false from counted, unnest(roles) role group by role
union all
select null, null, coalesce(sum(people), 0)::integer, true, true from counted;
