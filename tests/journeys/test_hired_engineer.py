"""An engineer whose hiring is decided takes the course that is asked before posting, passes, and may begin."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect

from foundation.text.dates import today_jst
from tests.journeys.product import ROOT
from tests.journeys.story import PREFECTURE
from tests.journeys.walker import PHONE, Walker

pytestmark = pytest.mark.browser

SCHOOL = "学野（研修機関）"
COURSE = "議会対応"
CLOSED = f"配属の前に受ける研修が終わっていません：「{COURSE}」"


def test_the_gate_opens_when_the_course_is_passed(product: str, chromium: Browser, pictures: Path) -> None:
    hall = Walker(chromium, product, pictures).enter_as(PREFECTURE)
    engineer = Walker(chromium, product, pictures, screen=PHONE).open("/sign-in")
    name, assignment = hired(hall, engineer)
    hall.open(assignment)
    expect(hall.page.get_by_text(CLOSED)).to_be_visible()
    hall.picture("52-gate-closed-1280")

    school = Walker(chromium, product, pictures).enter_as(SCHOOL)
    session = announce(school, today_jst(datetime.now(UTC)))
    enrolment = take_part(engineer.enter_as(name), session)

    school.open(f"/training/sessions/{session}")
    school.tick("attended", enrolment)
    school.press("出席を記録する")
    school.tick("completed", enrolment)
    school.press("修了を記録する")
    engineer.open(f"/training/enrolments/{enrolment}")
    expect(engineer.page.get_by_text("修了した日")).to_be_visible()
    engineer.picture("52-completed-320")
    hall.open(assignment)
    expect(hall.page.get_by_text(CLOSED)).to_have_count(0)
    hall.picture("52-gate-open-1280")


def hired(hall: Walker, engineer: Walker) -> tuple[str, str]:
    """Who is hired and can be entered, and where the prefecture reads their assignment that has not begun."""
    rows = hall.page.context.request.get(f"{hall.address}/api/v1/assignments").json()["assignments"]
    buttons = set(engineer.page.get_by_role("button").all_inner_texts())
    found = next(row for row in rows if row["state"] == "agreed" and row["person"] in buttons)
    return found["person"], f"/assignments/{found['id']}"


def announce(school: Walker, day: date) -> str:
    """The school holds the course that day; the session's id."""
    school.open("/training")
    school.unfold("研修の回を知らせる")
    school.choose("course", "assembly")
    school.write_day("held_on", day.isoformat())
    school.write("begins_at", "13:30")
    school.write("place", "県庁 2階")
    school.write("places", "20")
    school.press("この回を知らせる")
    return school.id_in_address()


def take_part(engineer: Walker, session: str) -> str:
    """On a telephone: a place, then every unit read and answered; the enrolment's id."""
    engineer.open("/training")
    engineer.press(COURSE)
    engineer.choose("session", session)
    engineer.press("この回に申し込む")
    for number, unit in enumerate(units(), start=1):
        engineer.press(f"{number} {unit['title']}")
        for position, question in enumerate(unit["questions"], start=1):
            engineer.choose(f"answer-{position}", str(question["answer"]))
        if number == 1:
            engineer.picture("52-unit-320")
        engineer.press("答えを保存する")
        expect(engineer.page.get_by_text("この単元は終わりました")).to_be_visible()
        engineer.press("研修に戻る")
    return engineer.id_in_address()


def units() -> list[dict[str, Any]]:
    """The units of the shipped text, with their answers."""
    text = (ROOT / "training" / "courses" / "catalogue" / "texts" / "assembly.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["units"]
    return found
