-- A plan over years: who is to be where, when (Hiroshima: one person in two cities, then in the next two). It books
-- nothing and asks nobody; a person turns a row into a proposal.
create table rotation (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    title text not null check (title <> ''),
    note text not null default '',
    created_at timestamptz not null,
    version integer not null default 1,
    unique (id, owner)
);
create table rotation_turn (
    id uuid primary key,
    rotation uuid not null references rotation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    during daterange not null check (not isempty(during) and upper(during) is not null),
    half_days integer not null check (half_days between 1 and 62),
    state text not null check (state in ('planned', 'taken_up', 'dropped')),
    reason text not null default '',
    taken_up_as uuid references proposal (id) on delete restrict,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'taken_up') = (taken_up_as is not null)),
    foreign key (rotation, owner) references rotation (id, owner) on delete restrict
);
call protect('rotation', 'select, insert, update');
call protect('rotation_turn', 'select, insert, update');
revoke update (rotation) on rotation_turn from app;
create policy own on rotation using (owner = (select app_organisation())) with check (owner = (select app_organisation()));
create policy own on rotation_turn using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on rotation (owner);
create index on rotation_turn (rotation);
create index on rotation_turn (member);
