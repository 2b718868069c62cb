"""A form sent: read, done once, then the next page; or the same page again with what was typed and why not."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar.response import Response

from foundation.database.context import Context
from foundation.database.idempotency import Done, Told, once, told_once
from foundation.errors import Refusal
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, after_write

Act = Callable[[Form], Awaitable[Done]]
Again = Callable[[Refused], Awaitable[Response[Any]]]


async def sent(
    request: PageRequest, by: Context, act: Act, *, onward: str | Callable[[Done], str], again: Again
) -> Response[Any]:
    """Do what the request's form asks, once however often it is sent, and go `onward`: a path, or one by what was done.

    Where it is refused, the page `again`, which hands `refused=` to `page`: nothing that was typed is lost.
    `act` runs in a unit of work of `by`: a verb that works as somebody else (the public, a desk) is called by hand.
    """
    form = await read_form(request)
    try:
        done = await once(by, form.keyed(request.method), partial(act, form))
    except Refusal as refusal:
        return await again(Refused(form, refusal))
    return after_write(request, onward if isinstance(onward, str) else onward(done))


async def told(
    request: PageRequest,
    by: Context,
    act: Callable[[Form], Awaitable[Told]],
    *,
    shown: Callable[[Told], Response[Any]],
    again: Again,
) -> Response[Any]:
    """As `sent`, for a form whose answer is a secret: it is `shown` at once and never again."""
    form = await read_form(request)
    try:
        return shown(await told_once(by, form.keyed(request.method), partial(act, form)))
    except Refusal as refusal:
        return await again(Refused(form, refusal))


def version_shown(refused: Refused | None, latest: int) -> int | str:
    """The version a form carries: the one it was typed over, until its writer has seen a newer text beside it."""
    return latest if refused is None or refused.stale else refused.form.first("version") or latest
