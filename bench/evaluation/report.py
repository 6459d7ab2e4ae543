"""An evaluation on the terminal, as CSV and as a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd
from rich.table import Table as Printed
from rich.text import Text
from xlsxwriter.worksheet import Worksheet

from bench.catalogue.model import Catalogue
from bench.evaluation.evaluate import PROGRAM, Evaluation
from bench.evaluation.labels import KINDS, shown
from bench.evaluation.ratings import INDICATOR
from bench.evaluation.sheet import set_up_pages
from bench.evaluation.tables import ACCURACY, AGREEMENT, BY_INDICATOR, DISAGREEMENTS
from bench.evidence.status import STATUSES
from bench.files import Staging, prepare_output, write_csv
from bench.messages import message, texts
from bench.report.workbook.book import Book
from bench.report.workbook.formats import make_formats
from bench.report.workbook.sheet import MAX_ROWS, Formats, SheetColumn, write_columns
from bench.schema import Table

WORKBOOK: Final = "evaluation.xlsx"
_PARTS: Final = re.compile(r"(\||; )")
_CODED: Final = ("figure", "scope", "between", "about")
_RATERS: Final = ("first", "second")
_SAID: Final = ("missing", "extra", "coder_a", "coder_b", "program")
_WIDE: Final[Mapping[str, tuple[int, int]]] = {
    "quote": (60, 60),
    **dict.fromkeys(_SAID, (30, 40)),
}


def summary(evaluation: Evaluation, catalogue: Catalogue, language: str = "zh") -> list[Printed]:
    """Return accuracy, agreement and accuracy by indicator, for `rich.console.Console.print`."""
    names = _names(catalogue, language)
    agreement = evaluation.agreement
    triples = evaluation.by_indicator[evaluation.by_indicator["figure"] == "triples"]
    columns = {
        "accuracy": ("figure", "scope", "precision", "recall", "f1", "f1_low", "f1_high"),
        "agreement": ("first", "second", "about", "units", "alike", "kappa", "alpha"),
        "triples": ("indicator", "precision", "recall", "f1", "support"),
    }
    return [
        _printed(
            "title_accuracy",
            evaluation.accuracy[[*columns["accuracy"], "support", "coders_f1"]],
            ACCURACY,
            names,
            language,
        ),
        _printed(
            "title_agreement",
            agreement.loc[agreement["about"] != INDICATOR, list(columns["agreement"])],
            AGREEMENT,
            names,
            language,
        ),
        _printed("title_triples", triples[list(columns["triples"])], BY_INDICATOR, names, language),
    ]


def counted(evaluation: Evaluation, language: str = "zh") -> str:
    """Return a line on what was measured: coders, documents, sentences, differences."""
    return message(
        "evaluation.counted",
        language,
        coders=message("evaluation.separator", language).join(evaluation.coders),
        documents=evaluation.documents,
        units=evaluation.units,
        differences=len(evaluation.disagreements),
    )


def write_evaluation(
    evaluation: Evaluation, catalogue: Catalogue, folder: Path, language: str = "zh"
) -> list[str]:
    """Write the tables as CSV and as a workbook, all of them or none.

    Parameters
    ----------
    evaluation
        What was measured.
    catalogue
        Names of indicators for the workbook.
    folder
        Made where it does not exist.
    language
        Of the workbook; CSV files always hold the ids and column names of
        `bench.evaluation.tables`.

    Returns
    -------
    list of str
        Names of the files, in the order of writing.

    Raises
    ------
    InputError
        The folder cannot be written to.
    """
    tables = _tables(evaluation)
    with Staging(prepare_output(folder)) as staging:
        write_workbook(evaluation, catalogue, staging.path(WORKBOOK), language)
        for table, frame in tables:
            write_csv(frame, staging.path(f"{table.name}.csv"))
    return [WORKBOOK, *(f"{table.name}.csv" for table, _ in tables)]


def write_workbook(
    evaluation: Evaluation, catalogue: Catalogue, path: Path, language: str = "zh"
) -> None:
    """Write a sheet for each table; the differences come first, as they are what one reads."""
    names = _names(catalogue, language)
    with Book(path) as workbook:
        formats = make_formats(workbook)
        for table, frame in reversed(_tables(evaluation)):
            sheet = workbook.add_sheet(message(f"evaluation.sheet_{table.name}", language))
            _write_table(sheet, table, frame, formats, names, language)


def _tables(evaluation: Evaluation) -> tuple[tuple[Table, pd.DataFrame], ...]:
    return (
        (ACCURACY, evaluation.accuracy),
        (BY_INDICATOR, evaluation.by_indicator),
        (AGREEMENT, evaluation.agreement),
        (DISAGREEMENTS, evaluation.disagreements),
    )


def _write_table(
    sheet: Worksheet,
    table: Table,
    frame: pd.DataFrame,
    formats: Formats,
    names: Mapping[str, str],
    language: str,
) -> None:
    held = frame.head(MAX_ROWS - 1)
    columns = []
    for column in table.columns:
        title = column.heading(language)
        values = held[column.name].tolist()
        if column.kind == "text":
            words = [_in_words(column.name, str(value), names, language) for value in values]
            wide = _WIDE.get(column.name)
            look = "wrap" if wide else "top"
            columns.append(SheetColumn(title, words, look=look, limits=wide or (10, 40)))
        else:
            whole = column.kind == "integer" or column.name in (
                "support",
                "right",
                "wrong",
                "missed",
            )
            look = "integer" if whole else "fraction"
            columns.append(SheetColumn(title, values, "number", look, (8, 12)))
    write_columns(sheet, columns, formats, "…")
    set_up_pages(sheet)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(held), 1), len(columns) - 1)


def _printed(
    title: str, frame: pd.DataFrame, table: Table, names: Mapping[str, str], language: str
) -> Printed:
    columns = {column.name: column for column in table.columns}
    printed = Printed(title=message(f"evaluation.{title}", language), title_justify="left")
    for name in frame.columns:
        is_text = columns[name].kind == "text"
        printed.add_column(
            columns[name].heading(language), justify="left" if is_text else "right", overflow="fold"
        )
    for row in frame.itertuples(index=False):
        cells = zip(frame.columns, row, strict=True)
        printed.add_row(*(Text(_shown(columns[n].name, v, names, language)) for n, v in cells))
    return printed


def _shown(column: str, value: object, names: Mapping[str, str], language: str) -> str:
    if isinstance(value, float):
        if pd.isna(value):
            return "–"
        return f"{value:.0f}" if column == "support" else f"{value:.3f}"
    return _in_words(column, str(value), names, language)


def _in_words(column: str, value: str, names: Mapping[str, str], language: str) -> str:
    """Put the ids in a text cell into words; a quote and names stay as they are."""
    if column in _CODED or (column in _RATERS and value == PROGRAM):
        key = f"value_{value.replace('-', '_')}"
        return message(f"evaluation.{key}", language) if key in texts("evaluation") else value
    if column in _SAID:
        return "".join(names.get(part, part) for part in _PARTS.split(value))
    return names.get(value, value) if column == "indicator" else value


def _names(catalogue: Catalogue, language: str) -> dict[str, str]:
    """Return id → name of kinds, statuses and indicators."""
    return {
        **{kind: shown("kind", kind, language) for kind in KINDS},
        **{status: shown("status", status, language) for status in STATUSES},
        **{i.id: i.name.in_(language) for i in catalogue.indicators},
    }
