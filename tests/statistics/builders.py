"""Small files of statistics, and what their indicators are called."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

INDICATORS = {
    "economy.gdp": ("gdp", "人均GDP", "GDP per capita"),
    "economy.growth": ("growth", "增速", "Growth"),
    "data.talent": ("talent", "数据人才", "Data talent"),
    "governance.talent": ("talent", "治理人才", "Talent in government"),
}


def csv_file(folder: Path, *lines: str, name: str = "stat.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: list[object], name: str = "stat.xlsx") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    for row in rows:
        sheet.append(row)
    path = folder / name
    book.save(path)
    return path
