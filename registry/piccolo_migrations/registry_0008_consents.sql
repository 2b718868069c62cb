-- The wording of consents: numbered documents with the days on which each is put before people. Public: it is a form.
create table consent_wording (
    number integer primary key check (number > 0),
    title text not null check (title <> ''),
    body text not null check (body <> ''),
    longest_months integer not null check (longest_months between 1 and 60),
    during daterange not null check (not isempty(during)),
    source text not null check (source <> ''),
    exclude using gist (during with &&)
);
grant select on consent_wording to app;

-- A body asks to be told a name; the person decides, or the pool writes down what the person decided on paper.
create table disclosure_request (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    receiver uuid not null references organisation (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    purpose text not null check (purpose in ('consider', 'proposal', 'training', 'registration', 'lecture', 'contact')),
    detail text not null default '',
    until date not null,
    state text not null check (state in ('waiting', 'consented', 'refused', 'withdrawn', 'lapsed')),
    reason text not null default '',
    created_by uuid,
    created_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1,
    check ((state = 'waiting') = (decided_at is null))
);
call protect('disclosure_request', 'select, insert, update');
create unique index disclosure_request_one_waiting on disclosure_request (member, receiver, purpose) where state = 'waiting';
create index on disclosure_request (receiver, created_at desc);
create index on disclosure_request (pool, state);
create policy parties on disclosure_request for select using (
    receiver = (select app_organisation()) or member = (select app_member()) or pool = (select app_organisation()));
-- Asked by whoever sees the card, through the pool in which they see it; or by whoever was given the name for another
-- purpose, through the body that gave it.
create policy asked on disclosure_request for insert with check (
    receiver = (select app_organisation()) and receiver <> pool and (
        exists (select 1 from pool_membership kept where kept.member = disclosure_request.member
            and kept.pool = disclosure_request.pool and kept.during @> (select app_today()))
        or exists (select 1 from disclosure given where given.member = disclosure_request.member
            and given.receiver = disclosure_request.receiver and given.granted_by = disclosure_request.pool
            and given.during @> (select app_today()))));
create policy moved on disclosure_request for update using (
    receiver = (select app_organisation()) or member = (select app_member()) or pool = (select app_organisation()));
create function disclosure_request_decided_by_others() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
    if new.state in ('consented', 'refused') and new.state <> old.state
        and new.member is distinct from app_member() and new.pool is distinct from app_organisation() then
        raise exception '名前を見せるかどうかを決められるのは、本人と、本人を受け持つ人材プールだけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger disclosure_request_decided_by_others before update on disclosure_request
    for each row execute function disclosure_request_decided_by_others();

-- How a consent came: to which wording, in one's own account or on paper, and where the paper is. The receiver reads
-- the disclosure, not this.
create table consent (
    disclosure uuid primary key references disclosure (id) on delete cascade,
    member uuid not null references member (id) on delete restrict,
    request uuid references disclosure_request (id) on delete restrict,
    wording integer not null references consent_wording (number) on delete restrict,
    means text not null check (means in ('account', 'paper')),
    given_on date not null,
    recorded_by uuid references organisation (id) on delete restrict,
    evidence uuid references file (id) on delete restrict,
    evidence_note text not null default '',
    created_at timestamptz not null,
    check ((means = 'paper') = (recorded_by is not null)),
    check (means = 'account' or evidence_note <> '')
);
call protect('consent', 'select, insert, update');
revoke update on consent from app;
grant update (evidence, evidence_note) on consent to app;
create policy own_and_pool on consent for select using (
    member = (select app_member()) or recorded_by = (select app_organisation()) or exists (
        select 1 from pool_membership kept where kept.member = consent.member
        and kept.pool = (select app_organisation())));
create policy given on consent for insert with check (
    means = 'account' and member = (select app_member())
    or means = 'paper' and recorded_by = (select app_organisation()) and exists (
        select 1 from pool_membership kept where kept.member = consent.member
        and kept.pool = recorded_by and kept.during @> (select app_today())));
-- What a scan shows goes when its time is over; that a consent was given, to what and when, stays.
create policy scan_removed on consent for update using (
    member = (select app_member()) or recorded_by = (select app_organisation()));
create index on consent (member);

-- Whether a person can answer for themselves: yes or no, never which account.
create function member_signs_in(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from account where account.member = person and account.closed_at is null)
$$;
grant create on schema public to doorkeeper;
alter function member_signs_in(uuid) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function member_signs_in(uuid) from public;
grant execute on function member_signs_in(uuid) to app;

-- Erasure: what stands in another noun's table and could not be taken away until now. The person, or the body that
-- registered them working for both, removes the account; one that also works for a body stays with that body's roles.
grant delete on account, notice, mail_outbox to app;
create policy erased on account for delete using (
    member = (select app_member()) and (select app_organisation()) is not null);
create policy erased on notice for delete using (
    member = (select app_member())
    or (select app_organisation()) in (organisation, sender) and (select app_role()) = 'system'
    and created_at < now() - interval '1 year');

-- One row a body, class and day: how much was overdue, how much went, how much is left. Nothing left is the proof.
create table retention_run (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    class text not null,
    day date not null,
    found integer not null check (found >= 0),
    removed integer not null check (removed between 0 and found),
    kept_back integer not null check (kept_back between 0 and found),
    created_at timestamptz not null,
    constraint retention_run_once unique (organisation, class, day)
);
call protect('retention_run', 'select, insert');
create policy own_body on retention_run using (organisation = (select app_organisation()))
    with check (organisation = (select app_organisation()));
