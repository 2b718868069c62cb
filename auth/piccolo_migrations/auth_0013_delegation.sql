-- A prefecture looks after the people of its towns, as the law has it. Who keeps a pool takes towns into its framework by
-- its own word, and so gets no say in who works for them: neither by an invitation nor for an hour. Restrictive, so that
-- it holds beside every policy that lets these rows in.
create policy delegated on invitation as restrictive for insert to app with check (
    organisation = sender or exists (select 1 from organisation_link l
        where l.kind = 'prefecture' and l.parent = sender and l.child = organisation and l.during @> app_today()));
create policy delegated on emergency_access as restrictive for insert to app with check (
    organisation = sender or exists (select 1 from organisation_link l
        where l.kind = 'prefecture' and l.parent = sender and l.child = organisation and l.during @> app_today()));

-- As before, and: the hour is over as soon as whoever was let in works no more for the body that sent them.
create or replace function viewer_for(wanted uuid, acting uuid, on_day date)
returns table (account uuid, display_name text, division text, organisation uuid, organisation_name text,
               organisation_kind text, role text, member uuid, reach uuid[], pools uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
    with held as (
        select may.organisation, may.role from (
            select e.organisation, 'manager' as role, 0 as rank from emergency_access e
            where e.account = wanted and e.organisation = acting and e.granted and e.ended_at is null
            and e.until > now() and exists (select 1 from role_holding h
                where h.account = wanted and h.organisation = e.sender and h.during @> on_day)
            union all
            select h.organisation, h.role, 1 from role_holding h
            where h.account = wanted and h.during @> on_day and (acting is null or h.organisation = acting)
        ) may order by may.rank, may.organisation limit 1
    ), linked as (
        select l.parent, l.child, l.kind from organisation_link l, held
        where held.organisation in (l.parent, l.child) and l.during @> on_day
    )
    select a.id, a.display_name, a.division, o.id, o.name, o.kind, coalesce(held.role, 'member'), a.member,
           array(select o.id where o.id is not null
                 union select linked.child from linked
                 where linked.parent = o.id and o.kind in ('prefecture', 'union')),
           array(select linked.parent from linked where linked.kind = 'framework' group by linked.parent)
    from account a left join held on true left join organisation o on o.id = held.organisation
    where a.id = wanted and a.closed_at is null and (held.role is not null or a.member is not null)
$$;
