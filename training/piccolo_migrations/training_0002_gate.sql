-- What stood in enrolments alone is now known to the registry too, under the same ids.
alter table enrolment no force row level security;
alter table training_requirement no force row level security;
alter table training_completion no force row level security;
insert into training_requirement (id, member, pool, course, course_name, required_for, before_posting, required_at)
select e.id, e.member, e.pool, e.course, c.name, e.required_for, false, e.required_at
from enrolment e join course c on c.code = e.course;
insert into training_completion (id, member, pool, school, course, course_name, completed_on, enrolment)
select gen_random_uuid(), e.member, e.pool, e.school, e.course, c.name, e.completed_on, e.id
from enrolment e join course c on c.code = e.course where e.state = 'completed';
alter table enrolment force row level security;
alter table training_requirement force row level security;
alter table training_completion force row level security;

-- Whoever asks a course of somebody, `matching` included, which cannot know this table: the enrolment stands ready under
-- the requirement's id. Where another pool asked the same course before, its enrolment serves both.
create function enrolment_follows_requirement() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    insert into enrolment (id, member, course, pool, required_for, state, required_at, changed_at)
    select new.id, new.member, new.course, new.pool, new.required_for, 'required', new.required_at, new.required_at
    from course where code = new.course
    on conflict (member, course) do nothing;
    return null;
end $$;
create trigger enrolment_follows_requirement after insert on training_requirement
    for each row execute function enrolment_follows_requirement();

-- A school notes the completion of its own session's people, once it has said so in the enrolment.
create policy noted on training_completion for insert with check (
    school = (select app_organisation()) and exists (
        select 1 from enrolment held where held.id = training_completion.enrolment
        and held.member = training_completion.member and held.pool = training_completion.pool
        and held.course = training_completion.course and held.school = (select app_organisation())
        and held.state = 'completed'));
