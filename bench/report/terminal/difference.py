"""What changed between two runs, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd
from rich.table import Table
from rich.text import Text

from bench.comparison.difference import Difference
from bench.comparison.difference_run import PastRun
from bench.messages import message, texts

_MOST_INPUTS: Final = 20
_MOST_CELLS: Final = 12
_MOST_CLAIMS: Final = 4  # of a cell
_MOST_PLACES: Final = 5  # decimals
_MOST_CHARACTERS: Final = 48  # of a text in a cell
_ELLIPSIS: Final = "…"


def part_names(before: PastRun, after: PastRun, language: str) -> dict[str, str]:
    """Return id → name of the dimensions and indicators of two runs, the later one's first."""
    names: dict[str, str] = {}
    for run in (before, after):
        if run.inputs is not None:
            catalogue = run.inputs.catalogue
            names |= {group.id: group.name.in_(language) for group in catalogue.groups}
            names |= {one.id: one.name.in_(language) for one in catalogue.indicators}
    return names


def difference_summary(
    found: Difference, names: Mapping[str, str], language: str = "zh"
) -> Iterator[Table | Text]:
    """Yield what changed, for `rich.console.Console.print`.

    Parameters
    ----------
    found
        What to show: the largest changes, how many more there are, and where.
    names
        Id → name of dimensions and indicators.
    language
        ``"zh"`` or ``"en"``.
    """
    if len(found.inputs):
        yield _inputs(found.inputs, names, language)
    if not found.changed:
        yield Text(_say("no_difference", language))
        return
    yield _ranking(found, language)
    if len(found.scores) or len(found.evidence):
        yield from _cells(found, names, language)


def _inputs(inputs: pd.DataFrame, names: Mapping[str, str], language: str) -> Table:
    table = _table("inputs", ("part", "change", "object", "before", "after"), language)
    for row in inputs.head(_MOST_INPUTS).to_dict("records"):
        cells = (
            _label("part", row["part"], language),
            _label("input", row["change"], language),
            names.get(str(row["id"]), str(row["id"])),
            _short(row["before"]),
            _short(row["after"]),
        )
        table.add_row(*map(Text, cells))
    if len(inputs) > _MOST_INPUTS:
        told = _say("difference_more", language, count=len(inputs) - _MOST_INPUTS)
        table.caption = Text(told)
    return table


def _ranking(found: Difference, language: str) -> Table:
    table = _table("ranking", ("region", "index", "change", "rank"), language, numbers=(1, 2, 3))
    for part in found.parts:
        table.add_column(
            Text(_label("part", part, language)), justify="right", overflow="fold", min_width=5
        )
    ranking = found.ranking
    same = (ranking["index_change"] == 0) & (ranking["rank_change"] == 0)
    unranked = ranking["rank_before"].isna() & ranking["rank_after"].isna()
    shown = ranking[~same & ~unranked]
    for row in shown.to_dict("records"):
        cells = (
            str(row["region"]),
            _to(row["index_before"], row["index_after"], 1),
            _signed(row["index_change"]),
            _to(row["rank_before"], row["rank_after"], 0) + _arrow(row["rank_change"]),
            *(_signed(row[f"part_{part}"]) for part in found.parts),
        )
        table.add_row(*map(Text, cells))
    told = [_say("difference_parts", language)] if len(found.parts) > 1 else []
    if len(shown) < len(ranking):
        told.append(_say("difference_same", language, count=len(ranking) - len(shown)))
    noted = shown[shown["note"] != ""]
    told += [f"{row['region']} — {row['note']}" for row in noted.to_dict("records")]
    table.caption = Text("\n".join(told)) if told else None
    return table


def _cells(found: Difference, names: Mapping[str, str], language: str) -> Iterator[Text]:
    """Yield the largest changes of score, each with the claims behind it."""
    # What a region that only one run compares was read to say is no change.
    scores = found.scores[found.scores["region_code"].isin(found.common)]
    evidence = found.evidence[found.evidence["region_code"].isin(found.common)]
    claims = {str(key): rows for key, rows in evidence.groupby(_key(evidence), sort=False)}
    order = scores["score_change"].abs().sort_values(ascending=False, kind="stable").index
    shown = scores.loc[order].head(_MOST_CELLS)
    for key, row in zip(_key(shown), shown.to_dict("records"), strict=True):
        causes = [_label("part", part, language) for part in str(row["cause"]).split("|")]
        yield Text(
            _say(
                "difference_cell" if row["cause"] else "difference_cell_bare",
                language,
                region=row["region"],
                indicator=names.get(str(row["indicator"]), str(row["indicator"])),
                score=_to(row["score_before"], row["score_after"], 1),
                causes=message("run.separator", language).join(causes),
            )
        )
        behind = claims.get(key, evidence.head(0))
        for claim in behind.head(_MOST_CLAIMS).to_dict("records"):
            yield Text(_claim(claim, language))
        if len(behind) > _MOST_CLAIMS:
            yield Text(_say("difference_claims", language, count=len(behind) - _MOST_CLAIMS))
    yield Text(
        _say("difference_all", language, scores=len(found.scores), evidence=len(found.evidence))
    )


def _key(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["region_code"] + " " + rows["indicator"]


def _claim(claim: Mapping[Any, Any], language: str) -> str:
    return _say(
        "difference_claim",
        language,
        change=_label("evidence", claim["change"], language),
        quote=_short(claim["quote"]),
        document=claim["document"],
        why=_label("why", claim["why"], language),
    )


def _table(
    name: str, headings: tuple[str, ...], language: str, numbers: tuple[int, ...] = ()
) -> Table:
    table = Table(title=Text(message(f"comparison.difference_{name}", language)))
    for place, heading in enumerate(headings):
        justify: Any = "right" if place in numbers else "left"
        table.add_column(
            Text(message(f"comparison.heading_{heading}", language)),
            justify=justify,
            overflow="fold",
            no_wrap=place in numbers,
        )
    return table


def _say(entry: str, language: str, **values: object) -> str:
    return message(f"comparison.{entry}", language, **values)


def _label(group: str, value: object, language: str) -> str:
    """Return how a coded value is shown; one without a label (a key of YAML) as it is."""
    entry = f"{group}_{value}"
    return _say(entry, language) if entry in texts("comparison") else str(value)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + _ELLIPSIS


def _to(before: float, after: float, places: int) -> str:
    """Return two numbers, with as many more decimals as it takes to tell them apart."""

    def shown(value: float) -> str:
        return "–" if pd.isna(value) else f"{value:.{places}f}"

    while before != after and shown(before) == shown(after) and places < _MOST_PLACES:
        places += 1
    return shown(before) if shown(before) == shown(after) else f"{shown(before)} → {shown(after)}"


def _signed(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:+.2f}" if round(value, 2) else "0"


def _arrow(change: float) -> str:
    """Return a shift of rank as an arrow that shows the way, and its size."""
    if pd.isna(change) or change == 0:
        return ""
    return f" {'▼' if change > 0 else '▲'}{abs(change):.0f}"
