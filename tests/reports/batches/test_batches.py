"""Many papers at once: one job, safe names, one paper that fails is named and the others are kept."""

from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from foundation.jobs.progress import progress_of
from matching.assignments.queries import assignments
from reports.batches.operations import make_batch, request_batch
from reports.batches.queries import batch_file, batch_row
from reports.batches.rules import entry_name
from reports.batches.schemas import BatchRow, NewBatch
from reports.papers.rules import Kind
from reports.register.operations import make_copy, reissue
from reports.register.queries import documents, papers_of, pdf
from reports.register.schemas import RegisterQuestion, Reissue
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, on
from tests.reports.drafts.drawn import drawn, issued
from tests.reports.issuing.queued import make_queued, text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


async def batch_of(ids: list[UUID], *, by: Viewer, ending: str = "zip") -> BatchRow:
    """A batch asked for and made."""
    asked = NewBatch.model_validate({"documents": ids, "ending": ending})
    id = (await request_batch(new=asked, by=by)).id
    with pytest.raises(Conflict):
        await batch_file(id=id, by=by)
    await make_batch(id=id, demo=True, by=by)
    return await batch_row(id=id, by=by)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "001_etc_passwd_2026-1.pdf"),
        ("配属通知：世羅町・窓口", "001_配属通知_世羅町・窓口_2026-1.pdf"),
        ("C:\\a\\con.", "001_C_a_con_2026-1.pdf"),
        ("\u202eevil\u0000", "001_evil_2026-1.pdf"),
        ("あ" * 300, f"001_{'あ' * 80}_2026-1.pdf"),
        ("…", "001_書類_2026-1.pdf"),
    ],
)
def test_names_in_a_zip_are_safe(title: str, name: str) -> None:
    assert entry_name(1, title, "2026-1") == name


async def test_a_batch_holds_the_papers_and_names_the_one_that_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        rows = (await documents(by=story.pool))[0]
        broken = next(row for row in rows if row.kind is Kind.AGREEMENT)
        async with unit_of_work(story.pool) as work:
            await work.connection.execute(
                "update document set state = 'failed', file = null, content = null, failure = '字がない' where id = $1",
                broken.id,
            )
        made = await batch_of([row.id for row in rows], by=story.pool)
        assert [(one.document, one.sentence) for one in made.failures] == [(broken.id, "字がない")]
        archive = ZipFile(BytesIO((await batch_file(id=made.id, by=story.pool))[1]))
        assert len(archive.namelist()) == len(rows) - 1 and all("/" not in name for name in archive.namelist())
        sound = next(row for row in rows if row.id != broken.id)
        kept = (await pdf(id=sound.id, by=story.pool)).content
        assert kept in [archive.read(name) for name in archive.namelist()]
        over = await progress_of(id=made.progress, by=story.pool)
        words = "4件のうち3件をまとめました。1件は、まとめられませんでした。"
        assert (over.state, over.sentence) == ("finished", words)
        before = await batch_row(id=made.id, by=story.pool)
        await make_batch(id=made.id, demo=True, by=story.pool)
        assert await batch_row(id=made.id, by=story.pool) == before
        whole = await batch_of([row.id for row in rows], by=story.pool, ending="pdf")
        text = text_of((await batch_file(id=whole.id, by=story.pool))[1])
        assert text.count("灰谷凪") == 3 and len(whole.failures) == 1
        monkeypatch.setattr("reports.papers.paper.installed_letters", lambda: frozenset())
        none = await batch_of([sound.id], by=story.pool, ending="pdf")
        assert none.state == "failed" and "書体" in none.failures[0].sentence


async def test_whose_papers_a_batch_takes(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        ids = [row.id for row in (await documents(by=story.pool))[0]]
        asked = NewBatch(documents=ids, ending="zip")
        for other in (story.towns[0], world.matsuyama):
            with pytest.raises(NotFound):
                await request_batch(new=asked, by=other)
        with pytest.raises(NotAllowed):
            await request_batch(new=asked, by=story.member)
        hall, outsider = await visit("hiroshima"), await visit("matsuyama")
        empty = await hall.post("/documents/batches", {"ending": "pdf"})
        assert empty.status_code == 422 and "1件以上選んで" in empty.text
        sent = await hall.post("/documents/batches", {"ending": "pdf", "documents": [str(id) for id in ids]})
        page = sent.headers["location"]
        assert "4件を、1つのPDFにします" in (await hall.get(page)).text
        assert (await outsider.get(page)).status_code == 404
        assert (await hall.get(f"/api/v1{page}/file")).status_code == 409
        await make_batch(id=UUID(page.rpartition("/")[2]), demo=True, by=story.pool)
        got = await hall.get(f"{page}/file")
        assert got.content.startswith(b"%PDF-") and got.headers["content-type"] == "application/pdf"
        assert "受け取る" in (await hall.get(page)).text


async def test_the_register_is_searched_and_tells_who_did_what(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        about = (await assignments(by=story.towns[0]))[0][0].id
        made = [await issued(await drawn(Kind.POSTING_NOTICE, about, by=story.pool), by=story.pool) for _ in range(2)]
        for asked, found in (
            (RegisterQuestion(kind="posting_notice"), 2),
            (RegisterQuestion(kind="posting_notice", number=2), 1),
            (RegisterQuestion(kind="posting_notice", fiscal_year=2025), 0),
            (RegisterQuestion(kind="posting_notice", state="draft"), 0),
        ):
            assert (await documents(by=story.pool, asked=asked))[1].total == found
        hall = await visit("hiroshima")
        shown = await hall.get("/documents?kind=posting_notice&year=2026&paper=２")
        assert str(made[1].id) in shown.text and str(made[0].id) not in shown.text
        await hall.get(f"/documents/{made[1].id}/pdf")
        page = await hall.get(f"/documents/{made[1].id}")
        assert "番号をつけて発行" in page.text and "PDFを受け取り" in page.text and "田所 架空" in page.text


async def test_a_lost_paper_is_issued_again_under_its_number(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        about = (await assignments(by=story.towns[0]))[0][0].id
        first = await issued(await drawn(Kind.POSTING_NOTICE, about, by=story.pool), by=story.pool)
        with pytest.raises(NotAllowed, match="広島県"):
            await reissue(id=first.id, asked=Reissue(reason="紛失"), by=story.towns[0])
        await reissue(id=first.id, asked=Reissue(reason="紛失"), by=story.pool)
        with pytest.raises(NotAllowed, match="途中"):
            await reissue(id=first.id, asked=Reissue(reason="紛失"), by=story.pool)
        for _ in range(2):
            await make_copy(id=first.id, copy=1, demo=True, by=story.pool)
        [copy] = (await papers_of(subject=first.id, by=story.towns[0])).documents
        assert (copy.number, copy.reissue, copy.mark_words) == (1, True, "2026-1_再発行")
        text = text_of((await pdf(id=copy.id, by=story.towns[0])).content)
        assert "令和8年度配属第1号" in text and "令和8年11月21日再発行" in text
        with pytest.raises(NotAllowed):
            await reissue(id=copy.id, asked=Reissue(reason="紛失"), by=story.pool)
        second = await issued(await drawn(Kind.POSTING_NOTICE, about, by=story.pool), by=story.pool)
        assert second.number == 2


async def test_a_printing_process_that_dies_ends_the_batch_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "__future__")  # a program that ends at once
    with on(TODAY):
        story = await confirmed(world)
        await make_queued(story.pool)
        ids = [row.id for row in (await documents(by=story.pool))[0]]
        made = await batch_of(ids, by=story.pool, ending="pdf")
        over = await progress_of(id=made.progress, by=story.pool)
        assert (made.state, over.state) == ("failed", "failed") and "まとめられませんでした" in over.sentence
