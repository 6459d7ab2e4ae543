"""Learnt weights: worked by hand, kept in a table and read again, and what breaks the table."""

from __future__ import annotations

import math
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.catalogue.model import Catalogue
from bench.corpus.document import Document
from bench.errors import InputError
from bench.evidence.analysis import Analyser
from bench.evidence.learnt import (
    CATALOGUE_SCALE,
    COLUMNS,
    HEADING_SCALE,
    LearntWeights,
    learnt_of,
    load_learnt,
    save_learnt,
)
from bench.regions.gazetteer import Gazetteer
from bench.resources import shipped
from bench.settings import DEFAULT_CATALOGUE
from tests.evidence.builders import document, small_catalogue

Array = NDArray[np.float64]
NAMES = ("area.a", "area.b")
FEATURES = ("云平台", "数据", "算力", "5g")
HEADINGS = f"{','.join(COLUMNS)}\n"
BASE = "area.a,base,,-1\narea.b,base,,-2\n"
FIRST = document(
    "武汉建成智算中心三座，算力规模达到2000 PFLOPS。同时发放算力券，服务企业300家。",
    "二是推进数据产品登记，培育数商90家；三是改造机房200间，降低能耗。",
    path="first.txt",
)
SECOND = document(
    "一、总体要求",
    "加快建设工业互联网平台，到2029年培育产业大脑20个。",
    "支持烟台开展数据资产入表试点，给予最高300万元补助。",
    path="second.txt",
    kind="plan",
    region="370000",
)


def weights(
    text: Array | None = None, heading: Array | None = None, catalogue: Array | None = None
) -> LearntWeights:
    blank = np.zeros((len(FEATURES), len(NAMES)))
    return LearntWeights(
        NAMES,
        FEATURES,
        csr_array(blank if text is None else text),
        csr_array(blank if heading is None else heading),
        np.zeros((2, 2)) if catalogue is None else catalogue,
        np.array([-1.0, -2.0]),
    )


def only(feature: str, indicator: int, value: float) -> Array:
    """Weights that are 0 but for one string and one indicator."""
    array = np.zeros((len(FEATURES), len(NAMES)))
    array[FEATURES.index(feature), indicator] = value
    return array


def table(folder: Path, *rows: str, base: str = BASE) -> Path:
    path = folder / "some.learnt.csv"
    path.write_text(HEADINGS + base + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        load_learnt(path, NAMES)
    for language in ("zh", "en"):
        assert caught.value.text(language).startswith(str(path))
        assert len(caught.value.text(language).splitlines()) == 1
    return caught.value


# --- log-odds ------------------------------------------------------------------------------------


def test_the_log_odds_worked_by_hand() -> None:
    learnt = weights(only("算力", 0, 3), only("数据", 1, 4), np.array([[5.0, 0], [1.0, 2.0]]))
    (odds,) = learnt.log_odds(["算力与数据"], ["数据"], np.array([[2.0, -3.0]]))
    # The sentence has five characters, so a string in it counts 1/√5; the heading has two.
    a = 3 / math.sqrt(5) + CATALOGUE_SCALE * (2 * 5 - 3 * 1) - 1
    b = HEADING_SCALE * 4 / math.sqrt(2) + CATALOGUE_SCALE * (-3 * 2) - 2
    assert odds == pytest.approx([a, b])


def test_a_string_counts_once_however_often_it_stands_there() -> None:
    learnt = weights(only("算力", 0, 3))
    odds = learnt.log_odds(["算力还是算力", "算力还是别的"], ["", ""], np.zeros((2, 2)))
    assert odds[0] == pytest.approx(odds[1])


def test_strings_are_found_in_any_case() -> None:
    upper, lower = weights().found(["5G", "5g"]).toarray().tolist()
    assert upper == lower == pytest.approx([0, 0, 0, 1 / math.sqrt(2)])


@given(st.lists(st.text(alphabet="云平台数据算力5Gg", max_size=12), max_size=5))
def test_what_is_found_is_scaled_by_the_length_of_the_text(texts: list[str]) -> None:
    found = weights().found(texts).toarray()
    assert found.shape == (len(texts), len(FEATURES))
    for row, text in zip(found, texts, strict=True):
        scale = 1 / math.sqrt(max(len(text), 1))
        assert row.tolist() == pytest.approx([scale * (f in text.lower()) for f in FEATURES])


def test_weights_pickle_after_use() -> None:
    learnt = weights(only("算力", 0, 3))
    asked = (["算力"], [""], np.zeros((1, 2)))
    before = learnt.log_odds(*asked)
    assert pickle.loads(pickle.dumps(learnt)).log_odds(*asked) == pytest.approx(before)


# --- the table -----------------------------------------------------------------------------------


@given(
    text=arrays(np.float64, (4, 2), elements=st.floats(-9, 9)),
    heading=arrays(np.float64, (4, 2), elements=st.floats(-9, 9)),
    catalogue=arrays(np.float64, (2, 2), elements=st.floats(-20, 20)),
    texts=st.lists(st.text(alphabet="云平台数据算力5G，", max_size=12), min_size=1, max_size=4),
)
def test_saved_and_loaded_they_give_the_same_log_odds(
    tmp_path_factory: pytest.TempPathFactory,
    text: Array,
    heading: Array,
    catalogue: Array,
    texts: list[str],
) -> None:
    # A string without any weight is another matter: see below.
    text[:, 0] = np.where(text[:, 0] == 0, 1.0, text[:, 0])
    learnt = weights(text, heading, catalogue)
    path = tmp_path_factory.mktemp("learnt") / "w.csv"
    save_learnt(learnt, path)
    odds = np.tile([3.0, -4.0], (len(texts), 1))
    asked = (texts, texts[::-1], odds)
    again = load_learnt(path, NAMES)
    # Half a thousandth a weight: at most four strings of length 1/2 in each part, two log-odds.
    assert again.log_odds(*asked) == pytest.approx(learnt.log_odds(*asked), abs=0.004)


def test_saving_what_was_loaded_gives_the_same_rows(tmp_path: Path) -> None:
    original = shipped("indicators/digital_economy.learnt.csv")
    rows = original.read_text(encoding="utf-8").splitlines()
    names = list(dict.fromkeys(row.split(",")[0] for row in rows[1:]))
    save_learnt(load_learnt(original, names), tmp_path / "again.csv")
    again = (tmp_path / "again.csv").read_text(encoding="utf-8").splitlines()
    # Weights that are alike once rounded may change places.
    assert sorted(again) == sorted(rows)


def test_rows_stand_by_indicator_and_part_the_strongest_first(tmp_path: Path) -> None:
    text = only("数据", 0, 1) + only("算力", 0, 3) + only("云平台", 0, -2)
    path = tmp_path / "w.csv"
    save_learnt(weights(text, only("数据", 1, 0.5)), path)
    rows = [row.split(",") for row in path.read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == COLUMNS
    assert [(r[0], r[2], r[3]) for r in rows if r[1] == "text"] == [
        ("area.a", "算力", "3.000"),
        ("area.a", "数据", "1.000"),
        ("area.a", "云平台", "-2.000"),
    ]
    assert [r[:3] for r in rows if r[1] == "heading"] == [["area.b", "heading", "数据"]]
    assert [r[0] for r in rows[1:]] == sorted(r[0] for r in rows[1:])


def test_weights_of_an_indicator_that_the_catalogue_lacks_do_no_harm(tmp_path: Path) -> None:
    rows = ("area.a,text,算力,3", "area.a,catalogue,area.b,1")
    strangers = ("area.z,base,,9", "area.z,text,渔业,9", "area.a,catalogue,area.z,9")
    asked = (["算力与渔业"], [""], np.array([[1.0, 2.0]]))
    plain = load_learnt(table(tmp_path, *rows), NAMES)
    odds = plain.log_odds(*asked)
    more = load_learnt(table(tmp_path, *rows, *strangers), NAMES)
    assert more.features == plain.features == ("算力",)
    assert more.log_odds(*asked) == pytest.approx(odds)


def test_columns_go_by_the_catalogues_order(tmp_path: Path) -> None:
    path = table(tmp_path, "area.a,text,算力,3", "area.a,catalogue,area.b,1")
    asked = (["算力"], [""])
    one = load_learnt(path, NAMES).log_odds(*asked, np.array([[1.0, 2.0]]))
    other = load_learnt(path, NAMES[::-1]).log_odds(*asked, np.array([[2.0, 1.0]]))
    assert other[0] == pytest.approx(one[0, ::-1])


def test_an_indicator_without_weights_is_named(tmp_path: Path) -> None:
    error = refusal(table(tmp_path, "area.b,text,数据,1", base="area.a,base,,-1\n"))
    assert error.key == "evidence.learnt_missing"
    assert "area.b" in error.text("en")


@pytest.mark.parametrize("content", [b"", HEADINGS.encode()])
def test_an_empty_table_has_no_weights_for_the_first_indicator(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(content)
    assert "area.a" in refusal(path).text("en")


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\x01",
        b"name;weight\narea.a;1\n",
        f"{HEADINGS}{BASE}area.a,text,算力,much\n".encode(),
        f"{HEADINGS}{BASE}area.a,text\n".encode(),
    ],
    ids=["not UTF-8", "other columns", "no number", "a short row"],
)
def test_a_broken_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(content)
    assert refusal(path).key == "evidence.learnt_unreadable"


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv").key == "evidence.learnt_unreadable"


def test_a_string_without_any_weight_changes_nothing(
    tmp_path: Path,
) -> None:
    learnt = weights(only("算力", 0, 3))
    save_learnt(learnt, tmp_path / "w.csv")
    asked = (["算力与数据"], [""], np.zeros((1, 2)))
    again = load_learnt(tmp_path / "w.csv", NAMES)
    assert again.log_odds(*asked) == pytest.approx(learnt.log_odds(*asked))


@pytest.mark.parametrize(
    "rows",
    [
        ("area.a,text,,1",),
        ("area.a,text,算力,nan",),
        ("area.a,text,算力,inf",),
        ('area.a,text,"算力,1', *["area.b,text,数据,1"] * 8000),
    ],
    ids=["no feature", "nan", "inf", "a stray quotation mark"],
)
def test_a_table_with_a_slip_is_refused(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert refusal(table(tmp_path, *rows)).key == "evidence.learnt_unreadable"


# --- with a catalogue ----------------------------------------------------------------------------


def test_the_table_lies_beside_the_catalogue_that_names_it(tmp_path: Path) -> None:
    small = small_catalogue({"id": "a", "terms": {"算力": 1}}, {"id": "b", "terms": {"数据": 1}})
    path = table(tmp_path, "area.a,text,算力,3")
    assert learnt_of(small, tmp_path / "c.yaml") is None
    named = small.model_copy(update={"learnt": path.name})
    found = learnt_of(named, tmp_path / "c.yaml")
    assert found is not None
    assert (found.indicators, found.features) == (NAMES, ("算力",))


@pytest.fixture(scope="module")
def learnt(catalogue: Catalogue, gazetteer: Gazetteer) -> Analyser:
    return Analyser(catalogue, gazetteer, learnt_of(catalogue, shipped(DEFAULT_CATALOGUE)))


def test_the_shipped_weights_have_strings_of_two_to_five_characters(learnt: Analyser) -> None:
    assert learnt.learnt is not None
    assert {len(feature) for feature in learnt.learnt.features} == {2, 3, 4, 5}
    assert all(feature == feature.lower() for feature in learnt.learnt.features)


def test_learnt_weights_bear_on_what_is_filed(analyser: Analyser, learnt: Analyser) -> None:
    assert learnt.analyse(FIRST).claims[0].indicators[0].indicator == "infrastructure.compute"
    assert learnt.analyse(FIRST).claims != analyser.analyse(FIRST).claims


def test_with_learnt_weights_a_document_is_filed_the_same_whatever_else_is_read(
    learnt: Analyser, catalogue: Catalogue, gazetteer: Gazetteer
) -> None:
    both = [learnt.analyse(d) for d in (FIRST, SECOND)]
    assert [learnt.analyse(d) for d in (SECOND, FIRST)] == both[::-1]
    for given_document, analysis in zip((FIRST, SECOND), both, strict=True):
        assert analysis.claims
        alone = Analyser(catalogue, gazetteer, learnt.learnt)
        assert alone.analyse(given_document) == analysis


@settings(max_examples=30)
@given(st.lists(st.sampled_from([FIRST, SECOND]), max_size=6))
def test_with_learnt_weights_documents_together_come_out_as_alone(
    learnt: Analyser, documents: list[Document]
) -> None:
    assert learnt.analyse_all(documents) == [learnt.analyse(one) for one in documents]


def test_an_analyser_with_learnt_weights_pickles_and_finds_the_same(learnt: Analyser) -> None:
    expected = learnt.analyse(FIRST)
    assert pickle.loads(pickle.dumps(learnt)).analyse(FIRST) == expected
