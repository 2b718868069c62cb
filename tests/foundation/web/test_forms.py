"""One form sent twice has one effect; the same key with another file, or on another page, is another request."""

from datetime import date
from typing import Any, cast
from uuid import UUID

import httpx
import pytest
from litestar import Litestar, post
from pydantic import Field

from auth.permissions.rules import Role
from foundation.text.field_types import HalfDays
from foundation.text.shape import Shape
from foundation.web.forms import Form, FormRefused, read_form
from foundation.web.rendering import PageRequest


@post(["/a", "/b"])
async def told(request: PageRequest) -> dict[str, str]:
    """What the form would be kept under."""
    keyed = (await read_form(request)).keyed("send")
    assert keyed is not None
    return {"verb": keyed.verb, "request": keyed.request.hex()}


async def sent(place: str, **files: bytes) -> dict[str, str]:
    """The verb and the request's hash."""
    transport = httpx.ASGITransport(cast(Any, Litestar([told])))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        parts = {name: (f"{name}.csv", content) for name, content in files.items()}
        answer = await client.post(place, data={"_key": "k", "words": "架空"}, files=parts)
    answer.raise_for_status()
    found: dict[str, str] = answer.json()
    return found


@pytest.mark.parametrize(
    ("place", "content", "same"), [("/a", b"one", True), ("/a", b"two", False), ("/b", b"one", False)]
)
async def test_what_makes_two_sendings_one(place: str, content: bytes, same: bool) -> None:
    assert (await sent("/a", roster=b"one") == await sent(place, roster=content)) is same


class Order(Shape):
    """Written in another order than its page shows it."""

    note: str
    role: Role
    first_day: date
    half_days: HalfDays
    skills: list[UUID] = Field(min_length=1)


@post("/order")
async def told_wrong(request: PageRequest) -> dict[str, str]:
    """What is wrong with it, in the order in which the page says it."""
    with pytest.raises(FormRefused) as refused:
        (await read_form(request)).parse(Order)
    return refused.value.errors


async def test_errors_stand_in_the_order_of_the_page_and_a_choice_is_chosen() -> None:
    typed = {"half_days": "x", "first_day_year": "2026", "first_day_month": "13", "first_day_day": "1", "skills": "x",
             "note": ""}  # fmt: skip
    transport = httpx.ASGITransport(cast(Any, Litestar([told_wrong])))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        errors = (await client.post("/order", data=typed)).json()
        in_parts = (await client.post("/order", data=typed, files={"file": ("a.csv", b"x")})).json()
    assert list(errors) == ["half_days", "first_day", "skills.0", "note", "role"]
    assert list(in_parts) == ["note", "role", "first_day", "half_days", "skills.0"]
    assert (errors["note"], errors["role"]) == ("入力してください。", "選んでください。")


class Days(Shape):
    """One field whose sentence repeats what was typed."""

    half_days: HalfDays


@pytest.mark.parametrize("typed", ["{", "{0}", "{half_days}", "%s"])
def test_what_was_typed_is_repeated_as_it_stands(typed: str) -> None:
    with pytest.raises(FormRefused) as refused:
        Form(path="/", values={"half_days": [typed]}, files={}, body=b"").parse(Days)
    assert typed in refused.value.errors["half_days"]
