"""Weight scenarios by name: the files of a folder ``weights``."""

from __future__ import annotations

from pathlib import Path

from bench.errors import InputError
from bench.resources import shipped
from bench.yamlfile import nearest


def find_scenario(name: str, catalogue_file: Path) -> Path:
    """Return the weights file of this name.

    Parameters
    ----------
    name
        As the file is called, without ``.yaml``.
    catalogue_file
        The folder ``weights`` beside it is looked into first, then the shipped one.

    Raises
    ------
    InputError
        There is none; the nearest name, or all of them, are told.
    """
    known = scenario_files(catalogue_file)
    if name in known:
        return known[name]
    near = nearest(name, list(known))
    if near is None:
        raise InputError("catalogue.unknown_scenario", name=name, known=", ".join(known))
    raise InputError("catalogue.unknown_scenario_near", name=name, nearest=near)


def scenario_files(catalogue_file: Path) -> dict[str, Path]:
    """Return every scenario that can be named, by name: those beside the catalogue go before."""
    folders = (shipped("indicators/weights"), catalogue_file.parent / "weights")
    found = {path.stem: path for folder in folders for path in folder.glob("*.yaml")}
    return dict(sorted(found.items()))
