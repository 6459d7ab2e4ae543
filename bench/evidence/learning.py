"""Learning the weights of ``indicators/*.learnt.csv`` from labelled sentences.

``python -m bench.evidence.learning LABELS.jsonl [LABELS.jsonl …] --documents FOLDER [FOLDER …]
--out FILE`` makes the shipped file anew, from labels of real documents (`bench.evidence.examples`
says how they look) and practice documents (``indicators/practice``; ``--practice`` names others).
What is learnt is general: a string must occur in many documents to have a weight.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bench.catalogue.loading import load_catalogue
from bench.evidence.analysis import Analyser
from bench.evidence.examples import Example, read_examples
from bench.evidence.learnt import (
    CATALOGUE_SCALE,
    HEADING_SCALE,
    LearntWeights,
    save_learnt,
)
from bench.regions import Gazetteer, load_gazetteer
from bench.resources import shipped

Array = NDArray[np.float64]
_LENGTHS: Final = (2, 5)  # of the strings, in characters
# A string must stand in so many sentences and documents, or in this share of them, if that is more.
_FEWEST_SENTENCES: Final = 10
_SHARE_OF_SENTENCES: Final = 1 / 700
_FEWEST_DOCUMENTS: Final = 6
_SHARE_OF_DOCUMENTS: Final = 1 / 15
# A string that nearly always stands within the same longer one says nothing of its own.
_SAME: Final = 0.9
_STRING: Final = re.compile(r"(?!\d+$)[\u4e00-\u9fffa-z0-9+]+")
_INVERSE_PENALTY: Final = 3.0
_LEAST_WEIGHT: Final = 0.1  # weaker weights of strings are dropped: they change next to nothing


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
    strings = np.where(np.abs(strings) >= _LEAST_WEIGHT, strings, 0.0)
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
    _, document = np.unique([e.document for e in examples], return_inverse=True)
    fewest = max(_FEWEST_SENTENCES, int(_SHARE_OF_SENTENCES * len(examples)))
    fewest_documents = max(_FEWEST_DOCUMENTS, int(_SHARE_OF_DOCUMENTS * (document.max() + 1)))
    vectorizer = CountVectorizer(analyzer="char", ngram_range=_LENGTHS, binary=True, min_df=fewest)
    found = vectorizer.fit_transform([e.passage.text for e in examples])
    member = csr_matrix((np.ones(len(examples)), (document, np.arange(len(examples)))))
    spread = np.asarray(((member @ found) > 0).sum(axis=0)).ravel()
    counts = np.asarray(found.sum(axis=0)).ravel()
    names = vectorizer.get_feature_names_out()
    enough = {
        str(names[i]): int(counts[i])
        for i in np.flatnonzero(spread >= fewest_documents)
        if _STRING.fullmatch(names[i]) and names[i] not in named
    }
    return tuple(sorted(enough.keys() - _parts(enough)))


def _parts(counts: Mapping[str, int]) -> set[str]:
    """Return the strings that nearly always stand within one that is a character longer."""
    return {
        part
        for string, count in counts.items()
        for part in (string[1:], string[:-1])
        if part in counts and count >= _SAME * counts[part]
    }


def place_names(gazetteer: Gazetteer) -> list[str]:
    """Return the full names of provinces and cities."""
    return [region.full_name for region in gazetteer if region.level in ("province", "city")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from labels and write the table of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--documents", type=Path, nargs="+", required=True)
    parser.add_argument("--practice", type=Path, default=shipped("indicators/practice"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    indicators = [indicator.id for indicator in catalogue.evidence_indicators]
    examples = read_examples(given.labels, given.documents, given.practice, indicators)
    gazetteer = load_gazetteer()
    mapper = Analyser(catalogue, gazetteer).mapper
    odds = mapper.catalogue_log_odds([e.passage for e in examples])
    weights = learn(examples, odds, indicators, place_names(gazetteer))
    save_learnt(weights, given.out)
    print(f"{given.out}: {len(examples)} sentences, {len(weights.features)} strings")


if __name__ == "__main__":
    main()
