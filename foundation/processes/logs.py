"""One JSON event a line on standard error: ours, the libraries', the server's. Never what somebody typed.

An exception is told by its kind and where it arose; its words may quote a value.
"""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from traceback import extract_tb
from typing import Any, Final

import structlog

REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
"""The number of the request that is being answered; in every event of it."""
LIBRARIES: Final = ("asyncpg", "fontTools", "granian", "hpack", "httpx", "procrastinate", "psycopg", "weasyprint")


def formatter() -> logging.Formatter:
    """For a log handler; also named in `granian.json`."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=("told",)),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _flat,
            _without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def log_as_json(*, process: str) -> None:
    """From now on, for this process. `process`: web or worker."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    quieten_libraries()
    logging.getLogger("dxpool").info("started", extra={"told": {"process": process}})


def quieten_libraries() -> None:
    """What they tell of their everyday work names addresses and arguments."""
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def answering(request: str) -> Iterator[None]:
    """Events inside the block carry the request's number."""
    token = REQUEST.set(request)
    try:
        yield
    finally:
        REQUEST.reset(token)


def _flat(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`told` beside the event itself; the request's number where there is one."""
    event.update(event.pop("told", None) or {})
    if REQUEST.get():
        event["request"] = REQUEST.get()
    return event


def _without_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    raised = event.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    return event
