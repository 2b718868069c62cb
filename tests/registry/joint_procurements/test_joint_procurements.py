"""The board of joint procurement: the 44 kinds, telling, correcting, papers, asking the owner."""

import base64

import pytest

from auth.inbox.queries import latest_notices
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.joint_procurements import operations
from registry.joint_procurements.queries import kinds_told, paper, procurement_page, procurements
from registry.joint_procurements.reference import kinds
from registry.joint_procurements.schemas import Enquiry, Procurement
from tests.browser import Visit
from tests.world import EHIME, HIROSHIMA, SERA, World

pytestmark = pytest.mark.database

CLOUD = {
    "system": 1, "name": "架空のセキュリティクラウド", "participants": [HIROSHIMA, EHIME], "cost_basis": "population",
    "supplier": "架空通信", "contact": "デジタル推進課",
}  # fmt: skip


def told(**more: object) -> Procurement:
    return Procurement.model_validate(CLOUD | more)


def test_the_44_kinds_ship_with_their_counts() -> None:
    found = {kind.name: kind.prefectures for kind in kinds()}
    assert len(found) == 44
    assert (found["自治体情報セキュリティクラウド"], found["電子申請・納付システム"]) == (43, 40)
    assert (found["ビジネスチャットツール"], found["施設予約システム"]) == (20, 20)


async def test_a_prefecture_tells_and_every_body_finds_it(world: World) -> None:
    id = (await operations.tell_procurement(new=told(), by=world.hiroshima)).id
    for reader in (world.sera, world.ehime, world.ministry):
        rows, found = await procurements(words="架空通", cost_basis="population", system=1, by=reader)
        assert ([row.id for row in rows], found.total) == ([id], 1)
    assert (await procurements(words="100%", by=world.sera))[0] == []
    row = rows[0]
    assert (row.system_name, row.participant_names) == ("自治体情報セキュリティクラウド", ["広島県", "愛媛県"])
    assert [kind.told for kind in await kinds_told(words="クラウド", by=world.sera)] == [1, 0]


async def test_only_its_owner_corrects_it_and_nobody_overwrites_another(world: World) -> None:
    id = (await operations.tell_procurement(new=told(), by=world.hiroshima)).id
    with pytest.raises(NotAllowed):
        await operations.keep_procurement(id=id, kept=told(version=1), by=world.ehime)
    with pytest.raises(NotAllowed):
        await operations.tell_procurement(new=told(), by=world.sera)
    await operations.keep_procurement(id=id, kept=told(version=1, cost_basis="mix"), by=world.hiroshima)
    with pytest.raises(Conflict):
        await operations.keep_procurement(id=id, kept=told(version=1), by=world.hiroshima)


async def test_a_paper_is_read_by_public_bodies_and_a_question_reaches_the_owner(world: World) -> None:
    id = (await operations.tell_procurement(new=told(), by=world.hiroshima)).id
    await operations.share_paper(procurement=id, filename="仕様書.csv", content="番号,要件\n1,可用性\n".encode(),
                                 by=world.hiroshima)  # fmt: skip
    (file,) = (await procurement_page(id=id, by=world.sera)).files
    assert (await paper(procurement=id, file=file.id, by=world.sera)).content.startswith("番号".encode())
    with pytest.raises(NotFound):
        await paper(procurement=id, file=id, by=world.sera)
    await operations.ask_owner(procurement=id, enquiry=Enquiry(words="途中から参加できますか。"), by=world.ehime)
    notice = (await latest_notices(by=world.hiroshima))[0]
    assert "途中から参加できますか。" in notice.body and "愛媛県" in notice.subject


async def test_a_body_named_by_another_is_told_once_and_the_page_says_who_named_it(world: World, visit: Visit) -> None:
    new = told(participants=[HIROSHIMA, EHIME, SERA])
    id = (await operations.tell_procurement(new=new, by=world.hiroshima)).id
    await operations.keep_procurement(id=id, kept=new.model_copy(update={"version": 1}), by=world.hiroshima)
    for named in (world.ehime, world.sera):
        (notice,) = [one for one in await latest_notices(by=named) if one.link == f"/joint-procurements/{id}"]
        assert "広島県" in notice.subject
    assert not [one for one in await latest_notices(by=world.hiroshima) if "名前を挙げました" in one.subject]
    page = await (await visit("sera")).get(f"/joint-procurements/{id}")
    assert "「広島県」の記載です。名前を挙げられた団体の確認は経ていません。" in page.text
    with pytest.raises(RuleBroken):
        await operations.tell_procurement(new=told(participants=[world.ministry.organisation]), by=world.hiroshima)


async def test_both_doors(world: World, visit: Visit) -> None:
    hiroshima, sera, nobody = await visit("hiroshima"), await visit("sera"), await visit()
    refused = await hiroshima.post("/joint-procurements", {"system": "1", "name": "名前だけ"})
    assert refused.status_code == 422 and "名前だけ" in refused.text
    fields = {"system": "1", "name": "架空クラウド", "contact": "推進課", "participants": [str(HIROSHIMA)]}
    made = await hiroshima.post("/joint-procurements", fields)
    assert made.status_code == 303
    path = made.headers["location"]
    assert (await sera.get(path)).status_code == 200 and (await sera.get(f"{path}?edit=true")).status_code == 403
    assert (await hiroshima.get(f"{path}?edit=true")).status_code == 200
    stale = await hiroshima.post(path, fields | {"version": "9"})
    assert stale.status_code == 409 and "いま載っている内容" in stale.text
    assert (await sera.post(f"{path}/enquiries", {"words": "費用は。"})).status_code == 303
    content = base64.b64encode(b"a,b\n1,2\n").decode()
    assert (await hiroshima.send(f"{path}/files", {"filename": "a.csv", "content": content})).status_code == 201
    assert (await sera.send(f"{path}/files", {"filename": "a.csv", "content": content})).status_code == 403
    board = (await sera.get("/api/v1/joint-procurements")).json()
    assert (board["total"], len(board["kinds"])) == (1, 44)
    assert "架空クラウド" in (await sera.get("/joint-procurements?words=架空")).text
    assert (await nobody.get("/joint-procurements")).status_code == 303
