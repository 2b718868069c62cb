-- Which rules have to be kept is versioned data (registry/accelerators/reference/checks.csv); a registration is checked
-- by the rules it was recommended under.
alter table registration_check drop constraint registration_check_rule_check;
alter table registration_check add constraint registration_check_rule_check check (rule ~ '^[a-z_]{1,40}$');
alter table registration add column rule_set text not null default 'default-2024';
alter table registration add column grounds text not null default '';

-- Every term of a registration: the first and each renewal.
create table registration_term (
    id uuid primary key,
    registration uuid not null references registration (id) on delete restrict,
    during daterange not null,
    entered_on date not null,
    unique (registration, during)
);
-- What a card says of the person's post. The member or the pool keeps it; it is no part of the registration itself.
create table registration_post (
    registration uuid primary key references registration (id) on delete restrict,
    body text not null,
    division text not null default '',
    post text not null default '',
    address text not null default '',
    phone text not null default '',
    email text not null default '',
    changed_at timestamptz not null,
    version integer not null default 1
);
-- What anybody with the certificate's code may read. Name and body stand here only where the holder allows it.
create table registration_certificate (
    registration uuid primary key references registration (id) on delete restrict,
    code text not null unique check (code ~ '^[A-Z2-7]{12}$'),
    shown_name text not null default '',
    shown_body text not null default '',
    changed_at timestamptz not null,
    version integer not null default 1
);
call protect('registration_term', 'select, insert');
call protect('registration_post', 'select, insert, delete');
call protect('registration_certificate', 'select, insert');
grant update (body, division, post, address, phone, email, changed_at, version) on registration_post to app;
grant update (grounds, rule_set) on registration to app;
grant update (shown_name, shown_body, changed_at, version) on registration_certificate to app;
create policy seen on registration_term for select using (
    exists (select 1 from registration r where r.id = registration_term.registration));
create policy entered on registration_term for insert with check (
    exists (select 1 from registration r where r.id = registration and r.ministry = (select app_organisation())));
create policy seen on registration_post for select using (
    exists (select 1 from registration r where r.id = registration_post.registration));
create policy kept on registration_post for insert with check (exists (
    select 1 from registration r where r.id = registration
    and (r.recommended_by = (select app_organisation()) or r.member = (select app_member()))));
create policy changed on registration_post for update using (exists (
    select 1 from registration r where r.id = registration
    and (r.recommended_by = (select app_organisation()) or r.member = (select app_member()))));
create policy forgotten on registration_post for delete using (exists (
    select 1 from registration r where r.id = registration
    and (r.recommended_by = (select app_organisation()) or r.member = (select app_member()))));
create policy seen on registration_certificate for select using (
    exists (select 1 from registration r where r.id = registration_certificate.registration));
create policy made on registration_certificate for insert with check (
    exists (select 1 from registration r where r.id = registration and r.ministry = (select app_organisation())));
create policy allowed on registration_certificate for update using (exists (
    select 1 from registration r where r.id = registration
    and (r.recommended_by = (select app_organisation()) or r.member = (select app_member()))));
create index on registration_term (registration);
create index on registration (ministry, state);
create index on registration (recommended_by, state);
create index on registration (changed_at desc, id desc);

-- The code on a certificate leads to what its holder allows and to nothing else.
create policy found on registration for select to doorkeeper using (true);
create policy found on registration_certificate for select to doorkeeper using (true);
grant select (id, state, number, during) on registration to doorkeeper;
grant select (registration, code, shown_name, shown_body) on registration_certificate to doorkeeper;
create function certificate_behind(wanted text)
returns table (state text, number text, during daterange, shown_name text, shown_body text)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.state, r.number, r.during, c.shown_name, c.shown_body
    from registration_certificate c join registration r on r.id = c.registration where c.code = wanted
$$;
grant create on schema public to doorkeeper;
alter function certificate_behind(text) owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function certificate_behind(text) from public;
grant execute on function certificate_behind(text) to app;
