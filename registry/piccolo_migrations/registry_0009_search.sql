-- Search: the key of a text as the database makes it, days left on one date, and questions kept under a name.

-- The same key as `foundation/text/search.py` makes (a test compares the two), so that a stored text follows every write
-- by itself and no operation can forget it.
create function search_key(given text) returns text language sql immutable parallel safe
    return normalize(translate(
        regexp_replace(lower(normalize(given, nfkc)),
            '[\s\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]', '', 'g'),
        'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'
        '髙﨑嵜碕𠮷邊邉栁濵濱齋齊澤廣櫻國惠嶋嶌眞德龍瀧淺關黑條澁澀鐵藏舘鹽圓榮來壽傳萬槇檜檮禱鷗曾與豐蘆戶靑淸綠瀨賴橫𡈽冨峯彌龜學實ヶヵ',
        'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'
        '高崎崎崎吉辺辺柳浜浜斎斉沢広桜国恵島島真徳竜滝浅関黒条渋渋鉄蔵館塩円栄来寿伝万槙桧梼祷鴎曽与豊芦戸青清緑瀬頼横土富峰弥亀学実ケケ'), nfkc);

-- A line break between the parts: no word of a question holds one, so nothing matches across the border.
alter table need add column search_key text not null
    generated always as (search_key(title) || E'\n' || search_key(story)) stored;
create index on need (municipality, changed_at desc, id desc);

create index on member_role (role, member);
create index on member_skill (skill, level, member);
create index on pool_membership (member, pool);

-- What lists are found by: the roles and skills of everybody whose card the viewer may see. The same people as the policy
-- of `member` lets through, asked once for the statement; through the tables' own policies it is asked for every row.
create view card_role as select r.member, r.role from member_role r
where r.member = (select app_member()) or r.member in (select kept.member from pool_membership kept
    where kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[]));
create view card_skill as select s.id, s.member, s.skill, s.level, s.verified_by from member_skill s
where s.member = (select app_member()) or s.member in (select kept.member from pool_membership kept
    where kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[]));
create policy ledger_reads on member_role for select to ledger using (true);
create policy ledger_reads on member_skill for select to ledger using (true);
grant select on member_role, member_skill to ledger;

-- Half-days a month left on one date, of the people whose cards the viewer may see: that days are gone, never where.
create function capacity_on(on_day date) returns table (member uuid, remaining integer)
language sql stable rows 1000 security definer set search_path = public, pg_temp as $$
    select offer.member, (offer.half_days - coalesce(booked.half_days, 0))::integer
    from capacity_offer offer left join (
        select b.member, sum(b.half_days) as half_days from capacity_booking b where b.during @> on_day group by b.member
    ) booked on booked.member = offer.member
    where offer.during @> on_day and (offer.member = (select app_member()) or offer.member in (
        select kept.member from pool_membership kept
        where kept.pool = any ((select app_reach())::uuid[]) or kept.pool = any ((select app_pools())::uuid[])))
$$;
grant create on schema public to ledger;
alter function capacity_on(date) owner to ledger;
alter view card_role owner to ledger;
alter view card_skill owner to ledger;
revoke create on schema public from ledger;
revoke execute on function capacity_on(date) from public;
grant execute on function capacity_on(date) to app;
grant select on card_role, card_skill to app;

-- A list's question under a name. `asked` is the query string of its list, nothing of what it found.
create table saved_search (
    id uuid primary key,
    organisation uuid not null references organisation (id) on delete restrict,
    account uuid not null references account (id) on delete restrict,
    list text not null check (list in ('members', 'needs')),
    name text not null check (name <> ''),
    asked text not null,
    shared boolean not null default false,
    created_at timestamptz not null,
    version integer not null default 1,
    constraint saved_search_name_once unique (organisation, account, list, name)
);
-- When an account last opened it: what came or moved after that is new to them.
create table saved_search_look (
    id uuid primary key,
    search uuid not null references saved_search (id) on delete cascade,
    account uuid not null references account (id) on delete restrict,
    looked_at timestamptz not null,
    constraint saved_search_look_once unique (search, account)
);
call protect('saved_search', 'select, insert, delete');
call protect('saved_search_look', 'select, insert, delete');
grant update (name, asked, shared, version) on saved_search to app;
grant update (looked_at) on saved_search_look to app;
create policy seen on saved_search for select using (organisation = (select app_organisation())
    and (shared or account = (select app_account())));
create policy kept on saved_search for insert with check (organisation = (select app_organisation())
    and account = (select app_account()));
create policy renamed on saved_search for update using (organisation = (select app_organisation())
    and account = (select app_account()));
create policy dropped on saved_search for delete using (organisation = (select app_organisation())
    and (account = (select app_account()) or shared and (select app_role()) = 'manager'));
create policy own on saved_search_look using (
    account = (select app_account()) and exists (select 1 from saved_search s where s.id = search));
create index on saved_search (organisation, list, created_at, id);
