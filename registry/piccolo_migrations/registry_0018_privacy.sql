-- 個人情報の保護に関する法律: disclosure (第76条), correction (第90条), end of use and erasure (第98条); to be decided within 30 days
-- (第83条, 第94条, 第102条), once prolonged by at most 30 days with the reason told.
create table privacy_request (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    pool uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('disclosure', 'correction', 'erasure')),
    detail text not null,
    received_on date not null,
    due_on date not null check (due_on <= received_on + 60),
    by_person boolean not null,
    state text not null default 'received'
        check (state in ('received', 'extended', 'granted', 'partly', 'refused', 'withdrawn')),
    extension_reason text not null default '',
    answer text not null default '',
    decided_on date,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((due_on = received_on + 30) = (extension_reason = '')),
    check ((decided_on is not null) = (state in ('granted', 'partly', 'refused', 'withdrawn')))
);
call protect('privacy_request', 'select, insert, update', array['due_on']);
create policy parties on privacy_request for select using (
    pool = (select app_organisation()) or member = (select app_member()));
-- The person asks for themselves; a body notes what reached it on paper, for people of its own pool.
create policy asked on privacy_request for insert with check (
    member = (select app_member()) and by_person
    or pool = (select app_organisation()) and not by_person
    and exists (select 1 from pool_membership kept
        where kept.member = privacy_request.member and kept.pool = (select app_organisation())));
create policy moved on privacy_request for update using (
    pool = (select app_organisation()) or member = (select app_member()));
create index on privacy_request (pool, due_on) where decided_on is null;
create index on privacy_request (member);
