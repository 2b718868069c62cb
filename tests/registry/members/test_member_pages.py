"""The doors of people: pages and their JSON twins."""

from base64 import b64encode
from datetime import date

import pytest

from foundation.database.engine import ENGINE
from registry.members.access import PARTS
from registry.members.careers import add_experience
from registry.members.operations import invite_member
from registry.members.queries import kept, profile
from registry.members.record_schemas import NewExperience
from tests.browser import Visit
from tests.registry.people import designer, offering, signed_in, skill_called
from tests.world import SERA, World

pytestmark = pytest.mark.database

NOT_COUNTED = ("BEGIN", "COMMIT", "set_config", "web_session", "pg_advisory_unlock_all", "typeinfo_tree")
"""Transaction, context, session look-up and what the pool does with its connections."""


async def test_a_person_is_registered_and_edited_by_form(world: World, visit: Visit) -> None:
    hiroshima = await visit("hiroshima")
    skill = await skill_called("クラウド", by=world.hiroshima)
    fields = {"name": "三枝 朔", "kana": "さえぐさ さく", "roles": ["engineer"], "held": ["", f"{skill}:3"],
              "proofs": str(skill), "remote": "1", "forms": "contract", "day_rate_yen": "３０，０００円"}  # fmt: skip
    refused = await hiroshima.post("/members", fields | {"name": "", "email": "x"})
    assert (
        refused.status_code == 422 and "さえぐさ さく" in refused.text and f'value="{skill}:3" selected' in refused.text
    )
    sent = await hiroshima.post("/members", fields)
    assert sent.status_code == 303, sent.text
    path = sent.headers["location"]
    shown = (await hiroshima.get(path)).text
    assert "三枝 朔" in shown and "確認済み" in shown and "30,000円" in shown and "見られる根拠" in shown
    form = (await hiroshima.get(f"{path}/edit")).text
    assert f'value="{skill}:3" selected' in form
    edited = await hiroshima.post(path, fields | {"phone": "000-1111-2222", "version": "1"})
    assert edited.status_code == 303, edited.text
    stale = await hiroshima.post(path, fields | {"phone": "000-3333-4444", "version": "1"})
    assert stale.status_code == 409 and "先に変えました" in stale.text and "000-3333-4444" in stale.text


async def test_pages_anonymous_outsider_and_town(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 5, by=world.hiroshima)
    nobody, sera, matsuyama = await visit(), await visit("sera"), await visit("matsuyama")
    assert (await nobody.get("/members")).headers["location"] == "/sign-in?next=/members"
    for path in ("/members", f"/members/{member}"):
        page = await sera.get(path)
        assert page.status_code == 200 and "灰谷" not in page.text and "架空デザイン" not in page.text
        assert "窓口・申請の設計" in page.text
    assert (await matsuyama.get(f"/members/{member}")).status_code == 404
    for path in ("/members/new", f"/members/{member}/edit"):
        assert (await sera.get(path)).status_code == 403
    answer = (await sera.get(f"/api/v1/members/{member}")).json()
    assert answer["profile"] is None and answer["own"] is None and "灰谷" not in str(answer)
    assert (await matsuyama.get(f"/api/v1/members/{member}")).status_code == 404


async def test_the_same_through_the_json_door(world: World, visit: Visit) -> None:
    hiroshima = await visit("hiroshima")
    skill = await skill_called("クラウド", by=world.hiroshima)
    body = {"name": "三枝 朔", "roles": ["engineer"], "skills": [{"skill": str(skill), "level": 2}]}
    first = await hiroshima.send("/members", body, key="k1")
    again = await hiroshima.send("/members", body, key="k1")
    assert first.status_code == 201 and first.json() == again.json()
    member = first.json()["id"]
    days = {"half_days": 6, "first_day": "2027-01-01", "last_day": "2027-03-31"}
    assert (await hiroshima.send(f"/members/{member}/offers", days)).status_code == 201
    wishes = {"wished": [str(SERA)], "refused": [str(SERA)]}
    assert (await hiroshima.send(f"/members/{member}/wishes", wishes)).status_code == 409
    listed = (await hiroshima.get("/api/v1/members")).json()
    assert [row["name"] for row in listed["pool"]] == ["三枝 朔"] and listed["cards"] == []
    assert (await (await visit("sera")).send("/members", body)).status_code == 403


async def test_a_member_keeps_the_own_page(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    await invite_member(member=member, url="https://dxpool.example", by=world.hiroshima)
    viewer = await signed_in(member, by=world.hiroshima)
    nagi = await visit("nagi")
    page = (await nagi.get("/me")).text
    assert "灰谷 凪" in page and "広島県" in page and "本人をサインインに招待するため" in page
    version = (await kept(id=member, by=viewer)).version
    changed = await nagi.post("/me", {"name": "灰谷 凪", "email": "neu@example.jp", "version": str(version)})
    assert changed.status_code == 303, changed.text
    assert (await profile(id=member, by=viewer, purpose="x")).email == "neu@example.jp"
    days = {"half_days": "４．５", "first_day_year": "2027", "first_day_month": "1", "first_day_day": "1",
            "last_day_year": "2027", "last_day_month": "3", "last_day_day": "31"}  # fmt: skip
    for part in ("offers", "wishes"):
        assert f'action="/me/{part}"' in (await nagi.get(f"/members/{member}/{part}")).text, "a form they may send"
    assert (await nagi.post("/me/offers", days)).status_code == 303
    assert "4.5日" in (await nagi.get("/me")).text
    backwards = await nagi.post("/me/offers", days | {"last_day_year": "2026"})
    assert backwards.status_code == 422 and "始まりの日より前" in backwards.text
    assert (await nagi.post("/me/wishes", {"wished": str(SERA)})).status_code == 303
    assert "広島県" in (await nagi.get("/who-looked")).text


async def test_the_own_page_is_for_members(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    assert (await sera.get("/me")).status_code == 404
    assert "本人のためのページ" in (await sera.get("/who-looked")).text
    assert (await (await visit()).get("/me")).status_code == 303


async def test_lists_and_pages_of_people_stay_within_eight_queries(world: World, visit: Visit) -> None:
    members = [await designer(by=world.hiroshima, name=f"架空 {n}") for n in range(12)]
    member = members[0]
    await offering(member, 5, by=world.hiroshima)
    skill = await skill_called("窓口・申請の設計", by=world.hiroshima)
    for n in range(6):
        did = NewExperience(title=f"仕事 {n}", first_day=date(2024, 4, 1), municipality=SERA, skills=[skill])
        await add_experience(member=member, new=did, by=world.hiroshima)
    hiroshima, sera = await visit("hiroshima"), await visit("sera")
    for browser, path in ((hiroshima, "/members"), (sera, "/members"), (hiroshima, f"/members/{member}"),
                          (sera, f"/members/{member}")):  # fmt: skip
        await browser.get(path)
        heard: list[str] = []
        ENGINE.statement_listeners.append(heard.append)
        page = await browser.get(path)
        ENGINE.statement_listeners.remove(heard.append)
        counted = [query for query in heard if not any(part in query for part in NOT_COUNTED)]
        assert len(counted) <= 8, (path, counted)
        assert page.status_code == 200 and len(page.content) <= 60 * 1024, (path, len(page.content))


async def test_a_stale_edit_shows_both_texts_and_then_goes_through(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    hiroshima = await visit("hiroshima")
    fields = {"name": "灰谷 凪", "roles": "engineer", "side_jobs": "大学の非常勤", "version": "1"}
    assert (await hiroshima.post(f"/members/{member}", fields)).status_code == 303
    stale = await hiroshima.post(f"/members/{member}", fields | {"side_jobs": "なし", "roles": "producer"})
    assert stale.status_code == 409
    for text in ("大学の非常勤", "なし", "プロデューサー", "いまの内容", 'name="version" value="2"'):
        assert text in stale.text, text
    assert (await hiroshima.post(f"/members/{member}", fields | {"version": "2"})).status_code == 303


async def test_the_record_by_form_for_the_person_themselves(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    await signed_in(member, by=world.hiroshima)
    nagi, sera = await visit("nagi"), await visit("sera")
    base = f"/members/{member}"
    did = {"title": "窓口の設計", "municipal": "1", "first_day_year": "令和5", "first_day_month": "4",
           "first_day_day": "1"}  # fmt: skip
    assert (await nagi.post(f"{base}/experiences", did)).status_code == 303
    refused = await nagi.post(f"{base}/experiences", did | {"title": "", "did": "消えてはならない"})
    assert refused.status_code == 422 and "消えてはならない" in refused.text
    page = (await nagi.get(f"{base}/experiences")).text
    assert "窓口の設計" in page and "自治体の仕事" in page
    for part in PARTS:
        assert (await nagi.get(f"{base}/{part}")).status_code == 200, part
        assert (await sera.get(f"{base}/{part}")).status_code == 403, part
    shown = await nagi.post("/me/codes", {})
    assert shown.status_code == 200 and "コードができました" in shown.text
    twin = {"title": "文書の設計", "first_day": "2024-04-01", "last_day": "2023-04-01"}
    assert (await nagi.send(f"{base}/experiences", twin)).status_code == 422
    assert (await nagi.send(f"{base}/experiences", twin | {"last_day": None})).status_code == 201


async def test_a_file_is_kept_and_opened_by_both_sides_alone(world: World, visit: Visit) -> None:
    member = await designer(by=world.hiroshima)
    await signed_in(member, by=world.hiroshima)
    nagi, hiroshima, sera = await visit("nagi"), await visit("hiroshima"), await visit("sera")
    content = b64encode(b"%PDF-1.7 fictional").decode()
    body = {"kind": "resume", "title": "経歴書", "filename": "経歴書.pdf", "content": content}
    kept_file = (await nagi.send(f"/members/{member}/documents", body)).json()["id"]
    path = f"/members/{member}/documents/{kept_file}"
    for browser in (nagi, hiroshima):
        assert (await browser.get(path)).content == b"%PDF-1.7 fictional"
    assert (await sera.get(path)).status_code == 404
    assert (await hiroshima.post(f"{path}/removal")).status_code == 403
    assert (await nagi.post(f"{path}/removal")).status_code == 303
