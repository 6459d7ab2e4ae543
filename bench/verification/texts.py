"""The texts of the documents that quotes are looked up in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus.encoding import decode
from bench.corpus.folder import Source, find_sources, holding
from bench.corpus.reading import load
from bench.corpus.reading import read_texts as texts_of
from bench.errors import BenchError, DocumentError, InputError
from bench.last_run import SOURCES, is_inventory
from bench.writing import KEPT_TEXTS, text_file


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of documents, as offsets count them.

    Parameters
    ----------
    folder
        Where they are; None where none was found.
    found
        Document → its text.
    problems
        Document → why there is no text.
    changed
        Documents of which the file is another one than the run read.
    unknown
        Names that are no document of the run.
    """

    folder: Path | None
    found: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, BenchError] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


def read_texts(
    folder: Path | None,
    wanted: Iterable[str],
    record: Mapping[str, object] | None,
    listed: Collection[str] = (),
) -> Texts:
    """Read the documents that a workbook quotes.

    Parameters
    ----------
    folder
        The documents folder, or one with the texts that a run kept.
    wanted
        The documents, as the workbook names them.
    record
        ``run.json``, which knows what their files were; None where there is none.
    listed
        The documents that the workbook lists; empty where it has no such list.
    """
    names = sorted(set(wanted) - {""})
    if folder is None:
        return Texts(None)
    sources = _sources(folder)
    run = _digests(record)
    kept = folder.name == KEPT_TEXTS
    known = {} if kept else run
    found: dict[str, str] = {}
    problems: dict[str, BenchError] = {}
    changed: set[str] = set()
    read: dict[str, Mapping[str, str]] = {}
    documents = {*listed, *run}
    unknown = {name for name in names if documents and name not in documents}
    for name in names:
        source = sources.get(text_file(name)) if kept else holding(name, sources)
        if source is None and name in unknown:
            continue
        if source is None:
            problems[name] = BenchError("verification.document_missing", folder=folder)
            continue
        try:
            if source.name not in read:
                read[source.name] = _kept(source, name) if kept else texts_of(source)
            found[name] = read[source.name][name]
        except KeyError:
            problems[name] = BenchError("verification.document_missing", folder=folder)
            continue
        except DocumentError as error:
            problems[name] = error
            continue
        digest = known.get(source.name)
        if digest and digest != hashlib.sha256(source.path.read_bytes()).hexdigest():
            changed.add(name)
    return Texts(folder, found, problems, frozenset(changed), frozenset(unknown - set(found)))


def _kept(source: Source, name: str) -> dict[str, str]:
    return {name: decode(load(source)).text}


def _sources(folder: Path) -> dict[str, Source]:
    try:
        return {source.name: source for source in find_sources(folder)}
    except InputError as error:
        if error.key != "corpus.empty_folder":
            raise
        return {}


def _digests(record: Mapping[str, object] | None) -> dict[str, str]:
    """Return document → digest of its file when it was read."""
    sources = (record or {}).get(SOURCES)
    if not isinstance(sources, dict) or not is_inventory(sources):
        return {}
    return {name: str(told.get("sha256", "")) for name, told in sources.items()}
