"""Practice documents: invented policy texts, written and labelled to learn from.

One file a document (``indicators/practice/*.txt``), to be read and changed with any editor::

    # 第二章 数据资源
    measure|public_data,legislation|enacted|第八条 市人民政府应当编制公共数据目录。
    context|-|-|数据是新型生产要素。

A line with ``#`` is a heading (``##`` one below it), an empty line ends a paragraph, and every
other line is a sentence: kind, indicators (the last part of their ids, the main one first),
status, text; ``-`` stands for none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus.document import Document
from bench.corpus.kinds import load_kinds
from bench.errors import InputError
from bench.evidence.status import STATUSES

_KINDS: Final = ("measure", "fact", "context", "noise")
_FIELDS: Final = 4
_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Label:
    """What a coder said of the span from ``start`` to ``end`` of a document's text."""

    start: int
    end: int
    kind: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeDocument:
    """A practice document as running text, and the labels of its sentences.

    Its name begins with its kind.
    """

    name: str
    text: str
    labels: tuple[Label, ...]

    def document(self) -> Document:
        """Return it as a document that was read."""
        kind = next((kind.id for kind in load_kinds() if self.name.startswith(kind.id)), "")
        return Document(self.name, self.text, kind=kind)


def read_practice(folder: Path, indicators: Sequence[str]) -> list[PracticeDocument]:
    """Read the practice documents of a folder, by name.

    Parameters
    ----------
    folder
        Its ``*.txt`` files are read.
    indicators
        The ids of the catalogue's indicators.

    Raises
    ------
    InputError
        A line is not of the form above, or names what the catalogue does not have.
    """
    ids = {indicator.rpartition(".")[2]: indicator for indicator in indicators}
    return [_read(path, ids) for path in sorted(folder.glob("*.txt"))]


def _read(path: Path, ids: Mapping[str, str]) -> PracticeDocument:
    paragraphs: list[str] = []
    labels: list[Label] = []
    length = 0
    begins = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            begins = True
            if line.startswith("#"):
                paragraphs.append(line.lstrip("# "))
                length += len(paragraphs[-1]) + 1
            continue
        label, text = _sentence(path, number, line, ids)
        if begins:
            paragraphs.append("")
            length += 1
        begins = False
        paragraphs[-1] += text
        # The line end after this paragraph is counted already.
        labels.append(Label(length - 1, length - 1 + len(text), label.kind, label.indicators))
        length += len(text)
    return PracticeDocument(path.stem, "\n".join(paragraphs), tuple(labels))


def _sentence(path: Path, number: int, line: str, ids: Mapping[str, str]) -> tuple[Label, str]:
    fields = line.split("|", _FIELDS - 1)
    if len(fields) != _FIELDS or fields[0] not in _KINDS or fields[2] not in (*STATUSES, _NONE):
        raise InputError("evidence.practice_line", path=path, line=number)
    names = [] if fields[1] == _NONE else fields[1].split(",")
    unknown = next((name for name in names if name not in ids), None)
    if unknown is not None:
        raise InputError("evidence.practice_indicator", path=path, line=number, name=unknown)
    return Label(0, 0, fields[0], tuple(ids[name] for name in names)), fields[3]
