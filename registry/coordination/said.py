"""What the page after a form says was done: conversations."""

from collections.abc import Mapping
from typing import Final

SAID: Final[Mapping[str, str]] = {
    "POST /coordination/needs/{need}/messages": "送りました。相手にメールでも知らせます。",
    "POST /coordination/threads/{thread}/messages": "送りました。相手にメールでも知らせます。",
    "POST /coordination/questions": "みんなに尋ねました。答えが届くと、お知らせに出ます。",
    "POST /coordination/questions/{question}/answers": "答えを送りました。",
    "POST /coordination/questions/{question}/closing": "問いかけを締め切りました。",
}
