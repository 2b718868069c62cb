"""The engine in a process of its own, so that the worker's heartbeat goes on while it computes, and it can be ended."""

import asyncio
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from matching.allocation.aims import Near
from matching.allocation.replaying import solve_text
from matching.allocation.solver.instance import InstanceRefused, NoPlan

LOOKS_EVERY: Final = 1.0
"""Seconds between two looks whether the plan is still wanted."""


class BrokenOff(Exception):
    """The computing process ended without an answer."""


async def solved_apart(
    instance: str, aim: str, *, given_up: Callable[[], Awaitable[bool]], near: Near | None = None, bare: bool = False
) -> str | None:
    """The plan of an instance, both as text; None where it was given up. Spawned, never forked: a fork copies locks.

    Raises `InstanceRefused`, `NoPlan`, and `BrokenOff` where the process died.
    """
    context = get_context("spawn")
    answers, asks = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(asks, instance, aim, near, bare), daemon=True)
    process.start()
    asks.close()
    try:
        while not await asyncio.to_thread(answers.poll, LOOKS_EVERY):
            if await given_up():
                return None
        answer: str | InstanceRefused | NoPlan = answers.recv()
    except EOFError as error:
        raise BrokenOff from error
    finally:
        process.kill()
        answers.close()
    if isinstance(answer, Exception):
        raise answer
    return answer


def _answer(asks: Connection, instance: str, aim: str, near: Near | None, bare: bool) -> None:
    try:
        asks.send(solve_text(instance, aim, near=near, bare=bare))
    except (InstanceRefused, NoPlan) as refusal:
        asks.send(refusal)
