"""Which claims are worded in the terms of the catalogue's subject, and what the others weigh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.scoring.source_kinds import THEME_WEIGHT

_LOOKED_IN: Final = ("quote", "section", "title")


def holds_theme(evidence: pd.DataFrame, theme: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows hold a word of the theme: in the sentence, a heading above it or the title.

    Parameters
    ----------
    evidence
        Rows with the columns of the evidence table, n of them.
    theme
        The words; case does not matter. At least one.

    Returns
    -------
    numpy.ndarray
        Shape (n,).
    """
    words = re.compile("|".join(map(re.escape, theme)), re.IGNORECASE)
    looked = zip(*(evidence[name] for name in _LOOKED_IN), strict=True)
    return np.array([any(words.search(text) for text in texts) for texts in looked], dtype=np.bool_)


def weight_by_theme(evidence: pd.DataFrame, theme: Sequence[str], factor: float) -> pd.DataFrame:
    """Return the evidence with the factor of claims that hold no word of the theme.

    Parameters
    ----------
    evidence, theme
        As of `holds_theme`.
    factor
        0 to 1; with 0 these claims weigh nothing, yet are still claims.

    Returns
    -------
    pandas.DataFrame
        The same rows in the same order, with the column ``theme_weight``.
    """
    return evidence.assign(**{THEME_WEIGHT: np.where(holds_theme(evidence, theme), 1.0, factor)})
