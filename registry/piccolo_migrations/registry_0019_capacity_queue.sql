-- The foreign key of a booking locks the head for key share before an AFTER trigger runs. Many writers then held that
-- weak lock at once, and the update of the head by one of them could end in PostgreSQL's internal error XX000 "new
-- multixact has more than one updating member". A BEFORE trigger writes the head first: one writer at a time is past it.
grant create on schema public to ledger;
create function queue_for_capacity(person uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update capacity_head set checked = checked + 1 where member = person;
    if not found then
        raise exception 'この人の日数の台帳がないため、予約しませんでした。'
            using errcode = 'check_violation', constraint = 'capacity_head_missing';
    end if;
end $$;
create function capacity_booking_queued() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform queue_for_capacity(new.member);
    return new;
end $$;
create or replace function capacity_offer_checked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        perform queue_for_capacity(old.member);
        perform check_capacity(old.member, old.during);
    end if;
    return null;
end $$;
-- Called by whoever has queued: what it counts is what has been committed by those who were first.
create or replace function check_capacity(person uuid, span daterange) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    over record;
begin
    with days as (
        select lower(span) as day
        union select lower(during) from capacity_booking where member = person and during && span
        union select lower(during) from capacity_offer where member = person and during && span
        union select upper(during) from capacity_offer where member = person and during && span
    ), sums as (
        select day,
            coalesce((select sum(half_days) from capacity_booking where member = person and during @> day), 0) as booked,
            coalesce((select half_days from capacity_offer where member = person and during @> day), 0) as offered
        from days where day is not null and span @> day
    )
    select * into over from sums where booked > offered order by day limit 1;
    if found then
        raise exception 'capacity exceeded on %', over.day
            using errcode = 'check_violation', constraint = 'capacity_within_offer';
    end if;
end $$;
alter function queue_for_capacity(uuid) owner to ledger;
alter function capacity_booking_queued() owner to ledger;
alter function check_capacity(uuid, daterange) owner to ledger;
alter function capacity_offer_checked() owner to ledger;
revoke execute on function queue_for_capacity(uuid) from public;
revoke create on schema public from ledger;
create trigger capacity_booking_queued before insert or update on capacity_booking
    for each row execute function capacity_booking_queued();
