-- An outside system that wants to be told what its body did: where to, of which nouns, the secret that signs (encrypted).
create table webhook (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    name text not null check (length(name) between 1 and 100),
    url text not null check (length(url) <= 500),
    kinds text[] not null check (cardinality(kinds) between 1 and 50),
    kept bytea not null,
    created_at timestamptz not null,
    created_by uuid,
    ended_at timestamptz,
    version integer not null default 1
);
call protect('webhook', 'select, insert, update');
create policy own_body on webhook for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy registered on webhook for insert with check (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy changed on webhook for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on webhook (organisation) where ended_at is null;

-- One event for one webhook: ids and kinds, nothing that was written. `status` is what the receiver answered last.
create table webhook_delivery (
    id uuid primary key,
    webhook uuid not null references webhook (id) on delete cascade,
    organisation uuid not null references organisation (id) on delete restrict,
    event uuid not null,
    noun text not null,
    verb text not null,
    subject uuid,
    happened_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts integer not null default 0,
    status integer,
    failure text not null default '',
    tried_at timestamptz
);
call protect('webhook_delivery', 'select, update');
revoke update (webhook, event, noun, verb, happened_at) on webhook_delivery from app;
create policy own_body on webhook_delivery for select using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create policy tried on webhook_delivery for update using (
    organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on webhook_delivery (webhook, happened_at desc);

create policy doorkeeper_reads on webhook for select to doorkeeper using (true);
create policy doorkeeper_keeps on webhook_delivery for all to doorkeeper using (true) with check (true);
grant select on webhook to doorkeeper;
grant select, insert, delete on webhook_delivery to doorkeeper;
grant usage on schema jobs to doorkeeper;
grant select, insert on all tables in schema jobs to doorkeeper;
grant usage, select on all sequences in schema jobs to doorkeeper;
grant execute on all functions in schema jobs to doorkeeper;

-- The journal itself tells the webhooks, in the transaction of what it tells: no operation can forget it.
create function tell_webhooks() returns trigger
language plpgsql security definer set search_path = public, jobs, pg_temp as $$
declare
    told record;
begin
    for told in
        insert into webhook_delivery (id, webhook, organisation, event, noun, verb, subject, happened_at)
        select gen_random_uuid(), w.id, w.organisation, c.id, c.noun, c.verb, c.subject, c.at
        from written c join webhook w on w.organisation = c.organisation
        where w.ended_at is null and not c.is_read and c.noun = any (w.kinds)
        returning id, organisation
    loop
        perform jobs.procrastinate_defer_jobs_v1(array[row(
            'default', 'deliver_webhook', 0, null, null,
            jsonb_build_object('delivery', told.id, 'organisation', told.organisation), null
        )::jobs.procrastinate_job_to_defer_v1]);
    end loop;
    return null;
end $$;

-- Somebody acts as manager for an hour where nobody else can: in their own body, or in one that theirs supervises. A
-- second person of the same body agrees; the hour ends by itself, because sign-in looks at it at every request.
create table emergency_access (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    sender uuid not null references organisation (id) on delete restrict,
    account uuid not null references account (id) on delete cascade,
    reason text not null check (length(reason) between 1 and 1000),
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid,
    granted boolean,
    until timestamptz,
    ended_at timestamptz,
    check ((decided_at is null) = (granted is null)),
    check (granted is not true or decided_by is not null and decided_by <> account
        and until is not null and until <= decided_at + interval '60 minutes'),
    check (until is null or granted is true)
);
call protect('emergency_access', 'select, insert, update');
revoke update (reason, asked_at) on emergency_access from app;
create policy asked_or_concerned on emergency_access for select using (
    sender = (select app_organisation())
    or organisation = (select app_organisation()) and (select app_role()) in ('manager', 'auditor', 'system'));
create policy asked on emergency_access for insert with check (
    sender = (select app_organisation()) and account = (select app_account()) and granted is null and (
        organisation = sender
        or (select app_role()) in ('manager', 'system') and organisation = any ((select app_reach())::uuid[])));
create policy decided on emergency_access for update using (
    sender = (select app_organisation())
    or organisation = (select app_organisation()) and (select app_role()) in ('manager', 'system'));
create index on emergency_access (organisation, asked_at desc);
create index on emergency_access (sender, asked_at desc);
create index on emergency_access (account) where granted;
-- The body that was entered sees who it was, in its own journal.
create policy came_in_emergency on account for select using (
    exists (select 1 from emergency_access e where e.account = account.id));
create policy doorkeeper_reads on emergency_access for select to doorkeeper using (true);
grant select on emergency_access to doorkeeper;

grant create on schema public to doorkeeper;
create function forget_deliveries(before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from webhook_delivery where happened_at < before
$$;
do $$
declare
    signature text;
begin
    foreach signature in array array[
        'tell_webhooks()', 'forget_deliveries(timestamptz)'] loop
        execute format('alter function %s owner to doorkeeper', signature);
        execute format('revoke execute on function %s from public', signature);
        if signature not like 'tell%' then
            execute format('grant execute on function %s to app', signature);
        end if;
    end loop;
end $$;
revoke create on schema public from doorkeeper;
create trigger told_to_webhooks after insert on journal
    referencing new table as written for each statement execute function tell_webhooks();

-- As before, and: whoever was let in in an emergency is a manager there until the hour is over.
create or replace function viewer_for(wanted uuid, acting uuid, on_day date)
returns table (account uuid, display_name text, division text, organisation uuid, organisation_name text,
               organisation_kind text, role text, member uuid, reach uuid[], pools uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
    with held as (
        select may.organisation, may.role from (
            select e.organisation, 'manager' as role, 0 as rank from emergency_access e
            where e.account = wanted and e.organisation = acting and e.granted and e.ended_at is null
            and e.until > now()
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
