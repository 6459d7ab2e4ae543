"""Which document a label is about, and whether it fits its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final, Protocol

from bench.corpus.document import Document
from bench.evaluation.labels import Coder, Label, refuse
from bench.report.workbook.sheet import clean_text
from bench.yamlfile import Problem

_SPACE: Final = re.compile(r"\s+")
_SHOWN: Final = 12


def placed(coder: Coder, documents: Mapping[str, Document]) -> dict[str, list[Label]]:
    """Return a coder's labels by document, each checked against the document's text.

    Parameters
    ----------
    coder
        The labels; a document goes by its path, or by its file name or stem where only one has it.
    documents
        Path → document.

    Raises
    ------
    InputError
        Labels name a document that is not there, lie outside of it or twice on the same span, or
        quote another text than stands there.
    """
    names = _names(documents)
    found: dict[str, list[Label]] = defaultdict(list)
    taken: dict[tuple[str, int, int], int] = {}
    problems: list[Problem] = []

    def tell(key: str, label: Label, **values: object) -> None:
        place = f"{coder.path}:{label.line}"
        problems.append(Problem(key, label.line, {"place": place, **values}))

    for label in coder.labels:
        path = names.get(label.document)
        if path is None:
            _tell_document(tell, label, documents)
            continue
        text = documents[path].text
        span = (path, label.start, label.end)
        if label.end > len(text):
            tell("evaluation.outside", label, end=label.end, document=path, length=len(text))
        elif _differs(label.quote, text[label.start : label.end]):
            there = _shortened(text[label.start : label.end])
            tell("evaluation.other_text", label, quote=_shortened(label.quote), found=there)
        elif span in taken:
            tell("evaluation.labelled_twice", label, first=taken[span])
        else:
            taken[span] = label.line
            found[path].append(label)
    refuse(coder.path, problems)
    return found


def _names(documents: Iterable[str]) -> dict[str, str]:
    """Return what a document may be called → its path: the path, its file name or its stem.

    A file name or a stem that several documents share names none of them.
    """
    short: dict[str, set[str]] = defaultdict(set)
    for path in documents:
        pure = PurePosixPath(path)
        for name in (pure.name, pure.stem):
            short[name].add(path)
    unique = {name: min(paths) for name, paths in short.items() if len(paths) == 1}
    return {**unique, **{path: path for path in documents}}


class _Tell(Protocol):
    def __call__(self, key: str, label: Label, **values: object) -> None: ...


def _tell_document(tell: _Tell, label: Label, documents: Iterable[str]) -> None:
    near = get_close_matches(label.document, list(documents), n=1, cutoff=0.3)
    if near:
        tell("evaluation.unknown_document_near", label, document=label.document, nearest=near[0])
    else:
        tell("evaluation.unknown_document", label, document=label.document)


def _differs(quote: str, text: str) -> bool:
    """Say whether a quote is another text; blanks and line ends do not count."""
    # A workbook cannot hold some characters: both are compared as it would hold them.
    held, there = (_SPACE.sub("", clean_text(part)) for part in (quote, text))
    return bool(quote) and held != there


def _shortened(text: str) -> str:
    flat = _SPACE.sub(" ", text)
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
