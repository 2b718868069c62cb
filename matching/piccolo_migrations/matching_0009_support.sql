-- What was done for a town: under an assignment, or by the body that keeps the pool on a visit of its own.
create table support_record (
    id uuid primary key,
    assignment uuid references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    done_on date not null,
    minutes integer not null check (minutes between 1 and 1440),
    travel_minutes integer check (travel_minutes between 0 and 1440),
    means text not null check (means in ('on_site', 'online', 'telephone', 'mail')),
    escorted boolean not null default false,
    themes text[] not null default '{}',
    met text not null default '',
    done text not null check (done <> ''),
    next_step text not null default '',
    next_on date,
    shared text not null check (shared in ('parties', 'pool', 'towns')),
    side text not null check (side in ('member', 'town', 'pool')),
    state text not null check (state in ('sent', 'confirmed', 'questioned')),
    doubt text not null default '',
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check ((assignment is null) = (member is null)),
    check ((state = 'questioned') = (doubt <> '')),
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
-- A correction keeps what stood before, word for word.
create table support_record_version (
    id uuid primary key,
    record uuid not null references support_record (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    number integer not null check (number > 0),
    content jsonb not null,
    reason text not null,
    side text not null check (side in ('member', 'town', 'pool')),
    created_at timestamptz not null,
    constraint support_record_version_number unique (record, number)
);
create table support_file (
    id uuid primary key,
    record uuid not null references support_record (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    name text not null,
    created_at timestamptz not null
);
-- What others may read of a confirmed record, by the town's permission: without whom it met, and without who helped.
create table support_knowledge (
    id uuid primary key references support_record (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    shared text not null check (shared in ('pool', 'towns')),
    done_on date not null,
    means text not null,
    themes text[] not null,
    done text not null,
    next_step text not null,
    search_key text not null,
    created_at timestamptz not null
);
-- Weekly study of a pool (Kumamoto): who was there.
create table study_session (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    held_on date not null,
    minutes integer not null check (minutes between 1 and 1440),
    title text not null check (title <> ''),
    themes text[] not null default '{}',
    notes text not null default '',
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    unique (id, owner)
);
create table study_attendance (
    id uuid primary key,
    study uuid not null references study_session (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    created_at timestamptz not null,
    constraint study_attendance_once unique (study, member),
    foreign key (study, owner) references study_session (id, owner) on delete restrict
);
-- What came of an assignment; the town's own word confirms it.
create table support_outcome (
    assignment uuid primary key references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    hours_saved integer check (hours_saved between 0 and 1000000),
    introductions integer check (introductions between 0 and 10000),
    satisfaction smallint check (satisfaction between 1 and 5),
    story text not null check (story <> ''),
    side text not null check (side in ('member', 'town', 'pool')),
    confirmed_at timestamptz,
    changed_at timestamptz not null,
    version integer not null default 1,
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);

call protect('support_record', 'select, insert, update');
revoke update (assignment) on support_record from app;
call protect('support_record_version', 'select, insert');
call protect('support_file', 'select, insert');
call protect('support_knowledge', 'select, insert, delete');
call protect('study_session', 'select, insert, update');
call protect('study_attendance', 'select, insert, delete');
call protect('support_outcome', 'select, insert, update');
revoke update (assignment) on support_outcome from app;

create policy seen on support_record for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy written on support_record for insert with check (
    owner = (select app_organisation()) and (assignment is not null or municipality = any ((select app_reach())::uuid[]))
    or assignment is not null and (municipality = (select app_organisation()) or member = (select app_member())));
create policy corrected on support_record for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy seen on support_record_version for select using (
    exists (select 1 from support_record r where r.id = record));
create policy kept on support_record_version for insert with check (
    exists (select 1 from support_record r where r.id = record and r.owner = support_record_version.owner
        and r.municipality = support_record_version.municipality
        and r.member is not distinct from support_record_version.member
        and (r.owner = (select app_organisation()) or r.municipality = (select app_organisation())
            or r.member = (select app_member()))));
create policy seen on support_file for select using (exists (select 1 from support_record r where r.id = record));
create policy attached on support_file for insert with check (
    exists (select 1 from support_record r where r.id = record and r.owner = support_file.owner
        and r.municipality = support_file.municipality and r.member is not distinct from support_file.member
        and (r.owner = (select app_organisation()) or r.municipality = (select app_organisation())
            or r.member = (select app_member()))));

-- Members of a pool learn from its records; their membership is theirs to read.
create view support_colleague with (security_invoker = true) as
select pool, member from pool_membership where during @> app_today();
grant select on support_colleague to app;
create policy seen on support_knowledge for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or shared = 'towns' and owner = any ((select app_pools())::uuid[])
    or owner in (select c.pool from support_colleague c where c.member = (select app_member())));
create policy permitted on support_knowledge for insert with check (municipality = (select app_organisation()));
create policy taken_back on support_knowledge for delete using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or exists (select 1 from support_record r where r.id = support_knowledge.id and r.member = (select app_member())));

create policy seen on study_attendance for select using (
    owner = (select app_organisation()) or member = (select app_member()));
create policy noted on study_attendance for insert with check (owner = (select app_organisation()));
create policy struck on study_attendance for delete using (owner = (select app_organisation()));
create policy seen on study_session for select using (
    owner = (select app_organisation())
    or exists (select 1 from study_attendance a where a.study = study_session.id and a.member = (select app_member())));
create policy held on study_session for insert with check (owner = (select app_organisation()));
create policy changed on study_session for update using (owner = (select app_organisation()));

create policy seen on support_outcome for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy written on support_outcome for insert with check (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy changed on support_outcome for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));

-- The town alone says that a record or an outcome is right; whatever others change waits for it again.
create function support_record_confirmed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.state = 'confirmed' and new.municipality is distinct from app_organisation() then
        raise exception '支援の記録を確認できるのは、支援を受けた町だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger support_record_confirmed before insert or update on support_record
    for each row execute function support_record_confirmed();
create function support_outcome_confirmed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.confirmed_at is not null and new.municipality is distinct from app_organisation() then
        raise exception '成果を確認できるのは、支援を受けた町だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger support_outcome_confirmed before insert or update on support_outcome
    for each row execute function support_outcome_confirmed();

create index on support_record (owner, done_on desc, id);
create index on support_record (municipality, done_on desc, id);
create index on support_record (member, done_on desc, id);
create index on support_record (municipality) where state = 'sent';
create index on support_record_version (record);
create index on support_file (record);
create index on support_knowledge (owner, done_on desc);
create index on support_knowledge using gin (themes);
create index on study_session (owner, held_on desc);
create index on study_attendance (member);
