"""Which words can name a policy: nouns and the like, by the dictionary of the segmentation."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bench.comparison.profile_parameters import ProfileParameters, profile_parameters


@cache
def _classes() -> dict[str, str]:
    """Return the part of speech of every word of jieba's dictionary (word, frequency, tag)."""
    source = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    entries = (line.split(" ") for line in source.splitlines())
    return {entry[0]: entry[-1] for entry in entries}


def can_be_terms(
    words: Collection[str], terms: Collection[str], parameters: ProfileParameters | None = None
) -> NDArray[np.bool_]:
    """Tell which words can be key terms; other words tell of the writer more than of policy.

    Parameters
    ----------
    words
        w words.
    terms
        The catalogue's terms, which always can.
    parameters
        ``term_classes``: parts of speech, by the beginning of their tag. A word that the
        dictionary does not know can be a term: most are compounds and names of their own.

    Returns
    -------
    numpy.ndarray
        Shape (w,).
    """
    kept = tuple((parameters or profile_parameters()).term_classes)
    known, always = _classes(), set(terms)
    found = [w in always or w not in known or known[w].startswith(kept) for w in words]
    return np.array(found, dtype=np.bool_)
