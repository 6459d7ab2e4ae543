"""How sure a piece of metadata is, by the way it was found (`data/sureness.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import Final

from bench.corpus.found import Found
from bench.resources import data_yaml

MANIFEST: Final = "manifest"
PROPOSED: Final = "proposed"  # by the program to a manifest, and not confirmed by anybody
FRONT: Final = "front"
TOLD: Final = "told"
# Below this the manifest that the program proposes asks the user to look.
DOUBTFUL: Final = 0.8


@cache
def _measured() -> dict[str, dict[str, float]]:
    data = data_yaml(__package__, "sureness.yaml")
    return {
        field: {way: float(figures["sure"]) for way, figures in ways.items()}
        for field, ways in data["fields"].items()
    }


@cache
def _set() -> dict[str, float]:
    return {
        way: float(sure) for way, sure in data_yaml(__package__, "sureness.yaml")["set"].items()
    }


def sure_of(field: str, found: Found) -> float:
    """Return how sure a value is, 0 to 1.

    Parameters
    ----------
    field
        ``title``, ``issuer``, ``region``, ``number``, ``date`` or ``kind``.
    found
        What was found, and how.

    Returns
    -------
    float
        0 where nothing was found; the figure that is set for a way that cannot be measured
        (``manifest`` is 1); the measured one; that of ``unmeasured`` for a way never seen.
    """
    if not found:
        return 0.0
    fixed = _set()
    return fixed.get(found.way) or _measured().get(field, {}).get(found.way, fixed["unmeasured"])
