"""The documents of a project, read and analysed here and now: for what looks into the analysis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from bench.corpus.folder import Source, holding
from bench.corpus.readers.formats import READABLE
from bench.corpus.reading import Unread, load, read_documents
from bench.errors import DocumentError, InputError
from bench.evidence.analysis import Analyser, Analysis
from bench.inputs import Inputs
from bench.messages import message

Progress = Callable[[int, int, str], None]


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
        document_name, why = next(iter(skipped.items()))
        raise InputError(
            "run.nothing_read",
            path=inputs.settings.documents,
            document=document_name,
            why=why,
            kinds=" ".join(READABLE),
        )
    return Corpus(tuple(analyses), skipped)


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
    try:
        documents = read_documents(
            source,
            load(source),
            inputs.gazetteer,
            analyser.places,
            settings.language,
            settings.columns,
        )
        for found in documents:
            yield found if isinstance(found, Unread) else analyser.analyse(found)
    except DocumentError as error:
        yield Unread(source.name, error)
