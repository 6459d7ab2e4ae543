"""Which peers were chosen by little more than chance: cover and brief say so alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.comparison.beside import Beside
from bench.report.findings import LEAST_HELD

NEAR_POLICY: Final = "comparison.peers_near_policy"
# Peers that are less like the target than this, 0 to 1, are hardly like it.
LEAST_PEER_LIKENESS: Final = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class PeerDoubts:
    """The chosen peers, and of each whether it is unlike the target or near in too few samples."""

    chosen: pd.DataFrame
    unlike: pd.Series[bool]
    loose: pd.Series[bool]


def peer_doubts(own: Beside) -> PeerDoubts | None:
    """Return what is doubtful of peers found by likeness in policy; None where nothing is."""
    if own.peers.how.key != NEAR_POLICY:
        return None
    chosen = own.peers.table[own.peers.table["chosen"] == "yes"]
    unlike = chosen["policy"] < LEAST_PEER_LIKENESS
    loose = chosen["stability"] < LEAST_HELD
    return PeerDoubts(chosen, unlike, loose) if (unlike | loose).any() else None
