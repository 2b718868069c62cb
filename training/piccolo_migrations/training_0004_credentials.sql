-- Keys that sign badges: the public half is published for as long as a badge may be shown, the private half is kept
-- encrypted under the installation's secret. The latest one signs.
create table badge_key (
    id text primary key check (id ~ '^[A-Za-z0-9_-]{8,64}$'),
    public jsonb not null,
    kept bytea not null,
    created_at timestamptz not null
);
call protect('badge_key', 'select, insert');
create policy published on badge_key for select using (true);
-- The first badge makes the first key; from then on only the ministry's people and the operator change it.
create function badge_key_wanted() returns boolean language sql stable return not exists (select 1 from badge_key);
create policy made on badge_key for insert with check (
    (select app_member()) is not null and badge_key_wanted() or exists (
        select 1 from organisation nation where nation.id = (select app_organisation()) and nation.kind = 'ministry'));

-- A badge as it was signed. Its subject is a registration or a completion of the person; `issuer` is the body that
-- registered, or noted the completion. Whoever holds a shared one may show it to anybody.
create table badge (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    kind text not null check (kind in ('registration', 'training')),
    subject uuid not null,
    issuer uuid not null references organisation (id) on delete restrict,
    name text not null check (name <> ''),
    signed text not null check (signed <> ''),
    signing_key text not null,
    status_index integer not null check (status_index between 0 and 131071),
    created_at timestamptz not null,
    valid_until date,
    shared boolean not null default false,
    revoked_on date,
    revoked_because text not null default '',
    version integer not null default 1,
    constraint badge_once unique (subject),
    constraint badge_status_index unique (status_index),
    check ((revoked_on is null) = (revoked_because = ''))
);
call protect('badge', 'select, insert, update');
revoke update (name, signed, signing_key, status_index, valid_until) on badge from app;
create policy seen on badge for select using (
    shared or member = (select app_member()) or issuer = (select app_organisation()));
create policy asked on badge for insert with check (
    member = (select app_member()) and (
        kind = 'registration' and exists (
            select 1 from registration held where held.id = badge.subject and held.member = badge.member
            and held.ministry = badge.issuer and held.state in ('registered', 'in_use'))
        or kind = 'training' and exists (
            select 1 from training_completion done where done.id = badge.subject and done.member = badge.member
            and done.school = badge.issuer)));
create policy shown on badge for update using (member = (select app_member()) or issuer = (select app_organisation()));
create index on badge (member);
create index on badge (issuer);

-- What anybody may ask: is the badge at this place of the list revoked, or suspended with the registration it speaks of?
-- A place tells nothing of the person.
grant select (status_index, kind, subject, revoked_on) on badge to aggregator;
grant select (id, state) on registration to aggregator;
create policy status_of_all on badge for select to aggregator using (true);
create policy status_of_all on registration for select to aggregator using (true);
grant create on schema public to aggregator;
create view badge_status as
select b.status_index, b.revoked_on is not null or coalesce(r.state = 'struck_off', false) as revoked,
    coalesce(r.state = 'suspended', false) as suspended
from badge b left join registration r on b.kind = 'registration' and r.id = b.subject;
alter view badge_status owner to aggregator;
revoke create on schema public from aggregator;
grant select on badge_status to app;
