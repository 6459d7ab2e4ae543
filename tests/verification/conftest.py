"""Runs of several kinds, and what the sheets of one should hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.benchmark import run
from bench.errors import BenchError
from bench.report.view import ReportView
from bench.settings import load_settings
from bench.verification.findings import Check, Failure, Verification
from bench.verification.given import given_for
from bench.verification.located import language_of
from bench.verification.opened import OpenBook, open_book
from bench.verification.remade import book_of, view_from_sheets
from bench.verification.stated import Stated, read_stated
from bench.writing import WORKBOOK

STATISTICS = """\
      - id: {group}.{name}
        kind: statistic
        name: {{zh: {zh}, en: {en}}}
        definition: {{zh: {zh}。, en: {en}.}}
"""
GROUP = """\
  - id: {id}
    name: {{zh: {zh}, en: {en}}}
    definition: {{zh: {zh}。, en: {en}.}}
    weight: {weight}
    indicators:
"""
WORDS = """\
      - id: {group}.{name}
        name: {{zh: {zh}, en: {en}}}
        definition: {{zh: {zh}。, en: {en}.}}
        terms: {{{term}: 2.0}}
"""
VALUES = "地区,年份,企业数（家）,时延（毫秒）,来源\n成都,2024,48,8,示例\n青岛,2024,42,10,示例\n\
杭州,2024,36,,示例\n苏州,2024,30,14,示例\n合肥,2024,44,9,示例\n"


@dataclass(frozen=True)
class Ran:
    """A run: its project, its workbook and its documents."""

    project: Path
    workbook: Path

    @property
    def documents(self) -> Path:
        return self.project / "documents"


def make_run(folder: Path, documents: Path | None, settings: str, **files: str) -> Ran:
    """Run a project made of these files."""
    folder.mkdir()
    if documents is not None:
        shutil.copytree(documents, folder / "documents")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    (folder / "bench.yaml").write_text(
        f"title: 试\nmin_claims: 1\nmin_coverage: 0.1\ndraws: 100\noutput: out\n{settings}",
        encoding="utf-8",
    )
    run(load_settings(folder))
    return Ran(folder, folder / "out" / WORKBOOK)


def statistics_catalogue() -> str:
    return (
        "title: {zh: 统计, en: Statistics}\nmethod: {missing: mean}\ndimensions:\n"
        + GROUP.format(id="firms", zh="产业", en="Industry", weight=1)
        + STATISTICS.format(group="firms", name="count", zh="企业数", en="Firms")
        + GROUP.format(id="nets", zh="网络", en="Networks", weight=2)
        + STATISTICS.format(group="nets", name="delay", zh="时延", en="Latency")
        + "        direction: lower\n"
    )


def mixed_catalogue(method: str = "") -> str:
    return (
        f"title: {{zh: 混合, en: Mixed}}\n{method}dimensions:\n"
        + GROUP.format(id="firms", zh="产业", en="Industry", weight=1)
        + STATISTICS.format(group="firms", name="count", zh="企业数", en="Firms")
        + WORDS.format(group="firms", name="power", zh="算力", en="Computing", term="算力")
        + GROUP.format(id="data", zh="数据", en="Data", weight=2)
        + WORDS.format(group="data", name="trade", zh="交易", en="Trade", term="数据")
        + WORDS.format(group="data", name="people", zh="人才", en="People", term="人才")
    )


@pytest.fixture(scope="session")
def ran(cities: Path) -> Ran:
    """Evidence alone, with a target, structure and peers."""
    return Ran(cities, cities / "out" / WORKBOOK)


@pytest.fixture
def moved(ran: Ran) -> Callable[[Path], Path]:
    """Puts what the run wrote beside a workbook."""

    def put(workbook: Path) -> Path:
        for path in ran.workbook.parent.iterdir():
            if path.suffix in (".csv", ".json"):
                shutil.copy(path, workbook.parent)
        return workbook

    return put


@dataclass(frozen=True)
class Made:
    """A workbook, what it states, and the workbook that it should be."""

    stated: Stated
    view: ReportView
    wanted: OpenBook


@pytest.fixture(scope="session")
def made(ran: Ran) -> Made:
    given = given_for(ran.workbook, None, ran.documents)
    assert given.inputs is not None
    book = open_book(ran.workbook)
    check = new_check()
    stated = read_stated(book, language_of(book), check)
    view = view_from_sheets(stated, given.inputs, check)
    assert isinstance(view, ReportView)
    assert not check.failures
    return Made(stated, view, book_of(view, lambda _: True))


def new_check(name: str = "rows") -> Check:
    return Check(name, BenchError("verification.check_rows"))


def cells_told(failures: list[Failure] | tuple[Failure, ...]) -> set[tuple[str, str]]:
    return {(one.sheet, cell) for one in failures for cell in one.cell.split()}


def told(found: Verification) -> str:
    """All failures in words, for the message of a test that fails."""
    return "\n".join(
        f"{f.check} {f.sheet} {f.cell}: {f.there!r} -> {f.should!r} {f.meaning.text('en')}"
        for f in found.failures
    )
