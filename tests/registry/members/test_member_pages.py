"""The doors of people: pages and their JSON twins."""

import pytest

from foundation.database.engine import ENGINE
from registry.members.queries import kept, profile
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
    viewer = await signed_in(member, by=world.hiroshima)
    nagi = await visit("nagi")
    page = (await nagi.get("/me")).text
    assert "灰谷 凪" in page and "広島県" in page and "本人の利用者をつくるため" in page
    version = (await kept(id=member, by=viewer)).version
    changed = await nagi.post("/me", {"email": "neu@example.jp", "phone": "", "version": str(version)})
    assert changed.status_code == 303, changed.text
    assert (await profile(id=member, by=viewer, purpose="x")).email == "neu@example.jp"
    days = {"half_days": "４．５", "first_day_year": "2027", "first_day_month": "1", "first_day_day": "1",
            "last_day_year": "2027", "last_day_month": "3", "last_day_day": "31"}  # fmt: skip
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


async def test_the_list_stays_within_eight_queries(world: World, visit: Visit) -> None:
    for n in range(12):
        await designer(by=world.hiroshima, name=f"架空 {n}")
    hiroshima, sera = await visit("hiroshima"), await visit("sera")
    for browser in (hiroshima, sera):
        await browser.get("/members")
        heard: list[str] = []
        ENGINE.statement_listeners.append(heard.append)
        await browser.get("/members")
        ENGINE.statement_listeners.remove(heard.append)
        counted = [query for query in heard if not any(part in query for part in NOT_COUNTED)]
        assert len(counted) <= 8, counted
