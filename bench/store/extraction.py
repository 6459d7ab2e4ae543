"""From the bytes of files to the columns of the store: what a worker does."""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa

from bench.corpus.document import Document
from bench.corpus.folder import Source
from bench.corpus.reading import Unread, load, one_note, read_documents
from bench.errors import DocumentError
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.doubts import doubts_of
from bench.evidence.table import (
    Added,
    Columns,
    claim_columns,
    cut_columns,
    document_row,
    evidence_of,
    figures_of,
    skipped_row,
)
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.repeats.fingerprints import fingerprint
from bench.store.keys import Reading, file_key
from bench.store.schema import EXTRACTED, arrow_table
from bench.store.store import Done, Extraction, File, Store

# Characters of text analysed together: enough that a call costs little beside its work, and few
# enough that an archive's documents are never all held at once.
_TOGETHER: Final = 100_000

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
        The analyser, pickled; itself where no other process is to have it.
    """

    store: Store
    reading: Reading
    analyser: Analyser | bytes = field(repr=False, compare=False)


def _analyser(recipe: Recipe) -> Analyser:
    given = recipe.analyser
    return given if isinstance(given, Analyser) else _unpacked(recipe)


@lru_cache(maxsize=1)
def _unpacked(recipe: Recipe) -> Analyser:
    """Return the analyser, kept for the next batch of the same run."""
    assert isinstance(recipe.analyser, bytes)
    found = pickle.loads(recipe.analyser)
    assert isinstance(found, Analyser)
    gc.freeze()  # it stays as long as the process: no need to look through it again and again
    return found


def extract_batch(recipe: Recipe, batch: Sequence[Source]) -> Done:
    """Extract some files into the store, of each its content as it was read."""
    return _stored(recipe.store, extract(batch, _analyser(recipe), recipe.reading))


def give_up(recipe: Recipe, source: Source, error: DocumentError) -> Done:
    """Note in the store that nothing could be read from a file."""
    return _stored(recipe.store, lost(source, error, recipe.reading.language))


def _stored(store: Store, extraction: Extraction) -> Done:
    part = store.add(extraction)
    return {file.name: (file.key, part) for file in extraction.files}


def extract(batch: Sequence[Source], analyser: Analyser, reading: Reading) -> Extraction:
    """Read and analyse the documents of some files; what is found in one depends on no other."""
    read = [_read(source, analyser, reading) for source in batch]
    found = ((file.key, document) for file, documents in read for document in documents)
    pieces = [_tables(some, analyser, reading.language) for some in _some(found)]
    tables = {
        name: pa.concat_tables([schema.empty_table(), *(piece[name] for piece in pieces)])
        for name, schema in EXTRACTED.items()
    }
    return Extraction(tuple(file for file, _ in read), tables)


def lost(source: Source, error: DocumentError, language: str) -> Extraction:
    """Return the extraction of a file that nothing could be read from."""
    file = File(file_key(source, ""), source.name, "")
    row = {"key": file.key, **_skipped(Unread(source.name, error), language)}
    tables = {name: schema.empty_table() for name, schema in EXTRACTED.items()}
    tables["documents"] = _of_rows([row])
    return Extraction((file,), tables)


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


def _tables(found: Sequence[Found], analyser: Analyser, language: str) -> dict[str, pa.Table]:
    """Return what some documents give to each table."""
    documents = [document for _, document in found if isinstance(document, Document)]
    keys = {document.path: key for key, document in found if isinstance(document, Document)}
    analyses = analyser.analyse_all(documents)
    gazetteer = analyser.gazetteer

    def keyed(name: str, columns: Columns) -> pa.Table:
        key = [keys[document] for document in columns["document"]]
        return arrow_table({**columns, "key": key}, EXTRACTED[name])

    claims = keyed("claims", claim_columns(analyses, gazetteer))
    evidence = evidence_of(analyses, gazetteer)
    figures = _with_claims("figures", figures_of(analyses, gazetteer), claims)
    names, texts = [d.path for d in documents], [d.text for d in documents]
    return {
        "documents": _documents(found, analyses, _counts(analyses, evidence), gazetteer, language),
        "evidence": _with_claims("evidence", evidence, claims),
        "claims": claims,
        "figures": figures,
        "cuts": keyed("cuts", cut_columns(analyses, language)),
        "texts": keyed("texts", {"document": names, "text": texts}),
    }


def _with_claims(name: str, added: Added, claims: pa.Table) -> pa.Table:
    """Return a table with the rows added to claims; what they do not tell is their claim's."""
    schema = EXTRACTED[name]
    rest = claims.select([column for column in schema.names if column not in added.columns])
    taken = rest.take(pa.array(added.numbers, pa.int64()))
    told = dict(zip(taken.column_names, taken.columns, strict=True))
    return arrow_table({**told, **added.columns}, schema)


def _counts(analyses: Sequence[Analysis], evidence: Added) -> list[int]:
    """Return how many rows of evidence each document has."""
    documents = np.repeat(np.arange(len(analyses)), [len(each.claims) for each in analyses])
    rows = documents[np.array(evidence.numbers, dtype=np.intp)]
    return [int(count) for count in np.bincount(rows, minlength=len(analyses))]


def _documents(
    found: Sequence[Found],
    analyses: Sequence[Analysis],
    evidence: Sequence[int],
    gazetteer: Gazetteer,
    language: str,
) -> pa.Table:
    """Return the documents table, of what was read and what was not, in order.

    ``evidence`` counts the rows of evidence of each document that was read.
    """
    counted = zip(analyses, evidence, strict=True)
    read = (_described(analysis, rows, gazetteer, language) for analysis, rows in counted)
    rows = [
        {"key": key, **(next(read) if isinstance(d, Document) else _skipped(d, language))}
        for key, d in found
    ]
    return _of_rows(rows)


def _of_rows(rows: Sequence[dict[str, Any]]) -> pa.Table:
    schema = EXTRACTED["documents"]
    return arrow_table({name: [row[name] for row in rows] for name in schema.names}, schema)


def _skipped(unread: Unread, language: str) -> dict[str, Any]:
    row = skipped_row(unread.name, unread.error.text(language))
    return {**row, "signature": b"", "letters": 0}


def _described(
    analysis: Analysis, evidence: int, gazetteer: Gazetteer, language: str
) -> dict[str, Any]:
    """Return the row of a document that was read, with the fingerprint of its body."""
    row = document_row(analysis, evidence, gazetteer)
    doubts = (message(key, language, **told) for key, told in doubts_of(analysis).items())
    row["problem"] = one_note((analysis.document.note, *doubts), language)
    body = fingerprint("".join([sentence.text for sentence in analysis.body.sentences]))
    return {**row, "signature": body.signature, "letters": body.letters}
