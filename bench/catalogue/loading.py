"""Catalogues and weights from YAML files, with errors that name file, line, key and mend."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Indicator, Text, Weight, Weights, all_zero_groups
from bench.errors import InputError
from bench.yamlfile import Problem, YamlFile, load_yaml, nearest, validate


class WeightsFile(BaseModel):
    """A weight scenario as written: only what differs from the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    weights: dict[str, Weight] = Field(
        default_factory=dict,
        description="id of a dimension or an indicator → weight, relative within its parent",
    )
    method: Method = Field(
        default_factory=Method, description="steps that differ from the catalogue's"
    )


def load_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    path
        A YAML file; its form is that of `Catalogue`.

    Returns
    -------
    Catalogue
        Checked: ids unique and in their dimensions, weights finite and not all zero.

    Raises
    ------
    InputError
        The file cannot be read, or something in it is to be mended; the message names the lines.
    """
    return validate(Catalogue, load_yaml(path))


def catalogue_weights(catalogue: Catalogue) -> Weights:
    """Return the weights that stand in the catalogue itself, under its title."""
    values = {group.id: group.weight for group in catalogue.groups}
    values.update({indicator.id: indicator.weight for indicator in catalogue.indicators})
    return Weights(name=catalogue.title, values=values)


def load_weights(path: Path, catalogue: Catalogue) -> Weights:
    """Read a weight scenario and fill it up from the catalogue.

    Parameters
    ----------
    path
        A YAML file with ``name`` and ``weights``; ids that it leaves out keep their weight.
    catalogue
        Whose ids may be named.

    Returns
    -------
    Weights
        A weight for every dimension and indicator of the catalogue.

    Raises
    ------
    InputError
        The file cannot be read, names an unknown id, has a negative weight, or leaves a dimension
        (or the index) with nothing but zeros.
    """
    file = load_yaml(path)
    scenario = validate(WeightsFile, file)
    values = dict(catalogue_weights(catalogue).values)
    unknown = [name for name in scenario.weights if name not in values]
    if unknown:
        raise file.error(_unknown_id(file, name, list(values)) for name in unknown)
    values.update(scenario.weights)
    zero = all_zero_groups(catalogue, values)
    if zero:
        raise file.error(_all_zero(file, parent, ids) for parent, ids in zero.items())
    changes = {name: getattr(scenario.method, name) for name in scenario.method.model_fields_set}
    method = catalogue.method.changed(changes) if changes else None
    return Weights(name=scenario.name, values=values, method=method)


def _unknown_id(file: YamlFile, name: str, known: list[str]) -> Problem:
    near = nearest(name, known)
    at = ("weights", name)
    if near is None:
        return file.problem("catalogue.unknown_id", at)
    return file.problem("catalogue.unknown_id_near", at, nearest=near)


def _all_zero(file: YamlFile, parent: str, ids: list[str]) -> Problem:
    # The place is the last zero written for this group: the catalogue may hold the others.
    written = [name for name in file.data["weights"] if name in ids]
    at = ("weights", *written[-1:])
    if parent:
        return file.problem("catalogue.all_zero_within", at, parent=parent)
    return file.problem("catalogue.all_zero_index", at)


def find_indicator(catalogue: Catalogue, name: str) -> Indicator:
    """Return the indicator that is called ``name``: its id, the id's last part, or a name.

    Raises
    ------
    InputError
        There is none, or more than one; the nearest are named.
    """
    wanted = name.strip().lower()
    called = {
        indicator.id: {
            indicator.id,
            indicator.id.rsplit(".", 1)[-1],
            indicator.name.zh.lower(),
            indicator.name.en.lower(),
        }
        for indicator in catalogue.indicators
    }
    found = [indicator for indicator in catalogue.indicators if wanted in called[indicator.id]]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(indicator.id for indicator in found)
        raise InputError("catalogue.ambiguous_indicator", name=name, ids=ids)
    every = sorted({other for names in called.values() for other in names})
    close = get_close_matches(wanted, every, n=3, cutoff=0.3) or every[:3]
    raise InputError("catalogue.unknown_indicator", name=name, near=", ".join(close))
