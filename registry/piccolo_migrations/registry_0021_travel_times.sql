-- Minutes between two towns as a pool knows them: islands, ferries and passes, where the straight line says too little.
-- Each is true both ways round; each has its source and the day it was looked up.
create table travel_time (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    other_municipality uuid not null references organisation (id) on delete restrict,
    minutes integer not null check (minutes between 1 and 1440),
    as_of date not null,
    source text not null check (source <> ''),
    entered_by uuid,
    entered_at timestamptz not null,
    check (municipality <> other_municipality)
);
create unique index travel_time_once on travel_time
    (owner, least(municipality, other_municipality), greatest(municipality, other_municipality));
call protect('travel_time', 'select, insert, update');
create policy own_body on travel_time using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));

alter table import_file
    drop constraint import_file_kind_check,
    add constraint import_file_kind_check check (kind in ('members', 'needs', 'facts', 'companies', 'travel'));
