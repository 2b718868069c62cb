"""A batch of 辞令: pages a second and memory, by what is kept from paper to paper. Each way in a process of its own.

`python -m bench.papers WAY COUNT` measures one way and prints it as JSON.
"""

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from time import perf_counter
from typing import Final
from uuid import UUID

from reports.papers.paper import faces_for, html_of
from reports.papers.press import bind, lay_out, print_pdf, without_kept
from reports.papers.pressroom import Press
from reports.papers.rules import Kind
from reports.papers.schemas import Appointing, Mark, Paper, Posting

COUNT: Final = 60
AT_A_TIME: Final = 10
TARGET: Final = 20
_BOTH: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
DAY: Final = date(2026, 4, 1)
BODY: Final = UUID(int=1)


def papers_table(*, runs: int = 3) -> Iterator[str]:
    """A line for each way: the best of some runs, since other work on the machine only ever slows a run."""
    yield f"A batch of {COUNT} 辞令, one page each; target at least {TARGET} pages a second for the whole job."
    yield ""
    yield "| way | pages | seconds | pages / s | CPU s | pages / CPU s | peak MB | PDF KB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for way, words in WORDS.items():
        yield _line(words, min((_measured(way) for _ in range(runs)), key=lambda run: run["seconds"]))


def _line(words: str, run: Mapping[str, float]) -> str:
    pages, seconds, cpu = int(run["pages"]), run["seconds"], run["cpu_seconds"]
    return (f"| {words} | {pages} | {seconds:.2f} | {pages / seconds:.1f} | {cpu:.2f} | {pages / cpu:.1f} | "
            f"{run['peak_mb']:.0f} | {run['bytes'] / 1024:.0f} |")  # fmt: skip


def _measured(way: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.papers", way, str(COUNT)], capture_output=True, check=True, text=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _texts(count: int) -> list[tuple[str, str]]:
    """HTML and font rules of so many papers about people with different names."""
    return [_text_and_faces(place) for place in range(count)]


def _text_and_faces(place: int) -> tuple[str, str]:
    html = _text(place)
    return html, faces_for(html)


def _text(place: int) -> str:
    name = f"架空 {'一二三四五六七八九十'[place % 10]}{'郎子美太香'[place // 10 % 5]}"
    content = Appointing(
        person=name, title="デジタル専門員", body_name="広島県", head="広島県知事",
        article="地方公務員法第22条の2", first_day=DAY, last_day=date(2027, 3, 31),
        postings=[Posting("世羅町", 4, DAY, date(2027, 3, 31))],
    )  # fmt: skip
    paper = Paper(
        kind=Kind.JIREI, subject=UUID(int=place), issuer=BODY, owner=BODY, member=None, readers=[],
        title="辞令：デジタル専門員", approved_on=DAY, content=content,
    )  # fmt: skip
    return html_of(paper, Mark(place + 1, 2026, DAY), issuer_name="広島県", demo=True)


def _afresh(count: int) -> tuple[int, int]:
    size = 0
    for html, faces in _texts(count):
        without_kept()
        size += len(print_pdf(html, faces))
    return count, size


def _one_by_one(count: int) -> tuple[int, int]:
    return count, sum(len(print_pdf(html, faces)) for html, faces in _texts(count))


def _bound(count: int) -> tuple[int, int]:
    return sum(lay_out(_texts(count))), len(bind("辞令"))


def _job(count: int) -> tuple[int, int]:
    """As the worker does it: a process of its own is started, fed ten at a time, and stopped."""
    return asyncio.run(_fed(count))


async def _fed(count: int) -> tuple[int, int]:
    pages = 0
    with Press() as press:
        texts = _texts(count)
        for first in range(0, count, AT_A_TIME):
            pages += sum(await press.lay_out(texts[first : first + AT_A_TIME]))
        return pages, len(await press.bind("辞令"))


WORDS: Final = {
    "afresh": "each alone, fonts and style sheet read anew",
    "one_by_one": "each alone, fonts and style sheet kept",
    "bound": "one PDF, laid out in one process",
    "job": "the worker's job: words to HTML, its process started, one PDF, stopped",
}
_WAYS: Final[Mapping[str, Callable[[int], tuple[int, int]]]] = {
    "afresh": _afresh, "one_by_one": _one_by_one, "bound": _bound, "job": _job,
}  # fmt: skip


def main() -> None:
    """One way; the first paper, which loads the libraries, is printed before the clock starts (not for the job)."""
    way, count = sys.argv[1], int(sys.argv[2])
    if way != "job":
        print_pdf(*_text_and_faces(0))
    before, begun = _cpu_seconds(), perf_counter()
    pages, size = _WAYS[way](count)
    seconds, cpu = perf_counter() - begun, _cpu_seconds() - before
    peak = max(resource.getrusage(whose).ru_maxrss for whose in _BOTH) / 1024
    print(json.dumps({"pages": pages, "seconds": seconds, "cpu_seconds": cpu, "bytes": size, "peak_mb": peak}))


def _cpu_seconds() -> float:
    """Of this process and of those it started and that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _BOTH))


if __name__ == "__main__":
    main()
