-- `member` holds what an anonymous card shows, `member_identity` what names a person: row security hides rows, not
-- columns. Order of writing: member, pool_membership, disclosure, member_identity.
create table member (
    id uuid primary key,
    registered_by uuid not null references organisation (id) on delete restrict,
    prefecture uuid references organisation (id) on delete restrict,
    experience_band text check (experience_band in ('0-4', '5-9', '10-14', '15-19', '20-')),
    on_site boolean not null default true,
    remote boolean not null default true,
    forms text[] not null default '{}',
    certificates text[] not null default '{}',
    state text not null default 'active' check (state in ('incomplete', 'active', 'paused', 'ended')),
    version integer not null default 1,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create table pool_membership (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    external_key text,
    row_hash bytea,
    during daterange not null,
    exclude using gist (member with =, pool with =, during with &&)
);
create unique index on pool_membership (pool, external_key) where external_key is not null;
create index on pool_membership (pool, member);

-- Who may read a name: every basis is a row. The receiver is compared with the acting body, never with its reach:
-- supervision never carries names.
create table disclosure (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    receiver uuid not null references organisation (id) on delete restrict,
    basis text not null check (basis in ('pool_owner', 'consent', 'assignment', 'recommendation', 'employer')),
    purpose text not null check (purpose <> ''),
    granted_by uuid not null,
    during daterange not null,
    subject uuid,
    created_at timestamptz not null
);
create index on disclosure (member, receiver, basis);
create index on disclosure (receiver, member);

create table member_identity (
    member uuid primary key references member (id) on delete cascade,
    name text not null check (name <> ''),
    kana text not null,
    search_key text not null,
    kana_key text not null,
    email text,
    phone text,
    employer uuid references organisation (id) on delete restrict,
    employer_name text not null default '',
    side_jobs text not null default '',
    note text not null default '',
    version integer not null default 1
);
create table member_role (
    member uuid not null references member (id) on delete cascade,
    role text not null check (role in ('producer', 'project_manager', 'service_designer', 'engineer')),
    primary key (member, role)
);
create table member_skill (
    id uuid primary key,
    member uuid not null references member (id) on delete cascade,
    skill uuid not null references skill (id) on delete restrict,
    level smallint check (level between 1 and 4),
    verified_by uuid references organisation (id) on delete restrict,
    unique (member, skill)
);
-- On which terms: never on a card, because a home town or a rate points at a person.
create table member_terms (
    member uuid primary key references member (id) on delete cascade,
    base uuid references organisation (id) on delete restrict,
    travel_limit_minutes integer check (travel_limit_minutes between 0 and 1440),
    max_municipalities integer not null default 3 check (max_municipalities between 1 and 50),
    day_rate_yen integer check (day_rate_yen > 0)
);
-- What the member refuses or prefers: their own and their pool's to know.
create table member_wish (
    id uuid primary key,
    member uuid not null references member (id) on delete cascade,
    municipality uuid not null references organisation (id) on delete restrict,
    refused boolean not null default false,
    rank smallint check (rank between 1 and 99),
    unique (member, municipality)
);
-- An uploaded roster between preview and application; its bytes are in `file`.
create table member_import (
    id uuid primary key,
    pool uuid not null references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    filename text not null,
    uploaded_at timestamptz not null,
    uploaded_by uuid,
    applied_at timestamptz,
    added integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    left_out integer not null default 0
);

call protect('member', 'select, insert, update', '{prefecture}');
call protect('member_import', 'select, insert, update');
create policy own_pool on member_import using (pool = (select app_organisation()))
    with check (pool = (select app_organisation()));
create index on member_import (pool, uploaded_at desc);
call protect('pool_membership', 'select, insert, update', '{external_key}');
call protect('disclosure', 'select, insert, update');
call protect('member_identity', 'select, insert, update, delete');
call protect('member_role', 'select, insert, update, delete');
call protect('member_skill', 'select, insert, update, delete');
call protect('member_terms', 'select, insert, update, delete');
call protect('member_wish', 'select, insert, update, delete');

create policy seen on pool_membership for select using (
    pool = any ((select app_reach())::uuid[]) or pool = any ((select app_pools())::uuid[])
    or member = (select app_member()));
-- Only the body that registered a person puts them into its pool: otherwise anybody could take in anybody and then
-- disclose the name to itself. The policy may not read `member` (its own policy reads this table), so a function does.
create policy doorkeeper_reads on member for select to doorkeeper using (true);
grant select (id, registered_by) on member to doorkeeper;
create function registrar_of(person uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select registered_by from member where id = person
$$;
grant create on schema public to doorkeeper;
alter function registrar_of(uuid) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function registrar_of(uuid) from public;
grant execute on function registrar_of(uuid) to app;
-- An account for a member is opened by the body that registered the person, never by one that names somebody else's.
alter policy managed on account with check (
    (select app_role()) in ('manager', 'system')
    and (member is null or registrar_of(member) = (select app_organisation())));
create policy kept on pool_membership for insert with check (
    member = (select app_member())
    or pool = (select app_organisation()) and registrar_of(member) = (select app_organisation()));
create policy changed on pool_membership for update using (pool = any ((select app_reach())::uuid[]));

-- A person's consent for one purpose (`subject`) is also seen and closed by the pool that keeps the person: the purpose
-- may end without the person, as a proposal that is withdrawn.
create policy seen on disclosure for select using (
    receiver = (select app_organisation()) or granted_by = (select app_organisation())
    or member = (select app_member())
    or basis = 'consent' and subject is not null and exists (
        select 1 from pool_membership kept
        where kept.member = disclosure.member and kept.pool = (select app_organisation())));
-- The pool that keeps a person, or the person, discloses; nobody discloses to themselves what they do not keep.
create policy granted on disclosure for insert with check (
    granted_by = (select app_member()) and member = (select app_member())
    or granted_by = (select app_organisation()) and exists (
        select 1 from pool_membership kept
        where kept.member = disclosure.member and kept.pool = (select app_organisation())
        and kept.during @> (select app_today())));
create policy ended on disclosure for update using (
    granted_by = (select app_organisation()) or member = (select app_member())
    or basis = 'consent' and subject is not null and exists (
        select 1 from pool_membership kept
        where kept.member = disclosure.member and kept.pool = (select app_organisation())));

create policy seen on member for select using (
    registered_by = any ((select app_reach())::uuid[]) or id = (select app_member())
    or exists (select 1 from pool_membership kept where kept.member = member.id));
-- Only a body that keeps a pool (others take part in its framework) registers people.
create policy registered on member for insert with check (
    registered_by = (select app_organisation()) and exists (
        select 1 from organisation_link part where part.parent = registered_by and part.kind = 'framework'));
create policy changed on member for update using (
    id = (select app_member()) or exists (
        select 1 from pool_membership kept where kept.member = member.id
        and kept.pool = any ((select app_reach())::uuid[]) and kept.during @> (select app_today())));

create policy named on member_identity for select using (
    member = (select app_member()) or exists (
        select 1 from disclosure given where given.member = member_identity.member
        and given.receiver = (select app_organisation()) and given.during @> (select app_today())));
create policy written on member_identity for insert with check (exists (
    select 1 from disclosure given where given.member = member_identity.member and given.basis = 'pool_owner'
    and given.receiver = (select app_organisation())));
create policy changed on member_identity for update using (
    member = (select app_member()) or exists (
        select 1 from disclosure given where given.member = member_identity.member and given.basis = 'pool_owner'
        and given.receiver = (select app_organisation())));
create policy erased on member_identity for delete using (
    member = (select app_member()) or exists (
        select 1 from disclosure given where given.member = member_identity.member and given.basis = 'pool_owner'
        and given.receiver = (select app_organisation())));

create policy seen on member_role for select using (exists (select 1 from member m where m.id = member));
create policy written on member_role for all using (
    member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_role.member and kept.pool = any ((select app_reach())::uuid[])
        and kept.during @> (select app_today())));
create policy seen on member_skill for select using (exists (select 1 from member m where m.id = member));
create policy written on member_skill for all using (
    member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_skill.member and kept.pool = any ((select app_reach())::uuid[])
        and kept.during @> (select app_today())))
    with check (
        (verified_by is null or verified_by = (select app_organisation())) and (
        member = (select app_member()) or exists (select 1 from pool_membership kept
            where kept.member = member_skill.member and kept.pool = any ((select app_reach())::uuid[])
            and kept.during @> (select app_today()))));
create policy own_and_pool on member_terms for all using (
    member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_terms.member and kept.pool = any ((select app_reach())::uuid[])))
    with check (member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_terms.member and kept.pool = any ((select app_reach())::uuid[])
        and kept.during @> (select app_today())));
create policy own_and_pool on member_wish for all using (
    member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_wish.member and kept.pool = any ((select app_reach())::uuid[])))
    with check (member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = member_wish.member and kept.pool = any ((select app_reach())::uuid[])
        and kept.during @> (select app_today())));

-- A disclosure may end sooner, never last longer or begin earlier: longer is a new one, with its own basis.
create function disclosure_only_ends() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if not old.during @> new.during then
        raise exception '開示の期間は、短くすることだけができます。何も変えていません。長くするときは、新しく同意を得てください。';
    end if;
    return new;
end $$;
create trigger disclosure_only_ends before update on disclosure
    for each row execute function disclosure_only_ends();

-- Capacity. A check under row security sees one tenant only, so the sum is taken by `ledger`, who reads all bookings
-- and offers and nothing else. Days are integer half-days a month, booked by date range.
create table capacity_head (
    member uuid primary key references member (id) on delete restrict,
    checked bigint not null default 0
);
create table capacity_offer (
    id uuid primary key,
    member uuid not null references capacity_head (member) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    during daterange not null check (not isempty(during)),
    half_days integer not null check (half_days between 0 and 62),
    exclude using gist (member with =, during with &&)
);
create table capacity_booking (
    id uuid primary key,
    member uuid not null references capacity_head (member) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    booked_by uuid not null references organisation (id) on delete restrict,
    subject uuid not null,
    during daterange not null check (not isempty(during) and upper(during) is not null),
    half_days integer not null check (half_days between 1 and 62),
    constraint capacity_booking_no_overlap exclude using gist (member with =, municipality with =, during with &&)
);
create index on capacity_booking (subject);
call protect('capacity_head', 'select, insert');
call protect('capacity_offer', 'select, insert, update, delete');
call protect('capacity_booking', 'select, insert, update, delete');
create policy pool_or_self on capacity_head for select using (exists (select 1 from member m where m.id = member));
create policy kept on capacity_head for insert with check (
    member = (select app_member()) or exists (select 1 from pool_membership kept
        where kept.member = capacity_head.member and kept.pool = any ((select app_reach())::uuid[])
        and kept.during @> (select app_today())));
create policy seen on capacity_offer for select using (
    pool = any ((select app_reach())::uuid[]) or member = (select app_member()));
create policy written on capacity_offer for all using (
    (pool = (select app_organisation()) or member = (select app_member())) and exists (
        select 1 from pool_membership kept where kept.member = capacity_offer.member and kept.pool = capacity_offer.pool
        and kept.during @> (select app_today())));
create policy parties on capacity_booking for select using (
    municipality = any ((select app_reach())::uuid[]) or booked_by = any ((select app_reach())::uuid[]));
create policy booked on capacity_booking for insert with check (
    booked_by = (select app_organisation()) and municipality = any ((select app_reach())::uuid[]));
create policy shortened on capacity_booking for update using (booked_by = (select app_organisation()));
create policy released on capacity_booking for delete using (booked_by = (select app_organisation()));
create policy self on capacity_booking for select using (member = (select app_member()));

create policy ledger_locks on capacity_head for select to ledger using (true);
create policy ledger_counts on capacity_head for update to ledger using (true);
create policy ledger_reads on capacity_offer for select to ledger using (true);
create policy ledger_reads on capacity_booking for select to ledger using (true);
create policy ledger_reads on pool_membership for select to ledger using (true);
grant select, update on capacity_head to ledger;
grant select on capacity_offer, capacity_booking, pool_membership to ledger;

-- The head is written before the sum is read: writers of one person queue up, and under REPEATABLE READ the second of
-- two fails instead of missing the first. Sums change only where a booking starts or an offer starts or ends.
create function check_capacity(person uuid, span daterange) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    over record;
begin
    update capacity_head set checked = checked + 1 where member = person;
    if not found then
        raise exception 'この人の日数の台帳がないため、予約しませんでした。'
            using errcode = 'check_violation', constraint = 'capacity_head_missing';
    end if;
    with days as (
        select lower(span) as day
        union select lower(during) from capacity_booking where member = person and during && span
        union select lower(during) from capacity_offer where member = person and during && span
        union select upper(during) from capacity_offer where member = person and during && span
    ), sums as (
        select day,
            coalesce((select sum(half_days) from capacity_booking where member = person and during @> day), 0) as booked,
            coalesce((select half_days from capacity_offer where member = person and during @> day), 0) as offered
        from days where day is not null and span @> day
    )
    select * into over from sums where booked > offered order by day limit 1;
    if found then
        raise exception 'capacity exceeded on %', over.day
            using errcode = 'check_violation', constraint = 'capacity_within_offer';
    end if;
end $$;
create function capacity_booking_checked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform check_capacity(new.member, new.during);
    return null;
end $$;
create function capacity_offer_checked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        perform check_capacity(old.member, old.during);
    end if;
    return null;
end $$;
grant create on schema public to ledger;
alter function check_capacity(uuid, daterange) owner to ledger;
alter function capacity_booking_checked() owner to ledger;
alter function capacity_offer_checked() owner to ledger;
revoke execute on function check_capacity(uuid, daterange) from public;

create constraint trigger capacity_booking_checked after insert or update on capacity_booking
    for each row execute function capacity_booking_checked();
create constraint trigger capacity_offer_checked after update or delete on capacity_offer
    deferrable initially deferred for each row execute function capacity_offer_checked();

-- Remaining half-days by member and period between two change dates: that days are gone, never where they went.
create view capacity_remaining as
with edge as (
    select member, lower(during) as day from capacity_offer
    union select member, upper(during) from capacity_offer where upper(during) is not null
    union select member, lower(during) from capacity_booking
    union select member, upper(during) from capacity_booking
), step as (
    select member, daterange(day, lead(day) over (partition by member order by day)) as during from edge
)
select step.member, step.during, offer.half_days as offered,
    offer.half_days - coalesce((select sum(b.half_days) from capacity_booking b
        where b.member = step.member and b.during @> lower(step.during)), 0)::integer as remaining
from step join capacity_offer offer on offer.member = step.member and offer.during @> lower(step.during)
where step.member = (select app_member()) or exists (
    select 1 from pool_membership kept where kept.member = step.member
    and (kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[])));
alter view capacity_remaining owner to ledger;
revoke create on schema public from ledger;
grant select on capacity_remaining to app;
