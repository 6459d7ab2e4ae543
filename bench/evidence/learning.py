"""Learning the weights of ``indicators/*.learnt.csv`` from labelled sentences.

``python -m bench.evidence.learning LABELS.jsonl DOCUMENTS [DOCUMENTS …] --out FILE`` makes the
shipped file anew. A label is a line of JSON with ``doc`` (the stem of a file in one of the
folders), ``start``, ``end``, ``kind`` and ``indicators``. What is learnt is general: a string must
occur in several documents to have a weight.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bench.catalogue.loading import load_catalogue
from bench.corpus.encoding import decode
from bench.corpus.reading import READABLE
from bench.corpus.sentences import split_body
from bench.errors import InputError
from bench.evidence.analysis import Analyser, passages_of
from bench.evidence.learnt import (
    CATALOGUE_SCALE,
    HEADING_SCALE,
    LearntWeights,
    save_learnt,
)
from bench.evidence.mapping import Passage
from bench.regions import Gazetteer, load_gazetteer
from bench.resources import shipped

Array = NDArray[np.float64]
_LENGTHS: Final = (2, 5)  # of the strings, in characters
_FEWEST_SENTENCES: Final = 10
_FEWEST_DOCUMENTS: Final = 6
_STRING: Final = re.compile(r"(?!\d+$)[\u4e00-\u9fffa-z0-9+]+")
_INVERSE_PENALTY: Final = 5.0
_MOST_FEATURES: Final = 400  # an indicator keeps so many of its strongest weights


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: its document, the passage, and the indicators it bears on."""

    document: str
    passage: Passage
    indicators: frozenset[str]


def read_examples(labels: Path, folders: Iterable[Path]) -> list[Example]:
    """Read the labelled measures and facts, as sentences of their documents.

    A label belongs to the sentence that it overlaps by more than half of the shorter of the two.

    Raises
    ------
    InputError
        A labelled document is in none of the folders.
    """
    paths = {
        path.stem: path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in READABLE
    }
    by_document: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in ("measure", "fact"):
            by_document[row["doc"]].append(row)
    examples = []
    for document, rows in by_document.items():
        if document not in paths:
            raise InputError("evidence.no_document", path=labels, document=document)
        sentences = split_body(decode(paths[document].read_bytes()).text).sentences
        for sentence, passage in zip(sentences, passages_of(sentences), strict=True):
            row = next((r for r in rows if _overlap(sentence.start, sentence.end, r)), None)
            if row is not None:
                found = row["indicators"]
                assert isinstance(found, list)
                examples.append(Example(document, passage, frozenset(found)))
    return examples


def _overlap(start: int, end: int, row: dict[str, object]) -> bool:
    other_start, other_end = int(str(row["start"])), int(str(row["end"]))
    shared = min(end, other_end) - max(start, other_start)
    return shared > 0 and 2 * shared > min(end - start, other_end - other_start)


def learn(
    examples: Sequence[Example],
    catalogue_odds: Array,
    indicators: Sequence[str],
    places: Iterable[str] = (),
) -> LearntWeights:
    """Learn one linear model an indicator, by L2-penalised logistic regression.

    Parameters
    ----------
    examples
        n labelled sentences.
    catalogue_odds
        What the catalogue's terms and examples say of them, shape (n, m).
    indicators
        The m indicator ids.
    places
        Names of places: a string of theirs says where, not what, and gets no weight.
    """
    features = _features(examples, places)
    empty = LearntWeights(
        tuple(indicators),
        features,
        csr_array((len(features), len(indicators))),
        csr_array((len(features), len(indicators))),
        np.zeros((len(indicators), len(indicators))),
        np.zeros(len(indicators)),
    )
    text = empty.found([e.passage.text for e in examples])
    heading = HEADING_SCALE * empty.found([e.passage.heading for e in examples])
    signs = csr_matrix(hstack([text, heading, csr_array(CATALOGUE_SCALE * catalogue_odds)]))
    # liblinear takes 32-bit indices only.
    signs.indices, signs.indptr = signs.indices.astype("int32"), signs.indptr.astype("int32")
    weights = np.zeros((signs.shape[1], len(indicators)))
    base = np.zeros(len(indicators))
    for j, indicator in enumerate(indicators):
        wanted = np.array([indicator in e.indicators for e in examples])
        if not wanted.any():
            base[j] = -10.0
            continue
        model = LogisticRegression(C=_INVERSE_PENALTY, solver="liblinear").fit(signs, wanted)
        weights[:, j] = model.coef_[0]
        base[j] = model.intercept_[0]
    size = len(features)
    strings, catalogue = weights[: 2 * size], weights[2 * size :]
    strings = np.column_stack([_strongest(strings[:, j]) for j in range(len(indicators))])
    return LearntWeights(
        tuple(indicators),
        features,
        csr_array(strings[:size]),
        csr_array(strings[size:]),
        catalogue,
        base,
    )


def _features(examples: Sequence[Example], places: Iterable[str]) -> tuple[str, ...]:
    """Return the strings that occur in enough sentences and documents and name no place."""
    named = "\n".join(places)
    vectorizer = CountVectorizer(
        analyzer="char", ngram_range=_LENGTHS, binary=True, min_df=_FEWEST_SENTENCES
    )
    counts = vectorizer.fit_transform([e.passage.text for e in examples])
    names = vectorizer.get_feature_names_out()
    _, document = np.unique([e.document for e in examples], return_inverse=True)
    member = csr_matrix((np.ones(len(examples)), (document, np.arange(len(examples)))))
    spread = np.asarray(((member @ counts) > 0).sum(axis=0)).ravel()
    kept = [
        i
        for i, name in enumerate(names)
        if spread[i] >= _FEWEST_DOCUMENTS and _STRING.fullmatch(name) and name not in named
    ]
    return tuple(str(names[i]) for i in kept)


def _strongest(weights: Array) -> Array:
    """Keep the strongest weights of an indicator and set the others to 0."""
    if len(weights) <= _MOST_FEATURES:
        return weights
    least = np.sort(np.abs(weights))[-_MOST_FEATURES]
    return np.where(np.abs(weights) >= least, weights, 0.0)


def place_names(gazetteer: Gazetteer) -> list[str]:
    """Return the full names of provinces and cities."""
    return [region.full_name for region in gazetteer if region.level in ("province", "city")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from labels and write the table of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    examples = read_examples(given.labels, given.documents)
    gazetteer = load_gazetteer()
    mapper = Analyser(catalogue, gazetteer).mapper
    odds = mapper.catalogue_log_odds([e.passage for e in examples])
    weights = learn(examples, odds, [i.id for i in catalogue.indicators], place_names(gazetteer))
    save_learnt(weights, given.out)
    print(f"{given.out}: {len(examples)} sentences, {len(weights.features)} strings")


if __name__ == "__main__":
    main()
