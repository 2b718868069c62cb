-- Each town has a period of its own within the agreement; null for whoever takes part without days.
alter table agreement_body add column during daterange check (not isempty(during));

-- How an agreement's cost is divided: numbered versions that are never changed. The highest number holds.
create table agreement_cost_plan (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    number integer not null check (number > 0),
    equal integer not null check (equal >= 0),
    population integer not null check (population >= 0),
    use integer not null check (use >= 0),
    yearly_yen bigint not null check (yearly_yen between 0 and 100000000000),
    created_at timestamptz not null,
    check (equal + population + use = 100),
    constraint agreement_cost_plan_agreement_number_key unique (agreement, number),
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
create table agreement_cost_part (
    id uuid primary key,
    plan uuid not null references agreement_cost_plan (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    population integer check (population >= 0),
    population_as_of date,
    share_per_million integer not null check (share_per_million between 0 and 1000000),
    yearly_yen bigint not null check (yearly_yen >= 0),
    unique (plan, organisation),
    check ((population is null) = (population_as_of is null))
);
call protect('agreement_cost_plan', 'select, insert');
call protect('agreement_cost_part', 'select, insert');
create policy seen on agreement_cost_plan for select using (
    exists (select 1 from agreement a where a.id = agreement_cost_plan.agreement));
-- What a body has approved does not change under it.
create policy planned on agreement_cost_plan for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from agreement a where a.id = agreement_cost_plan.agreement and a.state = 'draft')
    and not exists (
        select 1 from agreement_body b
        where b.agreement = agreement_cost_plan.agreement and b.approved_at is not null));
create policy seen on agreement_cost_part for select using (
    exists (select 1 from agreement_cost_plan p where p.id = agreement_cost_part.plan));
create policy planned on agreement_cost_part for insert with check (
    exists (select 1 from agreement_cost_plan p
            where p.id = agreement_cost_part.plan and p.owner = (select app_organisation())));
create index on agreement_cost_part (plan);

-- No yen is made or lost, whoever writes: the parts of a version make its whole, once the transaction ends.
create function cost_parts_make_the_whole() returns trigger language plpgsql as $$
begin
    if (select sum(part.yearly_yen) <> plan.yearly_yen or sum(part.share_per_million) <> 1000000
        from agreement_cost_plan plan join agreement_cost_part part on part.plan = plan.id
        where plan.id = new.plan group by plan.yearly_yen) then
        raise exception '負担の合計が、全体の額と合いません。何も保存していません。画面を開き直して、もう一度決めてください。';
    end if;
    return null;
end $$;
create constraint trigger cost_parts_make_the_whole after insert on agreement_cost_part
    deferrable initially deferred for each row execute function cost_parts_make_the_whole();
