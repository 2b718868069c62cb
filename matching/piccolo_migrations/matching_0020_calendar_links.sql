-- By what a person's calendar is read from outside: the hash of the secret in its address, theirs alone to renew.
create table calendar_link (
    member uuid primary key references member (id) on delete restrict,
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    created_at timestamptz not null
);
call protect('calendar_link', 'select, insert, delete');
grant update (secret_hash, created_at) on calendar_link to app;
create policy own on calendar_link using (member = (select app_member())) with check (member = (select app_member()));
