"""Cards, certificates and their public check; candidates, renewal, several at once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken, TooMany
from registry.accelerators import batch, certificates, operations
from registry.accelerators.queries import in_force, people_by_body, recommendable, registration
from registry.accelerators.rules import code_shown, code_typed, standing_of
from registry.accelerators.schemas import Batch, Chosen, Nomination, Post, Recommendation, Showing, Term
from tests.browser import Visit
from tests.registry.accelerators.test_accelerators import TERM, recommended, registered
from tests.registry.people import designer, signed_in
from tests.reports.issuing.queued import queued
from tests.world import World

pytestmark = pytest.mark.database


async def code_of(id: UUID, by: Viewer) -> str:
    certificate = await certificates.certificate_of(registration=id, by=by)
    assert certificate is not None
    return certificate.code


async def test_a_candidate_is_the_pools_own_until_it_is_recommended(world: World) -> None:
    member = await designer(by=world.hiroshima)
    id = (await operations.nominate(nomination=Nomination(member=member), by=world.hiroshima)).id
    with pytest.raises(NotFound):
        await registration(id=id, by=world.ministry)
    assert await recommendable(by=world.hiroshima) == {member: "灰谷 凪"}
    wanted = Recommendation(member=member, pledge=True, name_consent=True, grounds="窓口の改革")
    assert (await operations.recommend(recommendation=wanted, by=world.hiroshima)).id == id
    row = await registration(id=id, by=world.ministry)
    assert (row.state, row.grounds, row.name) == ("recommended", "窓口の改革", "灰谷 凪")


async def test_several_are_registered_for_one_term_or_none(world: World) -> None:
    ids = [await recommended(world, name=f"架空 {n}", email=f"k{n}@example.jp") for n in range(3)]
    together = Batch(registrations=[*ids, ids[0]], first_day=TERM.first_day, last_day=TERM.last_day)
    with pytest.raises(NotAllowed):
        await batch.register_many(batch=together, by=world.hiroshima)
    await batch.register_many(batch=together, by=world.ministry)
    assert people_by_body(await in_force(by=world.ministry)) == {world.hiroshima.organisation: 3}
    late = await recommended(world, name="遅い 人", email="late@example.jp")
    with pytest.raises(RuleBroken):
        wrong = Batch(registrations=[late, ids[0]], first_day=TERM.first_day, last_day=TERM.last_day)
        await batch.register_many(batch=wrong, by=world.ministry)
    assert (await registration(id=late, by=world.ministry)).state == "recommended"


async def test_a_renewal_keeps_the_number_and_both_terms(world: World) -> None:
    id = await registered(world)
    number = (await registration(id=id, by=world.ministry)).number
    with pytest.raises(RuleBroken):
        await operations.renew(id=id, term=TERM, by=world.ministry)
    following = Term(first_day=TERM.last_day + timedelta(days=1), last_day=date(2100, 3, 31))
    await operations.renew(id=id, term=following, by=world.ministry)
    row = await registration(id=id, by=world.ministry)
    assert (row.number, row.state, row.first_day, row.last_day) == (number, "registered", TERM.first_day,
                                                                   following.last_day)  # fmt: skip
    terms = await certificates.terms_of(registration=id, by=world.hiroshima)
    assert [(term.first_day, term.last_day) for term in terms] == [
        (TERM.first_day, TERM.last_day), (following.first_day, following.last_day),
    ]  # fmt: skip


async def test_the_code_shows_what_the_holder_allows_and_no_more(world: World) -> None:
    id = await registered(world)
    code = await code_of(id, world.ministry)
    seen = await certificates.verified(code=code_shown(code).lower(), source="a")
    assert (seen.standing, seen.name, seen.body) == ("in_force", "", "")
    await certificates.keep_post(id=id, post=Post(body="広島県", phone="082-000-0000"), by=world.hiroshima)
    member = await signed_in((await registration(id=id, by=world.hiroshima)).member, by=world.hiroshima)
    with pytest.raises(NotAllowed):
        await certificates.show_to_public(id=id, showing=Showing(name=True, version=1), by=world.ministry)
    await certificates.show_to_public(id=id, showing=Showing(name=True, body=True, version=1), by=member)
    seen = await certificates.verified(code=code, source="a")
    assert (seen.name, seen.body) == ("灰谷 凪", "広島県")
    with pytest.raises(Conflict):
        await certificates.show_to_public(id=id, showing=Showing(version=1), by=member)
    await operations.suspend(id=id, reason="確認のため", by=world.ministry)
    assert (await certificates.verified(code=code, source="a")).standing == "suspended"


async def test_codes_cannot_be_tried_out(world: World) -> None:
    for n in range(certificates.TRIES):
        with pytest.raises(NotFound):
            await certificates.verified(code=f"AAAABBBB{n:04}".replace("0", "C").replace("1", "D"), source="one")
    with pytest.raises(TooMany):
        await certificates.verified(code="AAAABBBBCCCC", source="one")


async def test_a_card_is_kept_by_its_holder_and_the_pool_and_a_stale_one_is_refused(world: World) -> None:
    id = await registered(world)
    await certificates.keep_post(id=id, post=Post(body="広島県"), by=world.hiroshima)
    with pytest.raises(Conflict):
        await certificates.keep_post(id=id, post=Post(body="ほか"), by=world.hiroshima)
    with pytest.raises(NotAllowed):
        await certificates.keep_post(id=id, post=Post(body="ほか", version=1), by=world.hiroshima_reader)
    await certificates.keep_post(id=id, post=Post(body="世羅町", version=1), by=world.hiroshima)
    assert (await certificates.post_of(registration=id, by=world.ministry)).body == "世羅町"
    assert (await certificates.post_of(registration=id, by=world.ehime)).version == 0


async def test_papers_are_queued_for_those_in_force(world: World) -> None:
    id, other = await registered(world), await recommended(world, name="まだ 先", email="mada@example.jp")
    await certificates.keep_post(id=id, post=Post(body="広島県"), by=world.hiroshima)
    with pytest.raises(RuleBroken):
        await batch.print_papers(chosen=Chosen(registrations=[id, other]), by=world.ministry)
    assert await queued(world.ministry) == []
    await batch.print_papers(chosen=Chosen(registrations=[id]), by=world.ministry)
    assert [job["kind"] for job in await queued(world.ministry)] == ["registration_certificate", "business_cards"]


async def test_through_both_doors(world: World, visit: Visit) -> None:
    first, second = await recommended(world), await recommended(world, name="二人 目", email="two@example.jp")
    ministry, hiroshima, nobody = await visit("ministry"), await visit("hiroshima"), await visit()
    fields = {"first_day": "2026-01-01", "last_day": "2099-03-31"}
    refused = await ministry.post("/accelerators/registrations", fields)
    assert refused.status_code == 422
    assert (
        await ministry.post("/accelerators/registrations", fields | {"registrations": [str(first)]})
    ).status_code == 303
    body = {"registrations": [str(second)], **fields}
    assert (await hiroshima.send("/accelerators/registrations", body)).status_code == 403
    assert (await ministry.send("/accelerators/registrations", body)).status_code == 201
    assert (await ministry.post("/accelerators/papers", {"registrations": [str(first)]})).status_code == 303
    assert "書類をつくっています" in (await ministry.get("/documents")).text
    lost = await hiroshima.post(f"/accelerators/{first}/post", {"division": "課だけ"})
    assert lost.status_code == 422 and "課だけ" in lost.text
    assert (await hiroshima.post(f"/accelerators/{first}/post", {"body": "広島県"})).status_code == 303
    assert (await hiroshima.send(f"/accelerators/{first}/showing", {"name": True, "version": 1})).status_code == 201
    found = (await nobody.get(f"/certificates?code={await code_of(first, world.ministry)}")).text
    assert "有効です" in found and "灰谷 凪" in found
    assert (await nobody.get("/certificates?code=AAAABBBBCCCC")).status_code == 404
    assert (await nobody.get("/certificates")).status_code == 200
    assert (await hiroshima.get("/accelerators/new")).status_code == 200


def test_a_certificate_is_worth_what_its_day_and_state_say() -> None:
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    days = (date(2026, 3, 31), first, last, date(2027, 4, 1))
    assert [standing_of("registered", first, last, day) for day in days] == ["not_yet", "in_force", "in_force", "over"]
    assert standing_of("struck_off", first, last, first) == "struck_off"
    assert code_typed("ａｂｃｄ-efgh ijkl") == "ABCDEFGHIJKL"
