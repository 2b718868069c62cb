-- A paper that somebody draws up: what it says is fixed here, is read and approved as it stands, and then issued.
create table paper_draft (
    id uuid primary key,
    kind text not null check (kind ~ '^[a-z_]{1,40}$'),
    about uuid not null,
    edition integer not null check (edition > 0),
    issuer uuid not null references organisation (id) on delete restrict,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid references member (id) on delete restrict,
    readers uuid[] not null default '{}',
    title text not null check (title <> ''),
    content jsonb not null,
    state text not null check (state in ('drawn', 'approved', 'withdrawn')),
    reason text not null default '',
    drawn_by uuid,
    approved_by uuid,
    approved_at timestamptz,
    created_at timestamptz not null,
    version integer not null default 1,
    check ((state = 'approved') = (approved_at is not null)),
    check ((state = 'withdrawn') = (reason <> '')),
    constraint paper_draft_edition unique (kind, about, edition)
);
-- Many papers taken along at once: printed by one job, kept for a week. `failures`: which were left out, and why.
create table paper_batch (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    documents uuid[] not null check (cardinality(documents) between 1 and 200),
    ending text not null check (ending in ('pdf', 'zip')),
    progress uuid not null,
    state text not null check (state in ('waiting', 'made', 'failed')),
    bytes bytea,
    failures jsonb not null default '[]',
    created_at timestamptz not null,
    check ((state = 'made') = (bytes is not null))
);
call protect('paper_draft', 'select, insert, update, delete');
revoke update (about, edition, title, content, readers, drawn_by) on paper_draft from app;
call protect('paper_batch', 'select, insert, update, delete');
revoke update (documents, ending, progress) on paper_batch from app;
-- The body that draws it up and the body that is to issue it; supervision reads none.
create policy seen on paper_draft for select using ((select app_organisation()) in (owner, issuer));
create policy drawn on paper_draft for insert with check (owner = (select app_organisation()) and state = 'drawn');
create policy decided on paper_draft for update using ((select app_organisation()) in (owner, issuer))
    with check (issuer = (select app_organisation()) or owner = (select app_organisation()) and state <> 'approved');
create policy forgotten on paper_draft for delete using (
    (select app_organisation()) in (owner, issuer) and state <> 'approved');
create policy own_body on paper_batch using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on paper_draft (owner, created_at desc);
create index on paper_draft (issuer) where state = 'drawn';
create index on paper_draft (member);
create index on paper_batch (owner, created_at desc);
create index on document (issuer, kind, fiscal_year, number);
-- A batch holds copies of papers and goes after a week; the age stands here, so that whoever calls cannot choose it.
create policy forgotten on paper_batch to ledger using (created_at < now() - interval '7 days');
grant select (created_at), delete on paper_batch to ledger;
create function forget_old_batches() returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from paper_batch where created_at < now() - interval '7 days';
$$;
grant create on schema public to ledger;
alter function forget_old_batches() owner to ledger;
revoke create on schema public from ledger;
revoke execute on function forget_old_batches() from public;
grant execute on function forget_old_batches() to app;
