"""The whole evaluation: perfect labels, spoilt labels, samples, and the shipped corpus."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from bench.corpus.folder import find_sources
from bench.corpus.reading import read_document
from bench.evaluation.evaluate import Evaluation, evaluate, evaluate_files
from bench.evaluation.labels import Coder, Coding, Label
from bench.evaluation.tables import TABLES
from bench.evidence.analysis import Analyser, Analysis
from bench.resources import shipped
from tests.evaluation.builders import coder, csv_file, label

SEED_LABELS = Path(__file__).parents[1] / "data" / "seed_labels.csv"


def echo(analysis: Analysis) -> list[Label]:
    """Labels that say of every sentence what the program says."""
    claims = {claim.sentence.start: claim for claim in analysis.claims}
    labels = []
    for sentence in analysis.body.sentences:
        claim = claims.get(sentence.start)
        if claim is None:
            labels.append(label(sentence.start, sentence.end))
            continue
        labels.append(
            label(
                sentence.start,
                sentence.end,
                claim.kind,
                regions=frozenset(claim.attribution.regions),
                indicators=frozenset(hit.indicator for hit in claim.indicators),
                status=claim.status,
            )
        )
    return labels


def measured(analysis: Analysis, analyser: Analyser, *coders: Coder, **options: bool) -> Evaluation:
    return evaluate([analysis], Coding(coders, 0), analyser, **options)


def row(table: pd.DataFrame, **values: str) -> pd.Series:  # type: ignore[type-arg]
    for name, value in values.items():
        table = table[table[name] == value]
    return table.iloc[0]


def test_labels_that_echo_the_program_find_it_perfect(
    analysis: Analysis, analyser: Analyser
) -> None:
    found = measured(analysis, analyser, coder(*echo(analysis)))
    assert set(found.accuracy["f1"]) == {1.0}
    assert set(found.accuracy["f1_low"]) == {1.0}
    assert found.accuracy["coders_f1"].isna().all()
    assert found.disagreements.empty
    assert found.agreement["alike"].eq(1).all()
    assert found.warnings == ()
    assert (found.documents, found.units) == (1, len(analysis.body.sentences))


def test_every_spoilt_label_shows_as_a_difference_and_in_the_figures(
    analysis: Analysis, analyser: Analyser
) -> None:
    labels = echo(analysis)
    at = next(n for n, one in enumerate(labels) if one.is_claim and one.indicators)
    labels[at] = replace(labels[at], indicators=frozenset({"governance.talent"}))
    found = measured(analysis, analyser, coder(*labels))
    (difference,) = found.disagreements.to_dict("records")
    assert (difference["between"], difference["about"]) == ("coders-program", "indicators")
    assert difference["missing"] == "governance.talent"
    assert difference["quote"] == analysis.document.text[labels[at].start : labels[at].end]
    assert row(found.accuracy, figure="indicators")["missed"] == 1
    assert row(found.accuracy, figure="regions")["f1"] == 1
    talent = row(found.by_indicator, figure="triples", indicator="governance.talent")
    assert (talent["recall"], talent["support"]) == (0, 1)
    assert math.isnan(talent["precision"])


def test_regions_stand_in_words_in_differences(analysis: Analysis, analyser: Analyser) -> None:
    labels = echo(analysis)
    at = next(n for n, one in enumerate(labels) if one.is_claim)
    labels[at] = replace(labels[at], regions=frozenset({"650000"}))
    found = measured(analysis, analyser, coder(*labels))
    difference = row(found.disagreements, about="regions")
    assert difference["missing"] == "新疆"
    assert "; 新疆; " in difference["coder_a"]
    assert difference["coder_b"] == ""


def test_what_is_left_out_is_told(analysis: Analysis, analyser: Analyser) -> None:
    labels = echo(analysis)
    coding = Coding((coder(*labels[:3]), coder(*labels[1:2], name="b")), empty=4)
    found = evaluate([analysis], coding, analyser, language="en")
    assert [warning.split()[0] for warning in found.warnings] == ["4", "2", "in"]


def test_a_sample_of_all_sentences_gives_the_same_figures_for_the_body(
    analysis: Analysis, analyser: Analyser
) -> None:
    labels = [replace(one, kind="fact") for one in echo(analysis)]
    found = measured(analysis, analyser, coder(*labels), sampled=True).accuracy
    columns = ["figure", "precision", "recall", "f1", "f1_low", "support", "wrong"]
    here, there = (
        found.loc[found["scope"] == scope, columns].reset_index(drop=True)
        for scope in ("labelled", "body")
    )
    pd.testing.assert_frame_equal(here, there)


def test_a_sample_without_some_class_gives_no_estimate_and_says_so(
    analysis: Analysis, analyser: Analyser
) -> None:
    found = measured(analysis, analyser, coder(echo(analysis)[0]), sampled=True)
    assert set(found.accuracy["scope"]) == {"labelled"}
    assert len(found.warnings) == 1


def test_tables_keep_to_their_schemas(analysis: Analysis, analyser: Analyser) -> None:
    found = measured(analysis, analyser, coder(*echo(analysis)))
    for table in TABLES:
        name = {"accuracy_by_indicator": "by_indicator"}.get(table.name, table.name)
        table.check(getattr(found, name))
        assert all(column.zh and column.en and column.meaning for column in table.columns)


def test_files_are_read_and_measured(
    analysis: Analysis, analyser: Analyser, tmp_path: Path
) -> None:
    claim = analysis.claims[0].sentence
    path = csv_file(
        tmp_path, "文件,起,止,类别,地区", f"one.txt,{claim.start},{claim.end},举措,全国"
    )
    found = evaluate_files([analysis], analyser, path)
    assert found.coders == ("labels",)
    assert row(found.accuracy, figure="claims")["f1"] == 1
    assert set(found.disagreements["about"]) >= {"regions"}


def test_the_labels_of_the_shipped_corpus_fit_it_and_the_program_does_well_on_it(
    analyser: Analyser,
) -> None:
    analyses = [
        analyser.analyse(read_document(source, analyser.gazetteer, analyser.places))
        for source in find_sources(shipped("seeds"))
    ]
    found = evaluate_files(analyses, analyser, SEED_LABELS).accuracy
    assert row(found, figure="claims")["f1"] > 0.7
    assert row(found, figure="regions")["f1"] > 0.85
    assert row(found, figure="triples")["f1"] > 0.4


@pytest.mark.parametrize("names", [("甲",), ("甲", "乙")])
def test_coders_keep_their_names(
    analysis: Analysis, analyser: Analyser, names: tuple[str, ...]
) -> None:
    coders = [coder(*echo(analysis), name=name) for name in names]
    found = measured(analysis, analyser, *coders)
    assert found.coders == names
    assert found.accuracy["coders_f1"].notna().sum() == (4 if len(names) == 2 else 0)
