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
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, diags_array, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bench.catalogue.loading import load_catalogue
from bench.evidence.analysis import Analyser
from bench.evidence.examples import Example, read_examples
from bench.evidence.genres import GENRES, genre_of
from bench.evidence.learnt import CATALOGUE_SCALE, HEADING_SCALE, LearntByGenre, LearntWeights
from bench.evidence.learnt_tables import save_by_genre
from bench.evidence.recurring import Flags, Recurring, recurring
from bench.regions import Gazetteer, load_gazetteer
from bench.resources import shipped

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which strings may have a weight, and which weights they get.

    A string has a length within ``lengths`` (characters), stands in at least so many sentences and
    documents, and fits ``string`` as a whole. The larger ``inverse_penalty`` is, the closer the
    weights come to the labels (C of scikit-learn's logistic regression); those of strings that are
    weaker than ``least_weight`` are dropped. The larger ``own`` is, the more the weights of a genre
    may differ from what holds for all (0: not at all).
    """

    lengths: tuple[int, int]
    fewest_sentences: int
    fewest_documents: int
    string: re.Pattern[str]
    inverse_penalty: float
    least_weight: float
    own: float = 0.0


_RECIPE: Final = Recipe(
    (2, 5),
    6,
    4,
    re.compile(r"(?!\d+$)[\u4e00-\u9fffa-z0-9+]+"),
    inverse_penalty=2.0,
    least_weight=0.2,
    own=0.7,
)
# A string that nearly always stands within the same longer one says nothing of its own.
_SAME: Final = 0.9


@dataclass(frozen=True, slots=True)
class Labelled:
    """n labelled sentences, by column, of which it is learnt what tells them apart.

    Attributes
    ----------
    texts, headings, documents
        The sentences, the heading above each, and the name of the document of each.
    said
        What is known of each beforehand (log-odds), shape (n, m).
    wanted
        Whether each of m things holds of each, shape (n, m).
    counted
        Which sentences tell something of each thing, shape (n, m).
    """

    texts: Sequence[str]
    headings: Sequence[str]
    documents: Sequence[str]
    said: Array
    wanted: Flags
    counted: Flags


def learn(
    examples: Sequence[Example],
    catalogue_odds: Array,
    indicators: Sequence[str],
    places: Iterable[str] = (),
) -> LearntByGenre:
    """Learn one linear model an indicator and genre, by L2-penalised logistic regression.

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
    wanted = [[indicator in e.indicators for indicator in indicators] for e in examples]
    labelled = Labelled(
        [e.passage.text for e in examples],
        [e.passage.heading for e in examples],
        [e.document for e in examples],
        catalogue_odds,
        np.array(wanted, dtype=bool).reshape(len(examples), len(indicators)),
        np.ones((len(examples), len(indicators)), dtype=bool),
    )
    genres = recurring(genre_of(e.kind) for e in examples)
    return LearntByGenre(learn_genres(labelled, genres, indicators, _RECIPE, places))


def learn_columns(
    labelled: Labelled, names: Sequence[str], recipe: Recipe, places: Iterable[str] = ()
) -> LearntWeights:
    """Learn one linear model a column of ``labelled.wanted``, the same for all genres.

    Parameters
    ----------
    labelled
        n labelled sentences.
    names
        What the m columns are called.
    recipe
        How to learn it.
    places
        Names of places: strings of theirs get no weight.
    """
    features = _features(labelled, recipe, places)
    signs = _signs(labelled, names, features)
    return _learnt(names, features, recipe, *_fitted(signs, labelled, recipe))


def learn_genres(
    labelled: Labelled,
    genres: Recurring[str],
    names: Sequence[str],
    recipe: Recipe,
    places: Iterable[str] = (),
) -> dict[str, LearntWeights]:
    """Learn one linear model a column and genre: what all share, and what is a genre's own.

    Every sign stands there twice, once for all sentences and once for those of its genre, so that
    the penalty keeps each genre close to the others where it has little to say (Daumé III 2007,
    Frustratingly easy domain adaptation; Finkel and Manning 2009 on weighing the two).

    Parameters
    ----------
    labelled, names, recipe, places
        As `learn_columns`.
    genres
        The genre of the document of each sentence, "" for none.

    Returns
    -------
    dict
        Weights for each of `bench.evidence.genres.GENRES`.
    """
    features = _features(labelled, recipe, places)
    signs = _signs(labelled, names, features)
    own = hstack([signs, csr_array(np.ones((signs.shape[0], 1)))])
    shares = [diags_array(recipe.own * genres.holds(genre.__eq__)) for genre in GENRES]
    parts = hstack([signs, *(share @ own for share in shares)])
    weights, base = _fitted(csr_matrix(parts), labelled, recipe)
    shared, rest = weights[: signs.shape[1]], weights[signs.shape[1] :]
    found = {}
    for genre, more in zip(GENRES, np.split(recipe.own * rest, len(GENRES)), strict=True):
        found[genre] = _learnt(names, features, recipe, shared + more[:-1], base + more[-1])
    return found


def _signs(labelled: Labelled, names: Sequence[str], features: tuple[str, ...]) -> csr_matrix:
    """Return what tells the sentences apart: strings, those of headings, and what is said."""
    nothing = csr_array((len(features), len(names)))
    none = np.zeros((len(names), len(names)))
    empty = LearntWeights(tuple(names), features, nothing, nothing, none, np.zeros(len(names)))
    text = empty.found(labelled.texts)
    heading = HEADING_SCALE * empty.found(labelled.headings)
    return csr_matrix(hstack([text, heading, csr_array(CATALOGUE_SCALE * labelled.said)]))


def _fitted(signs: csr_matrix, labelled: Labelled, recipe: Recipe) -> tuple[Array, Array]:
    """Return the weight of each sign for each column, shape (s, m), and the intercepts, (m,)."""
    # liblinear takes 32-bit indices only.
    signs.indices, signs.indptr = signs.indices.astype("int32"), signs.indptr.astype("int32")
    columns = labelled.wanted.shape[1]
    weights, base = np.zeros((signs.shape[1], columns)), np.zeros(columns)
    for j in range(columns):
        rows = np.flatnonzero(labelled.counted[:, j])
        wanted = labelled.wanted[rows, j]
        if wanted.all() or not wanted.any():
            base[j] = 10.0 if wanted.any() else -10.0
            continue
        model = LogisticRegression(C=recipe.inverse_penalty, solver="liblinear")
        model.fit(signs[rows], wanted)
        weights[:, j] = model.coef_[0]
        base[j] = model.intercept_[0]
    return weights, base


def _learnt(
    names: Sequence[str], features: tuple[str, ...], recipe: Recipe, weights: Array, base: Array
) -> LearntWeights:
    """Return weights as they are kept: those of weak strings dropped."""
    size = len(features)
    strings, catalogue = weights[: 2 * size], weights[2 * size :]
    strings = np.where(np.abs(strings) >= recipe.least_weight, strings, 0.0)
    return LearntWeights(
        tuple(names),
        features,
        csr_array(strings[:size]),
        csr_array(strings[size:]),
        catalogue,
        base,
    )


def _features(labelled: Labelled, recipe: Recipe, places: Iterable[str]) -> tuple[str, ...]:
    """Return the strings that occur in enough sentences and documents and name no place."""
    named = "\n".join(places)
    size = len(labelled.texts)
    if size < recipe.fewest_sentences:
        return ()
    _, document = np.unique(labelled.documents, return_inverse=True)
    vectorizer = CountVectorizer(
        analyzer="char", ngram_range=recipe.lengths, binary=True, min_df=recipe.fewest_sentences
    )
    found = vectorizer.fit_transform(labelled.texts)
    member = csr_matrix((np.ones(size), (document, np.arange(size))))
    spread = np.asarray(((member @ found) > 0).sum(axis=0)).ravel()
    counts = np.asarray(found.sum(axis=0)).ravel()
    names = vectorizer.get_feature_names_out()
    enough = {
        str(names[i]): int(counts[i])
        for i in np.flatnonzero(spread >= recipe.fewest_documents)
        if recipe.string.fullmatch(names[i]) and names[i] not in named
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
    analyser = Analyser(catalogue, load_gazetteer())
    examples = read_examples(analyser, given.labels, given.documents, given.practice)
    odds = analyser.mapper.catalogue_log_odds([e.passage for e in examples])
    weights = learn(examples, odds, indicators, place_names(analyser.gazetteer))
    save_by_genre(weights, given.out)
    strings = len(weights.of("").features)
    print(f"{given.out}: {len(examples)} sentences, {strings} strings")


if __name__ == "__main__":
    main()
