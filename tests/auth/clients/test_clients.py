"""What an outside system may do: its scopes and no more, for its body and no other, until it is ended."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from auth.clients import operations
from auth.clients.queries import own_client
from auth.clients.rules import TOKEN_LASTS, scopes_of
from auth.clients.schemas import ClientChange, NewClient, Rotation
from auth.permissions.rules import RIGHTS_OF_BODY, RIGHTS_OF_ROLE, Right, Role
from foundation.database.clock import Clock, clock_set_to
from foundation.database.idempotency import Told
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.ids import uuid7
from tests.at_once import at_once
from tests.auth.clients.calling import READS_AND_ASKS, System, registered
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

WHO = "select account, role, verb from journal where noun = 'need' and organisation = $1"
NEED = {"story": "窓口が分かれていて困る。"}


def at(moment: datetime) -> Clock:
    return Clock(now=lambda: moment, new_id=uuid7)


def test_scopes_are_rights_and_never_more_than_a_clerk_s() -> None:
    for kind in ("municipality", "prefecture", "ministry", "company", "school"):
        assert set(scopes_of(kind)) <= RIGHTS_OF_BODY[kind] & RIGHTS_OF_ROLE[Role.CLERK]
        assert not {Right.KEEP_STAFF, Right.EXPORT_PERSON, Right.READ_JOURNAL, Right.BREAK_GLASS} & set(scopes_of(kind))


async def test_a_system_writes_for_its_body_and_is_named_in_the_journal(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    token = await system.token()
    need, key = {"draft": str(uuid4())} | NEED, uuid4().hex
    first = await system.call("/needs", token=token, body=need, **{"idempotency-key": key})
    again = await system.call("/needs", token=token, body=need, **{"idempotency-key": key})
    assert (first.status_code, again.json()) == (201, first.json()), first.text
    assert "窓口が分かれて" in (await system.call(f"/needs/{first.json()['id']}", token=token)).text
    async with reading(world.sera) as work:
        rows = [tuple(row.values()) for row in await work.connection.fetch(WHO, world.sera.organisation)]
    assert rows == [(system.issued.id, "client", rows[0][2])]
    assert "架空の人事システム" in (await (await visit("sera")).get("/journal")).text
    assert (await own_client(id=system.issued.id, by=world.sera)).used_at is not None


async def test_a_scope_not_given_is_refused_and_another_body_s_need_is_not_there(world: World, visit: Visit) -> None:
    ours, theirs = await registered(world.sera, await visit()), await registered(world.jinseki, await visit())
    token = await ours.token()
    made = (await ours.call("/needs", token=token, body={"draft": str(uuid4())} | NEED)).json()["id"]
    assert (await ours.call("/members", token=token)).status_code == 403
    assert (await theirs.call(f"/needs/{made}", token=await theirs.token())).status_code == 404
    narrow = await ours.token(scope="read_needs")
    assert (await ours.call(f"/needs/{made}", token=narrow)).status_code == 200
    refused = await ours.call("/needs", token=narrow, body={"draft": str(uuid4())} | NEED)
    assert refused.status_code == 403, "a token of fewer scopes than its client"
    change = ClientChange(name="人事", scopes=[Right.ASK], version=1)
    await operations.change_client(id=ours.issued.id, change=change, by=world.sera)
    assert (await ours.call(f"/needs/{made}", token=token)).status_code == 403, "scopes are those of now"


async def test_more_calls_than_the_limit_wait_for_the_next_minute(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit(), calls_a_minute=3)
    moment = datetime(2026, 11, 22, 3, 0, 20, tzinfo=UTC)
    with clock_set_to(at(moment)):
        token = await system.token()
        answers = [await system.call("/needs", token=token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429], "asking for the token is a call as well"
    assert answers[-1].headers["retry-after"] == "40"
    with clock_set_to(at(moment + timedelta(seconds=40))):
        assert (await system.call("/needs", token=token)).status_code == 200


async def test_a_new_secret_stands_beside_the_old_one_for_the_overlap(world: World, visit: Visit) -> None:
    old = await registered(world.sera, await visit())
    id = old.issued.id
    new = System(await operations.rotate_secret(id=id, rotation=Rotation(overlap_hours=24), by=world.sera), old.browser)
    assert old.issued.secret != new.issued.secret
    assert await old.token() and await new.token()
    with clock_set_to(at(datetime.now(UTC) + timedelta(hours=25))):
        assert (await old.ask_for_token()).status_code == 401
        assert await new.token()
    await operations.rotate_secret(id=id, rotation=Rotation(overlap_hours=0), by=world.sera)
    assert (await new.ask_for_token()).status_code == 401


async def test_of_two_new_secrets_at_once_one_is_left(world: World, visit: Visit) -> None:
    old = await registered(world.sera, await visit())
    rotations = (operations.rotate_secret(id=old.issued.id, rotation=Rotation(), by=world.sera) for _ in range(2))
    told = await at_once(*rotations)
    systems = [old, *(System(secret, old.browser) for secret in told if isinstance(secret, Told))]
    assert sorted([(await system.ask_for_token()).status_code for system in systems]) == [200, 401, 401]


async def test_an_ended_system_is_out_at_once_and_a_token_after_ten_minutes(world: World, visit: Visit) -> None:
    system = await registered(world.sera, await visit())
    token = await system.token()
    assert (await system.call("/needs", token=token)).status_code == 200
    with clock_set_to(at(datetime.now(UTC) + TOKEN_LASTS)):
        late = await system.call("/needs", token=token)
    assert (late.status_code, late.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    await operations.end_client(id=system.issued.id, by=world.sera)
    assert (await system.call("/needs", token=token)).status_code == 401
    assert (await system.ask_for_token()).status_code == 401
    with pytest.raises(Conflict):
        await operations.rotate_secret(id=system.issued.id, rotation=Rotation(), by=world.sera)


async def test_only_the_body_s_managers_keep_its_systems(world: World, visit: Visit) -> None:
    system = await registered(world.hiroshima, await visit())
    id, new = system.issued.id, NewClient(name="架空", scopes=READS_AND_ASKS)
    with pytest.raises(NotAllowed):
        await operations.register_client(new=new, by=world.hiroshima_reader)
    with pytest.raises(NotFound):
        await operations.end_client(id=id, by=world.ehime)
    with pytest.raises(NotFound):
        await operations.rotate_secret(id=id, rotation=Rotation(), by=world.sera)
    with pytest.raises(RuleBroken):
        await operations.register_client(new=NewClient(name="架空", scopes=[Right.KEEP_STAFF]), by=world.hiroshima)
    token = await system.token()
    staff = await system.call("/api-clients", token=token)
    assert staff.status_code == 403, "a system registers no system"
