"""Learnt weights of four strings and two indicators, made by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.evidence.learnt import LearntWeights

Array = NDArray[np.float64]
NAMES = ("area.a", "area.b")
FEATURES = ("云平台", "数据", "算力", "5g")


def weights(
    text: Array | None = None, heading: Array | None = None, catalogue: Array | None = None
) -> LearntWeights:
    blank = np.zeros((len(FEATURES), len(NAMES)))
    return LearntWeights(
        NAMES,
        FEATURES,
        csr_array(blank if text is None else text),
        csr_array(blank if heading is None else heading),
        np.zeros((2, 2)) if catalogue is None else catalogue,
        np.array([-1.0, -2.0]),
    )


def only(feature: str, indicator: int, value: float) -> Array:
    """Weights that are 0 but for one string and one indicator."""
    array = np.zeros((len(FEATURES), len(NAMES)))
    array[FEATURES.index(feature), indicator] = value
    return array
