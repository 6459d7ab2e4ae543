"""The documents of a run, read and analysed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.corpus.reading import READABLE, missing_from, read_document
from bench.errors import DocumentError, InputError
from bench.evidence.analysis import Analyser, Analysis
from bench.inputs import Inputs
from bench.messages import message

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents that were read, and those that were not: path → why."""

    analyses: tuple[Analysis, ...]
    skipped: dict[str, str] = field(default_factory=dict)


def make_analyser(inputs: Inputs) -> Analyser:
    """Return what analyses the documents of a run."""
    return Analyser(inputs.catalogue, inputs.gazetteer, inputs.learnt)


def read_corpus(inputs: Inputs, analyser: Analyser, progress: Progress) -> Corpus:
    """Read and analyse every document; one that cannot be read is noted and skipped."""
    language = inputs.settings.language
    analyses: list[Analysis] = []
    skipped: dict[str, str] = {}
    total = len(inputs.sources)
    for number, source in enumerate(inputs.sources):
        progress(number, total, source.name)
        try:
            document = read_document(source, inputs.gazetteer, analyser.places, language)
        except DocumentError as error:
            skipped[source.name] = error.text(language)
            continue
        analyses.append(analyser.analyse(document))
    progress(total, total, message("run.writing", language))
    if not analyses and skipped:
        document_name, why = next(iter(skipped.items()))
        raise InputError(
            "run.nothing_read",
            path=inputs.settings.documents,
            document=document_name,
            why=why,
            kinds=" ".join(READABLE),
        )
    for name in missing_from(inputs.sources, inputs.settings.documents):
        skipped[name] = message("corpus.manifest_missing", language)
    return Corpus(tuple(analyses), skipped)
