"""A drawn sample stands for all sentences once each counts by its class."""

from __future__ import annotations

import numpy as np
import pytest

from bench.evaluation.accuracy import CLAIMS, compare, tally, total
from bench.evaluation.matching import Unit
from bench.evaluation.sampling import draw
from bench.evaluation.strata import Read
from bench.evaluation.weighting import body_weights
from tests.evaluation.builders import CONTEXT, read, said, unit

CLAIM = said("measure")


def labelled(reads: tuple[Read, ...] | list[Read]) -> list[Unit]:
    """The program calls sure and near sentences claims; in truth half of near, a tenth of rest."""
    units = []
    for r in reads:
        number = r.sentence.start // 10
        truth = {"sure": True, "near": number % 2 == 0, "rest": number % 10 == 0}[r.kind]
        units.append(
            unit(
                CLAIM if r.kind != "rest" else CONTEXT,
                CLAIM if truth else CONTEXT,
                start=r.sentence.start,
            )
        )
    return units


def population() -> list[Read]:
    kinds = ["sure"] * 100 + ["near"] * 300 + ["rest"] * 2000
    return [read(n, kind) for n, kind in enumerate(kinds)]


def test_weights_are_class_size_over_sample_size() -> None:
    reads = [read(n, kind) for n, kind in enumerate(["sure"] * 2 + ["near"] * 3 + ["rest"] * 8)]
    weights = body_weights(labelled([reads[0], reads[2], reads[3], reads[12]]), reads)
    assert weights is not None
    assert weights.tolist() == [2, 1.5, 1.5, 8]


def test_with_all_sentences_labelled_nothing_changes() -> None:
    reads = population()
    weights = body_weights(labelled(reads), reads)
    assert weights is not None
    assert np.array_equal(weights, np.ones(len(reads)))


def test_the_estimate_is_near_the_truth_where_the_sample_itself_is_not() -> None:
    reads = population()
    truth = total(tally(compare(labelled(reads))[CLAIMS], len(reads)))
    plain, weighted = [], []
    for seed in range(30):
        units = labelled(draw(reads, 300, seed).sentences)
        tallied = tally(compare(units)[CLAIMS], len(units))
        plain.append(total(tallied).recall)
        weighted.append(total(tallied, body_weights(units, reads)).recall)
    assert np.mean(weighted) == pytest.approx(truth.recall, abs=0.03)
    assert abs(np.mean(plain) - truth.recall) > 0.2


def test_a_unit_outside_of_every_body_weighs_nothing() -> None:
    reads = [read(0, "sure")]
    weights = body_weights([*labelled(reads), unit(CONTEXT, CONTEXT, start=500)], reads)
    assert weights is not None
    assert weights.tolist() == [1, 0]


def test_without_a_unit_of_some_class_there_is_no_estimate() -> None:
    reads = [read(0, "sure"), read(1, "rest")]
    assert body_weights(labelled(reads[:1]), reads) is None
