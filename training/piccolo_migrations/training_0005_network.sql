-- The network: events with seats and papers, good practice, mentors, what people want after their term; and the
-- examination fees of fiscal measure C. An event is announced to everybody who signs in; its host alone writes it.
create table event (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('gathering', 'forum', 'study')),
    name text not null check (name <> ''),
    theme text not null check (theme <> ''),
    programme text not null,
    held_on date not null,
    begins_at time not null,
    place text not null check (place <> ''),
    online boolean not null,
    places integer not null check (places between 1 and 2000),
    contact text not null,
    cancelled_because text not null default '',
    created_at timestamptz not null,
    version integer not null default 1
);
call protect('event', 'select, insert, update', '{kind}');
create policy announced on event for select using ((select app_account()) is not null or (select app_role()) = 'system');
create policy held on event for insert with check (owner = (select app_organisation()));
create policy changed on event for update using (owner = (select app_organisation()));
create index on event (held_on, id);
create index on event (owner, held_on);

-- Who comes: a person of the pool for themselves, or somebody for their body. The host and they themselves see it.
create table event_seat (
    id uuid primary key,
    event uuid not null references event (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    account uuid not null references account (id) on delete restrict,
    organisation uuid references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    name text not null,
    came boolean,
    taken_at timestamptz not null,
    constraint event_seat_once unique (event, account),
    check ((organisation is null) <> (member is null))
);
call protect('event_seat', 'select, insert, delete');
grant update (name, came) on event_seat to app;
create policy seen on event_seat for select using (
    owner = (select app_organisation()) or account = (select app_account()) or member = (select app_member()));
create policy taken on event_seat for insert with check (
    account = (select app_account()) and organisation is not distinct from (select app_organisation())
    and member is not distinct from (select app_member()) and came is null
    and exists (select 1 from event held where held.id = event_seat.event and held.owner = event_seat.owner
                and held.cancelled_because = ''));
create policy noted on event_seat for update using (owner = (select app_organisation()));
create policy forgotten on event_seat for update using (member = (select app_member()));
create policy given_back on event_seat for delete using (account = (select app_account()) and came is null);
create index on event_seat (event);
create index on event_seat (account);
create index on event_seat (member) where member is not null;

-- Nobody but the host sees who comes, so `ledger` counts the places, under a lock on the event.
create policy ledger_locks on event for all to ledger using (true);
create policy ledger_counts on event_seat for select to ledger using (true);
grant select, update on event to ledger;
grant select (event) on event_seat to ledger;
create function event_places_checked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    room integer;
begin
    select places into room from event where id = new.event for update;
    if (select count(*) from event_seat where event = new.event) > room then
        raise exception 'no place left' using errcode = 'check_violation', constraint = 'event_places';
    end if;
    return null;
end $$;
grant create on schema public to ledger;
alter function event_places_checked() owner to ledger;
create constraint trigger event_places_checked after insert on event_seat
    for each row execute function event_places_checked();
create view event_places_taken as select event, count(*)::integer as taken from event_seat group by event;
alter view event_places_taken owner to ledger;
revoke create on schema public from ledger;
grant select on event_places_taken to app;

-- Papers of an event, named to everybody; the bytes are for public bodies and whoever has a seat.
create table event_file (
    id uuid primary key,
    event uuid not null references event (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    name text not null,
    created_at timestamptz not null
);
call protect('event_file', 'select, insert');
create policy announced on event_file for select using (
    (select app_account()) is not null or (select app_role()) = 'system');
create policy shared on event_file for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from event held where held.id = event and held.owner = event_file.owner));
create index on event_file (event);

-- Good practice of a town, in the library of a pool. Others read it once the town has said so, and as far as it said.
create table practice (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    written_by uuid not null references organisation (id) on delete restrict,
    theme text not null check (theme <> ''),
    title text not null check (title <> ''),
    story text not null,
    outcome text not null,
    cost text not null default '',
    search_key text not null,
    audience text not null check (audience in ('framework', 'all')),
    state text not null check (state in ('asked', 'shared', 'declined', 'withdrawn')),
    reason text not null default '',
    shared_on date,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check (state <> 'shared' or shared_on is not null)
);
call protect('practice', 'select, insert');
grant update (theme, title, story, outcome, cost, search_key, audience, state, reason, shared_on, changed_at, version)
    on practice to app;
create policy seen on practice for select using (
    owner = (select app_organisation()) or municipality = (select app_organisation())
    or state = 'shared' and (
        audience = 'all' and ((select app_account()) is not null or (select app_role()) = 'system')
        or owner = any ((select app_pools())::uuid[])
        or exists (select 1 from pool_membership kept where kept.member = (select app_member())
                   and kept.pool = practice.owner and kept.during @> app_today())));
create policy written on practice for insert with check (
    municipality = (select app_organisation()) and owner = any ((select app_pools())::uuid[])
    or owner = (select app_organisation()) and state = 'asked'
       and municipality = any ((select app_reach())::uuid[]));
create policy corrected on practice for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()))
    with check (municipality = (select app_organisation()) or owner = (select app_organisation()) and state = 'asked');
create index on practice (owner, changed_at desc);
create index on practice (municipality);
create index on practice (theme) where state = 'shared';

-- A person offers to be asked, and rests when they will. Until they accept, whoever asks reads the offer, not the name.
create table mentor_offer (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    themes text[] not null check (themes <> '{}'),
    experience text not null,
    resting boolean not null default false,
    changed_at timestamptz not null,
    version integer not null default 1,
    constraint mentor_offer_once unique (member)
);
call protect('mentor_offer', 'select, insert');
grant update (themes, experience, resting, changed_at, version) on mentor_offer to app;
create policy offered on mentor_offer for select using (
    member = (select app_member()) or not resting and (select app_account()) is not null);
create policy made on mentor_offer for insert with check (member = (select app_member()));
create policy changed on mentor_offer for update using (member = (select app_member()));

create table mentoring (
    id uuid primary key,
    mentor_offer uuid not null references mentor_offer (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    account uuid not null references account (id) on delete restrict,
    organisation uuid references organisation (id) on delete restrict,
    asking_member uuid references member (id) on delete restrict,
    asked_by text not null,
    mentor_name text not null default '',
    theme text not null,
    words text not null,
    state text not null check (state in ('asked', 'accepted', 'declined', 'taken_back', 'ended')),
    reason text not null default '',
    asked_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null default 1,
    check ((organisation is null) <> (asking_member is null)),
    check (asking_member is distinct from member),
    check (state not in ('accepted', 'ended') or mentor_name <> '')
);
create unique index mentoring_once on mentoring (mentor_offer, account) where state in ('asked', 'accepted');
call protect('mentoring', 'select, insert');
grant update (asked_by, mentor_name, words, state, reason, changed_at, version) on mentoring to app;
create policy seen on mentoring for select using (
    member = (select app_member()) or account = (select app_account()) or asking_member = (select app_member()));
create policy asked on mentoring for insert with check (
    account = (select app_account()) and organisation is not distinct from (select app_organisation())
    and asking_member is not distinct from (select app_member()) and state = 'asked' and mentor_name = ''
    and exists (select 1 from mentor_offer offered where offered.id = mentoring.mentor_offer
                and offered.member = mentoring.member and not offered.resting));
create policy moved on mentoring for update using (
    member = (select app_member()) or account = (select app_account()) or asking_member = (select app_member()));
create index on mentoring (member);
create index on mentoring (account);
create index on mentoring (asking_member) where asking_member is not null;

-- What a person wants after the term: choices alone, no words by which they could be known. Their pools read it; other
-- prefectures only where the person is open to being asked, and without the name.
create table career_wish (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    step text not null check (step in ('stay', 'other_town', 'civil_servant', 'company', 'mentor', 'undecided')),
    from_on date,
    regions text[] not null default '{}',
    open_to_contact boolean not null default false,
    changed_at timestamptz not null,
    version integer not null default 1,
    constraint career_wish_once unique (member)
);
call protect('career_wish', 'select, insert');
grant update (step, from_on, regions, open_to_contact, changed_at, version) on career_wish to app;
create policy seen on career_wish for select using (
    member = (select app_member())
    or exists (select 1 from pool_membership kept where kept.member = career_wish.member
               and kept.pool = (select app_organisation()) and kept.during @> app_today())
    or open_to_contact and exists (select 1 from organisation hall where hall.id = (select app_organisation())
                                   and hall.kind in ('prefecture', 'union')));
create policy said on career_wish for insert with check (member = (select app_member()));
create policy changed on career_wish for update using (member = (select app_member()));

create table career_contact (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    words text not null,
    until date not null,
    state text not null check (state in ('waiting', 'accepted', 'declined', 'taken_back')),
    reason text not null default '',
    asked_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1,
    check (state = 'waiting' or decided_at is not null)
);
create unique index career_contact_once on career_contact (member, organisation) where state = 'waiting';
call protect('career_contact', 'select, insert');
grant update (words, state, reason, decided_at, version) on career_contact to app;
create policy seen on career_contact for select using (
    organisation = (select app_organisation()) or member = (select app_member()));
create policy asked on career_contact for insert with check (
    organisation = (select app_organisation()) and state = 'waiting'
    and exists (select 1 from career_wish wish where wish.member = career_contact.member and wish.open_to_contact));
create policy moved on career_contact for update using (
    organisation = (select app_organisation()) or member = (select app_member()));
create index on career_contact (organisation, asked_at desc);
create index on career_contact (member);

-- Fees of specialist examinations (fiscal measure C, from fiscal 2024): who sat, who paid, the receipt; each once.
create table examination_fee (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    course text not null references course (code) on delete restrict,
    fiscal_year integer not null check (fiscal_year between 2024 and 2100),
    examination text not null check (examination <> ''),
    taker text not null check (taker <> ''),
    sat_on date not null,
    passed boolean,
    amount integer not null check (amount > 0),
    paid_by text not null check (paid_by in ('body', 'prefecture', 'person_repaid')),
    receipt text not null check (receipt <> ''),
    evidence uuid references file (id) on delete restrict,
    created_at timestamptz not null,
    constraint examination_fee_once unique (organisation, examination, taker, sat_on),
    constraint examination_fee_receipt unique (organisation, receipt)
);
call protect('examination_fee', 'select, insert, delete');
create policy seen on examination_fee for select using (
    organisation = (select app_organisation()) or organisation = any ((select app_reach())::uuid[]));
create policy noted on examination_fee for insert with check (organisation = (select app_organisation()));
create policy struck on examination_fee for delete using (organisation = (select app_organisation()));
create index on examination_fee (organisation, fiscal_year);
