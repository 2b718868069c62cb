"""Fetch the browser assets we serve ourselves, with their licences, into ``foundation/web/static/vendor``.

Pages may load nothing from outside the site (municipal networks are closed), so htmx, the design tokens of
the Digital Agency and the font are kept in the repository. Needs ``npm`` and a package registry; run it only
to move to another version. Running it twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "foundation" / "web" / "static" / "vendor"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One npm package and what we keep of it.

    ``keep`` maps a glob inside the package to the folder or file name it gets under ``folder``.
    """

    package: str
    folder: str
    keep: dict[str, str]


ASSETS = (
    Asset(package="htmx.org@2.0.11", folder="htmx", keep={"dist/htmx.min.js": "htmx.min.js"}),
    Asset(
        package="@digital-go-jp/design-tokens@1.1.9",
        folder="design-tokens",
        keep={"dist/tokens.css": "tokens.css"},
    ),
    Asset(
        package="@fontsource-variable/noto-sans-jp@5.3.1",
        folder="noto-sans-jp",
        keep={"wght.css": "fonts.css", "files/*-wght-normal.woff2": "files/"},
    ),
)


def fetch(*, package: str, into: Path) -> Path:
    """Unpack ``package`` (``name@version``) under ``into`` and return the unpacked folder."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the assets; install Node.js and run this again.")
    packed = subprocess.run(
        [npm, "pack", "--json", "--pack-destination", str(into), package],
        check=True,
        capture_output=True,
        text=True,
    )
    filename: str = json.loads(packed.stdout)[0]["filename"]
    archive = into / filename
    with tarfile.open(archive) as tar:
        tar.extractall(into / archive.stem, filter="data")
    return into / archive.stem / "package"


def keep(*, asset: Asset, source: Path) -> list[Path]:
    """Copy the kept files and the licence of ``asset``; returns the written paths."""
    target = VENDOR / asset.folder
    shutil.rmtree(target, ignore_errors=True)
    written = []
    for pattern, name in {**asset.keep, "LICENSE": "LICENSE"}.items():
        for found in sorted(source.glob(pattern)):
            destination = target / name / found.name if name.endswith("/") else target / name
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, destination)
            written.append(destination)
    return written


def name_font_as_the_tokens_do() -> None:
    """The tokens ask for ``Noto Sans JP``; the package calls its family ``Noto Sans JP Variable``."""
    css = VENDOR / "noto-sans-jp" / "fonts.css"
    text = css.read_text(encoding="utf-8").replace("'Noto Sans JP Variable'", "'Noto Sans JP'")
    css.write_text(text, encoding="utf-8")


def digest(*, paths: list[Path]) -> str:
    """SHA-256 over the kept files of one package, in path order: one line to compare after an update."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(VENDOR).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def main() -> None:
    """Replace every vendored folder and write ``VERSIONS.md``."""
    written: dict[str, list[Path]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for asset in ASSETS:
            source = fetch(package=asset.package, into=Path(folder))
            written[asset.package] = keep(asset=asset, source=source)
    name_font_as_the_tokens_do()
    lines = ["# Browser assets kept in this repository", ""]
    lines += ["Written by `scripts/vendor_assets.py`. Each folder has the licence of its package.", ""]
    lines += ["| package | files | sha256 over paths and contents |", "|---|---|---|"]
    lines += [f"| {package} | {len(paths)} | {digest(paths=paths)} |" for package, paths in written.items()]
    (VENDOR / "VERSIONS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
