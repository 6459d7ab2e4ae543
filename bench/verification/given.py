"""What a workbook is held against: the project, or what its run recorded; or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from bench.comparing import asked_peers, read_structure
from bench.comparison.difference_run import INPUTS, RunInputs
from bench.errors import BenchError, InputError
from bench.inputs import Inputs, load_inputs
from bench.regions.extra import load_gazetteer
from bench.regions.gazetteer import Gazetteer
from bench.run_folder import RECORD, RunFolder
from bench.settings import Settings, load_settings
from bench.statistics.schema import Statistics
from bench.writing import KEPT_TEXTS
from bench.yamlfile import YamlFile

PROJECT: Final = "project"
RUN: Final = "run"
_FILES: Final = ("gazetteer", "structure", "statistics", "weights", "catalogue")


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a workbook is held against.

    Parameters
    ----------
    source
        ``"project"``, ``"run"`` (the record beside the workbook), or empty: the workbook alone.
    inputs
        What the run works with, without documents; None for the workbook alone.
    documents
        Where the documents are; None where they were not found.
    record
        ``run.json`` beside the workbook; None where there is none that can be read.
    notes
        What could not be found.
    """

    source: str
    inputs: Inputs | None
    documents: Path | None
    record: Mapping[str, Any] | None
    notes: tuple[BenchError, ...]


def given_for(workbook: Path, project: Path | None, documents: Path | None) -> Given:
    """Find what a workbook is held against.

    Parameters
    ----------
    workbook
        The file. ``run.json`` beside it counts where no project is named.
    project
        A project folder or file.
    documents
        The documents folder; by default that of the project or of the run.

    Raises
    ------
    InputError
        The project, or a folder that is named, is wrong or missing.
    """
    if documents is not None and not documents.is_dir():
        raise InputError("settings.no_folder", place="--documents", path=documents)
    record = _record(workbook.parent)
    if project is not None:
        settings = load_settings(project).overridden(documents=documents)
        inputs = load_inputs(settings)
        return Given(PROJECT, inputs, _folder(settings.documents), record, ())
    if record is None:
        note = BenchError("verification.no_run_beside", file=RECORD)
        return Given("", None, documents, None, (note,))
    recorded, notes = _recorded(record, workbook.parent, documents)
    if recorded is None:
        return Given("", None, documents, record, tuple(notes))
    found = _folder(recorded.settings.documents) or _folder(workbook.parent / KEPT_TEXTS)
    if found is not None and found.name == KEPT_TEXTS and documents is None:
        notes.append(BenchError("verification.kept_texts", folder=found))
    return Given(RUN, recorded, found, record, tuple(notes))


def _folder(path: Path) -> Path | None:
    return path if path.is_dir() else None


def _record(folder: Path) -> Mapping[str, Any] | None:
    """Return what ``run.json`` holds; None where there is none, or it is no record."""
    try:
        found = RunFolder(folder, "comparison.not_a_run", "comparison.broken_run").record()
    except InputError:
        return None
    return found if isinstance(found, dict) else None


def _recorded(
    record: Mapping[str, Any], folder: Path, documents: Path | None
) -> tuple[Inputs | None, list[BenchError]]:
    """Return what a run was given, by its record; None where the record is of another version."""
    try:
        settings = Settings.model_validate(record["settings"])
        given = RunInputs.model_validate(record[INPUTS])
    except (KeyError, ValidationError):
        return None, [BenchError("verification.other_record", file=folder / RECORD)]
    notes: list[BenchError] = []
    settings = _settled(settings, folder, documents)
    own = settings.gazetteer
    gazetteer = load_gazetteer(own if own is not None and own.is_file() else None)
    if own is not None and not own.is_file():
        notes.append(BenchError("verification.no_gazetteer", path=own))
        known = [region for region in given.regions if region.code not in gazetteer]
        gazetteer = Gazetteer([*gazetteer, *known], gazetteer.aliases)
    structure: Statistics | None = None
    if settings.structure is not None and not settings.structure.is_file():
        notes.append(BenchError("verification.no_structure", path=settings.structure))
    else:
        structure = read_structure(settings, gazetteer)
    inputs = Inputs(
        settings=settings,
        catalogue=given.catalogue,
        weights=given.weights,
        gazetteer=gazetteer,
        learnt=None,
        regions=tuple(gazetteer.find(name) for name in settings.regions or ()),
        target=gazetteer.find(settings.target) if settings.target else None,
        parsed=YamlFile(settings.catalogue_file, {}, {}),
        sources=(),
        statistics=None,
        structure=structure,
        asked=asked_peers(settings, gazetteer),
    )
    return inputs, notes


def _settled(settings: Settings, folder: Path, documents: Path | None) -> Settings:
    """Return settings whose paths lead somewhere from here: a run records them as it was given."""
    changes = {}
    for name in (*_FILES, "documents"):
        path = getattr(settings, name)
        if path is not None:
            changes[name] = _near(path, folder)
    if documents is not None:
        changes["documents"] = documents
    return settings.model_copy(update=changes)


def _near(path: Path, folder: Path) -> Path:
    """Return a path as it is if it leads somewhere, else below a folder above the workbook."""
    if path.exists():
        return path
    above = [folder.resolve(), *folder.resolve().parents]
    tails = [path] if not path.is_absolute() else []
    tails += [Path(*path.parts[-length:]) for length in (3, 2, 1) if len(path.parts) > length]
    places = (place / tail for place in above[:4] for tail in tails)
    return next((place for place in places if place.exists()), path)


def with_tables(inputs: Inputs, statistics: Statistics | None, language: str) -> Inputs:
    """Return inputs that work with the statistics of a workbook, and speak its language."""
    settings = inputs.settings.model_copy(update={"language": language})
    return replace(inputs, settings=settings, statistics=statistics, sources=())
