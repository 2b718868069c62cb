"""The handshake through the pages and their JSON twins: each side on its own page."""

import re
from uuid import UUID, uuid4

import pytest

from matching.proposals.queries import proposal_page
from tests.browser import Browser, Visit
from tests.matching.employment import ANSWER_BY, TODAY, Story, answer, drafted, on, sent
from tests.world import World

pytestmark = pytest.mark.database

DEADLINE = {"answer_by_year": "2026", "answer_by_month": "11", "answer_by_day": "30"}
PARTY = re.compile(r'name="party" value="([^"]+)"')


async def parties_on(page: Browser, path: str) -> list[str]:
    return PARTY.findall((await page.get(path)).text)


def accepted(parties: list[str]) -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {"party": parties}
    for party in parties:
        fields |= {f"answer_{party}": "accepted", f"version_{party}": "1"}
    return fields


async def test_the_whole_handshake_by_forms(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await drafted(world)
        path = f"/proposals/{story.proposal}"
        pool, member = await visit("hiroshima"), await visit("nagi")
        towns = [await visit(login) for login in ("sera", "jinseki", "akiota")]
        assert (await towns[0].get(path)).status_code == 404
        assert (await pool.post(f"{path}/sending", DEADLINE)).headers["location"] == path
        asked = await parties_on(member, path)
        assert len(asked) == 3 and "あなたの番です" in (await member.get(path)).text
        assert (await member.post(f"{path}/answers", accepted(asked))).status_code == 303
        for town in towns:
            own = await parties_on(town, path)
            assert len(own) == 1
            assert (await town.post(f"{path}/answers", accepted(own))).status_code == 303
        page = (await pool.get(path)).text
        assert "利益相反を調べると、確定できます。" in page
        assert (await pool.post(f"{path}/conflict-check")).status_code == 303
        first = await pool.post(f"{path}/confirmation", key="once")
        again = await pool.post(f"{path}/confirmation", key="once")
        assert first.status_code == again.status_code == 303
        shown = (await towns[0].get(path)).text
        assert "灰谷 凪さん" in shown and "協定書" in shown and "神石高原町の窓口" not in shown
        assert (await member.get("/assignments")).text.count("合意済み") >= 3


async def test_a_decline_without_a_reason_keeps_what_was_chosen(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await sent(world)
        sera, path = await visit("sera"), f"/proposals/{story.proposal}"
        (party,) = await parties_on(sera, path)
        fields = {
            "party": [party],
            f"version_{party}": "1",
            f"answer_{party}": "declined",
            f"note_{party}": "予算のため",
        }
        refused = await sera.post(f"{path}/answers", fields)
        assert refused.status_code == 422
        assert "4つから選んでください" in refused.text and "予算のため" in refused.text
        nothing = await sera.post(f"{path}/answers", {"party": [party], f"version_{party}": "1"})
        assert nothing.status_code == 422 and "選んでから送ってください" in nothing.text
        stale = await sera.post(f"{path}/answers", accepted([party]) | {f"version_{party}": "9"})
        assert stale.status_code == 409 and "先に動かしました" in stale.text


async def test_no_page_of_a_town_tells_what_another_town_said(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await sent(world)
        await answer(story, world.jinseki, answer="declined", reason="other", note="庁内の事情")
        page = (await (await visit("sera")).get(f"/proposals/{story.proposal}")).text
        assert "任命するのはそれぞれの町" in page
        assert "庁内の事情" not in page and "神石高原町" not in page and "灰谷" not in page
        assert "庁内の事情" in (await (await visit("hiroshima")).get(f"/proposals/{story.proposal}")).text
        row = (await (await visit("sera")).get(f"/api/v1/proposals/{story.proposal}")).json()["proposal"]
        assert len(row["lines"]) == len(row["parties"]) == 1 and row["person"] == ""


async def test_the_list_shows_whose_turn_it_is(world: World, visit: Visit) -> None:
    with on(TODAY):
        await sent(world)
        town, hall = [await (await visit(login)).get("/proposals") for login in ("sera", "hiroshima")]
        assert "あなたの番です" in town.text and "「本人の同意」か「配属」を根拠に" in town.text
        assert "返事を待つ" in hall.text and "「人材プールの運営」" in hall.text
        assert "提案はありません" in (await (await visit("onomichi")).get("/proposals")).text


async def test_a_need_leads_to_its_proposals_and_a_town_to_its_own(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await sent(world)
        lines = (await proposal_page(id=story.proposal, by=world.hiroshima)).lines
        need_of = {line.municipality_name: line.need for line in lines}
        own, other = need_of["世羅町"], need_of["神石高原町"]
        sera = await visit("sera")
        assert f'href="/proposals?need={own}"' in (await sera.get(f"/needs/{own}")).text
        assert f'href="/proposals/{story.proposal}"' in (await sera.get(f"/proposals?need={own}")).text
        assert "提案はありません" in (await sera.get(f"/proposals?need={other}")).text
        told = (await (await visit("hiroshima")).get(f"/api/v1/proposals?need={other}")).json()["proposals"]
        assert [row["id"] for row in told] == [str(story.proposal)]


async def test_anonymous_outsider_reader_and_the_json_door(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await drafted(world)
        path = f"/proposals/{story.proposal}"
        body = {"answer_by": ANSWER_BY.isoformat()}
        assert (await (await visit()).send(f"{path}/sending", body)).status_code == 401
        assert (await (await visit("matsuyama")).send(f"{path}/sending", body)).status_code == 403
        assert (await (await visit("ehime")).send(f"{path}/sending", body)).status_code == 404
        assert (await (await visit("hiroshima_reader")).send(f"{path}/sending", body)).status_code == 403
        pool = await visit("hiroshima")
        late = await pool.send(f"{path}/sending", {"answer_by": "2026-11-20"})
        assert late.status_code == 422
        done = await pool.send(f"{path}/sending", body)
        assert done.status_code == 201 and done.json()["id"] == str(story.proposal)
        assert await answers_by_json(story, await visit("nagi")) == 201


async def answers_by_json(story: Story, member: Browser) -> int:
    row = await proposal_page(id=story.proposal, by=story.member)
    answers = [{"party": str(party.id), "version": party.version, "answer": "accepted"} for party in row.parties]
    return (await member.send(f"/proposals/{story.proposal}/answers", {"answers": answers})).status_code


async def test_a_draft_is_made_by_form(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await drafted(world)
        row = await proposal_page(id=story.proposal, by=story.pool)
        pool = await visit("hiroshima")
        fields = {"member": str(row.member), "needs": [str(line.need) for line in row.lines]}
        made = await pool.post("/proposals", fields)
        assert UUID(made.headers["location"].rpartition("/")[2]) != story.proposal
        assert (await pool.post("/proposals", fields | {"needs": [str(uuid4())]})).status_code == 404
