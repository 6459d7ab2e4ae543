"""Tables of learnt weights: ``indicators/*.learnt.csv`` and the like, read and written.

A row is an indicator, a part (text, heading, catalogue or base), a feature (a string; for catalogue
the id of an indicator), and its weight: one for documents of all genres, or one a genre.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evidence.genres import GENRES
from bench.evidence.learnt import LearntByGenre, LearntWeights

Array = NDArray[np.float64]
Places = NDArray[np.int64]
_PARTS: Final = ("base", "catalogue", "text", "heading")
_KEYS: Final = ("indicator", "part", "feature")
_WEIGHT: Final = "weight"
COLUMNS: Final = (*_KEYS, _WEIGHT)
_ALWAYS: Final = ("base", "catalogue")  # parts that are written even where they are 0
_DECIMALS: Final = 3


def learnt_of(catalogue: Catalogue, file: Path) -> LearntByGenre | None:
    """Return the learnt weights that a catalogue names, None where it names none.

    Parameters
    ----------
    catalogue, file
        The catalogue and the file it was read from.

    Raises
    ------
    InputError
        As `load_by_genre`.
    """
    if catalogue.learnt is None:
        return None
    return load_by_genre(
        file.parent / catalogue.learnt, [i.id for i in catalogue.evidence_indicators]
    )


def load_learnt(path: Path, indicators: Sequence[str]) -> LearntWeights:
    """Read learnt weights that hold for documents of all genres.

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
    return _load(path, indicators, [(_WEIGHT,)])[_WEIGHT]


def load_by_genre(path: Path, indicators: Sequence[str]) -> LearntByGenre:
    """Read learnt weights, by genre where they are told by genre.

    Parameters
    ----------
    path, indicators
        As `load_learnt`; in place of the column weight there may be one for each of
        `bench.evidence.genres.GENRES`, empty where it would be 0.

    Raises
    ------
    InputError
        As `load_learnt`.
    """
    read = _load(path, indicators, [(_WEIGHT,), tuple(GENRES)])
    if _WEIGHT in read:
        return LearntByGenre(dict.fromkeys(GENRES, read[_WEIGHT]))
    return LearntByGenre(read)


def _load(
    path: Path, indicators: Sequence[str], columns: Sequence[tuple[str, ...]]
) -> dict[str, LearntWeights]:
    """Return the weights of each column, where the table has one of some sets of columns."""
    try:
        table = _read(path, columns)
    except (OSError, ValueError, csv.Error) as error:
        raise InputError("evidence.learnt_unreadable", path=path, why=error) from error
    rows = _Rows.of(table, indicators)
    read = {}
    for name in table.columns[len(_KEYS) :]:
        values = table[name].to_numpy(dtype=np.float64)
        here = (rows.column >= 0) & ~np.isnan(values)
        known = set(rows.column[here & (rows.part == "base")].tolist())
        missing = [one for number, one in enumerate(indicators) if number not in known]
        if missing:
            raise InputError("evidence.learnt_missing", path=path, indicator=missing[0])
        read[name] = rows.weights(values, here)
    return read


def _read(path: Path, columns: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """Return a table with strings in lower case, and NaN for blanks; ValueError if it is wrong."""
    table = pd.read_csv(
        path,
        encoding="utf-8-sig",
        dtype=dict.fromkeys(_KEYS, str),
        keep_default_na=False,
        na_values={genre: [""] for genre in GENRES},
        low_memory=False,
    )
    names = tuple(table.columns[len(_KEYS) :])
    if tuple(table.columns[: len(_KEYS)]) != _KEYS or names not in columns:
        raise ValueError(f"line 1: {','.join(table.columns)}")
    values = table[list(names)].to_numpy(dtype=np.float64)
    blank = np.isnan(values) if len(names) > 1 else False
    part, feature = table["part"], table["feature"]
    named = feature.ne("") & feature.notna() | part.eq("base")
    right = part.isin(_PARTS) & named & (np.isfinite(values) | blank).all(axis=1)
    if not right.all():
        row = int(np.argmin(right))
        raise ValueError(f"line {row + 2}: {','.join(map(str, table.iloc[row]))}")
    table["feature"] = feature.str.lower()
    return table.drop_duplicates(list(_KEYS), keep="last")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The n rows of a table: where the weight of each belongs.

    ``column`` is the place of its indicator and ``other`` that of its feature among the m
    indicators (-1: none of them), ``string`` the place of its feature among ``strings``.
    """

    indicators: tuple[str, ...]
    strings: NDArray[np.object_]
    part: NDArray[np.object_]
    column: Places
    other: Places
    string: Places

    @classmethod
    def of(cls, table: pd.DataFrame, indicators: Sequence[str]) -> _Rows:
        """Look up the rows of a table."""
        part, feature = table["part"].to_numpy(), table["feature"].to_numpy()
        ids = pd.Index(indicators)
        string, strings = pd.factorize(feature, sort=True)
        column = ids.get_indexer(pd.Index(table["indicator"]))
        other = ids.get_indexer(pd.Index(feature))
        return cls(tuple(indicators), np.asarray(strings), part, column, other, string)

    def weights(self, values: Array, here: NDArray[np.bool_]) -> LearntWeights:
        """Return the weights of some of the rows."""
        size = len(self.indicators)
        base, catalogue = np.zeros(size), np.zeros((size, size))
        row = here & (self.part == "base")
        base[self.column[row]] = values[row]
        row = here & (self.part == "catalogue") & (self.other >= 0)
        catalogue[self.other[row], self.column[row]] = values[row]
        parts = [here & (self.part == part) for part in ("text", "heading")]
        found = np.unique(self.string[parts[0] | parts[1]])
        text, heading = (
            csr_array(
                (values[row], (np.searchsorted(found, self.string[row]), self.column[row])),
                shape=(len(found), size),
            )
            for row in parts
        )
        features = tuple(self.strings[found].tolist())
        return LearntWeights(self.indicators, features, text, heading, catalogue, base)


def save_learnt(weights: LearntWeights, path: Path) -> None:
    """Write learnt weights that hold for all genres, the strongest of each part first."""
    _save({_WEIGHT: weights}, path)


def save_by_genre(weights: LearntByGenre, path: Path) -> None:
    """Write learnt weights by genre, the strongest of each part first."""
    _save(weights.genres, path)


def _save(columns: Mapping[str, LearntWeights], path: Path) -> None:
    rows: dict[tuple[str, str, str], list[str]] = {}
    strongest: dict[tuple[str, str, str], float] = {}
    blanks = ["" for _ in columns]
    for number, weights in enumerate(columns.values()):
        for key, weight in _cells(weights):
            told = f"{weight:.{_DECIMALS}f}"
            if key[1] in _ALWAYS or float(told):
                rows.setdefault(key, blanks.copy())[number] = told
                strongest[key] = max(strongest.get(key, weight), weight)
    indicators = next(iter(columns.values())).indicators
    order = {name: i for i, name in enumerate(indicators)}
    keys = sorted(
        rows, key=lambda key: (order[key[0]], _PARTS.index(key[1]), -strongest[key], key[2])
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*_KEYS, *columns))
        writer.writerows((*key, *rows[key]) for key in keys)


def _cells(weights: LearntWeights) -> Iterator[tuple[tuple[str, str, str], float]]:
    """Yield each weight with its indicator, part and feature."""
    for i, indicator in enumerate(weights.indicators):
        yield (indicator, "base", ""), float(weights.base[i])
        for j, other in enumerate(weights.indicators):
            yield (indicator, "catalogue", other), float(weights.catalogue[j, i])
    for part, matrix in (("text", weights.text), ("heading", weights.heading)):
        found = matrix.tocoo()
        row, column = (places.tolist() for places in found.coords)
        for f, i, weight in zip(row, column, found.data.tolist(), strict=True):
            yield (weights.indicators[i], part, weights.features[f]), weight
