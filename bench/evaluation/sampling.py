"""Drawing sentences for coders: sure hits, near misses and any others, a third each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.evaluation.strata import NEAR, SURE, Read


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sentences drawn, in random order, and how many for each reason."""

    sentences: tuple[Read, ...]
    sure: int
    near: int
    random: int


def draw(reads: Sequence[Read], size: int, seed: int) -> Drawn:
    """Draw a sample of sentences.

    A third are drawn from the sure hits, a third from the near misses, and the rest from all
    sentences not yet drawn; where a class holds too few, more of the last kind are drawn. Within
    each class of `bench.evaluation.strata` every sentence has the same chance, so that figures
    for the whole body can be estimated from the sample (see `body_weights`).

    Parameters
    ----------
    reads
        All sentences.
    size
        How many to draw; all of them where there are fewer.
    seed
        The same seed, sentences and size give the same sample in the same order.
    """
    rng = np.random.default_rng(seed)
    order = [int(number) for number in rng.permutation(len(reads))]
    share = size // 3
    sure = [n for n in order if reads[n].kind == SURE][:share]
    near = [n for n in order if reads[n].kind == NEAR][:share]
    taken = {*sure, *near}
    others = [n for n in order if n not in taken][: size - len(taken)]
    chosen = [*sure, *near, *others]
    shuffled = tuple(reads[chosen[int(place)]] for place in rng.permutation(len(chosen)))
    return Drawn(shuffled, len(sure), len(near), len(others))
