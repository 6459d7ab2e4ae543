"""The evidence of a run: what the store holds of its documents, and what has to be read for it."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
from joblib import cpu_count

from bench.corpus.folder import Source, missing_from, not_counted
from bench.corpus.inventory import Recorded
from bench.corpus.reading import Progress, one_note
from bench.documents import nothing_read
from bench.errors import DocumentError
from bench.evidence.analysis import Analyser
from bench.evidence.table import side_by_side, skipped_row
from bench.inputs import Inputs
from bench.messages import message
from bench.places import is_local
from bench.repeats.documents import Record, Repeat, find_repeats
from bench.repeats.fingerprints import Fingerprint
from bench.schema import Table
from bench.settings import Settings
from bench.store.batches import WORTH_PROCESSES, batches, size_of
from bench.store.extraction import Recipe, extract_batch, give_up
from bench.store.keys import Reading, extraction_fingerprint, file_key
from bench.store.runs import remember
from bench.store.store import Done, Store
from bench.store.workers import Workers
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES, SURE

LEFT_OUT: Final = "left_out"  # the state of a document that the manifest leaves out
STORE: Final = "store"  # in the record of a run: where its evidence is kept

Held = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What documents were found to say, by the schemas of ``bench/tables.py``.

    What does not count, or repeats another document, is in none but ``documents`` and ``cuts``.
    """

    evidence: pd.DataFrame
    documents: pd.DataFrame
    claims: pd.DataFrame
    figures: pd.DataFrame
    cuts: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The tables of a run's documents, and where they came from.

    Parameters
    ----------
    tables
        The tables.
    store, held
        The store, and (key, part) of each file in it, in order.
    read
        How many files had to be read for it.
    """

    tables: Tables
    store: Store
    held: Held = field(repr=False)
    read: int = 0

    def record(self, output: Path) -> dict[str, str]:
        """Return where the store is, for the record of a run that writes into ``output``."""
        folder = self.store.folder
        if is_local(folder) and folder.absolute().is_relative_to(output.absolute()):
            folder = folder.absolute().relative_to(output.absolute())  # moves with the output
        return {"folder": str(folder), "fingerprint": self.store.fingerprint}

    def taken(self) -> bytes:
        """Return what was taken from the store, to be asked in SQL later (`bench.querying`)."""
        documents = self.tables.documents
        states = dict(zip(documents["document"], documents["state"], strict=True))
        return remember(self.store, self.held, states)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the name and text of each document, some at a time."""
        for start in range(0, len(self.held), 500):
            found = self.store.table("texts", self.held[start : start + 500])
            yield from zip(found["document"], found["text"], strict=True)


def gather(
    inputs: Inputs,
    analyser: Analyser,
    sources: Recorded,
    progress: Progress,
    *,
    scheduler: str | None = None,
) -> Gathered:
    """Return what the documents of a run say; only what the store lacks is read.

    Parameters
    ----------
    inputs
        What the run works with.
    analyser
        What reads in documents.
    sources
        The inventory of the documents folder.
    progress
        Called with (files done, of how many, the name of one).
    scheduler
        Address of a Dask scheduler that has the work done; None for processes here.

    Raises
    ------
    InputError
        No document can be read, the store cannot be written to, or the scheduler not reached.
    """
    store, held, read = extracted_into(inputs, analyser, sources, progress, scheduler=scheduler)
    language = inputs.settings.language
    progress(len(inputs.sources), len(inputs.sources), message("run.writing", language))
    return Gathered(_tables(inputs, store, held), store, held, read)


def extracted_into(
    inputs: Inputs,
    analyser: Analyser,
    sources: Recorded,
    progress: Progress,
    *,
    scheduler: str | None = None,
) -> tuple[Store, Held, int]:
    """Have the store hold what a run's documents say; memory does not grow with their number.

    Returns
    -------
    tuple
        The store, (key, part) of each file in it, and how many had to be read for it.

    Raises
    ------
    InputError
        The store cannot be written to, or the scheduler not reached.
    """
    settings = inputs.settings
    reading = Reading(settings.language, tuple(sorted(settings.columns.items())))
    store = Store(settings.store_folder, extraction_fingerprint(analyser, reading))
    keys = {
        source.name: file_key(source, str(sources.get(source.name, {}).get("sha256", "")))
        for source in inputs.sources
    }
    parts = store.parts()
    held = {name: (key, parts[key]) for name, key in keys.items() if key in parts}
    missing = [source for source in inputs.sources if source.name not in held]
    if missing:
        store.tidy()
        workers = _workers(settings, missing, scheduler)
        recipe = Recipe(store, reading, analyser if workers.alone else pickle.dumps(analyser))
        held |= _extracted(recipe, workers, missing, len(inputs.sources), progress)
    return store, [held[source.name] for source in inputs.sources], len(missing)


def _workers(settings: Settings, missing: Sequence[Source], scheduler: str | None) -> Workers:
    """Return who reads: this process alone where there is too little to share."""
    little = sum(map(size_of, missing)) < WORTH_PROCESSES
    jobs = settings.jobs or (1 if little else cpu_count())
    return Workers(jobs, scheduler)


def _extracted(
    recipe: Recipe, workers: Workers, missing: Sequence[Source], total: int, progress: Progress
) -> Done:
    """Have files extracted into the store; return where it holds each, by name."""
    held: Done = {}
    done = total - len(missing)
    work = partial(extract_batch, recipe)
    progress(done, total, missing[0].name)
    with _frozen():
        for batch, found in workers.each(work, list(batches(missing))):
            if found is None:
                found = give_up(recipe, batch[0], DocumentError("corpus.worker_died"))
            held |= found
            done += len(batch)
            progress(done, total, batch[-1].name)
    return held


@contextmanager
def _frozen() -> Iterator[None]:
    """Have what is loaded not looked through for garbage: that takes a sixth of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _tables(inputs: Inputs, store: Store, held: Held) -> Tables:
    """Read the tables of files from the store, and leave out what does not count."""
    settings = inputs.settings
    found = store.table("documents", held)
    if held and not (found["state"] == "read").any():
        first = found.iloc[0]
        raise nothing_read(settings, first["document"], first["problem"])
    left_out = not_counted(found["document"], inputs.sources)
    rest = found[~found["document"].isin(left_out)]
    repeats = [] if settings.repeats == "keep" else find_repeats(_records(rest))
    gone = {*left_out, *(repeat.name for repeat in repeats)}

    def counted(table: Table) -> pd.DataFrame:
        rows = store.table(table.name, held)
        return table.check(rows[~rows["document"].isin(gone)].reset_index(drop=True))

    return Tables(
        evidence=counted(EVIDENCE),
        documents=_documents(inputs, found, repeats, left_out),
        claims=counted(CLAIMS),
        figures=side_by_side(counted(FIGURES)),
        cuts=CUTS.check(store.table("cuts", held)),
    )


def _documents(
    inputs: Inputs, found: pd.DataFrame, repeats: Sequence[Repeat], left_out: Collection[str]
) -> pd.DataFrame:
    """Return the documents table: what was read, what was not, what repeats, what is missing.

    ``left_out`` are the names of those that the manifest leaves out.
    """
    language = inputs.settings.language
    table = found[DOCUMENTS.names].copy()
    row = {name: number for number, name in enumerate(table["document"])}
    why = {name: (LEFT_OUT, message("corpus.left_out", language), "") for name in left_out}
    why |= {each.name: (each.state, each.reason(language), each.kept) for each in repeats}
    for name, (state, reason, kept) in why.items():
        at = row[name]
        if table.at[at, "state"] == "read":
            problem = one_note((reason, str(table.at[at, "problem"])), language)
            told = (state, problem, kept, 0, 0)
            table.loc[at, ["state", "problem", "repeats", "claims", "evidence"]] = told
    present = {*found["document"], *(source.name for source in inputs.sources)}
    missing = message("corpus.manifest_missing", language)
    lacking = [
        skipped_row(name, missing)
        for name in (missing_from(present, inputs.settings.documents) if present else ())
    ]
    whole = pd.concat([table, DOCUMENTS.frame(lacking)]) if lacking else table
    return DOCUMENTS.check(whole.sort_values("document", kind="stable", ignore_index=True))


def _records(documents: pd.DataFrame) -> Iterator[Record]:
    """Yield what tells whether documents repeat one another."""
    for row in documents[documents["state"] == "read"].to_dict("records"):
        told = {name: row[name] for name in ("title", "issuer", "date", "kind")}
        body = Fingerprint(row["signature"], row["letters"])
        sure = sum(value for name, value in row.items() if str(name).endswith(SURE))
        yield Record(row["document"], body, **told, region=row["region_code"], sure=sure)
