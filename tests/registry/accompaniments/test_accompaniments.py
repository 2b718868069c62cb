"""The ministry's support: who asks, who writes, who reads, and that nothing goes back."""

import pytest

from auth.inbox.queries import latest_notices
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.accompaniments import operations
from registry.accompaniments.queries import support, supports
from registry.accompaniments.rules import states_after
from registry.accompaniments.schemas import Request, Support
from tests.browser import Visit
from tests.world import HIROSHIMA, World

pytestmark = pytest.mark.database


def told(**more: object) -> Support:
    given = {
        "kind": "accompaniment",
        "theme": "職務記述書づくり",
        "prefecture": HIROSHIMA,
        "issues": "役割が決まらない",
    }
    return Support.model_validate(given | more)


async def test_a_prefecture_asks_and_reads_the_outcome(world: World) -> None:
    request = Request(theme="候補の企業", issues="県内に会社がない。")
    id = (await operations.ask_for_coordination(request=request, by=world.hiroshima)).id
    assert "候補の企業" in (await latest_notices(by=world.ministry))[0].subject
    row = await support(id=id, by=world.ministry)
    assert (row.state, row.prefecture_name) == ("asked", "広島県")
    done = told(kind="coordination", theme=row.theme, issues=row.issues, state="done", version=1)
    with pytest.raises(RuleBroken):
        await operations.keep_support(id=id, kept=done, by=world.ministry)
    finished = done.model_copy(update={"outcome": "三社を紹介した。"})
    await operations.keep_support(id=id, kept=finished, by=world.ministry)
    assert (await support(id=id, by=world.hiroshima)).outcome == "三社を紹介した。"
    with pytest.raises(RuleBroken):
        await operations.keep_support(id=id, kept=told(version=2), by=world.ministry)


async def test_only_the_ministry_writes_and_only_its_prefecture_reads(world: World) -> None:
    id = (await operations.tell_support(new=told(), by=world.ministry)).id
    briefing = (await operations.tell_support(new=told(kind="briefing", prefecture=None), by=world.ministry)).id
    with pytest.raises(NotFound):
        await support(id=id, by=world.ehime)
    assert [row.id for row in (await supports(by=world.ehime))[0]] == [briefing]
    assert {row.id for row in (await supports(by=world.hiroshima))[0]} == {id, briefing}
    for outsider in (world.hiroshima, world.sera):
        with pytest.raises(NotAllowed):
            await operations.keep_support(id=briefing, kept=told(version=1), by=outsider)
    await operations.keep_support(id=id, kept=told(state="running", version=1), by=world.ministry)
    with pytest.raises(Conflict):
        await operations.keep_support(id=id, kept=told(state="running", version=1), by=world.ministry)


async def test_both_doors(world: World, visit: Visit) -> None:
    ministry, hiroshima = await visit("ministry"), await visit("hiroshima")
    lost = await ministry.post("/accompaniments", {"theme": "題だけ"})
    assert lost.status_code == 422 and "題だけ" in lost.text
    fields = {"kind": "list", "theme": "候補の一覧", "prefecture": str(HIROSHIMA)}
    path = (await ministry.post("/accompaniments", fields)).headers["location"]
    assert (await hiroshima.get(path)).status_code == 200 and (await hiroshima.get("/accompaniments/new")).is_success
    stale = await ministry.post(path, fields | {"version": "7"})
    assert stale.status_code == 409 and "候補の一覧" in stale.text
    assert (
        await hiroshima.send("/accompaniments/requests", {"theme": "調整", "issues": "頼みます"})
    ).status_code == 201
    assert (await hiroshima.send("/accompaniments", {"kind": "list", "theme": "だめ"})).status_code == 403
    assert (await ministry.get("/api/v1/accompaniments?kind=coordination")).json()["total"] == 1
    assert (await (await visit("sera")).get("/accompaniments")).status_code == 403


def test_what_is_done_stays_done() -> None:
    assert states_after("planned") == ("planned", "running", "done") and states_after("done") == ("done",)
