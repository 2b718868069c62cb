"""Several processes that live and die together; one that is killed is started again."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from foundation.processes.parentage import ending_with_parent

LOOK_EVERY_SECONDS: Final = 0.5
MOST_STARTS: Final = 5
WITHIN_SECONDS: Final = 60
DRAIN_SECONDS: Final = 35


class GaveUp(RuntimeError):
    """A process died again and again; the sentence is for the person who started it."""


class _ToldToStop(BaseException):
    """SIGTERM came."""


@dataclass
class _Child:
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    starts: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        """Start it, also again; not more than five times a minute."""
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        self.starts = [start for start in self.starts if now - start < WITHIN_SECONDS] + [now]
        if len(self.starts) > MOST_STARTS:
            raise GaveUp(
                "中の処理が何度も止まったため、終わりにします。データは残っています。上の記録を確かめてください。"
            )
        self.process = subprocess.Popen(
            self.command, env=dict(self.environment), cwd=self.folder, preexec_fn=ending_with_parent()
        )


def run_together(
    commands: Sequence[Sequence[str]],
    *,
    environment: Mapping[str, str],
    folder: Path,
    meanwhile: Callable[[], None],
    before_stopping: Callable[[], None],
) -> None:
    """Run until SIGTERM or Ctrl+C; `meanwhile` is called twice a second (it looks after the database).

    `before_stopping` is called after SIGTERM, while everything still works; Ctrl+C stops at once.

    Raises:
        GaveUp: one of the processes could not be kept running.
    """
    signal.signal(signal.SIGTERM, _stop)
    children = [_Child(command, environment, folder) for command in commands]
    try:
        while True:
            meanwhile()
            for child in children:
                child.ensure()
            time.sleep(LOOK_EVERY_SECONDS)
    except KeyboardInterrupt:
        return
    except _ToldToStop:
        before_stopping()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)  # asked twice to stop is asked once: the others are still working
        _end([child.process for child in children if child.process is not None])


def _stop(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _ToldToStop


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
