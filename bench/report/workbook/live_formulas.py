"""The formulas of the live sheets: each method of aggregation, rounding, and texts with numbers.

Only functions that Excel 2016 and LibreOffice 7 both have. What a formula gives must be what
`bench.composite` gives: tests/report/workbook/test_live.py recalculates workbooks in LibreOffice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bench.report.view import ReportView

_MOST_EXACT: Final = 7  # decimals up to which a half can be told from its neighbours
_MARK: Final = "\x01"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a node, as its formula sees them.

    Parameters
    ----------
    own
        Range of the region's scores.
    weights
        Range of their weights, which sum to 1.
    threshold
        Cell of the smallest share of them that must be there; ``""`` for none.
    all
        Range of all regions' scores.
    part, takes_part
        Cell of whether the region is compared, and range of all regions', where they are.
    best, worst, length
        Ranges of the best and worst score of each part and of its Euclidean length, for TOPSIS.
    """

    own: str
    weights: str
    threshold: str = ""
    all: str = ""
    part: str = ""
    takes_part: str = ""
    best: str = ""
    worst: str = ""
    length: str = ""


def node_formula(method: str, parts: Parts) -> str:
    """Return the formula of a node's score, in braces where it must be entered as an array.

    Parameters
    ----------
    method
        A name of `bench.composite.aggregation.METHODS`.
    parts
        What it is made of.
    """
    x, w = parts.own, parts.weights
    there = f"SUMPRODUCT({w},--ISNUMBER({x}))"
    if method == "copeland":
        return _copeland(parts)
    if method == "topsis":
        return _topsis(parts)
    guards = [f"{there}=0"]
    if parts.threshold:
        guards.append(f"COUNT({x})/COLUMNS({x})<{parts.threshold}")
    if method == "arithmetic":
        return f'=IF(OR({",".join(guards)}),"",SUMPRODUCT({w},{x})/{there})'
    guards.append(f'COUNTIF({x},"<=0")>0')
    if method == "geometric":
        mean = f"EXP(SUM(IF(ISNUMBER({x}),{w}*LN({x}),0))/{there})"
    else:
        mean = f"{there}/SUM(IF(ISNUMBER({x}),{w}/{x},0))"
    return f'{{=IF(OR({",".join(guards)}),"",{mean})}}'


def _copeland(parts: Parts) -> str:
    """Return Σ over the regions compared of the sign of Σ wᵢ·sign(xᵢ − yᵢ) over common parts."""
    x, w, y, compared = parts.own, parts.weights, parts.all, parts.takes_part
    ones = f"TRANSPOSE(COLUMN({w})^0)"
    common = f"{w}*ISNUMBER({x})*ISNUMBER({y})"
    signs = f"SIGN(IF(ISNUMBER({x}),{x},0)-IF(ISNUMBER({y}),{y},0))"
    # The region itself is among those compared, where any of what it has weighs.
    others = f"SUM({compared}*(MMULT({common},{ones})>0))-(SUMPRODUCT({w},--ISNUMBER({x}))>0)"
    wins = f"SUM({compared}*SIGN(ROUND(MMULT({common}*{signs},{ones}),12)))"
    return f'{{=IF(OR({parts.part}=0,COUNT({w})=0),"",IF({others}=0,"",{wins}))}}'


def _topsis(parts: Parts) -> str:
    """Return d⁻ / (d⁻ + d⁺), the distances to the worst and to the best of each part."""
    x, w = parts.own, parts.weights

    def distance(end: str) -> str:
        return f"SQRT(SUM(({w}*({x}-{end})/{parts.length})^2))"

    to_best, to_worst = distance(parts.best), distance(parts.worst)
    guards = f"{parts.part}=0,COUNT({x})<COLUMNS({x}),COUNT({w})=0"
    apart = f"SUM(({w}*({parts.best}-{parts.worst}))^2)=0"
    score = f"{to_worst}/({to_worst}+{to_best})"
    return f'{{=IF(OR({guards}),"",IF({apart},"",{score}))}}'


def refused_formula(method: str, parts: Parts) -> str:
    """Return how many scores keep a node from being aggregated: 0 where nothing does.

    Geometric and harmonic means take no score of 0 or less; TOPSIS takes no gaps, and regions
    that are not all alike.
    """
    y, w = parts.all, parts.weights
    if method != "topsis":
        return f'=COUNTIF({y},"<=0")'
    gaps = f"SUM({parts.takes_part}*(MMULT(1-ISNUMBER({y}),TRANSPOSE(COLUMN({w})^0))>0))"
    alike = f"(SUM({parts.takes_part})>0)*(SUM(({w}*({parts.best}-{parts.worst}))^2)=0)"
    return f"{{=IF(COUNT({w})=0,0,{gaps}+{alike})}}"


def spread_formula(name: str, column: str, compared: str) -> str:
    """Return what TOPSIS needs of one part: ``"best"``, ``"worst"`` or Euclidean ``"length"``.

    Parameters
    ----------
    column, compared
        Ranges of all regions' scores, and of whether they are compared.
    """
    scores = f'IF({compared}*ISNUMBER({column}),{column},"")'
    if name != "length":
        return f"{{={'MAX' if name == 'best' else 'MIN'}({scores})}}"
    squares = f"SUM(IF({compared}*ISNUMBER({column}),{column}^2,0))"
    return f"{{=IF({squares}=0,1,SQRT({squares}))}}"


def takes_part_formula(own: str, threshold: str) -> str:
    """Return whether a region is compared, 1 or 0: it has a score, and as many as are demanded."""
    enough = f",COUNT({own})/COLUMNS({own})>={threshold}" if threshold else ""
    return f"=IF(AND(COUNT({own})>0{enough}),1,0)"


def rounded(cell: str, decimals: int) -> str:
    """Return the formula part that rounds a number as numpy does: halves to the even neighbour."""
    if decimals > _MOST_EXACT:
        return f"ROUND({cell},{decimals})"
    scaled = f"ABS({cell})*10^{decimals}" if decimals else f"ABS({cell})"
    back = f"/10^{decimals}" if decimals else ""
    return f"SIGN({cell})*(ROUND({scaled},0)-(MOD({scaled},2)=0.5)){back}"


def literal(text: str) -> str:
    """Return a text as it stands in a formula; one has at most 255 characters there."""
    return '"' + text.replace('"', '""') + '"'


def told(view: ReportView, name: str, **parts: str) -> str:
    """Return the formula part that says a message, its placeholders filled by formula parts."""
    marked = {key: f"{_MARK}{part}{_MARK}" for key, part in parts.items()}
    pieces = re.split(f"{_MARK}(.*?){_MARK}", view.word(name, **marked))
    # What was marked stands at every second place.
    found = [piece if i % 2 else literal(piece) for i, piece in enumerate(pieces) if piece]
    return "&".join(found)
