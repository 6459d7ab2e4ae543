"""Single weights changed on top of a scenario: ``--set governance=0.4``, ``--set 治理=0.4``."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from bench.catalogue.model import Catalogue, Dimension, Indicator, Weights, all_zero_groups
from bench.errors import InputError
from bench.yamlfile import nearest

OPTION: Final = "--set"

_MOST_TOLD: Final = 3


def read_changes(texts: Sequence[str], catalogue: Catalogue) -> dict[str, float]:
    """Read changes of weights.

    Parameters
    ----------
    texts
        Each ``NAME=VALUE``: a dimension, group or indicator (`find_part`), and its weight, from 0
        up.
    catalogue
        Whose parts may be named.

    Returns
    -------
    dict
        Id → weight; of a part named twice the last counts.

    Raises
    ------
    InputError
        A text has another form, names no part or several, or its value is not a number from 0 up.
    """
    changes: dict[str, float] = {}
    for text in texts:
        # Full-width signs and figures are as good as plain ones.
        name, mark, value = (
            piece.strip() for piece in unicodedata.normalize("NFKC", text).rpartition("=")
        )
        if not mark or not name:
            example = catalogue.dimensions[0].id
            raise InputError("catalogue.bad_change", text=text, example=example)
        part = find_part(name, catalogue)
        changes[part.id] = _weight(text, value)
    return changes


def find_part(name: str, catalogue: Catalogue) -> Dimension | Indicator:
    """Return the dimension, group or indicator that is called ``name``.

    Parameters
    ----------
    name
        Its id, the last part of it, its Chinese or English name in any case, or a path of these
        from the whole to the part, with dots: ``governance.talent``, ``talent``, ``治理.人才``.
    catalogue
        Whose parts may be named.

    Raises
    ------
    InputError
        There is none (the nearest is told), or more than one.
    """
    parts: dict[str, Dimension | Indicator] = {group.id: group for group in catalogue.groups}
    parts.update({indicator.id: indicator for indicator in catalogue.indicators})
    if name in parts:
        return parts[name]
    whole = {part.id: group for group in catalogue.groups for part in group.parts}
    found = [part for part in parts.values() if _is_called(part, _folded(name), whole)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(part.id for part in found)
        raise InputError("catalogue.change_of_several", name=name, ids=ids)
    near = ", ".join(_nearest(name, list(parts.values())))
    raise InputError("catalogue.change_of_unknown", name=name, nearest=near)


def _nearest(name: str, parts: Sequence[Dimension | Indicator]) -> list[str]:
    """Return what may be meant: what holds the name, else what is like it, else the dimensions."""
    known = {other: part.id for part in reversed(parts) for other in _names(part)}
    near = nearest(name, list(known))
    holding = [other for other in known if _folded(name) in _folded(other)][-_MOST_TOLD:]
    close = holding[::-1] or ([near] if near else [])
    if not close:
        close = [part.name.zh for part in parts if "." not in part.id]
    return [other if other == known[other] else f"{other} ({known[other]})" for other in close]


def _is_called(part: Dimension | Indicator, name: str, whole: Mapping[str, Dimension]) -> bool:
    """Tell whether a folded name, or a path that ends in it, means this part."""
    names = {_folded(other) for other in _names(part)}
    if name in names:
        return True
    above = whole.get(part.id)
    # A name may hold dots itself, so each may be the one that parts it from what is above.
    return above is not None and any(
        name[at + 1 :].strip() in names and _is_called(above, name[:at].strip(), whole)
        for at, sign in enumerate(name)
        if sign == "."
    )


def _names(part: Dimension | Indicator) -> tuple[str, ...]:
    return (part.id, part.id.rsplit(".", 1)[-1], part.name.zh, part.name.en)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def with_changes(weights: Weights, catalogue: Catalogue, changes: Mapping[str, float]) -> Weights:
    """Return weights with some of them changed; what is changed comes from ``--set``.

    Raises
    ------
    InputError
        A whole is left with nothing but zeros.
    """
    values = {**weights.values, **changes}
    for parent in all_zero_groups(catalogue, values):
        raise InputError("catalogue.changed_to_zero", whole=parent or "index")
    places = {**weights.places, **dict.fromkeys(changes, OPTION)}
    return weights.model_copy(update={"values": values, "places": places})


def _weight(text: str, value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise InputError("catalogue.change_not_a_weight", text=text, value=value)
    return weight
