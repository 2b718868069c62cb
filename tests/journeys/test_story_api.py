"""The same story through the JSON door, over HTTP, against the product as it is started."""

import asyncio
import re
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from foundation.text.dates import add_months, first_of_month, today_jst
from tests.browser import Browser
from tests.journeys.story import FINDINGS, MEMBER, MINISTRY, PREFECTURE, ROSTER, STORY, TOWNS

pytestmark = pytest.mark.browser

Enter = Callable[[str], Awaitable[Browser]]
TODAY = today_jst(datetime.now(UTC))
PATIENCE = 180.0


async def test_the_story_through_the_api(product: str) -> None:
    async with AsyncExitStack() as stack:

        async def enter(name: str) -> Browser:
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=product, timeout=30))
            return await enter_as(Browser(client), name)

        hall = await enter(PREFECTURE)
        await bring_in_people(hall)
        needs = [await ask_for_help(hall, await enter(name)) for name in TOWNS]
        proposal = await propose(hall, needs)
        for name in (*TOWNS, MEMBER):
            await answer(await enter(name), proposal)
        await done(hall, f"/proposals/{proposal}/conflict-check", {})
        await done(hall, f"/proposals/{proposal}/confirmation", {})
        await approve(hall, proposal)
        assert MEMBER not in (await (await enter(MINISTRY)).get("/api/v1/national")).text


async def enter_as(browser: Browser, name: str) -> Browser:
    """Sign in as one of the demo's people; a program would have a password."""
    page = (await browser.get("/sign-in")).text
    forms = re.findall(r'name="account" value="([^"]+)".*?<button[^>]*>([^<]+)<', page, re.DOTALL)
    account = next(id for id, shown in forms if shown == name)
    assert (await browser.post("/demo-session", {"account": account})).status_code == 303
    return browser


async def done(browser: Browser, path: str, body: Any) -> dict[str, Any]:
    """Send, and take what came of it; sending again under the same key is the same."""
    key = uuid4().hex
    first, again = await browser.send(path, body, key=key), await browser.send(path, body, key=key)
    assert first.is_success, f"{path}: {first.text}"
    assert first.json() == again.json()
    answer: dict[str, Any] = first.json()
    return answer


async def read(browser: Browser, path: str) -> dict[str, Any]:
    """A question's answer."""
    answer = await browser.get(f"/api/v1{path}")
    assert answer.is_success, f"{path}: {answer.text}"
    found: dict[str, Any] = answer.json()
    return found


async def bring_in_people(hall: Browser) -> None:
    roster = b64encode(ROSTER.read_bytes()).decode()
    for _ in range(2):
        uploaded = await done(hall, "/members/imports", {"filename": "roster.csv", "content": roster})
        await done(hall, f"/members/imports/{uploaded['id']}/application", {})


async def ask_for_help(hall: Browser, town: Browser) -> str:
    """From the town's words to a matchable need."""
    intake = {"draft": str(uuid4()), "story": STORY, "themes": ["counter"]}
    need = f"/needs/{(await done(town, '/needs', intake))['id']}"
    await done(hall, f"{need}/hearings", {"heard_on": TODAY.isoformat(), "means": "visit", "findings": FINDINGS})
    await done(hall, f"{need}/triage", {"triage": "hands_on"})
    first = add_months(first_of_month(TODAY), 13)
    wanted = {"role": "service_designer", "half_days": 2, "on_site_half_days": 0, "first_day": first.isoformat(),
              "last_day": date(first.year + 1, 3, 31).isoformat(), "form": "joint_hire"}  # fmt: skip
    await done(hall, f"{need}/requirement", wanted)
    assert (await read(town, need))["need"]["state"] == "accepted"
    return need.rsplit("/", 1)[1]


async def propose(hall: Browser, needs: list[str]) -> str:
    """One person for three towns, after a computed plan has been looked at."""
    run = (await done(hall, "/allocation/runs", {}))["id"]
    await until(lambda: finished(hall, run))
    pool = (await read(hall, "/members"))["pool"]
    member = next(row["card"]["id"] for row in pool if row["name"] == MEMBER)
    proposal: str = (await done(hall, "/allocation/proposals", {"member": member, "needs": needs}))["id"]
    await done(hall, f"/proposals/{proposal}/sending", {"answer_by": (TODAY + timedelta(days=10)).isoformat()})
    return proposal


async def finished(hall: Browser, run: str) -> bool:
    return bool((await read(hall, f"/allocation/runs/{run}"))["run"]["state"] == "finished")


async def answer(asked: Browser, proposal: str) -> None:
    """Accept whatever one is asked."""
    parties = (await read(asked, f"/proposals/{proposal}"))["parties"]
    answers = [{"party": party["id"], "version": party["version"], "answer": "accepted"} for party in parties]
    await done(asked, f"/proposals/{proposal}/answers", {"answers": answers})


async def approve(hall: Browser, proposal: str) -> None:
    """The prefecture appoints; the paper is printed with its number."""
    rows = (await read(hall, "/appointments"))["appointments"]
    appointment = next(row["id"] for row in rows if row["proposal"] == proposal)
    await done(hall, f"/appointments/{appointment}/approval", {})
    await until(lambda: issued(hall, appointment))


async def issued(hall: Browser, subject: str) -> bool:
    found = (await read(hall, "/documents"))["documents"]
    return any(row["subject"] == subject and row["number"] for row in found)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for the worker."""
    deadline = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < deadline, "the worker has not done it"
        await asyncio.sleep(0.5)
