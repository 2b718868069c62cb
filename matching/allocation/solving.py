"""The engine in a process of its own, so that the worker's heartbeat goes on while it computes."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from matching.allocation.replaying import solve_text


async def solved_apart(instance: str) -> str:
    """The plan of an instance, both as text. The process is spawned, never forked: a fork copies locks."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as processes:
        return await asyncio.get_running_loop().run_in_executor(processes, solve_text, instance)
