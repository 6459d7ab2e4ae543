"""Weights learnt from labelled sentences, for a catalogue that has them.

A linear model an indicator, over the character strings found in a sentence and in the heading
above it, and over the log-odds that the catalogue's own terms and examples give. It is kept as a
table that can be read (``indicators/*.learnt.csv``: indicator, part, feature, weight) and made
anew by one command (see ``bench.evidence.learning``).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evidence.recurring import Recurring, recurring
from bench.phrases import Phrases

Array = NDArray[np.float64]
_Weights = dict[str, dict[tuple[str, int], float]]
_PARTS: Final = ("base", "catalogue", "text", "heading")
COLUMNS: Final = ("indicator", "part", "feature", "weight")
# A heading says less about a sentence than the sentence itself.
HEADING_SCALE: Final = 0.5
# Brings the catalogue's log-odds to the size of the other features while learning.
CATALOGUE_SCALE: Final = 0.1


@dataclass(frozen=True)
class LearntWeights:
    """The learnt weights of m indicators over f features (character strings).

    Attributes
    ----------
    indicators
        Their m ids.
    features
        The f strings, in lower case.
    text, heading
        Weights of the features in the sentence and in the heading, shape (f, m), mostly 0.
    catalogue
        Weights of the catalogue's log-odds of all indicators (rows) for each (columns), (m, m).
    base
        Intercepts, shape (m,).
    """

    indicators: tuple[str, ...]
    features: tuple[str, ...]
    text: csr_array
    heading: csr_array
    catalogue: Array
    base: Array

    def __getstate__(self) -> dict[str, object]:
        # What is cached is made anew where it is needed; not all of it pickles.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.features)

    @cached_property
    def _text(self) -> Array:
        # As good as full: so, a product takes an eighth of the time.
        return self.text.toarray()

    @cached_property
    def _heading(self) -> Array:
        return self.heading.toarray()

    @cached_property
    def _of_catalogue(self) -> csr_array:
        # Sparse: a product of full matrices may round otherwise for another number of rows.
        return csr_array(CATALOGUE_SCALE * self.catalogue.T)

    def fingerprint(self) -> str:
        """Return a digest of the weights, for the record of a run."""
        digest = hashlib.sha256("\n".join((*self.indicators, *self.features)).encode())
        for part in (self.text.toarray(), self.heading.toarray(), self.catalogue, self.base):
            digest.update(np.ascontiguousarray(part).tobytes())
        return digest.hexdigest()

    def log_odds(
        self, texts: Sequence[str], headings: Sequence[str] | Recurring[str], catalogue: Array
    ) -> Array:
        """Return the log-odds of each indicator for each sentence.

        Parameters
        ----------
        texts, headings
            n sentences and the heading above each ("" for none).
        catalogue
            Log-odds by the catalogue's terms and examples, shape (n, m).

        Returns
        -------
        array of shape (n, m)
        """
        above = headings if isinstance(headings, Recurring) else recurring(headings)
        by_heading = HEADING_SCALE * (self.found(above.different) @ self._heading)
        odds: Array = self.found(texts) @ self._text
        odds += by_heading[above.numbers]
        odds += (self._of_catalogue @ np.ascontiguousarray(catalogue.T)).T
        odds += self.base
        return odds

    def found(self, texts: Sequence[str]) -> csr_array:
        """Return which features each text holds, shape (n, f).

        A row is scaled by the length of its text, not by what was found in it: leaving out a
        feature that has no weight must change nothing.
        """
        found = self._phrases.present([text.lower() for text in texts])
        lengths = np.array([max(len(text), 1) for text in texts], dtype=np.float64)
        found.data = np.repeat(1 / np.sqrt(lengths), np.diff(found.indptr))
        return found


def learnt_of(catalogue: Catalogue, file: Path) -> LearntWeights | None:
    """Return the learnt weights that a catalogue names, None where it names none.

    Parameters
    ----------
    catalogue, file
        The catalogue and the file it was read from.

    Raises
    ------
    InputError
        As `load_learnt`.
    """
    if catalogue.learnt is None:
        return None
    return load_learnt(
        file.parent / catalogue.learnt, [i.id for i in catalogue.evidence_indicators]
    )


def load_learnt(path: Path, indicators: Sequence[str]) -> LearntWeights:
    """Read learnt weights.

    Parameters
    ----------
    path
        A table with the columns indicator, part (text, heading, catalogue or base), feature (a
        string; for ``catalogue`` the id of an indicator) and weight.
    indicators
        The catalogue's indicator ids, in its order. Rows of others are left out, so that an
        indicator taken out of the catalogue does no harm.

    Raises
    ------
    InputError
        The table cannot be read, or an indicator of the catalogue has no weights.
    """
    column = {name: i for i, name in enumerate(indicators)}
    try:
        weights = _read_rows(path, column)
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise InputError("evidence.learnt_unreadable", path=path, why=error) from error
    missing = [name for name, i in column.items() if ("", i) not in weights["base"]]
    if missing:
        raise InputError("evidence.learnt_missing", path=path, indicator=missing[0])
    names = {feature for part in ("text", "heading") for feature, _ in weights[part]}
    features = tuple(sorted(names))
    catalogue = np.zeros((len(column), len(column)))
    for (name, j), weight in weights["catalogue"].items():
        if name in column:
            catalogue[column[name], j] = weight
    base = np.array([weights["base"]["", i] for i in range(len(column))])
    return LearntWeights(
        tuple(indicators),
        features,
        _matrix(weights["text"], features, len(column)),
        _matrix(weights["heading"], features, len(column)),
        catalogue,
        base,
    )


def _read_rows(path: Path, column: Mapping[str, int]) -> _Weights:
    """Return the weights of each part by feature and column; ValueError where a row is wrong."""
    weights: _Weights = {part: {} for part in _PARTS}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            weight, feature, part = float(row["weight"]), row["feature"], row["part"]
            if part not in weights or (not feature and part != "base") or not isfinite(weight):
                raise ValueError(f"line {number}: {part},{feature},{row['weight']}")
            if row["indicator"] in column:
                weights[part][feature.lower(), column[row["indicator"]]] = weight
    return weights


def _matrix(
    weights: dict[tuple[str, int], float], features: Sequence[str], width: int
) -> csr_array:
    row = {feature: i for i, feature in enumerate(features)}
    rows = [row[feature] for feature, _ in weights]
    columns = [column for _, column in weights]
    return csr_array((list(weights.values()), (rows, columns)), shape=(len(features), width))


def save_learnt(weights: LearntWeights, path: Path, decimals: int = 3) -> None:
    """Write learnt weights, for each indicator and part the strongest first."""
    rows: list[tuple[str, str, str, float]] = []
    parts = (("text", weights.text), ("heading", weights.heading))
    for i, indicator in enumerate(weights.indicators):
        rows.append((indicator, "base", "", float(weights.base[i])))
        for j, other in enumerate(weights.indicators):
            rows.append((indicator, "catalogue", other, float(weights.catalogue[j, i])))
        for part, matrix in parts:
            column = matrix[:, [i]].tocoo()
            found = zip(column.row.tolist(), column.data.tolist(), strict=True)
            rows += [(indicator, part, weights.features[f], w) for f, w in found]
    order = {name: i for i, name in enumerate(weights.indicators)}
    rows.sort(key=lambda r: (order[r[0]], _PARTS.index(r[1]), -r[3], r[2]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*row[:3], f"{row[3]:.{decimals}f}") for row in rows)
