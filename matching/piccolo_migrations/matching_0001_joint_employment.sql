-- A proposal belongs to the body that makes it; the others see the lines that concern them, through their party row.
create table proposal (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    form text not null,
    state text not null default 'draft' check (state in ('draft', 'proposed', 'confirmed', 'withdrawn', 'expired',
        'failed')),
    answer_by date,
    message text not null default '',
    run uuid,
    reason text not null default '',
    created_at timestamptz not null,
    sent_at timestamptz,
    version integer not null default 1,
    check (state in ('draft', 'withdrawn') or (sent_at is not null and answer_by is not null)),
    unique (id, owner)
);
-- `owner` is copied onto lines, parties and bodies so that their policies read their own row; the composite foreign key
-- keeps the copy true: nobody hangs a row of their own onto another body's proposal and sees it that way.
create table proposal_line (
    id uuid primary key,
    proposal uuid not null references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    title text not null,
    half_days integer not null check (half_days between 1 and 62),
    on_site_half_days integer not null check (on_site_half_days between 0 and 62),
    during daterange not null check (not isempty(during) and upper(during) is not null),
    struck_at timestamptz,
    unique (proposal, need),
    unique (id, proposal),
    foreign key (proposal, owner) references proposal (id, owner) on delete restrict
);
-- One answer row per party: a town for its line, the member for each line, the employer for the whole.
create table party (
    id uuid primary key,
    proposal uuid not null references proposal (id) on delete restrict,
    line uuid references proposal_line (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('municipality', 'member', 'employer')),
    organisation uuid references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    answer text not null default 'waiting' check (answer in ('waiting', 'accepted', 'declined')),
    reason text not null default '',
    answered_at timestamptz,
    version integer not null default 1,
    check ((kind = 'member') = (member is not null)),
    check ((kind = 'member') = (organisation is null)),
    check ((kind = 'employer') = (line is null)),
    check ((answer = 'waiting') = (answered_at is null)),
    check (answer <> 'declined' or reason <> ''),
    foreign key (proposal, owner) references proposal (id, owner) on delete restrict,
    foreign key (line, proposal) references proposal_line (id, proposal) on delete restrict
);
create unique index on party (proposal, kind, coalesce(line, proposal));
create index on party (organisation) where answer = 'waiting';
create index on party (member) where answer = 'waiting';
create index on proposal_line (proposal);
create index on proposal_line (need);
create index on proposal (owner, state);

call protect('proposal', 'select, insert, update');
call protect('proposal_line', 'select, insert, update, delete');
call protect('party', 'select, insert, update');
-- The proposing body alone sees all parties; supervising it does not help. It updates them too: confirming locks every
-- answer by raising its version, so that a late answer meets a conflict instead of a decision already taken.
create policy seen on party for select using (
    owner = (select app_organisation()) or organisation = (select app_organisation())
    or member = (select app_member()));
create policy sent on party for insert with check (owner = (select app_organisation()));
create policy answered on party for update using (
    owner = (select app_organisation()) or organisation = (select app_organisation())
    or member = (select app_member()));
create policy seen on proposal for select using (
    owner = (select app_organisation())
    or exists (select 1 from party p where p.proposal = proposal.id));
create policy made on proposal for insert with check (owner = (select app_organisation()));
create policy changed on proposal for update using (owner = (select app_organisation()));
create policy seen on proposal_line for select using (
    owner = (select app_organisation())
    or exists (select 1 from party p where p.proposal = proposal_line.proposal
        and (p.line = proposal_line.id or p.line is null)));
create policy made on proposal_line for insert with check (owner = (select app_organisation()));
create policy changed on proposal_line for update using (owner = (select app_organisation()));
create policy removed on proposal_line for delete using (owner = (select app_organisation()));

-- The owner counts answers and never gives one: an answer is changed by the party itself.
create function party_answers_itself() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if (new.answer, new.reason) is distinct from (old.answer, old.reason)
        and new.organisation is distinct from app_organisation() and new.member is distinct from app_member() then
        raise exception '返事ができるのは、その相手だけです。何も変えていません。';
    end if;
    return new;
end $$;
create trigger party_answers_itself before update on party for each row execute function party_answers_itself();

-- What a member declared about dealings with a town, and what each check found: the evidence an audit asks for.
create table conflict_declaration (
    id uuid primary key,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    kind text not null check (kind in ('employer_contract', 'own_business', 'family', 'former_post')),
    statement text not null check (statement <> ''),
    employer uuid references organisation (id) on delete restrict,
    bars boolean not null,
    pool uuid not null references organisation (id) on delete restrict,
    during daterange not null check (not isempty(during)),
    created_at timestamptz not null,
    check (employer is null or kind = 'employer_contract')
);
create table conflict_check (
    id uuid primary key,
    proposal uuid not null references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    clear boolean not null,
    finding text not null,
    checked_at timestamptz not null,
    checked_by uuid
);
call protect('conflict_declaration', 'select, insert, update');
call protect('conflict_check', 'select, insert');
create policy pool_and_self on conflict_declaration for select using (
    pool = any ((select app_reach())::uuid[]) or member = (select app_member()));
create policy declared on conflict_declaration for insert with check (
    pool = (select app_organisation())
    or member = (select app_member()) and exists (
        select 1 from pool_membership kept
        where kept.member = conflict_declaration.member and kept.pool = conflict_declaration.pool));
create policy ended on conflict_declaration for update using (
    pool = (select app_organisation()) or member = (select app_member()));
create policy owner_only on conflict_check using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on conflict_declaration (member, municipality);
create index on conflict_declaration (employer, municipality) where employer is not null;
create index on conflict_declaration (pool);
create index on conflict_check (proposal);
create index on conflict_check (owner, checked_at desc);

-- Forms of appointment: what law sets is data with an article, dates of effect and a source.
create table appointment_form (
    code text not null,
    name text not null,
    article text not null,
    appointed_by text not null check (appointed_by in ('pool_owner', 'each_body')),
    paid_by text not null,
    shortest_months integer check (shortest_months > 0),
    longest_months integer check (longest_months > 0),
    ends_with_fiscal_year boolean not null,
    paper text not null check (paper in ('jirei', 'ishokujo', 'contract')),
    during daterange not null,
    source text not null check (source <> ''),
    primary key (code, during),
    exclude using gist (code with =, during with &&)
);
grant select on appointment_form to app;

create table appointment (
    id uuid primary key,
    proposal uuid not null references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    appointing_body uuid not null references organisation (id) on delete restrict,
    form text not null,
    title text not null,
    during daterange not null check (not isempty(during) and upper(during) is not null),
    state text not null check (state in ('drafted', 'approved', 'in_force', 'suspended', 'ended', 'dismissed')),
    approved_at timestamptz,
    approved_by uuid,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'drafted') = (approved_at is null)),
    unique (proposal, appointing_body)
);
create table assignment (
    id uuid primary key,
    proposal uuid not null references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    municipality uuid not null references organisation (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    appointment uuid not null references appointment (id) on delete restrict,
    half_days integer not null check (half_days between 1 and 62),
    during daterange not null check (not isempty(during) and upper(during) is not null),
    state text not null check (state in ('planned', 'agreed', 'running', 'reviewed', 'ended', 'handed_over')),
    reason text not null default '',
    created_at timestamptz not null,
    version integer not null default 1
);
create unique index assignment_one_per_need on assignment (need) where state in ('planned', 'agreed', 'running');
create table agreement (
    id uuid primary key,
    proposal uuid not null unique references proposal (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    bodies uuid[] not null,
    title text not null,
    during daterange not null,
    state text not null check (state in ('draft', 'concluded', 'ended')),
    concluded_on date,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'draft') = (concluded_on is null)),
    unique (id, owner)
);
create table agreement_body (
    id uuid primary key,
    agreement uuid not null references agreement (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    organisation uuid not null references organisation (id) on delete restrict,
    half_days integer not null,
    share_basis text not null check (share_basis in ('equal', 'population', 'use')),
    share_per_million integer not null check (share_per_million between 0 and 1000000),
    approved_at timestamptz,
    unique (agreement, organisation),
    foreign key (agreement, owner) references agreement (id, owner) on delete restrict
);
call protect('appointment', 'select, insert, update');
call protect('assignment', 'select, insert, update');
call protect('agreement', 'select, insert, update');
call protect('agreement_body', 'select, insert, update');
create policy seen on appointment for select using (
    owner = (select app_organisation()) or appointing_body = (select app_organisation())
    or member = (select app_member()));
create policy drafted on appointment for insert with check (owner = (select app_organisation()));
create policy changed on appointment for update using (
    owner = (select app_organisation()) or appointing_body = (select app_organisation()));
create policy seen on assignment for select using (
    owner = (select app_organisation()) or municipality = any ((select app_reach())::uuid[])
    or member = (select app_member()));
create policy agreed on assignment for insert with check (owner = (select app_organisation()));
create policy changed on assignment for update using (
    owner = (select app_organisation()) or municipality = (select app_organisation()));
-- Who takes part in an agreement reads all of it. The list stands on the agreement, or the two policies would recurse.
create policy seen on agreement for select using ((select app_organisation()) = any (bodies));
create policy drafted on agreement for insert with check (owner = (select app_organisation()));
create policy changed on agreement for update using ((select app_organisation()) = any (bodies));
create policy seen on agreement_body for select using (
    exists (select 1 from agreement a where a.id = agreement_body.agreement));
create policy drafted on agreement_body for insert with check (owner = (select app_organisation()));
create policy changed on agreement_body for update using (organisation = (select app_organisation()));

-- An appointment does not end while somebody still works under it (`architecture.md`, flows).
create function appointment_end_checked() returns trigger language plpgsql as $$
begin
    if exists (select 1 from assignment work
               where work.appointment = new.id and work.state in ('planned', 'agreed', 'running')) then
        raise exception 'この任用には、まだ終わっていない配属があります。先に配属を終えてください。何も変えていません。';
    end if;
    return new;
end $$;
create trigger appointment_end_checked before update of state on appointment
    for each row when (new.state in ('ended', 'dismissed')) execute function appointment_end_checked();

-- A need that people are asked for, or that has its person, stays as it was asked: its days are booked on what it says.
-- Row security would hide from a town the proposal that holds its need, so `ledger` looks, at states and needs alone.
create policy ledger_reads on proposal for select to ledger using (true);
create policy ledger_reads on proposal_line for select to ledger using (true);
create policy ledger_reads on assignment for select to ledger using (true);
grant select (id, state) on proposal to ledger;
grant select (proposal, need, struck_at) on proposal_line to ledger;
grant select (need, state) on assignment to ledger;
create function need_not_taken(wanted uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select 1 from assignment work
               where work.need = wanted and work.state in ('planned', 'agreed', 'running'))
        or exists (select 1 from proposal_line line join proposal on proposal.id = line.proposal
                   where line.need = wanted and line.struck_at is null and proposal.state = 'proposed') then
        raise exception 'この相談には、返事を待っている提案があるか、来る人が決まっています。何も変えていません。'
            '取り下げ、保留、条件の変更をするときは、人を提案した団体に、先に提案の取り下げか配属の終了を頼んでください。';
    end if;
end $$;
create function need_kept() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform need_not_taken(new.id);
    return new;
end $$;
create function need_requirement_kept() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform need_not_taken(new.need);
    return new;
end $$;
grant create on schema public to ledger;
alter function need_not_taken(uuid) owner to ledger;
alter function need_kept() owner to ledger;
alter function need_requirement_kept() owner to ledger;
revoke create on schema public from ledger;
revoke execute on function need_not_taken(uuid) from public;
create trigger need_kept before update of state on need
    for each row when (old.state = 'accepted' and new.state in ('withdrawn', 'on_hold')) execute function need_kept();
create trigger need_requirement_kept before update on need_requirement
    for each row execute function need_requirement_kept();

create index on appointment (owner, state);
create index on appointment (appointing_body, state);
create index on appointment (member);
create index on assignment (owner, state);
create index on assignment (municipality, state);
create index on assignment (member);
create index on assignment (appointment);
create index on agreement (owner, state);
create index on agreement_body (organisation) where approved_at is null;
create index on agreement_body (agreement);
