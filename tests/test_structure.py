"""The way of the data: a part imports from those above it in docs/architecture.md, never below."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bench

PACKAGE = Path(bench.__file__).parent
PICTURE = PACKAGE.parent / "docs" / "architecture.md"
ORDER = re.findall(r"^  (\w+)(?:/|\.py) ", PICTURE.read_text(encoding="utf-8"), re.MULTILINE)
MOST_LINES = 400
MODULES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or path.stem[0] != "_"
]


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bench."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "bench":
            found |= {alias.name for alias in node.names if alias.name in ORDER}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_from_above_only(path: Path) -> None:
    own = ORDER.index(part_of(path))
    assert all(ORDER.index(part) <= own for part in imported(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_picture_names_every_part() -> None:
    assert {part_of(path) for path in MODULES} == set(ORDER)
