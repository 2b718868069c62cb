"""The text of an agreement between its bodies: own wordings, versions, agreement taken back, annexes, signatures."""

from datetime import date, timedelta

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, Refusal, RuleBroken
from matching.agreements.amending import amend_agreement
from matching.agreements.annexing import add_annex, open_annex, take_annex_away
from matching.agreements.due import needing_amendment, waiting_for
from matching.agreements.negotiating import compared, propose_text
from matching.agreements.operations import approve_agreement, divide_cost
from matching.agreements.queries import agreement_of, agreements, texts_of
from matching.agreements.schemas import AgreementPage, CostDivision
from matching.agreements.signing import open_scan, order_signing, sign
from matching.agreements.text_schemas import Assent, NewAnnex, NewText, NewWording, SigningOrder
from matching.agreements.wording import shipped_wording
from matching.agreements.wordings import wordings, write_wording
from matching.assignments.operations import end_assignment
from matching.assignments.queries import assignments, terms_of
from matching.assignments.schemas import Ending
from tests.at_once import at_once
from tests.browser import Visit
from tests.matching.agreements.agreeing import concluded, drafted, in_force, page_of, signing
from tests.matching.employment import FIRST, LAST, TODAY, confirmed, on, running
from tests.world import World

pytestmark = pytest.mark.database

PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def changed(page: AgreementPage, old: str, new: str) -> NewText:
    assert page.text is not None and old in page.text.text
    return NewText(text=page.text.text.replace(old, new), comment="実情に合わせるため", version=page.agreement.version)


async def test_a_draft_begins_with_the_bodys_own_wording_and_says_so(world: World) -> None:
    with on(TODAY):
        text = (await drafted(await confirmed(world))).text
        assert text is not None and text.wording == "標準の文例（第1版）"
        with pytest.raises(RuleBroken, match="知事の氏名"):
            bad = NewWording(text="（目的）\n{知事の氏名}が定める。", number=0)
            await write_wording(new=bad, by=world.hiroshima)
        own = NewWording(
            text=shipped_wording() + "\n（電子契約）\n電子署名によることができる。", comment="電子", number=0
        )
        await write_wording(new=own, by=world.hiroshima)
        with pytest.raises(Conflict):
            await write_wording(new=own, by=world.hiroshima)
        assert [row.number for row in await wordings(by=world.ehime)] == [0]
        with pytest.raises(NotAllowed):
            await write_wording(new=own, by=world.sera)


async def test_changing_the_text_takes_agreement_back(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        page = await drafted(story)
        id, sera, jinseki = page.agreement.id, story.towns[0], story.towns[1]
        await approve_agreement(id=id, assent=Assent(text=1), by=sera)
        with pytest.raises(Conflict, match="先に動かしました"):
            await propose_text(id=id, new=changed(page, "（協議）", "（疑義）"), by=jinseki)
        page = await page_of(id, jinseki)
        await propose_text(id=id, new=changed(page, "（協議）", "（疑義の協議）"), by=jinseki)
        page = await page_of(id, sera)
        mine = next(body for body in page.bodies if body.organisation == sera.organisation)
        assert (mine.approved_at, mine.agreed_text, page.agreement.current_text) == (None, 1, 2)
        assert [todo.title for todo in await waiting_for(by=sera)] == [page.agreement.title]
        with pytest.raises(Conflict, match="第2版"):
            await approve_agreement(id=id, assent=Assent(text=1), by=story.pool)
        told = await compared(id=id, old=0, new=0, by=story.pool)
        assert [change.title for change in told.changes] == ["（疑義の協議）", "（協議）"]
        assert [row.proposed_by for row in await texts_of(agreement=id, by=sera)] == [
            story.pool.organisation, jinseki.organisation,
        ]  # fmt: skip
        for body in (story.pool, *story.towns):
            await approve_agreement(id=id, assent=Assent(text=2), by=body)
        assert (await page_of(id, sera)).agreement.state == "concluded"
        with pytest.raises(RuleBroken, match="署名待ち"):
            await propose_text(id=id, new=changed(page, "（目的）", "（趣旨）"), by=sera)


async def test_nobody_agrees_to_a_text_with_an_empty_place(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        page = await drafted(story)
        id = page.agreement.id
        await propose_text(
            id=id, new=changed(page, "（協議）", "（上限）\n年額{年額}、{別紙}による。\n（協議）"), by=story.pool
        )
        with pytest.raises(RuleBroken, match=r"\{年額\}、\{別紙\}"):
            await approve_agreement(id=id, by=story.towns[0])
        version = (await page_of(id, story.pool)).agreement.version
        division = CostDivision(equal=100, yearly_yen=1_000_000, version=version)
        await divide_cost(id=id, division=division, by=story.pool)
        await add_annex(id=id, annex=NewAnnex(title="勤務条件"), filename="a.pdf", content=PAPER, by=story.towns[0])
        await approve_agreement(id=id, by=story.towns[0])


async def test_nobody_agrees_to_a_division_or_an_annex_not_shown(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id, sera = (await drafted(story)).agreement.id, story.towns[0]
        shown = await page_of(id, sera)
        division = CostDivision(equal=100, yearly_yen=1_000_000, version=shown.agreement.version)
        await divide_cost(id=id, division=division, by=story.pool)
        with pytest.raises(Conflict, match="負担の割り方か別紙"):
            await approve_agreement(id=id, assent=Assent(text=1, terms=shown.terms), by=sera)
        shown = await page_of(id, sera)
        await add_annex(id=id, annex=NewAnnex(title="勤務条件"), filename="a.pdf", content=PAPER, by=story.pool)
        with pytest.raises(Conflict, match="負担の割り方か別紙"):
            await approve_agreement(id=id, assent=Assent(terms=shown.terms), by=sera)
        await approve_agreement(id=id, assent=Assent(terms=(await page_of(id, sera)).terms), by=sera)


async def test_an_annex_and_an_approval_at_once_do_not_both_stand(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        shown = await drafted(story)
        id = shown.agreement.id
        outcomes = await at_once(
            add_annex(id=id, annex=NewAnnex(title="勤務条件"), filename="a.pdf", content=PAPER, by=story.pool),
            approve_agreement(id=id, assent=Assent(terms=shown.terms), by=story.towns[0]),
        )
        assert [isinstance(outcome, Refusal) for outcome in outcomes].count(True) == 1


async def test_annexes_are_every_bodys_to_read_and_fixed_by_the_first_agreement(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = (await drafted(story)).agreement.id
        await add_annex(id=id, annex=NewAnnex(title="勤務条件"), filename="条件.pdf", content=PAPER, by=story.towns[0])
        annex = (await page_of(id, story.pool)).annexes[0].id
        assert (await open_annex(id=id, annex=annex, by=story.towns[1])).content == PAPER
        with pytest.raises(NotFound):
            await open_annex(id=id, annex=annex, by=world.onomichi)
        with pytest.raises(NotAllowed):
            await take_annex_away(id=id, annex=annex, by=story.pool)
        await take_annex_away(id=id, annex=annex, by=story.towns[0])
        await approve_agreement(id=id, by=story.towns[0])
        with pytest.raises(RuleBroken, match="合意した団体"):
            await add_annex(id=id, annex=NewAnnex(title="後から"), filename="a.pdf", content=PAPER, by=story.pool)


async def test_signatures_come_in_turn_and_the_last_puts_it_in_force(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        page = await concluded(story)
        id, (pool, sera, *others) = page.agreement.id, page.agreement.bodies
        with pytest.raises(RuleBroken, match="順番"):
            await sign(id=id, signing=signing(page, sera), by=story.towns[0])
        order = SigningOrder(bodies=[sera, *others, pool], version=page.agreement.version)
        with pytest.raises(NotAllowed):
            await order_signing(id=id, order=order, by=story.towns[0])
        await order_signing(id=id, order=order, by=story.pool)
        page = await page_of(id, story.pool)
        with pytest.raises(NotAllowed, match="署名した団体"):
            await sign(id=id, signing=signing(page, sera), by=story.towns[1])
        with pytest.raises(RuleBroken, match="きょうまで"):
            await sign(id=id, signing=signing(page, sera, signed_on=TODAY + timedelta(days=1)), by=story.pool)
        await sign(id=id, signing=signing(page, sera), scan={"写し.pdf": PAPER}, by=story.towns[0])
        page = await page_of(id, story.pool)
        assert (await open_scan(id=id, signature=page.signatures[0].id, by=story.towns[2])).content == PAPER
        assert page.next_to_sign is not None and page.next_to_sign.organisation == others[0]
        with pytest.raises(RuleBroken, match="もう署名した団体"):
            await order_signing(id=id, order=order, by=story.pool)
        for body in (*others, pool):
            assert page.agreement.state == "concluded"
            await sign(id=id, signing=signing(page, body), by=story.pool)
            page = await page_of(id, story.pool)
        assert (page.agreement.state, page.agreement.in_force_on) == ("in_force", TODAY)


@pytest.mark.parametrize(
    "statement",
    [
        "update agreement set state = 'in_force', in_force_on = concluded_on where id = $1",
        "update agreement set bodies = bodies || '{01020304-0506-0708-090a-0b0c0d0e0f10}'::uuid[] where id = $1",
    ],
)
async def test_the_database_wants_every_signature_and_the_same_bodies(world: World, statement: str) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = (await concluded(story)).agreement.id
        with pytest.raises(Conflict, match=r"署名していない|変えられません"):
            async with unit_of_work(story.pool) as work:
                await work.connection.execute(statement, id)


async def test_an_agreement_that_its_assignments_outgrew_is_replaced_and_stays_to_be_read(world: World) -> None:
    with on(TODAY):
        story = await running(world)
        old = await in_force(story, await concluded(story))
        assert not await needing_amendment(by=story.pool)
    with on(FIRST + timedelta(days=30)):
        work = next(row for row in (await assignments(by=story.towns[0]))[0])
        until = Ending(last_day=date(2027, 2, 15), reason="町の事情が変わったため")
        await end_assignment(id=work.id, ending=until, by=story.pool)
        assert [row.id for row in await needing_amendment(by=story.pool)] == [old.agreement.id]
        assert not await needing_amendment(by=story.towns[0])
        assert any("変更する" in todo.act for todo in await waiting_for(by=story.pool))
        new = (await amend_agreement(id=old.agreement.id, by=story.pool)).id
        with pytest.raises(RuleBroken, match="すでに"):
            await amend_agreement(id=old.agreement.id, by=story.pool)
        page = await page_of(new, story.pool)
        assert [body.last_day for body in page.bodies] == [None, until.last_day, LAST, LAST]
        assert page.text is not None and "{変更前の協定}" in page.text.text
        assert not await needing_amendment(by=story.pool)
        for body in (story.pool, *story.towns):
            await approve_agreement(id=new, by=body)
        day = FIRST + timedelta(days=30)
        page = await in_force(story, await page_of(new, story.pool), day=day)
        before = await page_of(old.agreement.id, story.towns[1])
        assert (page.agreement.state, before.agreement.state, before.agreement.amended_by) == ("in_force", "ended", new)
        assert await agreement_of(proposal=story.proposal, by=story.towns[0]) == new
        assert {row.state for row in (await agreements(by=story.towns[0]))[0]} == {"in_force", "ended"}


async def test_work_called_off_before_it_began_is_no_part_of_what_an_agreement_rests_on(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        old = await in_force(story, await concluded(story))
        first, *others = (await assignments(by=story.pool))[0]
        off = Ending(last_day=FIRST, reason="町の予算がつかなかったため")
        await end_assignment(id=first.id, ending=off, by=story.pool)
        assert [row.id for row in await needing_amendment(by=story.pool)] == [old.agreement.id]
        left = await terms_of(proposal=story.proposal, by=story.pool)
        assert set(left) == {work.municipality for work in others}
        for work in others:
            await end_assignment(id=work.id, ending=off, by=story.pool)
        assert not await needing_amendment(by=story.pool)
        with pytest.raises(RuleBroken, match="取りやめ"):
            await amend_agreement(id=old.agreement.id, by=story.pool)


async def test_both_doors(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        page = await drafted(story)
        path = f"/agreements/{page.agreement.id}"
        hall, sera = await visit("hiroshima"), await visit("sera")
        assert "{負担の表}" in (await hall.get("/agreements/wording")).text
        typed = {"text": "（目的）\n{だれか}が働く。", "comment": "直し", "version": "1"}
        refused = await sera.post(f"{path}/texts", typed)
        assert refused.status_code == 422 and "{だれか}が働く。" in refused.text and "使えません" in refused.text
        new = changed(page, "（目的）", "（趣旨）").model_dump()
        assert (await sera.send(f"{path}/texts", new)).status_code == 201
        stale = await hall.post(f"{path}/texts", {**typed, "text": "（目的）\n別の文。"})
        assert stale.status_code == 409 and "別の文。" in stale.text and "（趣旨）" in stale.text
        assert "足した" in (await hall.get(f"{path}/comparison")).text
        assert len((await sera.get(f"/api/v1{path}/texts")).json()) == 2
        for login in ("hiroshima", "sera", "jinseki", "akiota"):
            browser = await visit(login)
            assert (await browser.post(f"{path}/approval", {"text": "2"})).status_code == 303
        form = {"organisation": str(page.agreement.bodies[0]), "office": "広島県知事", "signer": "知事 架空",
                "signed_on_year": "2026", "signed_on_month": "11", "signed_on_day": "21", "version": "6"}  # fmt: skip
        assert (await hall.post(f"{path}/signatures", form | {"signed_on_day": "32"})).status_code == 422
        assert (await hall.post(f"{path}/signatures", form)).status_code == 303
        assert "広島県知事" in (await sera.get(path)).text
        assert (await sera.get("/agreements?state=concluded")).text.count("/agreements/0") >= 1
        assert (await sera.get("/api/v1/agreements")).json()["total"] == 1
