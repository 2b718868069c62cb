"""An auditor reads what was done for the own body, and nobody else's; whoever is named is told of that as well."""

import csv
import io

import pytest

from auth.accounts.operations import NewAccount, open_account
from auth.journal.queries import looks_by_day
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.errors import NotAllowed
from registry.audits.queries import audit
from registry.audits.rules import PURPOSE
from registry.audits.schemas import AuditQuestion
from tests.browser import Visit
from tests.registry.people import designer, signed_in
from tests.world import HIROSHIMA, PASSWORD, World, viewer_of

pytestmark = pytest.mark.database


async def auditor() -> Viewer:
    account = NewAccount(login="auditor", display_name="監査 架空", password=PASSWORD)
    done = await open_account(account, role=Role.AUDITOR, by=Viewer.system(HIROSHIMA, kind="prefecture"))
    return await viewer_of(done.id)


async def test_entries_are_found_by_person_account_day_and_kind(world: World) -> None:
    member = await designer(by=world.hiroshima, name="棚橋 架空")
    await designer(by=world.hiroshima, name="別の 架空")
    by = await auditor()
    assert {row.person for row in (await audit(question=AuditQuestion(whose="棚橋"), by=by)).rows} == {member}
    found = await audit(question=AuditQuestion(whose=str(member)), by=by)
    assert found.rows and {row.person for row in found.rows} == {member}
    assert {row.person_name for row in found.rows} <= {"棚橋 架空", None}
    assert {row.who for row in (await audit(question=AuditQuestion(who="田所"), by=by)).rows} == {"田所 架空"}
    assert (await audit(question=AuditQuestion(who="だれでもない"), by=by)).total == 0
    assert (await audit(question=AuditQuestion(last="2001-01-01"), by=by)).total == 0
    everything = await audit(question=AuditQuestion(), by=by)
    parts = [(await audit(question=AuditQuestion(kind=kind), by=by)).total for kind in ("read", "change")]
    assert everything.total <= sum(parts), "asking for names is itself an entry"
    assert parts[1] > 0


async def test_who_is_named_in_an_audit_sees_it(world: World) -> None:
    member = await designer(by=world.hiroshima)
    person = await signed_in(member, by=world.hiroshima)
    await audit(question=AuditQuestion(whose=str(member)), by=world.hiroshima)
    looks, _ = await looks_by_day(by=person)
    assert PURPOSE in {look.purpose for look in looks}


async def test_nobody_reads_another_bodys_entries(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    for stranger in (world.sera, world.ehime, world.ministry):
        assert (await audit(question=AuditQuestion(whose=str(member)), by=stranger)).total == 0
    for login, status in ((None, 303), ("hiroshima_reader", 403), ("hiroshima", 200)):
        assert (await (await visit(login)).get("/journal")).status_code == status


async def test_the_page_keeps_what_was_typed_and_the_file_is_inert(world: World, visit: Visit) -> None:
    await designer(by=world.hiroshima, name="=1+1 架空")
    hiroshima = await visit("hiroshima")
    refused = await hiroshima.get("/journal?first=2026-13-99&who=田所")
    assert refused.status_code == 422 and "2026-13-99" in refused.text and "田所" in refused.text
    turned = await hiroshima.get("/journal?first=2026-11-30&last=2026-11-01")
    assert turned.status_code == 422 and "終わりの日が" in turned.text
    page = await hiroshima.get("/journal?kind=change")
    assert "人材" in page.text and "変更" in page.text
    file = await hiroshima.get("/api/v1/journal/export?kind=change")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0][0] == "いつ" and len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert (await hiroshima.get("/api/v1/journal?kind=change")).json()["total"] == len(rows) - 1


async def test_a_clerk_has_no_audit(world: World) -> None:
    with pytest.raises(NotAllowed):
        await audit(question=AuditQuestion(), by=world.hiroshima_reader)
