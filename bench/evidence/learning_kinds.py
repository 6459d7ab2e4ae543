"""Learning what is a claim: ``data/kinds.*.learnt.csv``.

``python -m bench.evidence.learning_kinds LABELS.jsonl [LABELS.jsonl …] --claims LABELS.jsonl
--documents FOLDER --out FOLDER`` makes the shipped files anew, from the labelled documents of a
folder with its manifest and from the practice documents.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np

from bench.catalogue.loading import load_catalogue
from bench.corpus.document import Document
from bench.corpus.folder import find_sources
from bench.corpus.reading import read_document
from bench.corpus.spans import belongs
from bench.errors import InputError
from bench.evidence.analysis import Analyser, kind_read_as
from bench.evidence.examples import labels_by_document
from bench.evidence.genres import ARTICLES
from bench.evidence.kind_weights import (
    GROUPS,
    OFFICIAL,
    SCORES,
    file_of,
    prepared,
)
from bench.evidence.kinds import CONTEXT, FACT, MEASURE
from bench.evidence.learning import Labelled, Recipe, learn_columns, place_names
from bench.evidence.learnt import LearntWeights
from bench.evidence.learnt_tables import save_learnt
from bench.evidence.practice import Label, read_practice
from bench.evidence.sections import innermost
from bench.regions import load_gazetteer
from bench.resources import shipped

# Short strings, punctuation among them: how a sentence is built tells more here than its words.
_RECIPE: Final = Recipe((1, 3), 6, 4, re.compile(r".+"), inverse_penalty=12.0, least_weight=0.1)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What the weights of a group of documents are learnt from.

    ``kinds`` are those of the documents, ``listed`` tells whether documents with labels of claims
    alone count; ``shifts`` is what is added to the log-odds, so that 0 stays the threshold.
    """

    kinds: frozenset[str]
    listed: bool
    shifts: tuple[float, float]


# F1 is best where a sentence counts as a claim from half of the best F1 on (Lipton, Elkan and
# Naryanaswamy 2014). And fewer sentences of practice documents on press are claims, of these and of
# those of official documents more are measures, than in real articles (on such shifts: Saerens,
# Latinne and Decaestecker 2002).
_LESSONS: Final = {
    ARTICLES: _Lesson(GROUPS[ARTICLES] | GROUPS[OFFICIAL], listed=False, shifts=(0.6, -1.0)),
    OFFICIAL: _Lesson(GROUPS[OFFICIAL], listed=True, shifts=(0.4, 0.0)),
}
_CLAIMS: Final = (MEASURE, FACT)


@dataclass(frozen=True, slots=True)
class KindExample:
    """A labelled sentence, and what the cues say of it.

    ``kind`` is measure, fact, context or noise; ``claim`` and ``lean`` are the scores of
    `bench.evidence.kinds.kind_scores`. ``source_kind`` is the kind of its document, ``listed``
    tells that this has labels of claims alone.
    """

    document: str
    source_kind: str
    listed: bool
    text: str
    heading: str
    claim: float
    lean: float
    kind: str


def read_kind_examples(
    analyser: Analyser,
    labels: Iterable[Path],
    claims: Iterable[Path],
    folder: Path,
    practice: Path,
) -> list[KindExample]:
    """Read labelled sentences.

    Parameters
    ----------
    analyser
        Tells what the cues say.
    labels
        Files of labels, as `bench.evidence.examples.read_examples` reads them.
    claims
        Files with labels of measures and facts alone: all else of their documents is context.
    folder
        Where the labelled documents are, with their manifest.
    practice
        A folder of practice documents; the name of each begins with its kind.

    Raises
    ------
    InputError
        A labelled document is not in the folder, a practice document cannot be read, or the
        manifest is wrong.
    """
    sources = {PurePosixPath(source.name).stem: source for source in find_sources(folder)}
    found: list[KindExample] = []
    files = [*((file, False) for file in labels), *((file, True) for file in claims)]
    for file, listed in files:
        for name, own in labels_by_document(file).items():
            if name not in sources:
                raise InputError("evidence.no_document", path=file, document=name)
            document = read_document(sources[name], analyser.gazetteer, analyser.places)
            found += _examples(analyser, document, own, listed=listed)
    indicators = [indicator.id for indicator in analyser.catalogue.evidence_indicators]
    for made in read_practice(practice, indicators):
        found += _examples(analyser, made.document(), made.labels, listed=False)
    return found


def _examples(
    analyser: Analyser, document: Document, labels: Sequence[Label], *, listed: bool
) -> Iterable[KindExample]:
    sentences, scores = analyser.score_kinds(document)
    source_kind = kind_read_as(document)
    for number, sentence in enumerate(sentences):
        kind = next((label.kind for label in labels if belongs(sentence, label)), None)
        if kind is None and not listed:
            continue
        yield KindExample(
            PurePosixPath(document.path).stem,
            source_kind,
            listed,
            sentence.text,
            innermost(sentence.section),
            float(scores.claim[number]),
            float(scores.lean[number]),
            kind or CONTEXT,
        )


def learn_kinds(
    labelled: Sequence[KindExample], group: str, places: Iterable[str] = ()
) -> LearntWeights:
    """Learn for a group of documents what is a claim, and of claims what is a measure.

    Parameters
    ----------
    labelled
        n labelled sentences of documents of all kinds.
    group
        One of `bench.evidence.kind_weights.GROUPS`.
    places
        Names of places: strings of theirs get no weight.
    """
    lesson = _LESSONS[group]
    examples = [e for e in labelled if e.source_kind in lesson.kinds and lesson.listed >= e.listed]
    is_claim = np.array([example.kind in _CLAIMS for example in examples])
    is_measure = np.array([example.kind == MEASURE for example in examples])
    signs = Labelled(
        [prepared(example.text) for example in examples],
        [example.heading for example in examples],
        [example.document for example in examples],
        np.array([[e.claim, e.lean] for e in examples]).reshape(len(examples), 2),
        np.column_stack([is_claim, is_measure]),
        np.column_stack([np.ones_like(is_claim), is_claim]),
    )
    weights = learn_columns(signs, SCORES, _RECIPE, map(prepared, places))
    return replace(weights, base=weights.base + np.array(lesson.shifts))


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from labels and write a table of weights a group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--claims", type=Path, nargs="*", default=[], help="labels of claims alone")
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--practice", type=Path, default=shipped("indicators/practice"))
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    given = parser.parse_args(arguments)
    gazetteer = load_gazetteer()
    analyser = Analyser(load_catalogue(shipped("indicators/digital_economy.yaml")), gazetteer)
    examples = read_kind_examples(
        analyser, given.labels, given.claims, given.documents, given.practice
    )
    places = place_names(gazetteer)
    for group in GROUPS:
        weights = learn_kinds(examples, group, places)
        file = given.out / file_of(group)
        save_learnt(weights, file)
        print(f"{file}: {len(weights.features)} strings")


if __name__ == "__main__":
    main()
