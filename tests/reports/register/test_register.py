"""The register: 案, numbers without gaps, twice is once, and who reads a paper."""

from uuid import UUID

import pytest

from auth.journal.queries import who_looked
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from matching.agreements.operations import approve_agreement
from matching.appointments.operations import approve_appointment
from matching.appointments.queries import appointments
from reports.issuing.tasks import render_paper
from reports.papers import fonts
from reports.papers.schemas import Appointing
from reports.register.operations import render_again
from reports.register.queries import documents, papers_of, pdf, preview
from reports.register.schemas import RegisterQuestion
from tests.browser import Visit
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.reports.issuing.queued import make_queued, queued, text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def appointment_of(town: Viewer) -> UUID:
    """The appointment the town has to approve."""
    return (await appointments(by=town))[0][0].id


async def approve(story: Story) -> list[UUID]:
    """Every town approves its appointment; returns them in the order of the towns."""
    approved = []
    for town in story.towns:
        approved.append(await appointment_of(town))
        await approve_appointment(id=approved[-1], by=town)
    return approved


async def test_drafts_first_then_issued_papers_with_numbers(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        town, pool = story.towns[0], story.pool
        subject = await appointment_of(town)
        waiting = await papers_of(subject=subject, by=town)
        assert (waiting.in_making, waiting.documents) == (True, [])
        await make_queued(pool)
        draft = (await papers_of(subject=subject, by=town)).documents[0]
        assert (draft.state, draft.state_words, draft.number) == ("draft", "案", None)
        assert "案" in text_of((await pdf(id=draft.id, by=town)).content)
        await approve_appointment(id=subject, by=town)
        await make_queued(pool)
        shown = (await papers_of(subject=subject, by=town)).documents
        assert [paper.state_words for paper in shown] == ["発行済み 令和8年度 委嘱第1号"]
        asked = RegisterQuestion(about=subject)
        assert [paper.id for paper in (await documents(by=town, asked=asked))[0]] == [paper.id for paper in shown]
        assert len((await documents(by=town))[0]) > 1, "the agreement's is a paper of its own"
        text = text_of((await pdf(id=shown[0].id, by=town)).content)
        assert "令和八年度委嘱第一号" in text and "灰谷凪" in text and "案" not in text


async def test_each_issuer_counts_for_itself_and_twice_changes_nothing(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        subjects = await approve(story)
        made = await make_queued(story.pool)
        before = await registered(story.pool)
        for arguments in made:
            await render_paper(**arguments, demo=True)
        assert await registered(story.pool) == before
        for town, subject in zip(story.towns, subjects, strict=True):
            assert [paper.number for paper in (await papers_of(subject=subject, by=town)).documents] == [1]


async def test_a_late_draft_job_takes_no_second_number(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        subject = (await approve(story))[0]
        await make_queued(story.pool)
        shown = (await papers_of(subject=subject, by=story.towns[0])).documents
        assert [(paper.number, paper.reissue) for paper in shown] == [(1, False)]


async def test_other_words_under_the_same_approval_are_a_reissue_with_the_same_number(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        town = story.towns[0]
        subject = (await approve(story))[0]
        await make_queued(story.pool)
        async with unit_of_work(story.pool) as work:
            await work.connection.execute("update appointment set title = '主任専門員' where id = $1", subject)
        await render_paper(kind="ishokujo", subject=str(subject), version=9, account=str(town.account),
                           organisation=str(town.organisation), demo=False)  # fmt: skip
        shown = (await papers_of(subject=subject, by=town)).documents
        assert sorted((paper.number, paper.reissue) for paper in shown) == [(1, False), (1, True)]
        again = next(paper for paper in shown if paper.reissue)
        assert "再発行" in text_of((await pdf(id=again.id, by=town)).content)


async def test_a_paper_that_cannot_be_printed_leaves_no_gap_and_can_be_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        town, subject = story.towns[0], (await approve(story))[0]
        with monkeypatch.context() as machine:
            machine.setattr("reports.papers.paper.installed_letters", lambda: frozenset())
            await make_queued(story.pool)
        failed = (await papers_of(subject=subject, by=town)).documents[0]
        assert failed.state == "failed" and "書体" in failed.failure
        with pytest.raises(Conflict, match="書体"):
            await pdf(id=failed.id, by=town)
        await render_again(id=failed.id, by=town)
        with pytest.raises(Conflict):
            await render_again(id=failed.id, by=town)
        assert len(await queued(town)) == 1
        await make_queued(town)
        assert [paper.number for paper in (await papers_of(subject=subject, by=town)).documents] == [1]
        fonts.installed_letters.cache_clear()


async def test_an_agreement_is_numbered_by_its_lead_when_the_last_body_approves(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        made = await make_queued(story.pool)
        agreement = UUID(next(one["subject"] for one in made if one["kind"] == "agreement"))
        for body in (story.pool, *story.towns):
            await approve_agreement(id=agreement, by=body)
        await make_queued(story.pool)
        for reader in (story.pool, *story.towns):
            shown = (await papers_of(subject=agreement, by=reader)).documents
            assert [paper.state_words for paper in shown] == ["発行済み 令和8年度 協定第1号"]
            assert shown[0].issuer == story.pool.organisation
            assert "灰谷" not in text_of((await pdf(id=shown[0].id, by=reader)).content)


async def test_who_reads_a_paper(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        town, other = story.towns[0], story.towns[1]
        draft = (await papers_of(subject=await appointment_of(town), by=town)).documents[0]
        for outsider in (other, story.member, world.ehime, world.matsuyama, world.ministry, world.onomichi):
            with pytest.raises(NotFound):
                await preview(id=draft.id, by=outsider)
        subject = (await approve(story))[0]
        await make_queued(story.pool)
        issued = (await papers_of(subject=subject, by=story.member)).documents[0]
        shown = await preview(id=issued.id, by=town)
        assert isinstance(shown.content, Appointing) and shown.content.person == "灰谷 凪"
        assert (await pdf(id=issued.id, by=story.member)).content.startswith(b"%PDF-")
        looks = await who_looked(by=story.member)
        assert any(look.purpose == "書類の確認のため" and look.organisation == "世羅町" for look in looks)
        with pytest.raises(NotAllowed):
            await render_again(id=issued.id, by=world.hiroshima_reader)


async def test_pages_anonymous_outsider_valid(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        nobody, town, outsider = await visit(), await visit("sera"), await visit("matsuyama")
        paper = (await papers_of(subject=await appointment_of(story.towns[0]), by=story.towns[0])).documents[0]
        assert (await nobody.get("/documents")).headers["location"] == "/sign-in?next=/documents"
        listed = await town.get("/documents")
        assert paper.title in listed.text and f"/documents/{paper.id}/pdf" in listed.text
        assert "灰谷 凪" in listed.text and " checked" not in listed.text and "書類をつくっています" not in listed.text
        assert " checked" in (await town.get("/documents?chosen=all")).text
        shown = await town.get(f"/documents/{paper.id}")
        assert "灰谷 凪" in shown.text and "これは案です" in shown.text
        content = await town.get(f"/documents/{paper.id}/pdf")
        assert content.headers["content-type"] == "application/pdf" and content.content.startswith(b"%PDF-")
        assert (await outsider.get(f"/documents/{paper.id}/pdf")).status_code == 404
        assert (await outsider.get(f"/api/v1/documents/{paper.id}")).status_code == 404
        assert (await town.get(f"/api/v1/documents/{paper.id}")).json()["content"]["person"] == "灰谷 凪"
        assert (await town.send(f"/documents/{paper.id}/rendering", {})).status_code == 409
        assert (await documents(by=world.matsuyama))[1].total == 0


async def registered(by: Viewer) -> list[tuple[object, ...]]:
    """The register, its counters and its files, as far as they could change."""
    async with unit_of_work(by) as work:
        rows = await work.connection.fetch("select id, number, file, version from document order by id")
        return [tuple(row) for row in rows]
