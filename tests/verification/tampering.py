"""Changing single cells of a workbook's file, everything else kept as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, unescape
from zipfile import ZIP_DEFLATED, ZipFile

Cell = tuple[str, str]  # sheet and address


def tamper(
    source: Path, target: Path, changes: Mapping[Cell, float | str], *, keep_formula: bool = True
) -> Path:
    """Write a copy of a workbook in which cells hold other values; return where it is.

    A formula stays, with another stored value, unless ``keep_formula`` is false.
    """
    parts = _parts(source)
    files = _files(parts)
    for (sheet, cell), value in changes.items():
        text = parts[files[sheet]].decode()
        found = re.search(rf'<c r="{cell}"([^>]*?)(/>|>(.*?)</c>)', text, re.DOTALL)
        assert found is not None, (sheet, cell)
        look = re.sub(r' t="[^"]*"', "", found[1])
        formula = re.search(r"<f.*?</f>|<f[^>]*/>", found[3] or "", re.DOTALL)
        kept = formula[0] if formula and keep_formula else ""
        parts[files[sheet]] = (
            text[: found.start()] + _cell(cell, look, kept, value) + text[found.end() :]
        ).encode()
    return _write(target, parts)


def without_sheet(source: Path, target: Path, sheet: str) -> Path:
    """Write a copy of a workbook without a sheet."""
    parts = _parts(source)
    book = parts["xl/workbook.xml"].decode()
    book = re.sub(rf'<sheet name="{escape(sheet)}"[^>]*/>', "", book)
    # Names that belong to a sheet are numbered by its place.
    book = re.sub(r'<definedName[^>]*localSheetId="[^>]*>[^<]*</definedName>', "", book)
    parts["xl/workbook.xml"] = book.encode()
    return _write(target, parts)


def renamed_sheet(source: Path, target: Path, old: str, new: str) -> Path:
    """Write a copy of a workbook with a sheet under another name."""
    parts = _parts(source)
    book = parts["xl/workbook.xml"].decode()
    book = book.replace(f'<sheet name="{escape(old)}"', f'<sheet name="{escape(new)}"')
    parts["xl/workbook.xml"] = book.encode()
    return _write(target, parts)


def with_part(source: Path, target: Path, name: str, data: bytes) -> Path:
    """Write a copy of a workbook with another part."""
    return _write(target, {**_parts(source), name: data})


def _cell(cell: str, look: str, formula: str, value: float | str) -> str:
    if not isinstance(value, str):
        return f'<c r="{cell}"{look}>{formula}<v>{value!r}</v></c>'
    if formula:
        return f'<c r="{cell}"{look} t="str">{formula}<v>{escape(value)}</v></c>'
    text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return f'<c r="{cell}"{look} t="inlineStr">{text}</c>'


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


def _files(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet."""
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    targets = {}
    for relation in re.findall(r"<Relationship [^>]*>", relations):
        found = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        targets[found["Id"]] = f"xl/{found['Target']}"
    book = parts["xl/workbook.xml"].decode()
    sheets = re.findall(r'<sheet name="([^"]*)"[^>]*r:id="([^"]*)"', book)
    return {unescape(name, {"&quot;": '"'}): targets[place] for name, place in sheets}


def _write(target: Path, parts: Mapping[str, bytes]) -> Path:
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target
