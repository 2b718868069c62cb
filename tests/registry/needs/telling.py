"""Needs as tests tell them: asked by a town, heard by its prefecture."""

from typing import Any
from uuid import UUID, uuid4

from auth.viewer import Viewer
from registry.needs import operations
from registry.needs.schemas import HearingRecord, NeedIntake

STORY = "転入の手続で、住民課・税務・水道の3か所を回ってもらっています。"


def intake(**told: Any) -> NeedIntake:
    """A town's first words."""
    return NeedIntake.model_validate({"draft": uuid4(), "story": STORY, "themes": ["counter"]} | told)


async def heard(town: Viewer, *, by: Viewer, **told: Any) -> UUID:
    """A need that was asked and heard."""
    need = (await operations.submit_need(intake=intake(**told), by=town)).id
    hearing = HearingRecord.model_validate({"heard_on": "2026-11-20", "means": "visit", "findings": "窓口は3つ。"})
    await operations.record_hearing(id=need, hearing=hearing, by=by)
    return need
