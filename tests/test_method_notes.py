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
from bench.method_notes import (
    UNNUMBERED,
    method_line,
    method_notes,
    source_line,
    steps_line,
    steps_notes,
    weights_name,
    weights_text,
)
from bench.settings import Settings
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, SCORES
from tests.catalogue.examples import CATALOGUE, write
from tests.report.conftest import make_statistics, make_statistics_catalogue, score_statistics

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
    tables = (
        documents(5, 2),
        blank(CLAIMS, 31),
        blank(EVIDENCE, 47),
        blank(CUTS, 11),
        SCORES.empty(),
    )
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
    expected = ("绍兴", "泉州", "321", "77", "13", "35%", "own.yaml")
    assert [part for part in expected if part not in told] == []
    assert catalogue.fingerprint()[:12] in told
    assert __version__ in told or __version__ == UNNUMBERED
    assert catalogue.title.in_(language) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_used_are_shares_of_the_whole(catalogue: Catalogue, language: str) -> None:
    own = " ".join(text for _, text in notes(catalogue, settings(language=language)))
    given = settings(language=language, weights=Path("w.yaml"))
    scenario = " ".join(text for _, text in notes(catalogue, given, SCENARIO))
    for name, before, after in zip(("roads", "rivers"), (66.7, 33.3), (25, 75), strict=True):
        dimension = next(d for d in catalogue.dimensions if d.id == name)
        assert f"{dimension.name.in_(language)} {before:g}%" in own
        assert f"{dimension.name.in_(language)} {after:g}%" in scenario


def test_equal_weights_are_told_in_a_phrase(catalogue: Catalogue) -> None:
    content = catalogue.model_dump(mode="json")
    for dimension in content["dimensions"]:
        dimension["weight"] = 1.0
        for indicator in dimension["indicators"]:
            indicator["weight"] = 1.0
    alike = Catalogue.model_validate(content)
    told = weights_text(alike, catalogue_weights(alike), settings(language="zh"))
    assert told == "2个维度各50%，维度内各指标等权"
    content["dimensions"][0]["indicators"][0]["weight"] = 3.0
    uneven = Catalogue.model_validate(content)
    told = weights_text(uneven, catalogue_weights(uneven), settings(language="zh"))
    assert told == "2个维度各50%；维度内各指标的权重见“得分”表" or len(content["dimensions"]) != 2


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
    content = catalogue.model_dump(mode="json")
    english = Catalogue.model_validate({**content, "dimensions": content["dimensions"][:1]})
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
    assert told == "熵权法；算术平均；按文件类别折算主张（新闻报道 0.5）；市县主张计入省"


def changed(catalogue: Catalogue, **values: object) -> Catalogue:
    return Catalogue.model_validate({**catalogue.model_dump(mode="json"), **values})


def step_notes(catalogue: Catalogue, language: str = "zh") -> dict[str, str]:
    return dict(steps_notes(catalogue, catalogue_weights(catalogue), language))


def test_the_aggregation_of_every_part_is_told(catalogue: Catalogue) -> None:
    assert step_notes(catalogue)["合成"] == "总指数和各维度：加权的算术平均"
    content = catalogue.model_dump(mode="json")
    content["dimensions"][0] |= {"aggregation": "geometric", "threshold": 0.5}
    content["method"] = {"scale": [1.0, 100.0]}
    told = step_notes(Catalogue.model_validate(content))
    assert told["合成"] == "总指数、河流：加权的算术平均；道路：加权的几何平均"
    assert told["至少要有得分的部分"] == "道路 50%"
    assert told["得分的量尺"] == "1 至 100，越高越好"


def test_the_scale_that_evidence_is_put_on_is_told(catalogue: Catalogue) -> None:
    assert "0 至 100" in step_notes(catalogue)["得分的量尺"]
    assert "以 100 减去得分" in step_notes(catalogue)["证据得分"]
    z = changed(catalogue, method={"normalisation": "z_score", "evidence": "z_score"})
    assert "均值为 0，标准差为 1" in step_notes(z)["得分的量尺"]
    assert step_notes(z)["证据得分"].endswith("再作标准化：Z 分数")
    given = settings(language="zh")
    assert method_line(z, catalogue_weights(z), given).endswith("Z 分数；算术平均；量尺：Z 分数")


def test_of_statistics_alone_nothing_is_said_of_claims_and_documents() -> None:
    statistics = make_statistics_catalogue({"missing": "median", "imputed_within": "level"})
    scored = score_statistics(statistics, make_statistics())
    tables = (documents(0, 0), blank(CLAIMS, 0), blank(EVIDENCE, 0), blank(CUTS, 0))
    given = settings(language="zh")
    weights = catalogue_weights(statistics)
    told = dict(method_notes(given, statistics, weights, *tables, scored.scores))
    assert told["统计数值"].startswith("3 项统计指标：有数值 8 个，插补 1 个，缺 0 个")
    assert told["缺失值"] == "缺数值的统计指标以同级地区的中位数插补；插补的不计入覆盖率"
    assert told["统计指标的标准化"].startswith("极差标准化；写明目标区间或目标值")
    assert told["统计指标的离群值"] == "不处理离群值"
    assert "赋权" not in told  # weights as given are told once
    assert not any(word in str(told["排名门槛"]) for word in ("主张", "文件"))
    assert "文件" not in told
    assert "证据得分" not in told
    assert "主张" not in told["名次区间"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_raw_name_of_a_step_stands_in_the_notes(language: str) -> None:
    raw = re.compile(r"\b(min_max|z_score|winsorise|median|drop|given|standard_deviation)\b")
    for method in (
        {"missing": "median", "outliers": "winsorise"},
        {"weighting": "standard_deviation", "normalisation": "z_score"},
    ):
        told = str(step_notes(make_statistics_catalogue(method), language))
        found = set(raw.findall(told))
        assert found <= ({"median", "given"} if language == "en" else set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_the_method_has_a_name(language: str) -> None:
    for step in ("missing", "outliers", "normalisation", "weighting"):
        for choice in get_args(Method.model_fields[step].annotation):
            assert message(f"method.{step}_{choice}", language)
    for name in METHODS:
        assert message(f"method.aggregation_{name}", language)
