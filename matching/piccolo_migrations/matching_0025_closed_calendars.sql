-- Whose account is closed has no calendar outside any more, and opening the account again brings no address back.
grant select, delete on calendar_link to doorkeeper;
create policy doorkeeper_ends on calendar_link for all to doorkeeper using (true);

grant create on schema public to doorkeeper;
create function end_calendar_of_account() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from calendar_link where member = old.member;
    return null;
end $$;
alter function end_calendar_of_account() owner to doorkeeper;
revoke create on schema public from doorkeeper;
revoke execute on function end_calendar_of_account() from public;
create trigger calendar_ends after update of closed_at on account
for each row when (new.closed_at is not null and old.member is not null) execute function end_calendar_of_account();
