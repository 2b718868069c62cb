-- What a town is told of a plan whose proposals were sent: that it leaves its need without a person, and why. Neither
-- another town nor a person is in it. Without a right to change: what a later plan says comes in its place.
alter table allocation_run add constraint allocation_run_of_owner unique (id, owner);
create table allocation_left_open (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    run uuid not null references allocation_run (id) on delete restrict,
    why text not null check (why in ('no_candidate', 'forbidden', 'lost')),
    planned_at timestamptz not null,
    constraint allocation_left_open_once unique (owner, need),
    foreign key (run, owner) references allocation_run (id, owner) on delete restrict
);
create index on allocation_left_open (need);
call protect('allocation_left_open', 'select, insert, delete');
create policy seen on allocation_left_open for select using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
create policy told on allocation_left_open for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from need n where n.id = need and n.municipality = allocation_left_open.municipality));
create policy replaced on allocation_left_open for delete using (owner = (select app_organisation()));
