"""From the bytes of files to the columns of the store: what a worker does."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from bench.corpus.document import Document
from bench.corpus.folder import Source
from bench.corpus.reading import Unread, load, read_documents
from bench.errors import DocumentError
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.table import (
    Columns,
    claim_columns,
    cut_columns,
    document_row,
    evidence_columns,
    figure_columns,
    skipped_row,
)
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.repeats.fingerprints import fingerprint
from bench.store.keys import Reading, file_key
from bench.store.schema import STORED
from bench.store.store import Extraction, File, Store

# Characters of text analysed together: enough that a call costs little beside its work, and few
# enough that an archive's documents are never all held at once.
_TOGETHER: Final = 500_000

Found = tuple[str, Document | Unread]  # the key of its file, and a document of it


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a worker needs to extract; sent with every batch, unpacked once a process.

    Parameters
    ----------
    store
        Where extractions go; its fingerprint stands for the rest.
    reading
        How documents are read.
    analyser
        The analyser, pickled.
    """

    store: Store
    reading: Reading
    analyser: bytes = field(repr=False, compare=False)


@lru_cache(maxsize=1)
def _analyser(recipe: Recipe) -> Analyser:
    """Return the analyser, kept for the next batch of the same run."""
    found = pickle.loads(recipe.analyser)
    assert isinstance(found, Analyser)
    return found


def extract_batch(recipe: Recipe, batch: Sequence[Source]) -> list[tuple[str, str]]:
    """Extract some files into the store.

    Returns
    -------
    list of tuple
        (name, key) of each file, by its content as it was read.
    """
    extraction = extract(batch, _analyser(recipe), recipe.reading)
    recipe.store.add(extraction)
    return [(file.name, file.key) for file in extraction.files]


def extract(batch: Sequence[Source], analyser: Analyser, reading: Reading) -> Extraction:
    """Read and analyse the documents of some files; what is found in one depends on no other."""
    read = [_read(source, analyser, reading) for source in batch]
    tables = _empty()
    for some in _some((file.key, document) for file, documents in read for document in documents):
        for name, columns in _tables(some, analyser, reading.language).items():
            for column, values in columns.items():
                tables[name][column] += values
    return Extraction(tuple(file for file, _ in read), tables)


def lost(source: Source, error: DocumentError, language: str) -> Extraction:
    """Return the extraction of a file that nothing could be read from."""
    file = File(file_key(source, ""), source.name, "")
    row = _skipped(Unread(source.name, error), language)
    columns = {"key": [file.key], **{name: [value] for name, value in row.items()}}
    return Extraction((file,), {**_empty(), "documents": columns})


def _read(
    source: Source, analyser: Analyser, reading: Reading
) -> tuple[File, Iterator[Document | Unread]]:
    """Return a file, and its documents as they are asked for."""
    try:
        data = load(source)
    except DocumentError as error:
        return File(file_key(source, ""), source.name, ""), iter([Unread(source.name, error)])
    sha256 = hashlib.sha256(data).hexdigest()
    documents = read_documents(
        source,
        data,
        analyser.gazetteer,
        analyser.places,
        reading.language,
        reading.columns_by_field,
    )
    return File(file_key(source, sha256), source.name, sha256), documents


def _some(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield documents some at a time, in order."""
    some: list[Found] = []
    characters = 0
    for key, document in found:
        some.append((key, document))
        characters += len(document.text) if isinstance(document, Document) else 0
        if characters >= _TOGETHER:
            yield some
            some, characters = [], 0
    if some:
        yield some


def _empty() -> dict[str, Columns]:
    return {name: {column: [] for column in schema.names} for name, schema in STORED.items()}


def _tables(found: Sequence[Found], analyser: Analyser, language: str) -> dict[str, Columns]:
    """Return the columns that some documents give to each table."""
    documents = [document for _, document in found if isinstance(document, Document)]
    analyses = [analyser.analyse(document) for document in documents]
    gazetteer = analyser.gazetteer
    claims = claim_columns(analyses, gazetteer)
    evidence = evidence_columns(analyses, claims, gazetteer)
    counts = Counter(evidence["document"])
    read = (_described(each, counts[each.document.path], gazetteer, language) for each in analyses)
    rows = [next(read) if isinstance(d, Document) else _skipped(d, language) for _, d in found]
    tables = {
        "documents": {name: [row[name] for row in rows] for name in rows[0]},
        "evidence": evidence,
        "claims": claims,
        "figures": figure_columns(analyses, claims, gazetteer),
        "cuts": cut_columns(analyses, language),
        "texts": {
            "document": [document.path for document in documents],
            "text": [document.text for document in documents],
        },
    }
    keys = {_name(document): key for key, document in found}
    for columns in tables.values():
        columns["key"] = [keys[name] for name in columns["document"]]
    return tables


def _name(document: Document | Unread) -> str:
    return document.name if isinstance(document, Unread) else document.path


def _skipped(unread: Unread, language: str) -> dict[str, Any]:
    row = skipped_row(unread.name, unread.error.text(language))
    return {**row, "signature": b"", "letters": 0}


def _described(
    analysis: Analysis, evidence: int, gazetteer: Gazetteer, language: str
) -> dict[str, Any]:
    """Return the row of a document that was read, with the fingerprint of its body."""
    row = document_row(analysis, evidence, gazetteer)
    if not analysis.claims:
        notes = (analysis.document.note, message("corpus.no_measures", language))
        row["problem"] = message("run.separator", language).join(filter(None, notes))
    body = fingerprint("".join([sentence.text for sentence in analysis.body.sentences]))
    return {**row, "signature": body.signature, "letters": body.letters}
