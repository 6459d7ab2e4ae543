"""Regions side by side, a target's peers and its gaps, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd
from rich.table import Table
from rich.text import Text

from bench.catalogue.model import Catalogue
from bench.comparison.beside import Beside
from bench.comparison.gaps import INDICATOR
from bench.comparison.peers import Peers
from bench.messages import message
from bench.report.labels import label
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition

_MOST_PEERS: Final = 12
_MOST_BESIDE: Final = 5
_MOST_TERMS: Final = 8
NONE: Final = "–"


def peers_summary(peers: Peers, language: str, terms: Sequence[str] = ()) -> Iterator[Table | Text]:
    """Yield a target's peers, for `rich.console.Console.print`.

    Parameters
    ----------
    peers
        What to show; of many regions the nearest on either axis, and those chosen.
    language
        ``"zh"`` or ``"en"``.
    terms
        Lines on what sets the target apart, and what it shares, to be told below.
    """
    table = _table(
        _say("peers_title", language, region=peers.target.name, how=peers.how.text(language)),
        ("peer", "level", "chosen", "policy", "stability", "structure", "useful"),
        language,
        numbers=(3, 4, 5),
    )
    rows = peers.table
    near = (rows["policy_rank"] <= _MOST_PEERS / 2) | (rows["structure_rank"] <= _MOST_PEERS / 2)
    shown = rows[near | (rows["chosen"] == "yes") | (len(rows) <= _MOST_PEERS)]
    for row in shown.to_dict("records"):
        table.add_row(
            Text(str(row["peer"])),
            label("level", row["level"], language),
            _tick(row["chosen"]),
            _ranked(row["policy"], row["policy_rank"]),
            _percent(row["stability"]),
            _ranked(row["structure"], row["structure_rank"]),
            _tick(row["useful"]),
        )
    told = [_say("peers_note", language)]
    if len(shown) < len(rows):
        told.append(_say("peers_more", language, count=len(rows) - len(shown)))
    table.caption = Text("\n".join(told))
    yield table
    for line in terms:
        yield Text(line)


def terms_lines(
    key_terms: pd.DataFrame, shared: pd.DataFrame, target: Candidate, peer: str, language: str
) -> Iterator[str]:
    """Yield which terms set a target apart, and which it shares with its nearest peer.

    Parameters
    ----------
    key_terms, shared
        By the schemas `KEYNESS` and `SHARED_TERMS`.
    target
        Whose terms they are.
    peer
        Name of the peer.
    """
    own = key_terms.loc[key_terms["region_code"] == target.code, "term"].head(_MOST_TERMS)
    comma = message("run.separator", language)
    if len(own):
        yield _say("key_terms_line", language, region=target.name, terms=comma.join(own))
    if len(shared):
        terms = comma.join(shared["term"].head(_MOST_TERMS))
        yield _say("shared_terms_line", language, region=target.name, peer=peer, terms=terms)


def gaps_summary(
    found: Beside, catalogue: Catalogue, language: str, most: int
) -> Iterator[Table | Text]:
    """Yield a target's gaps and the measures it could borrow, for `rich.console.Console.print`.

    Parameters
    ----------
    found
        What to show.
    catalogue
        The names of indicators.
    language
        ``"zh"`` or ``"en"``.
    most
        Of how many gaps measures are told.
    """
    trailing, comma = found.gaps, message("run.separator", language)
    names = comma.join(peer.name for peer in trailing.peers)
    table = _table(
        _say("gaps_title", language, region=trailing.target.name, peers=names or NONE),
        ("indicator", "state", "score", "median", "best", "gap", "weight", "gain", "rank_after"),
        language,
        numbers=(2, 3, 5, 6, 7, 8),
    )
    kinds = trailing.table["kind"].tolist()
    for place, row in enumerate(trailing.table.to_dict("records")):
        table.add_row(
            Text(_part_name(row, catalogue, language)),
            _say(f"state_{row['state']}", language),
            _number(row["score"]),
            _number(row["median"]),
            Text(_best(row, comma)),
            _number(row["gap"]),
            _percent(row["weight"]),
            _number(row["index_gain"], 2),
            _after(row),
            end_section=place + 1 < len(kinds) and kinds[place + 1] != row["kind"],
        )
    table.caption = Text(_say("gaps_note", language))
    yield table
    for indicator in trailing.indicators[:most]:
        rows = found.borrowed.table
        rows = rows[rows["indicator"] == indicator]
        if not rows.empty:
            yield _measures(rows, catalogue.indicator(indicator).name.in_(language), language)


def _measures(rows: pd.DataFrame, name: str, language: str) -> Table:
    table = _table(
        _say("borrowed_title", language, indicator=name),
        ("advice", "region", "measure", "status", "source", "own"),
        language,
    )
    for row in rows.to_dict("records"):
        section = str(row["section"]).rsplit(" > ", 1)[-1]
        source = _say(
            "borrowed_source",
            language,
            title=row["title"] or row["document"],
            section=section,
            start=row["start"],
        )
        also = str(row["also"]).replace("|", message("run.separator", language))
        region = _say("borrowed_also", language, region=row["region"], also=also)
        table.add_row(
            _say(f"advice_{row['advice']}", language),
            Text(region if also else str(row["region"])),
            Text(str(row["quote"])),
            f"{label('status', row['status'], language)} · {label('kind', row['kind'], language)}",
            Text(source),
            Text(f"{row['likeness']:.2f} {row['own_quote']}" if row["own_quote"] else NONE),
        )
    return table


def side_by_side_summary(
    composition: Composition,
    ranking: pd.DataFrame,
    matrix: pd.DataFrame,
    catalogue: Catalogue,
    regions: Sequence[Candidate],
    language: str,
) -> Iterator[Table | Text]:
    """Yield regions side by side, for `rich.console.Console.print`: ranks, scores, measures.

    Parameters
    ----------
    composition
        What was aggregated.
    ranking
        The ranking, with a column a dimension.
    matrix
        Leading claims as text, indicators × region codes
        (`bench.comparison.side_by_side.side_by_side_matrix`).
    catalogue
        The names of dimensions and indicators.
    regions
        The regions, in order; more than stand side by side on a terminal follow below.
    language
        ``"zh"`` or ``"en"``.
    """
    for first in range(0, len(regions), _MOST_BESIDE):
        some = regions[first : first + _MOST_BESIDE]
        yield from _side_by_side(composition, ranking, matrix, catalogue, some, language)


def _side_by_side(
    composition: Composition,
    ranking: pd.DataFrame,
    matrix: pd.DataFrame,
    catalogue: Catalogue,
    regions: Sequence[Candidate],
    language: str,
) -> Iterator[Table | Text]:
    codes = [region.code for region in regions]
    rows = ranking.set_index("region_code").loc[codes]
    table = Table(title=Text(_say("compare_scores", language)))
    table.add_column("", overflow="fold")
    for region in regions:
        table.add_column(Text(region.name), justify="right", no_wrap=True)
    table.add_row(_say("heading_rank", language), *(_number(v, 0) for v in rows["rank"]))
    table.add_row(_say("heading_index", language), *map(_number, rows["index"]), end_section=True)
    place = {region.code: i for i, region in enumerate(composition.regions)}
    for dimension in catalogue.dimensions:
        name = Text(dimension.name.in_(language), style="bold")
        table.add_row(name, *map(_number, rows[dimension.id]))
        for indicator in dimension.all_indicators():
            column = catalogue.indicators.index(indicator)
            values = [composition.normalised[place[code], column] for code in codes]
            table.add_row(Text(f"  {indicator.name.in_(language)}"), *map(_number, values))
    yield table
    if matrix.empty:
        return
    measures = Table(title=Text(_say("compare_measures", language)), show_lines=True)
    measures.add_column(_say("heading_indicator", language), overflow="fold", ratio=1)
    for region in regions:
        measures.add_column(Text(region.name), overflow="fold", ratio=3)
    for part, cells in matrix.iterrows():
        title = catalogue.indicator(str(part)).name.in_(language)
        measures.add_row(Text(title), *(Text(str(cells[code])) for code in codes))
    yield measures


def reference_lines(table: pd.DataFrame, language: str) -> Iterator[Text]:
    """Yield where each number of the side-by-side table leads to, each once.

    Parameters
    ----------
    table
        By the schema `SIDE_BY_SIDE`.
    """
    if table.empty:
        return
    yield Text(_say("compare_references", language), style="bold")
    comma = message("run.separator", language)
    regions = table.groupby("number")["region"].agg(lambda names: comma.join(dict.fromkeys(names)))
    for row in table.drop_duplicates("number").sort_values("number").to_dict("records"):
        section = str(row["section"]).rsplit(" > ", 1)[-1]
        told = {**row, "region": regions[row["number"]], "section": section}
        told["title"] = row["title"] or row["document"]
        yield Text(_say("compare_reference", language, **{str(k): v for k, v in told.items()}))


def _table(
    title: str, headings: tuple[str, ...], language: str, numbers: tuple[int, ...] = ()
) -> Table:
    table = Table(title=Text(title))
    for place, heading in enumerate(headings):
        table.add_column(
            Text(_say(f"heading_{heading}", language)),
            justify="right" if place in numbers else "left",
            overflow="fold",
        )
    return table


def _say(entry: str, language: str, **values: object) -> str:
    return message(f"comparison.{entry}", language, **values)


def _part_name(row: dict[Any, Any], catalogue: Catalogue, language: str) -> str:
    if row["kind"] == INDICATOR:
        return catalogue.indicator(str(row["id"])).name.in_(language)
    names = {group.id: group.name.in_(language) for group in catalogue.groups}
    return names.get(str(row["id"])) or _say("all_gaps", language)


def _best(row: dict[Any, Any], comma: str) -> str:
    if pd.isna(row["best"]):
        return NONE
    who = str(row["best_regions"]).replace("|", comma)
    return f"{_number(row['best'])} {who}".rstrip()


def _after(row: dict[Any, Any]) -> str:
    if pd.isna(row["rank_after"]):
        return NONE
    rise = row["rank_rise"]
    return f"{row['rank_after']:.0f}" + (f" ▲{rise:.0f}" if rise > 0 else "")


def _number(value: float, places: int = 1) -> str:
    return NONE if pd.isna(value) else f"{value:.{places}f}"


def _percent(value: float) -> str:
    return NONE if pd.isna(value) else f"{value:.0%}"


def _ranked(value: float, rank: float) -> str:
    return NONE if pd.isna(value) else f"{value:.2f} ({rank:.0f})"


def _tick(value: object) -> str:
    return "✓" if value == "yes" else ""
