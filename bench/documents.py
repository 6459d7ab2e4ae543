"""The documents of a project, read and analysed here and now: for what looks into the analysis."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bench.corpus.folder import Source, holding
from bench.corpus.readers.formats import READABLE
from bench.corpus.reading import Progress, Unread, documents_in
from bench.errors import InputError
from bench.evidence.analysis import Analyser, Analysis
from bench.inputs import Inputs
from bench.messages import message
from bench.settings import Settings


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents that were read, and those that were not: name → why."""

    analyses: tuple[Analysis, ...]
    skipped: dict[str, str] = field(default_factory=dict)


def make_analyser(inputs: Inputs) -> Analyser:
    """Return what analyses the documents of a run."""
    return Analyser(inputs.catalogue, inputs.gazetteer, inputs.learnt)


def read_corpus(inputs: Inputs, analyser: Analyser, progress: Progress) -> Corpus:
    """Read and analyse every document; one that cannot be read is noted and skipped.

    Raises
    ------
    InputError
        None can be read.
    """
    language = inputs.settings.language
    analyses: list[Analysis] = []
    skipped: dict[str, str] = {}
    total = len(inputs.sources)
    for number, source in enumerate(inputs.sources):
        progress(number, total, source.name)
        for found in _analysed(source, inputs, analyser):
            if isinstance(found, Unread):
                skipped[found.name] = found.error.text(language)
            else:
                analyses.append(found)
    progress(total, total, message("run.writing", language))
    if not analyses and skipped:
        raise nothing_read(inputs.settings, *next(iter(skipped.items())))
    return Corpus(tuple(analyses), skipped)


def nothing_read(settings: Settings, document: str, why: str) -> InputError:
    """Return the problem that no document could be read, with what is wrong with the first."""
    kinds = " ".join(READABLE)
    path = settings.documents
    return InputError("run.nothing_read", path=path, document=document, why=why, kinds=kinds)


def analyses_of(inputs: Inputs, analyser: Analyser, names: Collection[str]) -> list[Analysis]:
    """Read and analyse some documents alone, in the order of the folder."""
    sources = {source.name: source for source in inputs.sources}
    files = {held.name for name in names if (held := holding(name, sources))}
    return [
        found
        for source in inputs.sources
        if source.name in files
        for found in _analysed(source, inputs, analyser)
        if isinstance(found, Analysis) and found.document.path in names
    ]


def _analysed(source: Source, inputs: Inputs, analyser: Analyser) -> Iterator[Analysis | Unread]:
    settings = inputs.settings
    for found in documents_in(
        source, inputs.gazetteer, analyser.places, settings.language, settings.columns
    ):
        yield found if isinstance(found, Unread) else analyser.analyse(found)
