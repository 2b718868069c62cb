"""Texts in versions: shipped, readable by anybody, made new by the ministry alone."""

import pytest

from foundation.errors import Conflict, NotAllowed
from tests.browser import Visit
from tests.training.conftest import Class
from tests.world import World
from training.courses.operations import publish_edition
from training.courses.queries import courses, edition_of, editions_of
from training.courses.rules import sections
from training.courses.schemas import NewEdition

NEW = NewEdition(text="## 新しい章\n新しい文。", what_changed="章を替えた", source="架空の通知", number=1)


def test_a_text_falls_into_headings_and_paragraphs() -> None:
    assert sections("前書き\n\n## 章\n一段落\n二行目\n\n二段落") == [
        ("", ["前書き"]), ("章", ["一段落\n二行目", "二段落"])
    ]  # fmt: skip


@pytest.mark.database
async def test_every_shipped_course_has_a_text_whose_answers_are_among_the_choices(world: World) -> None:
    for course in await courses(by=world.ministry):
        edition = await edition_of(course=course.code, by=world.ministry)
        assert sections(edition.text) and edition.units
        for unit in edition.units:
            assert unit.questions
            assert all(1 <= question.answer <= len(question.choices) for question in unit.questions)


@pytest.mark.database
async def test_the_ministry_publishes_the_next_version_and_the_first_stays(world: World, trained: Class) -> None:
    before = await edition_of(course="assembly", by=world.ministry)
    for other in (world.hiroshima, trained.school, trained.member):
        with pytest.raises(NotAllowed):
            await publish_edition(course="assembly", new=NEW, by=other)
    await publish_edition(course="assembly", new=NEW, by=world.ministry)
    assert [row.number for row in await editions_of(course="assembly", by=trained.member)] == [2, 1]
    assert (await edition_of(course="assembly", by=world.sera, number=1)).text == before.text
    assert (await edition_of(course="assembly", by=world.sera)).units == before.units
    with pytest.raises(Conflict):
        await publish_edition(course="assembly", new=NEW, by=world.ministry)


@pytest.mark.database
async def test_pages_and_json_of_the_texts(world: World, trained: Class, visit: Visit) -> None:
    nobody, nation = await visit(), await visit("ministry")
    assert "議会対応" in (await nobody.get("/training/courses")).text
    assert "だれが説明するか" in (await nobody.get("/training/courses/assembly")).text
    assert (await nobody.get("/training/courses/nothing")).status_code == 404
    typed = NEW.model_dump(mode="json") | {"what_changed": ""}
    refused = await nation.post("/training/courses/assembly/editions", typed)
    assert refused.status_code == 422 and "新しい文。" in refused.text
    assert (await nation.post("/training/courses/assembly/editions", NEW.model_dump(mode="json"))).status_code == 303
    assert "新しい章" in (await nobody.get("/training/courses/assembly")).text
    assert "前の版" in (await nobody.get("/training/courses/assembly/editions/1")).text
    stale = await nation.post("/training/courses/assembly/editions", NEW.model_dump(mode="json"))
    assert stale.status_code == 409 and "書いた内容は画面に残っています" in stale.text
    answered = (await nobody.get("/api/v1/training/courses/assembly")).json()
    assert [row["number"] for row in answered["editions"]] == [2, 1]
