"""The commands ``compare``, ``gaps`` and ``peers``: the last run looked at anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bench.commands.output import print_data, print_tables, records, tell_notes
from bench.options import (
    CatalogueOption,
    DocumentsOption,
    FormatOption,
    LanguageOption,
    LastOutputOption,
    ProjectOption,
    check_form,
    chosen_settings,
    explanation,
    told,
)

# Each command imports what it works with: `--help` must not wait for what compares.
if TYPE_CHECKING:
    import pandas as pd

    from bench.comparing import Compared
    from bench.comparison.alike import Alike
    from bench.comparison.peers import Peers
    from bench.settings import Settings

RegionsArgument = Annotated[list[str], typer.Argument(help=explanation("compared_regions"))]
TargetArgument = Annotated[
    str | None, typer.Argument(help=explanation("target"), show_default=False)
]
PeersOption = Annotated[
    str | None, typer.Option("--peers", help=explanation("peers_option"), show_default=False)
]
GroupOption = Annotated[
    str | None, typer.Option("--group", help=explanation("group"), show_default=False)
]
LevelOption = Annotated[bool, typer.Option("--level", help=explanation("level"))]
CountOption = Annotated[
    int | None, typer.Option("--count", min=1, help=explanation("count"), show_default=False)
]


def compare(
    regions: RegionsArgument,
    project: ProjectOption = None,
    form: FormatOption = "table",
    documents: DocumentsOption = None,
    output: LastOutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
) -> None:
    """Set regions of the last run side by side: ranks, scores, and measures in their words."""
    settings, found = _compared(project, documents, output, catalogue, language, form)
    spoken = settings.language
    from bench.comparison.side_by_side import side_by_side, side_by_side_matrix
    from bench.errors import InputError
    from bench.report.terminal.beside import reference_lines, side_by_side_summary

    with told(spoken):
        chosen = list(dict.fromkeys(found.find(name) for name in regions))
        if len(chosen) < 2:
            raise InputError("comparison.one_region")
        codes, names = [one.code for one in chosen], found.project.catalogue
        table = side_by_side(found.composition, names, codes)
        matrix = side_by_side_matrix(table, found.composition, names, codes, language=spoken)
    ranking = found.scored.ranking
    if form == "table":
        shown = side_by_side_summary(found.composition, ranking, matrix, names, chosen, spoken)
        print_tables(shown)
        print_tables(reference_lines(table, spoken))
    else:
        # Nothing is drawn anew here: intervals are the run's, in ranking.csv.
        wanted = ranking[ranking["region_code"].isin(codes)].drop(columns=["rank_low", "rank_high"])
        scores = found.scored.scores
        record = {
            "ranking": records(wanted),
            "scores": records(scores[scores["region_code"].isin(codes)]),
            "measures": records(table),
        }
        print_data(form, table, record)


def gaps(
    target: TargetArgument = None,
    peers: PeersOption = None,
    group: GroupOption = None,
    level: LevelOption = False,
    count: CountOption = None,
    most: Annotated[int, typer.Option("--most", min=0, help=explanation("most_gaps"))] = 3,
    table: Annotated[str, typer.Option("--table", help=explanation("gaps_table"))] = "gaps",
    project: ProjectOption = None,
    form: FormatOption = "table",
    documents: DocumentsOption = None,
    output: LastOutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
) -> None:
    """Say where a target trails its peers, what closing each gap brings, what could be borrowed."""
    settings, found = _compared(project, documents, output, catalogue, language, form)
    spoken = settings.language
    from bench.comparison.beside import beside
    from bench.comparison.likeness import words_without_places
    from bench.errors import InputError
    from bench.report.terminal.beside import gaps_summary

    with told(spoken):
        if table not in ("gaps", "borrowed"):
            raise InputError("comparison.bad_table", known="gaps, borrowed", table=table)
        chosen, _ = _peers(found, target, peers, group, level, count)
        words_of = words_without_places(found.project.catalogue, found.places)
        result = beside(found.composition, chosen, words_of)
    tell_notes(result.notes, spoken)
    tables = {"gaps": result.gaps.table, "borrowed": result.borrowed.table}
    if form == "table":
        print_tables(gaps_summary(result, found.project.catalogue, spoken, most))
    else:
        record = {name: records(one) for name, one in tables.items()}
        about = {
            "target": result.gaps.target.name,
            "peers": [peer.name for peer in result.gaps.peers],
            "how": result.peers.how.text(spoken),
            "notes": [note.text(spoken) for note in result.notes],
        }
        print_data(form, tables[table], {**about, **record})


def peers(
    target: TargetArgument = None,
    peers: PeersOption = None,
    group: GroupOption = None,
    level: LevelOption = False,
    count: CountOption = None,
    project: ProjectOption = None,
    form: FormatOption = "table",
    documents: DocumentsOption = None,
    output: LastOutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
) -> None:
    """Say whom a target can be compared with: near in policy, near in structure, or given."""
    settings, found = _compared(project, documents, output, catalogue, language, form)
    spoken = settings.language
    from bench.report.terminal.beside import peers_summary, terms_lines

    with told(spoken):
        result, alike = _peers(found, target, peers, group, level, count)
        notes = (*alike.notes, *result.notes)
        notes = (*notes, *(found.structure.notes if found.structure else ()))
        near, shared = _shared(found, alike, result.table, result.target.code)
    tell_notes(notes, spoken)
    if form == "table":
        lines = terms_lines(alike.key_terms, shared, result.target, near, spoken)
        print_tables(peers_summary(result, spoken, list(lines)))
    else:
        key_terms = alike.key_terms
        record = {
            "target": result.target.name,
            "how": result.how.text(spoken),
            "peers": records(result.table),
            "key_terms": records(key_terms[key_terms["region_code"] == result.target.code]),
            "shared_terms": records(shared),
        }
        print_data(form, result.table, record)


def _compared(
    project: Path | None,
    documents: Path | None,
    output: Path | None,
    catalogue: Path | None,
    language: str | None,
    form: str,
) -> tuple[Settings, Compared]:
    """Load a project and what its last run found, and score it."""
    with told(language):
        check_form(form)
        settings = chosen_settings(project, documents, output, catalogue, language)
    with told(settings.language):
        from bench.comparing import last_compared
        from bench.last_run import changed_documents, read_last_run
        from bench.project import load_project

        loaded = load_project(settings)
        last = read_last_run(loaded.catalogue, settings)
        changed = changed_documents(last, settings, settings.language)
        if changed:
            typer.echo(changed, err=True)
        return settings, last_compared(loaded, last)


def _peers(
    found: Compared,
    target: str | None,
    peers: str | None,
    group: str | None,
    by_level: bool,
    count: int | None,
) -> tuple[Peers, Alike]:
    """Choose the peers that the command line asks for, and tell how alike the regions are."""
    from bench.comparing import asked_peers
    from bench.comparison.beside import target_peers
    from bench.errors import InputError

    if sum((peers is not None, group is not None, by_level, count is not None)) > 1:
        raise InputError("comparison.several_ways")
    names = [name.strip() for given in (peers, group) if given for name in _split(given)]
    project = found.project
    asked = asked_peers(
        project.settings,
        project.gazetteer,
        [name for name in names if name],
        by_level=by_level,
        count=count,
    )
    wanted = target or project.settings.target
    if not wanted:
        raise InputError("comparison.no_target")
    own = found.find(wanted)
    alike = found.alike(own.code)
    structure, gazetteer = found.structure, project.gazetteer
    return target_peers(found.composition, alike, structure, own, asked, gazetteer), alike


def _split(names: str) -> Sequence[str]:
    for mark in "，、;；|":
        names = names.replace(mark, ",")
    return names.split(",")


def _shared(
    found: Compared, alike: Alike, table: pd.DataFrame, code: str
) -> tuple[str, pd.DataFrame]:
    """Return the peer nearest in policy, and the terms that it shares with the target."""
    from bench.comparison.keyness import shared_terms
    from bench.comparison.schema import SHARED_TERMS

    nearest = table[table["policy_rank"] == 1]
    codes = [region.code for region in alike.regions]
    if nearest.empty or code not in codes:
        return "", SHARED_TERMS.empty()
    near = nearest.iloc[0]
    terms = found.project.catalogue.terms()
    return str(near["peer"]), shared_terms(alike.claims, code, str(near["peer_code"]), terms)
