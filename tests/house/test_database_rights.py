"""Who may do what in the database: the application owns nothing, and only three roles see beyond a tenant."""

import pytest

from tests.house.catalogue import Connection

pytestmark = pytest.mark.database

SEEING_BEYOND = {"ledger", "aggregator", "doorkeeper", "sealer"}
OURS = "n.nspname = 'public' and not exists (select from pg_depend d where d.objid = {} and d.deptype = 'e')"


async def test_app_and_worker_own_nothing_and_bypass_nothing(catalogue: Connection) -> None:
    for role in ("app", "worker"):
        row = await catalogue.fetchrow("select * from pg_roles where rolname = $1", role)
        assert row is not None
        assert not (row["rolsuper"] or row["rolbypassrls"] or row["rolcreaterole"] or row["rolcreatedb"])
        owned = await catalogue.fetchval(
            "select count(*) from pg_shdepend where refobjid = $1::oid and deptype = 'o'", row["oid"]
        )
        assert owned == 0, f"{role} owns {owned} things"


async def test_no_role_of_ours_bypasses_row_security(catalogue: Connection) -> None:
    over = await catalogue.fetch("""
        select rolname from pg_roles where (rolsuper or rolbypassrls)
        and rolname in ('owner', 'app', 'worker', 'ledger', 'aggregator', 'doorkeeper', 'sealer')""")
    assert not over
    entering = await catalogue.fetch("""
        select rolname from pg_roles where rolcanlogin
        and rolname in ('ledger', 'aggregator', 'doorkeeper', 'sealer')""")
    assert not entering


async def test_app_is_in_no_other_role(catalogue: Connection) -> None:
    roles = await catalogue.fetchval("""
        select array_agg(g.rolname::text) from pg_auth_members m join pg_roles g on g.oid = m.roleid
        join pg_roles r on r.oid = m.member where r.rolname = 'app'""")
    assert roles is None


async def test_security_definers_have_an_owner_of_three_and_a_fixed_path(catalogue: Connection) -> None:
    rows = await catalogue.fetch("""
        select p.proname, r.rolname as owner, coalesce(array_to_string(p.proconfig, ' '), '') as settings
        from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')""")
    assert rows
    for row in rows:
        assert row["owner"] in SEEING_BEYOND, f"{row['proname']} runs as {row['owner']}"
        assert row["settings"].startswith("search_path="), f"{row['proname']} has no fixed search_path"
        assert row["settings"].endswith("pg_temp"), f"{row['proname']}: pg_temp has to come last"


async def test_views_respect_row_security_or_belong_to_a_seeing_role(catalogue: Connection) -> None:
    rows = await catalogue.fetch(f"""
        select c.relname, r.rolname as owner, coalesce(array_to_string(c.reloptions, ' '), '') as options
        from pg_class c join pg_roles r on r.oid = c.relowner join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('v', 'm') and {OURS.format("c.oid")}""")
    for row in rows:
        invoker = "security_invoker=true" in row["options"] or "security_invoker=on" in row["options"]
        assert invoker or row["owner"] in {"ledger", "aggregator", "sealer"}, f"view {row['relname']} of {row['owner']}"


async def test_definers_are_not_open_to_everybody(catalogue: Connection) -> None:
    """Trigger functions are exempt: PostgreSQL refuses to call one by hand."""
    rows = await catalogue.fetch("""
        select p.oid::regprocedure::text as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and p.prorettype <> 'trigger'::regtype and n.nspname not in ('pg_catalog')
        and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))""")
    assert not rows, f"revoke execute from public on {[row['signature'] for row in rows]}"


async def test_public_has_no_rights_on_tables_and_makes_nothing(catalogue: Connection) -> None:
    open_to_all = await catalogue.fetch(f"""
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
        where a.grantee = 0 and {OURS.format("c.oid")}""")
    assert not open_to_all
    assert not await catalogue.fetchval("select has_schema_privilege('app', 'public', 'create')")


async def test_identity_is_never_granted_to_the_counting_roles(catalogue: Connection) -> None:
    rows = await catalogue.fetch("""
        select r.rolname, c.relname from pg_class c, pg_roles r
        where r.rolname in ('ledger', 'aggregator', 'doorkeeper', 'sealer')
        and c.relname like '%identity' and c.relkind = 'r'
        and (has_table_privilege(r.oid, c.oid, 'select') or has_any_column_privilege(r.oid, c.oid, 'select'))""")
    assert not rows


async def test_truncate_and_references_are_nobodys(catalogue: Connection) -> None:
    """Neither is covered by row security."""
    rows = await catalogue.fetch("""
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and (has_table_privilege('app', c.oid, 'truncate')
        or has_table_privilege('app', c.oid, 'references') or has_table_privilege('app', c.oid, 'trigger'))""")
    assert not rows
