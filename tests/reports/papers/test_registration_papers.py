"""The certificate and the sheet of cards: what stands on them, ten to a sheet, long and rare names whole."""

from datetime import date
from uuid import uuid4

import pytest

from reports.papers.paper import html_of, pdf_of
from reports.papers.rules import Kind
from reports.papers.schemas import Carding, Certifying, Mark, Paper
from tests.reports.issuing.queued import text_of

MARK = Mark(12, 2026, date(2026, 11, 21))
MINISTRIES = ["総務省", "デジタル庁"]


def paper(kind: Kind, content: Carding | Certifying) -> Paper:
    return Paper(kind, uuid4(), uuid4(), uuid4(), uuid4(), [], "書類", date(2026, 11, 21), content)


async def printed(kind: Kind, content: Carding | Certifying) -> bytes:
    return await pdf_of(html_of(paper(kind, content), MARK, issuer_name="国", demo=True))


async def test_a_certificate_says_who_under_which_number_until_when_and_how_to_check_it() -> None:
    words = Certifying("𠮷田　架空", "R8-0012", "広島県", date(2026, 12, 1), date(2029, 11, 30), "ABCD-EFGH-IJKL",
                       MINISTRIES)  # fmt: skip
    text = text_of(await printed(Kind.CERTIFICATE, words))
    for told in ("登録証", "𠮷田架空", "R8-0012", "広島県の推薦により", "令和十一年十一月三十日まで", "総務省",
                 "デジタル庁", "ABCD-EFGH-IJKL"):  # fmt: skip
        assert told in text


@pytest.mark.parametrize("person", ["髙橋　架空", "寿限無寿限無五劫の擦り切れ海砂利水魚の　水行末"])
async def test_ten_cards_stand_on_one_sheet(person: str) -> None:
    words = Carding(person, "R8-0012", "広島県", "総務局デジタル推進課", "専門員", "広島市中区基町10-52",
                    "082-000-0000", "kaku@example.jp", MINISTRIES)  # fmt: skip
    pdf = await printed(Kind.CARDS, words)
    text = text_of(pdf)
    assert text.count("kaku@example.jp") == 10 and text.count("総務省デジタル庁") == 10
    assert text.count("\f") <= 1
