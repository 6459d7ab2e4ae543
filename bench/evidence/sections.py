"""What the headings above a sentence say: looked at once a section, not once a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def told_by_section(
    pattern: re.Pattern[str], sections: Sequence[tuple[str, ...]]
) -> NDArray[np.bool_]:
    """Tell for each sentence whether ``pattern`` is found in a heading above it.

    Parameters
    ----------
    pattern
        An expression.
    sections
        The headings above each of n sentences.

    Returns
    -------
    array of bool, shape (n,)
    """
    told = {
        section: any(pattern.search(heading) for heading in section) for section in set(sections)
    }
    return np.array([told[section] for section in sections], dtype=bool)
