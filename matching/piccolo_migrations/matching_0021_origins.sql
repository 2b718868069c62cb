-- A cost that another record was counted from is counted once: the examination's fee that training keeps, for one.
alter table funding_cost add column origin uuid;
create unique index funding_cost_origin_once on funding_cost (organisation, origin) where origin is not null;
