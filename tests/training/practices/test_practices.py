"""Good practice: nobody else reads it before the town says so, and only as far as it says; words and themes."""

from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tests.browser import Visit
from tests.training.conftest import Class
from tests.world import JINSEKI, MATSUYAMA, SERA, World
from training.practices import operations
from training.practices.queries import practice_page, practices, towns_to_tell_of
from training.practices.schemas import Permission, PracticeText

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


def text(**more: object) -> PracticeText:
    given = {
        "theme": "counter",
        "title": "書かない窓口",
        "story": "申請書を電話で聞き取った。",
        "outcome": "待ち時間が半分になった。",
    }
    return PracticeText.model_validate(given | more)


async def seen_by(id: UUID, *viewers: Viewer) -> list[bool]:
    """Who finds it in the library; the row says the same."""
    found = []
    for by in viewers:
        listed = id in {row.id for row in (await practices(by=by))[0]}
        if listed:
            await practice_page(id=id, by=by)
        else:
            with pytest.raises(NotFound):
                await practice_page(id=id, by=by)
        found.append(listed)
    return found


async def test_what_its_pool_wrote_waits_for_the_town(world: World, trained: Class) -> None:
    id = (await operations.write_practice(new=text(municipality=SERA), by=world.hiroshima)).id
    others = (world.jinseki, trained.member, world.matsuyama, trained.stranger, world.ministry)
    assert await seen_by(id, world.hiroshima, world.sera, *others) == [True, True, *[False] * 5]
    assert "書かない窓口" in (await latest_notices(by=world.sera))[0].subject
    with pytest.raises(NotAllowed):
        await operations.consent_to_practice(
            id=id, permission=Permission(audience="all", version=1), by=world.hiroshima
        )

    await operations.consent_to_practice(id=id, permission=Permission(audience="framework", version=1), by=world.sera)
    assert await seen_by(id, *others) == [True, True, False, False, False]
    await operations.withdraw_practice(id=id, reason="古くなったため", by=world.sera)
    assert await seen_by(id, *others) == [False] * 5
    await operations.consent_to_practice(id=id, permission=Permission(audience="all", version=3), by=world.sera)
    assert await seen_by(id, *others) == [True] * 5


async def test_a_text_changed_by_the_pool_is_closed_until_the_town_has_read_it(world: World) -> None:
    id = (await operations.write_practice(new=text(audience="all"), by=world.sera)).id
    assert await seen_by(id, world.matsuyama) == [True]
    await operations.change_practice(id=id, text=text(title="言い過ぎの題", version=1), by=world.hiroshima)
    assert await seen_by(id, world.matsuyama) == [False]
    with pytest.raises(Conflict):
        await operations.consent_to_practice(id=id, permission=Permission(audience="all", version=1), by=world.sera)
    await operations.change_practice(id=id, text=text(audience="framework", version=2), by=world.sera)
    assert (await practice_page(id=id, by=world.sera)).state == "asked"
    with pytest.raises(NotFound):
        await operations.change_practice(id=id, text=text(version=3), by=world.jinseki)
    await operations.consent_to_practice(id=id, permission=Permission(audience="all", version=3), by=world.sera)
    with pytest.raises(NotAllowed):
        await operations.change_practice(id=id, text=text(version=4), by=world.jinseki)


async def test_only_of_towns_one_looks_after(world: World) -> None:
    for town, by in ((MATSUYAMA, world.hiroshima), (JINSEKI, world.sera)):
        with pytest.raises(RuleBroken):
            await operations.write_practice(new=text(municipality=town), by=by)
    assert SERA in {town.id for town in await towns_to_tell_of(by=world.hiroshima)}


async def test_words_are_found_in_any_spelling(world: World) -> None:
    id = (await operations.write_practice(new=text(title="マイナンバーの受付", audience="all"), by=world.sera)).id
    for words, found in (("まいなんばー", 1), ("ﾏｲﾅﾝﾊﾞｰ 待ち時間", 1), ("待ち時間 存在しない", 0), ("100%", 0)):
        rows, page = await practices(words=words, by=world.ehime)
        assert (page.total, [row.id for row in rows]) == (found, [id] * found), words
    assert (await practices(theme="cost", by=world.ehime))[1].total == 0


async def test_both_doors(world: World, visit: Visit) -> None:
    hall, sera, jinseki = await visit("hiroshima"), await visit("sera"), await visit("jinseki")
    fields = {"theme": "counter", "title": "架空の窓口", "story": "した。", "outcome": "なった。"}
    refused = await hall.post("/practices", fields)
    assert refused.status_code == 422 and "架空の窓口" in refused.text
    path = (await hall.post("/practices", fields | {"municipality": str(SERA)})).headers["location"]
    assert (await jinseki.get(path)).status_code == 404 and "公開に同意する" in (await sera.get(path)).text
    assert (await sera.post(f"{path}/consent", {"audience": "framework", "version": "1"})).status_code == 303
    assert "架空の窓口" in (await jinseki.get("/practices?words=窓口")).text
    stale = await hall.post(path, fields | {"version": "1", "story": "書き直した。"})
    assert stale.status_code == 409 and "書き直した。" in stale.text and "いまの内容" in stale.text
    assert (await sera.post(f"{path}/withdrawal", {"reason": ""})).status_code == 422
    assert (await sera.send(f"{path}/withdrawal", {"reason": "古い"})).status_code == 201
    assert (await jinseki.get(f"/api/v1{path}")).status_code == 404
    assert (await sera.get(f"{path}?edit=true")).status_code == 200
    assert (await hall.send(f"{path}/refusal", {"reason": "x"})).status_code == 403
