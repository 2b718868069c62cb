"""A batch of 辞令: pages a second and memory, by what is kept from paper to paper. Each way in a process of its own.

`python -m bench.papers WAY COUNT` measures one way and prints it as JSON.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from time import perf_counter
from typing import Final
from uuid import UUID

from reports.papers.paper import faces_for, html_of, own_process
from reports.papers.press import bind, lay_out, print_pdf, without_kept
from reports.papers.rules import Kind
from reports.papers.schemas import Appointing, Mark, Paper, Posting

COUNT: Final = 60
AT_A_TIME: Final = 10
TARGET: Final = 20
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
    return [(html, faces_for(html)) for html in (_text(place) for place in range(count))]


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


def _afresh(texts: list[tuple[str, str]]) -> tuple[int, int]:
    size = 0
    for html, faces in texts:
        without_kept()
        size += len(print_pdf(html, faces))
    return len(texts), size


def _one_by_one(texts: list[tuple[str, str]]) -> tuple[int, int]:
    return len(texts), sum(len(print_pdf(html, faces)) for html, faces in texts)


def _bound(texts: list[tuple[str, str]]) -> tuple[int, int]:
    return sum(lay_out(texts)), len(bind("辞令"))


def _job(texts: list[tuple[str, str]]) -> tuple[int, int]:
    """As the worker does it: a process of its own is started, fed ten at a time, and stopped."""
    pages = 0
    with own_process() as process:
        for first in range(0, len(texts), AT_A_TIME):
            pages += sum(process.submit(lay_out, texts[first : first + AT_A_TIME]).result())
        return pages, len(process.submit(bind, "辞令").result())


WORDS: Final = {
    "afresh": "each alone, fonts and style sheet read anew",
    "one_by_one": "each alone, fonts and style sheet kept",
    "bound": "one PDF, laid out in one process",
    "job": "the same as the worker's job, its process started and stopped",
}
_WAYS: Final[Mapping[str, Callable[[list[tuple[str, str]]], tuple[int, int]]]] = {
    "afresh": _afresh, "one_by_one": _one_by_one, "bound": _bound, "job": _job,
}  # fmt: skip


def main() -> None:
    """One way; the first paper, which loads the libraries, is printed before the clock starts (not for the job)."""
    way, count = sys.argv[1], int(sys.argv[2])
    texts = _texts(count)
    if way != "job":
        print_pdf(*texts[0])
    whose = resource.RUSAGE_CHILDREN if way == "job" else resource.RUSAGE_SELF
    before, begun = resource.getrusage(whose), perf_counter()
    pages, size = _WAYS[way](texts)
    seconds, after = perf_counter() - begun, resource.getrusage(whose)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"pages": pages, "seconds": seconds, "cpu_seconds": cpu, "bytes": size,
                      "peak_mb": after.ru_maxrss / 1024}))  # fmt: skip


if __name__ == "__main__":
    main()
