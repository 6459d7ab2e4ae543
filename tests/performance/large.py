"""A made-up run with as much evidence as one likes, its texts as long as real ones."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from bench.tables import EVIDENCE
from tests.performance.memory import peak
from tests.report.conftest import evidence_row, make_catalogue, make_view, region_names

REGIONS = 31
PER_DOCUMENT = 50
WAYS = ("ours", "pandas")


def large_view(rows: int, regions: int = REGIONS) -> ReportView:
    """Evidence of 31 regions, every quote its own, some 60 characters long."""
    random = np.random.default_rng(1)
    signs = np.array([chr(code) for code in random.integers(0x4E00, 0x9000, 3_000)])
    indicators = [indicator.id for indicator in make_catalogue().indicators]
    names, numbers = region_names(regions), range(rows)
    lengths = random.integers(30, 90, rows)
    # Column by column: rows as dictionaries would take more memory than the writing.
    columns = {
        **evidence_row("", "", ""),
        "quote": [
            "".join(signs[random.integers(0, len(signs), length)]) + f"{row}。"
            for row, length in enumerate(lengths)
        ],
        "region": [names[row * regions // rows] for row in numbers],
        "region_code": [f"{330000 + row * regions // rows}" for row in numbers],
        "indicator": [indicators[row % len(indicators)] for row in numbers],
        "document": [f"plans/{row // PER_DOCUMENT}.txt" for row in numbers],
        "title": [f"规划{row // PER_DOCUMENT}" for row in numbers],
        "section": [f"第{row // 7 % 90}章 > 第{row // 3}节" for row in numbers],
        "start": [row * 40 for row in numbers],
        "end": [row * 40 + 60 for row in numbers],
        "confidence": [round(0.3 + row % 70 / 100, 3) for row in numbers],
        "strength": [row % 10 / 2 for row in numbers],
    }
    evidence = pd.DataFrame(columns)[EVIDENCE.names]
    counted = evidence.assign(weight=evidence["strength"] * evidence["confidence"])
    return make_view(regions, evidence=evidence, counted=counted)


def write(way: str, view: ReportView, path: Path) -> None:
    """Our whole workbook, or the table of evidence alone as pandas writes it."""
    if way == "ours":
        write_workbook(view, path)
    else:
        with pd.ExcelWriter(path, engine="xlsxwriter") as writer:
            view.evidence.to_excel(writer, index=False)


if __name__ == "__main__":
    own = large_view(int(sys.argv[2]))
    before = peak()
    write(sys.argv[1], own, Path(sys.argv[3]))
    print(before, peak())
