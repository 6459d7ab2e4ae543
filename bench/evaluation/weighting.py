"""What one labelled sentence of a drawn sample stands for among all sentences read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from bench.corpus.spans import overlap
from bench.evaluation.accuracy import Array
from bench.evaluation.matching import Spans, Unit
from bench.evaluation.strata import Read


def body_weights(units: Sequence[Unit], reads: Sequence[Read]) -> Array | None:
    """Return the weight of each unit, so that units together stand for all sentences.

    Post-stratification: a unit of class h weighs N_h / n_h, where N_h is the number of sentences
    of the class and n_h that of units (Cochran 1977, Sampling Techniques, section 5A.9).

    Parameters
    ----------
    units
        The labelled units of a sample drawn by `bench.evaluation.sampling.draw`.
    reads
        All sentences of the same documents.

    Returns
    -------
    array of shape (units,) or None
        0 for a unit that is no sentence of a body; None where some class has sentences but no
        unit, so that nothing can be said of it.
    """
    by_document: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        by_document[read.document].append(read)
    spans = {path: Spans(of, [r.sentence for r in of]) for path, of in by_document.items()}
    classes = [_class_of(unit, spans.get(unit.document)) for unit in units]
    present = Counter(classes)
    population = Counter(read.kind for read in reads)
    if any(not present[name] for name in population):
        return None
    return np.array([population[c] / present[c] if c else 0.0 for c in classes])


def _class_of(unit: Unit, spans: Spans[Read] | None) -> str:
    found = spans.on(unit) if spans else []
    return max(found, key=lambda read: overlap(unit, read.sentence)).kind if found else ""
