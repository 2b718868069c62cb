"""From the papers of a batch to one PDF or one zip; what cannot be taken along is named. Writes nothing."""

from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.files.store import open_file
from reports.batches.rules import LARGEST, entry_name
from reports.batches.schemas import BatchRow, LeftOut
from reports.papers.paper import CannotPrint, faces_for, html_of
from reports.papers.pressroom import Press
from reports.papers.rules import TITLES
from reports.register.queries import documents_among, printed_words
from reports.register.schemas import DocumentRow

AT_A_TIME: Final = 10
"""Papers between two steps of the progress."""
NOT_PRINTED: Final = "この書類はまだできていません。書類の画面で状態を確かめてください。"
NOT_SET: Final = "この書類の文面を組めませんでした。書類の画面から1件ずつ受け取ってください。"
TOO_LARGE: Final = "まとめた大きさが上限（60MB）を超えるため、入れていません。分けて選んでください。"

Step = Callable[[int], Awaitable[None]]


class Bundle(Struct, frozen=True):
    """What was made, None where nothing could be, and what was left out."""

    content: bytes | None
    failures: list[LeftOut]


async def zipped(*, batch: BatchRow, step: Step, by: Viewer) -> Bundle:
    """Each paper as it was kept, byte by byte, under a safe name."""
    failures: list[LeftOut] = []
    content, size = BytesIO(), 0
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for place, row in enumerate(await documents_among(ids=batch.documents, by=by), 1):
            pdf = await _kept_pdf(row, by)
            if pdf is None or size + len(pdf) > LARGEST:
                failures.append(_left_out(row, TOO_LARGE if pdf else row.failure or NOT_PRINTED))
            else:
                archive.writestr(entry_name(place, row.title, row.mark_words), pdf)
                size += len(pdf)
            if place % AT_A_TIME == 0:
                await step(place)
    return Bundle(content.getvalue() if size else None, failures)


async def bound(*, batch: BatchRow, step: Step, demo: bool, by: Viewer) -> Bundle:
    """The words of all of them, as they were printed, laid out anew in one process and bound into one PDF."""
    failures: list[LeftOut] = []
    with Press() as press:
        rows, pages = await documents_among(ids=batch.documents, by=by), 0
        for first in range(0, len(rows), AT_A_TIME):
            sound = await _sound(rows[first : first + AT_A_TIME], failures, demo=demo, by=by)
            laid = await press.lay_out([printed for _, printed in sound])
            failures += [_left_out(row, NOT_SET) for (row, _), count in zip(sound, laid, strict=True) if not count]
            pages += sum(laid)
            await step(min(first + AT_A_TIME, len(rows)))
        title = f"{TITLES[rows[0].kind]}ほか{len(rows) - len(failures)}件"
        content = await press.bind(title) if pages else None
    return Bundle(content, failures)


async def _sound(
    rows: Sequence[DocumentRow], failures: list[LeftOut], *, demo: bool, by: Viewer
) -> list[tuple[DocumentRow, tuple[str, str]]]:
    """HTML and font rules of those that can be printed; the others are added to `failures`."""
    sound = []
    for row in rows:
        paper = await printed_words(row=row, by=by)
        if paper is None:
            failures.append(_left_out(row, row.failure or NOT_PRINTED))
            continue
        html = html_of(paper.paper, paper.mark, issuer_name=row.issuer_name, demo=demo)
        try:
            sound.append((row, (html, faces_for(html))))
        except CannotPrint as refusal:
            failures.append(_left_out(row, refusal.sentence))
    return sound


async def _kept_pdf(row: DocumentRow, by: Viewer) -> bytes | None:
    if row.file is None:
        return None
    async with reading(by):
        return (await open_file(id=row.file, by=by)).content


def _left_out(row: DocumentRow, sentence: str) -> LeftOut:
    return LeftOut(row.id, row.title, sentence)
