"""Handing letters over: a folder keeps one file a letter; a server without TLS gets none."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from foundation.notifications.post import Letter, NotDelivered, Post, deliver

HEARD: list[bytes] = []
ANSWERS = {b"EHLO": b"250-plain\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 ok\r\n", b"QUIT": b"221 bye\r\n"}


class PlainServer(socketserver.StreamRequestHandler):
    """A mail server that would take password and letter, but offers no TLS."""

    def handle(self) -> None:
        """Answer politely and note what was said."""
        self.wfile.write(b"220 plain\r\n")
        for line in self.rfile:
            HEARD.append(line.strip())
            self.wfile.write(ANSWERS.get(line[:4].upper(), b"250 ok\r\n"))


@contextmanager
def listening() -> Iterator[int]:
    """The port of a plain server."""
    HEARD.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), PlainServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def letter() -> Letter:
    """A letter to nobody in particular."""
    return Letter(uuid4(), "kaku@example.jp", "任用の案", "髙𠮷です。")


async def test_a_letter_handed_over_twice_is_one_file(tmp_path: Path) -> None:
    post, same = Post(folder=tmp_path / "mail", sender="no-reply@pool.example", public_url=""), letter()
    for _ in range(2):
        await deliver(post, same)
    assert [path.name for path in (tmp_path / "mail").iterdir()] == [f"{same.id}.eml"]
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0, "links that sign somebody in stand in letters"


async def test_a_server_without_tls_hears_neither_password_nor_letter(tmp_path: Path) -> None:
    with listening() as port:
        post = Post(folder=tmp_path, sender="a@pool.example", public_url="", host="127.0.0.1", port=port, user="u",
                    password="fictional secret")  # fmt: skip
        with pytest.raises(NotDelivered, match=smtplib.SMTPNotSupportedError.__name__):
            await deliver(post, letter())
    assert not any(line.startswith((b"AUTH", b"MAIL", b"DATA")) for line in HEARD)


def test_the_password_is_in_no_log(tmp_path: Path) -> None:
    assert "secret" not in repr(Post(folder=tmp_path, sender="a", public_url="", password="secret"))
