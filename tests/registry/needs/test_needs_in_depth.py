"""Hearing questions, referral, hold, review, papers, versions: each through its door, and what it protects."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.dates import today_jst
from registry.needs import operations
from registry.needs.attachments import attach_file, files_of, open_attachment, take_file_away
from registry.needs.queries import hearings_of, need_page, review_of
from registry.needs.requirement_schemas import Requirement
from registry.needs.schemas import HearingRecord, NeedDraft, Referral, Review, TriageChoice
from tests.browser import Visit
from tests.registry.needs.telling import STORY, heard, intake
from tests.world import World

pytestmark = pytest.mark.database

WHY = "助言が2日あれば足りるため"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
REQUIREMENT = {"role": "service_designer", "half_days": 4, "on_site_half_days": 2, "first_day": "2027-01-01",
               "last_day": "2027-03-31", "form": "special_part_time"}  # fmt: skip


async def verbs_journalled(world: World) -> list[tuple[str, set[str]]]:
    async with reading(world.sera) as work:
        rows = await work.connection.fetch("select verb, fields from journal where noun = 'need' order by at, id")
    return [(row["verb"], set(row["fields"])) for row in rows]


async def test_a_draft_is_journalled_when_it_changes_and_only_then(world: World) -> None:
    draft = NeedDraft.model_validate(intake().model_dump())
    first = await operations.save_draft(draft=draft, by=world.sera)
    again = await operations.save_draft(draft=draft, by=world.sera)
    changed = draft.model_copy(update={"story": "書き足した。", "version": first.version})
    second = await operations.save_draft(draft=changed, by=world.sera)
    assert (first.version, again.version, second.version) == (1, 1, 2)
    told = [verb for verb in await verbs_journalled(world) if verb[0] == "save_need"]
    assert len(told) == 2 and {"story", "themes", "urgency", "budget"} <= told[0][1]


async def test_two_people_at_one_draft_lose_nothing(world: World, visit: Visit) -> None:
    draft = intake()
    one, other = await visit("sera"), await visit("sera")
    fields = {"draft": str(draft.draft), "story": "ひとりめ", "version": ""}
    await one.post("/needs/drafts", fields)
    await one.post("/needs/drafts", fields | {"story": "ひとりめの続き", "version": "1"})
    refused = await other.post("/needs/drafts", fields | {"story": "ふたりめ", "version": "1"})
    assert refused.status_code == 409
    assert "ひとりめの続き" in refused.text and "ふたりめ" in refused.text
    assert 'name="version" value="2"' in refused.text
    sent = await other.post("/needs", fields | {"story": "ふたりで書いた", "version": "2"})
    assert sent.status_code == 303


async def test_autosaving_is_told_the_version_to_go_on_with(visit: Visit) -> None:
    sera, draft = await visit("sera"), intake()
    headers = {"x-autosave": "1", "x-csrf-token": await sera.token()}
    fields = {"draft": str(draft.draft), "story": "途中", "version": ""}
    saved = await sera.client.post("/needs/drafts", data=fields, headers=headers)
    assert saved.status_code == 204 and saved.headers["x-version"] == "1"


async def test_what_was_sent_is_not_sent_again(world: World) -> None:
    draft = intake()
    await operations.submit_need(intake=draft, by=world.sera)
    with pytest.raises(RuleBroken, match="聞き取り待ち"):
        await operations.submit_need(intake=draft, by=world.sera)
    with pytest.raises(RuleBroken):
        await operations.save_draft(draft=draft, by=world.sera)


async def test_a_stale_form_is_409_and_shows_both_texts(world: World, visit: Visit) -> None:
    need = await heard(world.sera, by=world.hiroshima)
    seen = (await need_page(id=need, by=world.hiroshima)).version
    await operations.triage_need(id=need, choice=TriageChoice(triage="advice", version=seen), by=world.hiroshima)
    with pytest.raises(Conflict):
        choice = TriageChoice(triage="training", version=seen)
        await operations.triage_need(id=need, choice=choice, by=world.hiroshima)
    with pytest.raises(Conflict):
        wanted = Requirement.model_validate(REQUIREMENT | {"version": seen})
        await operations.set_requirement(id=need, requirement=wanted, by=world.hiroshima)
    hall = await visit("hiroshima")
    refused = await hall.post(f"/needs/{need}/hold", {"version": str(seen), "reason": "あとで聞き直します"})
    assert refused.status_code == 409
    assert (
        "あなたが書いた内容" in refused.text and "あとで聞き直します" in refused.text and "助言で足りる" in refused.text
    )
    assert (await hall.send(f"/needs/{need}/triage", {"triage": "training", "version": seen})).status_code == 409
    empty = (await hall.post(f"/needs/{need}/hold", {"version": str(seen + 1)})).text
    form = empty.split(f'action="/needs/{need}/hold"')[1].split("</form>")[0]
    assert 'href="#f-reason"' in empty and 'id="f-reason"' in form, "the summary leads into the form that was sent"
    assert empty.count('id="f-reason"') == 1


async def test_answers_to_the_template_stay_with_the_prefecture(world: World, visit: Visit) -> None:
    need = (await operations.submit_need(intake=intake(), by=world.sera)).id
    hall, sera = await visit("hiroshima"), await visit("sera")
    fields = {"heard_on": "2026-11-20", "means": "visit", "findings": "まとめ", "answer_goal": "待ち時間が半分"}
    assert (await hall.post(f"/needs/{need}/hearings", fields)).status_code == 303
    kept = (await hearings_of(need=need, by=world.hiroshima))[0].answers
    assert kept == [("どうなれば「できた」と言えますか", "待ち時間が半分")]
    assert "待ち時間が半分" in (await hall.get(f"/needs/{need}")).text
    assert "待ち時間が半分" not in (await sera.get(f"/needs/{need}")).text
    long = await hall.post(f"/needs/{need}/hearings", fields | {"answer_goal": "長" * 1001})
    assert long.status_code == 422 and "1000文字以内" in long.text
    foreign = HearingRecord.model_validate(
        {"heard_on": "2026-11-20", "means": "visit", "findings": "x", "answers": [{"question": "?", "answer": "y"}]}
    )
    with pytest.raises(RuleBroken, match="ひな形にない"):
        await operations.record_hearing(id=need, hearing=foreign, by=world.hiroshima)


async def test_a_referral_names_a_scheme_with_conditions_and_ends_with_the_town(world: World, visit: Visit) -> None:
    need = await heard(world.sera, by=world.hiroshima)
    with pytest.raises(RuleBroken, match="一覧にある制度"):
        await operations.refer_need(id=need, referral=Referral(scheme="none", reason=WHY), by=world.hiroshima)
    referral = Referral(scheme="regional_adviser", reason=WHY)
    await operations.refer_need(id=need, referral=referral, by=world.hiroshima)
    sera = await visit("sera")
    page = (await sera.get(f"/needs/{need}")).text
    assert "地域情報化アドバイザー派遣" in page and "来庁は3日まで" in page and WHY in page
    assert "未確認" in (await sera.get("/schemes")).text
    assert (await sera.post(f"/needs/{need}/closing", {})).status_code == 303
    assert (await need_page(id=need, by=world.sera)).state == "closed"


async def test_a_hold_has_its_day_and_its_badge(world: World, visit: Visit) -> None:
    need = await heard(world.sera, by=world.hiroshima)
    with pytest.raises(RuleBroken):
        await operations.hold_need(id=need, reason=WHY, hold_until=date(2020, 1, 1), by=world.hiroshima)
    day = today_jst(datetime.now(UTC)) + timedelta(days=40)
    await operations.hold_need(id=need, reason="来年度にもう一度", hold_until=day, by=world.hiroshima)
    sera = await visit("sera")
    assert '<span class="tag tag-wait">保留</span>' in (await sera.get(f"/needs/{need}")).text
    home = (await sera.get("/")).text
    assert "保留中" in home
    await operations.triage_need(id=need, choice=TriageChoice(triage="advice"), by=world.hiroshima)
    assert (await need_page(id=need, by=world.sera)).hold_until is None


async def agreed(world: World) -> UUID:
    need = await heard(world.sera, by=world.hiroshima)
    await operations.triage_need(id=need, choice=TriageChoice(triage="hands_on"), by=world.hiroshima)
    wanted = Requirement.model_validate(REQUIREMENT)
    await operations.set_requirement(id=need, requirement=wanted, by=world.hiroshima)
    await operations.note_agreed(id=need, first_day=date(2027, 1, 1), by=world.hiroshima)
    return need


async def test_agreed_is_shown_until_it_begins_or_is_called_off(world: World, visit: Visit) -> None:
    need = await agreed(world)
    sera, hall = await visit("sera"), await visit("hiroshima")
    for browser in (sera, hall):
        page = (await browser.get(f"/needs/{need}")).text
        assert "決まりました・1月1日（金）から" in page and ">人さがし中<" not in page
        assert f'action="/needs/{need}/withdrawal"' not in page
    assert "決まりました" in (await hall.get("/needs")).text
    await operations.note_called_off(id=need, by=world.hiroshima)
    assert "人さがし中" in (await sera.get(f"/needs/{need}")).text


async def test_a_review_is_written_once_by_the_town_and_then_it_closes(world: World, visit: Visit) -> None:
    need, review = await agreed(world), Review(outcome="partly", findings="窓口が2つになった。", hours_saved=120)
    with pytest.raises(RuleBroken):
        await operations.review_need(id=need, review=review, by=world.sera)
    await operations.fill_need(id=need, by=world.hiroshima)
    with pytest.raises(NotFound):
        await operations.review_need(id=need, review=review, by=world.jinseki)
    sera = await visit("sera")
    fields = {"outcome": "partly", "findings": "窓口が2つになった。", "hours_saved": "１２０"}
    assert (await sera.post(f"/needs/{need}/review", fields)).status_code == 303
    kept = await review_of(need=need, by=world.hiroshima)
    assert kept is not None and kept.hours_saved == 120
    with pytest.raises(RuleBroken):
        await operations.review_need(id=need, review=review, by=world.sera)
    assert (await sera.send(f"/needs/{need}/closing", {})).status_code == 201
    assert (await need_page(id=need, by=world.hiroshima)).state == "closed"


async def test_papers_are_read_by_town_and_prefecture_alone(world: World, visit: Visit) -> None:
    need = await heard(world.sera, by=world.hiroshima)
    id = (await attach_file(need=need, filename="窓口.png", content=PNG, by=world.sera)).id
    assert (await open_attachment(need=need, file=id, by=world.hiroshima)).content == PNG
    for outsider in (world.jinseki, world.ehime):
        with pytest.raises(NotFound):
            await open_attachment(need=need, file=id, by=outsider)
    with pytest.raises(NotAllowed):
        await take_file_away(need=need, file=id, by=world.hiroshima)
    with pytest.raises(RuleBroken):
        await attach_file(need=need, filename="x.exe", content=b"MZ\x00\x01", by=world.sera)
    await take_file_away(need=need, file=id, by=world.sera)
    assert await files_of(need=need, by=world.sera) == []
    async with reading(world.sera) as work:
        assert await work.connection.fetchval("select count(*) from file") == 0
    hall = await visit("hiroshima")
    empty = await hall.post(f"/needs/{need}/files", {})
    assert empty.status_code == 422 and "ファイルを選んでください" in empty.text


async def test_a_paper_comes_with_the_intake(world: World, visit: Visit) -> None:
    sera, draft = await visit("sera"), intake()
    fields = {"draft": str(draft.draft), "story": STORY, "_csrf_token": await sera.token()}
    sent = await sera.client.post("/needs", data=fields, files={"file": ("契約書.png", PNG)})
    assert sent.status_code == 303, sent.text
    assert [row.name for row in await files_of(need=draft.draft, by=world.hiroshima)] == ["契約書.png"]
    wrong = intake()
    fields |= {"draft": str(wrong.draft)}
    refused = await sera.client.post("/needs", data=fields, files={"file": ("x.exe", b"MZ\x00\x01")})
    assert refused.status_code == 422 and STORY in refused.text
    with pytest.raises(NotFound):
        await need_page(id=wrong.draft, by=world.sera)
