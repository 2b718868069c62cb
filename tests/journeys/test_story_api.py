"""The same story through the JSON door, over HTTP, against the product as it is started."""

import asyncio
import re
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from foundation.text.dates import add_months, first_of_month, today_jst
from foundation.text.ids import body_id
from reports.demo.requests import skill_id
from tests.browser import Browser
from tests.journeys.story import FINDINGS, MINISTRY, PREFECTURE, ROSTER, STORY, TOWNS

pytestmark = pytest.mark.browser

Enter = Callable[[str], Awaitable[Browser]]
TODAY = today_jst(datetime.now(UTC))
PATIENCE = 180.0
PERSON = f"仮設 一葉{uuid4().hex[:6]}"
ADDRESS = f"person-{uuid4().hex[:8]}@example.jp"
CHOSEN = {"login": ADDRESS} | dict.fromkeys(("password", "again"), "a long enough fictional password")


async def test_the_story_through_the_api(product: str, home: Path) -> None:
    async with AsyncExitStack() as stack:

        async def enter(name: str) -> Browser:
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=product, timeout=30))
            return await enter_as(Browser(client), name)

        hall = await enter(PREFECTURE)
        await bring_in_people(hall)
        member = await register(hall)
        needs = [await ask_for_help(hall, await enter(name)) for name in TOWNS]
        proposal = await propose(hall, needs, member)
        person = Browser(await stack.enter_async_context(httpx.AsyncClient(base_url=product, timeout=30)))
        assert (await person.send(await invitation_mailed(home), CHOSEN)).status_code == 204
        for asked in (person, *[await enter(name) for name in TOWNS]):
            await answer(asked, proposal)
        await done(hall, f"/proposals/{proposal}/conflict-check", {})
        await done(hall, f"/proposals/{proposal}/confirmation", {})
        assigned = (await read(hall, "/assignments"))["assignments"]
        assert sorted(row["need"] for row in assigned if row["member"] == member) == sorted(needs)
        await approve(hall, proposal)
        assert PERSON not in (await (await enter(MINISTRY)).get("/api/v1/national")).text


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
        sent = {"kind": "members", "filename": "roster.csv", "content": roster}
        uploaded = f"/imports/{(await done(hall, '/imports', sent))['id']}"
        await done(hall, f"{uploaded}/application", {})
        await until(partial(taken_in, hall, uploaded))


async def taken_in(hall: Browser, uploaded: str) -> bool:
    return bool((await read(hall, uploaded))["upload"]["state"] == "applied")


async def ask_for_help(hall: Browser, town: Browser) -> str:
    """From the town's words to a matchable need."""
    intake = {"draft": str(uuid4()), "story": STORY, "themes": ["counter"]}
    need = f"/needs/{(await done(town, '/needs', intake))['id']}"
    await done(hall, f"{need}/hearings", {"heard_on": TODAY.isoformat(), "means": "visit", "findings": FINDINGS})
    await done(hall, f"{need}/triage", {"triage": "hands_on"})
    first = add_months(first_of_month(TODAY), 1)
    wanted = {"role": "service_designer", "half_days": 2, "on_site_half_days": 0, "first_day": first.isoformat(),
              "last_day": (add_months(first, 4) - timedelta(days=1)).isoformat(), "form": "joint_hire"}  # fmt: skip
    await done(hall, f"{need}/requirement", wanted)
    assert (await read(town, need))["need"]["state"] == "accepted"
    return need.rsplit("/", 1)[1]


async def register(hall: Browser) -> str:
    """Somebody new in the pool, with days to offer, invited to sign in."""
    new = {"name": PERSON, "roles": ["service_designer"], "prefecture": str(body_id("340006")), "on_site": True,
           "remote": True, "base": str(body_id("342076")), "email": ADDRESS, "forms": ["joint_hire"],
           "max_municipalities": 3,
           "skills": [{"skill": str(skill_id("11")), "level": 3, "verified": True}]}  # fmt: skip
    member: str = (await done(hall, "/members", new))["id"]
    offered = {"first_day": TODAY.isoformat(), "last_day": (TODAY + timedelta(days=900)).isoformat(), "half_days": 20}
    await done(hall, f"/members/{member}/offers", offered)
    await done(hall, f"/members/{member}/invitation", {})
    return member


async def propose(hall: Browser, needs: list[str], member: str) -> str:
    """One person for three towns, after a computed plan has been looked at."""
    run = (await done(hall, "/allocation/runs", {}))["id"]
    await until(lambda: finished(hall, run))
    proposal: str = (await done(hall, "/allocation/proposals", {"member": member, "needs": needs}))["id"]
    await done(hall, f"/proposals/{proposal}/sending", {"answer_by": (TODAY + timedelta(days=10)).isoformat()})
    return proposal


async def finished(hall: Browser, run: str) -> bool:
    return bool((await read(hall, f"/allocation/runs/{run}"))["run"]["state"] == "finished")


async def answer(asked: Browser, proposal: str) -> None:
    """Accept whatever one is asked."""
    parties = (await read(asked, f"/proposals/{proposal}"))["proposal"]["parties"]
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


async def invitation_mailed(home: Path) -> str:
    """The path of the link that the person got by mail."""
    found: list[str] = []

    def look() -> None:
        letters = (message_from_bytes(place.read_bytes(), policy=default) for place in (home / "mail").glob("*.eml"))
        texts = [letter.get_content() for letter in letters if letter["To"] == ADDRESS]
        found.extend(link for text in texts for link in re.findall(r"/invitations/\S+", text))

    async def arrived() -> bool:
        await asyncio.to_thread(look)
        return bool(found)

    await until(arrived)
    return found[0]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for the worker."""
    deadline = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < deadline, "the worker has not done it"
        await asyncio.sleep(0.5)
