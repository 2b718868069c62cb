-- What a body counts under a fiscal measure, for its own trial calculation: nobody else reads it.
create table funding_cost (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    fiscal_year integer not null check (fiscal_year between 2015 and 2100),
    measure text not null check (measure in ('cio_aide', 'supporting_staff_special', 'supporting_staff_ordinary',
        'leader_training', 'regional_company_staff')),
    reference text not null check (reference <> ''),
    whose text not null check (whose <> ''),
    cost_kind text not null check (cost_kind in ('pay', 'contract', 'hiring', 'training', 'course', 'examination')),
    amount bigint not null check (amount between 1 and 100000000000),
    subsidies bigint not null check (subsidies between 0 and amount),
    assumes_subsidy boolean not null check (not assumes_subsidy or measure = 'cio_aide'),
    created_at timestamptz not null
);
call protect('funding_cost', 'select, insert, delete');
create policy own_body on funding_cost using (organisation = (select app_organisation()))
    with check (organisation = (select app_organisation()));
-- One cost counts in only one of the measures A, B and E.
create unique index funding_cost_counts_once on funding_cost (organisation, fiscal_year, reference)
    where measure <> 'leader_training';
create index on funding_cost (organisation, fiscal_year, created_at);
