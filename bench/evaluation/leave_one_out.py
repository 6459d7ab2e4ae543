"""Accuracy on documents left out of the learning: each in turn, learnt from all the others.

``python -m bench.evaluation.leave_one_out LABELS.jsonl DOCUMENTS [--also LABELS.jsonl …]`` prints a
line a document and one for all together. DOCUMENTS is a folder with its manifest; LABELS as for
learning, with the regions and the status of each sentence. The labels after ``--also`` and the
practice documents are learnt from and not measured on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import numpy as np
from joblib import Parallel, delayed

from bench.catalogue.loading import load_catalogue
from bench.catalogue.model import Catalogue
from bench.corpus.folder import Source, find_sources
from bench.corpus.reading import read_document
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
from bench.evidence.analysis import Analyser, Analysis, kind_read_as
from bench.evidence.examples import Example, read_examples
from bench.evidence.kind_weights import group_of
from bench.evidence.learning import learn, place_names
from bench.evidence.learning_kinds import KindExample, learn_kinds, read_kind_examples
from bench.regions import Gazetteer, load_gazetteer
from bench.resources import shipped

_FIGURES = (CLAIMS, REGIONS, INDICATORS, TRIPLES)


def leave_one_out(
    examples: Sequence[Example],
    of_kinds: Sequence[KindExample],
    sources: Sequence[Source],
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    jobs: int = 1,
) -> Iterator[Analysis]:
    """Analyse each document with weights learnt from the others.

    Parameters
    ----------
    examples, of_kinds
        The labelled sentences of all documents, to learn indicators and kinds of sentences from.
    sources
        The labelled documents.
    catalogue, gazetteer
        Indicators and regions.
    jobs
        How many documents at once, each in a process of its own.
    """
    plain = Analyser(catalogue, gazetteer)
    odds = plain.mapper.catalogue_log_odds([example.passage for example in examples])
    indicators = [indicator.id for indicator in catalogue.evidence_indicators]
    owners = np.array([example.document for example in examples])
    places = place_names(gazetteer)

    def without(source: Source) -> Analysis:
        stem = PurePosixPath(source.name).stem
        others = np.flatnonzero(owners != stem).tolist()
        learnt = learn([examples[i] for i in others], odds[others], indicators, places)
        document = read_document(source, gazetteer, plain.places)
        labelled = [example for example in of_kinds if example.document != stem]
        group = group_of(kind_read_as(document))
        kinds = {group: learn_kinds(labelled, group, places)} if group else {}
        return Analyser(catalogue, gazetteer, learnt, kinds).analyse(document)

    analysed: Iterator[Analysis] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(without)(source) for source in sources
    )
    return analysed


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
    parser.add_argument(
        "--also", type=Path, nargs="*", default=[], help="labels of claims to learn from"
    )
    parser.add_argument("--jobs", type=int, default=1, help="how many documents at once")
    parser.add_argument("--least", type=float, default=0.0, help="fail below this F1 of triples")
    given = parser.parse_args(arguments)
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    gazetteer = load_gazetteer()
    coder = Coder("labels", given.labels, read_labels(given.labels, gazetteer, catalogue).labels)
    practice = shipped("indicators/practice")
    analyser = Analyser(catalogue, gazetteer)
    files = [given.labels, *given.also]
    examples = read_examples(analyser, files, [given.documents], practice)
    labelled = {label.document for label in coder.labels}
    sources = [s for s in find_sources(given.documents) if PurePosixPath(s.name).stem in labelled]
    print(f"{'claims':>9s}{'regions':>9s}{'indic.':>9s}{'triples':>9s}{'status':>9s}")
    analyses = []
    of_kinds = read_kind_examples(analyser, [given.labels], given.also, given.documents, practice)
    for analysis in leave_one_out(examples, of_kinds, sources, catalogue, gazetteer, given.jobs):
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
