-- A draft appointment under which nobody is to work any more is called off; until now it waited for its approval for
-- ever, and kept the person from being erased.
alter table appointment
    drop constraint appointment_state_check,
    drop constraint appointment_check;
alter table appointment
    add constraint appointment_state_check check (
        state in ('drafted', 'approved', 'in_force', 'suspended', 'ended', 'dismissed', 'called_off')),
    add constraint appointment_approved check ((state in ('drafted', 'called_off')) = (approved_at is null));

alter table appointment no force row level security;
alter table assignment no force row level security;
update appointment post set state = 'called_off', version = version + 1
where state = 'drafted' and not exists (
    select 1 from assignment work
    where work.appointment = post.id and work.state in ('planned', 'agreed', 'running'));
alter table appointment force row level security;
alter table assignment force row level security;
