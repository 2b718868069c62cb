-- The board of joint procurement: every body reads it, each keeps what it tells itself.
create table joint_procurement (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    system integer not null check (system between 1 and 999),
    name text not null check (name <> ''),
    participants uuid[] not null default '{}',
    cost_basis text not null check (cost_basis in ('equal', 'population', 'use', 'mix', 'unknown')),
    standing text not null check (standing in ('planned', 'running', 'over')),
    supplier text not null default '',
    note text not null default '',
    contact text not null,
    changed_at timestamptz not null,
    version integer not null default 1
);
create table joint_procurement_file (
    id uuid primary key,
    procurement uuid not null references joint_procurement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    file uuid not null references file (id) on delete restrict,
    name text not null,
    created_at timestamptz not null
);
call protect('joint_procurement', 'select, insert, update');
call protect('joint_procurement_file', 'select, insert');
create policy told on joint_procurement for select using (
    (select app_account()) is not null or (select app_role()) = 'system');
create policy kept on joint_procurement for insert with check (owner = (select app_organisation()));
create policy mended on joint_procurement for update using (owner = (select app_organisation()));
create policy told on joint_procurement_file for select using (
    (select app_account()) is not null or (select app_role()) = 'system');
create policy shared on joint_procurement_file for insert with check (owner = (select app_organisation())
    and exists (select 1 from joint_procurement p where p.id = procurement and p.owner = joint_procurement_file.owner));
create index on joint_procurement (changed_at desc, id desc);
create index on joint_procurement (system);
create index on joint_procurement_file (procurement);
