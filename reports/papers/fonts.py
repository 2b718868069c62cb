"""Which letters this machine can print, and the product's own font for those that its Mincho lacks (𠮷 among them).

A letter without a font is printed as an empty box and nothing says so; a name on a legal paper must not be.
"""

import functools
import re
import subprocess
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Final

OWN_FAMILY: Final = "Noto Sans JP"
OWN_FONTS: Final = Path(str(files("foundation.web"))) / "static" / "vendor" / "noto-sans-jp"
_FACE = re.compile(r"url\(\./(?P<file>files/[\w.-]+)\).*?unicode-range:\s*(?P<ranges>[^;]+);", re.DOTALL)
_INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"})
_SAID = re.compile(r">[^<]+<")
_RARE = re.compile(r"[^&;、。（）「」\n]*[\U00020000-\U0003ffff\U000e0100-\U000e01ef][^&;、。（）「」\n<]*")


@functools.cache
def installed_letters() -> frozenset[int]:
    """The code points of the machine's Japanese fonts; none where there is no such font. Asked once."""
    try:
        answer = subprocess.run(
            ["fc-list", "--format", "%{charset} ", ":lang=ja"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(point for span in answer.stdout.split() for point in _points(span))


def own_faces(letters: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The @font-face rules that bring `letters` from our own font, and the letters that it lacks too."""
    faces, found = [], set()
    for file, points in _own_files():
        here = {letter for letter in letters if ord(letter) in points}
        if here:
            faces.append(f"@font-face {{ font-family: '{OWN_FAMILY}'; src: url('{(OWN_FONTS / file).as_uri()}'); }}")
            found |= here
    return "\n".join(faces), letters - found


def letters_missing(text: str) -> frozenset[str]:
    """The visible letters of a text that no installed Japanese font has."""
    visible = (letter for letter in set(text) if unicodedata.category(letter) not in _INVISIBLE)
    return frozenset(letter for letter in visible if ord(letter) not in installed_letters())


def rare_names_marked(body: str) -> str:
    """HTML in which each name with a rare letter (𠮷) or a variant (IVS: the 葛 of 葛城市) stands in a span of its own.

    The first font of a line that has the plain letter draws it, whether or not it knows the variant; so the style sheet
    gives the whole name to a font that knows the letters of registers (文字情報基盤).
    """
    return _SAID.sub(lambda said: _RARE.sub(_marked, said[0][1:-1]).join("><"), body)


def _marked(name: re.Match[str]) -> str:
    return f'<span class="rare-name">{name[0]}</span>'


@functools.cache
def _own_files() -> tuple[tuple[str, frozenset[int]], ...]:
    sheet = (OWN_FONTS / "fonts.css").read_text("utf-8")
    return tuple(
        (face["file"], frozenset(point for span in face["ranges"].split(",") for point in _points(span)))
        for face in _FACE.finditer(sheet)
    )


def _points(span: str) -> range:
    """`20bb7`, `U+20bb7` or `4e00-9fff`."""
    first, _, last = span.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
