-- Expand only: new tables, new columns with defaults.

-- A merged card keeps its row and says whose it became. Only `merge_people` writes it.
alter table member add column merged_into uuid references member (id) on delete restrict;

-- A skill counts on the days of `valid`; where it is empty, on every day.
alter table member_skill add column valid daterange check (not isempty(valid));
grant update (valid) on member_skill to app;
create or replace view card_skill as select s.id, s.member, s.skill, s.level, s.verified_by from member_skill s
where (s.member = (select app_member()) or s.member in (select kept.member from pool_membership kept
    where kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[])))
    and coalesce(s.valid @> (select app_today()), true);

alter table member_terms add column pledged_on date,
    add column regions uuid[] not null default '{}',
    add column conditions text not null default '';
grant update (pledged_on, regions, conditions) on member_terms to app;

-- Of the offered half-days, how many at most on site; empty: as many as are offered.
alter table capacity_offer add column on_site_half_days integer check (on_site_half_days between 0 and half_days);
create view capacity_offers with (security_invoker = true) as
select id, member, pool, lower(during) as first_day, upper(during) - 1 as last_day, half_days, on_site_half_days
from capacity_offer;
grant select on capacity_offers to app;

-- The proof that a pool saw is that pool's own; what it says in words is for the pool and the person.
create table skill_proof (
    id uuid primary key,
    member uuid not null references member (id) on delete cascade,
    skill uuid not null references skill (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    seen_on date not null,
    evidence text not null default '',
    unique (member, skill, pool)
);
-- A pool's notes are its own. They stood in `member_identity.note`, one for all pools.
create table pool_note (
    id uuid primary key,
    member uuid not null references member (id) on delete cascade,
    pool uuid not null references organisation (id) on delete restrict,
    note text not null,
    unique (member, pool)
);
alter table member_identity no force row level security;
alter table member no force row level security;
insert into pool_note (id, member, pool, note)
select gen_random_uuid(), named.member, card.registered_by, named.note
from member_identity named join member card on card.id = named.member where named.note <> '';
alter table member_identity force row level security;
alter table member force row level security;

-- Experience first: what somebody did, for whom, and which skills it proves. Free text is identity (`decisions.md` 10).
create table member_experience (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    title text not null check (title <> ''),
    body_name text not null default '',
    municipality uuid references organisation (id) on delete restrict,
    municipal boolean not null default false,
    during daterange not null check (not isempty(during)),
    did text not null default '',
    outcome text not null default '',
    version integer not null default 1
);
create table experience_skill (
    experience uuid not null references member_experience (id) on delete cascade,
    skill uuid not null references skill (id) on delete restrict,
    primary key (experience, skill)
);
create table member_certification (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    code text,
    name text not null check (name <> ''),
    number text not null default '',
    issued_on date not null,
    valid_to date check (valid_to >= issued_on),
    version integer not null default 1
);
-- Who pauses is not matched for what falls into the pause. `registered_by` is empty where the person said so.
create table member_pause (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    during daterange not null check (not isempty(during)),
    reason text not null default '',
    registered_by uuid references organisation (id) on delete restrict,
    constraint member_pause_no_overlap exclude using gist (member with =, during with &&)
);
-- `pool` is the body that attached it; empty: the person did.
create table member_document (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete cascade,
    kind text not null check (kind in ('certificate', 'pledge', 'resume', 'work', 'other')),
    title text not null check (title <> ''),
    created_at timestamptz not null
);
-- A wish to change what another keeps, with both texts. `asked_of` decides: the pool, or the person.
create table member_correction (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    asked_of text not null check (asked_of in ('pool', 'member')),
    field text not null,
    text_now text not null,
    text_wanted text not null,
    reason text not null default '',
    state text not null default 'open' check (state in ('open', 'accepted', 'refused')),
    answer text not null default '',
    created_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1
);
-- What changed, by whom. `pool` empty: the person; `account` empty: the calendar. What names the person stands apart.
create table member_change (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    at timestamptz not null,
    verb text not null,
    pool uuid references organisation (id) on delete restrict,
    account uuid,
    version integer not null,
    fields jsonb not null
);
create table member_change_identity (
    id uuid primary key references member_change (id) on delete cascade,
    fields jsonb not null
);
-- The person's own code, by which another prefecture takes them into its pool. Only its hash is kept.
create table join_code (
    id uuid primary key,
    member uuid not null references member (id) on delete cascade,
    code_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    receiver uuid references organisation (id) on delete restrict,
    claimed_at timestamptz
);
-- Two entries of one person. Every pool that keeps one of them has an answer to give.
create table member_merge (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    absorbed uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    reason text not null,
    state text not null default 'proposed' check (state in ('proposed', 'merged', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1
);
create table merge_answer (
    id uuid primary key,
    merge uuid not null references member_merge (id) on delete cascade,
    pool uuid not null references organisation (id) on delete restrict,
    sender uuid not null references organisation (id) on delete restrict,
    answer text not null default 'waiting' check (answer in ('waiting', 'agreed', 'refused')),
    reason text not null default '',
    answered_at timestamptz,
    unique (merge, pool)
);
create index on skill_proof (pool);
create index on member_experience (member);
create index on member_certification (member);
create index on member_pause (member);
create index on member_document (member);
create index on member_correction (member);
create index on member_correction (pool) where state = 'open';
create index on member_change (member, at desc);
create index on member_merge (member);
create index on member_merge (absorbed);
create index on merge_answer (pool) where answer = 'waiting';
create index on member (merged_into) where merged_into is not null;

call protect('skill_proof', 'select, insert, update, delete');
call protect('pool_note', 'select, insert, update, delete');
call protect('member_experience', 'select, insert, update, delete', '{municipality}');
call protect('experience_skill', 'select, insert, delete');
call protect('member_certification', 'select, insert, update, delete');
call protect('member_pause', 'select, insert, update, delete');
call protect('member_document', 'select, insert, delete');
call protect('member_correction', 'select, insert, update');
call protect('member_change', 'select, insert');
call protect('member_change_identity', 'select, insert, delete');
call protect('join_code', 'select, insert, delete');
call protect('member_merge', 'select, insert, update');
call protect('merge_answer', 'select, insert, update');

-- Whose pool the acting body keeps today. Policies of the tables below ask it; it looks under row security itself.
create function keeps_today(person uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select exists (select 1 from pool_membership kept where kept.member = person
        and kept.pool = app_organisation() and kept.during @> app_today())
$$;
create policy own on skill_proof for select using (pool = (select app_organisation()) or member = (select app_member()));
create policy written on skill_proof for all using (pool = (select app_organisation()))
    with check (pool = (select app_organisation()) and keeps_today(member));
create policy own on pool_note for select using (pool = (select app_organisation()) or member = (select app_member()));
create policy written on pool_note for all using (pool = (select app_organisation()))
    with check (pool = (select app_organisation()) and keeps_today(member));
create policy own_and_pool on member_experience using (member = (select app_member()) or keeps_today(member))
    with check (member = (select app_member()) or keeps_today(member));
create policy of_experience on experience_skill using (
    exists (select 1 from member_experience did where did.id = experience));
create policy own_and_pool on member_certification using (member = (select app_member()) or keeps_today(member))
    with check (member = (select app_member()) or keeps_today(member));
create policy own_and_pool on member_pause using (member = (select app_member()) or keeps_today(member))
    with check (registered_by is null and member = (select app_member())
        or registered_by = (select app_organisation()) and keeps_today(member));
create policy own_and_pool on member_document for select using (
    member = (select app_member()) or keeps_today(member));
create policy attached on member_document for insert with check (
    pool is null and member = (select app_member()) or pool = (select app_organisation()) and keeps_today(member));
create policy removed on member_document for delete using (
    pool is null and member = (select app_member()) or pool = (select app_organisation()) or keeps_today(member));
-- Erasure takes the bytes too, whoever attached them: the pool that keeps the person erases.
create policy of_kept_person on file for delete using (exists (
    select 1 from member_document attached where attached.file = file.id and keeps_today(attached.member)));
create policy parties on member_correction using (
    member = (select app_member()) or pool = (select app_organisation()))
    with check (member = (select app_member()) or pool = (select app_organisation()) and keeps_today(member));
create policy own_and_pool on member_change for select using (member = (select app_member()) or keeps_today(member));
create policy noted on member_change for insert with check (
    pool is null and member = (select app_member()) or pool = (select app_organisation()) and keeps_today(member));
create policy of_change on member_change_identity using (
    exists (select 1 from member_change told where told.id = member_change_identity.id));
create policy own on join_code using (member = (select app_member())) with check (member = (select app_member()));
create policy parties on member_merge for select using (
    pool = (select app_organisation()) or exists (
        select 1 from merge_answer asked where asked.merge = member_merge.id and asked.pool = (select app_organisation())));
create policy proposed on member_merge for insert with check (
    pool = (select app_organisation()) and keeps_today(member) and keeps_today(absorbed));
create policy decided on member_merge for update using (
    pool = (select app_organisation()) or exists (
        select 1 from merge_answer asked where asked.merge = member_merge.id and asked.pool = (select app_organisation())));
create policy parties on merge_answer for select using (
    pool = (select app_organisation()) or sender = (select app_organisation()));
create policy asked on merge_answer for insert with check (sender = (select app_organisation()));
create policy answered on merge_answer for update using (pool = (select app_organisation()));

-- What the doorkeeper does beyond one tenant: takes somebody in by their code, says which pools keep a person to
-- those who keep them, leads from a merged card to the one it became, and joins two entries that every pool agreed on.
grant select (merged_into, version), update (merged_into, state, version, changed_at) on member to doorkeeper;
create policy doorkeeper_merges on member for update to doorkeeper using (true);
grant select (id, member, pool, during, external_key), update (member, during, external_key)
    on pool_membership to doorkeeper;
create policy doorkeeper_reads on pool_membership for select to doorkeeper using (true);
grant select, update on join_code to doorkeeper;
create policy doorkeeper_claims on join_code to doorkeeper using (true);
grant select, update on member_merge to doorkeeper;
create policy doorkeeper_merges on member_merge to doorkeeper using (true);
grant select on merge_answer to doorkeeper;
create policy doorkeeper_reads on merge_answer for select to doorkeeper using (true);
grant update (member, closed_at) on account to doorkeeper;
create policy doorkeeper_merges on account for update to doorkeeper using (true);
grant select (member), update (member) on notice to doorkeeper;
create policy doorkeeper_merges on notice to doorkeeper using (true);
grant select (owner, readers), update (owner, readers) on file to doorkeeper;
create policy doorkeeper_merges on file to doorkeeper using (true);

create function claim_join_code(hash bytea, moment timestamptz) returns uuid
language sql security definer set search_path = public, pg_temp as $$
    update join_code set receiver = app_organisation(), claimed_at = moment
    where code_hash = hash and claimed_at is null and expires_at > moment
        and exists (select 1 from organisation_link part
                    where part.parent = app_organisation() and part.kind = 'framework')
    returning member
$$;
create function may_join(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from join_code given where given.member = person
        and given.receiver = app_organisation() and (given.expires_at at time zone 'Asia/Tokyo')::date >= app_today())
$$;
create function pools_keeping(person uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
    select array_agg(distinct kept.pool order by kept.pool) from pool_membership kept
    where kept.member = person and kept.during @> app_today() and (
        person = app_member() or exists (select 1 from pool_membership own
            where own.member = person and own.pool = app_organisation() and own.during @> app_today()))
$$;
create function successor_of(person uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with recursive way as (
        select merged_into as id from member where id = person and merged_into is not null
        union select next.merged_into from way join member next on next.id = way.id where next.merged_into is not null
    )
    select way.id from way join member last on last.id = way.id where last.merged_into is null
$$;
alter policy kept on pool_membership with check (
    member = (select app_member())
    or pool = (select app_organisation()) and (registrar_of(member) = (select app_organisation()) or may_join(member)));

-- What others hold of a person is kept from vanishing with them (`on delete restrict`): that is what follows a merge.
-- The card's own rows (`cascade`) stay, but for skills, proofs and notes that the other card does not have.
create view following_a_person with (security_invoker = true) as
select held.conrelid::regclass::text as place, col.attname::text as named, key.attname::text as keyed
from pg_constraint held
join pg_attribute col on col.attrelid = held.conrelid and col.attnum = held.conkey[1]
join pg_constraint own on own.conrelid = held.conrelid and own.contype = 'p'
join pg_attribute key on key.attrelid = held.conrelid and key.attnum = own.conkey[1]
where held.contype = 'f' and held.confrelid in ('member'::regclass, 'capacity_head'::regclass)
    and held.conrelid not in ('member_merge'::regclass, 'capacity_head'::regclass)
    and (held.confdeltype = 'r' or held.conrelid in ('member_skill'::regclass, 'skill_proof'::regclass,
                                                     'pool_note'::regclass));
create procedure after_migrations_people_follow() language plpgsql as $$
declare
    place record;
begin
    for place in select * from following_a_person loop
        execute format('grant select (%3$I, %1$I), update (%1$I) on %2$s to doorkeeper',
            place.named, place.place, place.keyed);
        if not exists (select from pg_policies where tablename = place.place and policyname = 'doorkeeper_follows') then
            execute format('create policy doorkeeper_follows on %s to doorkeeper using (true)', place.place);
        end if;
    end loop;
end $$;
revoke execute on procedure after_migrations_people_follow() from public;
grant select on following_a_person to doorkeeper;

-- The body that proposed joins; who was asked sees no answer but its own.
create function merge_agreed(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from merge_answer a where a.merge = wanted)
        and not exists (select 1 from merge_answer a where a.merge = wanted and a.answer <> 'agreed')
$$;
create function merge_people(wanted uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    asked member_merge;
    spot record;
    held record;
begin
    select * into asked from member_merge where id = wanted and state = 'proposed' for update;
    if not found or asked.member = asked.absorbed or asked.pool is distinct from app_organisation()
        or not merge_agreed(wanted) then
        raise exception 'この統合は、すべての人材プールの同意がそろっていません。何も変えていません。';
    end if;
    if exists (select from pool_membership kept
               where kept.member in (asked.member, asked.absorbed) and kept.during @> app_today() and not exists (
                   select from merge_answer a where a.merge = wanted and a.pool = kept.pool)) then
        raise exception '提案のあとで、別の人材プールがこの人を受け持ちました。何も変えていません。提案し直してください。';
    end if;
    -- Offers before bookings: the days that a booking stands on move with it.
    for spot in select * from following_a_person f order by f.place = 'capacity_booking', f.place, f.named loop
        for held in execute format('select %I as id from %s where %I = $1', spot.keyed, spot.place, spot.named)
            using asked.absorbed loop
            begin
                execute format('update %s set %I = $1 where %I = $2', spot.place, spot.named, spot.keyed)
                    using asked.member, held.id;
            exception when unique_violation or exclusion_violation then
                -- The kept card has its own: the other stays where it was. A booking has no double.
                if spot.place = 'capacity_booking' then
                    raise;
                end if;
            end;
        end loop;
    end loop;
    update pool_membership set during = daterange(least(lower(during), app_today() - 1), app_today())
    where member = asked.absorbed and during @> app_today();
    if exists (select from account where member = asked.member) then
        update account set closed_at = moment where member = asked.absorbed and closed_at is null;
    else
        update account set member = asked.member where member = asked.absorbed;
    end if;
    update notice set member = asked.member where member = asked.absorbed;
    update file set owner = asked.member where owner = asked.absorbed;
    update file set readers = array_replace(readers, asked.absorbed, asked.member)
    where readers @> array[asked.absorbed];
    update member set state = 'ended', merged_into = asked.member, version = version + 1, changed_at = moment
    where id = asked.absorbed;
    update member_merge set state = 'merged', decided_at = moment, version = version + 1 where id = wanted;
end $$;

grant create on schema public to doorkeeper;
alter function claim_join_code(bytea, timestamptz) owner to doorkeeper;
alter function may_join(uuid) owner to doorkeeper;
alter function pools_keeping(uuid) owner to doorkeeper;
alter function successor_of(uuid) owner to doorkeeper;
alter function merge_agreed(uuid) owner to doorkeeper;
alter function merge_people(uuid, timestamptz) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function claim_join_code(bytea, timestamptz), may_join(uuid), pools_keeping(uuid), successor_of(uuid),
    merge_agreed(uuid), merge_people(uuid, timestamptz) from public;
grant execute on function claim_join_code(bytea, timestamptz), may_join(uuid), pools_keeping(uuid), successor_of(uuid),
    merge_agreed(uuid), merge_people(uuid, timestamptz) to app;
