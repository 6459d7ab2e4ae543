"""The user's statistics: a file of values by region in, one long table out.

Long form has one row a region × indicator (columns 地区, 指标, 数值 and, where wanted, 年份, 单位,
来源); wide form one row a region (and year) and one column an indicator, its unit in brackets
after the name. Titles may stand above the heading and notes below the values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from bench.catalogue.method import LARGEST, SMALLEST
from bench.errors import InputError
from bench.regions import Gazetteer, Region
from bench.spreadsheet import PERCENT, Row, read_sheets
from bench.statistics.cells import is_missing, is_usable, read_number, read_year
from bench.statistics.findings import Findings, listed, shown
from bench.statistics.headings import fields_of
from bench.statistics.names import IndicatorNames
from bench.statistics.open_names import OpenNames
from bench.statistics.schema import STATISTICS, Statistics
from bench.statistics.units import unit_key

MOST_VALUES: Final = 1_000_000
_LONG_FORM: Final = frozenset({"indicator", "value"})
# What the wide form has no use for is told of like a column of the user's own.
_WIDE_FORM: Final = frozenset({"region", "region_code", "year", "source", "place"})
# A longer text is no region's name; looking for one in it would take long.
_LONGEST_REGION: Final = 100
# How like a known name another must be to be told as the nearest; and a heading, to be taken for
# a slip and not for a column of the user's own.
_NEAR: Final = 0.5
_SLIP: Final = 0.75


class _Series(NamedTuple):
    """An indicator and its unit (empty where none is given), as a name or heading says."""

    indicator: str
    unit: str


def read_statistics(
    path: Path, indicators: Mapping[str, Iterable[str]] | None, gazetteer: Gazetteer
) -> Statistics:
    """Read values of regions from a CSV file or a workbook.

    The heading is the first row with a region column, in a workbook on the first sheet that has
    one. With the columns indicator and value the form is long, else wide; other columns of the
    long form are passed over. A cell that is empty or says -, —, N/A or 缺 is missing and gives no
    row; the same value given twice gives one.

    Parameters
    ----------
    path
        A .csv (UTF-8 or GB18030) or .xlsx file; see `bench.spreadsheet.read_sheets`.
    indicators
        Id → names by which the indicator may be called besides; width, case and blanks do not
        matter. None: the table says which there are, its names being the ids.
    gazetteer
        The regions: the nation, provinces, cities, counties and groups, by any name or code.

    Returns
    -------
    Statistics
        The values in the order of the file. A percentage keeps its number (12.3% is 12.3) and has
        the unit % where none is given. Warnings name the columns (wide form) and the rows (a lone
        text that is no region) that were passed over.

    Raises
    ------
    InputError
        The file cannot be read, has no heading or no value; or single things in it are wrong: an
        unknown region or indicator, a region that reports to another, a text that is no number or
        year, a value given twice and differently. The first five are told together, each with its
        place and mend; an unknown name is told once.
    """
    with closing(read_sheets(path)) as sheets:
        for rows in sheets:
            for row in rows:
                if "region" in fields_of(row.cells):
                    return _Reader(path, indicators, gazetteer).read(row, rows)
    raise InputError("statistics.no_region_column", path=path)


class _Reader:
    """Turns the rows of one file into records, and gathers what is wrong with them."""

    def __init__(
        self, path: Path, indicators: Mapping[str, Iterable[str]] | None, gazetteer: Gazetteer
    ) -> None:
        self._path = path
        self._names = OpenNames() if indicators is None else IndicatorNames(indicators)
        self._gazetteer = gazetteer
        self._findings = Findings(path)
        self._columns: dict[str, int] = {}
        # Region, indicator and year → record, in the order of the file.
        self._records: dict[tuple[str, str, str], dict[str, object]] = {}
        # Each name is looked up, and told of where it is unknown, once.
        self._regions: dict[str, Region | None] = {}
        self._series: dict[str, _Series | None] = {}

    def read(self, heading: Row, rows: Iterator[Row]) -> Statistics:
        """Read the rows below a heading."""
        fields = fields_of(heading.cells)
        for field, count in Counter(filter(None, fields)).items():
            if count > 1:
                self._findings.tell("statistics.two_columns", heading, field=field, count=count)
        self._columns = {field: n for n, field in reversed([*enumerate(fields)]) if field}
        if self._columns.keys() >= _LONG_FORM:
            self._read_long(rows)
        else:
            self._read_wide(rows, self._wide_columns(heading, fields))
        self._findings.refuse()
        if not self._records:
            raise InputError("statistics.no_values", place=self._findings.place(heading))
        table = STATISTICS.frame(list(self._records.values()))
        return Statistics(table, tuple(self._findings.warnings))

    def _read_long(self, rows: Iterator[Row]) -> None:
        for row in self._without_notes(rows):
            region, year = self._region(row), self._year(row)
            series = self._series_called(row, self._cell(row, "indicator"))
            if series:
                unit = self._cell(row, "unit")
                if not is_missing(unit):
                    series = _Series(series.indicator, unit)
                self._keep(row, region, year, series, self._cell(row, "value"))

    def _read_wide(self, rows: Iterator[Row], columns: Mapping[int, _Series]) -> None:
        for row in self._without_notes(rows):
            region, year = self._region(row), self._year(row)
            for column, series in columns.items():
                self._keep(row, region, year, series, row.cell(column))

    def _wide_columns(self, heading: Row, fields: list[str]) -> dict[int, _Series]:
        """Return what each column of the wide form holds; tell of slips and of other columns."""
        found: dict[int, _Series] = {}
        others: list[str] = []
        slips = 0
        for column, (text, field) in enumerate(zip(heading.cells, fields, strict=True)):
            if field in _WIDE_FORM or not text:
                continue
            if self._names.find(text)[0] or self._names.nearest(text, _SLIP):
                series = self._series_called(heading, text)
                if series:
                    found[column] = series
                else:
                    slips += 1
            else:
                others.append(shown(text))
        if not found and not slips:
            self._findings.tell("statistics.no_indicator_column", heading)
        elif others:
            self._findings.warn(
                "statistics.columns_passed_over", heading, names=listed(others), count=len(others)
            )
        return found

    def _without_notes(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows, but not those of a lone text that is no region: sources, remarks."""
        first: Row | None = None
        count = 0
        for row in rows:
            if self._is_note(row):
                first, count = first or row, count + 1
            else:
                yield row
        if first:
            text = shown("".join(first.cells))
            self._findings.warn("statistics.rows_passed_over", first, text=text, count=count)

    def _is_note(self, row: Row) -> bool:
        # Without blanks at the end, the last cell is the one that is filled.
        text = row.cells[-1]
        lone = not any(row.cells[:-1]) and read_number(text) is None
        return lone and self._lookup(text) is None

    def _lookup(self, name: str) -> Region | None:
        return self._gazetteer.lookup(name) if len(name) <= _LONGEST_REGION else None

    def _region(self, row: Row) -> Region | None:
        name = self._cell(row, "region")
        if not name:
            self._findings.tell("statistics.missing_region", row)
            return None
        if name not in self._regions:
            self._regions[name] = self._known_region(row, name)
        return self._regions[name]

    def _known_region(self, row: Row, name: str) -> Region | None:
        region = self._lookup(name)
        if region is None:
            why = None if self._findings.is_full else self._why_unknown(name)
            self._findings.tell("statistics.region", row, why=why)
            return None
        home = self._gazetteer.reporting(region)
        if home != region:
            names = {"name": self._gazetteer.path(region), "home": home.full_name}
            self._findings.tell("statistics.reports_to_another", row, **names)
            return None
        return region

    def _why_unknown(self, name: str) -> InputError:
        if len(name) <= _LONGEST_REGION:
            try:
                self._gazetteer.find(name)
            except InputError as error:
                return error
        return InputError("regions.unknown_name", name=shown(name))

    def _series_called(self, row: Row, text: str) -> _Series | None:
        if not text:
            self._findings.tell("statistics.missing_indicator", row)
            return None
        if text not in self._series:
            self._series[text] = self._known_series(row, text)
        return self._series[text]

    def _known_series(self, row: Row, text: str) -> _Series | None:
        ids, unit = self._names.find(text)
        if len(ids) == 1:
            return _Series(ids[0], unit)
        name = shown(text)
        nearest = [] if self._findings.is_full else self._names.nearest(text, _NEAR)
        if ids:
            choices = listed(ids)
            self._findings.tell("statistics.ambiguous_indicator", row, name=name, choices=choices)
        elif nearest:
            near = listed(nearest)
            self._findings.tell("statistics.unknown_indicator_near", row, name=name, nearest=near)
        else:
            choices = listed(self._names.ids)
            self._findings.tell("statistics.unknown_indicator", row, name=name, choices=choices)
        return None

    def _year(self, row: Row) -> str | None:
        text = self._cell(row, "year")
        year = read_year(text)
        if year is None:
            self._findings.tell("statistics.bad_year", row, value=shown(text))
        return year

    def _keep(
        self,
        row: Row,
        region: Region | None,
        year: str | None,
        series: _Series,
        written: str,
    ) -> None:
        """Add a value to the records; what is missing, or told of, is left out."""
        if is_missing(written):
            return
        told = {"indicator": series.indicator, "value": shown(written)}
        number = read_number(written)
        if number is None:
            self._findings.tell("statistics.not_a_number", row, **told)
            return
        if not is_usable(number.value):
            told |= {"smallest": f"{SMALLEST:g}", "largest": f"{LARGEST:g}"}
            self._findings.tell("statistics.out_of_range", row, **told)
            return
        unit = series.unit or (PERCENT if number.is_percentage else "")
        if number.is_percentage and unit_key(unit) != PERCENT:
            self._findings.tell("statistics.no_percentage", row, unit=shown(unit), **told)
            return
        if region is None or year is None:
            return
        record: dict[str, object] = {
            "region": region.name,
            "region_code": region.code,
            "indicator": series.indicator,
            "value": number.value,
            "year": year,
            "unit": unit,
            "source": self._cell(row, "source"),
            # Without folders, so that the table is the same on every machine.
            "place": f"{self._path.name}{row.at}",
        }
        before = self._records.setdefault((region.code, series.indicator, year), record)
        if before["value"] != number.value or unit_key(str(before["unit"])) != unit_key(unit):
            self._tell_twice(row, before, record)
        if len(self._records) > MOST_VALUES:
            limit = f"{MOST_VALUES:,}"
            raise InputError("statistics.too_many_values", path=self._path, limit=limit)

    def _tell_twice(
        self, row: Row, before: Mapping[str, object], record: Mapping[str, object]
    ) -> None:
        self._findings.tell(
            "statistics.twice",
            row,
            region=record["region"],
            indicator=record["indicator"],
            year=record["year"],
            value=f"{record['value']:.15g}{record['unit']}",
            other=f"{before['value']:.15g}{before['unit']}",
            other_place=before["place"],
        )

    def _cell(self, row: Row, field: str) -> str:
        return row.cell(self._columns.get(field))
