from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.catalogue.judgements import judged_weights, parts_of
from bench.catalogue.loading import load_catalogue, load_weights
from bench.catalogue.model import Catalogue
from bench.errors import InputError
from tests.catalogue.examples import CATALOGUE, catalogue_data, indicator, write

THREE = ["roads.a", "roads.b", "roads.c"]
# a over b 2, b over c 2, hence a over c 4: wholly consistent.
CONSISTENT = ",a,b,c\na,1,2,4\nb,,1,2\n"
# a over b 9, b over c 9, and yet c over a 9.
CIRCLE = ",a,b,c\na,1,9,1/9\nb,,1,9\n"


@pytest.fixture
def small() -> Catalogue:
    return Catalogue.model_validate(catalogue_data(*(indicator(name) for name in THREE)))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load_catalogue(write(tmp_path, CATALOGUE))


def test_consistent_judgements_give_their_weights_and_a_ratio_of_0(
    tmp_path: Path, small: Catalogue
) -> None:
    found = judged_weights([write(tmp_path, CONSISTENT, "c.csv")], small, "roads", "w.yaml:3")
    np.testing.assert_allclose([found.weights[name] for name in THREE], [4 / 7, 2 / 7, 1 / 7])
    assert found.ratio == pytest.approx(0, abs=1e-9)


def test_judges_are_combined_by_the_geometric_mean(tmp_path: Path, small: Catalogue) -> None:
    # 1 and 4 make 2: together they say what CONSISTENT says; the second left b over c to the first.
    files = [
        write(tmp_path, ",a,b,c\na,,1,2\nb,,,2\n", "one.csv"),
        write(tmp_path, ",a,b,c\na,,4,8\n", "two.csv"),
    ]
    found = judged_weights(files, small, "roads", "w.yaml:3")
    np.testing.assert_allclose([found.weights[name] for name in THREE], [4 / 7, 2 / 7, 1 / 7])


def test_contradictions_are_refused_with_ratio_worst_judgement_and_mend(
    tmp_path: Path, small: Catalogue
) -> None:
    path = write(tmp_path, CIRCLE, "c.csv")
    with pytest.raises(InputError) as caught:
        judged_weights([path], small, "roads", "w.yaml:3")
    error = caught.value
    assert error.key == "catalogue.inconsistent"
    assert float(str(error.values["ratio"])) > 0.1
    assert error.values["given"] == "9"
    # The other two say 1/81, which lies beyond the scale; its end is not enough.
    assert error.values["fitting"] == "1/9"
    assert float(str(error.values["after"])) > 0.1
    for language in ("zh", "en"):
        assert "w.yaml:3" in error.text(language)
        assert "forced: true" in error.text(language)


def test_the_mend_comes_from_the_other_judgements_and_is_told_with_the_ratio_it_leads_to(
    tmp_path: Path, small: Catalogue
) -> None:
    # 2 and 2 make 4; the weights of all three would say 1.7, bent by the 1/3 itself.
    path = write(tmp_path, ",a,b,c\na,1,2,1/3\nb,,1,2\n", "c.csv")
    with pytest.raises(InputError) as caught:
        judged_weights([path], small, "roads", "w.yaml:3")
    values = caught.value.values
    assert (values["row"], values["column"], values["given"]) == ("roads.c", "roads.a", "3")
    assert (values["fitting"], values["after"]) == ("1/4", "0.000")


def test_a_judgement_below_1_is_told_the_way_round_in_which_it_is_above(
    tmp_path: Path, small: Catalogue
) -> None:
    text = ",a,b,c\na,1,1/9,5\nb,,1,2\n"
    with pytest.raises(InputError) as caught:
        judged_weights([write(tmp_path, text, "c.csv")], small, "roads", "w.yaml:3")
    values = caught.value.values
    assert (values["row"], values["column"], values["given"]) == ("roads.b", "roads.a", "9")


def test_contradictions_are_used_where_that_is_forced(tmp_path: Path, small: Catalogue) -> None:
    path = write(tmp_path, CIRCLE, "c.csv")
    found = judged_weights([path], small, "roads", "w.yaml:3", forced=True)
    np.testing.assert_allclose(list(found.weights.values()), [1 / 3] * 3)
    assert found.ratio > 0.1


def test_a_pair_that_nobody_judged_is_told(tmp_path: Path, small: Catalogue) -> None:
    files = [write(tmp_path, ",a,b,c\na,,2,\n", f"{n}.csv") for n in (1, 2)]
    with pytest.raises(InputError) as caught:
        judged_weights(files, small, "roads", "w.yaml:3")
    assert caught.value.key == "catalogue.pair_not_judged"
    assert caught.value.values["count"] == 2
    assert "roads.a" in str(caught.value)
    assert "roads.c" in str(caught.value)


def test_more_than_15_parts_are_refused(tmp_path: Path) -> None:
    parts = [indicator(f"roads.p{n}") for n in range(16)]
    large = Catalogue.model_validate(catalogue_data(*parts))
    with pytest.raises(InputError) as caught:
        judged_weights([tmp_path / "c.csv"], large, "roads", "w.yaml:3")
    assert caught.value.key == "catalogue.too_many_parts"


def test_the_index_is_made_of_dimensions_and_a_dimension_of_its_parts(catalogue: Catalogue) -> None:
    assert [part.id for part in parts_of(catalogue, "index")] == ["roads", "rivers"]
    assert [part.id for part in parts_of(catalogue, "roads")] == ["roads.length", "roads.toll"]
    with pytest.raises(KeyError):
        parts_of(catalogue, "roads.length")


# --- in a weights file ----------------------------------------------------------------------------


def test_a_weights_file_names_tables_beside_it(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "weights").mkdir()
    write(tmp_path, ",roads,河流\nroads,,3\n", "weights/top.csv")
    write(tmp_path, ",length,toll\nlength,,1/4\n", "weights/r1.csv")
    write(tmp_path, ",length,toll\nlength,,1\n", "weights/r2.csv")
    text = (
        "name: 试\nweights: {rivers.clean: 2}\n"
        "judgements:\n  index: top.csv\n  roads: [r1.csv, r2.csv]\n"
    )
    path = write(tmp_path, text, "weights/w.yaml")
    weights = load_weights(path, catalogue)
    assert weights.values == pytest.approx(
        {
            "roads": 3 / 4,
            "rivers": 1 / 4,
            "roads.length": 1 / 3,
            "roads.toll": 2 / 3,
            "rivers.clean": 2,
        }
    )
    assert weights.ratios == {"index": 0.0, "roads": 0.0}
    folder = tmp_path / "weights"
    assert weights.places["roads"] == str(folder / "top.csv")
    assert weights.places["roads.toll"] == f"{folder / 'r1.csv'}, {folder / 'r2.csv'}"
    assert weights.places["rivers.clean"] == f"{path}:2"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("judgements: {road: c.csv}\n", "catalogue.unknown_group", 2),
        ("judgements: {roads.length: c.csv}\n", "catalogue.unknown_group", 2),
        (
            "judgements:\n  roads: c.csv\nweights:\n  roads.toll: 2\n",
            "catalogue.judged_and_weighed",
            5,
        ),
        ("judgements: {roads: 3}\n", "yaml.not_a_list", 2),
        ("judgements: {roads: []}\n", "yaml.too_few", 2),
        ("judgement: {roads: c.csv}\n", "yaml.unknown_key_near", 2),
        ("forced: sure\n", "yaml.not_true_or_false", 2),
    ],
)
def test_a_mistake_in_the_weights_file_is_told_with_its_line(
    tmp_path: Path, catalogue: Catalogue, text: str, key: str, line: int
) -> None:
    path = write(tmp_path, f"name: 试\n{text}", "w.yaml")
    with pytest.raises(InputError) as caught:
        load_weights(path, catalogue)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_table_that_is_not_there_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write(tmp_path, "name: 试\njudgements: {roads: gone.csv}\n", "w.yaml")
    with pytest.raises(InputError) as caught:
        load_weights(path, catalogue)
    assert str(tmp_path / "gone.csv") in str(caught.value)
