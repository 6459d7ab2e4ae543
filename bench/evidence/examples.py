"""Labelled sentences as examples to learn from: of real documents, and of practice documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bench.corpus.document import Document
from bench.corpus.folder import find_sources
from bench.corpus.parts import parts_of
from bench.corpus.reading import read_document
from bench.corpus.sentences import split_body
from bench.corpus.spans import belongs
from bench.errors import InputError
from bench.evidence.analysis import Analyser, kind_read_as
from bench.evidence.passages import Passage, passages_of
from bench.evidence.practice import Label, read_practice

_CLAIMS = ("measure", "fact")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: its document, the passage, the indicators it bears on.

    ``kind`` is the kind as which the document is read.
    """

    document: str
    passage: Passage
    indicators: frozenset[str]
    kind: str = ""


def read_examples(
    analyser: Analyser,
    labels: Iterable[Path],
    folders: Iterable[Path],
    practice: Path | None = None,
) -> list[Example]:
    """Read the labelled measures and facts, as sentences of their documents.

    A label belongs to the sentence that it overlaps by more than half of the shorter of the two.

    Parameters
    ----------
    analyser
        Reads the documents, and has the catalogue whose indicators practice documents name.
    labels
        Files of labels. A label is a line of JSON with ``doc`` (the stem of a file in one of the
        folders), ``start``, ``end``, ``kind`` and ``indicators``.
    folders
        Where the labelled documents are, with a manifest where there is one.
    practice
        A folder of practice documents (see `bench.evidence.practice`), where there is one; the
        name of each begins with its kind.

    Raises
    ------
    InputError
        A labelled document is in none of the folders, a practice document cannot be read, or a
        manifest is wrong.
    """
    sources = {
        PurePosixPath(source.name).stem: source
        for folder in folders
        for source in find_sources(folder)
    }
    examples: list[Example] = []
    for file in labels:
        for document, given in labels_by_document(file).items():
            if document not in sources:
                raise InputError("evidence.no_document", path=file, document=document)
            read = read_document(sources[document], analyser.gazetteer, analyser.places)
            examples += _examples(document, read, given)
    if practice is not None:
        indicators = [indicator.id for indicator in analyser.catalogue.evidence_indicators]
        for made in read_practice(practice, indicators):
            examples += _examples(made.name, made.document(), made.labels)
    return examples


def labels_by_document(file: Path) -> dict[str, list[Label]]:
    """Return the labels of a file of labels by the name of their document."""
    by_document: dict[str, list[Label]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = Label(row["start"], row["end"], row["kind"], tuple(row["indicators"]))
        by_document[row["doc"]].append(label)
    return by_document


def _examples(name: str, document: Document, labels: Sequence[Label]) -> Iterator[Example]:
    sentences = split_body(parts_of(document), document.layout).sentences
    kind = kind_read_as(document)
    claims = [label for label in labels if label.kind in _CLAIMS]
    for sentence, passage in zip(sentences, passages_of(sentences), strict=True):
        label = next((c for c in claims if belongs(sentence, c)), None)
        if label is not None:
            yield Example(name, passage, frozenset(label.indicators), kind)
