-- What was decided about an assignment in its life, as it was decided: never changed.
create table assignment_step (
    id uuid primary key,
    assignment uuid not null references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    verb text not null check (verb <> ''),
    reason text not null default '',
    last_day_before date not null,
    last_day_after date not null,
    done_by uuid,
    created_at timestamptz not null,
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
-- A town asks that the person stays longer; the body that proposed decides, with the reason.
create table assignment_extension (
    id uuid primary key,
    assignment uuid not null references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    last_day date not null,
    reason text not null check (reason <> ''),
    state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
    answer text not null default '',
    offered_last_day date,
    created_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1,
    check ((state = 'asked') = (decided_at is null)),
    check (state <> 'refused' or answer <> ''),
    check (offered_last_day is null or state = 'refused'),
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
create unique index assignment_extension_one_asked on assignment_extension (assignment) where state = 'asked';
-- Days on which the person does not come, and who comes instead. Why somebody is ill is nobody's to write.
create table assignment_absence (
    id uuid primary key,
    assignment uuid not null references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    during daterange not null check (not isempty(during) and upper(during) is not null),
    kind text not null check (kind in ('planned', 'sudden')),
    note text not null default '',
    state text not null check (state in ('noted', 'covered', 'ended', 'called_off')),
    cover uuid references member (id) on delete restrict,
    cover_half_days integer check (cover_half_days between 1 and 62),
    created_at timestamptz not null,
    version integer not null default 1,
    check ((cover is null) = (cover_half_days is null)),
    check (state <> 'covered' or cover is not null),
    check (cover is distinct from member),
    constraint assignment_absence_no_overlap exclude using gist (assignment with =, during with &&)
        where (state in ('noted', 'covered')),
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);

call protect('assignment_step', 'select, insert');
call protect('assignment_extension', 'select, insert, update');
revoke update (assignment) on assignment_extension from app;
call protect('assignment_absence', 'select, insert, update');
revoke update (assignment) on assignment_absence from app;

create policy seen on assignment_step for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy taken on assignment_step for insert with check (owner = (select app_organisation()));
create policy seen on assignment_extension for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy asked on assignment_extension for insert with check (
    municipality = (select app_organisation()) and state = 'asked');
create policy decided on assignment_extension for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create policy seen on assignment_absence for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()) or cover = (select app_member()));
create policy noted on assignment_absence for insert with check (
    cover is null and (owner = (select app_organisation()) or municipality = (select app_organisation())
        or member = (select app_member())));
create policy changed on assignment_absence for update using (
    owner = (select app_organisation()) or member = (select app_member()));

-- A town takes its question back and decides nothing; a person ends their absence and sends nobody.
create function assignment_extension_decided() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.state in ('approved', 'refused') and new.owner is distinct from app_organisation() then
        raise exception '延長を決められるのは、この人を提案した団体だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger assignment_extension_decided before update on assignment_extension
    for each row execute function assignment_extension_decided();
create function assignment_absence_covered() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.cover is distinct from old.cover and new.owner is distinct from app_organisation() then
        raise exception '代わりの人を決められるのは、この人を提案した団体だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger assignment_absence_covered before update on assignment_absence
    for each row execute function assignment_absence_covered();

-- Nobody works for a town beyond the appointment they work under.
create function assignment_within_appointment() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (select 1 from appointment post where post.id = new.appointment and new.during <@ post.during) then
        raise exception '任用の任期をこえる配属にはできません。先に任用を更新してください。何も変えていません。';
    end if;
    return new;
end $$;
create trigger assignment_within_appointment before update of during on assignment
    for each row when (upper(new.during) > upper(old.during)) execute function assignment_within_appointment();

create index on assignment_step (assignment, created_at);
create index on assignment_extension (assignment);
create index on assignment_extension (owner) where state = 'asked';
create index on assignment_absence (assignment);
create index on assignment_absence (owner) where state in ('noted', 'covered');
create index on assignment_absence (member) where state in ('noted', 'covered');
create index on assignment_absence (cover) where state = 'covered';

-- What a person leaves behind for whoever comes after: a list made from a version of a template, who did what and when.
create table handover (
    id uuid primary key,
    assignment uuid not null unique references assignment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    template text not null check (template <> ''),
    state text not null check (state in ('open', 'done')),
    message text not null default '',
    created_at timestamptz not null,
    closed_at timestamptz,
    version integer not null default 1,
    check ((state = 'done') = (closed_at is not null)),
    unique (id, owner, member, municipality),
    foreign key (assignment, owner, member, municipality)
        references assignment (id, owner, member, municipality) on delete restrict
);
create table handover_item (
    id uuid primary key,
    handover uuid not null references handover (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    number integer not null check (number > 0),
    title text not null check (title <> ''),
    side text not null check (side in ('member', 'town', 'pool')),
    note text not null default '',
    done_at timestamptz,
    done_side text check (done_side in ('member', 'town', 'pool')),
    done_by uuid,
    version integer not null default 1,
    check ((done_at is null) = (done_side is null)),
    constraint handover_item_number unique (handover, number),
    foreign key (handover, owner, member, municipality)
        references handover (id, owner, member, municipality) on delete restrict
);
call protect('handover', 'select, insert, update');
revoke update (assignment) on handover from app;
call protect('handover_item', 'select, insert, update');
revoke update (handover) on handover_item from app;
create policy seen on handover for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy opened on handover for insert with check (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy closed on handover for update using (owner = (select app_organisation()));
create policy seen on handover_item for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy listed on handover_item for insert with check (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create policy ticked on handover_item for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or member = (select app_member()));
create index on handover (owner, state);
create index on handover (municipality);
create index on handover (member);
create index on handover_item (handover, number);
