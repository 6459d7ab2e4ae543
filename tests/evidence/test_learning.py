"""Learning from labels: what may have a weight, what the weights say, and the command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.catalogue.model import Catalogue
from bench.evidence import learning
from bench.evidence.examples import Example
from bench.evidence.genres import GENRES
from bench.evidence.learning import learn, main, place_names
from bench.evidence.learnt import LearntByGenre, LearntWeights
from bench.evidence.learnt_tables import load_by_genre
from bench.evidence.passages import Passage
from bench.regions.gazetteer import Gazetteer
from tests.evidence.labelled import TEXT, labels_file, row, span

NAMES = ("area.power", "area.trade", "area.never")
# What stands in each of 12 documents; 渔港码头 stands in many sentences of a few documents only.
POWER = "绍兴市扩建机房和服务器2026"
TRADE = "泉州市撮合交易与登记5g"

ALONE = {
    "机房": "area.power",
    "服务器": "area.power",
    "绍兴": "area.power",
    "撮合交易": "area.trade",
    "5g": "area.trade",
}


def examples(rare: str = "渔港码头", rare_documents: int = 3) -> list[Example]:
    made = []
    for number in range(12):
        more = rare * (number < rare_documents)
        made += [
            Example(f"d{number}", Passage(f"{POWER}{more}。"), frozenset({"area.power"})),
            Example(f"d{number}", Passage(f"{more}{TRADE}。", more), frozenset({"area.trade"})),
            Example(f"d{number}", Passage(f"{more}另有它事。"), frozenset()),
        ]
        # Words that stand alone too, so that no longer string takes their place.
        made += [
            Example(f"d{number}", Passage(word), frozenset({indicator}))
            for word, indicator in ALONE.items()
        ]
    return made


def learnt(given: Sequence[Example], places: Sequence[str] = ("绍兴市", "泉州市")) -> LearntWeights:
    return learn(given, np.zeros((len(given), len(NAMES))), NAMES, places).of("")


@pytest.fixture(scope="module")
def weights() -> LearntWeights:
    return learnt(examples())


def test_a_string_in_enough_sentences_and_documents_is_a_feature(weights: LearntWeights) -> None:
    assert {"机房", "服务器", "撮合交易", "5g"} <= set(weights.features)
    assert {len(feature) for feature in weights.features} == {2, 3, 4, 5}


def test_a_string_of_too_few_documents_is_none(weights: LearntWeights) -> None:
    # It stands in 9 sentences, enough, but of 3 documents.
    assert not [f for f in weights.features if "渔港" in f]
    assert [f for f in learnt(examples(rare_documents=4)).features if "渔港" in f]


def test_a_string_in_too_few_sentences_is_none() -> None:
    given = examples(rare="", rare_documents=0)
    spread = [
        Example(e.document, Passage(e.passage.text + "盐场" * (n % 20 == 0)), e.indicators)
        for n, e in enumerate(given)
    ]
    assert sum("盐场" in e.passage.text for e in spread) == 5
    assert not [f for f in learnt(spread).features if "盐场" in f]
    sixth = Example("d11", Passage("盐场。"), frozenset())
    assert [f for f in learnt([*spread, sixth]).features if "盐场" in f]


def test_what_is_part_of_a_place_name_is_none(weights: LearntWeights) -> None:
    assert not {"绍兴", "兴市", "绍兴市", "泉州"} & set(weights.features)
    assert "绍兴" in learnt(examples(), places=()).features


def test_a_bare_number_or_what_holds_punctuation_is_none(weights: LearntWeights) -> None:
    assert not [f for f in weights.features if f.isdigit() or "。" in f]


def test_the_places_are_the_full_names_of_provinces_and_cities(gazetteer: Gazetteer) -> None:
    names = place_names(gazetteer)
    assert {"浙江省", "绍兴市", "内蒙古自治区"} <= set(names)
    assert not {"滨江区", "义乌市", "全国", "长三角"} & set(names)


def test_the_weights_tell_the_indicators_apart(weights: LearntWeights) -> None:
    texts = ["新添机房和服务器", "撮合交易与登记"]
    odds = weights.log_odds(texts, ["", ""], np.zeros((2, 3)))
    assert odds[0, 0] > 0 > odds[0, 1]
    assert odds[1, 1] > 0 > odds[1, 0]


def test_an_indicator_without_any_example_is_never_found(weights: LearntWeights) -> None:
    odds = weights.log_odds([POWER, TRADE, ""], ["", "", ""], np.full((3, 3), 9.0))
    assert (odds[:, 2] < -5).all()


def test_the_catalogues_log_odds_count_where_they_tell_something() -> None:
    given = [
        Example(f"d{n % 12}", Passage("机房有事。"), frozenset({"area.power"} if n % 2 else ()))
        for n in range(60)
    ]
    said = np.zeros((60, len(NAMES)))
    said[1::2, 0] = 5.0
    weights = learn(given, said, NAMES).of("")
    assert weights.catalogue[0, 0] > 0
    assert weights.catalogue[1:, 0] == pytest.approx(0)


def test_strings_of_next_to_no_weight_are_dropped(
    monkeypatch: pytest.MonkeyPatch, weights: LearntWeights
) -> None:
    every = weights.text.toarray()
    least = float(np.median(np.abs(every[every != 0])))
    monkeypatch.setattr(learning, "_RECIPE", replace(learning._RECIPE, least_weight=least))
    kept = learnt(examples()).text.toarray()
    assert 0 < (kept != 0).sum() < (every != 0).sum()
    assert kept == pytest.approx(np.where(np.abs(every) >= least - 1e-12, every, 0))


def test_a_string_that_stands_within_a_longer_one_is_left_to_it() -> None:
    # 机房 always stands in 大机房, and 大机 too; 服务器 stands in 云服务器 half the time only.
    texts = ["扩建大机房，添置云服务器。", "扩建大机房，添置服务器。"]
    given = [
        Example(f"d{n % 12}", Passage(texts[n % 2]), frozenset({"area.power"} if n % 3 else ()))
        for n in range(48)
    ]
    found = set(learnt(given).features)
    assert "服务器" in found
    assert not {"机房", "大机", "扩建"} & found


def test_the_order_of_the_places_changes_nothing(weights: LearntWeights) -> None:
    again = learnt(examples(), places=("泉州市", "绍兴市"))
    assert again.features == weights.features
    assert (again.text != weights.text).nnz == 0


# --- by genre ------------------------------------------------------------------------------------


def by_genre(own: float, monkeypatch: pytest.MonkeyPatch) -> LearntByGenre:
    """Learn that 专班 is of area.power in plans and of area.trade in laws, and in no others."""
    monkeypatch.setattr(learning, "_RECIPE", replace(learning._RECIPE, own=own))
    given = [
        Example(f"{kind}{number}", Passage(text), frozenset(indicators), kind)
        for number in range(12)
        for kind, indicator in (("plan", "area.power"), ("regulation", "area.trade"))
        for text, indicators in (("组建专班。", {indicator}), ("另有它事。", set()))
    ]
    return learn(given, np.zeros((len(given), len(NAMES))), NAMES)


def odds_of(weights: LearntByGenre, kind: str) -> list[float]:
    odds: list[float] = weights.of(kind).log_odds(["专班"], [""], np.zeros((1, 3)))[0].tolist()
    return odds


def test_a_string_may_say_another_thing_in_another_genre(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = by_genre(1.0, monkeypatch)
    plan, law, press = (odds_of(weights, kind) for kind in ("plan", "regulation", "press"))
    assert plan[0] > press[0] > law[0]
    assert law[1] > press[1] > plan[1]


def test_a_genre_without_labels_goes_by_what_holds_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = by_genre(1.0, monkeypatch)
    assert set(weights.genres) == set(GENRES)
    assert odds_of(weights, "press") == odds_of(weights, "work_report")


def test_with_nothing_of_their_own_all_genres_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = by_genre(0.0, monkeypatch)
    assert len({tuple(odds_of(weights, kind)) for kind in ("plan", "regulation", "press")}) == 1


# --- labels and the command ----------------------------------------------------------------------


def test_the_command_writes_a_table_that_can_be_read(
    tmp_path: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    rows = []
    for number in range(10):
        (folder / f"d{number}.txt").write_text(TEXT, encoding="utf-8")
        rows.append(row(*span(0), "measure", "infrastructure.compute", doc=f"d{number}"))
        rows.append(row(*span(2), "fact", "data_markets.trading", doc=f"d{number}"))
    out = tmp_path / "made.csv"
    main(
        [
            str(labels_file(tmp_path, *rows)),
            "--documents",
            str(folder),
            "--practice",
            str(tmp_path / "none"),
            "--out",
            str(out),
        ]
    )
    assert "20" in capsys.readouterr().out
    names = [indicator.id for indicator in catalogue.indicators]
    made = load_by_genre(out, names).of("")
    odds = made.log_odds(["添置服务器"], [""], np.zeros((1, len(names))))[0]
    assert names[int(odds.argmax())] == "infrastructure.compute"
