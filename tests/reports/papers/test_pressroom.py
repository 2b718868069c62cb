"""The printing process as its asker sees it: a dead one is said and replaced, stopping waits for nobody."""

import asyncio
import subprocess
from threading import Event
from time import sleep
from typing import Any, Final

import pytest

from reports.papers.pressroom import Press, PressStopped

PAGE = "<!doctype html><html lang='ja'><title>紙</title><p>架空</p></html>"
STUCK: Final = 60
"""Seconds after which nobody stops it any more."""


async def test_after_a_process_that_died_the_next_paper_is_printed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "__future__")  # a program that ends at once
    with Press(papers=1) as press:
        with pytest.raises(PressStopped, match="died"):
            await press.print_pdf(PAGE, "")
        monkeypatch.undo()
        assert (await press.print_pdf(PAGE, "")).startswith(b"%PDF-")
        monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "__future__")
        with pytest.raises(PressStopped, match="died"):  # one paper was all that it had to print
            await press.print_pdf(PAGE, "")


async def test_what_it_stumbles_over_is_said_without_the_words_of_the_paper() -> None:
    with Press() as press:
        with pytest.raises(PressStopped) as stumbled:
            await press.bind("架空　一郎")  # nothing was laid out
        assert "ValueError" in str(stumbled.value) and "架空" not in str(stumbled.value)
        assert await press.lay_out([(PAGE, "")]) == [1]


async def test_stopping_ends_a_process_that_is_just_being_started(monkeypatch: pytest.MonkeyPatch) -> None:
    starting, stopping = Event(), Event()
    begun: list[subprocess.Popen[bytes]] = []

    class Slow(subprocess.Popen[bytes]):
        """The second one begins when somebody is about to stop it."""

        def __init__(self, *given: Any, **more: Any) -> None:
            if begun:
                starting.set()
                stopping.wait()
                sleep(0.05)  # for whoever stops to look, too early: what passes does not hang on it
            super().__init__(*given, **more)
            begun.append(self)

    monkeypatch.setattr("reports.papers.pressroom.PROGRAM", "json.tool")  # reads on and on, and answers nothing
    monkeypatch.setattr("reports.papers.pressroom.subprocess.Popen", Slow)
    press = Press(papers=0)  # each paper is printed by a process of its own
    try:
        paper = asyncio.ensure_future(press.print_pdf(PAGE, ""))
        await asyncio.to_thread(starting.wait)
        stopping.set()
        stopped = asyncio.ensure_future(asyncio.to_thread(press.stop))
        with pytest.raises(PressStopped, match="died"):
            await asyncio.wait_for(paper, STUCK)
        await stopped
    finally:
        for process in begun:
            process.kill()
