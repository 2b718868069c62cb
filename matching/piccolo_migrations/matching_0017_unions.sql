-- A union whose pool towns take part in hears them and looks for people as their prefecture does (Nagano's model). The
-- row keeps the town's prefecture, by which the nation is counted; who writes is the prefecture or a union of it.
create function app_hears_for(hall uuid, town uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select hall = app_organisation()
        or town = any (app_reach()::uuid[]) and exists (select 1 from organisation o
            where o.id = app_organisation() and o.kind = 'union' and o.prefecture = hall)
$$;
drop policy written on need_requirement;
drop policy changed on need_requirement;
create policy written on need_requirement for insert with check (
    municipality = any ((select app_reach())::uuid[]) and app_hears_for(prefecture, municipality));
create policy changed on need_requirement for update using (app_hears_for(prefecture, municipality));
drop policy written on need_skill;
create policy written on need_skill for all using (exists (select 1 from need_requirement r
    where r.need = need_skill.need and app_hears_for(r.prefecture, r.municipality)));

-- Two bodies may now look for people for one need, and neither sees the other's proposals: whoever sends first asks.
create function proposal_needs_open() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select 1 from proposal_line mine
               join proposal_line other on other.need = mine.need and other.proposal <> mine.proposal
               join proposal on proposal.id = other.proposal and proposal.state = 'proposed'
               where mine.proposal = new.id and mine.struck_at is null and other.struck_at is null) then
        raise exception 'この提案の相談のどれかは、ほかの団体の提案で返事を待っています。送っていません。'
            'その返事が決まってから、もう一度送ってください。';
    end if;
    return new;
end $$;
grant create on schema public to ledger;
alter function proposal_needs_open() owner to ledger;
revoke create on schema public from ledger;
create trigger proposal_needs_open before update of state on proposal
    for each row when (old.state = 'draft' and new.state = 'proposed') execute function proposal_needs_open();
