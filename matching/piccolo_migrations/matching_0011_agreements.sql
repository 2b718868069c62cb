-- A body's own wording of an agreement, with places to be filled: numbered versions that are never changed.
create table agreement_wording (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    number integer not null check (number > 0),
    text text not null check (text <> ''),
    comment text not null default '',
    created_at timestamptz not null,
    constraint agreement_wording_owner_number_key unique (owner, number)
);
call protect('agreement_wording', 'select, insert');
create policy seen on agreement_wording for select using (owner = (select app_organisation()));
create policy written on agreement_wording for insert with check (owner = (select app_organisation()));

-- An agreement has a text that its bodies negotiate, is signed after it was agreed, and may replace an earlier one of
-- the same proposal. `bodies` stands in the order of signing; `post` says who is shared, never by name.
alter table agreement add column amends uuid references agreement (id) on delete restrict;
alter table agreement add column post text not null default '';
alter table agreement add column current_text integer not null default 0 check (current_text >= 0);
alter table agreement add column in_force_on date;
alter table agreement drop constraint agreement_state_check;
alter table agreement add constraint agreement_state_check
    check (state in ('draft', 'concluded', 'in_force', 'ended'));
alter table agreement add constraint agreement_in_force_since
    check (state <> 'in_force' or in_force_on is not null);
alter table agreement drop constraint agreement_proposal_key;
create unique index agreement_proposal_key on agreement (proposal) where amends is null;
create unique index agreement_amends_key on agreement (amends);
-- Which version of the text a body agreed to; where the text has moved on, its agreement is taken back.
alter table agreement_body add column agreed_text integer;
grant update (current_text, in_force_on) on agreement to app;
grant update (agreed_text) on agreement_body to app;
-- The list of bodies is who reads the agreement: its keeper may order it anew, and nobody may change who is in it.
create function agreement_bodies_stay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.owner is distinct from app_organisation() or cardinality(new.bodies) <> cardinality(old.bodies)
        or not new.bodies @> old.bodies then
        raise exception '協定に加わる団体は変えられません。何も変えていません。';
    end if;
    return new;
end $$;
create trigger agreement_bodies_stay before update of bodies on agreement
    for each row when (new.bodies is distinct from old.bodies) execute function agreement_bodies_stay();

create table agreement_text (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    number integer not null check (number > 0),
    text text not null check (text <> ''),
    comment text not null default '',
    proposed_by uuid not null references organisation (id) on delete restrict,
    wording_owner uuid references organisation (id) on delete restrict,
    wording_number integer check (wording_number > 0),
    created_at timestamptz not null,
    constraint agreement_text_agreement_number_key unique (agreement, number),
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
create table agreement_annex (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    title text not null check (title <> ''),
    file uuid not null references file (id) on delete restrict,
    added_by uuid not null references organisation (id) on delete restrict,
    created_at timestamptz not null,
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
create table agreement_signature (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    signed_on date not null,
    office text not null check (office <> ''),
    signer text not null check (signer <> ''),
    file uuid references file (id) on delete restrict,
    noted_by uuid not null references organisation (id) on delete restrict,
    created_at timestamptz not null,
    constraint agreement_signature_once unique (agreement, organisation),
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
call protect('agreement_text', 'select, insert');
call protect('agreement_annex', 'select, insert, delete');
call protect('agreement_signature', 'select, insert');
create policy seen on agreement_text for select using (
    exists (select 1 from agreement a where a.id = agreement_text.agreement));
create policy proposed on agreement_text for insert with check (
    proposed_by = (select app_organisation())
    and exists (select 1 from agreement a where a.id = agreement_text.agreement and a.state = 'draft'));
create policy seen on agreement_annex for select using (
    exists (select 1 from agreement a where a.id = agreement_annex.agreement));
create policy added on agreement_annex for insert with check (
    added_by = (select app_organisation())
    and exists (select 1 from agreement a where a.id = agreement_annex.agreement and a.state = 'draft'));
create policy taken_away on agreement_annex for delete using (
    added_by = (select app_organisation())
    and exists (select 1 from agreement a where a.id = agreement_annex.agreement and a.state = 'draft'));
create policy seen on agreement_signature for select using (
    exists (select 1 from agreement a where a.id = agreement_signature.agreement));
-- A body notes its own signature; the keeper, to whom the signed papers come back, may note it as well.
create policy noted on agreement_signature for insert with check (
    noted_by = (select app_organisation())
    and (organisation = (select app_organisation()) or owner = (select app_organisation()))
    and exists (select 1 from agreement a where a.id = agreement_signature.agreement and a.state = 'concluded'
                and agreement_signature.organisation = any (a.bodies)));

-- What stands in the way of another division is an agreement to the text as it stands now.
alter policy planned on agreement_cost_plan with check (
    owner = (select app_organisation())
    and exists (select 1 from agreement a where a.id = agreement_cost_plan.agreement and a.state = 'draft')
    and not exists (
        select 1 from agreement_body b join agreement a on a.id = b.agreement
        where b.agreement = agreement_cost_plan.agreement and b.approved_at is not null
            and coalesce(b.agreed_text, 0) = a.current_text));

-- Concluded when every body agreed to the text that stands, in force when every body signed: whoever writes.
create function agreement_agreed_by_all() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select 1 from agreement_body b where b.agreement = new.id
               and (b.approved_at is null or coalesce(b.agreed_text, 0) <> new.current_text)) then
        raise exception 'まだ合意していない団体があるため、協定を締結できません。何も変えていません。';
    end if;
    return new;
end $$;
create trigger agreement_agreed_by_all before update of state on agreement
    for each row when (old.state = 'draft' and new.state = 'concluded') execute function agreement_agreed_by_all();
create function agreement_signed_by_all() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if exists (select 1 from unnest(new.bodies) as body where not exists (
        select 1 from agreement_signature s where s.agreement = new.id and s.organisation = body)) then
        raise exception '署名していない団体があるため、協定は発効しません。何も変えていません。';
    end if;
    return new;
end $$;
create trigger agreement_signed_by_all before insert or update of state, bodies on agreement
    for each row when (new.state = 'in_force') execute function agreement_signed_by_all();

-- What agreements rest on, as `matching/assignments` publishes it: a town's half-days a month, need by need, and its days.
create view assignment_term with (security_invoker = true) as
select proposal, municipality, sum(half_days)::integer as half_days, daterange(min(first_day), max(day_after)) as during
from (select proposal, municipality, need, max(half_days) as half_days, min(lower(during)) as first_day,
          max(upper(during)) as day_after
      from assignment group by proposal, municipality, need) served
group by proposal, municipality;
grant select on assignment_term to app;

create index on agreement_text (agreement);
create index on agreement_annex (agreement);
