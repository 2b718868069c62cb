"""Answering a survey: a town's answers become facts of the survey's day."""

from typing import Final

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, RuleBroken
from registry.municipalities.recording import record_many_facts
from registry.municipalities.schemas import NewFact, value_in
from reports.survey.preparing import sheet_of
from reports.survey.schemas import Answers, Prepared, Sheet

STALE: Final = (
    "この団体の答えは、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "いま登録されている答えを確かめてから、もう一度送ってください。"
)
NOTHING: Final = "答えがひとつも変わっていないため、何も保存していません。"


async def answer_survey(*, definition: str, code: str, answers: Answers, by: Viewer) -> Done:
    """Record a town's answers as of the survey's day; empty ones and published ones stay as they are.

    Raises `Conflict` where somebody answered after `answers.version`, `RuleBroken` for a value that is none.
    """
    async with unit_of_work(by):
        sheet = await sheet_of(definition=definition, code=code, by=by)
        if sheet.version != answers.version:
            raise Conflict(STALE)
        open_to_us = [one for one in sheet.answers if not one.published]
        given = {one.indicator: getattr(answers, one.indicator) for one in open_to_us}
        facts = [_fact(one, value, sheet) for one in open_to_us
                 if (value := given[one.indicator]) and value != one.standing]  # fmt: skip
        if not facts:
            raise RuleBroken(NOTHING)
        await record_many_facts(facts=[(sheet.town, fact) for fact in facts], by=by)
        return Done(sheet.town, sheet.version + len(facts))


def _fact(asked: Prepared, given: str, sheet: Sheet) -> NewFact:
    try:
        number, answer = value_in(given)
        proven = "、".join(proof.words for proof in asked.proofs if proof.href)
        source = f"{sheet.definition_name}への回答" + (f"。根拠：{proven}" if proven and answer == "yes" else "")
        return NewFact.model_validate(
            {"indicator": asked.indicator, "number": number, "answer": answer, "as_of": sheet.as_of,
             "source": source[:200]}
        )  # fmt: skip
    except ValueError as error:
        raise RuleBroken(f"{asked.name}：実施・未実施・調査無し・無回答か、職員の数は数で書いてください。",
                         field=asked.indicator) from error  # fmt: skip
