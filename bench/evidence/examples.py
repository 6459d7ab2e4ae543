"""Labelled sentences as examples to learn from: of real documents, and of practice documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus.encoding import decode
from bench.corpus.readers.formats import READABLE
from bench.corpus.sentences import split_body
from bench.corpus.spans import belongs
from bench.errors import InputError
from bench.evidence.passages import Passage, passages_of
from bench.evidence.practice import Label, read_practice

_CLAIMS = ("measure", "fact")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: its document, the passage, and the indicators it bears on."""

    document: str
    passage: Passage
    indicators: frozenset[str]


def read_examples(
    labels: Iterable[Path],
    folders: Iterable[Path],
    practice: Path | None = None,
    indicators: Sequence[str] = (),
) -> list[Example]:
    """Read the labelled measures and facts, as sentences of their documents.

    A label belongs to the sentence that it overlaps by more than half of the shorter of the two.

    Parameters
    ----------
    labels
        Files of labels. A label is a line of JSON with ``doc`` (the stem of a file in one of the
        folders), ``start``, ``end``, ``kind`` and ``indicators``.
    folders
        Where the labelled documents are.
    practice
        A folder of practice documents (see `bench.evidence.practice`), where there is one.
    indicators
        The ids of the catalogue's indicators, which practice documents name.

    Raises
    ------
    InputError
        A labelled document is in none of the folders, or a practice document cannot be read.
    """
    paths = {
        path.stem: path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in READABLE
    }
    examples: list[Example] = []
    for file in labels:
        for document, given in labels_by_document(file).items():
            if document not in paths:
                raise InputError("evidence.no_document", path=file, document=document)
            examples += _examples(document, decode(paths[document].read_bytes()).text, given)
    if practice is not None:
        for made in read_practice(practice, indicators):
            examples += _examples(made.name, made.text, made.labels)
    return examples


def labels_by_document(file: Path) -> dict[str, list[Label]]:
    """Return the labels of a file of labels by the name of their document."""
    by_document: dict[str, list[Label]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = Label(row["start"], row["end"], row["kind"], tuple(row["indicators"]))
        by_document[row["doc"]].append(label)
    return by_document


def _examples(document: str, text: str, labels: Sequence[Label]) -> Iterator[Example]:
    sentences = split_body(text).sentences
    claims = [label for label in labels if label.kind in _CLAIMS]
    for sentence, passage in zip(sentences, passages_of(sentences), strict=True):
        label = next((c for c in claims if belongs(sentence, c)), None)
        if label is not None:
            yield Example(document, passage, frozenset(label.indicators))
