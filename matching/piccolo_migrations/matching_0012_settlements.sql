-- What a year of joint employment cost and who bears it. A closed one never changes: a correction is another that
-- names it. `bodies` read it once it is told; the weights are those of the agreement, in per cent.
create table settlement (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    proposal uuid not null references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    bodies uuid[] not null,
    fiscal_year integer not null check (fiscal_year between 2000 and 2100),
    corrects uuid references settlement (id) on delete restrict,
    reason text not null default '',
    equal integer not null check (equal >= 0),
    population integer not null check (population >= 0),
    use integer not null check (use >= 0),
    total_yen bigint check (total_yen between 0 and 100000000000),
    state text not null check (state in ('draft', 'told', 'agreed', 'closed')),
    told_on date,
    closed_on date,
    created_at timestamptz not null,
    version integer not null default 1,
    check (equal + population + use = 100),
    check ((state = 'draft') = (total_yen is null)),
    check ((state = 'draft') = (told_on is null)),
    check ((state = 'closed') = (closed_on is not null)),
    check ((corrects is null) = (reason = '')),
    unique (id, owner),
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
create unique index settlement_year_once on settlement (proposal, fiscal_year) where corrects is null;
create unique index settlement_corrects_key on settlement (corrects);
create table settlement_cost (
    id uuid primary key,
    settlement uuid not null references settlement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    incurred_on date not null,
    kind text not null check (kind in ('pay', 'contract', 'travel', 'hiring', 'training', 'other')),
    source text not null check (source <> ''),
    amount bigint not null check (amount between 1 and 1000000000),
    created_at timestamptz not null,
    foreign key (settlement, owner) references settlement (id, owner) on delete restrict
);
create table settlement_share (
    id uuid primary key,
    settlement uuid not null references settlement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    inhabitants integer check (inhabitants >= 0),
    inhabitants_as_of date,
    half_days integer check (half_days >= 0),
    paid_yen bigint not null check (paid_yen between 0 and 100000000000),
    share_yen bigint check (share_yen >= 0),
    agreed_at timestamptz,
    check ((inhabitants is null) = (inhabitants_as_of is null)),
    check ((half_days is null) = (share_yen is null)),
    check (agreed_at is null or share_yen is not null),
    constraint settlement_share_once unique (settlement, organisation),
    foreign key (settlement, owner) references settlement (id, owner) on delete restrict
);
call protect('settlement', 'select, insert');
call protect('settlement_cost', 'select, insert, delete');
call protect('settlement_share', 'select, insert');
grant update (state, total_yen, told_on, closed_on, version) on settlement to app;
grant update (half_days, paid_yen, share_yen, agreed_at) on settlement_share to app;
create policy seen on settlement for select using (
    owner = (select app_organisation()) or (state <> 'draft' and (select app_organisation()) = any (bodies)));
create policy opened on settlement for insert with check (owner = (select app_organisation()));
create policy moved on settlement for update using (
    owner = (select app_organisation()) or (state <> 'draft' and (select app_organisation()) = any (bodies)));
create policy seen on settlement_cost for select using (
    exists (select 1 from settlement s where s.id = settlement_cost.settlement));
create policy entered on settlement_cost for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from settlement s where s.id = settlement_cost.settlement and s.state = 'draft'));
create policy struck on settlement_cost for delete using (
    owner = (select app_organisation())
    and exists (select 1 from settlement s where s.id = settlement_cost.settlement and s.state = 'draft'));
create policy seen on settlement_share for select using (
    exists (select 1 from settlement s where s.id = settlement_share.settlement));
create policy opened on settlement_share for insert with check (
    owner = (select app_organisation())
    and exists (select 1 from settlement s where s.id = settlement_share.settlement and s.state = 'draft'));
create policy written on settlement_share for update using (
    owner = (select app_organisation()) or organisation = (select app_organisation()));

-- A closed year stays; only its keeper closes it.
create function settlement_kept() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if old.state = 'closed' then
        raise exception '締めた年度の精算は変えられません。直すときは、訂正の精算をつくってください。何も変えていません。';
    end if;
    if new.owner is distinct from app_organisation()
        and (old.state <> 'told' or new.state not in ('told', 'agreed') or new.total_yen is distinct from old.total_yen
            or new.told_on is distinct from old.told_on) then
        raise exception '精算を進められるのは、取りまとめる団体だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger settlement_kept before update on settlement for each row execute function settlement_kept();
-- Figures are the keeper's while it drafts; agreement to them is each body's own, and is taken back with the figures.
create function settlement_share_kept() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    stage text;
begin
    select state into stage from settlement where id = new.settlement;
    if (new.half_days, new.paid_yen, new.share_yen) is distinct from (old.half_days, old.paid_yen, old.share_yen)
        and (stage is distinct from 'draft' or new.owner is distinct from app_organisation()) then
        raise exception '通知したあとの負担額は変えられません。何も変えていません。';
    end if;
    if new.agreed_at is distinct from old.agreed_at and not (
        new.agreed_at is null and stage = 'draft' and new.owner = app_organisation()
        or new.agreed_at is not null and stage = 'told' and new.organisation = app_organisation()) then
        raise exception '負担額に同意できるのは、その団体だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger settlement_share_kept before update on settlement_share
    for each row execute function settlement_share_kept();

-- No yen is made or lost, and nothing is agreed for anybody, whoever writes: looked at once the transaction ends.
create function settlement_is_whole() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.state <> 'draft' and (
        new.total_yen is distinct from (select sum(amount) from settlement_cost where settlement = new.id)
        or new.total_yen is distinct from (select sum(share_yen) from settlement_share where settlement = new.id)) then
        raise exception '負担額の合計が、費用の総額と合いません。何も変えていません。';
    end if;
    if new.state in ('agreed', 'closed')
        and exists (select 1 from settlement_share where settlement = new.id and agreed_at is null) then
        raise exception 'まだ同意していない団体があります。何も変えていません。';
    end if;
    return null;
end $$;
create constraint trigger settlement_is_whole after update of state on settlement
    deferrable initially deferred for each row execute function settlement_is_whole();

create index on settlement (owner, fiscal_year);
create index on settlement_cost (settlement);
create index on settlement_share (organisation) where agreed_at is null;
