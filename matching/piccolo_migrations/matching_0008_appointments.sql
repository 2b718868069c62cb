-- Who evaluates under a form, and whether a side job needs permission: law, so dated data; not found is a value.
alter table appointment_form add column evaluated_by text not null default '未確認';
alter table appointment_form add column side_job text not null default 'unknown'
    check (side_job in ('permission', 'none', 'unknown'));
alter table appointment_form add column side_job_article text not null default '未確認';

-- Each decision about an appointment, as it was taken: never changed, the ground of its paper.
alter table appointment add constraint appointment_whole unique (id, owner, member, appointing_body);
create table appointment_step (
    id uuid primary key,
    appointment uuid not null references appointment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    appointing_body uuid not null references organisation (id) on delete restrict,
    verb text not null check (verb in ('renew', 'change', 'suspend', 'resume', 'retire', 'dismiss')),
    reason text not null check (reason <> ''),
    effective_on date not null,
    title_before text not null,
    title_after text not null,
    last_day_before date not null,
    last_day_after date not null,
    done_by uuid,
    created_at timestamptz not null,
    foreign key (appointment, owner, member, appointing_body)
        references appointment (id, owner, member, appointing_body) on delete restrict
);
call protect('appointment_step', 'select, insert');
create policy seen on appointment_step for select using (
    owner = (select app_organisation()) or appointing_body = (select app_organisation())
    or member = (select app_member()));
create policy taken on appointment_step for insert with check (appointing_body = (select app_organisation()));
create index on appointment_step (appointment, created_at);

-- A side job (兼業) that somebody asks permission for (地方公務員法 38条), with the decision of whoever appoints.
create table side_job (
    id uuid primary key,
    appointment uuid not null references appointment (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    appointing_body uuid not null references organisation (id) on delete restrict,
    employer_name text not null check (employer_name <> ''),
    work text not null check (work <> ''),
    during daterange not null check (not isempty(during) and upper(during) is not null),
    state text not null check (state in ('asked', 'granted', 'refused')),
    reason text not null default '',
    decided_at timestamptz,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'asked') = (decided_at is null)),
    check (state <> 'refused' or reason <> ''),
    foreign key (appointment, owner, member, appointing_body)
        references appointment (id, owner, member, appointing_body) on delete restrict
);
call protect('side_job', 'select, insert, update');
create policy seen on side_job for select using (
    owner = (select app_organisation()) or appointing_body = (select app_organisation())
    or member = (select app_member()));
create policy asked on side_job for insert with check (
    owner = (select app_organisation()) or member = (select app_member()));
create policy decided on side_job for update using (appointing_body = (select app_organisation()));
create index on side_job (appointment);
create index on side_job (appointing_body) where state = 'asked';

-- Nobody works outside the term of the appointment they work under.
create function appointment_covers_work() returns trigger language plpgsql as $$
begin
    if exists (select 1 from assignment work where work.appointment = new.id
               and work.state in ('planned', 'agreed', 'running') and not work.during <@ new.during) then
        raise exception 'この任用には、新しい任期をこえる配属があります。先に配属の期間を変えてください。何も変えていません。';
    end if;
    return new;
end $$;
create trigger appointment_covers_work before update of during on appointment
    for each row when (new.during is distinct from old.during) execute function appointment_covers_work();
