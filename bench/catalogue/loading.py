"""Catalogues and weights from YAML files, with errors that name file, line, key and mend."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bench.catalogue.judgements import INDEX, judged_weights, parts_of
from bench.catalogue.method import Method
from bench.catalogue.model import (
    Catalogue,
    Indicator,
    NonEmpty,
    Text,
    Weight,
    Weights,
    all_zero_groups,
)
from bench.catalogue.steps import Clash, clashes, unknown_kinds
from bench.errors import InputError
from bench.yamlfile import Problem, YamlFile, load_yaml, nearest, validate
from bench.yamlnodes import Loc


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


# One file, or a list of them: one a judge.
Files = Annotated[tuple[NonEmpty, ...], BeforeValidator(_listed), Field(min_length=1)]


class WeightsFile(BaseModel):
    """A weight scenario as written: only what differs from the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    weights: dict[str, Weight] = Field(
        default_factory=dict,
        description="id of a dimension or an indicator → weight, relative within its parent",
    )
    judgements: dict[str, Files] = Field(
        default_factory=dict,
        description="index, or id of a group → tables of pairwise judgements on its parts",
    )
    forced: bool = Field(
        False, strict=True, description="use judgements that contradict each other too much"
    )
    method: Method = Field(
        default_factory=Method, description="steps that differ from the catalogue's"
    )


def load_catalogue(
    path: Path, kinds: Collection[str] | None = None, parsed: YamlFile | None = None
) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    path
        A YAML file; its form is that of `Catalogue`.
    kinds
        The kinds of document that ``sources`` may name; None: not checked.
    parsed
        The file as parsed before (`bench.yamlfile.load_yaml`).

    Returns
    -------
    Catalogue
        Checked: ids unique and in their dimensions, weights finite and not all zero, the method
        one that can be used (`bench.catalogue.steps.clashes`). It knows where its parts stand.

    Raises
    ------
    InputError
        The file cannot be read, or something in it is to be mended; the message names the lines.
    """
    file = load_yaml(path, parsed)
    catalogue = validate(Catalogue, file)
    problems = [
        file.problem(clash.key, clash.at, **clash.values)
        for clash in _clashes(catalogue, catalogue.method, kinds)
    ]
    if problems:
        raise file.error(problems)
    places = {name: file.place(at) for name, at in catalogue.locations.items()}
    return catalogue.placed({**places, "": file.place(("aggregation",))})


def catalogue_weights(catalogue: Catalogue) -> Weights:
    """Return the weights that stand in the catalogue itself, under its title."""
    values = {group.id: group.weight for group in catalogue.groups}
    values.update({indicator.id: indicator.weight for indicator in catalogue.indicators})
    return Weights(name=catalogue.title, values=values)


def load_weights(path: Path, catalogue: Catalogue, kinds: Collection[str] | None = None) -> Weights:
    """Read a weight scenario and fill it up from the catalogue.

    Parameters
    ----------
    path
        A YAML file with ``name``, ``weights`` and ``judgements``; ids that it leaves out keep
        their weight. Tables of judgements are named relative to its folder.
    catalogue
        Whose ids may be named.
    kinds
        The kinds of document that ``sources`` may name; None: not checked.

    Returns
    -------
    Weights
        A weight for every dimension and indicator of the catalogue.

    Raises
    ------
    InputError
        The file cannot be read, names an unknown id, has a negative weight, or leaves a dimension
        (or the index) with nothing but zeros; judgements cannot be used
        (`bench.catalogue.judgements.judged_weights`), or the method cannot be used on the
        catalogue.
    """
    file = load_yaml(path)
    scenario = validate(WeightsFile, file)
    values = dict(catalogue_weights(catalogue).values)
    problems = list(_misnamed(file, scenario, catalogue, list(values)))
    if problems:
        raise file.error(problems)
    values.update(scenario.weights)
    places = {name: f"{path}:{file.line(('weights', name))}" for name in scenario.weights}
    ratios: dict[str, float] = {}
    for group, names in scenario.judgements.items():
        files = [path.parent / name for name in names]
        place = file.place(("judgements", group))
        judged = judged_weights(files, catalogue, group, place, forced=scenario.forced)
        values.update(judged.weights)
        places.update(dict.fromkeys(judged.weights, ", ".join(map(str, files))))
        ratios[group] = judged.ratio
    zero = all_zero_groups(catalogue, values)
    if zero:
        raise file.error(_all_zero(file, parent, ids) for parent, ids in zero.items())
    method = _changed_method(file, scenario, catalogue, kinds)
    return Weights(name=scenario.name, values=values, method=method, places=places, ratios=ratios)


def _changed_method(
    file: YamlFile, scenario: WeightsFile, catalogue: Catalogue, kinds: Collection[str] | None
) -> Method | None:
    """Return the catalogue's method with the steps of a scenario; None where it names none."""
    changes = {name: getattr(scenario.method, name) for name in scenario.method.model_fields_set}
    if not changes:
        return None
    try:
        method = catalogue.method.changed(changes)
    except InputError as error:
        raise InputError(error.key, **{**error.values, "place": file.place(("method",))}) from None
    problems = []
    for clash in _clashes(catalogue, method, kinds):
        at: Loc = ("method", *(step for step in clash.steps if step in changes))[:2]
        # A kind of document has a line of its own below its step.
        own = clash.at if clash.at[:2] == at else at
        problems.append(file.problem(clash.key, own, **clash.values))
    if problems:
        raise file.error(problems)
    return method


def _clashes(
    catalogue: Catalogue, method: Method, kinds: Collection[str] | None
) -> Iterator[Clash]:
    yield from clashes(catalogue, method)
    if kinds is not None:
        yield from unknown_kinds(method, kinds)


def catalogue_places(path: Path, parsed: YamlFile | None = None) -> dict[str, str]:
    """Return where a catalogue gives each weight: id → ``"file:line"``.

    Parameters
    ----------
    path
        A catalogue that `load_catalogue` reads. Where a weight is left out, and so is 1, the line
        is that of the id.
    parsed
        The file as parsed before.
    """
    file = load_yaml(path, parsed)

    def places(parts: list[Any], *above: str | int) -> Iterator[tuple[str, str]]:
        for n, part in enumerate(parts):
            here = (*above, n)
            key = "weight" if "weight" in part else "id"
            yield part["id"], f"{path}:{file.line((*here, key))}"
            for inner in ("indicators", "dimensions"):
                yield from places(part.get(inner) or [], *here, inner)

    return dict(places(file.data["dimensions"], "dimensions"))


def _misnamed(
    file: YamlFile, scenario: WeightsFile, catalogue: Catalogue, known: list[str]
) -> Iterator[Problem]:
    """Yield ids and groups that the catalogue lacks, and weights that judgements give as well."""
    for name in scenario.weights:
        if name not in known:
            yield _unknown_id(file, name, known)
    groups = [INDEX, *(group.id for group in catalogue.groups)]
    for group in scenario.judgements:
        at = ("judgements", group)
        if group not in groups:
            yield file.problem("catalogue.unknown_group", at, groups=", ".join(groups))
            continue
        for name in (part.id for part in parts_of(catalogue, group)):
            if name in scenario.weights:
                yield file.problem("catalogue.judged_and_weighed", ("weights", name), group=group)


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
