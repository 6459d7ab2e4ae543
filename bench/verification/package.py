"""The file of a workbook (Office Open XML) in, its sheets cell by cell out; bounded.

openpyxl reads values or formulas, not both, and takes several times as long; a workbook is read
here twice, as it is and as it should be. What is read is what ECMA-376 (part 1, section 18) says of
`c`, `f`, `v` and `is`; looks are left aside.

A workbook is mailed about, so the file may be anything. Sizes are looked at before anything is
unpacked (a file in a zip archive is never read beyond the size that it states), document type
declarations, which no workbook has and through which XML reaches for other files or blows up, are
refused, and so are sheets with more cells than a run writes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from bench.errors import InputError

Value = str | float | bool | None

MOST_BYTES: Final = 1_500_000_000  # unpacked
MOST_PARTS: Final = 20_000
MOST_CELLS: Final = 40_000_000
MOST_COLUMNS: Final = 2_000
_LAST_ROW: Final = 1_048_576
_HEAD: Final = 65_536  # bytes of a part in which a document type declaration must stand
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an encrypted workbook, or .xls
_FLAG_ENCRYPTED: Final = 1
_XML: Final = (".xml", ".rels", ".vml")
_BOOK: Final = "xl/workbook.xml"
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A text that looks like an escape, or holds what XML cannot, is escaped: _x000D_ is a return.
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Cell:
    """A cell: its place from 0, the value stored, and its formula with ``=`` (or empty)."""

    row: int
    column: int
    value: Value
    formula: str


@dataclass(frozen=True)
class Package:
    """An opened workbook."""

    archive: ZipFile
    path: Path
    columns: dict[str, int] = field(default_factory=dict)

    @cached_property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Name and part of each sheet of cells, in the order of the workbook."""
        relations = {
            relation.get("Id"): (relation.get("Type", ""), relation.get("Target", ""))
            for relation in self._root("xl/_rels/workbook.xml.rels")
        }
        found = []
        for sheet in self._root(_BOOK).iter():
            if _name(sheet) != "sheet":
                continue
            place = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            kind, target = relations[place]
            if kind.endswith("/worksheet"):
                part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                found.append((sheet.get("name", ""), part))
        return tuple(found)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each name of the whole workbook refers to."""
        return {
            str(element.get("name")): element.text or ""
            for element in self._root(_BOOK).iter()
            if _name(element) == "definedName" and element.get("localSheetId") is None
        }

    def cells(self, part: str) -> Iterator[Cell]:
        """Yield the cells of a sheet that hold something, row by row.

        Raises
        ------
        InputError
            There are more than a run writes.
        """
        shared: dict[str, tuple[str, str]] = {}
        count, number = 0, -1
        for row in self._elements(part, "row"):
            number = int(row.get("r", number + 2)) - 1
            if not 0 <= number < _LAST_ROW:
                raise ValueError(f"row {number + 1}")
            column = -1
            for element in row:
                if _name(element) != "c":
                    continue
                address = element.get("r")
                column = column + 1 if address is None else self._column(address)
                count += 1
                if count > MOST_CELLS or column >= MOST_COLUMNS:
                    raise self.too_large()
                cell = self._cell(element, number, column, address or "", shared)
                if cell.value is not None or cell.formula:
                    yield cell

    def too_large(self) -> InputError:
        """Return the problem that the file holds more than it may."""
        limit = MOST_BYTES // 1_000_000
        return InputError("verification.too_large", path=self.path, limit=limit)

    def _cell(
        self,
        element: ElementTree.Element,
        row: int,
        column: int,
        address: str,
        shared: dict[str, tuple[str, str]],
    ) -> Cell:
        kind, stored, formula = element.get("t", "n"), "", ""
        inline: str | None = None
        for part in element:
            name = _name(part)
            if name == "v":
                stored = part.text or ""
            elif name == "f":
                formula = _formula(part, address, shared)
            elif name == "is":
                inline = _text(part)
        if kind == "inlineStr":
            return Cell(row, column, _unescaped(inline or stored) or None, formula)
        return Cell(row, column, self._value(kind, stored), formula)

    def _value(self, kind: str, stored: str) -> Value:
        if not stored:
            return None
        if kind == "s":
            return self._strings[int(stored)] or None
        if kind == "n":
            return float(stored)
        if kind == "b":
            return stored.strip() == "1"
        return _unescaped(stored)  # of a formula, an error, or a date as text

    @cached_property
    def _strings(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self.archive.namelist():
            return []
        return [_unescaped(_text(element)) for element in self._elements(part, "si")]

    def _column(self, address: str) -> int:
        """Return the column of an address, from 0."""
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise ValueError(address)
        letters = found[1]
        known = self.columns.get(letters)
        if known is None:
            known = 0
            for letter in letters:
                known = 26 * known + ord(letter) - 64
            self.columns[letters] = known
        return known - 1

    def _elements(self, part: str, name: str) -> Iterator[ElementTree.Element]:
        """Yield the elements of a name, each dropped when the next is asked for."""
        end = f"}}{name}"
        with self.archive.open(part) as file:
            for _, element in ElementTree.iterparse(file):
                if element.tag.endswith(end):
                    yield element
                    element.clear()

    def _root(self, part: str) -> ElementTree.Element:
        with self.archive.open(part) as file:
            return ElementTree.parse(file).getroot()


@contextmanager
def opened_package(path: Path) -> Iterator[Package]:
    """Open a workbook.

    Raises
    ------
    InputError
        There is no such file, or it is none that can be read: no workbook, encrypted, broken,
        too large, or made to harm; also what the block makes of a broken part.
    """
    if not path.is_file():
        raise InputError("verification.no_file", path=path)
    try:
        with path.open("rb") as file:
            if file.read(len(_COMPOUND)) == _COMPOUND:
                raise InputError("verification.encrypted", path=path)
        with ZipFile(path) as archive:
            package = Package(archive, path)
            _check_parts(package)
            yield package
    except InputError:
        raise
    except BadZipFile:
        raise InputError("verification.not_a_workbook", path=path) from None
    except OSError as error:
        why = error.strerror or error
        raise InputError("verification.unreadable", path=path, why=why) from None
    except Exception as error:  # zipfile, zlib and the parts themselves have many
        raise InputError("verification.broken", path=path, why=error) from error


def _check_parts(package: Package) -> None:
    """Look at the sizes of a workbook's parts, and at the beginning of each."""
    parts = package.archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise package.too_large()
    if any(part.flag_bits & _FLAG_ENCRYPTED for part in parts):
        raise InputError("verification.encrypted", path=package.path)
    if _BOOK not in package.archive.namelist():
        raise InputError("verification.not_a_workbook", path=package.path)
    for part in parts:
        if part.filename.lower().endswith(_XML):
            with package.archive.open(part) as file:
                _refuse_declarations(package.path, file)


def _refuse_declarations(path: Path, file: IO[bytes]) -> None:
    # In UTF-16 the letters have a zero between them.
    plain = file.read(_HEAD).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError("verification.hostile", path=path)


def _formula(element: ElementTree.Element, address: str, shared: dict[str, tuple[str, str]]) -> str:
    """Return a formula; one that a cell shares with others is moved to its place."""
    text, group = element.text or "", element.get("si")
    if element.get("t") == "shared" and group is not None:
        if text:
            shared[group] = (f"={text}", address)
        elif group in shared:
            from openpyxl.formula.translate import Translator  # slow to import, and rarely needed

            formula, origin = shared[group]
            moved: Any = Translator(formula, origin).translate_formula(address)
            return str(moved)
    return f"={text}" if text else ""


def _text(element: ElementTree.Element) -> str:
    """Return the text of a string, of all its runs; how it is to be read aloud is left out."""
    found = []
    for part in element:
        name = _name(part)
        if name == "t":
            found.append(part.text or "")
        elif name == "r":
            found += [run.text or "" for run in part if _name(run) == "t"]
    return "".join(found)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n") if "\r" in text else text
