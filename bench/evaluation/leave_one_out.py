"""Accuracy on documents left out of the learning: each in turn, learnt from all the others.

``python -m bench.evaluation.leave_one_out LABELS.jsonl DOCUMENTS`` prints a line a document and
one for all together. DOCUMENTS is a folder with its manifest; LABELS as for learning, with the
regions and the status of each sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import numpy as np

from bench.catalogue.loading import load_catalogue
from bench.catalogue.model import Catalogue
from bench.corpus.reading import Source, find_sources, read_document
from bench.evaluation.accuracy import (
    CLAIMS,
    INDICATORS,
    REGIONS,
    STATUS,
    TRIPLES,
    compare,
    tally,
    tally_choices,
    total,
)
from bench.evaluation.labels import Coder, read_labels
from bench.evaluation.matching import Unit, match
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.learning import Example, learn, place_names, read_examples
from bench.regions import Gazetteer, load_gazetteer
from bench.resources import shipped

_FIGURES = (CLAIMS, REGIONS, INDICATORS, TRIPLES)


def leave_one_out(
    examples: Sequence[Example],
    sources: Sequence[Source],
    catalogue: Catalogue,
    gazetteer: Gazetteer,
) -> Iterator[Analysis]:
    """Analyse each document with weights learnt from the others.

    Parameters
    ----------
    examples
        The labelled sentences of all documents.
    sources
        The labelled documents.
    catalogue, gazetteer
        Indicators and regions.
    """
    plain = Analyser(catalogue, gazetteer)
    odds = plain.mapper.catalogue_log_odds([example.passage for example in examples])
    indicators = [indicator.id for indicator in catalogue.indicators]
    owners = np.array([example.document for example in examples])
    places = place_names(gazetteer)
    for source in sources:
        others = np.flatnonzero(owners != PurePosixPath(source.name).stem).tolist()
        learnt = learn([examples[i] for i in others], odds[others], indicators, places)
        analyser = Analyser(catalogue, gazetteer, learnt)
        yield analyser.analyse(read_document(source, gazetteer, plain.places))


def figures(units: Sequence[Unit]) -> list[float]:
    """Return F1 of claims, regions, indicators and triples, and the share of right statuses."""
    sets = compare(units)
    found = [total(tally(sets[name], len(units))).f1 for name in _FIGURES]
    return [*found, total(tally_choices(units)[STATUS]).precision]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--least", type=float, default=0.0, help="fail below this F1 of triples")
    given = parser.parse_args(arguments)
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    gazetteer = load_gazetteer()
    coder = Coder("labels", given.labels, read_labels(given.labels, gazetteer, catalogue).labels)
    examples = read_examples(given.labels, [given.documents])
    labelled = {label.document for label in coder.labels}
    sources = [s for s in find_sources(given.documents) if PurePosixPath(s.name).stem in labelled]
    print(f"{'claims':>9s}{'regions':>9s}{'indic.':>9s}{'triples':>9s}{'status':>9s}")
    analyses = []
    for analysis in leave_one_out(examples, sources, catalogue, gazetteer):
        analyses.append(analysis)
        stem = PurePosixPath(analysis.document.path).stem
        own = Coder("", coder.path, tuple(x for x in coder.labels if x.document == stem))
        _print_row(stem, match([analysis], [own]).units)
    found = _print_row("all", match(analyses, [coder]).units)
    if found[_FIGURES.index(TRIPLES)] < given.least:
        sys.exit(f"F1 of triples below {given.least}")


def _print_row(name: str, units: Sequence[Unit]) -> list[float]:
    found = figures(units)
    print("".join(f"{value:9.3f}" for value in found), f" {name}", flush=True)
    return found


if __name__ == "__main__":
    main()
