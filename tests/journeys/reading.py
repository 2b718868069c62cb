"""Reading the papers that came out: all that somebody may read, as PDF, as words, as pictures."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.browser import Browser
from tests.journeys.employing import said
from tests.reports.issuing.queued import text_of


@dataclass(frozen=True, slots=True)
class Printed:
    """An issued paper."""

    kind: str
    title: str
    pdf: bytes

    @property
    def words(self) -> str:
        """What a reader would copy out of it, without spaces."""
        return text_of(self.pdf)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        told = subprocess.run(["pdfinfo", "-"], input=self.pdf, capture_output=True, check=True).stdout.decode()
        return int(next(line.split(":")[1] for line in told.splitlines() if line.startswith("Pages:")))

    def picture(self, folder: Path, name: str, *, page: int = 1) -> None:
        """Keep a page of it as a picture."""
        which = ["-f", str(page), "-l", str(page)]
        command = ["pdftoppm", "-r", "90", "-png", *which, "-singlefile", "-", str(folder / name)]
        subprocess.run(command, input=self.pdf, check=True)


async def issued(reader: Browser) -> list[Printed]:
    """Every issued paper that the reader may read; none of them failed."""
    rows = (await said(reader, "/documents"))["documents"]
    assert not [row["failure"] for row in rows if row["state"] == "failed"]
    found = []
    for row in rows:
        if row["state"] == "issued":
            answer = await reader.get(f"/api/v1/documents/{row['id']}/pdf")
            assert answer.content.startswith(b"%PDF"), row["title"]
            found.append(Printed(row["kind"], row["title"], answer.content))
    return found
