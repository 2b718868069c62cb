"""Asking a cell and judging the answer: status, canaries, rows of others."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

import httpx
from litestar import Litestar

from app import create_app
from auth.clients.signing import signing_key
from auth.clients.tokens import Issuer, access_token
from auth.signin.operations import open_session
from auth.signin.rules import COOKIE
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.database.unit_of_work import unit_of_work
from foundation.text.ids import uuid7
from foundation.web.forgery import Forgery
from foundation.web.headers import with_headers
from tests.matrix.cells import Cell
from tests.matrix.conftest import Matrix
from tests.matrix.declared import BROUGHT, FRAME, UNOWNED
from tests.matrix.declared_tables import TABLES
from tests.matrix.families import Family
from tests.matrix.installation import SETTINGS
from tests.matrix.one_connection import OneConnection, Rows
from tests.matrix.principals import Principal
from tests.matrix.probes import Kinship

CANARY = re.compile(r"canary-([a-z]+)-([a-z_]+)\.([a-z_]+)\.(\d)", re.IGNORECASE)
NOTED = frozenset({"api_client_use", "journal", "public_try", "sign_in_failure", "web_session"})
"""What a refused request may still leave behind: that it was tried, when the session or client was used."""


@dataclass
class Findings:
    """What the cells showed; every list but the counts has to stay empty."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong_status: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    outside_fields: list[str] = field(default_factory=list)
    foreign_writes: list[str] = field(default_factory=list)
    served: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{sum(self.statuses.values())} cells {dict(sorted(self.statuses.items()))}, "
            f"wrong status {len(self.wrong_status)}, leaks {len(self.leaks)}, outside the field set "
            f"{len(self.outside_fields)}, foreign writes {len(self.foreign_writes)}"
        )

    def all(self) -> list[str]:
        """Everything that has to stay empty."""
        return [*self.wrong_status, *self.leaks, *self.outside_fields, *self.foreign_writes]


class Asking:
    """A client for every principal over one connection."""

    def __init__(self, pool: OneConnection, matrix: Matrix, application: Litestar) -> None:
        self._pool = pool
        self._matrix = matrix
        self._application = application
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._absent: dict[str, int] = {}
        self.before: Rows = {}

    async def sign_everybody_in(self, stack: AsyncExitStack) -> None:
        """Sessions through the operation that sign-in uses; from here the clock stands, so that none ends meanwhile."""
        began = datetime.now(UTC)
        stack.enter_context(clock_set_to(Clock(now=lambda: began, new_id=uuid7)))
        keeper = Forgery(SETTINGS.secret.get_secret_value().encode(), COOKIE, secure=False)
        for principal in self._matrix.principals:
            cookies = {keeper.visitor_cookie: "a visitor"}
            proof = {"authorization": f"Bearer {await token_for(principal)}"} if principal.is_program else {}
            if principal.viewer.account is not None and not proof:
                cookies[COOKIE] = await open_session(account=principal.viewer.account, old_token=None)
            token = keeper.token(cookies.get(COOKIE, "a visitor"))
            transport = httpx.ASGITransport(cast(Any, with_headers(self._application)), raise_app_exceptions=False)
            self._clients[principal.name] = await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="http://testserver", cookies=cookies,
                                  headers={"x-csrf-token": token} | proof)
            )  # fmt: skip
        self.before = await self._pool.rows(self._matrix.tables)

    def client_of(self, principal: Principal) -> httpx.AsyncClient:
        """The principal's browser, signed in; it sends the token that a page of ours would have given it."""
        return self._clients[principal.name]

    async def ask(self, cell: Cell, findings: Findings, *, statuses: bool = True) -> None:
        """Ask, judge, and take everything back. Without `statuses` only leaks and foreign writes count."""
        async with self._pool.taken_back():
            answer = await self._answer(cell)
            changed = {} if cell.door.method == "GET" else await self._changes()
        findings.statuses[answer.status_code] += 1
        if answer.status_code in (200, 201, 303) and cell.admitted:
            findings.served.add(f"{cell.door.method} {cell.door.path}")
        if statuses:
            wrong = await self._wrong_status(cell, answer)
            if wrong:
                findings.wrong_status.append(f"{cell}: {wrong}")
        self._judge_canaries(cell, answer, findings)
        self._judge_changes(cell, answer, changed, findings)

    async def _answer(self, cell: Cell) -> httpx.Response:
        client, door = self._clients[cell.principal.name], cell.door
        if door.method == "GET":
            return await client.get(cell.path)
        if door.programs:
            return await client.request(door.method, cell.path, json=cell.body)
        return await client.request(door.method, cell.path, data=form_of(cell.body))

    async def _changes(self) -> dict[tuple[str, str], str]:
        touched = await self._pool.touched()
        after = await self._pool.rows(
            {name: self._matrix.tables[name] for name in touched & self._matrix.tables.keys()}
        )
        changed = {place: row for place, row in after.items() if self.before.get(place) != row}
        gone = {place: row for place, row in self.before.items() if place[0] in touched and place not in after}
        return changed | gone

    async def _wrong_status(self, cell: Cell, answer: httpx.Response) -> str | None:
        refusal, status = cell.refusal(), answer.status_code
        if refusal is not None:
            return None if status == refusal else f"{status} instead of {refusal}"
        if status >= 500:
            return f"{status}; a word seeded at random? then say in declared_tables.py what the column may hold"
        if cell.seen or not cell.door.leads_to():
            return "401 to somebody admitted" if status == 401 else None
        if cell.door.method == "GET":
            return None if status == 404 else f"{status} for what is not to be seen"
        absent = await self._status_of_absent(cell)
        return None if status == absent else f"{status}, but {absent} where there is nothing: its existence shows"

    async def _status_of_absent(self, cell: Cell) -> int:
        """What the same request is told about ids that lead to nothing."""
        key = f"{cell.principal.name} {cell.door.method} {cell.door.path} {cell.family.name}"
        if key not in self._absent:
            nothing: dict[tuple[str, int], dict[str, object]] = {
                place: dict.fromkeys(row, uuid4()) for place, row in cell.family.made.items()
            }
            family = Family(cell.family.name, cell.family.number, cell.family.town, cell.family.pool, nothing)
            path = replace(cell, family=family).path
            client, body = self._clients[cell.principal.name], cell.body
            sent = {"json": body} if cell.door.programs else {"data": form_of(body)}
            async with self._pool.taken_back():
                answer = await client.request(cell.door.method, path, **cast(Any, sent))
            self._absent[key] = answer.status_code
        return self._absent[key]

    def _judge_canaries(self, cell: Cell, answer: httpx.Response, findings: Findings) -> None:
        families = {family.name: family for family in self._matrix.families}
        text = answer.text + " ".join(f"{name}: {value}" for name, value in answer.headers.items())
        for name, table, column, number in {found.groups() for found in CANARY.finditer(text)}:
            what = f"{cell} shows {table}.{column} of {name}"
            if not TABLES[table][int(number)].readers & cell.principal.stands(families[name.lower()]):
                findings.leaks.append(what)
            elif table not in FRAME | set(cell.door.policy.fields):
                findings.outside_fields.append(f"{what}: not among the policy row's fields")

    def _judge_changes(
        self, cell: Cell, answer: httpx.Response, changed: Mapping[tuple[str, str], str], findings: Findings
    ) -> None:
        kinship = Kinship(self._matrix, {**self.before, **changed} if changed else {})
        for place, row in changed.items():
            if (place[0], "INSERT") in UNOWNED and '"role": "public"' in row:
                continue
            brought = place[0] in BROUGHT.get(cell.door.policy.route, ())
            if not brought and not kinship.concerns(cell.principal, place) and cell.principal.viewer.signed_in:
                findings.foreign_writes.append(f"{cell} writes {' '.join(place)}")
            elif answer.status_code >= 400 and place[0] not in NOTED:
                findings.foreign_writes.append(f"{cell} answers {answer.status_code} but writes {' '.join(place)}")


async def token_for(principal: Principal) -> str:
    """An access token of an outside system, as the token's door signs it."""
    async with unit_of_work(Viewer.public()) as work:
        private = await signing_key(work)
        return access_token(private=private, client=cast(UUID, principal.viewer.account), now=work.now,
                            scope=" ".join(principal.viewer.scopes), issuer=Issuer(SETTINGS.own_url))  # fmt: skip


def form_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON body as a form without scripts sends it; `_key` as every form of ours carries it."""
    plain = {name: value for name, value in body.items() if not isinstance(value, dict)}
    texts = {name: "on" if value is True else value for name, value in plain.items()}
    return {name: value for name, value in texts.items() if not _nested(value)} | {"_key": uuid4().hex}


def _nested(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def application() -> Litestar:
    """The product, with a known CSRF secret."""
    return create_app(SETTINGS)


async def ask_all(
    pool: OneConnection, matrix: Matrix, chosen: Iterable[Cell], served_by: Litestar, *, statuses: bool = True
) -> Findings:
    """Every chosen cell, one after the other."""
    findings = Findings()
    async with AsyncExitStack() as stack:
        asking = Asking(pool, matrix, served_by)
        await asking.sign_everybody_in(stack)
        for cell in chosen:
            await asking.ask(cell, findings, statuses=statuses)
    return findings
