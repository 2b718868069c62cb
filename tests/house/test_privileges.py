"""What the application may write at all: keys once, public facts not at all."""

import pytest

from tests.house.catalogue import Connection

pytestmark = pytest.mark.database

KEYS = {
    "member": {"registered_by"}, "pool_membership": {"member", "pool"}, "member_identity": {"member"},
    "disclosure": {"member", "receiver", "basis", "granted_by"}, "role_holding": {"account", "organisation", "role"},
    "account": {"member", "login", "password_hash", "demo"},
    "party": {"proposal", "line", "kind", "organisation", "member"},
    "proposal": {"owner", "member"}, "proposal_line": {"proposal", "need", "municipality"},
    "need": {"municipality", "prefecture"}, "assignment": {"member", "municipality", "owner"},
    "appointment": {"member", "appointing_body", "owner"}, "agreement": {"owner", "proposal"},
    "capacity_booking": {"member", "municipality", "booked_by"}, "document": {"issuer", "owner", "subject"},
    "organisation": {"kind", "prefecture"}, "organisation_link": {"parent", "child"}, "file": {"owner"},
}  # fmt: skip


async def test_keys_cannot_be_updated(catalogue: Connection) -> None:
    rows = await catalogue.fetch(
        "select table_name, column_name from information_schema.column_privileges "
        "where grantee in ('app', 'PUBLIC') and privilege_type = 'UPDATE'"
    )
    updatable = {(row["table_name"], row["column_name"]) for row in rows}
    open_keys = {(table, key) for table, keys in KEYS.items() for key in keys} & updatable
    assert not open_keys, f"app may re-point {open_keys}"


async def test_nobody_writes_a_table_without_row_security_but_the_vocabulary(catalogue: Connection) -> None:
    rows = await catalogue.fetch(
        "select distinct p.table_name from information_schema.table_privileges p "
        "join pg_class c on c.relname = p.table_name join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = 'public' and c.relkind = 'r' and not c.relrowsecurity "
        "and p.grantee = 'app' and p.privilege_type in ('INSERT', 'UPDATE', 'DELETE')"
    )
    assert {row["table_name"] for row in rows} <= {"skill", "skill_scheme"}
