"""The sheet of how sure the ranking is: answers first, then the tables behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.report.summary import interval_text
from bench.report.sureness_texts import (
    Sentences,
    most_often,
    no_answers,
    target_answers,
    whole_answers,
)
from bench.report.view import ReportView
from bench.report.wording import part_name, weight_range
from bench.report.workbook.pages import break_pages
from bench.report.workbook.sheet import (
    LINE_POINTS,
    MAX_ROWS,
    Formats,
    clean_text,
    line_count,
    page_setup,
    write_number,
    write_text,
)
from bench.report.workbook.sheet_volume import write_volume
from bench.report.workbook.sheet_why import Place, write_why
from bench.scoring.influence import INDICATOR
from bench.scoring.pairs import YES
from bench.scoring.sureness import neighbours
from bench.tables import RANKING

LABEL_WIDTH, COLUMN_WIDTH, COLUMNS = 34, 13, 8
TEXT_WIDTH = COLUMN_WIDTH * (COLUMNS - 1)
MOST_LEFT_OUT: Final = 15
MOST_POINTS: Final = 409  # as tall as a row can be

# Heading, values, and how they look.
_Column = tuple[str, Sequence[object], str]


def write_sureness(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence: pd.DataFrame,
    proofs: Mapping[tuple[str, str], Place],
    max_rows: int = MAX_ROWS,
) -> None:
    """Write answers for the target, then for the whole ranking, then the tables behind them.

    Parameters
    ----------
    evidence
        The rows of the evidence sheet, in its order.
    proofs
        (Region code, indicator id) → sheet, row and column of what stands behind a score.
    max_rows
        Rows of the evidence sheet, heading included; what is beyond them cannot be led to.
    """
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, COLUMNS - 1, COLUMN_WIDTH)
    row, starts = 0, [0]
    answers, none = target_answers(view), no_answers(view)
    if answers:
        heading = view.word("sure_questions", target=view.target)
        row = _sentences(sheet, formats, heading, answers, row)
        starts.append(row)
    whole = [("", none), *whole_answers(view)] if none else whole_answers(view)
    row = _sentences(sheet, formats, view.word("sure_whole"), whole, row)
    held = evidence.iloc[: max_rows - 1]
    row = write_why(sheet, view, formats, held, proofs, row, starts)
    left_out = _left_out(view)
    targeted = view.target in set(view.ranked["region"])
    which = view.word("sure_left_out_target" if targeted else "sure_left_out", target=view.target)
    for heading, note, columns in (
        (view.word("sure_regions"), view.word("sure_regions_note"), _regions(view)),
        (view.word("sure_sources_heading"), view.word("sure_sources_note"), _sources(view)),
        (which, view.word("sure_left_out_note", count=len(left_out[0][1])), left_out),
        (view.word("sure_influence"), view.word("sure_influence_note"), _influence(view)),
    ):
        if len(columns[0][1]):
            starts.append(row)
            row = _table(sheet, formats, heading, note, columns, row)
    widths = (LABEL_WIDTH, *[COLUMN_WIDTH] * (COLUMNS - 1))
    row = write_volume(workbook, sheet, view, formats, row, widths, starts)
    page_setup(sheet, view, 0, 0)
    break_pages(sheet, starts, row)


def _sentences(
    sheet: Worksheet, formats: Formats, heading: str, sentences: Sentences, row: int
) -> int:
    """Write questions and answers downwards and return the row after them, one left blank."""
    sheet.write_string(row, 0, clean_text(heading), formats["section"])
    for question, answer in sentences:
        row += 1
        text = clean_text(answer)
        write_text(sheet, row, 0, clean_text(question), formats["label"])
        sheet.merge_range(row, 1, row, COLUMNS - 1, text, formats["wrap"])
        lines = max(line_count(text, TEXT_WIDTH - 4), line_count(question, LABEL_WIDTH - 2))
        sheet.set_row(row, min(lines * LINE_POINTS + 4, MOST_POINTS))
    return row + 2


def _table(
    sheet: Worksheet,
    formats: Formats,
    heading: str,
    note: str,
    columns: Sequence[_Column],
    row: int,
) -> int:
    """Write a table downwards, what its columns mean above it, and return the row after it.

    One row is left blank.
    """
    sheet.write_string(row, 0, clean_text(heading), formats["section"])
    row += 1
    sheet.merge_range(row, 0, row, COLUMNS - 1, clean_text(note), formats["small"])
    sheet.set_row(row, line_count(note, LABEL_WIDTH + TEXT_WIDTH - 4) * LINE_POINTS + 2)
    row += 1
    widths = [LABEL_WIDTH] + [COLUMN_WIDTH] * (len(columns) - 1)
    lines = 1
    for number, (title, values, look) in enumerate(columns):
        sheet.write_string(row, number, clean_text(title), formats["heading"])
        lines = max(lines, line_count(title, widths[number] - 2))
        for place, value in enumerate(values, start=row + 1):
            if isinstance(value, str):
                write_text(sheet, place, number, clean_text(value), formats[look])
            else:
                write_number(sheet, place, number, value, formats[look])
    sheet.set_row(row, lines * LINE_POINTS + 6)
    return row + len(columns[0][1]) + 2


def _regions(view: ReportView) -> list[_Column]:
    """Return the ranked regions, best first, each with how firm its rank is."""
    ranked, sure = view.ranked, view.sureness
    codes = ranked["region_code"].tolist()
    own = [sure.chances[sure.chances["region_code"] == code] for code in codes]
    chance = [
        rows.loc[rows["rank"] == rank, "chance"].sum() if len(rows) else np.nan
        for rows, rank in zip(own, ranked["rank"], strict=True)
    ]
    mode = [most_often(rows) for rows in own]
    near = neighbours(view.ranking, sure.pairs).set_index("region_code")
    near = near[~near.index.duplicated()]
    firm = {YES: view.word("sure_yes"), "no": view.word("sure_no")}
    adjusted = sure.volume.set_index("region_code")["adjusted_rank"]
    names = {column.name: column.heading(view.language) for column in RANKING.columns}
    return [
        (names["region"], ranked["region"].astype(str).tolist(), "text"),
        (names["rank"], ranked["rank"].tolist(), "rank"),
        (
            view.word("sure_column_interval"),
            [
                interval_text(low, high)
                for low, high in zip(ranked["rank_low"], ranked["rank_high"], strict=True)
            ],
            "centre",
        ),
        (view.word("sure_column_chance"), chance, "share"),
        (view.word("sure_column_mode"), mode, "rank"),
        (view.word("sure_column_ahead"), near["chance"].reindex(codes).tolist(), "share"),
        (
            view.word("sure_column_robust", range=weight_range(view)),
            [firm.get(str(value), "") for value in near["robust"].reindex(codes)],
            "centre",
        ),
        (view.word("sure_column_adjusted"), adjusted.reindex(codes).tolist(), "rank"),
    ]


def _sources(view: ReportView) -> list[_Column]:
    table = view.sureness.sources
    table = table[table["total"].notna()].sort_values("total", ascending=False, kind="stable")
    return [
        (
            view.word("sure_column_source"),
            [view.word(f"sure_source_{name}") for name in table["source"]],
            "text",
        ),
        # Estimates of small shares can stray below 0.
        (view.word("sure_column_first"), table["first"].clip(0, 1).tolist(), "share"),
        (view.word("sure_column_error"), table["first_error"].tolist(), "share"),
        (view.word("sure_column_total"), table["total"].clip(0, 1).tolist(), "share"),
        (view.word("sure_column_error"), table["total_error"].tolist(), "share"),
    ]


def _left_out(view: ReportView) -> list[_Column]:
    """Return the parts that move ranks most when left out, those that move the target first."""
    table = view.sureness.left_out
    table = table[table["shift"].notna()]
    size = table["shift"].abs()
    groups = table.assign(size=size).groupby(["kind", "left_out"], sort=False)
    # Of documents only the regions that change are listed; the others did not move of it.
    total = groups["size"].sum() / max(len(view.ranked), 1)
    own = table[table["region"] == view.target].assign(own=size)
    moves = own.groupby(["kind", "left_out"])["own"].max().reindex(total.index).fillna(0.0)
    order = pd.DataFrame({"own": moves, "mean": total}).sort_values(
        ["own", "mean"], ascending=False, kind="stable"
    )["mean"]
    order = order[order > 0].head(MOST_LEFT_OUT)
    most = [
        groups.get_group(key).sort_values("size", kind="stable").iloc[-1] for key in order.index
    ]
    target = [_rank_of(groups.get_group(key), view.target) for key in order.index]
    columns: list[_Column] = [
        (
            view.word("sure_column_left_out"),
            [part_name(view, name) for _, name in order.index],
            "text",
        ),
        (
            view.word("sure_column_kind"),
            [view.word(f"sure_kind_{kind}") for kind, _ in order.index],
            "centre",
        ),
        (view.word("sure_column_mean"), order.tolist(), "places"),
        (view.word("sure_column_most"), [str(row["region"]) for row in most], "centre"),
        (
            view.word("sure_column_shift"),
            [f"{row['rank'] - row['shift']:.0f}→{row['rank']:.0f}" for row in most],
            "centre",
        ),
    ]
    if view.target in set(view.ranked["region"]):
        columns.append((view.word("sure_column_target", target=view.target), target, "centre"))
    return columns


def _rank_of(rows: pd.DataFrame, region: str) -> str:
    """Return how the rank of a region changes: ``"9→7"``; ``"–"`` where it is not among them."""
    own = rows[rows["region"] == region]
    if own.empty:
        return "–"
    rank, shift = own["rank"].iloc[0], own["shift"].iloc[0]
    return f"{rank - shift:.0f}→{rank:.0f}"


def _influence(view: ReportView) -> list[_Column]:
    """Return weight and influence, dimensions first."""
    table = view.sureness.influence
    table = pd.concat([table[table["kind"] != INDICATOR], table[table["kind"] == INDICATOR]])
    return [
        (
            view.word("sure_column_part"),
            [part_name(view, str(name)) for name in table["id"]],
            "text",
        ),
        (
            view.word("sure_column_kind"),
            [view.word(f"sure_kind_{kind}") for kind in table["kind"]],
            "centre",
        ),
        (view.word("sure_column_weight"), table["weight"].tolist(), "weight"),
        (view.word("sure_column_variance"), table["variance"].tolist(), "weight"),
        (view.word("sure_column_correlation"), table["correlation"].tolist(), "decimal"),
    ]
