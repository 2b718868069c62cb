"""A printing process seen from the one that asks it: started, asked in order, replaced, ended.

WeasyPrint holds the interpreter's lock while it works, so it has a process of its own; a plain program, since a spawned
copy of this one would first import the whole product: more work than laying out a batch.
"""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from threading import Lock
from types import TracebackType
from typing import Final, Self, TypeVar

import msgspec

from reports.papers.orders import Answer, Bind, LayOut, NoPrinter, Order, Pages, Pdf, PrintPaper

PROGRAM: Final = "reports.papers.printing_process"
_ANSWERS: Final = msgspec.msgpack.Decoder(Answer)
_Wanted = TypeVar("_Wanted", Pdf, Pages)


class PressStopped(Exception):
    """The printing process died, or could not print this; the words of the paper are not in it."""


class Press:
    """One printing process and the one thread that talks with it. It is started at once and makes itself ready.

    Replaced after so many papers, where a number is given: WeasyPrint does not give all its memory back.
    """

    def __init__(self, *, papers: int | None = None) -> None:
        self._papers, self._printed = papers, 0
        self._process: _Process | None = None
        self._at_hand, self._stopped = Lock(), False
        self._talker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
        self._talker.submit(self._running)

    async def print_pdf(self, html: str, faces: str) -> bytes:
        """One paper as PDF. Raises `ImportError` without pango, `PressStopped` where it cannot be printed."""
        return (await self._ask(PrintPaper(html, faces), Pdf)).content

    async def lay_out(self, papers: Sequence[tuple[str, str]]) -> list[int]:
        """Lay out papers (html, faces) behind those before; returns the pages of each, 0 where it cannot be set."""
        return (await self._ask(LayOut(list(papers)), Pages)).counts

    async def bind(self, title: str) -> bytes:
        """All that was laid out as one PDF of this title."""
        return (await self._ask(Bind(title), Pdf)).content

    async def _ask(self, order: Order, wanted: type[_Wanted]) -> _Wanted:
        answer = await asyncio.get_running_loop().run_in_executor(self._talker, self._exchanged, order)
        if isinstance(answer, wanted):
            return answer
        if isinstance(answer, NoPrinter):
            raise ImportError(answer.reason)
        raise PressStopped(str(answer))

    def _exchanged(self, order: Order) -> Answer:
        if self._printed == self._papers:
            self._end()
        try:
            answer = self._running().exchanged(order)
        except (EOFError, OSError) as error:
            self._end()
            raise PressStopped("the printing process died") from error
        self._printed += 1
        return answer

    def _running(self) -> "_Process":
        with self._at_hand:  # whoever stops meets a process that is all there, or none and none to come
            if self._stopped:
                raise PressStopped("the press was stopped")
            self._process = self._process or _Process()
            return self._process

    def _end(self) -> None:
        with self._at_hand:
            process, self._process, self._printed = self._process, None, 0
        if process is not None:
            process.end()

    def stop(self) -> None:
        """End the process, in the midst of a paper as well; what waits is not printed."""
        with self._at_hand:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
        self._talker.shutdown(cancel_futures=True)
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


class _Process:
    """The program and the line to it. Starting it raises `OSError` where the machine has no room for a process."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._program = subprocess.Popen([sys.executable, "-m", PROGRAM], stdin=theirs.fileno())
        self._line = Connection(ours.detach())

    def exchanged(self, order: Order) -> Answer:
        """Raises `EOFError` or `OSError` where the program is no more."""
        self._line.send_bytes(msgspec.msgpack.encode(order))
        answer: Answer = _ANSWERS.decode(self._line.recv_bytes())
        return answer

    def kill(self) -> None:
        self._program.kill()

    def end(self) -> None:
        self.kill()
        self._program.wait()
        self._line.close()
