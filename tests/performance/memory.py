"""How much memory a process took."""

from __future__ import annotations

import resource
import sys


def peak() -> float:
    """The most memory that this process has had so far, in MB."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
