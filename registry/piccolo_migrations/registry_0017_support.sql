-- The ministry's support of prefectures: read by the ministry and the prefecture it is for, or by all where it is for all.
create table accompaniment (
    id uuid primary key,
    ministry uuid not null references organisation (id) on delete restrict,
    prefecture uuid references organisation (id) on delete restrict,
    kind text not null check (kind in ('accompaniment', 'briefing', 'list', 'coordination')),
    theme text not null check (theme <> ''),
    issues text not null default '',
    job_description text not null default '',
    hiring_path text not null default '',
    outcome text not null default '',
    held_on date,
    state text not null check (state in ('asked', 'planned', 'running', 'done')),
    changed_at timestamptz not null,
    version integer not null default 1,
    check (state <> 'done' or outcome <> '')
);
call protect('accompaniment', 'select, insert, update');
create policy seen on accompaniment for select using (
    (select app_organisation()) in (ministry, prefecture)
    or prefecture is null and (select app_organisation()) is not null);
create policy told on accompaniment for insert with check (
    ministry = (select app_organisation())
    or prefecture = (select app_organisation()) and kind = 'coordination' and state = 'asked');
create policy kept on accompaniment for update using (ministry = (select app_organisation()));
create index on accompaniment (changed_at desc, id desc);
