"""Live weights: what LibreOffice makes of the formulas is what the program makes of the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bench.report.scale import score_scale
from bench.report.view import ReportView
from bench.report.workbook.book import Book
from bench.report.workbook.formats import make_formats
from bench.report.workbook.live import Live, live_of
from bench.report.workbook.live_places import (
    FIRST,
    NOTE,
    NOW_INDEX,
    NOW_RANK,
    NOW_REGION,
    TRY,
    places_of,
)
from bench.report.workbook.live_sheets import LIVE, write_live
from bench.report.workbook.sheet_dimensions import FIRST_SCORE
from bench.report.workbook.sheet_scores import write_scores
from tests.report.live_runs import RUNS, expected, geometric_run, plain_run
from tests.report.office import needs_office, recalculated

SEEDS = range(3)
NO_RANKING: Mapping[str, object] = {
    "negative": -0.2,
    "a text": "四成",
    "none": None,
    "too large": 2e6,
    "an error": "=1/0",
}


def written(view: ReportView, path: Path) -> Path:
    """The live sheets and what they start from: those of the workbook that matter here."""
    with Book(path, view.title) as book:
        formats = make_formats(book, score_scale(view))
        sheets = {name: book.add_sheet(view.word(name)) for name in ("sheet_scores", *LIVE)}
        write_scores(sheets["sheet_scores"], view, formats, {})
        write_live(book, sheets, view, formats)
    return path


def tried(view: ReportView, book: Workbook, weights: Mapping[str, object], path: Path) -> Path:
    """Save the workbook with these weights typed in, by id; the others stay as they are.

    openpyxl saves formulas without values, so that none can be taken over.
    """
    live = live_of(view)
    at = places_of(view, live)
    ids = live.hierarchy.ids
    cells = {ids[p]: book[at.weights].cell(row + 1, TRY + 1) for p, row in at.row_of.items()}
    before = {name: cells[name].value for name in weights}
    for name, weight in weights.items():
        cells[name].value = weight
    book.save(path)
    for name, weight in before.items():
        cells[name].value = weight
    return path


def run_weights(view: ReportView) -> dict[str, float]:
    live = live_of(view)
    return dict(zip(live.hierarchy.ids[:-1], live.weights[:-1].tolist(), strict=True))


def settings(view: ReportView) -> dict[str, dict[str, float]]:
    """Weights to try: of the run, at random with zeros, one at 0, a dimension at 0."""
    own = run_weights(view)
    found: dict[str, dict[str, float]] = {"run": own}
    for seed in SEEDS:
        random = np.random.default_rng(seed)
        drawn = random.uniform(0, 3, len(own)) * (random.uniform(size=len(own)) > 0.2)
        found[f"random {seed}"] = dict(zip(own, drawn.tolist(), strict=True))
    live = live_of(view)
    first = view.catalogue.dimensions[0]
    heaviest = max(first.indicators, key=lambda indicator: own[indicator.id])
    found["one at 0"] = {**own, heaviest.id: 0.0}
    found["dimension at 0"] = {**own, first.id: 0.0}
    inside = live.hierarchy.nodes[-1].children[0] - live.leaves
    parts = [live.hierarchy.ids[child] for child in live.hierarchy.nodes[inside].children]
    found["group all 0"] = {**own, **dict.fromkeys(parts, 0.0)}
    return found


@dataclass(frozen=True)
class Shown:
    """What the live sheets of a recalculated workbook show, in the order of the run's ranking."""

    groups: np.ndarray
    index: np.ndarray
    coverage: np.ndarray
    ranks: np.ndarray


def shown(view: ReportView, book: Workbook) -> Shown:
    live = live_of(view)
    at = places_of(view, live)
    sheet = book[at.calculation]

    def column(number: int) -> np.ndarray:
        rows = range(at.regions[0] + 1, at.regions[1] + 2)
        return np.array([as_number(sheet.cell(row, number + 1).value) for row in rows])

    nodes = range(live.leaves, len(live.names))
    return Shown(
        groups=np.stack([column(at.column_of[node]) for node in nodes], axis=1),
        index=column(at.results["index"]),
        coverage=column(at.results["coverage"]),
        ranks=column(at.results["rank"]),
    )


def as_number(value: object) -> float:
    """A number, or NaN for an empty cell; nothing else may stand in a cell for a number."""
    if value in (None, ""):
        return np.nan
    assert isinstance(value, (int, float)), value
    return float(value)


def agree(found: np.ndarray, wanted: np.ndarray) -> bool:
    return bool(np.allclose(found, wanted, rtol=0, atol=1e-9, equal_nan=True))


# A run, the weights tried in it, and the workbook recalculated under each.
Trial = tuple[ReportView, dict[str, dict[str, float]], dict[str, Workbook]]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """All runs, in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("live")
    found: dict[str, Trial] = {}
    paths: dict[tuple[str, str], Path] = {}
    for run, make in RUNS.items():
        view = make()
        book = openpyxl.load_workbook(written(view, folder / f"{run}.xlsx"))
        found[run] = (view, settings(view), {})
        first = view.catalogue.indicators[0].id
        wrong = {name: {first: value} for name, value in NO_RANKING.items()}
        for name, weights in {**found[run][1], **wrong}.items():
            path = folder / f"{run} {name}.xlsx"
            paths[(run, name)] = tried(view, book, weights, path)
    for (run, name), book in zip(paths, recalculated(list(paths.values())), strict=True):
        found[run][2][name] = book
    return found


@pytest.fixture(params=list(RUNS))
def trial(request: pytest.FixtureRequest, trials: dict[str, Trial]) -> Trial:
    return trials[request.param]


@needs_office
def test_scores_index_coverage_and_ranks_are_those_of_the_program(trial: Trial) -> None:
    view, given, books = trial
    refused = 0
    for name, weights in given.items():
        found, wanted = shown(view, books[name]), expected(view, weights)
        if wanted is None:
            refused += 1
            assert np.isnan(found.index).all(), name
            assert np.isnan(found.ranks).all(), name
            continue
        assert agree(found.groups, wanted.groups), name
        assert agree(found.index, wanted.index), name
        assert agree(found.coverage, wanted.coverage), name
        assert agree(found.ranks, wanted.ranks), name
    assert 1 <= refused <= 4


@needs_office
def test_the_list_is_sorted_and_ties_keep_the_order_of_the_run(trial: Trial) -> None:
    view, given, books = trial
    live = live_of(view)
    for name in given:
        found = shown(view, books[name])
        order = np.argsort(np.where(np.isnan(found.ranks), np.inf, found.ranks), kind="stable")
        sheet = books[name][places_of(view, live).weights]
        rows = range(FIRST + 1, FIRST + 1 + len(live.regions))
        listed = [sheet.cell(row, NOW_REGION + 1).value for row in rows]
        assert listed == [live.regions[i] for i in order], name
        for column, numbers in ((NOW_RANK, found.ranks), (NOW_INDEX, found.index)):
            told = np.array([as_number(sheet.cell(row, column + 1).value) for row in rows])
            assert agree(told, numbers[order]), name


@needs_office
def test_dimension_scores_follow_rounded_and_ranked(trial: Trial) -> None:
    view, given, books = trial
    live = live_of(view)
    for name, weights in given.items():
        wanted = expected(view, weights)
        if wanted is None:
            continue
        order = np.argsort(np.where(np.isnan(wanted.ranks), np.inf, wanted.ranks), kind="stable")
        sheet = books[name][view.word("sheet_dimensions")]
        rows = range(FIRST + 1, FIRST + 1 + len(live.regions))
        is_ranked = ~np.isnan(wanted.ranks)
        for number, position in enumerate(live.dimensions):
            scores = live.rounded(wanted.groups[:, position - live.leaves])
            among = np.where(is_ranked, scores, np.nan)
            ranks = [np.sum(among > one) + 1.0 if one == one else np.nan for one in among]
            for step, numbers in ((0, scores), (1, np.array(ranks))):
                column = FIRST_SCORE + 2 * number + step + 1
                told = np.array([as_number(sheet.cell(row, column).value) for row in rows])
                assert agree(told, numbers[order]), (name, position)


@needs_office
def test_every_formula_holds_the_value_that_it_comes_to(trial: Trial, tmp_path: Path) -> None:
    view, _, books = trial
    path = written(view, tmp_path / "a.xlsx")
    formulas = openpyxl.load_workbook(path)
    held = openpyxl.load_workbook(path, data_only=True)
    seen = 0
    for name in ("sheet_dimensions", "sheet_weights", "sheet_calculation"):
        title = view.word(name)
        for row in formulas[title].iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                seen += 1
                own = held[title][cell.coordinate].value
                found = books["run"][title][cell.coordinate].value
                if isinstance(own, (int, float)):
                    assert found == pytest.approx(own, abs=1e-9), cell
                else:
                    assert (own or "") == (found or ""), cell
    assert seen > 100


@needs_office
def test_the_sheet_tells_in_words_what_was_changed_or_is_wrong(trial: Trial) -> None:
    view, given, books = trial
    live = live_of(view)
    at = places_of(view, live)

    def state(name: str) -> str:
        return str(books[name][at.weights].cell(2, 1).value)

    assert state("run").startswith("当前为本次运行权重")
    assert state("one at 0").startswith("已改动 1 处")
    assert state("dimension at 0").startswith("已改动 1 处")
    assert state("group all 0").startswith("权重有误（1 处")
    for name in NO_RANKING:
        assert state(name).startswith("权重有误（1 处"), name
        found = shown(view, books[name])
        assert np.isnan(found.index).all()
        assert np.isnan(found.ranks).all()
        note = books[name][at.weights].cell(at.row_of[0] + 1, NOTE + 1).value
        assert str(note).startswith("有误"), name
        assert books[name][at.calculation]["A2"].value == state(name)
    for name in given:
        for row in books[name][at.weights].iter_rows():
            assert not any(str(cell.value).startswith("#") for cell in row), name


@needs_office
def test_a_score_of_0_in_a_geometric_mean_gives_no_ranking_and_says_so(tmp_path: Path) -> None:
    view = geometric_run()
    own = run_weights(view)
    weights = {**own, "a.x": 1.0, "a.y": 0.0}  # where x is 0, so is the dimension
    assert expected(view, own) is not None
    assert expected(view, weights) is None
    book = openpyxl.load_workbook(written(view, tmp_path / "a.xlsx"))
    (done,) = recalculated([tried(view, book, weights, tmp_path / "b.xlsx")])
    at = places_of(view, live_of(view))
    assert "不能求几何或调和平均" in str(done[at.weights].cell(2, 1).value)
    assert np.isnan(shown(view, done).ranks).all()


def test_the_program_itself_agrees_with_what_the_workbook_holds() -> None:
    for make in RUNS.values():
        view = make()
        live, ordered = live_of(view), view.ordered
        assert isinstance(live, Live)
        assert agree(live.index, ordered["index"].to_numpy(dtype=float))
        assert agree(live.ranks, ordered["rank"].to_numpy(dtype=float))
        assert agree(live.coverage, ordered["coverage"].to_numpy(dtype=float))


def test_without_what_was_aggregated_there_is_nothing_to_calculate(view: ReportView) -> None:
    assert live_of(view) is None
    assert live_of(plain_run()) is not None
