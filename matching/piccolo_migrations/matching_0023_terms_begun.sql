-- What agreements rest on: work that was called off before it began is no longer part of it.
create or replace view assignment_term with (security_invoker = true) as
select proposal, municipality, sum(half_days)::integer as half_days, daterange(min(first_day), max(day_after)) as during
from (select proposal, municipality, need, max(half_days) as half_days, min(lower(during)) as first_day,
          max(upper(during)) as day_after
      from assignment work
      where work.state not in ('ended', 'handed_over')
         or not exists (select 1 from assignment_step step where step.assignment = work.id and step.verb = 'agree')
         or exists (select 1 from assignment_step step where step.assignment = work.id and step.verb = 'start')
      group by proposal, municipality, need) served
group by proposal, municipality;
