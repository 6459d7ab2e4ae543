"""What a run says of itself: names, counts and weights as they were."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from bench import __version__
from bench.catalogue.loading import catalogue_weights, load_catalogue
from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Text, Weights
from bench.composite.aggregation import METHODS
from bench.messages import message
from bench.method_notes import method_line, method_notes, source_line, steps_line, weights_name
from bench.settings import Settings
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE
from tests.catalogue.examples import CATALOGUE, write

LANGUAGES = ("zh", "en")
SCENARIO = Weights(
    name=Text(zh="河流优先", en="Rivers first"),
    values={"roads": 1, "rivers": 3, "roads.length": 1, "roads.toll": 1, "rivers.clean": 1},
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write(tmp_path, CATALOGUE))


def settings(**values: object) -> Settings:
    return Settings.model_validate({"catalogue": Path("c/own.yaml"), **values})


def blank(table, count: int, **values: object) -> pd.DataFrame:
    """A table of ``count`` rows that say nothing but ``values``."""
    row = {c.name: "" if c.kind == "text" else 0 for c in table.columns}
    return table.frame([{**row, **values} for _ in range(count)])


def documents(read: int, skipped: int) -> pd.DataFrame:
    parts = blank(DOCUMENTS, read, state="read"), blank(DOCUMENTS, skipped, state="skipped")
    return pd.concat(parts, ignore_index=True)


def notes(
    catalogue: Catalogue, given: Settings, weights: Weights | None = None
) -> tuple[tuple[str, str], ...]:
    tables = (documents(5, 2), blank(CLAIMS, 31), blank(EVIDENCE, 47), blank(CUTS, 11))
    return method_notes(given, catalogue, weights or catalogue_weights(catalogue), *tables)


def numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_those_of_the_tables(catalogue: Catalogue, language: str) -> None:
    texts = [text for _, text in notes(catalogue, settings(language=language))]
    assert [7, 5, 2, 11] in [numbers(text) for text in texts]
    assert [31, 47] in [numbers(text)[:2] for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_run_was_told_stands_there(catalogue: Catalogue, language: str) -> None:
    given = settings(
        language=language,
        regions=("绍兴", "泉州"),
        draws=321,
        seed=77,
        min_claims=13,
        min_coverage=0.35,
    )
    told = " ".join(text for _, text in notes(catalogue, given))
    expected = ("绍兴", "泉州", "321", "77", "13", "35%", "own.yaml", __version__)
    assert [part for part in expected if part not in told] == []
    assert catalogue.fingerprint()[:12] in told
    assert catalogue.title.in_(language) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_used_are_shares_of_the_whole(catalogue: Catalogue, language: str) -> None:
    own = " ".join(text for _, text in notes(catalogue, settings(language=language)))
    given = settings(language=language, weights=Path("w.yaml"))
    scenario = " ".join(text for _, text in notes(catalogue, given, SCENARIO))
    for name, before, after in zip(("roads", "rivers"), (66.7, 33.3), (25, 75), strict=True):
        dimension = next(d for d in catalogue.dimensions if d.id == name)
        assert f"{dimension.name.in_(language)} {before:.1f}%" in own
        assert f"{dimension.name.in_(language)} {after:.1f}%" in scenario


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_is_named_and_the_catalogues_own_weights_are_called_so(
    catalogue: Catalogue, language: str
) -> None:
    given = settings(language=language, weights=Path("w.yaml"))
    assert weights_name(SCENARIO, given) == SCENARIO.name.in_(language)
    assert SCENARIO.name.in_(language) in method_line(catalogue, SCENARIO, given)
    own = weights_name(catalogue_weights(catalogue), settings(language=language))
    assert own not in (catalogue.title.zh, catalogue.title.en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_charts_count_indicators_documents_and_claims(
    catalogue: Catalogue, language: str
) -> None:
    line = method_line(catalogue, SCENARIO, settings(language=language))
    assert numbers(line) == [len(catalogue.indicators)]
    assert numbers(source_line(documents(4, 3), blank(CLAIMS, 9), language)) == [4, 9]


def test_labels_differ_and_no_text_is_empty(catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        found = notes(catalogue, settings(language=language))
        assert len({label for label, _ in found}) == len(found)
        assert all(label and text for label, text in found)


def test_english_notes_hold_no_chinese_but_names(catalogue: Catalogue) -> None:
    english = catalogue.model_copy(update={"dimensions": catalogue.dimensions[:1]})
    weights = catalogue_weights(english)
    told = notes(english, settings(language="en"), weights)
    assert not re.search(r"[\u4e00-\u9fff]", str(told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_weights_were_learnt_from_labels_is_told(catalogue: Catalogue, language: str) -> None:
    learnt = catalogue.model_copy(update={"learnt": "own.learnt.csv"})
    plain = dict(notes(catalogue, settings(language=language)))
    told = dict(notes(learnt, settings(language=language)))
    catalogue_label = next(label for label, text in plain.items() if "own.yaml" in text)
    # The fingerprint differs of itself.
    assert {k: v for k, v in told.items() if k != catalogue_label} != {
        k: v for k, v in plain.items() if k != catalogue_label
    }


def test_the_steps_of_the_method_are_told_in_words(catalogue: Catalogue) -> None:
    given = catalogue.model_copy(
        update={"method": Method(sources={"press": 0.5}, roll_up=True, weighting="entropy")}
    )
    told = steps_line(given, Weights(name=given.title, values={}), "zh")
    assert told == "熵权法；算术平均；按文件类别折算主张（press 0.5）；市县主张计入省"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_the_method_has_a_name(language: str) -> None:
    for step in ("missing", "outliers", "normalisation", "weighting"):
        for choice in get_args(Method.model_fields[step].annotation):
            assert message(f"method.{step}_{choice}", language)
    for name in METHODS:
        assert message(f"method.aggregation_{name}", language)
