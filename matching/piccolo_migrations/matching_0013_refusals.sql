-- A town's decline counts for that person and that need until somebody of the pool lifts it, with the reason. A later
-- decline counts again.
create table allocation_readmission (
    id uuid primary key,
    owner uuid not null references organisation (id) on delete restrict,
    member uuid not null references member (id) on delete restrict,
    need uuid not null references need (id) on delete restrict,
    reason text not null check (reason <> ''),
    created_at timestamptz not null,
    created_by uuid
);
call protect('allocation_readmission', 'select, insert, delete');
create policy own_body on allocation_readmission using (owner = (select app_organisation()))
    with check (owner = (select app_organisation()));
create index on allocation_readmission (owner, need);

create view allocation_refusal with (security_invoker = true) as
select distinct on (p.owner, p.member, l.need) p.owner, p.member, l.need, said.reason, said.answered_at
from party said join proposal p on p.id = said.proposal join proposal_line l on l.id = said.line
where said.kind = 'municipality' and said.answer = 'declined' and not exists (
    select 1 from allocation_readmission lifted
    where lifted.owner = p.owner and lifted.member = p.member and lifted.need = l.need
        and lifted.created_at >= said.answered_at)
order by p.owner, p.member, l.need, said.answered_at desc;
grant select on allocation_refusal to app;
