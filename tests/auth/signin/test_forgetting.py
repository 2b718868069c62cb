"""What nobody needs any more is deleted every hour; what is younger stays."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from nouns import HOURLY
from tests.world import World

pytestmark = pytest.mark.database

NOW = datetime.now(UTC)
AGES = {
    "idempotency_key": (timedelta(days=8), timedelta(days=6)),
    "mail_outbox": (timedelta(days=31), timedelta(days=29)),
    "sign_in_failure": (timedelta(hours=25), timedelta(hours=23)),
    "web_session": (timedelta(hours=13), timedelta(minutes=1)),
}
ROWS = {
    "idempotency_key": "insert into idempotency_key (account, key, verb, request, seen_at) "
    "values (gen_random_uuid(), 'k', 'v', '', $1)",
    "mail_outbox": "insert into mail_outbox (id, notice, told, address, subject, body, created_at, sent_at) "
    "values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'a@example.jp', 's', 'b', $1, $1)",
    "sign_in_failure": "insert into sign_in_failure (subject, at) values ('sera', $1)",
    "web_session": "insert into web_session (token_hash, account, created_at, seen_at) "
    "select sha256($1::timestamptz::text::bytea), id, $1, $1 from account limit 1",
}


@pytest.mark.parametrize("table", AGES)
async def test_the_old_goes_and_the_young_stays(world: World, server: Server, database: str, table: str) -> None:
    admin = await asyncpg.connect(server.dsn(SUPERUSER, database))
    try:
        await admin.execute(f"delete from {table}")
        for age in AGES[table]:
            await admin.execute(ROWS[table], NOW - age)
        unsent = "update mail_outbox set sent_at = null, subject = 'unsent'"
        await HOURLY["forget_old"]()
        assert await admin.fetchval(f"select count(*) from {table}") == 1
        if table == "mail_outbox":
            await admin.execute(f"{unsent}, created_at = $1", NOW - timedelta(days=90))
            await HOURLY["forget_old"]()
            assert await admin.fetchval("select subject from mail_outbox") == "unsent"
    finally:
        await admin.close()
