"""A consent on paper without a request: the pool writes it down, the name opens for that body, purpose and period."""

from datetime import timedelta

import pytest

from registry.consents.papers import paper_form
from registry.consents.queries import consents
from tests.browser import Visit
from tests.registry.consents.test_requests import name_for, today
from tests.registry.people import designer, signed_in
from tests.world import World

pytestmark = pytest.mark.database


async def test_the_pool_writes_a_paper_down_at_both_doors(world: World, visit: Visit) -> None:
    member, other = await designer(by=world.hiroshima), await designer(by=world.hiroshima, name="別の 架空")
    hall, until = await visit("hiroshima"), today() + timedelta(days=30)
    number = (await paper_form(member=member, by=world.hiroshima)).wording.number
    said = {"receiver": str(world.sera.organisation), "purpose": "lecture", "until": str(until),
            "wording": number, "signed_on": str(today()), "evidence_note": "つづり 12番"}  # fmt: skip
    assert "紙の同意を記録する" in (await hall.get(f"/members/{member}")).text
    assert "署名した日" in (await hall.get(f"/consents/papers/{member}")).text
    without_place = {name: str(value) for name, value in said.items() if name != "evidence_note"}
    refused = await hall.post(f"/consents/papers/{member}", without_place)
    assert refused.status_code == 422 and await name_for(world.sera, member) is None
    kept = await hall.post(f"/consents/papers/{member}", {name: str(value) for name, value in said.items()})
    assert kept.status_code == 303
    assert (await hall.send(f"/consents/papers/{other}", said, key="once")).status_code == 201
    for person, name in ((member, "灰谷 凪"), (other, "別の 架空")):
        assert await name_for(world.sera, person) == name and await name_for(world.jinseki, person) is None
    assert {row.means for row in await consents(by=world.hiroshima)} == {"paper"}


async def test_a_paper_is_refused_where_it_says_too_little_or_the_person_decides_alone(
    world: World, visit: Visit
) -> None:
    member, hall = await designer(by=world.hiroshima), await visit("hiroshima")
    number = (await paper_form(member=member, by=world.hiroshima)).wording.number
    said = {"receiver": str(world.sera.organisation), "purpose": "lecture", "until": str(today()),
            "wording": number, "signed_on": str(today()), "evidence_note": "つづり 12番"}  # fmt: skip
    path = f"/consents/papers/{member}"
    assert (await (await visit("ehime")).send(path, said)).status_code == 404
    assert (await (await visit("sera")).send(path, said)).status_code in (403, 404)
    for wrong, status in (({"wording": number + 1}, 409), ({"until": str(today() - timedelta(days=1))}, 400),
                          ({"signed_on": str(today() + timedelta(days=1))}, 400),
                          ({"receiver": str(world.hiroshima.organisation)}, 400)):  # fmt: skip
        assert (await hall.send(path, said | wrong)).status_code in (status, 422), wrong
    await signed_in(member, by=world.hiroshima)
    assert "本人の画面でします" in (await hall.get(path)).text
    assert (await hall.send(path, said)).status_code == 403
    assert await name_for(world.sera, member) is None
