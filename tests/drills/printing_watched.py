"""Run as a program: print hostile papers and say which sockets and files Python was asked for while it did.

`ours` prints as the product does; `open` with WeasyPrint's own way to the outside, so that the watching is seen to see.
"""

import json
import sys
from typing import Any

HOSTILE = (
    '<img src="{net}a.png"><img src="file:///etc/passwd">',
    '<link rel="stylesheet" href="{net}a.css"><link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import url("{net}b.css"); @import url(file:///etc/passwd);</style>',
    "<style>@font-face {{ font-family: x; src: url({net}x.woff) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>@font-face {{ font-family: y; src: url(file:///etc/passwd) }} p {{ font-family: y }}</style><p>y</p>",
    "<style>body {{ background: url({net}c.png) }} li {{ list-style-image: url({net}d.png) }}</style><ul><li>x</ul>",
    "<style>p::before {{ content: url({net}e.png) url(file:///etc/hostname) }}</style><p>x</p>",
    '<object data="{net}f.svg"></object><embed src="{net}g.svg"><iframe src="{net}h.html"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{net}i.png" width="9" height="9"/>'
    '<use href="file:///etc/passwd#x"/></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22{net}j.png%22'
    ' width=%229%22 height=%229%22/%3E%3C/svg%3E">',
    '<link rel="attachment" href="file:///etc/passwd"><a rel="attachment" href="{net}k.txt">x</a>',
    '<base href="{net}"><img src="l.png"><meta http-equiv="refresh" content="0;url={net}m.html">',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>',
    '<img src="ftp://127.0.0.1/x"><img src="gopher://127.0.0.1/x"><img src="//127.0.0.1/x">',
    '<img src="../../etc/passwd">',
)
ASKED: list[str] = []
SOCKETS = ("socket.connect", "socket.getaddrinfo", "urllib.Request")


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (PEP 578)."""
    if event in SOCKETS:
        ASKED.append(f"{event} {arguments[-1] if event == 'socket.connect' else arguments[0]}")
    elif event == "open" and isinstance(arguments[0], str) and arguments[0].startswith("/etc/"):
        ASKED.append(f"open {arguments[0]}")


def main(how: str, net: str) -> None:
    """Print each of them and tell."""
    from weasyprint import HTML

    from reports.papers.press import print_pdf

    print_pdf("<p>warm</p>", "")
    sys.addaudithook(watch)
    for text in HOSTILE:
        html = text.format(net=net)
        if how == "ours":
            print_pdf(html, "")
        else:
            HTML(string=html).write_pdf()
    print(json.dumps({"printed": len(HOSTILE), "asked": ASKED}))


if __name__ == "__main__":
    main(*sys.argv[1:])
