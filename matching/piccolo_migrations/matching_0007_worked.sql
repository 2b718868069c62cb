-- The man-day ledger: minutes of work for a town on a day, one row for each support record (`subject`, a higher noun's).
-- Owner, member and town are copied so that the policies read their own row; the composite key keeps the copy true.
alter table assignment add constraint assignment_whole unique (id, owner, member, municipality);
create table worked_time (
    id uuid primary key,
    subject uuid not null constraint worked_time_subject_key unique,
    assignment uuid not null references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    worked_on date not null,
    minutes integer not null check (minutes between 1 and 1440),
    confirmed_at timestamptz,
    created_at timestamptz not null,
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
call protect('worked_time', 'select, insert, update');
revoke update (assignment) on worked_time from app;
create policy seen on worked_time for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy written on worked_time for insert with check (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy corrected on worked_time for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create index on worked_time (assignment, worked_on);
create index on worked_time (member, worked_on);
create index on worked_time (municipality, worked_on);

-- What is settled by is confirmed by the town itself, whoever wrote it; a correction waits for the town again.
create function worked_time_confirmed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.confirmed_at is not null and new.municipality is distinct from app_organisation()
        and (tg_op = 'INSERT' or new.confirmed_at is distinct from old.confirmed_at
            or (new.minutes, new.worked_on) is distinct from (old.minutes, old.worked_on)) then
        raise exception '支援の時間を確認できるのは、支援を受けた町だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger worked_time_confirmed before insert or update on worked_time
    for each row execute function worked_time_confirmed();
