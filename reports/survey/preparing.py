"""A town's answers prepared from its operations, each with its proof. Part of `queries`."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.assignments.schemas import AssignmentRow
from registry.municipalities.queries import Town, facts_on, town_by_code, towns_kept_by
from registry.municipalities.rules import INDICATORS, TYPED
from registry.municipalities.schemas import StandingFact
from reports.survey.access import may_answer
from reports.survey.queries import in_words
from reports.survey.reference import definition_called
from reports.survey.rules import Definition, Window
from reports.survey.schemas import Prepared, Proof, Sheet, Standing

AT_WORK: Final = ("agreed", "running", "reviewed")
APPOINTED: Final = ("approved", "in_force")
AIDE: Final = "CIO補佐"
"""What the title of a CIO補佐官等 says."""
CLOSED: Final = "この集計は公表された調査のものです。ここから答えることはできません。"


def answering_day(definition: Definition) -> date:
    """The day as of which answers are recorded. Raises `NotFound` for a survey that is not answered here."""
    if definition.answers_as_of is None:
        raise NotFound(CLOSED)
    return definition.answers_as_of


async def sheet_of(*, definition: str, code: str, by: Viewer) -> Sheet:
    """A town's answers, prepared. Raises `NotFound`, or `NotAllowed` where the viewer does not record them."""
    wanted = definition_called(definition)
    day = answering_day(wanted)
    async with reading(by):
        town = await town_by_code(code=code, by=by)
        if refusal := may_answer(by, town):
            raise NotAllowed(refusal)
        facts = await facts_on(towns=[town.id], by=by)
        proofs = await _proofs(town, wanted.facts, by)
    known = {(indicator, as_of): fact for (_, indicator, as_of), fact in facts.items()}
    return Sheet(
        definition=wanted.code, definition_name=wanted.name, town=town.id, code=town.code, name=town.name, as_of=day,
        answers=[_prepared(indicator, day, known, proofs.get(indicator, [])) for indicator in TYPED],
    )  # fmt: skip


async def towns_to_answer(*, definition: str, by: Viewer) -> list[Standing]:
    """The towns whose answers the viewer's body records, and how many of them stand."""
    day = answering_day(definition_called(definition))
    async with reading(by):
        towns = await towns_kept_by(by=by)
        facts = await facts_on(towns=[town.id for town in towns], by=by)
    done = {(town, indicator) for town, indicator, as_of in facts if as_of == day}
    return [
        Standing(town.code, town.name, sum((town.id, indicator) in done for indicator in TYPED), len(TYPED))
        for town in towns
    ]


async def _proofs(town: Town, year: Window, by: Viewer) -> dict[str, list[Proof]]:
    """Indicator -> what in the town's operations of the survey's year speaks for a yes."""
    rows, _ = await assignments(by=by, states=AT_WORK, municipality=town.id, size=None)
    working = [row for row in rows if row.first_day <= year.last and year.first <= row.last_day]
    appointed, _ = await appointments(by=by, states=APPOINTED, size=None)
    titles = {row.id: row.title for row in appointed}
    aides = [row for row in working if AIDE in titles.get(row.appointment, "")]
    return {"external_talent": [_proof(row) for row in working], "cio_aide": [_proof(row) for row in aides]}


def _proof(row: AssignmentRow) -> Proof:
    period = f"{row.first_day.isoformat()}から{row.last_day.isoformat()}まで"
    return Proof(f"配属「{row.need_title}」（{period}）", f"/assignments?municipality={row.municipality}")


def _prepared(
    indicator: str, day: date, known: Mapping[tuple[str, date], StandingFact], proofs: list[Proof]
) -> Prepared:
    """What stands comes first, then what operations show, then the answer of the time before."""
    standing = known.get((indicator, day))
    earlier = max((fact for (code, as_of), fact in known.items() if code == indicator and as_of < day),
                  key=lambda fact: fact.as_of, default=None)  # fmt: skip
    value, shown = _words(standing), list(proofs)
    if standing is None and proofs:
        value = "実施"
    elif standing is None and earlier is not None:
        value = _words(earlier)
        shown.append(Proof(f"前の答え（{earlier.as_of.isoformat()}時点、{earlier.source}）", ""))
    return Prepared(
        indicator=indicator, name=INDICATORS[indicator], value=value, proofs=shown, standing=_words(standing),
        standing_source=standing.source if standing else "", published=standing is not None and standing.published,
        version=standing.version if standing else 0,
    )  # fmt: skip


def _words(fact: StandingFact | None) -> str:
    return "" if fact is None else in_words(fact.indicator, fact.number, fact.answer)
