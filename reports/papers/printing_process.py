"""Run as a program: print what is asked for over the line on standard input, until the other end closes it.

It imports what prints and nothing else of the product, and does so before it is asked for the first time.
"""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from traceback import extract_tb

import msgspec

from foundation.processes.parentage import die_with_parent
from reports.papers import press
from reports.papers.orders import Answer, LayOut, NoPrinter, NotPrinted, Order, Pages, Pdf, PrintPaper


def main() -> None:
    """Answer one order after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asks decides when this ends
    die_with_parent()
    line, orders = Connection(os.dup(sys.stdin.fileno())), msgspec.msgpack.Decoder(Order)
    with suppress(ImportError):  # said when something is asked for
        press.make_ready()
    with suppress(EOFError, ConnectionError):
        while True:
            line.send_bytes(msgspec.msgpack.encode(_answered(orders.decode(line.recv_bytes()))))


def _answered(order: Order) -> Answer:
    try:
        return _done(order)
    except ImportError as error:
        return NoPrinter(str(error))
    except Exception as error:  # whatever one paper stumbles over, the process goes on to the next
        *_, last = extract_tb(error.__traceback__)
        return NotPrinted(f"{type(error).__name__} at {last.filename}:{last.lineno}")


def _done(order: Order) -> Answer:
    if isinstance(order, PrintPaper):
        return Pdf(press.print_pdf(order.html, order.faces))
    if isinstance(order, LayOut):
        return Pages(press.lay_out(order.papers))
    return Pdf(press.bind(order.title))


if __name__ == "__main__":
    main()
