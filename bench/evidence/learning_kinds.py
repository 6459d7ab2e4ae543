"""Learning what is a claim in press and research: ``data/kinds.learnt.csv``.

``python -m bench.evidence.learning_kinds LABELS.jsonl [LABELS.jsonl …] --documents FOLDER --out
FILE`` makes the shipped file anew, from the labelled press and research articles of a folder with
its manifest and from the practice documents of these kinds.
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
from bench.evidence.kind_weights import SCORES, is_learnt_for, prepared
from bench.evidence.kinds import FACT, MEASURE
from bench.evidence.learning import Labelled, Limits, learn_columns, place_names, string_features
from bench.evidence.learnt import LearntWeights, save_learnt
from bench.evidence.practice import Label, read_practice
from bench.evidence.sections import innermost
from bench.regions import load_gazetteer
from bench.resources import shipped

# Short strings, punctuation among them: how a sentence is built tells more here than its words.
_LIMITS: Final = Limits((1, 3), 4, 0.0, 3, 0.0, re.compile(r".+"))
_INVERSE_PENALTY: Final = 12.0
# What is added to the log-odds, so that 0 stays the threshold. F1 is best where a sentence counts
# as a claim from half of the best F1 on (Lipton, Elkan and Naryanaswamy 2014), some 0.43. And fewer
# sentences of practice documents are claims, of these more are measures, than in real ones, since
# many are talks (on such shifts: Saerens, Latinne and Decaestecker 2002).
_SHIFTS: Final = (0.55, -0.8)
_CLAIMS: Final = (MEASURE, FACT)


@dataclass(frozen=True, slots=True)
class KindExample:
    """A labelled sentence of press or research, and what the cues say of it.

    ``kind`` is measure, fact, context or noise; ``claim`` and ``lean`` are the scores of
    `bench.evidence.kinds.kind_scores`.
    """

    document: str
    text: str
    heading: str
    claim: float
    lean: float
    kind: str


def read_kind_examples(
    analyser: Analyser,
    labels: Iterable[Path],
    folder: Path,
    practice: Path,
) -> list[KindExample]:
    """Read the labelled sentences of press and research articles.

    Parameters
    ----------
    analyser
        Tells what the cues say.
    labels
        Files of labels, as `bench.evidence.examples.read_examples` reads them.
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
    for file in labels:
        for name, own in labels_by_document(file).items():
            if name not in sources:
                raise InputError("evidence.no_document", path=file, document=name)
            document = read_document(sources[name], analyser.gazetteer, analyser.places)
            if is_learnt_for(kind_read_as(document)):
                found += _examples(analyser, document, own)
    indicators = [indicator.id for indicator in analyser.catalogue.evidence_indicators]
    for made in read_practice(practice, indicators):
        kind = made.name.partition("_")[0]
        if kind and is_learnt_for(kind):
            document = Document(made.name, made.text, kind=kind)
            found += _examples(analyser, document, made.labels)
    return found


def _examples(
    analyser: Analyser, document: Document, labels: Sequence[Label]
) -> Iterable[KindExample]:
    sentences, scores = analyser.score_kinds(document)
    for number, sentence in enumerate(sentences):
        kind = next((label.kind for label in labels if belongs(sentence, label)), None)
        if kind is not None:
            yield KindExample(
                PurePosixPath(document.path).stem,
                sentence.text,
                innermost(sentence.section),
                float(scores.claim[number]),
                float(scores.lean[number]),
                kind,
            )


def learn_kinds(examples: Sequence[KindExample], places: Iterable[str] = ()) -> LearntWeights:
    """Learn what is a claim, and of claims what is a measure, from n labelled sentences.

    Parameters
    ----------
    examples
        Labelled sentences of press and research.
    places
        Names of places: strings of theirs get no weight.
    """
    is_claim = np.array([example.kind in _CLAIMS for example in examples])
    is_measure = np.array([example.kind == MEASURE for example in examples])
    labelled = Labelled(
        [prepared(example.text) for example in examples],
        [example.heading for example in examples],
        [example.document for example in examples],
        np.array([[example.claim, example.lean] for example in examples]),
        np.column_stack([is_claim, is_measure]),
    )
    weights = learn_columns(
        labelled,
        SCORES,
        string_features(labelled, map(prepared, places), _LIMITS),
        np.column_stack([np.ones_like(is_claim), is_claim]),
        _INVERSE_PENALTY,
    )
    return replace(weights, base=weights.base + np.array(_SHIFTS))


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from labels and write the table of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--practice", type=Path, default=shipped("indicators/practice"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    gazetteer = load_gazetteer()
    analyser = Analyser(load_catalogue(shipped("indicators/digital_economy.yaml")), gazetteer)
    examples = read_kind_examples(analyser, given.labels, given.documents, given.practice)
    weights = learn_kinds(examples, place_names(gazetteer))
    save_learnt(weights, given.out)
    print(f"{given.out}: {len(examples)} sentences, {len(weights.features)} strings")


if __name__ == "__main__":
    main()
