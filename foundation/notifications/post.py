"""Handing a letter to the mail server, or to a folder where an installation has none."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final
from uuid import UUID

SECONDS: Final = 20
IMPLICIT_TLS_PORT: Final = 465


class NotDelivered(Exception):
    """The mail server or the folder did not take a letter; it waits and is tried again."""


@dataclass(frozen=True, slots=True)
class Post:
    """How this installation sends mail. Without a `host`, letters are put into `folder` as .eml files."""

    folder: Path
    sender: str
    public_url: str
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one address."""

    id: UUID
    address: str
    subject: str
    body: str


async def deliver(post: Post, letter: Letter) -> None:
    """Hand the letter over, outside the event loop. Raises `NotDelivered`.

    The same letter handed over again carries the same Message-ID, or replaces its own file.
    """
    hand_over = _by_smtp if post.host else _into_folder
    try:
        await asyncio.to_thread(hand_over, post, message_of(post, letter))
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(type(error).__name__) from error


def message_of(post: Post, letter: Letter) -> EmailMessage:
    """The letter as it travels."""
    message = EmailMessage(policy=SMTP)
    message["From"] = post.sender
    message["To"] = letter.address
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = f"<{letter.id}@{post.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, charset="utf-8", cte="base64")
    return message


def _into_folder(post: Post, message: EmailMessage) -> None:
    """For the owner's eyes alone: letters carry links that sign somebody in."""
    post.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    post.folder.chmod(0o700)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    unfinished = post.folder / f"{name}.part"
    unfinished.write_bytes(message.as_bytes())
    unfinished.replace(post.folder / f"{name}.eml")


def _by_smtp(post: Post, message: EmailMessage) -> None:
    """Always inside TLS with a certificate that is checked; a server without it gets no mail."""
    context = ssl.create_default_context()
    if post.port == IMPLICIT_TLS_PORT:
        with smtplib.SMTP_SSL(post.host, post.port, timeout=SECONDS, context=context) as server:
            _hand_over(server, post, message)
        return
    with smtplib.SMTP(post.host, post.port, timeout=SECONDS) as server:
        server.starttls(context=context)
        _hand_over(server, post, message)


def _hand_over(server: smtplib.SMTP, post: Post, message: EmailMessage) -> None:
    if post.user:
        server.login(post.user, post.password)
    server.send_message(message)
