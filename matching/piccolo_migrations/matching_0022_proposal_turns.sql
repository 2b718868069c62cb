-- Of two bodies that send at once neither sees the other's proposal yet: for each need they take turns.
create or replace function proposal_needs_open() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('proposed for ' || asked.need, 0))
    from (select need from proposal_line where proposal = new.id and struck_at is null order by need) asked;
    if exists (select 1 from proposal_line mine
               join proposal_line other on other.need = mine.need and other.proposal <> mine.proposal
               join proposal on proposal.id = other.proposal and proposal.state = 'proposed'
               where mine.proposal = new.id and mine.struck_at is null and other.struck_at is null) then
        raise exception 'この提案の相談のどれかは、ほかの団体の提案で返事を待っています。送っていません。'
            'その返事が決まってから、もう一度送ってください。';
    end if;
    return new;
end $$;
