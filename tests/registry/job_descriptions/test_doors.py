"""Job descriptions through both doors: nothing typed is lost, a stale write shows both texts."""

import pytest

from auth.permissions.rules import Role
from registry.job_descriptions import signing
from registry.job_descriptions.queries import job_description_row
from reports.register.queries import papers_of, pdf
from tests.browser import Visit
from tests.matching.employment import TODAY, matchable_need, on
from tests.registry.job_descriptions.describing import COMPLETE, fixed, officer, take, written
from tests.reports.issuing.queued import make_queued, text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def test_from_a_need_to_the_builder(world: World, visit: Visit) -> None:
    nobody, hall, sera = await visit(), await visit("hiroshima"), await visit("sera")
    need = str(await matchable_need(world.sera, by=world.hiroshima))
    assert (await nobody.get("/job-descriptions")).status_code == 303
    assert (await sera.get("/job-descriptions/new")).status_code == 403
    assert need in (await hall.get(f"/job-descriptions/new?need={need}")).text
    refused = await hall.post("/job-descriptions", {"need": ""})
    assert refused.status_code == 422
    begun = await hall.post("/job-descriptions", {"need": need})
    assert begun.status_code == 303 and begun.headers["location"].endswith("/edit")
    builder = await hall.get(begun.headers["location"])
    assert builder.status_code == 200 and "窓口・申請の設計" in builder.text
    assert (await sera.get(begun.headers["location"].removesuffix("/edit"))).status_code == 404


async def test_the_form_keeps_what_was_typed_and_skills_come_in_rows(world: World, visit: Visit) -> None:
    with on(TODAY):
        id = await written(world)
        hall = await visit("hiroshima")
        version = str((await job_description_row(id=id, by=world.hiroshima)).version)
        typed = {"version": version, "title": "直した職名", "role": "engineer"}
        wrong = await hall.post(f"/job-descriptions/{id}/versions", typed | {"half_days": "百日"})
        assert wrong.status_code == 422 and "直した職名" in wrong.text and "百日" in wrong.text
        skills = (await hall.get(f"/api/v1/job-descriptions/{id}")).json()["shown"]["latest"]["content"]["skills"]
        rows = {"skill": [skills[0]["skill"], ""], "level": ["3", "2"], "must": ["wanted", "wanted"]}
        kept = await hall.post(f"/job-descriptions/{id}/versions", typed | {"duties": ["11", "13"], **rows})
        assert kept.status_code == 303
        content = (await hall.get(f"/api/v1/job-descriptions/{id}")).json()["shown"]["latest"]["content"]
        assert [(one["level"], one["must"]) for one in content["skills"]] == [(3, False)]
        assert [one["code"] for one in content["duties"]] == ["11", "13"]


async def test_a_stale_form_is_409_with_both_texts(world: World, visit: Visit) -> None:
    with on(TODAY):
        id = await written(world)
        hall = await visit("hiroshima")
        version = (await job_description_row(id=id, by=world.hiroshima)).version
        body = {**{k: v for k, v in COMPLETE.items() if k != "title"}, "version": version}
        assert (
            await hall.send(f"/job-descriptions/{id}/versions", body | {"title": "先の人の職名"})
        ).status_code == 201
        typed = {"version": str(version), "title": "あとの人の職名", "role": "engineer"}
        late = await hall.post(f"/job-descriptions/{id}/versions", typed)
        assert late.status_code == 409 and "先の人の職名" in late.text and "あとの人の職名" in late.text
        assert f'name="version" value="{version + 1}"' in late.text
        again = await hall.send(f"/job-descriptions/{id}/versions", body | {"title": "x"})
        assert again.status_code == 409


async def test_signing_and_the_files_through_the_doors(world: World, visit: Visit) -> None:
    with on(TODAY):
        id = await fixed(world)
        sera, matsuyama = await visit("sera"), await visit("matsuyama")
        page = await sera.get(f"/job-descriptions/{id}")
        assert page.status_code == 200 and "第1版が有効" in page.text
        text = await sera.get(f"/job-descriptions/{id}/text")
        assert "第1版" in text.text and text.headers["content-type"].startswith("text/plain")
        assert (await sera.get(f"/api/v1/job-descriptions/{id}/docx")).content[:2] == b"PK"
        assert "ちがいはありません" in (await sera.get(f"/job-descriptions/{id}/comparison")).text
        hall = await visit("hiroshima")
        compared = (await hall.get(f"/job-descriptions/{id}/comparison?old=1&new=2")).text
        assert "<ins>着任から3か月で、窓口3つの手順を書き出す</ins>" in compared
        assert (await sera.get(f"/job-descriptions/{id}/pdf")).status_code == 409
        await make_queued(world.hiroshima)
        assert (await sera.get(f"/job-descriptions/{id}/pdf")).content[:5] == b"%PDF-"
        for path in ("", "/text", "/docx", "/pdf", "/comparison"):
            assert (await matsuyama.get(f"/job-descriptions/{id}{path}")).status_code == 404


async def test_the_pdf_is_a_draft_until_it_is_fixed(world: World) -> None:
    with on(TODAY):
        id = await written(world)
        hr, finance = await officer(Role.HR), await officer(Role.FINANCE)
        await take(id, signing.ask_town, hr)
        await make_queued(world.hiroshima)
        draft = (await papers_of(subject=id, by=world.sera)).documents[0]
        assert draft.state == "draft" and "案" in text_of((await pdf(id=draft.id, by=world.sera)).content)
        await take(id, signing.confirm, world.sera)
        await take(id, signing.approve_as_hr, hr)
        await take(id, signing.approve_as_finance, finance)
        await take(id, signing.fix, hr)
        await make_queued(world.hiroshima)
        issued = (await papers_of(subject=id, by=world.sera)).documents[0]
        text = text_of((await pdf(id=issued.id, by=world.sera)).content)
        assert issued.state_words == "発行済み 令和8年度 職務記述書第1号" and "第一版" in text and "月4日" in text
